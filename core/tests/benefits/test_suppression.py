from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.benefits.figures.suppression import hides_share, suppress, suppress_chain
from varde.charts.values import THRESHOLD, Hidden, Shown, Why

tables = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(0, 40), min_size=1)
chains = st.lists(st.integers(0, 60), min_size=1, max_size=6).map(lambda counts: sorted(counts, reverse=True))


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ({"A": 12, "B": 3, "C": 20}, {"A": "skjult", "B": "<5", "C": "20"}),
        ({"A": 12, "B": 3, "C": 2}, {"A": "12", "B": "<5", "C": "<5"}),
        ({"A": 12, "B": 1, "C": 1, "D": 30}, {"A": "skjult", "B": "<5", "C": "<5", "D": "30"}),
        ({"A": 4, "B": 4, "C": 30}, {"A": "<5", "B": "<5", "C": "skjult"}),
        ({"A": 3, "B": 0}, {"A": "<5", "B": "0"}),
        ({"A": 5, "B": 0, "C": 6}, {"A": "5", "B": "0", "C": "6"}),
    ],
)
def test_small_cells_and_their_neighbours(cells: dict[str, int], shown: dict[str, str]) -> None:
    assert {name: str(value) for name, value in suppress(cells).items()} == shown


def test_without_a_total_only_the_small_one_is_hidden() -> None:
    assert suppress({"A": 12, "B": 3}, total_published=False) == {"A": 12, "B": Hidden(Why.SMALL)}


def test_a_higher_limit_is_shown_as_such() -> None:
    assert str(suppress({"A": 7, "B": 30, "C": 40}, threshold=10)["A"]) == "<10"


@given(tables)
def test_no_hidden_cell_can_be_worked_out(cells: dict[str, int]) -> None:
    """An intruder who knows the rules and the total tries every table: each hidden cell must have two answers."""
    total = sum(cells.values())
    shown = suppress(cells)
    hidden = [name for name, value in shown.items() if isinstance(value, Hidden)]
    assert all(isinstance(shown[name], Hidden) for name, count in cells.items() if 0 < count < THRESHOLD)
    small = [name for name in hidden if shown[name] == Hidden(Why.SMALL)]
    if not small or total < THRESHOLD or len(hidden) == len([c for c in cells.values() if c]):
        return  # nothing to find, a total that is itself not published, or nothing left to hide
    rest = total - sum(value for value in shown.values() if not isinstance(value, Hidden))
    answers: dict[str, set[int]] = {name: set() for name in small}
    others = len(hidden) - len(small)
    for guess in product(range(1, THRESHOLD), repeat=len(small)):
        left = rest - sum(guess)
        if (left == 0 and others == 0) or left >= THRESHOLD * others > 0:
            for name, value in zip(small, guess, strict=True):
                answers[name].add(value)
    assert all(len(values) > 1 for values in answers.values())


@given(chains)
def test_a_flow_never_gives_away_a_few(counts: list[int]) -> None:
    shown = suppress_chain(counts)
    kept = [value for value in shown if not isinstance(value, Hidden)]
    assert all(value == 0 or value >= THRESHOLD for value in kept)
    assert all(before - after == 0 or before - after >= THRESHOLD for before, after in pairwise(kept))
    assert all(value == count for value, count in zip(shown, counts, strict=True) if not isinstance(value, Hidden))


def test_a_flow_keeps_its_ends() -> None:
    def texts(shown: list[Shown]) -> list[str]:
        return [str(value) for value in shown]

    assert texts(suppress_chain([60, 58, 52, 50])) == ["60", "skjult", "skjult", "50"]
    assert texts(suppress_chain([60, 50, 40, 3])) == ["60", "50", "40", "<5"]
    assert texts(suppress_chain([60, 60, 60, 60])) == ["60", "60", "60", "60"]


@pytest.mark.parametrize(
    ("k", "n", "hidden"), [(0, 4, True), (0, 20, False), (20, 20, False), (3, 20, True), (17, 20, True), (5, 10, False)]
)
def test_shares(k: int, n: int, hidden: bool) -> None:
    assert hides_share(k, n) is hidden
