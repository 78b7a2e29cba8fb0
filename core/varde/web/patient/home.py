"""What the patient's home shows, gathered from the capabilities with a fixed number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypedDict

from flask import url_for

from varde.assessments.planning import postponed_until
from varde.assessments.service import KIND, ScoredLine, scored_lines
from varde.charts.charts import Chart, TrendPoint, trend
from varde.dialogue.models import Thread
from varde.dialogue.service import MessageView, messages_of, promised, thread_of
from varde.enrolments.exits import words_to
from varde.enrolments.gates import gate_ahead
from varde.enrolments.models import Enrolment, Referral
from varde.enrolments.service import SEND_AT, find_referral, may_work_in, paused_herself
from varde.groups.own import NextOfGroup, next_of_group
from varde.instruments.values import Instrument
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.modules.next_rules import WhatIsNext
from varde.modules.path_rules import ModuleView, Path
from varde.modules.progress import kept_and_written, path_of
from varde.notifications.nudges import greeting_on_page
from varde.programmes.gone import programme_of
from varde.programmes.group_kinds import GroupKind
from varde.programmes.values import Occasion, Programme, Step
from varde.record.measured import MeasuredAtHome, at_home
from varde.referrals.ringing import CallView, call_to_make
from varde.referrals.service import note_of
from varde.referrals.waiting_line import InLine, line_of_referral
from varde.scheduling.rules import at_wall_time
from varde.scheduling.service import AppointmentLine, PlannedLine, appointment_lines, planned_lines
from varde.standing.change import shown_total
from varde.standing.deterioration import Since, deterioration_of
from varde.standing.diary import Diary, diaries_of
from varde.standing.next_thing import AgendaForm, Next, Situation, next_thing
from varde.standing.replies import Reply, reply_due
from varde.standing.start import SinceStart, since_start, start_of
from varde.standing.weeks import week_of
from varde.standing.words import total_heading
from varde.web.patient import words
from varde.web.patient.away import away_of
from varde.web.patient.gate_words import GateAtHome, at_home_of
from varde.web.patient.own_words import GoalsAtHome, WrittenAtHome, goals_of, written_of
from varde.web.patient.places import may_read, way_ahead
from varde.web.shell import http


@dataclass(frozen=True, slots=True)
class Cairn:
    """A module on the path, as the macro draws it."""

    title: Text
    note: str
    url: str | None
    laid: int
    state: str
    tag: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """One line of “Lenger fremme”, as the timeline macro writes it."""

    title: Text | str
    timing: str
    datetime: str
    detail: str = ""
    state: str = "later"


@dataclass(frozen=True, slots=True)
class Trend:
    """The main instrument so far, ``since`` the start; ``chart`` is None while there is nothing to compare."""

    instrument: Instrument
    since: SinceStart
    lowest: float
    highest: float
    chart: Chart | None
    worse: Since | None = None
    """Whether the latest answer is a deterioration, and against what."""

    @property
    def decimals(self) -> int:
        return 0 if float(self.since.first).is_integer() and float(self.since.last).is_integer() else 1


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on the page."""

    enrolment: Enrolment
    programme: Programme
    next: Next
    week: int | None
    path: Path | None = None
    cairns: tuple[Cairn, ...] = ()
    readable: bool = False
    module: ModuleView | None = None
    step: Step | None = None
    occasion: Occasion | None = None
    handed_in: int = 0
    thread: Thread | None = None
    latest: MessageView | None = None
    reply: Reply | None = None
    appointment: AppointmentLine | None = None
    group: NextOfGroup | None = None
    talk: GroupKind | None = None
    """The talk that her first module waits for, and that she has not been at."""
    trend: Trend | None = None
    diaries: tuple[Diary, ...] = ()
    measured: tuple[MeasuredAtHome, ...] = ()
    written: tuple[WrittenAtHome, ...] = ()
    goals: tuple[GoalsAtHome, ...] = ()
    """What she is on her way to, as she wrote it."""
    ahead: tuple[Ahead, ...] = ()
    referral: Referral | None = None
    answer: Reply | None = None
    away: tuple[str, str] | None = None
    """That the therapist is away, and who answers meanwhile; None when she is here."""
    note: str = ""
    """What the therapist who decided, or ended it, wrote to the patient."""
    call: CallView | None = None
    """That somebody rings before the referral is answered."""
    place: InLine | None = None
    """Where she stands in line for a place."""
    today: date | None = None
    way: WhatIsNext | None = None
    """What comes next on her way, what is chosen and what is optional; None where there is no way to go."""
    own_pause: bool = False
    """The pause is one that she took herself, and goes on from herself."""
    greeting: Text | None = None
    """What the programme says by itself when it has been quiet."""
    gate: GateAtHome | None = None
    """The meeting that comes before she can begin."""

    @property
    def opening(self) -> ModuleView | None:
        """The closed module that she waits for, when there is one."""
        return self.way.view if self.way is not None and self.way.kind == "waits" else None


class Common(TypedDict):
    """What every state shows about the dialogue, about whoever answers, and about her groups."""

    away: tuple[str, str] | None
    group: NextOfGroup | None
    thread: Thread | None
    latest: MessageView | None
    reply: Reply | None


def home_of(work: Work, enrolment: Enrolment) -> Home:
    """The home of one enrolment: seven statements before the start, ten after it, and one more where modules wait for
    what she answers, where she measures something or holds what she is on her way to, or is in a programme with groups."""
    programme = programme_of(work, enrolment.programme)
    thread = thread_of(work, enrolment.id)
    latest = messages_of(work, enrolment.id, most=1) if thread and thread.unread_by_patient else []
    away = away_of(work, http.speech(), enrolment)
    common: Common = {
        "away": away,
        "group": next_of_group(work, enrolment.id) if programme.groups else None,
        "thread": thread,
        "latest": latest[0] if latest else None,
        "reply": promised(enrolment, thread, work.now),
    }
    if enrolment.started_at is None:
        return _before_start(work, enrolment, programme, common)
    kept, diary = kept_and_written(work, enrolment.id)
    path = path_of(work, enrolment, http.language(), kept)
    items = planned_lines(work, enrolment.id)
    forms = tuple(_form(programme, item, work.today) for item in items if _is_form(programme, item))
    up = path.next_up
    module = up[0] if up is not None else path.here
    situation = Situation(enrolment.state, False, enrolment.access_until, forms, up is not None)
    following = next_thing(situation, work.now)
    responses = scored_lines(work, enrolment.id)
    item = next((i for i in items if following.form and i.id == following.form.agenda_id), None)
    appointments = appointment_lines(work, enrolment.id)
    readable = may_read(enrolment, work.now)
    return Home(
        enrolment,
        programme,
        following,
        week_of(enrolment.started_at, work.now, enrolment.state, programme.weeks, work.zone),
        path,
        cairns_of(enrolment, path, readable=readable),
        readable,
        module,
        up[1] if up is not None else None,
        programme.find_occasion(item.key) if item else None,
        sum(1 for r in responses if item and r.agenda_id == item.id),
        appointment=next_appointment(appointments, work.now),
        trend=trend_of(work, enrolment, programme, responses),
        diaries=diaries_of(programme, items, work.now, work.zone),
        measured=at_home(work, http.speech(), enrolment),
        written=written_of(work, enrolment, path, diary) if may_work_in(enrolment, work.now) else (),
        goals=goals_of(work, enrolment, path) if readable else (),
        ahead=ahead_of(work, programme, items, appointments, following),
        note=words_to(work, enrolment),
        talk=_talk_ahead(programme, path),
        way=way_ahead(enrolment, path, work.now),
        own_pause=paused_herself(work, enrolment),
        greeting=greeting_on_page(work, enrolment, items),
        **common,
    )


def _before_start(work: Work, enrolment: Enrolment, programme: Programme, common: Common) -> Home:
    referral = find_referral(work, enrolment.id)
    declined = referral is not None and referral.decision == "declined"
    following = next_thing(Situation(enrolment.state, declined), work.now)
    appointments = appointment_lines(work, enrolment.id)
    appointment = next_appointment(appointments, work.now)
    ahead = gate_ahead(work, enrolment, programme, "start") if following.kind == "start" else None
    path = path_of(work, enrolment, http.language()) if following.kind == "start" else None
    cairns = cairns_of(enrolment, path, readable=False) if path else ()
    note = note_of(work, referral) if referral else ""
    answer = reply_due(enrolment.referred_at, referral.answer_by, work.now) if referral else None
    return Home(
        enrolment,
        programme,
        following,
        None,
        path,
        cairns,
        referral=referral,
        answer=answer,
        appointment=appointment,
        note=note,
        call=call_to_make(work, enrolment),
        place=line_of_referral(work, enrolment),
        today=work.today,
        talk=_talk_ahead(programme, path) if path else None,
        gate=at_home_of(ahead, has_time=any(each.state == "booked" for each in appointments)) if ahead else None,
        **common,
    )


def _talk_ahead(programme: Programme, path: Path) -> GroupKind | None:
    lock = path.modules[0].lock if path.modules else None
    kinds = [programme.group_kind(key) for key in lock.groups] if lock else []
    return next((kind for kind in kinds if kind is not None and kind.form == "talk"), None)


def _is_form(programme: Programme, item: PlannedLine) -> bool:
    """Whether the item is a questionnaire to be answered, or answered; one the programme no longer has is neither."""
    return item.kind == KIND and item.state in ("planned", "done") and programme.find_occasion(item.key) is not None


def _form(programme: Programme, item: PlannedLine, today: date) -> AgendaForm:
    chosen = postponed_until(item)
    put_off = chosen is not None and chosen > today
    again = item.key in programme.in_rhythm
    return AgendaForm(item.id, item.opens_at, item.due_at, item.closes_at, item.state == "done", put_off, again)


def cairns_of(enrolment: Enrolment, path: Path, *, readable: bool) -> tuple[Cairn, ...]:
    """The path as cairns. A closed module is no link, and says what it waits for."""
    return tuple(_cairn(enrolment, view, readable=readable) for view in path.modules)


def _cairn(enrolment: Enrolment, view: ModuleView, *, readable: bool) -> Cairn:
    speech = http.speech()
    module, steps = view.module, view.stones
    note = f"{speech.say(words.MODULE)} {module.number}"
    if module.optional:
        note += ", " + speech.say(words.OPTIONAL)
    locked = view.shut
    if view.status == "skipped":
        note += ", " + speech.say(words.SKIPPED)
    elif locked and view.lock:
        note += f". {view.lock.sentence}."
    elif view.status in ("here", "open") and view.laid:
        note += ", " + speech.say(words.STEPS_DONE, done=view.laid, all=steps)
    readings = (step for step in module.steps if step.key not in view.held and step.key not in view.closed)
    first = view.next_step or next(readings, module.steps[0])
    url = url_for("modules.step", enrolment_id=enrolment.id, module=module.key, step=first.key)
    tags = {"locked": words.NOT_OPEN_YET, "open": words.OPEN, "skipped": words.SKIPPED_TAG}
    tag = speech.say(tags[view.status]) if view.status in tags else ""
    state = "locked" if view.status == "skipped" else view.status
    return Cairn(
        module.title, note, None if locked or not readable else url, min(5, 5 * view.laid // steps), state, tag
    )


def next_appointment(appointments: Sequence[AppointmentLine], now: datetime) -> AppointmentLine | None:
    """The booked appointment that has not ended and comes first."""
    coming = [a for a in appointments if a.state == "booked" and a.starts_at + timedelta(minutes=a.minutes) > now]
    return min(coming, key=lambda a: a.starts_at, default=None)


def ahead_of(
    work: Work, programme: Programme, items: Sequence[PlannedLine], appointments: Sequence[AppointmentLine], shown: Next
) -> tuple[Ahead, ...]:
    """What is planned after the next thing, by date: questionnaires by the day they open and she hears of them, what is open
    already by the day it is due, and appointments after the first. A diary has a line of its own."""
    speech, coming = http.speech(), []
    for item in items:
        is_next = shown.form is not None and item.id == shown.form.agenda_id
        occasion = programme.find_occasion(item.key) if item.kind == KIND and item.state == "planned" else None
        if (
            occasion is not None
            and occasion.rhythm is None
            and not is_next
            and work.now < (item.closes_at or item.due_at)
        ):
            chosen = postponed_until(item)
            opens = item.opens_at if item.opens_at > work.now else item.due_at
            on = at_wall_time(chosen, SEND_AT, work.zone) if chosen and chosen > work.today else opens
            coming.append((on, occasion.title, ""))
    first = next_appointment(appointments, work.now)
    for appointment in appointments:
        if appointment.state == "booked" and appointment.starts_at > work.now and appointment is not first:
            clock = speech.clock(appointment.starts_at)
            coming.append((appointment.starts_at, Text("Time", "Time", "Appointment"), clock))
    coming.sort(key=lambda entry: entry[0])
    return tuple(
        Ahead(title, speech.near_day(at), speech.date_of(at).isoformat(), detail) for at, title, detail in coming[:5]
    )


def trend_of(work: Work, enrolment: Enrolment, programme: Programme, responses: Sequence[ScoredLine]) -> Trend | None:
    """How the main instrument has gone, in numbers and in one word; None when nothing is scored yet."""
    key = programme.main_instrument(enrolment.track)
    if key is None:
        return None
    instrument = work.catalogue.one(Instrument, key)
    scored = [r for r in responses if r.instrument == key and r.total is not None]
    since = since_start(instrument, scored)
    if since is None:
        return None
    totals = [r.total for r in scored if r.total is not None]
    low, high = instrument.total_range or (min(*totals, 0.0), max(*totals, 1.0))
    latest_is_start = start_of(scored) is scored[-1]
    worse = deterioration_of(instrument, scored)
    chart = None if latest_is_start else _chart(instrument, scored, low, high)
    return Trend(instrument, since, low, high, chart, worse.since if worse else None)


def _chart(instrument: Instrument, scored: Sequence[ScoredLine], low: float, high: float) -> Chart:
    speech = http.speech()
    begun = speech.date_of(scored[0].submitted_at)
    points = []
    for response in scored:
        day = speech.date_of(response.submitted_at)
        total = shown_total(instrument, response.total)
        points.append(TrendPoint(speech.day(day), total, (day - begun).days))
    start = start_of(scored)
    total_head = total_heading(speech.say(words.TOTAL), instrument, speech.language)
    columns = (speech.say(words.DAY), total_head, speech.say(words.CHANGE_SINCE_START))
    decimals = 0 if all(float(point.value or 0).is_integer() for point in points) else 1
    return trend(
        points,
        title=speech.say(instrument.title),
        columns=columns,
        low=low,
        high=high,
        height=170,
        decimals=decimals,
        start=scored.index(start) if start else 0,
    )
