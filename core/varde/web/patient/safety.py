"""What the patient tells us about her safety, and why a step is locked for her."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.enrolments.access import open_record
from varde.enrolments.models import Enrolment
from varde.kernel.errors import BadInput
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.modules.path_rules import Path
from varde.modules.progress import path_of
from varde.programmes.gone import programme_of
from varde.programmes.values import Opener, Step
from varde.record.safety import LockLine, lock_lines
from varde.safety.service import EntryLine, changeable, may_change, said_about, state_facts
from varde.standing.locks import Held
from varde.web.patient import words
from varde.web.patient.places import stand_at
from varde.web.shell import http
from varde.web.shell.fact_lines import answer_in_words
from varde.web.shell.forms import FormFault, read_form, typed
from varde.web.shell.pages import actor, audience
from varde.web.shell.safety_form import code_of, safety_form, stated_in

bp = Blueprint("safety", __name__, url_prefix="/si-fra")
OPENED_BY: Mapping[Opener, Text] = {
    "therapist": words.LOCK_OPENED_BY_THERAPIST,
    "dietitian": words.LOCK_OPENED_BY_DIETITIAN,
    "head": words.LOCK_OPENED_BY_HEAD,
    "nobody": words.LOCK_OPENED_BY_NOBODY,
}


@bp.get("/<int:enrolment_id>")
@audience("patient")
def tell(enrolment_id: int) -> str:
    """What we ask about safety, what she has said, and what it locks."""
    return _page(open_record(http.work(), actor(), enrolment_id, "safety"))


def _page(enrolment: Enrolment, errors: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None) -> str:
    work, speech = http.work(), http.speech()
    stand_at(enrolment, organisation=enrolment.organisation)
    programme, said = programme_of(work, enrolment.programme), said_about(work, enrolment)
    safety = path_of(work, enrolment, http.language()).safety
    facts = {fact.key: fact for fact in programme.safety_facts}
    latest = {line.subject: line for line in said if line.kind in ("referred", "stated")}
    locks = lock_lines(programme, enrolment.track, safety, said)
    return render_template(
        "safety/tell.html",
        enrolment=enrolment,
        programme=programme,
        facts=changeable(programme),
        given=dict(form or {key: code_of(safety.facts.get(key)) for key in facts}),
        latest=latest,
        locked=_together(line for line in locks if line.opened is None),
        opened=[line for line in locks if line.opened is not None],
        facts_by_key=facts,
        opened_by=OPENED_BY,
        history=[line for line in reversed(said) if line.kind == "stated" and line.subject in facts],
        answer=lambda fact, value: answer_in_words(speech, fact, value),
        said_by=_said_by,
        open=may_change(enrolment),
        errors=dict(errors or {}),
    )


def _together(lines: Iterable[LockLine]) -> list[list[LockLine]]:
    """Locks of the same steps together, so that she reads about them once."""
    groups: dict[tuple[Step, ...], list[LockLine]] = {}
    for line in lines:
        groups.setdefault(line.steps, []).append(line)
    return list(groups.values())


def _said_by(line: EntryLine) -> str:
    """“Svart av deg i påmeldingen 21. september 2026.”"""
    speech = http.speech()
    name = speech.say(words.BY_YOU) if line.by_id == actor().person_id else line.by
    sentence = words.ANSWERED_IN_REFERRAL if line.kind == "referred" else words.ANSWERED_BY
    return speech.say(sentence, who=name, day=speech.day(line.at, year=True))


@bp.post("/<int:enrolment_id>", endpoint="save")
@audience("patient")
def save(enrolment_id: int) -> Any:
    """Keep what she says; steps that this makes unsafe are locked before the page answers."""
    work = http.work()
    enrolment = open_record(work, actor(), enrolment_id, "safety", write=True)
    before = _locked(work, enrolment)
    try:
        form = read_form(safety_form(changeable(programme_of(work, enrolment.programme))))
        changed = state_facts(work, actor(), enrolment, stated_in(form))
    except BadInput as fault:
        speech = http.speech()
        errors = fault.said(speech) if isinstance(fault, FormFault) else {"": fault.to(speech.language)}
        return _page(enrolment, errors, typed()), 422
    _say_what_came_of_it(changed, before, _locked(work, enrolment))
    return redirect(url_for("safety.tell", enrolment_id=enrolment_id), 303)


def _locked(work: Work, enrolment: Enrolment) -> dict[str, Text]:
    path = path_of(work, enrolment, http.language())
    return {
        f"{view.module.key}/{step.key}": step.title
        for view in path.modules
        for step in view.module.steps
        if step.key in view.held
    }


def _say_what_came_of_it(changed: Sequence[str], before: Mapping[str, Text], after: Mapping[str, Text]) -> None:
    speech = http.speech()
    flash(speech.say(words.SAFETY_SAVED if changed else words.SAFETY_UNCHANGED), "done")
    for sentence, titles in (
        (words.NOW_LOCKED, [title for key, title in after.items() if key not in before]),
        (words.NOW_UNLOCKED, [title for key, title in before.items() if key not in after]),
    ):
        if titles:
            flash(speech.say(sentence, steps=", ".join(f"«{speech.say(title)}»" for title in titles)), "now")


def locked_page(
    enrolment: Enrolment,
    path: Path,
    module: str,
    step: str,
    held: Sequence[Held],
    written: Sequence[tuple[Text, Text | str]],
) -> str:
    """Why a step is locked for her, and what she can do instead. ``written`` is what she had just typed, so that nothing is
    lost: label to text."""
    work, view = http.work(), path.view(module)
    programme = programme_of(work, enrolment.programme)
    return render_template(
        "safety/locked.html",
        enrolment=enrolment,
        view=view,
        step=next(each for each in view.module.steps if each.key == step),
        held=held,
        facts={fact.key: fact for fact in programme.safety_facts},
        opened_by=OPENED_BY,
        therapist=enrolment.therapist.given_name if enrolment.therapist else "",
        written=written,
    )
