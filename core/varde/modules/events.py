"""What happens in the modules that others want to know."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class StepDone(Event):
    """The patient finished a step: now in ``module`` with ``steps_done`` steps behind. ``beside``: the module is not on her way,
    and the step was added for her."""

    enrolment_id: int
    module: str
    steps_done: int
    beside: bool = False


@dataclass(frozen=True, slots=True)
class EntryShared(Event):
    """The patient shared an exercise, shared it anew, or took it back."""

    enrolment_id: int


@dataclass(frozen=True, slots=True)
class EntryAnswered(Event):
    """A shared exercise was answered, or needs no answer."""

    enrolment_id: int


@dataclass(frozen=True, slots=True)
class FeedbackGiven(Event):
    """The therapist answered on a shared entry, for the ``number``-th time."""

    enrolment_id: int
    entry_id: int
    module: str
    step: str
    number: int


@dataclass(frozen=True, slots=True)
class ModuleOpened(Event):
    """A therapist opened ``module``, or a ``step`` of it, ahead of its rule, or added it: the ``number``-th switch of the
    enrolment."""

    enrolment_id: int
    module: str
    step: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class OptionalChosen(Event):
    """The patient took an optional ``module`` (``choose``), left it out (``decline``), or chose to wait (``later``)."""

    enrolment_id: int
    module: str
    choice: str


@dataclass(frozen=True, slots=True)
class ModuleDone(Event):
    """The patient finished the last step of ``module``. Told once for each."""

    enrolment_id: int
    module: str
