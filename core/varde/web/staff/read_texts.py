"""What a patient has read: which words of each step, when first and last, and moving her to those that are newest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.content.archive import text_at
from varde.content.texts import as_text
from varde.content.values import StepKey
from varde.enrolments.models import Enrolment
from varde.kernel.errors import NotFound
from varde.kernel.speech import Speech
from varde.modules.errors import MoveRefused
from varde.modules.moving import LONGEST_REASON, move_one, moves_of
from varde.modules.reading import SeenStep, newest_of, seen_by
from varde.programmes.gone import programme_of
from varde.programmes.values import Programme
from varde.setup.words import IN_LANGUAGE
from varde.web.shell import http
from varde.web.shell.forms import typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.shell.step_prose import drawn_pieces
from varde.web.staff import care_words as words
from varde.web.staff.records import record_page

bp = Blueprint("read_texts", __name__, url_prefix="/pasient/<int:enrolment_id>/tekster")


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One step: its title, what was shown of it, and whether there are newer words than she reads."""

    key: StepKey
    title: str
    shown: tuple[SeenStep, ...]
    newer: bool


@bp.get("")
@audience("staff")
def index(enrolment_id: int) -> str:
    """Every step that she has read, in the order of her reading."""
    return _page(record_page(enrolment_id, "modules"), {})


def _page(enrolment: Enrolment, errors: Mapping[str, str]) -> str:
    """Four statements beside those of the gate, however much was read."""
    work, speech = http.work(), http.speech()
    programme = programme_of(work, enrolment.programme)
    by_step: dict[StepKey, list[SeenStep]] = {}
    for seen in seen_by(work, enrolment.id):
        by_step.setdefault(seen.key, []).append(seen)
    newest = newest_of(work, enrolment)
    return render_template(
        "caseload/read_texts.html",
        enrolment=enrolment,
        lines=[
            ReadLine(
                key,
                step_title(speech, programme, key),
                tuple(shown),
                newest.get(key, shown[0].edition) != shown[0].edition,
            )
            for key, shown in by_step.items()
        ],
        moves=[(step_title(speech, programme, move.key), move) for move in moves_of(work, enrolment.id)],
        words_in=IN_LANGUAGE,
        longest=LONGEST_REASON,
        errors=errors,
        typed=typed() if errors else {},
        nav=staff_nav("caseload"),
    )


def step_title(speech: Speech, programme: Programme, key: StepKey) -> str:
    """“1. Hva er angst? / Les om det”; its keys when the programme has it no more."""
    for module in programme.modules:
        for step in module.steps:
            if (module.key, step.key) == (key.module, key.step):
                return f"{speech.say(module.heading)}: {speech.say(step.title)}"
    return f"{key.module}: {key.step}"


@bp.get("/<digest>")
@audience("staff")
def text(enrolment_id: int, digest: str) -> str:
    """Words that she has read, as they were."""
    enrolment, work = record_page(enrolment_id, "modules"), http.work()
    seen = next((each for each in seen_by(work, enrolment.id) if each.digest == digest), None)
    kept = text_at(work, digest) if seen else None
    if seen is None or kept is None:
        raise NotFound()
    shown = as_text(seen.key, *kept)
    return render_template(
        "caseload/read_text.html",
        enrolment=enrolment,
        seen=seen,
        title=step_title(http.speech(), programme_of(work, enrolment.programme), seen.key),
        text=shown,
        pieces=drawn_pieces(work, shown.pieces, enrolment.organisation_id),
        nav=staff_nav("caseload"),
    )


@bp.post("/<module>/<step>")
@audience("treat")
def move(enrolment_id: int, module: str, step: str) -> Any:
    """Let her read the newest words of a step."""
    enrolment = record_page(enrolment_id, "modules", write=True)
    try:
        move_one(http.work(), actor(), enrolment, module, step, typed().get("reason", ""))
    except MoveRefused as fault:
        return _page(enrolment, {f"reason-{module}-{step}": fault.to(http.language())}), 422
    flash(http.speech().say(words.TEXT_MOVED), "done")
    return redirect(url_for("read_texts.index", enrolment_id=enrolment_id), 303)
