"""The groups that a programme declares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from varde.kernel.words import Text
from varde.rules.language import Compare, is_true

GroupForm = Literal["talk", "course", "activity"]
GROUP_FORMS: tuple[GroupForm, ...] = ("talk", "course", "activity")
FACT = "group:"
MOST_SESSIONS = 104
"""Two years of weeks."""
MOST_SEATS = 200


@dataclass(frozen=True, slots=True)
class GroupKind:
    """A kind of group that a programme has. Its ``form`` says how it goes: a ``talk`` is one time, which modules may wait for
    (:func:`attended_group`); a ``course`` has as many times as are declared; an ``activity`` goes on week by week.

    ``minutes`` is how long a time is, ``sessions`` how many there are and ``every`` how many days lie between; ``seats`` how many
    can be in it. An organisation may decide otherwise for each group. ``drop_in``: whoever is in the programme may come without a
    seat. ``with_programmes`` are keys of other programmes whose people may be in it too, such as those who have the same without
    digital follow-up.
    """

    key: str
    title: Text
    form: GroupForm
    minutes: int
    sessions: int = 1
    every: int = 7
    seats: int = 12
    drop_in: bool = False
    with_programmes: tuple[str, ...] = ()


def attended_group(kind: str) -> Compare:
    """A rule: the patient was at a time of a group of this kind, or staff has excused her from it with a reason. For the release of
    modules: what waits for it says so."""
    return is_true(FACT + kind)


def check_groups(key: str, groups: tuple[GroupKind, ...], programmes: frozenset[str]) -> Iterator[str]:
    """One sentence for each thing that is wrong with the groups of the programme ``key``."""
    for group in groups:
        said = f"group {group.key}: "
        if group.form not in GROUP_FORMS:
            yield f"{said}the form '{group.form}' is none of {', '.join(GROUP_FORMS)}"
        if group.minutes % 5 or not 5 <= group.minutes <= 480:
            yield f"{said}{group.minutes} minutes; it must be from 5 to 480, in fives"
        if not 1 <= group.sessions <= MOST_SESSIONS:
            yield f"{said}{group.sessions} sessions; it must be from 1 to {MOST_SESSIONS}"
        if group.form == "talk" and group.sessions != 1:
            yield f"{said}a talk is one session, not {group.sessions}"
        if group.every < 1:
            yield f"{said}every {group.every} days; it must be 1 or more"
        if not 2 <= group.seats <= MOST_SEATS:
            yield f"{said}{group.seats} seats; it must be from 2 to {MOST_SEATS}"
        for programme in group.with_programmes:
            if programme == key or programme not in programmes:
                yield f"{said}'{programme}' is no other programme"
