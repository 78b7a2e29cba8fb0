"""What happens to an enrolment that others want to know."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class EnrolmentChanged(Event):
    """The enrolment was made, or its state, track, therapist or care team changed."""

    enrolment_id: int


@dataclass(frozen=True, slots=True)
class EnrolmentLeft(Event):
    """The enrolment ended, or contact about it did. ``settled``: the message that waits is said to need no answer."""

    enrolment_id: int
    ending_id: int
    settled: int = 0


@dataclass(frozen=True, slots=True)
class EnrolmentReturned(Event):
    """An ending was undone: what it cancelled stands again."""

    enrolment_id: int
    ending_id: int


@dataclass(frozen=True, slots=True)
class ResponsibleChanged(Event):
    """Somebody else is responsible for an enrolment under way; ``former_id`` and ``now_id`` are 0 for nobody."""

    enrolment_id: int
    former_id: int
    now_id: int


@dataclass(frozen=True, slots=True)
class MeetingDecided(Event):
    """Whoever held a meeting has said that she may begin, is to wait or is not to begin: ``decision`` is one of
    :data:`varde.enrolments.models.MEETING_DECISIONS`."""

    enrolment_id: int
    record_id: int
    decision: str


@dataclass(frozen=True, slots=True)
class PausedHerself(Event):
    """The patient took a pause (``begins`` 1), or went on from it (0), at this moment."""

    enrolment_id: int
    at: str
    begins: int


@dataclass(frozen=True, slots=True)
class OpinionAsked(Event):
    """This colleague is asked about her, and may read for a while."""

    enrolment_id: int
    opinion_id: int
    asked_id: int


@dataclass(frozen=True, slots=True)
class BreakGlassOpened(Event):
    """Somebody has opened the record by break-glass."""

    enrolment_id: int
    break_glass_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class BreakGlassTold(Event):
    """The patient is told that it was, from now on."""

    enrolment_id: int
    break_glass_id: int


@dataclass(frozen=True, slots=True)
class BreakGlassJudged(Event):
    """Whether there was reason to was answered: ``verdict`` is one of :data:`varde.enrolments.break_glass_rules.VERDICTS`."""

    enrolment_id: int
    break_glass_id: int
    verdict: str


@dataclass(frozen=True, slots=True)
class ExtensionUndone(Event):
    """That the access of an enrolment was made longer, as its history has it with this number, was undone."""

    enrolment_id: int
    event_id: int


@dataclass(frozen=True, slots=True)
class AccessExtended(Event):
    """She can open the programme until this day now."""

    enrolment_id: int
    until: str
