"""What is known of a person, as the house knows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.kernel.events import Listener
    from varde.kernel.jobs import Job


def tables() -> Tables:
    from varde.people.join_models import PersonJoin
    from varde.people.models import PersonChange, PersonQuestion
    from varde.people.register.models import RegisterContact

    return Tables((PersonChange, PersonQuestion, PersonJoin, RegisterContact))


def jobs() -> Sequence[Job]:
    from varde.people.register.service import JOBS

    return JOBS


def listeners() -> Sequence[Listener]:
    from varde.people.joining import LISTENERS

    return LISTENERS


PART = Part(
    key="people",
    tables=tables,
    jobs=jobs,
    listeners=listeners,
    personal_data=(
        # That it was changed, when and by whom, is kept; what it was is hers.
        PersonalData("person_change", ("person_id",), "log", blanked=("before_sealed", "after_sealed")),
        PersonalData("person_question", ("person_id",), "contact"),
        PersonalData("register_contact", ("person_id",), "contact"),
        PersonalData("person_join", ("kept_id",), "log", blanked=("reason_sealed",)),
    ),
)
