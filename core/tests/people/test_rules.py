"""Who may say which is right."""

from __future__ import annotations

import pytest

from varde.people.rules import may_answer


@pytest.mark.parametrize(
    ("fact", "source", "patient", "staff"),
    [
        ("name", "own", False, True),
        ("name", "staff", True, False),
        ("name", "referral", True, True),
        ("phone", "referral", True, True),
        ("email", "referral", True, True),
        ("birth_date", "referral", False, True),
        ("birth_date", "join", False, True),
        ("phone", "join", True, True),
        ("phone", "doubt", False, True),
        ("name", "doubt", False, True),
        ("birth_date", "doubt", False, True),
    ],
)
def test_who_may_say_which_is_right(fact: str, source: str, patient: bool, staff: bool) -> None:
    assert (may_answer(fact, source, patient=True), may_answer(fact, source, patient=False)) == (patient, staff)
