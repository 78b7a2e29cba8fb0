"""What a patient writes in an exercise: a draft of her own, and what her therapist may read of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from varde.enrolments.models import Enrolment
from varde.identity.service import Actor
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.kinds.asking import Field, owner, read_all
from varde.modules.entry_files import keep_files
from varde.modules.errors import BadEntry
from varde.modules.events import EntryAnswered, EntryShared, FeedbackGiven
from varde.modules.models import Entry, EntryVersion, ModuleState
from varde.modules.path_rules import ModuleView
from varde.modules.progress import remember
from varde.programmes.values import Exercise, Module

LONGEST_FEEDBACK = 2000

# The page of a step asks this, so it is put together once.
ENTRY = select(Entry).where(
    Entry.enrolment_id == bindparam("enrolment"),
    Entry.module == bindparam("module"),
    Entry.step == bindparam("step"),
    Entry.occurrence == bindparam("occurrence"),
)
ONLY = ""
"""The occurrence of the one sheet that an exercise has."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """The therapist's words on an entry as it was shared then."""

    at: datetime
    by_id: int
    text: str


def entry_of(work: Work, enrolment_id: int, module: str, step: str, occurrence: str = ONLY) -> Entry | None:
    """The stored entry of this step: its one sheet, when no ``occurrence`` is said. One statement."""
    of_step = {"enrolment": enrolment_id, "module": module, "step": step, "occurrence": occurrence}
    return work.session.scalar(ENTRY, of_step)


def written_by_patient(sheet: Entry | None) -> dict[str, Any]:
    """What the patient sees in the exercise, by field key: her latest words, shared or not."""
    return json.loads(sheet.answers) if sheet is not None else {}


def read_by_therapist(sheet: Entry) -> dict[str, Any]:
    """What the therapist reads, by field key: the words as they were when she last shared them; none when she does not."""
    return json.loads(sheet.shared_answers) if sheet.shared_answers is not None else {}


def written_then(version: EntryVersion) -> dict[str, Any]:
    """What an entry said before it was corrected, by field key."""
    return dict(json.loads(version.answers))


def differs_from_shared(sheet: Entry | None) -> bool:
    """Whether the patient has written something since that her therapist does not read, or another day."""
    if sheet is None or sheet.shared_at is None:
        return False
    hers = (written_by_patient(sheet), sheet.day, sheet.clock)
    return hers != (read_by_therapist(sheet), sheet.shared_day, sheet.shared_clock)


def check_written(fields: tuple[Field, ...], sent: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The values that are filled in, by field key, as the kinds of the fields read them from what a form sent.

    :raises BadEntry: one sentence for each control that breaks its field's rule, or belongs to no field.
    """
    read = read_all({field.key: field.kind for field in fields}, sent)
    faults = {control: _faulty(fields, control, rule) for control, rule in read.faults.items()}
    faults |= {control: _UNKNOWN_FIELD.filled(key=control[:60]) for control in read.unknown}
    if faults:
        raise BadEntry(of=faults)
    return dict(read.values)


def _faulty(fields: tuple[Field, ...], control: str, rule: Text) -> Text:
    """The rule with the words of the field whose control breaks it."""
    key = owner(control, [field.key for field in fields])
    label = next(field.label for field in fields if field.key == key)
    return _BREAKS.filled(label=label, rule=rule)


def save_entry(
    work: Work,
    enrolment: Enrolment,
    module: Module,
    step: Exercise,
    answers: Mapping[str, Any],
    *,
    shared: bool,
    submit: bool,
) -> Entry:
    """Keep what is written so far; nobody but the patient reads it. With ``submit``, when she is done with it for now, it
    becomes what her therapist reads, or, when she does not share it any more, what he read is taken back."""
    sheet = entry_of(work, enrolment.id, module.key, step.key)
    if sheet is None:
        sheet = Entry(enrolment_id=enrolment.id, module=module.key, step=step.key, occurrence=ONLY)
        sheet.answers = kept_answers(answers)
        work.add(sheet)
    elif written_by_patient(sheet) != dict(answers):
        sheet.answers = kept_answers(answers)
    sheet.shared, sheet.saved_at = shared, work.now
    if submit:
        sheet.submitted_at = sheet.submitted_at or work.now
        _share(work, enrolment, module, sheet, answers if shared else {})
    keep_files(work, step, [sheet])
    return sheet


def _share(work: Work, enrolment: Enrolment, module: Module, sheet: Entry, answers: Mapping[str, Any]) -> None:
    if not answers and sheet.shared_at is not None:
        sheet.shared_answers = sheet.shared_at = sheet.waits_since = None
        work.publish(EntryShared(enrolment.id))
    elif answers and read_by_therapist(sheet) != dict(answers):
        share_now(sheet, kept_answers(answers), work.now)
        remember(work, enrolment, "entry_shared", module)
        work.publish(EntryShared(enrolment.id))


def share_now(sheet: Entry, answers: str, now: datetime) -> None:
    """Her therapist reads these answers from now on. What waits for an answer waits on since it was first shared: whoever writes
    more is not put last."""
    sheet.waits_since = (sheet.waits_since or sheet.shared_at) if awaits_feedback(sheet) else None
    sheet.shared_answers, sheet.shared_at = answers, now


def kept_answers(answers: Mapping[str, Any]) -> str:
    """Answers as a row holds them, sealed."""
    return json.dumps(dict(answers), ensure_ascii=False)


class SharedCounts(NamedTuple):
    """How many entries the therapist may read, and how many of them have no answer yet."""

    shared: int
    waiting: int


class SharedDiary(NamedTuple):
    """An exercise with dated entries of which she has shared some: how many, how many wait for an answer, and the newest day."""

    module: str
    step: str
    shared: int
    waiting: int
    newest: date


def shared_entries(work: Work, enrolment_id: int, most: int | None = None) -> list[Entry]:
    """The entries the therapist may read: those without an answer first, and of each the one shared last first. One statement."""
    in_order = case((AWAITS, 0), else_=1), Entry.shared_at.desc(), Entry.id.desc()
    shared = (Entry.enrolment_id == enrolment_id) & Entry.shared_at.is_not(None)
    return list(work.session.scalars(select(Entry).where(shared).order_by(*in_order).limit(most)))


def shared_counts(work: Work, enrolment_id: int) -> tuple[SharedCounts, list[SharedDiary]]:
    """How much she has shared, and each exercise with dated entries among it, the one with the newest day first. One statement."""
    waiting = func.sum(case((AWAITS, 1), else_=0))
    rows = work.session.execute(
        select(Entry.module, Entry.step, func.count(), waiting, func.max(Entry.shared_day))
        .where(Entry.enrolment_id == enrolment_id, Entry.shared_at.is_not(None))
        .group_by(Entry.module, Entry.step)
    ).all()
    diaries = sorted(
        (SharedDiary(*row) for row in rows if row[4] is not None), key=lambda each: each.newest, reverse=True
    )
    return SharedCounts(sum(row[2] for row in rows), sum(row[3] for row in rows)), diaries


def shared_entry(work: Work, enrolment_id: int, entry_id: int) -> Entry | None:
    """One of the entries the therapist may read; None when she shares it no more. One statement."""
    entry = work.session.get(Entry, entry_id)
    return entry if entry is not None and entry.enrolment_id == enrolment_id and entry.shared_at is not None else None


def shared_between(work: Work, enrolment_id: int, module: str, step: str, first: date, last: date) -> list[Entry]:
    """What she has shared of an exercise about these days, the newest first. One statement."""
    rows = (
        select(Entry)
        .where(Entry.enrolment_id == enrolment_id, Entry.module == module, Entry.step == step)
        .where(Entry.shared_day.between(first, last))
        .order_by(Entry.shared_day.desc(), func.coalesce(Entry.shared_clock, time.min).desc(), Entry.id.desc())
    )
    return list(work.session.scalars(rows))


class WaitingExercise(NamedTuple):
    """The exercise of one enrolment that has waited longest for an answer, and how many entries wait in all its exercises."""

    module: str
    step: str
    entries: int


def waiting_exercises(work: Work, enrolment_ids: Collection[int]) -> dict[int, WaitingExercise]:
    """By enrolment what waits for an answer there. One statement, and none without enrolments."""
    if not enrolment_ids:
        return {}
    rows = work.session.execute(
        select(Entry.enrolment_id, Entry.module, Entry.step, func.count(), func.min(_SINCE))
        .where(Entry.enrolment_id.in_(enrolment_ids), AWAITS)
        .group_by(Entry.enrolment_id, Entry.module, Entry.step)
        .order_by(func.min(_SINCE))
    )
    waiting: dict[int, WaitingExercise] = {}
    for enrolment_id, module, step, count, _since in rows:
        longest = waiting.setdefault(enrolment_id, WaitingExercise(module, step, 0))
        waiting[enrolment_id] = longest._replace(entries=longest.entries + count)
    return waiting


def newest_waiting(
    work: Work, enrolment_ids: Collection[int], module: str, step: str, most: int
) -> dict[int, list[Entry]]:
    """By enrolment the newest that are shared of an exercise with dated entries, at most so many and the newest last; of those
    alone whose newest has no answer. One statement."""
    at_place = and_(Entry.enrolment_id.in_(enrolment_ids), Entry.module == module, Entry.step == step)
    newest_first = (Entry.shared_day.desc(), func.coalesce(Entry.shared_clock, time.min).desc(), Entry.id.desc())
    placed = (
        select(Entry.id, func.row_number().over(partition_by=Entry.enrolment_id, order_by=newest_first).label("place"))
        .where(at_place, Entry.shared_day.is_not(None))
        .where(Entry.enrolment_id.in_(select(Entry.enrolment_id).where(at_place, AWAITS)))
        .subquery()
    )
    rows = work.session.execute(
        select(Entry, placed.c.place)
        .join(placed, placed.c.id == Entry.id)
        .where(placed.c.place <= most)
        .order_by(placed.c.place.desc())
    )
    newest: dict[int, list[Entry]] = {}
    for row, _place in rows:
        newest.setdefault(row.enrolment_id, []).append(row)
    return {enrolment_id: each for enrolment_id, each in newest.items() if awaits_feedback(each[-1])}


def waiting_entries(work: Work, enrolment_id: int) -> list[Entry]:
    """What an end would leave without an answer, the one shared last first: of an exercise with dated entries the newest alone,
    since what is said of it is said of them all. One statement."""
    rows = work.session.scalars(
        select(Entry)
        .where(Entry.enrolment_id == enrolment_id, AWAITS)
        .order_by(Entry.shared_at.desc(), Entry.shared_day.desc(), Entry.id.desc())
    )
    newest: dict[tuple[str, str], Entry] = {}
    for row in rows:
        newest.setdefault((row.module, row.step), row)
    return list(newest.values())


def give_feedback(work: Work, actor: Actor, sheet: Entry, text: str) -> None:
    """The therapist's answer on a shared entry, beside those given before; the patient sees them with the entry."""
    if not text.strip() or len(text) > LONGEST_FEEDBACK:
        raise BadEntry(_FEEDBACK_LENGTH.filled(most=LONGEST_FEEDBACK))
    each = [*feedback_on(sheet), Feedback(work.now, actor.person_id, text.strip())]
    sheet.feedback = json.dumps(
        [{"at": answer.at.isoformat(), "by": answer.by_id, "text": answer.text} for answer in each], ensure_ascii=False
    )
    settle_entry(work, actor, sheet)
    state = work.session.get(ModuleState, (sheet.enrolment_id, sheet.module))
    if state is None:
        state = work.add(
            ModuleState(enrolment_id=sheet.enrolment_id, module=sheet.module, steps_done=[], answered_steps=[])
        )
    state.answered_steps = list(dict.fromkeys([*state.answered_steps, sheet.step]))
    work.publish(FeedbackGiven(sheet.enrolment_id, sheet.id, sheet.module, sheet.step, len(each)))


def settle_entry(work: Work, actor: Actor, sheet: Entry) -> None:
    """The therapist has read it, and it waits for no answer. The patient is told nothing of that."""
    sheet.feedback_at, sheet.feedback_by_id = work.now, actor.person_id
    work.publish(EntryAnswered(sheet.enrolment_id))


def read_feedback(work: Work, enrolment_id: int, view: ModuleView, step: str) -> None:
    """The patient has the step with the feedback before her. A statement only when she had not read it."""
    state = work.session.get(ModuleState, (enrolment_id, view.module.key)) if step in view.answered_steps else None
    if state is not None:
        state.answered_steps = [each for each in state.answered_steps if each != step]


def feedback_on(sheet: Entry) -> tuple[Feedback, ...]:
    """What the therapist has answered, oldest first."""
    stored: Sequence[Mapping[str, str | int]] = json.loads(sheet.feedback) if sheet.feedback is not None else ()
    return tuple(
        Feedback(datetime.fromisoformat(str(answer["at"])), int(answer["by"]), str(answer["text"])) for answer in stored
    )


AWAITS = and_(Entry.shared_at.is_not(None), or_(Entry.feedback_at.is_(None), Entry.feedback_at < Entry.shared_at))
"""What :func:`awaits_feedback` says, in a statement."""
_SINCE = case((Entry.waits_since.is_not(None), Entry.waits_since), else_=Entry.shared_at)


def awaits_feedback(sheet: Entry) -> bool:
    """Whether what is shared has no answer yet: there is none, or it was shared anew since."""
    return sheet.shared_at is not None and (sheet.feedback_at is None or sheet.feedback_at < sheet.shared_at)


def waits_for_feedback_since(enrolment_id: int | InstrumentedAttribute[int]) -> ScalarSelect[datetime | None]:
    """Inside a statement: since when the shared entry that has waited longest has no answer; null when none waits."""
    return select(func.min(_SINCE)).where(Entry.enrolment_id == enrolment_id, AWAITS).scalar_subquery()


_UNKNOWN_FIELD = Text(
    "Feltet «{key}» finnes ikke i øvelsen.",
    "Feltet «{key}» finst ikkje i øvinga.",
    "There is no field “{key}” in the exercise.",
)
_BREAKS = Text("{label} {rule}", "{label} {rule}", "{label} {rule}")
_FEEDBACK_LENGTH = Text(
    "Skriv en tilbakemelding på 1 til {most} tegn.", "Skriv ei tilbakemelding på 1 til {most} teikn."
)
