"""The groups of Mage-tarmskolen: a talk before the school begins, where a clinic holds it, and the course of two days that is its
physical twin. Lengths and seats are our own, proposed."""

from __future__ import annotations

from dataclasses import dataclass

from varde.plugin.programmes import GroupKind, Text, any_of, attended_group, is_true, not_
from varde.plugin.settings import decided, setting

START = GroupKind(
    "start", Text("Felles oppstart", "Felles oppstart", "Starting together"), "talk", minutes=60, seats=12
)
COURSE = GroupKind(
    "course",
    Text("Kurs over to dager", "Kurs over to dagar", "Course of two days"),
    "course",
    minutes=360,
    sessions=2,
    every=1,
    seats=20,
)


@dataclass(frozen=True, slots=True)
class SchoolSettings:
    """What a clinic decides about the school."""

    group_start: bool = setting(
        False,
        Text(
            "Om modulene først åpner når pasienten har vært med på felles oppstart, eller er fritatt med en grunn.",
            "Om modulane først opnar når pasienten har vore med på felles oppstart, eller er friteken med ein grunn.",
            "Whether the modules open only when the patient has been at the start in a group, or is excused with a reason.",
        ),
    )


AFTER_THE_START = any_of(not_(is_true(decided("group_start"))), attended_group(START.key))
"""What the first module waits for."""
