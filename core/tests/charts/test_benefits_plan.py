"""The drawings of a benefits plan stand where their numbers say, and nothing of them runs out of the picture."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from varde.charts.benefits_plan import DrawnStone, MarkedValue, estimate_range, goal_track, pathway
from varde.charts.shapes import Chart, Shape, Table

TABLE = Table("Tabell", ("Punkt",), ())
numbers = st.integers(-10_000, 10_000).map(lambda number: number / 10)


def track(baseline: float, now: float, target: float) -> Chart:
    marks = [MarkedValue(value, f"{value}") for value in (baseline, now, target)]
    return goal_track(*marks, title="Vei", description="Tre tall", table=TABLE)


def x_of(chart: Chart, kind: str) -> float:
    return next(shape.x for shape in chart.shapes if shape.kind == kind)


def inside(shapes: tuple[Shape, ...]) -> bool:
    return all(0 <= shape.x <= 100 and (shape.tag != "line" or 0 <= shape.x2 <= 100) for shape in shapes)


def test_the_way_goes_from_the_baseline_to_where_it_is_now() -> None:
    chart = track(41, 26, 21)
    assert (x_of(chart, "start-dot"), x_of(chart, "goal-line"), x_of(chart, "a-dot")) == (90.0, 10.0, 30.0)


@given(numbers, numbers, numbers)
def test_whatever_the_numbers_the_way_is_in_the_picture_and_in_their_order(a: float, b: float, c: float) -> None:
    chart = track(a, b, c)
    assert inside(chart.shapes)
    places = sorted(zip((a, b, c), (x_of(chart, kind) for kind in ("start-dot", "a-dot", "goal-line")), strict=True))
    assert all(left[1] <= right[1] for left, right in pairwise(places))


@given(st.lists(numbers, min_size=3, max_size=3).map(sorted))
def test_an_estimate_lies_on_an_axis_of_round_numbers_that_has_nought(three: list[float]) -> None:
    marks = [MarkedValue(value, f"{value}") for value in three]
    chart = estimate_range(*marks, title="Netto", description="Tre tall", table=TABLE, unit="kr")
    assert inside(chart.shapes)
    assert [shape.kind for shape in chart.shapes].count("ref") == 1
    whole = next(shape for shape in chart.shapes if shape.kind == "range")
    assert whole.x <= x_of(chart, "a-dot") <= whole.x2


def test_a_pathway_has_a_stone_for_each_step_and_every_word_of_it() -> None:
    long = "Elektronisk, eller pasienten melder seg selv på siden til sykehuset"
    stones = [
        DrawnStone("Fastlegen henviser", long, "clinic"),
        DrawnStone("Hjem", "", "none"),
        DrawnStone("Video", "Kort", "home"),
    ]
    chart = pathway(stones, title="Vei", description="Steg", table=TABLE)
    circles = [shape for shape in chart.shapes if shape.tag == "circle"]
    assert [circle.kind for circle in circles] == ["way-clinic", "way-none", "way-home"]
    assert all(above.y < below.y <= chart.height for above, below in pairwise(circles))
    texts = [shape.text for shape in chart.shapes if shape.tag == "text"]
    assert " ".join(texts) == f"Fastlegen henviser {long} Hjem Video Kort"
    assert max(len(text) for text in texts) <= 36
