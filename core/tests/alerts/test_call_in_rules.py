"""How it stands with a call-in, and what may be done then: written by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from varde.alerts.call_in_rules import CALL_DEEDS, MAY, call_stand, tries_of
from varde.alerts.rules import check_alert
from varde.alerts.values import Alert, Severity
from varde.kernel.words import Text
from varde.rules.language import when
from varde.testing.by_hand import cells_of
from varde.testing.house import all_samples

NOW = datetime(2026, 9, 25, 9, tzinfo=UTC)

STANDS = """
deeds                                | appointment      | begins | stands
raised                               | -                | -      | none
raised opened action                 | -                | -      | none
raised called_in                     | booked           | 1      | ahead
raised called_in                     | booked           | 0      | due
raised called_in                     | booked           | -1     | due
raised called_in opened action taken | booked           | 1      | ahead
raised called_in                     | attended         | -1     | due
raised called_in                     | late             | -1     | due
raised called_in                     | missed           | -1     | due
raised called_in                     | cancelled        | 1      | off
raised called_in                     | cancelled_late   | -1     | off
raised called_in                     | withdrawn        | 1      | off
raised called_in                     | -                | -      | off
raised called_in not_reached         | missed           | -1     | none
raised called_in held                | attended         | -1     | none
raised called_in declined            | cancelled        | 1      | none
raised called_in not_reached called_in | booked         | 1      | ahead
"""

DEEDS = """
stands | called_in | held | not_reached | declined
none   | yes       | no   | no          | no
ahead  | no        | no   | no          | yes
due    | no        | yes  | yes         | yes
off    | yes       | no   | no          | yes
"""

TRIES = (
    ("raised called_in", 0),
    ("called_in not_reached", 1),
    ("called_in not_reached action called_in not_reached called_in not_reached", 3),
    ("not_reached not_reached held called_in", 0),
    ("not_reached declined called_in not_reached", 1),
)


def test_how_it_stands() -> None:
    for deeds, state, begins, stands in cells_of(STANDS)[1:]:
        appointment = None if state == "-" else (state, NOW + timedelta(hours=int(begins)))
        assert call_stand(deeds.split(), appointment, NOW) == stands, (deeds, state, begins)


def test_what_may_be_done() -> None:
    header, *rows = cells_of(DEEDS)
    assert header[1:] == list(CALL_DEEDS)
    allowed = {
        stands: [deed for deed, cell in zip(header[1:], cells, strict=True) if cell == "yes"] for stands, *cells in rows
    }
    assert {stands: list(deeds) for stands, deeds in MAY.items()} == allowed


def test_how_often_she_was_not_reached() -> None:
    for deeds, tries in TRIES:
        assert tries_of(deeds.split()) == tries, deeds


def test_what_an_alert_may_declare() -> None:
    """By hand: to which meeting, of which programme, how soon, with the crisis text or not; and what is wrong with it."""
    rows: tuple[tuple[str, str, Severity, bool, str], ...] = (
        ("talk", "sample", "amber", False, ""),
        ("dance", "sample", "amber", False, "there is no meeting dance in sample to call in to"),
        ("talk", "", "amber", False, "there is no meeting talk in every programme to call in to"),
        ("talk", "sample", "red", False, "one in danger is rung at once"),
        ("talk", "sample", "critical", False, "one in danger is rung at once"),
        ("talk", "sample", "amber", True, "one in danger is rung at once"),
    )
    for meeting, programme, severity, crisis, wrong in rows:
        words = Text("Stille", "Stille", "Silent")
        rule = when("answer:q9", ">=", 1)
        alert = Alert("sample.x", words, rule, severity, "phq-9", programme, crisis=crisis, call_in=meeting)
        faults = check_alert(alert, all_samples())
        assert [fault[: len(wrong)] for fault in faults] == ([wrong] if wrong else []), (meeting, programme, severity)
