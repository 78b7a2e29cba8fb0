from __future__ import annotations

import re
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from varde import web
from varde.charts import charts
from varde.charts.phases import CommonTime, Phase
from varde.charts.shapes import ticks, whole_ticks, width_of
from varde.charts.values import Hidden, Why

from . import chart_samples as samples

TEMPLATES = Path(web.__file__).parent / "shell" / "templates"
EVERY_CHART = samples.EVERY_CHART
SVG = "svg"


def template(text: str) -> str:
    words = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"]
    )
    words.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    head = '{% from "varde/_parts/charts.html" import figure, spark %}'
    points = charts.sparkline([7, 7, 6, 4], 0, 10)
    return words.from_string(head + text).render(every=EVERY_CHART, points=points)


def drawn(name: str) -> ElementTree.Element:
    return ElementTree.fromstring(template(f"{{% call figure(every.{name}, '{name}') %}}n = 1{{% endcall %}}"))


@pytest.fixture(scope="module")
def page() -> ElementTree.Element:
    everything = "{% for id, chart in every.items() %}{{ figure(chart, id) }}{% endfor %}"
    return ElementTree.fromstring(template(f"<main>{everything}{{{{ spark(points) }}}}{{{{ spark([]) }}}}</main>"))


def test_ids_are_unique_and_every_drawing_is_named(page: ElementTree.Element) -> None:
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert [i for i, times in Counter(ids).items() if times > 1] == []
    for svg in page.iter(SVG):
        if svg.get("class") == "chart":
            assert svg.get("role") == "img"
            assert svg.find("title") is not None
            assert set((svg.get("aria-labelledby") or "").split()) <= set(ids)
            assert all((svg.findtext(part) or "").strip() for part in ("title", "desc"))
        else:
            assert svg.get("aria-hidden") == "true"


def test_the_security_policy_has_nothing_to_object_to(page: ElementTree.Element) -> None:
    for element in page.iter():
        assert element.tag not in ("script", "style")
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_text_never_shrinks(page: ElementTree.Element) -> None:
    for svg in page.iter(SVG):
        assert (svg.get("viewBox") is None) == (svg.get("class") == "chart")


def test_nothing_stands_outside_the_picture(page: ElementTree.Element) -> None:
    for svg in page.iter(SVG):
        if svg.get("class") != "chart":
            continue
        height = float(svg.get("height") or 0)
        for shape in svg:
            across = [float(v.rstrip("%")) for k, v in shape.attrib.items() if k in ("x", "x1", "x2", "cx")]
            down = [float(v) for k, v in shape.attrib.items() if k in ("y", "y1", "y2", "cy")]
            assert all(0 <= x <= 100 for x in across)
            assert all(-2 <= y <= height for y in down), ElementTree.tostring(shape)


def numbers_in(text: str) -> set[str]:
    return set(re.findall(r"[−+]?\d[\d\u00a0]*(?:,\d+)?|<5|skjult", text))


@pytest.mark.parametrize("name", EVERY_CHART)
def test_every_number_written_in_the_drawing_is_in_the_table(name: str) -> None:
    """Axis numbers (t2 under or beside the axis) and the occasion names aside."""
    figure = drawn(name)
    table = {n for cell in figure.iter("td") for n in numbers_in("".join(cell.itertext()))}
    written = [t for t in figure.iter("text") if re.match(r"(a-txt|n-txt|on\d|b mid)", t.get("class") or "")]
    assert {n for t in written for n in numbers_in(t.text or "")} <= table


def marks(name: str, kind: str) -> list[ElementTree.Element]:
    return [e for e in drawn(name).iter() if e.get("class") == kind]


def vertical(name: str) -> tuple[float, float]:
    """Pixels per point and the pixel of 0, from the numbers on the grid."""
    at = [
        (float((t.text or "").replace(",", ".")), float(t.get("y") or 0) - 4)
        for t in marks(name, "t2 end")
        if re.fullmatch(r"[\d,]+", t.text or "")
    ]
    (low, low_y), (high, high_y) = min(at), max(at)
    return (high_y - low_y) / (high - low), low_y


def read_off(name: str, kind: str) -> list[int]:
    slope, zero = vertical(name)
    return [round((float(dot.get("cy") or 0) - zero) / slope) for dot in marks(name, kind)]


def first_numbers(name: str, row: int) -> list[int]:
    rows = [r for r in drawn(name).iter("tr") if r.findall("td")]
    return [int(re.match(r"\d+", c.text or "").group()) for c in rows[row].findall("td")]  # type: ignore[union-attr]


def test_the_dots_of_a_trajectory_stand_where_the_table_says() -> None:
    assert read_off("tj", "a-dot") == first_numbers("tj", 0) == [280, 184, 222]
    assert read_off("tj", "n-dot") == first_numbers("tj", 2) == [241, 265, 237]
    assert first_numbers("tj", 1) == [376, 184, 94]


def test_whiskers_are_the_intervals() -> None:
    slope, zero = vertical("tj")
    ends = [[(float(w.get(y) or 0) - zero) / slope for y in ("y1", "y2")] for w in marks("tj", "a ci")]
    expected = [average.interval for average in samples.RESPONDERS]
    for (high, low), interval in zip(ends, expected, strict=True):
        assert interval is not None
        assert (high, low) == pytest.approx((interval.high, interval.low), abs=0.05)


def test_what_is_hidden_is_not_drawn() -> None:
    assert read_off("tjh", "a-dot") == [280]
    assert "&lt;5" in ElementTree.tostring(drawn("tjh"), encoding="unicode")
    assert len(marks("vt", "bar-a")) == 3
    assert [t.text for t in marks("svh", "t2 mid")] == ["skjult"]
    assert marks("csh", "n-dot") == []


def test_a_person_s_points_stand_where_the_table_says_and_missing_weeks_leave_a_gap() -> None:
    assert read_off("rc", "a-dot") == [298, 271, 236]
    assert read_off("tr", "a-dot") == [7, 7, 6, 7, 5, 5, 4, 5]
    assert len(marks("tr", "a")) == 6  # eight dots in two runs
    rows = [[c.text for c in r] for r in drawn("rc").iter("tr")][1:]
    assert rows == [
        ["Start", "21. sep.", "298", "–"],
        ["Uke 4", "18. okt.", "271", "−27"],
        ["Uke 8", "15. nov.", "236", "−62"],
    ]
    assert [[c.text for c in r][1:] for r in drawn("tr").iter("tr")][5:7] == [["–", "–"], ["5", "−2"]]


def test_the_band_is_as_wide_as_the_change_it_stands_for() -> None:
    slope, zero = vertical("rc")
    (zone,) = (mark for mark in marks("rc", "zone") if mark.tag == "rect")
    top, height = float(zone.get("y") or 0), float(zone.get("height") or 0)
    assert ((top - zero) / slope, (top + height - zero) / slope) == pytest.approx((348, 248), abs=0.1)


def test_a_cut_axis_is_said() -> None:
    assert "kuttet" not in "".join(drawn("rc").itertext())
    cut = charts.trend(
        [charts.TrendPoint("Start", 7000)], title="t", columns=["a", "b", "c"], low=0, high=100000, cut=True
    )
    assert cut.cut_at == "8\u00a0000"


def test_bars_are_as_high_as_their_numbers() -> None:
    heights = [float(bar.get("height") or 0) for bar in marks("vt", "bar-a")]
    assert [round(41 * h / heights[0]) for h in heights] == [41, 33, 19]


def test_severity_fills_the_bar_in_order() -> None:
    segments = list(drawn("sv").iter("rect"))
    lefts = [float((e.get("x") or "").rstrip("%")) for e in segments[:3]]
    widths = [float((e.get("width") or "").rstrip("%")) + 0.4 for e in segments[:3]]
    assert widths == pytest.approx([100 * k / 192 for k in (21, 90, 81)], abs=0.02)
    assert lefts == pytest.approx([0, 100 * 21 / 192, 100 * 111 / 192], abs=0.02)


def test_dumbbells_turn_their_numbers_outwards() -> None:
    falling = [t for t in drawn("ql").iter("text") if (t.text or "") in ("59,8", "70,2")]
    assert {t.text: ((t.get("class") or "").endswith("end"), t.get("dx")) for t in falling} == {
        "70,2": (False, "11"),
        "59,8": (True, "-12"),
    }


def test_flow_bars_are_shares_of_the_referred() -> None:
    widths = [float((b.get("width") or "").rstrip("%")) for b in marks("fl", "bar-a")]
    assert widths == pytest.approx([100, 100 * 790 / 861, 100 * 499 / 861], abs=0.01)


def test_words_for_the_ear_hold_every_number() -> None:
    assert samples.TRAJECTORY.description.startswith("Respondere: Start 280 (SD 86), 3 md. 184 (SD 109), 6 md. 222")


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (22.0, 1, "22,0"),
        (-27, 0, "−27"),
        (16400, 0, "16\u00a0400"),
        (-0.04, 1, "0,0"),
        (0, 0, "0"),
        (-1234.5, 1, "−1\u00a0234,5"),
    ],
)
def test_numbers(value: float, decimals: int, text: str) -> None:
    assert charts.number(value, decimals) == text


def test_signs_shares_and_what_is_not_shown() -> None:
    assert [charts.signed(v, 1) for v in (18.6, -2.0, 0.0, 0.04)] == ["+18,6", "−2,0", "0,0", "0,0"]
    assert [charts.percent(v) for v in (0.44, None, Hidden(Why.SMALL))] == ["44\u00a0%", "–", "<5"]
    assert charts.shown(Hidden(Why.DERIVABLE)) == "skjult"


@given(st.floats(-1e4, 1e4), st.floats(0.01, 1e6), st.integers(2, 8))
def test_ticks_cover_the_range_in_even_steps(low: float, span: float, most: int) -> None:
    marks = ticks(low, low + span, most)
    assert marks[0] == low
    assert marks[-1] >= low + span * (1 - 1e-6)
    assert 2 <= len(marks) <= most + 2


@given(st.lists(st.none() | st.integers(0, 500), min_size=1, max_size=30))
def test_any_series_can_be_drawn(values: list[int | None]) -> None:
    points = [charts.TrendPoint(f"Uke {i}", v) for i, v in enumerate(values)]
    chart = charts.trend(points, title="t", columns=["Uke", "Skår", "Endring"], low=0, high=500)
    assert len(chart.table.rows) == len(values)
    assert sum(shape.tag == "circle" for shape in chart.shapes) == sum(v is not None for v in values)


def test_nothing_to_draw_is_drawn_as_nothing() -> None:
    empty = charts.bars([], title="t", columns=["a", "b"])
    assert [shape.kind for shape in empty.shapes] == ["axis"]
    assert charts.sparkline([], 0, 10) == ()


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 21, (0, 5, 10, 15, 21)),
        (0, 27, (0, 5, 10, 15, 20, 27)),
        (0, 12, (0, 2, 4, 6, 8, 10, 12)),
        (0, 100, (0, 20, 40, 60, 80, 100)),
        (0, 500, (0, 100, 200, 300, 400, 500)),
        (8, 32, (8, 12, 16, 20, 24, 28, 32)),
        (16, 80, (16, 40, 60, 80)),
    ],
)
def test_an_axis_is_the_whole_scale_in_whole_steps(low: int, high: int, marks: tuple[int, ...]) -> None:
    assert whole_ticks(low, high) == marks
    chart = charts.trend([charts.TrendPoint("Start", low)], title="t", columns=["a", "b", "c"], low=low, high=high)
    assert [s.text for s in chart.shapes if s.kind == "t2 end"][:: len(marks) - 1] == [str(low), str(high)]
    assert chart.cut_at == ""


@given(st.integers(-50, 50), st.integers(1, 2000), st.integers(2, 8))
def test_every_scale_has_both_ends_and_whole_numbers(low: int, span: int, most: int) -> None:
    marks = whole_ticks(low, low + span, most)
    assert (marks[0], marks[-1]) == (low, low + span)
    assert all(mark == int(mark) for mark in marks)
    assert list(marks) == sorted(set(marks))
    assert len(marks) <= most + 2


@given(st.lists(st.tuples(st.floats(0, 200), st.integers(0, 27)), min_size=2, max_size=25))
def test_numbers_never_stand_on_each_other_and_days_never_in_one_place(days: list[tuple[float, int]]) -> None:
    points = [charts.TrendPoint("Uke", value, at) for at, value in sorted(days)]
    chart = charts.trend(points, title="t", columns=["Uke", "Skår", "Endring"], low=0, high=27)
    told = [s for s in chart.shapes if s.kind == "a-txt mid"]
    assert 1 <= len(told) <= 4
    assert not any(
        abs(a.x - b.x) < width_of(a.text) / 2 + width_of(b.text) / 2 and abs(a.y - b.y) < 13
        for a, b in combinations(told, 2)
    )
    places = [s.x for s in chart.shapes if s.tag == "circle"]
    assert all(after - before >= 2 for before, after in pairwise(places))
    assert all(0 <= s.x <= 100 for s in chart.shapes)


def test_the_names_of_the_areas_stand_beside_the_drawing_one_above_the_other() -> None:
    levels = [charts.Level(f"Nivå {n}", n, n + 1, n) for n in range(6)] + [charts.Level("Resten", 6, 63, 5)]
    chart = charts.trend(
        [charts.TrendPoint("Start", 3)], title="t", columns=["a", "b", "c"], low=0, high=63, levels=levels
    )
    assert [s.text for s in chart.beside] == [level.label for level in levels]
    assert all(a.y - b.y >= 16 for a, b in pairwise(chart.beside))
    assert not any(level.label in s.text for level in levels for s in chart.shapes)


def test_no_number_has_an_empty_decimal() -> None:
    points = [charts.TrendPoint("Start", 14.0), charts.TrendPoint("Uke 1", 10.5), charts.TrendPoint("Uke 2", 12.0)]
    chart = charts.trend(points, title="t", columns=["a", "b", "c"], low=0, high=20, decimals=1)
    assert [row[1:] for row in chart.table.rows] == [("14", "–"), ("10,5", "−3,5"), ("12", "−2")]
    assert {s.text for s in chart.shapes if s.kind == "a-txt mid"} == {"14", "10,5", "12"}


def test_drawings_of_one_course_put_a_day_at_the_same_place_and_name_its_phases() -> None:
    course = CommonTime(-10, 200, (Phase("Før", -10), Phase("Behandling", 0), Phase("Etter", 120)))
    asked = [("Start", 40.0, -10), ("Uke 6", 30.0, 42), ("6 md.", 12.0, 180)]
    points = [charts.TrendPoint(label, value, at, f"dag {at}") for label, value, at in asked]
    columns = ["Måling", "Dato", "Skår", "Endring"]
    whole, late = (
        charts.trend(shown, title="t", columns=columns, low=0, high=100, height=168, course=course)
        for shown in (points, points[2:])
    )
    drawn = [[shape for shape in chart.shapes if shape.tag == "circle"] for chart in (whole, late)]
    assert drawn[0][2].x == drawn[1][0].x, "the same day stands at the same place in each"
    lines = [[shape.x for shape in chart.shapes if shape.kind == "phase-line"] for chart in (whole, late)]
    assert lines[0] == lines[1]
    assert drawn[0][0].x < lines[0][0] < drawn[0][1].x < lines[0][1] < drawn[0][2].x
    names = [shape.text for shape in whole.shapes if shape.kind == "t2" and shape.y == 14]
    assert names == ["Etter", "Behandling"], "what has no room for its name is left without one"
    assert [row[0] for row in whole.table.rows] == ["Start (før)", "Uke 6 (behandling)", "6 md. (etter)"]
    assert "6 md. (etter)" in late.description
    assert CommonTime(0, 1).phase_at(0.5) == ""
