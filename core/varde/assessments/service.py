"""Questionnaires: open, keep drafts, accept, score. What is planned about them is in :mod:`planning`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from varde.assessments.context import context_of, missing_context, remember_sex
from varde.assessments.errors import (
    AlreadyAnswered,
    BadAnswers,
    CalledOff,
    NoSuchQuestionnaire,
    NotAnswering,
    NotAsked,
    NotOpenYet,
    OldVersion,
    WindowClosed,
)
from varde.assessments.events import DraftKept, QuestionnaireSettled, ResponseSubmitted
from varde.assessments.models import Response
from varde.assessments.opening import KIND, Beside, sheet_statement
from varde.assessments.scored import write_score
from varde.assessments.sheet import Sheet, known_for_conditions, occasion_of
from varde.enrolments.access import admit
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import ANSWERING
from varde.enrolments.words import STATE_SAID
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.instruments.answers import accept, items_of
from varde.instruments.rules import check_answers
from varde.instruments.values import Instrument
from varde.kernel.text import day
from varde.kernel.words import LANGUAGES, Text
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.scheduling.agenda import finish
from varde.scheduling.models import AgendaItem
from varde.standing.deterioration import is_worse_than_before

__all__ = [
    "KIND",
    "Sheet",
    "begun_at",
    "check_open",
    "context_of",
    "missing_context",
    "must_hold",
    "open_sheet",
    "remember_sex",
    "responses_of",
    "save_draft",
    "settle",
    "submit",
]

BY_PHONE = "therapist"
"""The mode of answers that a therapist wrote down while she talked with the patient."""


def open_sheet(work: Work, actor: Actor, agenda_id: int, *, write: bool = False, beside: Beside | None = None) -> Sheet:
    """Load an occasion with its responses, through the gates. One statement, the log entry, and one for each source that its
    conditions ask.

    ``beside`` is one number more to read about the enrolment in the same statement, for what stands around the sheet.

    Two who hand in the last two parts at once each see the other's as missing; the next page, or the clock, settles it.

    :raises NoSuchQuestionnaire: there is none.
    :raises NoSuchEnrolment: it is another person's.
    """
    rows = work.session.execute(sheet_statement(beside), {"agenda_id": agenda_id}).all()
    item, enrolment, _response, worded, around = next((row for row in rows if row[0] is not None), rows[0])
    if item is None or enrolment is None:
        raise NoSuchQuestionnaire()
    admit(work, actor, enrolment, "questionnaire", write=write)
    programme = programme_of(work, enrolment.programme)
    sheet = Sheet(
        item, enrolment, programme, occasion_of(programme, item.key), today=work.today, worded=worded, beside=around
    )
    responses = [row[2] for row in rows if row[2] is not None]
    sheet.responses = {response.instrument: response for response in responses if response.agenda_id == item.id}
    sheet.known = known_for_conditions(work, enrolment.id, [sheet.occasion])
    sheet.earlier = [response for response in responses if response.agenda_id != item.id and response.submitted_at]
    return sheet


def check_open(work: Work, sheet: Sheet, language: str) -> None:
    """:raises NotAnswering, AlreadyAnswered, CalledOff, NotOpenYet, WindowClosed: it cannot be answered now."""
    item, enrolment = sheet.item, sheet.enrolment
    if enrolment.state not in ANSWERING:
        raise NotAnswering(state=STATE_SAID[enrolment.state])
    if item.state == "done":
        raise AlreadyAnswered(day=_said(work, item.done_at or item.due_at, language))
    if item.state not in ("planned", "missed") or sheet.programme.find_occasion(item.key) is None:
        raise CalledOff()
    if work.now < item.opens_at:
        raise NotOpenYet(day=_said(work, item.opens_at, language))
    if item.state == "missed" or (item.closes_at and work.now > item.closes_at):
        raise WindowClosed(day=_said(work, item.closes_at or item.due_at, language))


def _said(work: Work, at: datetime, language: str) -> str:
    return day(at.astimezone(work.zone).date(), language, year=True)


def save_draft(
    work: Work,
    actor: Actor,
    sheet: Sheet,
    key: str,
    answers: Mapping[str, object],
    language: str,
    *,
    pressed: bool = False,
    known: Mapping[str, bool] | None = None,
) -> Response:
    """Keep answers that are not handed in yet. Those that break a rule are refused; what is stored stays.

    ``pressed``: the person pressed a button; it was not the page that saved by itself. ``known`` is what the page asked
    besides the items and scoring needs (``agoraphobia``).

    :raises AlreadyAnswered, BadAnswers, CalledOff, NotOpenYet, WindowClosed, NotAnswering, NotAsked, NoSuchQuestionnaire
    """
    instrument = _instrument(work, sheet, key)
    check_open(work, sheet, language)
    _check_first(work, sheet, key, language)
    must_hold(instrument, answers)
    response = _keep(work, actor, sheet, instrument, answers, known)
    work.session.flush()
    work.publish(DraftKept(sheet.enrolment.id, response.id, int(pressed)))
    return response


def submit(
    work: Work,
    actor: Actor,
    sheet: Sheet,
    key: str,
    answers: Mapping[str, object],
    language: str = "nb",
    version: str | None = None,
    *,
    wording_id: int | None = None,
    shown_in: str | None = None,
    known: Mapping[str, bool] | None = None,
) -> Response:
    """Accept one instrument's answers, score them, and finish the occasion when it was the last.

    The first submission stands. ``version`` is the instrument's version the page was made from; ``shown_in`` (a
    language, when it was another than ``language``) and ``wording_id`` (a wording pack's; None is our own words) say what
    words were shown. ``known`` is as for :func:`save_draft`.

    :raises AlreadyAnswered, BadAnswers, CalledOff, OldVersion, NotOpenYet, WindowClosed, NotAnswering, NotAsked,
        NoSuchQuestionnaire: nothing is stored.
    """
    instrument = _instrument(work, sheet, key)
    if version is not None and version != instrument.version:
        raise OldVersion()
    check_open(work, sheet, language)
    _check_first(work, sheet, key, language)
    must_hold(instrument, answers)
    response = _keep(work, actor, sheet, instrument, answers, known)
    response.context = {**response.context, **context_of(work, sheet, instrument)}
    write_score(instrument, response)
    response.language, response.wording_id = shown_in or language, wording_id
    response.submitted_at = work.now
    finished = _finish(sheet)
    work.session.flush()
    worse = is_worse_than_before(instrument, sheet.earlier_to(key), response)
    work.publish(
        ResponseSubmitted(sheet.enrolment.id, response.id, int(finished), None if worse is None else int(worse))
    )
    return response


def settle(work: Work, sheet: Sheet) -> bool:
    """Whether the occasion is done; one that is planned still becomes so when nothing is left of it to answer, as when a
    condition came to hold no longer after the last was handed in."""
    if _finish(sheet):
        work.publish(QuestionnaireSettled(sheet.enrolment.id, sheet.item.id))
    return sheet.item.state == "done"


def _finish(sheet: Sheet) -> bool:
    if sheet.item.state != "planned" or not sheet.all_answered:
        return False
    finish(sheet.item, max(response.submitted_at for response in sheet.responses.values() if response.submitted_at))
    return True


def _instrument(work: Work, sheet: Sheet, key: str) -> Instrument:
    if key not in sheet.instruments:
        raise NotAsked() if key in sheet.occasion.asked(sheet.enrolment.track) else NoSuchQuestionnaire()
    return work.catalogue.one(Instrument, key)


def _check_first(work: Work, sheet: Sheet, key: str, language: str) -> None:
    """:raises AlreadyAnswered: it was handed in before; whoever is second is told so, whatever the answers are."""
    response = sheet.responses.get(key)
    if response is not None and response.submitted_at:
        raise AlreadyAnswered(day=_said(work, response.submitted_at, language))


def must_hold(instrument: Instrument, answers: Mapping[str, object]) -> None:
    """:raises BadAnswers: some break the rule of their item, or there is no such item."""
    if not check_answers(instrument, answers):
        return
    said = zip(*(check_answers(instrument, answers, language) for language in LANGUAGES), strict=True)
    faults = [(faults[0].item, Text(*(fault.sentence for fault in faults))) for faults in said]
    raise BadAnswers(tuple(sentence for _, sentence in faults), tuple(item for item, _ in faults))


def _keep(
    work: Work,
    actor: Actor,
    sheet: Sheet,
    instrument: Instrument,
    answers: Mapping[str, object],
    known: Mapping[str, bool] | None,
) -> Response:
    response = sheet.responses.get(instrument.key)
    items = {item.key: item for item in items_of(instrument)}
    accepted = {key: accept(items[key], value) for key, value in answers.items() if value is not None}
    if response is None:
        response = work.add(
            Response(
                enrolment_id=sheet.enrolment.id,
                agenda_id=sheet.item.id,
                occasion=sheet.item.key,
                instrument=instrument.key,
                version=instrument.version,
                answers=accepted,
                saved_at=work.now,
                n_missing=0,
                subscores={},
                flags={},
                context={},
            )
        )
        sheet.responses[instrument.key] = response
    response.answers, response.saved_at, response.version = accepted, work.now, instrument.version
    response.mode = "patient" if actor.is_patient else BY_PHONE
    response.by_id = actor.person_id
    if known:
        response.context = {**response.context, **{key: known[key] for key in instrument.needs if key in known}}
    return response


# --- reading


def last_answers(work: Work, sheet: Sheet, instrument: Instrument) -> Mapping[str, object]:
    """What was answered to this version of the instrument last time; nothing the first time. One statement."""
    latest = (
        select(Response.answers)
        .where(
            Response.enrolment_id == sheet.enrolment.id,
            Response.instrument == instrument.key,
            Response.version == instrument.version,
            Response.submitted_at.is_not(None),
            Response.agenda_id != sheet.item.id,
        )
        .order_by(Response.submitted_at.desc(), Response.id.desc())
        .limit(1)
    )
    return work.session.scalar(latest) or {}


def begun_at(work: Work, enrolment_id: int) -> dict[int, list[str]]:
    """The instruments that are begun and not handed in, by agenda id. One statement."""
    rows = work.session.execute(
        select(Response.agenda_id, Response.instrument)
        .where(Response.enrolment_id == enrolment_id, Response.submitted_at.is_(None))
        .order_by(Response.id)
    )
    instruments: dict[int, list[str]] = {}
    for agenda_id, instrument in rows:
        instruments.setdefault(agenda_id, []).append(instrument)
    return instruments


SUBMITTED = (
    select(Response)
    .where(Response.enrolment_id == bindparam("enrolment"), Response.submitted_at.is_not(None))
    .order_by(Response.submitted_at, Response.id)
)
"""What an enrolment has handed in, oldest first; put together once, since most pages ask it."""


class ScoredLine(NamedTuple):
    """What a page says of a submitted :class:`Response`: what was asked when, and the total. Not to be changed."""

    agenda_id: int
    occasion: str
    instrument: str
    version: str
    total: float | None
    submitted_at: datetime


_SCORED_LINES = SUBMITTED.with_only_columns(*(getattr(Response, name) for name in ScoredLine._fields))


def responses_of(work: Work, enrolment_id: int, instrument: str | None = None) -> list[Response]:
    """Submitted responses of an enrolment, oldest first. One statement."""
    query = SUBMITTED if instrument is None else SUBMITTED.where(Response.instrument == instrument)
    return list(work.session.scalars(query, {"enrolment": enrolment_id}))


def scored_lines(work: Work, enrolment_id: int) -> list[ScoredLine]:
    """Submitted responses of an enrolment to be read, oldest first. One statement."""
    return [ScoredLine._make(row) for row in work.columns(_SCORED_LINES, {"enrolment": enrolment_id})]


def helpers_of(work: Work, responses: list[Response]) -> dict[int, str]:
    """The given name of who answered by phone, by agenda id. One statement, none when nobody did."""
    by = {response.agenda_id: response.by_id for response in responses if response.mode == BY_PHONE}
    if not by:
        return {}
    query = select(Person.id, Person.given_name).where(Person.id.in_(set(by.values())))
    names: dict[int | None, str] = {row.id: row.given_name for row in work.session.execute(query)}
    return {agenda_id: names.get(person_id, "") for agenda_id, person_id in by.items()}


def all_items(work: Work, agenda_id: int) -> tuple[list[AgendaItem], Enrolment, list[Response], str]:
    """Every questionnaire of the enrolment that this one belongs to, by due time, this one's responses, and the given name
    of the therapist who answered it by phone together with the patient ("" when nobody did)."""
    enrolment_id = (
        select(AgendaItem.enrolment_id).where(AgendaItem.id == agenda_id, AgendaItem.kind == KIND).scalar_subquery()
    )
    by = aliased(Person)
    rows = work.session.execute(
        select(AgendaItem, Enrolment, Response, by.given_name)
        .join(Enrolment, Enrolment.id == AgendaItem.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Response, (Response.agenda_id == AgendaItem.id) & (AgendaItem.id == agenda_id))
        .outerjoin(by, (by.id == Response.by_id) & (Response.mode == BY_PHONE))
        .options(contains_eager(Enrolment.person), joinedload(Enrolment.therapist), joinedload(Enrolment.organisation))
        .where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.kind == KIND)
        .order_by(AgendaItem.due_at, AgendaItem.id)
    ).all()
    if not rows:
        raise NoSuchQuestionnaire()
    items = list(dict.fromkeys(row[0] for row in rows))
    responses: list[Response | None] = [row[2] for row in rows]
    helper = next((row[3] for row in rows if row[3]), "")
    return items, rows[0][1], [response for response in responses if response is not None], helper
