"""What a start puts in the agenda, before anybody has started."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from varde.charts.standalone import standalone
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.programmes.agenda_preview import preview, window_from_start
from varde.programmes.course_picture import picture_of
from varde.programmes.rhythm import Rhythm
from varde.programmes.values import Meeting, Occasion, Programme
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


def test_the_picture_draws_the_same_course() -> None:
    """Every day that the lines have is in the table; the drawing has a mark for each, and nothing runs out of it."""
    base = sample_only().one(Programme, "sample")
    programme = replace(base, occasions=(START, END, DIARY, AFTER, ASKED), meetings=(INTAKE,))
    start = date(2026, 9, 1)
    speech = Speech("nb", OSLO, datetime(2026, 9, 1, 10, tzinfo=UTC))
    chart = picture_of(speech, programme, None, start)
    assert chart.title.endswith(", start 1. september 2026")
    assert [row[1:] for row in chart.table.rows] == [
        ("–", "–", "–", "–", "Før start, 45 minutter. Ingenting begynner før det er holdt"),
        ("1. september 2026", "4. september 2026", "1. september 2026", "6. september 2026", "–"),
        ("22. november 2026", "25. november 2026", "24. november 2026", "1. desember 2026", "–"),
        ("1. september 2026", "–", "–", "29. september 2026", "Hver 2. dag i 28 dager"),
        ("–", "–", "–", "–", "Når «De første stegene» er ferdig"),
        ("–", "–", "–", "–", "Når noen ber om det"),
    ]
    kinds = Counter((shape.tag, shape.kind) for shape in chart.shapes)
    assert kinds["rect", "z2"] == 2
    assert kinds["rect", "zone-over"] == 1
    assert kinds["circle", "n-dot"] == 2
    assert kinds["line", "a"] == 2
    assert kinds["circle", "start-dot"] == 1
    assert kinds["line", "zone-line"] == 2
    assert all(0 <= shape.x <= 100 and 0 <= shape.y <= chart.height for shape in chart.shapes)
    drawn = ElementTree.fromstring(standalone(replace(chart, title="A & <B>")))
    assert drawn[0].text == "A & <B>"
    assert len(list(drawn.iter("{http://www.w3.org/2000/svg}circle"))) == 3


def test_an_hour_on_the_wall_stays_that_hour() -> None:
    window = window_from_start(END, datetime(2026, 9, 1, 15, tzinfo=UTC), OSLO)
    assert window.opens_at == datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert window.closes_at == datetime(2026, 12, 1, 22, 59, 59, tzinfo=UTC)
