"""Questionnaires: open, keep drafts, accept, score, and what the clock does about the unanswered ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from varde.assessments.errors import (
    AlreadyAnswered,
    BadAnswers,
    NoSuchQuestionnaire,
    NotAnswering,
    NotOpenYet,
    OldVersion,
    WindowClosed,
)
from varde.assessments.events import QuestionnaireDue, QuestionnaireMissed, QuestionnaireOverdue, ResponseSubmitted
from varde.assessments.models import Response
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.instruments.rules import change, check_answers, score
from varde.instruments.values import Instrument
from varde.kernel.text import day
from varde.kernel.work import Work
from varde.programmes.access import admit
from varde.programmes.models import Enrolment
from varde.programmes.values import Occasion, Programme
from varde.programmes.words import STATE
from varde.scheduling.agenda import AgendaHandler, finish
from varde.scheduling.models import AgendaItem
from varde.scheduling.rules import at_wall_time

KIND = "assessment"
BASELINE = "start"
"""The key of every programme's first occasion; change is counted from it."""
REMIND_AT = time(10, 0)


@dataclass(slots=True)
class Sheet:
    """One occasion of one enrolment, as it is answered: the agenda item, what was answered or drafted, and the
    totals at the start for the same instruments."""

    item: AgendaItem
    enrolment: Enrolment
    programme: Programme
    occasion: Occasion
    responses: dict[str, Response] = field(default_factory=dict)
    baseline: dict[str, float] = field(default_factory=dict)

    @property
    def instruments(self) -> tuple[str, ...]:
        """Keys of what this patient is asked here, in order."""
        return self.occasion.asked(self.enrolment.track)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Keys of the instruments not handed in yet, in order."""
        return tuple(
            key for key in self.instruments if key not in self.responses or not self.responses[key].submitted_at
        )


def open_sheet(work: Work, actor: Actor, agenda_id: int, *, write: bool = False) -> Sheet:
    """Load an occasion with its responses, through the gates. One statement, and the log entry.

    :raises NoSuchQuestionnaire: there is none, or it is another person's.
    """
    rows = work.session.execute(
        select(AgendaItem, Enrolment, Response)
        .join(Enrolment, Enrolment.id == AgendaItem.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(
            Response,
            (Response.enrolment_id == AgendaItem.enrolment_id)
            & or_(Response.agenda_id == AgendaItem.id, Response.occasion == BASELINE),
        )
        .options(contains_eager(Enrolment.person))
        .where(AgendaItem.id == agenda_id, AgendaItem.kind == KIND)
    ).all()
    if not rows:
        raise NoSuchQuestionnaire()
    item, enrolment = rows[0][0], rows[0][1]
    admit(work, actor, enrolment, "questionnaire", write=write)
    programme = work.catalogue.one(Programme, enrolment.programme)
    sheet = Sheet(item, enrolment, programme, programme.occasion(item.key))
    found: list[Response | None] = [row[2] for row in rows]
    for response in filter(None, found):
        if response.agenda_id == item.id:
            sheet.responses[response.instrument] = response
        elif response.total is not None:
            sheet.baseline[response.instrument] = response.total
    return sheet


def check_open(work: Work, sheet: Sheet, language: str) -> None:
    """:raises NotAnswering, NotOpenYet, WindowClosed: it cannot be answered now."""
    item, enrolment = sheet.item, sheet.enrolment
    if enrolment.state not in ("active", "completed"):
        raise NotAnswering(state=STATE[enrolment.state].to(language).lower())
    if work.now < item.opens_at:
        raise NotOpenYet(day=_said(work, item.opens_at, language))
    if item.state == "missed" or (item.closes_at and work.now > item.closes_at):
        raise WindowClosed(day=_said(work, item.closes_at or item.due_at, language))


def _said(work: Work, at: datetime, language: str) -> str:
    return day(at.astimezone(work.zone).date(), language, year=True)


def save_draft(
    work: Work, actor: Actor, sheet: Sheet, key: str, answers: Mapping[str, object], language: str
) -> Response:
    """Keep answers that are not handed in yet. Those that break a rule are refused; what is stored stays.

    :raises AlreadyAnswered, BadAnswers, NotOpenYet, WindowClosed, NotAnswering
    """
    instrument = _instrument(work, sheet, key)
    check_open(work, sheet, language)
    _check(instrument, answers, language)
    return _keep(work, actor, sheet, instrument, answers, language)


def submit(
    work: Work,
    actor: Actor,
    sheet: Sheet,
    key: str,
    answers: Mapping[str, object],
    language: str = "nb",
    version: str | None = None,
) -> Response:
    """Accept one instrument's answers, score them, and finish the occasion when it was the last.

    The first submission stands. ``version`` is the instrument's version the page was made from.

    :raises AlreadyAnswered, BadAnswers, OldVersion, NotOpenYet, WindowClosed, NotAnswering: nothing is stored.
    """
    instrument = _instrument(work, sheet, key)
    if version is not None and version != instrument.version:
        raise OldVersion()
    check_open(work, sheet, language)
    _check(instrument, answers, language)
    response = _keep(work, actor, sheet, instrument, answers, language)
    scored = score(instrument, answers)
    response.status, response.total, response.band = scored.status, scored.total, scored.band
    response.subscores, response.flags, response.n_missing = (
        dict(scored.subscores),
        dict(scored.flags),
        scored.n_missing,
    )
    response.submitted_at = work.now
    if not sheet.unanswered:
        finish(sheet.item, work.now)
    work.session.flush()
    worse = is_worse(instrument, sheet.baseline.get(key), scored.total)
    work.publish(
        ResponseSubmitted(
            sheet.enrolment.id, response.id, int(not sheet.unanswered), None if worse is None else int(worse)
        )
    )
    return response


def is_worse(instrument: Instrument, before: float | None, after: float | None) -> bool | None:
    """Whether the total is worse by more than the instrument's reliable change (or, without one, its responder
    threshold in points). None when it cannot be known."""
    found = change(instrument, before, after)
    if found.gain is None:
        return None
    if found.reliable is not None:
        return found.reliable == "deteriorated"
    if instrument.responder is not None and instrument.responder.measure == "points":
        return -found.gain >= instrument.responder.amount
    return None


def _instrument(work: Work, sheet: Sheet, key: str) -> Instrument:
    if key not in sheet.instruments:
        raise NoSuchQuestionnaire()
    return work.catalogue.one(Instrument, key)


def _check(instrument: Instrument, answers: Mapping[str, object], language: str) -> None:
    faults = check_answers(instrument, answers, language)
    if faults:
        raise BadAnswers(tuple(f.sentence for f in faults), tuple(f.item for f in faults))


def _keep(
    work: Work, actor: Actor, sheet: Sheet, instrument: Instrument, answers: Mapping[str, object], language: str
) -> Response:
    response = sheet.responses.get(instrument.key)
    if response is not None and response.submitted_at:
        raise AlreadyAnswered(day=_said(work, response.submitted_at, language))
    given = {key: value for key, value in answers.items() if value is not None}
    if response is None:
        response = work.add(
            Response(
                enrolment_id=sheet.enrolment.id, agenda_id=sheet.item.id, occasion=sheet.item.key, instrument=instrument.key,
                version=instrument.version, answers=given, saved_at=work.now, n_missing=0, subscores={}, flags={},
            )
        )  # fmt: skip
        sheet.responses[instrument.key] = response
    response.answers, response.saved_at, response.version = given, work.now, instrument.version
    response.mode = "patient" if actor.is_patient else "therapist"
    response.by_id = actor.person_id
    return response


# --- what the clock does


def act(work: Work, item: AgendaItem) -> datetime | None:
    """Open, remind, mark overdue, close: decided from what is true now, never from how far we had come."""
    enrolment = work.session.get(Enrolment, item.enrolment_id)
    if item.state != "planned" or enrolment is None or enrolment.state not in ("active", "completed"):
        return None
    if item.closes_at and work.now > item.closes_at:
        item.state = "missed"
        work.publish(QuestionnaireMissed(item.enrolment_id, item.id))
        return None
    if work.now > item.due_at and not item.details.get("overdue"):
        item.details = {**item.details, "overdue": True}
        work.publish(QuestionnaireOverdue(item.enrolment_id, item.id))
    occasion = work.catalogue.one(Programme, enrolment.programme).occasion(item.key)
    due = [at for at in notice_times(work, item, occasion) if at <= work.now]
    sent = int(item.details.get("notices", 0))
    if len(due) > sent:
        # A clock that stood still catches up with one notice, not with all it missed.
        work.publish(QuestionnaireDue(item.enrolment_id, item.id, len(due) - 1))
        item.details = {**item.details, "notices": len(due)}
    return next_time(work, item, occasion)


def notice_times(work: Work, item: AgendaItem, occasion: Occasion) -> list[datetime]:
    """When the patient is told: at opening, then at each reminder, all at ten in the morning on the wall."""
    first = item.opens_at.astimezone(work.zone).date()
    morning = at_wall_time(first, REMIND_AT, work.zone)
    if morning < item.opens_at:
        # She started today and has just seen it: the first notice is tomorrow's.
        morning = at_wall_time(first + timedelta(days=1), REMIND_AT, work.zone)
    return [morning, *(at_wall_time(first + timedelta(days=n), REMIND_AT, work.zone) for n in occasion.remind)]


def next_time(work: Work, item: AgendaItem, occasion: Occasion) -> datetime | None:
    """When the clock next has something to do about an open questionnaire."""
    moments = [*notice_times(work, item, occasion), item.due_at + timedelta(seconds=1)]
    if item.closes_at:
        moments.append(item.closes_at + timedelta(seconds=1))
    return min((at for at in moments if at > work.now), default=None)


HANDLER = AgendaHandler(KIND, act)


# --- reading


def responses_of(work: Work, enrolment_id: int, instrument: str | None = None) -> list[Response]:
    """Submitted responses of an enrolment, oldest first. One statement."""
    query = select(Response).where(Response.enrolment_id == enrolment_id, Response.submitted_at.is_not(None))
    if instrument is not None:
        query = query.where(Response.instrument == instrument)
    return list(work.session.scalars(query.order_by(Response.submitted_at, Response.id)))


def trends_of(work: Work, wanted: Mapping[int, str | None]) -> dict[int, list[float]]:
    """For each enrolment id, the totals of its main instrument, oldest first. One statement for all of them."""
    rows = work.session.execute(
        select(Response.enrolment_id, Response.instrument, Response.total)
        .where(
            Response.enrolment_id.in_(list(wanted)),
            Response.instrument.in_({key for key in wanted.values() if key}),
            Response.total.is_not(None),
            Response.submitted_at.is_not(None),
        )
        .order_by(Response.submitted_at)
    )
    found: dict[int, list[float]] = {enrolment_id: [] for enrolment_id in wanted}
    for enrolment_id, instrument, total in rows:
        if wanted[enrolment_id] == instrument and total is not None:
            found[enrolment_id].append(total)
    return found
