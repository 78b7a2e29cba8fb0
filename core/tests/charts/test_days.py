"""A week of entries, drawn: a dot for each number, a gap for a day without."""

from __future__ import annotations

import pytest

from varde.charts.charts import Chart
from varde.charts.days import DayDots, dots

WEEK = ("on 11.", "to 12.", "fr 13.", "lø 14.", "sø 15.", "ma 16.", "ti 17.")


def week(*numbers: tuple[float, ...], closed: int = 0, low: float = 0, high: float = 10, decimals: int = 0) -> Chart:
    """The days with these numbers; the first ``closed`` cannot be written about, and the last is today."""
    days = [
        DayDots(label, f"dag {label}", each, now=label == WEEK[-1], open=place >= closed)
        for place, (label, each) in enumerate(zip(WEEK, numbers, strict=True))
    ]
    return dots(
        days, title="Magen", columns=("Dag", ">Skrevet"), low=low, high=high, empty="ikke skrevet", decimals=decimals
    )


def kinds(chart: Chart, kind: str) -> list[tuple[float, float]]:
    return [(shape.x, shape.y) for shape in chart.shapes if shape.kind == kind]


def texts(chart: Chart, kind: str) -> list[str]:
    return [shape.text for shape in chart.shapes if shape.kind == kind]


def test_each_number_is_a_dot_at_its_height_and_the_highest_is_written_above() -> None:
    chart = week((4, 6), (3, 7, 5), (6,), (), (5, 4), (2, 3), (3,))
    assert len(kinds(chart, "a-dot")) == 11
    columns = sorted({x for x, _ in kinds(chart, "a-dot")})
    assert columns == [11.0, 25.0, 39.0, 67.0, 81.0, 95.0]
    # The scale of 0 to 10 goes from 150 up to 24.
    assert [y for x, y in kinds(chart, "a-dot") if x == 25.0] == [61.8, 87.0, 112.2]
    assert texts(chart, "a-txt mid") == ["6", "7", "6", "5", "3", "3"]
    assert [(shape.x, shape.y, shape.y2) for shape in chart.shapes if shape.kind == "span"] == [
        (11.0, 74.4, 99.6),
        (25.0, 61.8, 112.2),
        (67.0, 87.0, 99.6),
        (81.0, 112.2, 124.8),
    ]


def test_a_day_without_says_so_and_one_that_cannot_be_written_says_nothing() -> None:
    chart = week((), (), (6,), (), (5,), (2,), (), closed=2)
    assert texts(chart, "t2 mid").count("ikke") == texts(chart, "t2 mid").count("skrevet") == 2
    assert [x for shape in chart.shapes for x in [shape.x] if shape.text == "ikke"] == [53.0, 95.0]
    assert [row[0] for row in chart.table.rows] == [f"dag {label}" for label in WEEK[2:]]
    assert chart.table.rows[1] == ("dag lø 14.", "ikke skrevet")


def test_today_is_marked() -> None:
    chart = week((), (), (), (), (), (), (3,))
    (rect,) = [shape for shape in chart.shapes if shape.kind == "day-now"]
    assert rect.x < 95.0 < rect.x + rect.x2 <= 101
    assert texts(chart, "b mid") == ["ti 17."]


def test_many_of_the_same_number_are_one_dot_and_all_are_in_the_table() -> None:
    chart = week((5,) * 300, (), (), (), (), (), ())
    assert len(kinds(chart, "a-dot")) == 1
    assert chart.table.rows[0][1].count("5") == 300


@pytest.mark.parametrize(
    ("low", "high", "numbers", "marks"),
    [
        (0, 10, (3,), ["0", "5", "10"]),
        (0, 4, (3,), ["0", "2", "4"]),
        (0, 1440, (35,), ["0", "20", "40"]),
        (0, 1440, (), ["0", "0,5", "1"]),
        (0, 100, (90,), ["0", "50", "100"]),
    ],
)
def test_the_scale_is_the_whole_one_when_it_is_short(
    low: float, high: float, numbers: tuple[float, ...], marks: list[str]
) -> None:
    assert texts(week(numbers, (), (), (), (), (), (), low=low, high=high), "t2") == marks


def test_decimals_are_written_with_a_comma() -> None:
    chart = week((1.5, 2.25), (), (), (), (), (), (), decimals=2)
    assert texts(chart, "a-txt mid") == ["2,25"]
    assert chart.table.rows[0][1] == "1,50, 2,25"


def test_it_is_heard_as_it_is_seen() -> None:
    assert week((4, 6), (), (), (), (), (), (3,)).description.startswith(
        "dag on 11.: Skrevet 4, 6. dag to 12.: Skrevet ikke skrevet."
    )
