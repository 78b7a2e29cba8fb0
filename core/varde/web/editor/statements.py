"""What a programme states, and who answers for it at an organisation: each statement with its source, and the step that says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.content.errors import ContentRefused, NoSuchContent
from varde.content.signing import StatementStanding, sign, statements_at, take_back
from varde.content.texts import as_text
from varde.content.values import StepKey
from varde.enrolments.stored_settings import signed_only_at
from varde.identity.models import Organisation
from varde.programmes.values import Programme
from varde.setup.words import IN_LANGUAGE
from varde.web.editor import words
from varde.web.editor.places import editor, organisation_of_page, places_of, programmes_at, refused_at, step_title
from varde.web.shell import http
from varde.web.shell.forms import typed
from varde.web.shell.pages import audience, staff_nav
from varde.web.shell.step_prose import drawn_texts

bp = Blueprint("content_statements", __name__, url_prefix="/innhold/<key>/utsagn")

DEEDS = {"signer": sign, "trekk": take_back}


@dataclass(frozen=True, slots=True)
class StatedProgramme:
    """A programme with how its statements stand, step by step; whether its patients are shown nothing unsigned."""

    programme: Programme
    steps: tuple[tuple[StepKey, str, tuple[StatementStanding, ...]], ...]
    demanded: bool

    @property
    def unsigned(self) -> int:
        return sum(1 for _, _, each in self.steps for standing in each if standing.signature is None)

    @property
    def every(self) -> int:
        return sum(len(each) for _, _, each in self.steps)


@bp.get("")
@audience("approve_content")
def index(key: str) -> str:
    """The statements of every programme at one place, and which wait."""
    work, organisation = http.work(), organisation_of_page(key)
    programmes = programmes_at(organisation)
    standing, demanding = statements_at(work, organisation, programmes), signed_only_at(work, organisation.id)
    return render_template(
        "content/statements.html",
        organisation=organisation,
        places=places_of(editor()),
        lines=[_line(programme, standing, demanded=programme.key in demanding) for programme in programmes],
        writes=any(editor().may_write(organisation.id, programme.key) for programme in programmes),
        nav=staff_nav("content"),
    )


def _line(programme: Programme, every: list[StatementStanding], *, demanded: bool) -> StatedProgramme:
    by_step: dict[StepKey, list[StatementStanding]] = {}
    for each in every:
        if each.statement.step.programme == programme.key:
            by_step.setdefault(each.statement.step, []).append(each)
    steps = tuple((key, step_title(http.speech(), programme, key), tuple(of)) for key, of in by_step.items())
    return StatedProgramme(programme, steps, demanded)


@bp.get("/<programme>/<module>/<step>")
@audience("approve_content")
def show(key: str, programme: str, module: str, step: str) -> str:
    """One step as it is read, and what it states."""
    return _page(key, StepKey(programme, module, step), {})


@bp.post("/<programme>/<module>/<step>")
@audience("sign_statements")
def decide(key: str, programme: str, module: str, step: str) -> Any:
    """She signs a statement of the step, or takes her signature back."""
    work, organisation, form = http.work(), organisation_of_page(key), typed()
    of = StepKey(programme, module, step)
    declared = _programme(organisation, of)
    deed = DEEDS.get(form.get("gjor", ""))
    if deed is None:
        return _page(key, of, {"": http.speech().say(words.SIGN_OR_TAKE_BACK)}), 422
    name, seen = f"{programme}/{form.get('statement', '')}", form.get("seen", "")
    try:
        with work.apart():
            deed(work, editor(), organisation, declared, name, seen)
    except ContentRefused as fault:
        return _page(key, of, refused_at(fault)), 422
    flash(http.speech().say(words.SIGNED if deed is sign else words.SIGNATURE_TAKEN_BACK), "done")
    return redirect(url_for("content_statements.show", key=key, programme=programme, module=module, step=step), 303)


def _programme(organisation: Organisation, of: StepKey) -> Programme:
    for programme in programmes_at(organisation):
        if programme.key == of.programme:
            return programme
    raise NoSuchContent()


def _page(key: str, of: StepKey, errors: dict[str, str]) -> str:
    work, organisation = http.work(), organisation_of_page(key)
    programme = _programme(organisation, of)
    stated = [each for each in statements_at(work, organisation, [programme]) if each.statement.step == of]
    if not stated:
        raise NoSuchContent()
    texts = stated[0].edition.texts
    drawn = drawn_texts(work, {code: as_text(of, code, said).pieces for code, said in texts}, organisation.id)
    return render_template(
        "content/statement.html",
        organisation=organisation,
        programme=programme,
        of=of,
        title=step_title(http.speech(), programme, of),
        stated=stated,
        read=[(code, said, drawn[code]) for code, said in texts],
        named=IN_LANGUAGE,
        may_sign=editor().may_sign(organisation.id, programme.key),
        errors=errors,
        nav=staff_nav("content"),
    )
