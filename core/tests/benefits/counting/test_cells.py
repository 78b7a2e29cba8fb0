from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.benefits.counting.cells import (
    Cells,
    CellStats,
    EnrolmentFacts,
    ScoreFact,
    contributions,
    difference,
    group_of,
    merged,
)
from varde.benefits.counting.counted import CountedSums
from varde.benefits.figures import statistics
from varde.benefits.figures.statistics import Moments, Pairs

from ..cohort import MONDAY, SYMPTOMS, enrolments, patient, symptoms

updates = st.lists(st.tuples(st.integers(0, 4), st.none() | enrolments()), max_size=12)


def rebuilt(patients: dict[int, EnrolmentFacts]) -> Cells:
    return merged(*(contributions(enrolment) for enrolment in patients.values()))


@given(updates, st.randoms(use_true_random=False))
def test_any_order_of_updates_replays_and_removals_ends_where_a_rebuild_ends(
    changes: list[tuple[int, EnrolmentFacts | None]], order: random.Random
) -> None:
    patients: dict[int, EnrolmentFacts] = {}
    stored: dict[int, Cells] = {}
    cells: Cells = {}
    for who, facts in changes:
        for _ in range(order.choice((1, 1, 2, 3))):  # the same news may come more than once
            new = {} if facts is None else contributions(facts)
            cells = merged(cells, difference(stored.get(who, {}), new))
            stored[who] = new
        if facts is None:
            patients.pop(who, None)
        else:
            patients[who] = facts
    assert cells == rebuilt(patients)
    shuffled = list(patients.items())
    order.shuffle(shuffled)
    assert rebuilt(dict(shuffled)) == cells


@given(st.lists(enrolments(), max_size=12), st.lists(enrolments(), max_size=12))
def test_two_trusts_cells_are_the_cells_of_their_patients_together(
    one: list[EnrolmentFacts], other: list[EnrolmentFacts]
) -> None:
    ours = [replace(e, organisation_id=1) for e in one]
    theirs = [replace(e, organisation_id=2) for e in other]
    apart = merged(rebuilt(dict(enumerate(ours))), rebuilt(dict(enumerate(theirs))))
    together = rebuilt(dict(enumerate(replace(e, organisation_id=1) for e in (*ours, *theirs))))
    separate, pooled = CountedSums.of(apart.items()).pool(), CountedSums.of(together.items()).pool()
    for place in {(k.group, k.scale, k.occasion, k.category) for k in (*apart, *together)}:
        assert separate.stats(*place) == pooled.stats(*place)


@given(st.lists(enrolments(), max_size=15))
def test_cells_give_what_the_patients_scores_give(everyone: list[EnrolmentFacts]) -> None:
    found = CountedSums.of(rebuilt(dict(enumerate(everyone))).items()).pool().stats("all", "sss", "3m")
    started = [{s.occasion: s.total for s in e.scores if s.scale == "sss"} for e in everyone if e.started]
    at_3m = [s["3m"] for s in started if s.get("3m") is not None]
    both = [(s["start"], s["3m"]) for s in started if s.get("start") is not None and s.get("3m") is not None]
    exact, pairs = Moments.of(at_3m), Pairs.of(both)  # type: ignore[arg-type]
    assert (found.n, found.pn) == (exact.n, pairs.n)
    assert found.moments.s1 == pytest.approx(exact.s1, abs=1e-9 * (exact.n + 1))
    assert found.moments.s2 == pytest.approx(exact.s2, abs=1e-6 * (exact.n + 1))
    assert found.pairs.xy == pytest.approx(pairs.xy, abs=1e-6 * (pairs.n + 1))


def test_the_paired_test_from_cells_is_the_one_from_the_patients() -> None:
    given = [(280, 184), (310, 260), (195, 222), (240, 180), (402, 350), (133, 140)]
    cells = merged(*(contributions(patient(a, b)) for a, b in given))
    assert statistics.paired(CountedSums.of(cells.items()).pool().stats("all", "sss", "3m").pairs) == statistics.paired(
        Pairs.of((float(a), float(b)) for a, b in given)
    )


def counts(enrolment: EnrolmentFacts) -> dict[str, int]:
    return {
        f"{k.group} {k.scale} {k.occasion} {k.category}": s.n for k, s in contributions(enrolment).items() if k.category
    }


def test_one_responder_in_full() -> None:
    assert counts(patient(280, 160)) == {
        "all flow  referred": 1,
        "all flow  eligible": 1,
        "all flow  started": 1,
        "all flow  answered:start": 1,
        "all flow  answered:3m": 1,
        "all wait  day:20": 1,
        **{
            f"{group} {rest}": 1
            for group in ("all", "responder")
            for rest in (
                "sss start band:severe",
                "sss 3m band:mild",
                "sss 3m pair:severe>mild",
                "sss 3m responder:yes",
                "sss 3m change:recovered",
            )
        },
    }


def test_before_the_follow_up_nobody_is_a_non_responder() -> None:
    assert group_of(patient(280)) == "all"
    assert group_of(patient(None, 160)) == "all"
    assert group_of(patient(280, None, 160)) == "all"  # six months do not decide
    assert group_of(patient(280, 231)) == "non_responder"


def test_who_never_started_is_in_the_flow_of_the_referral_month_only() -> None:
    found = contributions(patient(280, 160, started=None, eligible=False))
    assert {(k.scale, k.category, k.month) for k in found} == {("flow", "referred", "2025-01")}


def test_the_start_moves_the_month() -> None:
    assert patient(280, started=date(2025, 3, 31)).month == "2025-03"


def test_a_start_before_the_referral_adds_no_waiting_time() -> None:
    found = contributions(patient(280, started=MONDAY - timedelta(days=1)))
    assert not [k for k in found if k.scale == "wait"]


def test_an_answer_that_could_not_be_scored_is_answered_but_no_zero() -> None:
    found = contributions(
        patient(280, scores=(symptoms("start", 280.0), symptoms("3m", None)), answered=frozenset({"3m"}))
    )
    assert [k.category for k in found if k.occasion == "3m"] == []
    assert [k.category for k in found if k.category == "answered:3m"] == ["answered:3m"]


@pytest.mark.parametrize("total", [math.nan, math.inf])
def test_a_score_that_is_no_number_is_refused(total: float) -> None:
    with pytest.raises(ValueError, match="finite number"):
        contributions(patient(None, scores=(ScoreFact("sss", "start", total),)))


def test_two_scores_for_one_occasion_are_refused() -> None:
    with pytest.raises(ValueError, match="sss has two scores at start"):
        contributions(patient(None, scores=(symptoms("start", 1.0), symptoms("start", 2.0))))


def test_measures_of_other_tracks_and_programmes_are_not_mine() -> None:
    other = replace(SYMPTOMS, tracks=("a",))
    assert group_of(patient(280, 160, measures=(other,))) == "all"
    assert group_of(patient(280, 160, track="a", measures=(other,))) == "responder"
    assert group_of(patient(280, 160, measures=(replace(SYMPTOMS, programme="else"),))) == "all"


def test_an_empty_cell_is_false() -> None:
    assert not CellStats()
    assert CellStats(n=1)
    assert not CellStats(n=1) - CellStats(n=1)
