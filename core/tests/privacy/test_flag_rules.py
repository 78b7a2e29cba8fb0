"""What in the access log is worth a question. Written by hand."""

from __future__ import annotations

from datetime import datetime

import pytest

from varde.privacy.flag_rules import Between, Looks, flags_of, is_off_hours

MONDAY = datetime(2026, 11, 30, 10, 0)  # on the wall
APART = Between(False, "Aas", "Vik")


def looks(
    *, patient: int = 2, refused: str = "", bases: str = "therapist", first: datetime = MONDAY, last: datetime = MONDAY
) -> Looks:
    return Looks(1, patient, frozenset(refused.split()), frozenset(bases.split()), first, last)


@pytest.mark.parametrize(
    ("seen", "between", "patients", "flags"),
    [
        (looks(), APART, 1, ""),
        (looks(), APART, 40, ""),
        (looks(), APART, 41, "many"),
        (looks(), Between(True, "Aas", "Vik"), 1, "colleague"),
        (looks(), Between(False, "Aas", "aas"), 1, "same_name"),
        (looks(), Between(False, "Aas", " AAS "), 1, "same_name"),
        (looks(), Between(False, "", ""), 1, ""),
        (looks(refused="own_record", patient=1, bases=""), Between(True, "Aas", "Aas"), 1, "own_record"),
        (looks(refused="kin", bases=""), APART, 1, "kin"),
        (looks(refused="relation", bases=""), APART, 1, "no_relation"),
        (looks(refused="block", bases=""), APART, 1, "no_relation"),
        (looks(refused="relation block", bases=""), APART, 1, "no_relation"),
        (looks(refused="role", bases=""), APART, 1, ""),
        (looks(refused="scope", bases=""), APART, 1, ""),
        (looks(bases="break_glass"), APART, 1, "break_glass"),
        (looks(first=MONDAY.replace(hour=5, minute=59)), APART, 1, "off_hours"),
        (looks(last=MONDAY.replace(hour=22)), APART, 1, "off_hours"),
        (
            looks(refused="relation", bases="break_glass", last=MONDAY.replace(hour=23)),
            Between(True, "Vik", "Vik"),
            50,
            "no_relation break_glass colleague same_name many off_hours",
        ),
    ],
)
def test_what_is_flagged(seen: Looks, between: Between, patients: int, flags: str) -> None:
    assert " ".join(flags_of(seen, between, patients)) == flags


@pytest.mark.parametrize(
    ("wall", "off"),
    [
        (MONDAY, False),
        (MONDAY.replace(hour=6), False),
        (MONDAY.replace(hour=5, minute=59), True),
        (MONDAY.replace(hour=21, minute=59), False),
        (MONDAY.replace(hour=22), True),
        (MONDAY.replace(day=28), True),  # a Saturday
        (MONDAY.replace(month=12, day=25), True),  # Christmas Day, a Friday
    ],
)
def test_when_nobody_is_expected_to_work(wall: datetime, off: bool) -> None:
    assert is_off_hours(wall) is off
