"""What happens to an enrolment that others want to know."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.events import Event


@dataclass(frozen=True, slots=True)
class EnrolmentChanged(Event):
    """The enrolment was made, or its state, track or therapist changed."""

    enrolment_id: int


@dataclass(frozen=True, slots=True)
class StepDone(Event):
    """The patient finished a step: now in ``module`` with ``steps_done`` steps behind."""

    enrolment_id: int
    module: str
    steps_done: int


@dataclass(frozen=True, slots=True)
class ModuleDone(Event):
    """The patient finished the last step of ``module``. Told once for each."""

    enrolment_id: int
    module: str


@dataclass(frozen=True, slots=True)
class ReferralDecided(Event):
    """A clinician answered a referral; the person is to be told."""

    enrolment_id: int
    accepted: int
