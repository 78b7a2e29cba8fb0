"""What is planned about questionnaires: what the clock does with the unanswered ones, those that a module or a therapist
brings about, and putting the reminder off."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from varde.assessments import rhythm
from varde.assessments.errors import AlreadyAsked, BadPostponement, CannotPostpone, NotOnDemand
from varde.assessments.events import QuestionnaireDue, QuestionnaireMissed, QuestionnaireOverdue, QuestionnaireSettled
from varde.assessments.models import Response
from varde.assessments.service import KIND, check_open, settle
from varde.assessments.sheet import Sheet, known_for_conditions
from varde.enrolments.errors import WrongState
from varde.enrolments.models import Enrolment
from varde.enrolments.rules import ANSWERING, WAYS, asked_still, way_taken
from varde.enrolments.service import hold
from varde.enrolments.words import STATE_SAID
from varde.identity.service import Actor
from varde.kernel.errors import NotAllowed
from varde.kernel.events import Listener
from varde.kernel.text import day
from varde.kernel.words import LANGUAGES, Text
from varde.kernel.work import Work
from varde.modules.events import ModuleDone
from varde.programmes.gone import programme_of
from varde.programmes.values import Asker, Occasion, Programme
from varde.scheduling.agenda import WAIT_FOR_PLUGIN, AgendaHandler, call_off, fail, plan
from varde.scheduling.models import AgendaItem
from varde.scheduling.rules import at_wall_time, end_of_day
from varde.scheduling.service import PlannedLine

REMIND_AT = time(10, 0)
GONE_WHY = "the programme no longer has it"
POSTPONED, TOLD = "postponed_until", "told"
"""Keys of an item's details, both ISO dates: when the patient wants to be reminded, and the last day she was told for."""


# --- what the clock does


def act(work: Work, item: AgendaItem) -> datetime | None:
    """Open, remind, mark overdue, close: decided from what is true now, never from how far we had come."""
    enrolment = work.session.get(Enrolment, item.of_enrolment)
    if item.state != "planned" or enrolment is None:
        return None
    programme = programme_of(work, enrolment.programme)
    occasion = programme.find_occasion(item.key)
    if enrolment.state not in ANSWERING:
        if occasion is not None and occasion.rhythm is not None:
            rhythm.leave(item, enrolment)
        return None
    if not programme.installed:
        return work.now + WAIT_FOR_PLUGIN  # it stands as it is until then
    if occasion is None:
        fail(item, GONE_WHY)
        work.publish(QuestionnaireSettled(item.of_enrolment, item.id))
        return None
    if occasion.rhythm is not None:
        return rhythm.act_in_rhythm(work, item, _sheet(work, item, enrolment, programme, occasion))
    if not asked_of(enrolment, occasion):
        call_off(item, "ended")
        work.publish(QuestionnaireSettled(item.of_enrolment, item.id))
        return None
    late = work.now > item.due_at
    if late and settle(work, _sheet(work, item, enrolment, programme, occasion)):
        return None
    if item.closes_at and work.now > item.closes_at:
        item.state = "missed"
        work.publish(QuestionnaireMissed(item.of_enrolment, item.id))
        return None
    if late and not item.details.get("overdue"):
        item.details = {**item.details, "overdue": True}
        work.publish(QuestionnaireOverdue(item.of_enrolment, item.id))
    _tell(work, item, notice_times(work, item, occasion))
    return next_time(work, item, occasion)


def asked_of(enrolment: Enrolment, occasion: Occasion) -> bool:
    """Whether the occasion is asked in the state the enrolment is in, or was ended in."""
    way = way_taken(enrolment.state, enrolment.end_reason, started=enrolment.started_at is not None)
    return way is None or asked_still(WAYS[way], occasion.asked_after, willing=True)


def _sheet(work: Work, item: AgendaItem, enrolment: Enrolment, programme: Programme, occasion: Occasion) -> Sheet:
    responses = work.session.scalars(select(Response).where(Response.agenda_id == item.id))
    return Sheet(
        item,
        enrolment,
        programme,
        occasion,
        {response.instrument: response for response in responses},
        today=work.today,
        known=known_for_conditions(work, enrolment.id, [occasion]),
    )


def _tell(work: Work, item: AgendaItem, moments: list[datetime]) -> None:
    """One notice when a moment to give it has come since the last: a clock that stood catches up with one, not with all."""
    past = [at.astimezone(work.zone).date().isoformat() for at in moments if at <= work.now]
    if not past or past[-1] <= item.details.get(TOLD, ""):
        return
    counted = int(item.details.get("notices", 0))
    number = max(counted, len(past) - 1, 1 if POSTPONED in item.details else 0)
    work.publish(QuestionnaireDue(item.of_enrolment, item.id, number))
    item.details = {**item.details, "notices": number + 1, TOLD: past[-1]}


def notice_times(work: Work, item: AgendaItem, occasion: Occasion) -> list[datetime]:
    """When the patient is told, in order: at opening, then at each reminder, all at ten in the morning on the wall and
    inside the window. When she has put it off, first on the day she chose."""
    first = item.opens_at.astimezone(work.zone).date()
    morning = first
    if at_wall_time(first, REMIND_AT, work.zone) < item.opens_at:
        # She started today and has just seen it: the first notice is tomorrow's.
        morning = first + timedelta(days=1)
    days = {morning, *(first + timedelta(days=after) for after in occasion.remind)}
    if chosen := postponed_until(item):
        days = {chosen, *(day for day in days if day > chosen)}
    times = [at_wall_time(day, REMIND_AT, work.zone) for day in sorted(days)]
    return [at for at in times if item.closes_at is None or at <= item.closes_at]


def next_time(work: Work, item: AgendaItem, occasion: Occasion) -> datetime | None:
    """When the clock next has something to do about an open questionnaire."""
    if occasion.rhythm is not None:
        return rhythm.next_moment(work, item, occasion)
    moments = [*notice_times(work, item, occasion), item.due_at + timedelta(seconds=1)]
    if item.closes_at:
        moments.append(item.closes_at + timedelta(seconds=1))
    return min((at for at in moments if at > work.now), default=None)


def _moved(work: Work, item: AgendaItem, days: int) -> None:
    """A pause moved the item: the days in its details go with it."""
    enrolment = work.session.get_one(Enrolment, item.of_enrolment)
    occasion = programme_of(work, enrolment.programme).find_occasion(item.key)
    if occasion is not None and occasion.rhythm is not None:
        rhythm.move(work, item, enrolment, occasion, days)
        return
    for name in (POSTPONED, TOLD):
        if name in item.details:
            later = date.fromisoformat(item.details[name]) + timedelta(days=days)
            item.details = {**item.details, name: later.isoformat()}


HANDLER = AgendaHandler(KIND, act, _moved)


# --- what a module or a therapist brings about


def on_module(work: Work, event: ModuleDone) -> None:
    """Plan what is asked after the module that was finished, once for each enrolment."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is None or enrolment.state != "active":
        return
    programme = programme_of(work, enrolment.programme)
    occasions = [
        occasion for occasion in programme.occasions_of(enrolment.track) if occasion.after_module == event.module
    ]
    if occasions:
        hold(work, enrolment)
    for occasion in occasions:
        if enrolment.state == "active" and not _planned(work, enrolment.id, occasion.key):
            # She has just been here and seen it: the first notice is tomorrow's.
            tomorrow = at_wall_time(work.today + timedelta(days=1), REMIND_AT, work.zone)
            plan_from_now(work, enrolment, occasion, act_at=tomorrow)


LISTENERS = (Listener(ModuleDone, on_module), *rhythm.LISTENERS)


def on_demand_of(programme: Programme, track: str | None, asker: Asker = "therapist") -> tuple[Occasion, ...]:
    """What a therapist can ask a patient on this track for, or the patient can open herself."""
    return tuple(occasion for occasion in programme.occasions_of(track) if occasion.opened_by(asker))


def ask_now(work: Work, actor: Actor, enrolment: Enrolment, key: str, language: str = "nb") -> AgendaItem:
    """A therapist asks for an occasion, or the patient opens one herself. It opens at once. The patient is told at ten in the
    morning; of what she opened herself, first on the next.

    :raises NotOnDemand: the patient's programme has no such occasion that this reader may open.
    :raises WrongState: the enrolment is not active.
    :raises AlreadyAsked: the last one is open still.
    """
    programme = programme_of(work, enrolment.programme)
    asker: Asker = "patient" if actor.is_patient else "therapist"
    occasion = next((each for each in on_demand_of(programme, enrolment.track, asker) if each.key == key), None)
    if occasion is None:
        raise NotOnDemand()
    hold(work, enrolment)
    if enrolment.state != "active":
        raise WrongState(state=STATE_SAID[enrolment.state])
    before = _planned(work, enrolment.id, key)
    for item in before:
        if item.state == "planned" and (item.closes_at is None or work.now <= item.closes_at):
            raise AlreadyAsked(day=_said(work, item.closes_at or item.due_at, language))
    occurrence = 1 + max((item.occurrence for item in before), default=-1)
    tomorrow = at_wall_time(work.today + timedelta(days=1), REMIND_AT, work.zone) if actor.is_patient else None
    return plan_from_now(work, enrolment, occasion, occurrence, act_at=tomorrow, asked_by=actor.person_id)


def plan_from_now(
    work: Work,
    enrolment: Enrolment,
    occasion: Occasion,
    occurrence: int = 0,
    *,
    act_at: datetime | None = None,
    **details: object,
) -> AgendaItem:
    """Put an occasion on the agenda that opens now and is due after ``days`` (a week, when it says none)."""
    due = work.today + timedelta(days=occasion.due_after)
    item = plan(
        work,
        enrolment.id,
        KIND,
        occasion.key,
        occurrence=occurrence,
        opens_at=work.now,
        due_at=end_of_day(due, work.zone),
        closes_at=end_of_day(due + timedelta(days=occasion.closes_after), work.zone),
        act_at=act_at or work.now,
        details=details,
    )
    work.session.flush()
    return item


def _planned(work: Work, enrolment_id: int, key: str) -> list[AgendaItem]:
    query = select(AgendaItem).where(
        AgendaItem.enrolment_id == enrolment_id, AgendaItem.kind == KIND, AgendaItem.key == key
    )
    return list(work.session.scalars(query))


# --- putting it off


def postponed_until(item: AgendaItem | PlannedLine) -> date | None:
    """The day the patient has chosen to be reminded; None when she has not."""
    chosen = item.details.get(POSTPONED)
    return date.fromisoformat(chosen) if chosen else None


def postpone_dates(work: Work, sheet: Sheet) -> tuple[date, ...]:
    """The days she may choose: from tomorrow, at most ``postpone_days`` after it opened, inside the window."""
    if not sheet.occasion.postpone_days or sheet.item.state != "planned":
        return ()
    last = sheet.item.opens_at.astimezone(work.zone).date() + timedelta(days=sheet.occasion.postpone_days)
    if sheet.item.closes_at:
        last = min(last, sheet.item.closes_at.astimezone(work.zone).date())
    return tuple(work.today + timedelta(days=n) for n in range(1, (last - work.today).days + 1))


def postpone(work: Work, actor: Actor, sheet: Sheet, days: int, language: str = "nb") -> date:
    """The patient wants to be reminded in ``days`` days instead. When it is due and when it closes stay the same.

    :raises AlreadyAnswered, CalledOff, NotOpenYet, WindowClosed, NotAnswering: there is nothing to put off.
    :raises CannotPostpone: the occasion does not allow it, or there is no day left to choose.
    :raises BadPostponement: not one of the days to choose from.
    """
    if not actor.is_patient:
        raise NotAllowed()
    item = sheet.item
    dates = check_postponable(work, sheet, language)
    if not 1 <= days <= len(dates):
        raise BadPostponement(first=_day(dates[0]), last=_day(dates[-1]))
    chosen = dates[days - 1]
    item.details = {**item.details, POSTPONED: chosen.isoformat()}
    item.act_at = next_time(work, item, sheet.occasion)
    return chosen


def check_postponable(work: Work, sheet: Sheet, language: str) -> tuple[date, ...]:
    """The days to choose from. :raises AlreadyAnswered, CalledOff, NotOpenYet, WindowClosed, NotAnswering, CannotPostpone."""
    item = sheet.item
    check_open(work, sheet, language)
    dates = postpone_dates(work, sheet)
    if not dates:
        raise CannotPostpone(day=_said(work, item.closes_at or item.due_at, language))
    return dates


def _day(on: date) -> Text:
    return Text(*(day(on, language) for language in LANGUAGES))


def _said(work: Work, at: datetime, language: str) -> str:
    return day(at.astimezone(work.zone).date(), language, year=True)
