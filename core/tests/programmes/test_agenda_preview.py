"""What a start puts in the agenda, before anybody has started."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from varde.kernel.words import Text
from varde.programmes.agenda_preview import preview, window_from_start
from varde.programmes.values import Meeting, Occasion, Programme, Rhythm
from varde.testing.house import sample_only

OSLO = ZoneInfo("Europe/Oslo")
TITLE = Text("Skjema", "Skjema", "Form")
START = Occasion("start", TITLE, ("who-5",), 5, closes_after=5)
END = Occasion("end", TITLE, ("who-5",), 5, days=84, opens_before=2, closes_after=7, remind=(3, 40))
DIARY = Occasion("diary", TITLE, ("who-5",), 5, rhythm=Rhythm(until=28, every=2))
AFTER = Occasion("after", TITLE, ("who-5",), 5, after_module="first-steps")
ASKED = Occasion("extra", TITLE, ("who-5",), 5, on_demand="therapist")
INTAKE = Meeting("intake", TITLE, 45, gate="start")


def test_a_start_in_autumn_with_the_clock_set_back_on_the_way() -> None:
    base = sample_only().one(Programme, "sample")
    programme = replace(base, occasions=(START, END, DIARY, AFTER, ASKED), meetings=(INTAKE,))
    lines = [
        (str(line.day or "-"), line.kind, line.key, line.note)
        for line in preview(programme, None, date(2026, 9, 1), OSLO)
    ]
    assert lines == [
        ("2026-09-01", "rhythm", "diary", "every 2 days, for 28 days"),
        ("2026-09-01", "opens", "start", ""),
        ("2026-09-01", "due", "start", ""),
        ("2026-09-04", "reminder", "start", "if it is unanswered"),
        ("2026-09-06", "closes", "start", ""),
        ("2026-11-22", "opens", "end", ""),
        ("2026-11-24", "due", "end", ""),
        ("2026-11-25", "reminder", "end", "if it is unanswered"),
        ("2026-12-01", "closes", "end", ""),
        ("-", "asked", "after", "when module first-steps is done"),
        ("-", "asked", "extra", "when somebody asks for it"),
        ("-", "meeting", "intake", "before the start, 45 minutes"),
    ]


def test_an_hour_on_the_wall_stays_that_hour() -> None:
    window = window_from_start(END, datetime(2026, 9, 1, 15, tzinfo=UTC), OSLO)
    assert window.opens_at == datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert window.closes_at == datetime(2026, 12, 1, 22, 59, 59, tzinfo=UTC)
