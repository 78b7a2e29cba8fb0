"""By what name and date of birth a person is known, decided by hand."""

from __future__ import annotations

from datetime import date

import pytest

from varde.privacy.rules import known_as

BORN = date(1990, 5, 17)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Åse Lie", "åse lie 1990-05-17"),
        ("Åse Marie Bråten Lie", "åse lie 1990-05-17"),
        ("A\u030ase LIE", "åse lie 1990-05-17"),  # the ring written apart
        ("  Åse   Lie ", "åse lie 1990-05-17"),
        ("Åse", "åse åse 1990-05-17"),
        ("Åse-Marie Lie", "åse-marie lie 1990-05-17"),
        ("Groß Lie", "gross lie 1990-05-17"),
    ],
)
def test_the_key_of_a_name(name: str, key: str) -> None:
    assert known_as(name, BORN) == key


def test_another_birthday_is_another_person() -> None:
    assert known_as("Åse Lie", date(1990, 5, 18)) == "åse lie 1990-05-18"
