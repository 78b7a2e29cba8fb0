"""The entries of an exercise that is written in again and again: written, corrected, shared one by one, and read by the week."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, select

from varde.enrolments.activity import was_active
from varde.enrolments.models import Enrolment
from varde.enrolments.service import must_work
from varde.kernel.work import Work
from varde.modules.entries import differs_from_shared, entry_of, kept_answers, share_now, written_by_patient
from varde.modules.entry_files import keep_files, show_no_files, without_files
from varde.modules.errors import BadEntry, DayAhead, DayBeforeStart, DayTaken, NoSuchEntry
from varde.modules.events import EntryShared
from varde.modules.models import Entry, EntryVersion
from varde.modules.progress import remember
from varde.modules.rules import day_fault
from varde.modules.words import NEEDED, day_said
from varde.programmes.exercise_kinds import DatedEntries
from varde.programmes.values import Exercise, Module

LONGEST_OCCURRENCE = 40
ANSWERED_LATELY = 3
"""How many answers of the therapist stand at the top of a diary."""
NEWEST = (Entry.day.desc(), func.coalesce(Entry.clock, time.min).desc(), Entry.id.desc())


@dataclass(frozen=True, slots=True)
class EntryTime:
    """What an entry is about: a day, and the time on the wall when she says one."""

    day: date
    clock: time | None = None


def dated_kind(step: Exercise) -> DatedEntries:
    """What an exercise with dated entries has declared."""
    assert isinstance(step.kind, DatedEntries)
    return step.kind


def began_on(work: Work, enrolment: Enrolment) -> date:
    """The first day that can be written about: the one the enrolment started on, on the wall."""
    return (enrolment.started_at or work.now).astimezone(work.zone).date()


def write_entry(
    work: Work,
    enrolment: Enrolment,
    module: Module,
    step: Exercise,
    answers: Mapping[str, Any],
    about: EntryTime,
    once: str,
) -> Entry:
    """Keep one more entry, for the patient alone until she shares it. ``answers`` are checked. ``once`` is what the page made up:
    sent twice with the same words, it is one entry. Where files came along it has a mark of them.

    :raises WrongState, AccessOver: the enrolment is paused or over.
    :raises BadEntry: a needed field has no answer. :raises DayAhead, DayBeforeStart: of its day.
    :raises DayTaken: that day has its one entry. Nothing is stored.
    """
    about = _begin(work, enrolment, step, answers, about)
    kind = dated_kind(step)
    occurrence = about.day.isoformat() if kind.once_a_day else once[:LONGEST_OCCURRENCE] or secrets.token_urlsafe(12)
    known = entry_of(work, enrolment.id, module.key, step.key, occurrence)
    if known is not None:
        if _says_the_same(step, known, answers, about):
            return known
        if kind.once_a_day:
            raise DayTaken(known.id, day=day_said(about.day))
        occurrence = secrets.token_urlsafe(12)  # the page was sent again with something else: that is another entry
    entry = Entry(enrolment_id=enrolment.id, module=module.key, step=step.key, occurrence=occurrence)
    entry.day, entry.clock, entry.answers = about.day, about.clock, kept_answers(answers)
    entry.shared, entry.saved_at, entry.submitted_at = False, work.now, work.now
    work.add(entry)
    work.session.flush()
    keep_files(work, step, [entry])
    was_active(work, enrolment.id)
    return entry


def _says_the_same(step: Exercise, known: Entry, answers: Mapping[str, Any], about: EntryTime) -> bool:
    """Whether the page was only sent again. Where there may be several a day, its mark says so of what came with it."""
    before, now = written_by_patient(known), dict(answers)
    if not dated_kind(step).once_a_day:
        before, now = without_files(step, before), without_files(step, now)
    return (before, about_of(known)) == (now, about)


def correct_entry(
    work: Work, enrolment: Enrolment, step: Exercise, entry: Entry, answers: Mapping[str, Any], about: EntryTime
) -> bool:
    """Let the entry say this, and keep what it said, unless it only says more of what is asked later. What her therapist reads
    stays until she shares it again. False when nothing was another.

    :raises WrongState, AccessOver, BadEntry, DayAhead, DayBeforeStart, DayTaken: as of :func:`write_entry`. Nothing is stored.
    """
    about = _begin(work, enrolment, step, answers, about)
    before = about_of(entry)
    if (written_by_patient(entry), before) == (dict(answers), about):
        return False
    if dated_kind(step).once_a_day and about.day != before.day:
        taken = entry_of(work, enrolment.id, entry.module, entry.step, about.day.isoformat())
        if taken is not None:
            raise DayTaken(taken.id, day=day_said(about.day))
    filled_in = about == before and fills_in(dated_kind(step), written_by_patient(entry), answers)
    versions = [] if filled_in else [_keep_version(work, entry, before)]
    if dated_kind(step).once_a_day:
        entry.occurrence = about.day.isoformat()
    entry.day, entry.clock, entry.answers = about.day, about.clock, kept_answers(answers)
    entry.saved_at = work.now
    entry.corrected_at = work.now if versions else entry.corrected_at
    work.session.flush()
    keep_files(work, step, [entry], versions)
    was_active(work, enrolment.id)
    return True


def fills_in(kind: DatedEntries, before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether she only answered what is asked later, and changed nothing that stood there."""
    added = now.keys() - before.keys()
    return added <= set(kind.later) and all(now.get(key) == value for key, value in before.items())


def _begin(work: Work, enrolment: Enrolment, step: Exercise, answers: Mapping[str, Any], about: EntryTime) -> EntryTime:
    """What it is about, as it is kept: without a time where there is one a day."""
    must_work(work, enrolment)
    kind = dated_kind(step)
    labels = {field.key: field.label for field in step.fields}
    left_out = {key: NEEDED.filled(label=labels[key]) for key in kind.needed if key not in answers}
    if left_out:
        raise BadEntry(of=left_out)
    if not answers:
        raise BadEntry(of={step.fields[0].key: NEEDED.filled(label=step.fields[0].label)})
    about = EntryTime(about.day) if kind.once_a_day else about
    now, began = work.now.astimezone(work.zone), began_on(work, enrolment)
    match day_fault(about.day, about.clock, now.date(), now.time(), began):
        case "ahead":
            raise DayAhead()
        case "before_start":
            raise DayBeforeStart(day=day_said(began))
    return about


def now_on_the_wall(work: Work) -> EntryTime:
    """This minute, as an entry that says no time is about."""
    local = work.now.astimezone(work.zone)
    return EntryTime(local.date(), local.time().replace(second=0, microsecond=0))


def _keep_version(work: Work, entry: Entry, before: EntryTime) -> EntryVersion:
    newest = select(func.max(EntryVersion.number)).where(EntryVersion.entry_id == entry.id)
    version = EntryVersion(
        enrolment_id=entry.enrolment_id,
        entry_id=entry.id,
        number=(work.session.scalar(newest) or 0) + 1,
        until=work.now,
        day=before.day,
        clock=before.clock,
    )
    version.answers = entry.answers
    return work.add(version)


def share_entries(work: Work, enrolment: Enrolment, module: Module, entries: Sequence[Entry]) -> int:
    """Let the therapist read these as they are now; those that she reads so already are left alone. How many were others.

    :raises WrongState, AccessOver: the enrolment is paused or over, and nobody reads it now.
    """
    must_work(work, enrolment)
    changed = [entry for entry in entries if entry.shared_at is None or differs_from_shared(entry)]
    for entry in changed:
        entry.shared = True
        share_now(entry, entry.answers, work.now)
        entry.shared_day, entry.shared_clock = entry.day, entry.clock
    if changed:
        for step in module.steps:
            if isinstance(step, Exercise):
                keep_files(work, step, [entry for entry in changed if entry.step == step.key])
        remember(work, enrolment, "entry_shared", module)
        work.publish(EntryShared(enrolment.id))
    return len(changed)


def take_back(work: Work, entry: Entry) -> None:
    """The therapist reads it no more. That can be done whatever the state of the enrolment."""
    if entry.shared_at is None:
        return
    entry.shared = False
    entry.shared_answers = entry.shared_at = entry.waits_since = None
    entry.shared_day, entry.shared_clock = None, None
    show_no_files(work, entry)
    work.publish(EntryShared(entry.enrolment_id))


# --- reading


def about_of(entry: Entry) -> EntryTime:
    """What a dated entry is about, as she has it."""
    assert entry.day is not None
    return EntryTime(entry.day, entry.clock)


def dated_entry(work: Work, enrolment_id: int, module: str, step: str, entry_id: int) -> Entry:
    """One of the entries of an exercise. One statement. :raises NoSuchEntry: there is none of that number there."""
    entry = work.session.get(Entry, entry_id)
    if (
        entry is None
        or entry.day is None
        or (entry.enrolment_id, entry.module, entry.step) != (enrolment_id, module, step)
    ):
        raise NoSuchEntry()
    return entry


def _of_step(enrolment_id: int, module: str, step: str) -> ColumnElement[bool]:
    return and_(Entry.enrolment_id == enrolment_id, Entry.module == module, Entry.step == step, Entry.day.is_not(None))


def entries_between(work: Work, enrolment_id: int, module: str, step: str, first: date, last: date) -> list[Entry]:
    """Those that are about these days, the newest first. One statement."""
    in_time = Entry.day.between(first, last)
    return list(
        work.session.scalars(select(Entry).where(_of_step(enrolment_id, module, step), in_time).order_by(*NEWEST))
    )


def every_entry(work: Work, enrolment_id: int, module: str, step: str) -> list[Entry]:
    """All of them, the oldest first. One statement."""
    rows = work.session.scalars(select(Entry).where(_of_step(enrolment_id, module, step)).order_by(*NEWEST))
    return list(rows)[::-1]


def newest_entries(work: Work, enrolment_id: int, module: str, step: str, most: int = 7) -> list[Entry]:
    """The newest of them. One statement."""
    rows = select(Entry).where(_of_step(enrolment_id, module, step)).order_by(*NEWEST).limit(most)
    return list(work.session.scalars(rows))


def entries_from_newest(work: Work, enrolment_id: int, module: str, step: str, *, skip: int, most: int) -> list[Entry]:
    """The newest of them but the ``skip`` first. One statement."""
    rows = select(Entry).where(_of_step(enrolment_id, module, step)).order_by(*NEWEST).offset(skip).limit(most)
    return list(work.session.scalars(rows))


def answered_lately(work: Work, enrolment_id: int, module: str, step: str) -> list[Entry]:
    """Those that the therapist answered last, the latest first. One statement."""
    words: Any = Entry.feedback.stored
    answered = and_(_of_step(enrolment_id, module, step), words.is_not(None))
    return list(
        work.session.scalars(
            select(Entry).where(answered).order_by(Entry.feedback_at.desc(), Entry.id.desc()).limit(ANSWERED_LATELY)
        )
    )


class Counts(NamedTuple):
    """How many entries an exercise has, and how many of them the therapist reads."""

    written: int
    shared: int


def counts_of(work: Work, enrolment_id: int, module: str, step: str) -> Counts:
    """One statement."""
    row = work.session.execute(
        select(func.count(), func.count(Entry.shared_at)).where(_of_step(enrolment_id, module, step))
    ).one()
    return Counts(*row)


def versions_of(work: Work, entry_ids: Collection[int]) -> dict[int, list[EntryVersion]]:
    """By entry what it said before, the oldest first. One statement, and none without entries."""
    if not entry_ids:
        return {}
    rows = work.session.scalars(
        select(EntryVersion).where(EntryVersion.entry_id.in_(entry_ids)).order_by(EntryVersion.number)
    )
    versions: dict[int, list[EntryVersion]] = {}
    for row in rows:
        versions.setdefault(row.entry_id, []).append(row)
    return versions
