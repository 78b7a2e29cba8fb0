"""What a patient writes in an exercise: a draft of her own, and what her therapist may read of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, and_, bindparam, func, or_, select

from varde.enrolments.models import Enrolment
from varde.files.service import use
from varde.identity.service import Actor
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.kinds.asking import Field, read_all
from varde.modules.errors import BadEntry
from varde.modules.events import EntryAnswered, EntryShared, FeedbackGiven
from varde.modules.models import Entry, ModuleState
from varde.modules.progress import ModuleView, remember
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


def differs_from_shared(sheet: Entry | None) -> bool:
    """Whether the patient has written something since that her therapist does not read."""
    return sheet is not None and sheet.shared_at is not None and written_by_patient(sheet) != read_by_therapist(sheet)


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
    label = next(each.label for each in fields if control == each.key or control.startswith(f"{each.key}-"))
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
        sheet.answers = _kept(answers)
        sheet.shared, sheet.saved_at = shared, work.now
        work.add(sheet)
    elif written_by_patient(sheet) != dict(answers):
        sheet.answers = _kept(answers)
    sheet.shared, sheet.saved_at = shared, work.now
    if submit:
        sheet.submitted_at = sheet.submitted_at or work.now
        _share(work, enrolment, module, sheet, answers if shared else {})
    _use_files(work, sheet, step)
    return sheet


def _use_files(work: Work, sheet: Entry, step: Exercise) -> None:
    """The files that the entry speaks of are hers as long as it does, and her therapist's as long as he reads it there. No
    statement in an exercise that asks for none."""
    kinds = {field.key: field.kind for field in step.fields if field.kind.uploads}
    if not kinds:
        return
    work.session.flush()
    for place, answers, shown in (
        (f"entry/{sheet.id}", written_by_patient(sheet), False),
        (f"entry/{sheet.id}/shared", read_by_therapist(sheet), True),
    ):
        keys = [key for name, kind in kinds.items() if name in answers for key in kind.files(answers[name])]
        use(work, sheet.enrolment_id, place, keys, shown=shown)


def _share(work: Work, enrolment: Enrolment, module: Module, sheet: Entry, answers: Mapping[str, Any]) -> None:
    if not answers and sheet.shared_at is not None:
        sheet.shared_answers, sheet.shared_at = None, None
        work.publish(EntryShared(enrolment.id))
    elif answers and read_by_therapist(sheet) != dict(answers):
        sheet.shared_answers, sheet.shared_at = _kept(answers), work.now
        remember(work, enrolment, "entry_shared", module)
        work.publish(EntryShared(enrolment.id))


def _kept(answers: Mapping[str, Any]) -> str:
    return json.dumps(dict(answers), ensure_ascii=False)


def shared_entries(work: Work, enrolment_id: int) -> list[Entry]:
    """The entries the therapist may read, the one shared last first."""
    return list(
        work.session.scalars(
            select(Entry)
            .where(Entry.enrolment_id == enrolment_id, Entry.shared_at.is_not(None))
            .order_by(Entry.shared_at.desc(), Entry.id.desc())
        )
    )


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
        state = work.add(ModuleState(enrolment_id=sheet.enrolment_id, module=sheet.module, steps_done=[]))
    state.answered_step = sheet.step
    work.publish(FeedbackGiven(sheet.enrolment_id, sheet.id, sheet.module, sheet.step, len(each)))


def settle_entry(work: Work, actor: Actor, sheet: Entry) -> None:
    """The therapist has read it, and it waits for no answer. The patient is told nothing of that."""
    sheet.feedback_at, sheet.feedback_by_id = work.now, actor.person_id
    work.publish(EntryAnswered(sheet.enrolment_id))


def read_feedback(work: Work, enrolment_id: int, view: ModuleView, step: str) -> None:
    """The patient has the step with the feedback before her. A statement only when she had not read it."""
    state = work.session.get(ModuleState, (enrolment_id, view.module.key)) if view.answered_step == step else None
    if state is not None:
        state.answered_step = None


def feedback_on(sheet: Entry) -> tuple[Feedback, ...]:
    """What the therapist has answered, oldest first."""
    stored: Sequence[Mapping[str, str | int]] = json.loads(sheet.feedback) if sheet.feedback is not None else ()
    return tuple(
        Feedback(datetime.fromisoformat(str(answer["at"])), int(answer["by"]), str(answer["text"])) for answer in stored
    )


AWAITS = and_(Entry.shared_at.is_not(None), or_(Entry.feedback_at.is_(None), Entry.feedback_at < Entry.shared_at))
"""What :func:`awaits_feedback` says, in a statement."""


def awaits_feedback(sheet: Entry) -> bool:
    """Whether what is shared has no answer yet: there is none, or it was shared anew since."""
    return sheet.shared_at is not None and (sheet.feedback_at is None or sheet.feedback_at < sheet.shared_at)


def waits_for_feedback_since(enrolment_id: int) -> ScalarSelect[datetime | None]:
    """Inside a statement: since when the shared entry that has waited longest has no answer; null when none waits."""
    unanswered = or_(Entry.feedback_at.is_(None), Entry.feedback_at < Entry.shared_at)
    return (
        select(func.min(Entry.shared_at))
        .where(Entry.enrolment_id == enrolment_id, Entry.shared_at.is_not(None), unanswered)
        .scalar_subquery()
    )


_UNKNOWN_FIELD = Text(
    "Feltet «{key}» finnes ikke i øvelsen.",
    "Feltet «{key}» finst ikkje i øvinga.",
    "There is no field “{key}” in the exercise.",
)
_BREAKS = Text("{label} {rule}", "{label} {rule}", "{label} {rule}")
_FEEDBACK_LENGTH = Text(
    "Skriv en tilbakemelding på 1 til {most} tegn.", "Skriv ei tilbakemelding på 1 til {most} teikn."
)
