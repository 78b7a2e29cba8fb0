"""Groups, as the house knows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from varde.kernel.part import Keyed, Part, PersonalData, Tables

if TYPE_CHECKING:
    from varde.kernel.events import Listener


def tables() -> Tables:
    from varde.groups import models

    return Tables(
        (
            models.CareGroup,
            models.GroupSeat,
            models.GroupLeader,
            models.GroupSession,
            models.GroupMember,
            models.GroupAttendance,
            models.GroupChange,
        )
    )


def declares() -> Sequence[Keyed]:
    from varde.groups.fact_source import SOURCE

    return (SOURCE,)


def listeners() -> Sequence[Listener]:
    from varde.groups.members import LISTENERS

    return LISTENERS


_TO_HER = ("enrolment_id", "person_id")
PART = Part(
    key="groups",
    tables=tables,
    declares=declares,
    personal_data=(
        PersonalData("care_group", (), "nobody"),
        PersonalData("group_seat", (), "nobody"),
        PersonalData("group_leader", ("person_id",), "account"),
        PersonalData("group_session", (), "nobody"),
        PersonalData("group_member", _TO_HER, "record", research=(("state", "kept"),)),
        PersonalData("group_attendance", _TO_HER, "record", research=(("state", "kept"),)),
        PersonalData("group_change", _TO_HER, "record", withheld=("details",), research=(("change", "kept"),)),
    ),
    listeners=listeners,
)
