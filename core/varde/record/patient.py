"""One patient's record as the therapist's page shows it: plain values, put together from what each capability knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from varde.assessments.models import Response
from varde.assessments.service import KIND as ASSESSMENT
from varde.enrolments.models import EnrolmentEvent
from varde.enrolments.words import END_REASON, HISTORY
from varde.identity.models import Person
from varde.instruments.values import Instrument
from varde.kernel import text
from varde.kernel.work import Work
from varde.modules.models import Worksheet
from varde.modules.progress import feedback_on, worksheet_answers
from varde.notifications.models import Delivery
from varde.programmes.values import Exercise, Field, Programme
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
from varde.standing.change import shown_total
from varde.standing.start import SinceStart, since_start
from varde.standing.words import figure, signed
from varde.web.shell import http
from varde.web.shell.pages import local_date
from varde.web.shell.pages import translate as _

# --- the other instruments


@dataclass(frozen=True, slots=True)
class Scale:
    """Another instrument: what change is counted from and the latest total, as words."""

    key: str
    title: str
    first: str
    last: str
    change: str
    since: SinceStart


def other_scales(work: Work, main: str | None, responses: Sequence[Response]) -> list[Scale]:
    """How every instrument but the main one stands since the start; those without a total are left out."""
    answered: dict[str, list[Response]] = {}
    for response in responses:
        if response.instrument != main:
            answered.setdefault(response.instrument, []).append(response)
    known = work.catalogue.all(Instrument)
    scales = (_scale(key, known.get(key), each) for key, each in sorted(answered.items()))
    return [scale for scale in scales if scale is not None]


def _scale(key: str, instrument: Instrument | None, responses: Sequence[Response]) -> Scale | None:
    since, language = since_start(instrument, responses), http.language()
    if since is None:
        return None
    return Scale(
        key,
        instrument.title.to(language) if instrument else key,
        figure(since.first, language),
        figure(since.last, language),
        "–" if since.moved is None else signed(since.moved, language),
        since,
    )


# --- worksheets


@dataclass(frozen=True, slots=True)
class Written:
    """One field of a worksheet, answered. ``quote`` for what is written in own words."""

    label: str
    value: str
    quote: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A shared worksheet, opened."""

    row: Worksheet
    module: int
    title: str
    written: tuple[Written, ...]
    feedback: str | None


def sheets_of(work: Work, programme: Programme, rows: Iterable[Worksheet]) -> list[Sheet]:
    """The shared worksheets with what was written; those whose step is gone are left out."""
    language = http.language()
    steps = {
        (module.key, step.key): (module.number, step)
        for module in programme.modules
        for step in module.steps
        if isinstance(step, Exercise)
    }
    found = []
    for row in rows:
        if (row.module, row.step) in steps:
            number, step = steps[row.module, row.step]
            answers = worksheet_answers(work, row)
            written = tuple(_written(f, answers[f.key], language) for f in step.fields if f.key in answers)
            found.append(Sheet(row, number, step.title.to(language), written, feedback_on(work, row)))
    return found


def _written(field: Field, value: str, language: str) -> Written:
    label = field.label.to(language)
    if field.kind == "scale":
        return Written(label, _("%(n)s av 10", n=value), False)
    if field.kind == "choice":
        words = dict(field.choices).get(value)
        return Written(label, words.to(language) if words else value, False)
    return Written(label, value, True)


# --- the timeline


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline; ``state`` is “later” for what is to come. A ``deadline`` has no time of day."""

    at: datetime
    title: str
    detail: str = ""
    state: str = ""
    deadline: bool = False

    @property
    def datetime(self) -> str:
        return self.at.isoformat(timespec="minutes")

    @property
    def when(self) -> str:
        language, day = http.language(), local_date(self.at)
        said = text.day(day, language, year=day.year != http.work().today.year)
        if self.deadline:
            return _("Frist %(day)s", day=said)
        return f"{said} {text.clock_time(self.at.astimezone(http.work().zone), language)}"


def timeline_of(
    work: Work,
    programme: Programme,
    *,
    history: Sequence[EnrolmentEvent],
    agenda: Sequence[AgendaItem],
    responses: Sequence[Response],
    appointments: Sequence[Appointment],
    deliveries: Sequence[Delivery],
) -> list[Entry]:
    """Everything that happened and is planned, latest first; every notice with what became of it. One statement."""
    names = _names(work, history)
    entries = [
        *(_event(event, names) for event in history),
        *(entry for item in agenda for entry in _planned(work, programme, item, responses)),
        *(_appointment(row, work.now) for row in appointments),
        *(_delivery(row) for row in deliveries),
    ]
    return sorted(entries, key=lambda entry: entry.at)[::-1]


def _names(work: Work, history: Sequence[EnrolmentEvent]) -> Mapping[int, str]:
    ids = {event.by_id for event in history if event.by_id is not None}
    return {person.id: person.name for person in work.session.scalars(select(Person).where(Person.id.in_(ids)))}


def _event(event: EnrolmentEvent, names: Mapping[int, str]) -> Entry:
    language = http.language()
    words = HISTORY.get(event.kind)
    title = words.to(language).format(**event.details) if words else event.kind
    reason = event.details.get("reason", "")
    if reason in END_REASON:
        reason = "" if reason == "completed" else END_REASON[reason].to(language)
    by = names.get(event.by_id or 0, "")
    return Entry(event.at, title, ". ".join(part for part in (reason, by) if part))


def _planned(work: Work, programme: Programme, item: AgendaItem, responses: Sequence[Response]) -> Iterable[Entry]:
    if item.kind != ASSESSMENT:
        return
    title = occasion_title(programme, item.key)
    if item.state == "planned":
        late = item.due_at < work.now
        opened = item.opens_at <= work.now
        detail = _("Forfalt, ikke levert") if late else _("Åpent nå") if opened else ""
        yield Entry(
            item.due_at, _("Skjema: %(title)s", title=title), detail, "now" if opened else "later", deadline=True
        )
    elif item.state == "done" and item.done_at:
        known = work.catalogue.all(Instrument)
        scores = [
            f"{known[r.instrument].title.to(http.language())} {figure(total, http.language())}"
            for r in responses
            if r.agenda_id == item.id
            and r.instrument in known
            and (total := shown_total(known[r.instrument], r.total)) is not None
        ]
        yield Entry(item.done_at, _("Skjema levert: %(title)s", title=title), ", ".join(scores))
    elif item.state == "missed":
        missed = AGENDA_STATE["missed"].to(http.language())
        yield Entry(item.due_at, _("Skjema: %(title)s", title=title), missed, deadline=True)


def _appointment(row: Appointment, now: datetime) -> Entry:
    kind = APPOINTMENT_KIND[row.kind].to(http.language())
    later = row.state == "booked" and row.starts_at > now
    state = "" if row.state == "booked" and not later else APPOINTMENT_STATE[row.state].to(http.language())
    return Entry(row.starts_at, _("Time: %(kind)s", kind=kind.lower()), state, "later" if later else "")


def _delivery(row: Delivery) -> Entry:
    language = http.language()
    title = NOTICE[row.notice].to(language) if row.notice in NOTICE else row.notice
    state = DELIVERY_STATE[row.state].to(language)
    reason = DELIVERY_REASON.get(row.reason or "")
    detail = f"{state}: {reason.to(language)}" if reason else state
    return Entry(row.sent_at or row.planned_at, _("SMS: %(notice)s", notice=title.lower()), detail)
