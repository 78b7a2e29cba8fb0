"""What may be used of what the register says, and when it is asked again: tables by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from varde.people.register.rules import TRY_AGAIN, is_due, standing_of, with_register
from varde.people.register.values import RegisterEntry

NOW = datetime(2026, 9, 21, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("entry", "standing"),
    [
        (None, "unasked"),
        (RegisterEntry(True, phone="+472"), "usable"),
        (RegisterEntry(True, email="r@x.no"), "usable"),
        (RegisterEntry(True), "missing"),
        (RegisterEntry(False, phone="+472"), "missing"),
        (RegisterEntry(False, fresh=False), "missing"),
        (RegisterEntry(True, fresh=False, phone="+472"), "stale"),
        (RegisterEntry(True, reserved=True, fresh=False, phone="+472"), "reserved"),
    ],
)
def test_how_somebody_stands_in_it(entry: RegisterEntry | None, standing: str) -> None:
    assert standing_of(entry) == standing


@pytest.mark.parametrize(
    ("known", "entry", "reaches"),
    [
        ({}, RegisterEntry(True, phone="+472", email="r@x.no"), {"sms": "+472", "email": "r@x.no"}),
        ({"sms": "+471"}, RegisterEntry(True, phone="+472", email="r@x.no"), {"sms": "+471", "email": "r@x.no"}),
        ({"email": "k@x.no"}, RegisterEntry(True, reserved=True, phone="+472"), {"email": "k@x.no"}),
        ({}, RegisterEntry(True, fresh=False, phone="+472"), {}),
        ({}, RegisterEntry(False), {}),
    ],
)
def test_what_varde_was_told_goes_first(known: dict[str, str], entry: RegisterEntry, reaches: dict[str, str]) -> None:
    assert with_register(known, entry) == reaches


@pytest.mark.parametrize(
    ("answered", "tried", "due"),
    [
        (None, None, True),
        (timedelta(days=13), timedelta(days=13), False),
        (timedelta(days=14), timedelta(days=14), False),
        (timedelta(days=14, seconds=1), timedelta(days=14, seconds=1), True),
        (timedelta(days=30), TRY_AGAIN - timedelta(seconds=1), False),
        (timedelta(days=30), TRY_AGAIN, True),
        (None, timedelta(minutes=1), False),
    ],
)
def test_when_it_is_asked_again(answered: timedelta | None, tried: timedelta | None, due: bool) -> None:
    answered_at, tried_at = (None if ago is None else NOW - ago for ago in (answered, tried))
    assert is_due(answered_at, tried_at, NOW, 14) is due
