"""What a patient writes in an exercise: a draft of her own, and what her therapist may read of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, and_, bindparam, func, or_, select

from varde.enrolments.models import Enrolment
from varde.identity.service import Actor
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.kinds.asking import Field, read_all
from varde.modules.errors import BadWorksheet
from varde.modules.events import FeedbackGiven, WorksheetAnswered, WorksheetShared
from varde.modules.models import ModuleState, Worksheet
from varde.modules.progress import ModuleView, remember
from varde.programmes.values import Exercise, Module

LONGEST_FEEDBACK = 2000

# The page of a step asks this, so it is put together once.
WORKSHEET = select(Worksheet).where(
    Worksheet.enrolment_id == bindparam("enrolment"),
    Worksheet.module == bindparam("module"),
    Worksheet.step == bindparam("step"),
)


@dataclass(frozen=True, slots=True)
class Feedback:
    """The therapist's words on a worksheet as it was shared then."""

    at: datetime
    by_id: int
    text: str


def worksheet_of(work: Work, enrolment_id: int, module: str, step: str) -> Worksheet | None:
    """The stored worksheet of this step."""
    return work.session.scalar(WORKSHEET, {"enrolment": enrolment_id, "module": module, "step": step})


def written_by_patient(sheet: Worksheet | None) -> dict[str, Any]:
    """What the patient sees in the exercise, by field key: her latest words, shared or not."""
    return json.loads(sheet.answers) if sheet is not None else {}


def read_by_therapist(sheet: Worksheet) -> dict[str, Any]:
    """What the therapist reads, by field key: the words as they were when she last shared them; none when she does not."""
    return json.loads(sheet.shared_answers) if sheet.shared_answers is not None else {}


def differs_from_shared(sheet: Worksheet | None) -> bool:
    """Whether the patient has written something since that her therapist does not read."""
    return sheet is not None and sheet.shared_at is not None and written_by_patient(sheet) != read_by_therapist(sheet)


def check_worksheet(fields: tuple[Field, ...], sent: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The values that are filled in, by field key, as the kinds of the fields read them from what a form sent.

    :raises BadWorksheet: one sentence for each control that breaks its field's rule, or belongs to no field.
    """
    read = read_all({field.key: field.kind for field in fields}, sent)
    faults = {control: _faulty(fields, control, rule) for control, rule in read.faults.items()}
    faults |= {control: _UNKNOWN_FIELD.filled(key=control[:60]) for control in read.unknown}
    if faults:
        raise BadWorksheet(of=faults)
    return dict(read.values)


def _faulty(fields: tuple[Field, ...], control: str, rule: Text) -> Text:
    """The rule with the words of the field whose control breaks it."""
    label = next(each.label for each in fields if control == each.key or control.startswith(f"{each.key}-"))
    return _BREAKS.filled(label=label, rule=rule)


def save_worksheet(
    work: Work,
    enrolment: Enrolment,
    module: Module,
    step: Exercise,
    answers: Mapping[str, Any],
    *,
    shared: bool,
    submit: bool,
) -> Worksheet:
    """Keep what is written so far; nobody but the patient reads it. With ``submit``, when she is done with it for now, it
    becomes what her therapist reads, or, when she does not share it any more, what he read is taken back."""
    sheet = worksheet_of(work, enrolment.id, module.key, step.key)
    if sheet is None:
        sheet = Worksheet(enrolment_id=enrolment.id, module=module.key, step=step.key)
        sheet.answers = _kept(answers)
        sheet.shared, sheet.saved_at = shared, work.now
        work.add(sheet)
    elif written_by_patient(sheet) != dict(answers):
        sheet.answers = _kept(answers)
    sheet.shared, sheet.saved_at = shared, work.now
    if submit:
        sheet.submitted_at = sheet.submitted_at or work.now
        _share(work, enrolment, module, sheet, answers if shared else {})
    return sheet


def _share(work: Work, enrolment: Enrolment, module: Module, sheet: Worksheet, answers: Mapping[str, Any]) -> None:
    if not answers and sheet.shared_at is not None:
        sheet.shared_answers, sheet.shared_at = None, None
        work.publish(WorksheetShared(enrolment.id))
    elif answers and read_by_therapist(sheet) != dict(answers):
        sheet.shared_answers, sheet.shared_at = _kept(answers), work.now
        remember(work, enrolment, "worksheet_shared", module)
        work.publish(WorksheetShared(enrolment.id))


def _kept(answers: Mapping[str, Any]) -> str:
    return json.dumps(dict(answers), ensure_ascii=False)


def shared_worksheets(work: Work, enrolment_id: int) -> list[Worksheet]:
    """The worksheets the therapist may read, the one shared last first."""
    return list(
        work.session.scalars(
            select(Worksheet)
            .where(Worksheet.enrolment_id == enrolment_id, Worksheet.shared_at.is_not(None))
            .order_by(Worksheet.shared_at.desc(), Worksheet.id.desc())
        )
    )


def give_feedback(work: Work, actor: Actor, sheet: Worksheet, text: str) -> None:
    """The therapist's answer on a shared worksheet, beside those given before; the patient sees them with the worksheet."""
    if not text.strip() or len(text) > LONGEST_FEEDBACK:
        raise BadWorksheet(_FEEDBACK_LENGTH.filled(most=LONGEST_FEEDBACK))
    each = [*feedback_on(sheet), Feedback(work.now, actor.person_id, text.strip())]
    sheet.feedback = json.dumps(
        [{"at": answer.at.isoformat(), "by": answer.by_id, "text": answer.text} for answer in each], ensure_ascii=False
    )
    settle_worksheet(work, actor, sheet)
    state = work.session.get(ModuleState, (sheet.enrolment_id, sheet.module))
    if state is None:
        state = work.add(ModuleState(enrolment_id=sheet.enrolment_id, module=sheet.module, steps_done=[]))
    state.answered_step = sheet.step
    work.publish(FeedbackGiven(sheet.enrolment_id, sheet.id, sheet.module, sheet.step, len(each)))


def settle_worksheet(work: Work, actor: Actor, sheet: Worksheet) -> None:
    """The therapist has read it, and it waits for no answer. The patient is told nothing of that."""
    sheet.feedback_at, sheet.feedback_by_id = work.now, actor.person_id
    work.publish(WorksheetAnswered(sheet.enrolment_id))


def read_feedback(work: Work, enrolment_id: int, view: ModuleView, step: str) -> None:
    """The patient has the step with the feedback before her. A statement only when she had not read it."""
    state = work.session.get(ModuleState, (enrolment_id, view.module.key)) if view.answered_step == step else None
    if state is not None:
        state.answered_step = None


def feedback_on(sheet: Worksheet) -> tuple[Feedback, ...]:
    """What the therapist has answered, oldest first."""
    stored: Sequence[Mapping[str, str | int]] = json.loads(sheet.feedback) if sheet.feedback is not None else ()
    return tuple(
        Feedback(datetime.fromisoformat(str(answer["at"])), int(answer["by"]), str(answer["text"])) for answer in stored
    )


AWAITS = and_(
    Worksheet.shared_at.is_not(None), or_(Worksheet.feedback_at.is_(None), Worksheet.feedback_at < Worksheet.shared_at)
)
"""What :func:`awaits_feedback` says, in a statement."""


def awaits_feedback(sheet: Worksheet) -> bool:
    """Whether what is shared has no answer yet: there is none, or it was shared anew since."""
    return sheet.shared_at is not None and (sheet.feedback_at is None or sheet.feedback_at < sheet.shared_at)


def waits_for_feedback_since(enrolment_id: int) -> ScalarSelect[datetime | None]:
    """Inside a statement: since when the shared worksheet that has waited longest has no answer; null when none waits."""
    unanswered = or_(Worksheet.feedback_at.is_(None), Worksheet.feedback_at < Worksheet.shared_at)
    return (
        select(func.min(Worksheet.shared_at))
        .where(Worksheet.enrolment_id == enrolment_id, Worksheet.shared_at.is_not(None), unanswered)
        .scalar_subquery()
    )


_UNKNOWN_FIELD = Text(
    "Feltet «{key}» finnes ikke på arbeidsarket.",
    "Feltet «{key}» finst ikkje på arbeidsarket.",
    "There is no field “{key}” on the worksheet.",
)
_BREAKS = Text("{label} {rule}", "{label} {rule}", "{label} {rule}")
_FEEDBACK_LENGTH = Text(
    "Skriv en tilbakemelding på 1 til {most} tegn.", "Skriv ei tilbakemelding på 1 til {most} teikn."
)
