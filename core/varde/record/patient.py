"""One patient's record as the therapist's page shows it: plain values, put together from what each capability knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from varde.assessments.models import Response
from varde.assessments.service import KIND as ASSESSMENT
from varde.enrolments.models import EnrolmentEvent
from varde.enrolments.words import END_REASON, HISTORY
from varde.instruments.values import Instrument
from varde.kernel.speech import Speech
from varde.kernel.work import Work
from varde.modules.entries import Feedback, awaits_feedback, feedback_on, read_by_therapist
from varde.modules.models import Entry
from varde.notifications.models import Delivery
from varde.programmes.values import Programme
from varde.record import words
from varde.record.diaries import hours_in_words, written_in_words
from varde.record.entries import Written, about_shared, written_in
from varde.record.trajectory import occasion_title
from varde.record.words import (
    AGENDA_STATE,
    APPOINTMENT_KIND,
    APPOINTMENT_STATE,
    DELIVERY_REASON,
    DELIVERY_STATE,
    NOTICE,
)
from varde.scheduling.models import AgendaItem, Appointment
from varde.standing.diary import Diary, diaries_of
from varde.standing.start import SinceStart, since_start
from varde.standing.words import change_figure, total_figure

# --- the other instruments


@dataclass(frozen=True, slots=True)
class OtherScale:
    """Another instrument: what change is counted from and the latest total, as words."""

    key: str
    title: str
    first: str
    last: str
    change: str
    since: SinceStart


def other_scales(work: Work, speech: Speech, main: str | None, responses: Sequence[Response]) -> list[OtherScale]:
    """How every instrument but the main one stands since the start; those without a total are left out."""
    answered: dict[str, list[Response]] = {}
    for response in responses:
        if response.instrument != main:
            answered.setdefault(response.instrument, []).append(response)
    known = work.catalogue.all(Instrument)
    scales = (_scale(speech, key, known.get(key), each) for key, each in sorted(answered.items()))
    return [scale for scale in scales if scale is not None]


def _scale(speech: Speech, key: str, instrument: Instrument | None, responses: Sequence[Response]) -> OtherScale | None:
    since, language = since_start(instrument, responses), speech.language
    if since is None:
        return None
    return OtherScale(
        key,
        speech.say(instrument.title) if instrument else key,
        total_figure(instrument, since.first, language),
        total_figure(instrument, since.last, language),
        "–" if since.moved is None else change_figure(instrument, since.moved, language),
        since,
    )


# --- exercises


@dataclass(frozen=True, slots=True)
class SharedEntry:
    """What is shared of an exercise, opened. ``about`` is the day and the time it is about, "" of a sheet."""

    row: Entry
    module: str
    title: str
    about: str
    written: tuple[Written, ...]
    feedback: tuple[Feedback, ...]

    @property
    def waits(self) -> bool:
        """Whether what is shared now has no answer."""
        return awaits_feedback(self.row)


def exercise_titles(speech: Speech, programme: Programme) -> dict[tuple[str, str], str]:
    """What each exercise with dated entries is called, by module and step."""
    return {place: speech.say(step.title) for place, (_, step) in programme.exercises.items() if step.dated}


def sheets_of(speech: Speech, programme: Programme, rows: Iterable[Entry]) -> list[SharedEntry]:
    """The shared entries with what was shared, however much was written since; those whose step is gone are left out."""
    language = speech.language
    exercises = programme.exercises
    sheets = []
    for row in rows:
        if (row.module, row.step) in exercises:
            module, step = exercises[row.module, row.step]
            answers = read_by_therapist(row)
            written = written_in(step.fields, answers, language)
            sheets.append(
                SharedEntry(
                    row,
                    speech.say(module.named),
                    step.title.to(language),
                    about_shared(speech, row),
                    written,
                    feedback_on(row),
                )
            )
    return sheets


# --- the timeline


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of the timeline. ``timing`` is ``at`` in words; ``state`` is “later” for what is to come. ``notice``: a text
    message or an e-mail, which a page folds away."""

    at: datetime
    timing: str
    title: str
    detail: str = ""
    state: str = ""
    notice: bool = False

    @property
    def datetime(self) -> str:
        return self.at.isoformat(timespec="minutes")


def timeline_of(
    work: Work,
    speech: Speech,
    programme: Programme,
    *,
    history: Sequence[EnrolmentEvent],
    agenda: Sequence[AgendaItem],
    responses: Sequence[Response],
    appointments: Sequence[Appointment],
    deliveries: Sequence[Delivery],
) -> list[TimelineEntry]:
    """Everything that happened and is planned, latest first; every notice with what became of it. A diary is one line."""
    entries = [
        *(_event(speech, event) for event in history),
        *(entry for item in agenda for entry in _planned(work, speech, programme, item, responses)),
        *(_diary(speech, diary) for diary in diaries_of(programme, agenda, work.now, work.zone)),
        *(_appointment(speech, row, work.now) for row in appointments),
        *(_delivery(speech, row) for row in deliveries),
    ]
    return sorted(entries, key=lambda entry: entry.at)[::-1]


def _moment(speech: Speech, at: datetime) -> str:
    return f"{speech.near_day(at)} {speech.clock(at)}"


def _deadline(speech: Speech, at: datetime) -> str:
    """A deadline has no time of day."""
    return speech.say(words.DUE, day=speech.near_day(at))


def _event(speech: Speech, event: EnrolmentEvent) -> TimelineEntry:
    language = speech.language
    declared = HISTORY.get(event.kind)
    title = declared.to(language).format(**event.details) if declared else event.kind
    reason = event.note or event.details.get("reason", "")
    if reason in END_REASON:
        reason = "" if reason == "completed" else END_REASON[reason].to(language)
    by = event.by.name if event.by is not None else ""
    return TimelineEntry(
        event.at, _moment(speech, event.at), title, ". ".join(part for part in (reason.removesuffix("."), by) if part)
    )


def _planned(
    work: Work, speech: Speech, programme: Programme, item: AgendaItem, responses: Sequence[Response]
) -> Iterable[TimelineEntry]:
    if item.kind != ASSESSMENT or item.key in programme.in_rhythm:
        return
    title = occasion_title(speech, programme, item.key)
    if item.state == "planned":
        late = item.due_at < work.now
        opened = item.opens_at <= work.now
        detail = speech.say(words.OVERDUE_NOT_HANDED_IN if late else words.OPEN_NOW) if opened else ""
        state = "now" if opened else "later"
        yield TimelineEntry(
            item.due_at, _deadline(speech, item.due_at), speech.say(words.FORM, title=title), detail, state
        )
    elif item.state == "done" and item.done_at:
        known = work.catalogue.all(Instrument)
        scores = [
            f"{speech.say(known[r.instrument].title)} {total_figure(known[r.instrument], r.total, speech.language)}"
            for r in responses
            if r.agenda_id == item.id and r.instrument in known and r.total is not None
        ]
        title = speech.say(words.FORM_HANDED_IN, title=title)
        yield TimelineEntry(item.done_at, _moment(speech, item.done_at), title, ", ".join(scores))
    elif item.state == "missed":
        missed = speech.say(AGENDA_STATE["missed"])
        yield TimelineEntry(item.due_at, _deadline(speech, item.due_at), speech.say(words.FORM, title=title), missed)


def _diary(speech: Speech, diary: Diary) -> TimelineEntry:
    at = diary.open or diary.ahead or diary.days[-1]
    state = "now" if diary.open else "later" if diary.ahead else ""
    title = speech.say(words.DIARY, title=speech.say(diary.occasion.title))
    return TimelineEntry(at.opens_at, hours_in_words(speech, diary), title, written_in_words(speech, diary), state)


def _appointment(speech: Speech, row: Appointment, now: datetime) -> TimelineEntry:
    kind = speech.say(APPOINTMENT_KIND[row.kind])
    later = row.state == "booked" and row.starts_at > now
    state = "" if row.state == "booked" and not later else speech.say(APPOINTMENT_STATE[row.state])
    title = speech.say(words.APPOINTMENT, kind=kind.lower())
    return TimelineEntry(row.starts_at, _moment(speech, row.starts_at), title, state, "later" if later else "")


_SENT_BY = {"sms": words.TEXT_MESSAGE, "email": words.NOTICE_BY_EMAIL, "none": words.NOTICE_UNSENT}


def _delivery(speech: Speech, row: Delivery) -> TimelineEntry:
    language = speech.language
    title = NOTICE[row.notice].to(language) if row.notice in NOTICE else row.notice
    state = DELIVERY_STATE[row.state].to(language)
    reason = DELIVERY_REASON.get(row.reason or "")
    detail = f"{state}: {reason.to(language)}" if reason else state
    at = row.sent_at or row.planned_at
    return TimelineEntry(
        at, _moment(speech, at), speech.say(_SENT_BY[row.channel], notice=title.lower()), detail, notice=True
    )
