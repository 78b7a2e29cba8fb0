"""What happens to questionnaires that others want to know."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ResponseSubmitted(Event):
    """An instrument was answered. ``finished``: the whole occasion is answered now. ``worse``: 1 when it is a deterioration
    by the instrument's own limit, 0 when it is known not to be, None when it says nothing about that."""

    enrolment_id: int
    response_id: int
    finished: int
    worse: int | None


@dataclass(frozen=True, slots=True)
class ResponseCorrected(Event):
    """A response that was handed in was corrected: what it says, and what is counted from it, is another now.
    ``correction_id`` holds both versions."""

    enrolment_id: int
    response_id: int
    correction_id: int


@dataclass(frozen=True, slots=True)
class DraftKept(Event):
    """Answers that are not handed in were stored; told every time. ``pressed``: 1 when the person
    pressed a button, 0 when a page saved by itself."""

    enrolment_id: int
    response_id: int
    pressed: int


@dataclass(frozen=True, slots=True)
class ContactChosen(Event):
    """She wants another amount of contact from now on."""

    enrolment_id: int


@dataclass(frozen=True, slots=True)
class QuestionnaireDue(Event):
    """Tell the patient about an open questionnaire. ``reminder`` is 0 the first time, then 1, 2 ..."""

    enrolment_id: int
    agenda_id: int
    reminder: int


@dataclass(frozen=True, slots=True)
class QuestionnaireOverdue(Event):
    """A questionnaire passed its due time unanswered."""

    enrolment_id: int
    agenda_id: int


@dataclass(frozen=True, slots=True)
class QuestionnaireSettled(Event):
    """An open questionnaire ended in itself: nothing was left of it to answer, or the programme no longer has it."""

    enrolment_id: int
    agenda_id: int


@dataclass(frozen=True, slots=True)
class QuestionnaireMissed(Event):
    """The window of a questionnaire closed unanswered: nothing more can be done about it."""

    enrolment_id: int
    agenda_id: int
