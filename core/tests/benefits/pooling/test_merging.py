"""What leaves has no few people in it, and comes to the same as everything does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.benefits.counting.cells import CellStats, EnrolmentFacts, Place, entries_of
from varde.benefits.counting.dimensions import RESPONSE, TRACK, GroupKey, groups_in
from varde.benefits.pooling.merging import EVERYBODY, merge

from ..cohort import MONDAY, enrolments, patient

N = CellStats
STARTED, REFERRED = ("flow", "", "started"), ("flow", "", "referred")
A, B = GroupKey(TRACK, "a"), GroupKey(TRACK, "b")


def rows_of(people: list[EnrolmentFacts]) -> dict[GroupKey, dict[str, dict[Place, CellStats]]]:
    rows: dict[GroupKey, dict[str, dict[Place, CellStats]]] = {}
    for facts in people:
        for group in (EVERYBODY, *groups_in(facts)):
            row = rows.setdefault(group, {}).setdefault(facts.month, {})
            for place, stats in entries_of(facts).items():
                row[place] = row.get(place, N()) + stats
    return rows


def counts(sums: Mapping[Place, CellStats]) -> dict[Place, int]:
    return {place: stats.n for place, stats in sums.items()}


def test_months_of_few_are_put_with_those_after_them_and_the_last_with_those_before() -> None:
    months = {"2025-01": 3, "2025-02": 4, "2025-04": 6, "2025-05": 2, "2025-06": 2}
    rows = {EVERYBODY: {month: {STARTED: N(n=n), REFERRED: N(n=2 * n)} for month, n in months.items()}}
    merged = merge(rows)
    assert merged.stretches == (("2025-01", "2025-02"), ("2025-04", "2025-06"))
    assert {month: counts(sums) for (_, month), sums in merged.rows.items()} == {
        "2025-02": {STARTED: 7, REFERRED: 14},
        "2025-06": {STARTED: 10, REFERRED: 20},
    }
    assert merged.left_out == ()


def test_reasons_of_few_become_other_of_the_same_way_and_take_the_smallest_when_they_are_few_together() -> None:
    def left(reason: str, n: int) -> dict[Place, CellStats]:
        return {("flow", "", f"after:discontinued:{reason}"): N(n=n)}

    month = {STARTED: N(n=40), **left("time", 3), **left("better", 1), **left("illness", 6), **left("unsuitable", 9)}
    (sums,) = merge({EVERYBODY: {"2025-01": month}}).rows.values()
    assert counts(sums) == {
        STARTED: 40,
        ("flow", "", "after:discontinued:other"): 10,
        ("flow", "", "after:discontinued:unsuitable"): 9,
    }


def test_waits_of_few_join_those_that_waited_next_longer() -> None:
    def week(number: int) -> Place:
        return ("wait", "", f"week:{number}")

    waits = {week(1): N(n=2), week(2): N(n=4), week(9): N(n=7), week(11): N(n=1)}
    month = {STARTED: N(n=14), ("wait", "", ""): N(14, 100, 900), **waits}
    (sums,) = merge({EVERYBODY: {"2025-01": month}}).rows.values()
    assert counts(sums) == {STARTED: 14, ("wait", "", ""): 14, week(2): 6, week(9): 8}


def test_what_is_of_few_in_all_is_left_out_and_named_with_what_counts_the_same_people() -> None:
    month = {
        STARTED: N(n=30),
        ("phq", "start", ""): N(20, 100, 900),
        ("phq", "6m", ""): N(7, 100, 900, 3, 1, 1, 1, 1, 1),
        ("phq", "6m", "pair:mild>mild"): N(n=3),
        ("phq", "1y", ""): N(2, 5, 25),
        ("phq", "1y", "band:mild"): N(n=2),
    }
    merged = merge({EVERYBODY: {"2025-01": month}})
    assert merged.rows[EVERYBODY, "2025-01"] == {
        STARTED: N(n=30),
        ("phq", "start", ""): N(20, 100, 900),
        ("phq", "6m", ""): N(7, 100, 900),
    }
    assert merged.left_out == ("pairs phq 6m", "phq 1y"), "seven less three are four"


@pytest.mark.parametrize(("of_a", "of_b", "kept"), [(20, 10, [A, B]), (27, 3, []), (12, 15, []), (30, 0, [A])], ids=str)
def test_a_dimension_leaves_whole_or_not_at_all(of_a: int, of_b: int, kept: list[GroupKey]) -> None:
    """Of 30: nor when what its values leave is a few."""
    rows = {EVERYBODY: {"2025-01": {STARTED: N(n=30)}}, A: {"2025-01": {STARTED: N(n=of_a)}}}
    rows |= {B: {"2025-01": {STARTED: N(n=of_b)}}} if of_b else {}
    merged = merge(rows)
    assert [group for group, _ in merged.rows if group != EVERYBODY] == kept
    assert merged.left_out == (() if kept else (TRACK,))


def test_groups_of_a_track_leave_with_both_their_dimensions_alone() -> None:
    people = [patient(300, later, track=track) for later in (200, 290) for track in ("a", "b") for _ in range(5)]
    assert {group.dimension for group, _ in merge(rows_of(people)).rows} == {"", TRACK, RESPONSE}
    fewer = [*people[:-4], *(replace(person, track=None) for person in people[-4:])]
    assert {group for group, _ in merge(rows_of(fewer)).rows if group.track} == set()


def spread(people: list[EnrolmentFacts]) -> list[EnrolmentFacts]:
    """Six of each, so that something may leave, a month apart."""
    return [
        replace(facts, organisation_id=1, referred=facts.referred + timedelta(days=31 * number), started=started)
        for facts in people
        for number in range(6)
        for started in [facts.started and max(facts.started, MONDAY) + timedelta(days=31 * number)]
    ]


@given(st.lists(enrolments(), min_size=1, max_size=4).map(spread))
def test_whoever_is_invented_nothing_that_leaves_is_a_few_and_nothing_of_many_is_lost(
    people: list[EnrolmentFacts],
) -> None:
    rows = rows_of(people)
    merged = merge(rows)
    for (group, _), sums in merged.rows.items():
        for place, stats in sums.items():
            assert all(n == 0 or n >= 5 for n in (stats.n, stats.pn)), (group, place)
    total: dict[Place, CellStats] = {}
    for (group, _), sums in merged.rows.items():
        for place, stats in sums.items() if group == EVERYBODY else ():
            total[place] = total.get(place, N()) + stats
    whole: dict[Place, CellStats] = {}
    for sums in rows[EVERYBODY].values():
        for place, stats in sums.items():
            whole[place] = whole.get(place, N()) + stats
    for place, stats in whole.items():
        if place[0] not in ("flow", "wait") and not place[2] and stats.pn >= 5:
            assert total[place] == stats, "every score is in one stretch or another"
    assert total.get(STARTED, N()).n == (whole.get(STARTED, N()).n if whole.get(STARTED, N()).n >= 5 else 0)
    again: dict[GroupKey, dict[str, Mapping[Place, CellStats]]] = {}
    for (group, month), sums in merged.rows.items():
        again.setdefault(group, {})[month] = sums
    assert merge({EVERYBODY: again.get(EVERYBODY, {})}).rows == {
        of: sums for of, sums in merged.rows.items() if of[0] == EVERYBODY
    }, "merged twice is merged once"


def pooled(months: Mapping[str, Mapping[Place, CellStats]]) -> Mapping[tuple[GroupKey, str], Mapping[Place, CellStats]]:
    return merge({EVERYBODY: months}).rows


def test_a_score_of_one_who_has_no_pair_is_not_told_by_taking_the_others_away() -> None:
    """Of twenty at three months nineteen have a start: all less the pairs is the score of the twentieth."""
    start, later = ("phq", "start", ""), ("phq", "3m", "")
    responses = {("phq", "3m", "responder:yes"): N(n=10), ("phq", "3m", "responder:no"): N(n=9)}
    (sums,) = pooled(
        {"2025-01": {start: N(n=19, s1=190), later: N(n=20, s1=177, pn=19, px1=190, py1=100), **responses}}
    ).values()
    assert sums == {start: N(n=19, s1=190), later: N(n=20, s1=177)}
    (sums,) = pooled({"2025-01": {start: N(n=25, s1=190), later: N(n=19, s1=100, pn=19, px1=190, py1=100)}}).values()
    assert sums[later].pn == 19


def test_months_go_on_until_the_difference_is_of_more_than_a_few() -> None:
    """In each month two have no pair; in three months six have none."""
    later = ("phq", "3m", "")
    months = {f"2025-0{month}": {later: N(n=20, s1=100, pn=18, px1=99, py1=90)} for month in (1, 2, 3)}
    assert {last: sums[later].pn for (_, last), sums in pooled(months).items()} == {"2025-03": 54}


def test_a_rate_of_responders_is_of_all_months_or_is_not_told() -> None:
    """Three of twenty-three, then fifteen of forty-five: told together as eighteen of sixty-eight."""

    def month(yes: int, no: int) -> dict[Place, CellStats]:
        n = yes + no
        return {
            ("phq", "3m", ""): N(n=n, s1=n, pn=n, px1=n, py1=n),
            ("phq", "3m", "responder:yes"): N(n=yes),
            ("phq", "3m", "responder:no"): N(n=no),
        }

    (sums,) = pooled({"2025-01": month(3, 20), "2025-02": month(15, 30)}).values()
    assert (sums["phq", "3m", "responder:yes"].n, sums["phq", "3m", "responder:no"].n) == (18, 50)
    (sums,) = pooled({"2025-01": month(3, 40)}).values()
    assert not any(place[2].startswith("responder") for place in sums)


@pytest.mark.parametrize(
    ("flow", "told"),
    [
        ({"referred": 30, "started": 20, "answered:3m": 10}, {"referred", "started", "answered:3m"}),
        ({"referred": 22, "started": 20, "answered:3m": 10}, {"started", "answered:3m"}),
        ({"referred": 30, "eligible": 22, "started": 20}, {"referred", "started"}),
        ({"referred": 30, "started": 20, "answered:3m": 18}, {"referred", "started"}),
        ({"referred": 30, "started": 20, "after:left:no_time": 18}, {"referred", "started"}),
        ({"referred": 30, "started": 20, "after:left:no_time": 15}, {"referred", "started", "after:left:no_time"}),
    ],
)
def test_one_step_less_the_next_is_never_a_few(flow: dict[str, int], told: set[str]) -> None:
    (sums,) = pooled({"2025-01": {("flow", "", name): N(n=n) for name, n in flow.items()}}).values()
    assert {name for _, _, name in sums} == told


def test_a_category_of_a_value_is_not_told_by_taking_the_others_from_everybody() -> None:
    """Thirteen responded, ten of them men: of the women nothing is said of who responded, and nothing of the men."""
    later = ("phq", "3m", "")

    def of(n: int, yes: int) -> dict[str, dict[Place, CellStats]]:
        score = N(n=n, s1=n, pn=n, px1=n, py1=n)
        rows = {later: score, ("phq", "3m", "responder:yes"): N(n=yes), ("phq", "3m", "responder:no"): N(n=n - yes)}
        return {"2025-01": rows}

    rows = merge(
        {EVERYBODY: of(40, 13), GroupKey("sex", "male"): of(20, 10), GroupKey("sex", "female"): of(20, 3)}
    ).rows
    told = {group.value: {place[2] for place in sums} for (group, _), sums in rows.items()}
    assert told == {"": {"", "responder:yes", "responder:no"}, "male": {""}, "female": {""}}
