"""The patient's questionnaires: the list, one instrument on a page, drafts, and what happens after the last one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from varde.assessments.errors import AlreadyAnswered, BadAnswers, NoSuchQuestionnaire
from varde.assessments.models import Response
from varde.assessments.schemas import read_form, unanswered
from varde.assessments.service import KIND, Sheet, check_open, open_sheet, responses_of, save_draft, submit
from varde.identity.models import Person
from varde.identity.pages import actor, audience, patient_nav, translate
from varde.identity.service import crisis_text_of
from varde.instruments.values import Instrument
from varde.kernel import http
from varde.kernel.errors import BadInput
from varde.kernel.text import day
from varde.kernel.work import Work
from varde.programmes.access import admit, open_record
from varde.programmes.models import Enrolment
from varde.programmes.pages import saved_answer, saved_at, stand_at
from varde.programmes.values import Occasion, Programme
from varde.scheduling.models import AgendaItem
from varde.scheduling.service import agenda_of

bp = Blueprint("questionnaires", __name__, url_prefix="/skjema")
NOT_ANSWERS = ("csrf_token", "instrument", "version", "anyway")


@dataclass(frozen=True, slots=True)
class Line:
    """One occasion in the list. ``state`` is as in :func:`state_of`; ``parts`` is how many are handed in so far."""

    item: AgendaItem
    occasion: Occasion
    state: str
    parts: int


@bp.get("/forlop/<int:enrolment_id>")
@audience("patient")
def index(enrolment_id: int) -> str:
    """Every questionnaire of an enrolment: what can be answered now, what comes, what was answered."""
    work = http.work()
    enrolment = open_record(work, actor(), enrolment_id, "questionnaire")
    stand_at(enrolment, organisation=enrolment.organisation)
    programme = work.catalogue.one(Programme, enrolment.programme)
    responses = responses_of(work, enrolment_id)
    items = [item for item in agenda_of(work, enrolment_id) if item.kind == KIND]
    lines = [_line(work, enrolment, programme, item, responses) for item in items]
    return render_template("questionnaires/index.html", enrolment=enrolment, programme=programme, lines=lines)


def _line(work: Work, enrolment: Enrolment, programme: Programme, item: AgendaItem, responses: list[Response]) -> Line:
    return Line(
        item, programme.occasion(item.key), state_of(work, enrolment, item),
        sum(1 for response in responses if response.agenda_id == item.id),
    )  # fmt: skip


def state_of(work: Work, enrolment: Enrolment, item: AgendaItem) -> str:
    """open, later, handed_in, missed (the window is over) or stopped (the enrolment is paused or has ended)."""
    if item.state == "done":
        return "handed_in"
    if item.state == "missed" or (item.closes_at and work.now > item.closes_at):
        return "missed"
    if item.state != "planned" or enrolment.state not in ("active", "completed"):
        return "stopped"
    return "open" if work.now >= item.opens_at else "later"


@bp.get("/<int:agenda_id>")
@audience("patient")
def answer(agenda_id: int) -> Any:
    """One instrument: the one asked for, or the first that is not handed in."""
    sheet = _sheet(agenda_id)
    state = state_of(http.work(), sheet.enrolment, sheet.item)
    if state == "handed_in" or not sheet.unanswered:
        return redirect(url_for("questionnaires.done", agenda_id=agenda_id), 303)
    if state != "open":
        return render_template("questionnaires/closed.html", sheet=sheet, state=state)
    instrument = _instrument(sheet, request.args.get("instrument"))
    kept = sheet.responses.get(instrument.key)
    if kept is not None and kept.submitted_at:
        return redirect(url_for("questionnaires.answer", agenda_id=agenda_id), 303)
    given = kept.answers if kept else {}
    skipped = unanswered(instrument, given) if request.args.get("mangler") == "1" else ()
    return _show(sheet, instrument, given, missing={item.key: item.label for item in skipped})


@bp.post("/<int:agenda_id>", endpoint="hand_in")
@audience("patient")
def hand_in(agenda_id: int) -> Any:
    """Hand in one instrument. With answers missing, the page says so once, and the answers so far are kept."""
    sheet = _sheet(agenda_id, write=True)
    work, language = http.work(), http.language()
    instrument = _instrument(sheet, request.form.get("instrument") or request.args.get("instrument"))
    _not_handed_in(work, sheet, instrument, language)
    answers, faults = read_form(instrument, request.form, language, NOT_ANSWERS)
    if faults:
        return _refused(sheet, instrument, faults)
    try:
        if unanswered(instrument, answers) and request.form.get("anyway") != "1":
            save_draft(work, actor(), sheet, instrument.key, answers, language)
            return redirect(
                url_for("questionnaires.answer", agenda_id=agenda_id, instrument=instrument.key, mangler=1), 303
            )
        submit(work, actor(), sheet, instrument.key, answers, language, request.form.get("version"))
    except BadAnswers as error:
        return _refused(sheet, instrument, dict(zip(error.items, error.faults, strict=True)))
    if sheet.unanswered:
        parts = len(sheet.instruments)
        said = translate("Del %(number)s av %(parts)s er levert.")
        flash(said % {"number": parts - len(sheet.unanswered), "parts": parts}, "done")
        return redirect(url_for("questionnaires.answer", agenda_id=agenda_id), 303)
    return redirect(url_for("questionnaires.done", agenda_id=agenda_id), 303)


@bp.post("/<int:agenda_id>/utkast")
@audience("patient")
def draft(agenda_id: int) -> dict[str, str]:
    """Keep the answers so far. :raises BadInput: with a sentence for each that cannot be kept."""
    sheet = _sheet(agenda_id, write=True)
    instrument = _instrument(sheet, request.form.get("instrument") or request.args.get("instrument"))
    answers, faults = read_form(instrument, request.form, http.language(), NOT_ANSWERS)
    if faults:
        raise BadInput(faults=tuple(faults.values()))
    kept = save_draft(http.work(), actor(), sheet, instrument.key, answers, http.language())
    return saved_answer(kept.saved_at)


def _sheet(agenda_id: int, *, write: bool = False) -> Sheet:
    sheet = open_sheet(http.work(), actor(), agenda_id, write=write)
    stand_at(sheet.enrolment)
    return sheet


def _instrument(sheet: Sheet, key: str | None) -> Instrument:
    """The instrument asked for, or the first that is left. :raises NoSuchQuestionnaire: not one of this occasion."""
    chosen = key or next(iter(sheet.unanswered or sheet.instruments))
    if chosen not in sheet.instruments:
        raise NoSuchQuestionnaire()
    return http.work().catalogue.one(Instrument, chosen)


def _not_handed_in(work: Work, sheet: Sheet, instrument: Instrument, language: str) -> None:
    """A second submission is told so before its answers are looked at; a closed one likewise."""
    kept = sheet.responses.get(instrument.key)
    if kept is not None and kept.submitted_at:
        raise AlreadyAnswered(day=day(kept.submitted_at.astimezone(work.zone).date(), language, year=True))
    check_open(work, sheet, language)


def _refused(sheet: Sheet, instrument: Instrument, faults: Mapping[str, str]) -> tuple[str, int]:
    given = {key: value for key, value in request.form.items() if key not in NOT_ANSWERS}
    return _show(sheet, instrument, given, errors=dict(faults)), 422


def _show(
    sheet: Sheet,
    instrument: Instrument,
    given: Mapping[str, object],
    *,
    missing: Mapping[str, object] | None = None,
    errors: Mapping[str, str] | None = None,
) -> str:
    kept = sheet.responses.get(instrument.key)
    left = [key for key in sheet.instruments if key in sheet.unanswered]
    parts = len(sheet.instruments)
    known = {item.key for item in instrument.items}
    heavy = any(is_heavy(http.work(), one) for one in sheet.responses.values() if one.submitted_at)
    return render_template(
        "questionnaires/answer.html", sheet=sheet, instrument=instrument, given=given, missing=missing or {},
        errors=errors or {}, known=known, part=parts - len(left) + 1 + left.index(instrument.key), parts=parts,
        saved=saved_at(kept.saved_at) if kept and not errors else "", kept_at=kept.saved_at.isoformat() if kept else "",
        heavy=heavy, crisis=_crisis(sheet.enrolment) if heavy else "",
    )  # fmt: skip


# --- afterwards


@bp.get("/<int:agenda_id>/takk")
@audience("patient")
def done(agenda_id: int) -> Any:
    """Thank you: what happens with the answers, and when the next questionnaire is. One statement besides the log."""
    work = http.work()
    items, enrolment, responses = _all_items(work, agenda_id)
    admit(work, actor(), enrolment, "questionnaire")
    item = next(one for one in items if one.id == agenda_id)
    if item.state != "done":
        return redirect(url_for("questionnaires.answer", agenda_id=agenda_id), 303)
    programme = work.catalogue.one(Programme, enrolment.programme)
    following = next((one for one in items if one.state == "planned" and one.due_at > item.due_at), None)
    heavy = any(is_heavy(work, response) for response in responses)
    return render_template(
        "questionnaires/done.html", enrolment=enrolment, programme=programme, occasion=programme.occasion(item.key),
        following=following, next_occasion=programme.occasion(following.key) if following else None,
        heavy=heavy, crisis=_crisis(enrolment) if heavy else "",
        nav=patient_nav("questionnaires", enrolment.id), organisation=enrolment.organisation,
    )  # fmt: skip


def _all_items(work: Work, agenda_id: int) -> tuple[list[AgendaItem], Enrolment, list[Response]]:
    """Every questionnaire of the enrolment that this one belongs to, by due time, and this one's responses."""
    this = select(AgendaItem.enrolment_id).where(AgendaItem.id == agenda_id, AgendaItem.kind == KIND).scalar_subquery()
    rows = work.session.execute(
        select(AgendaItem, Enrolment, Response)
        .join(Enrolment, Enrolment.id == AgendaItem.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Response, (Response.agenda_id == AgendaItem.id) & (AgendaItem.id == agenda_id))
        .options(contains_eager(Enrolment.person), joinedload(Enrolment.therapist), joinedload(Enrolment.organisation))
        .where(AgendaItem.enrolment_id == this, AgendaItem.kind == KIND)
        .order_by(AgendaItem.due_at, AgendaItem.id)
    ).all()
    if not rows:
        raise NoSuchQuestionnaire()
    items = list(dict.fromkeys(row[0] for row in rows))
    responses: list[Response | None] = [row[2] for row in rows]
    return items, rows[0][1], [response for response in responses if response is not None]


def _crisis(enrolment: Enrolment) -> str:
    return crisis_text_of(http.work(), enrolment.organisation_id, http.language())


def is_heavy(work: Work, response: Response) -> bool:
    """Whether a question about safety was answered with more than "not at all", so that we say where to turn."""
    instrument = work.catalogue.all(Instrument).get(response.instrument)
    safety = instrument.safety_items if instrument else ()
    return any(float(response.answers.get(item.key) or 0) > item.low for item in safety)
