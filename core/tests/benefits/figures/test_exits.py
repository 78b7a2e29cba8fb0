"""How people left, from patients made by hand: what is counted where, and what is hidden because it is few or gives a few away.

Every expected number is worked out by hand from the numbers in the test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from varde.benefits.counting.cells import EnrolmentFacts, contributions, merged, without_way_in
from varde.benefits.counting.counted import CountedSums
from varde.benefits.figures.exits import ExitGroup, Exits, flows_of
from varde.benefits.figures.export import rows_of
from varde.benefits.figures.figures import Report, Selection, report
from varde.charts.values import Hidden
from varde.enrolments.rules import WAYS

from ..cohort import MEASURES, patient
from ..reports import SAME, SILENT, reported, started_in

COME = patient(None, started=None, scores=(), answered=frozenset())


def left(n: int, way: str, reason: str) -> list[EnrolmentFacts]:
    """So many who started, and left this way."""
    return [replace(SAME, ended=(way, reason))] * n


def never(n: int, way: str, reason: str, *, eligible: bool = True) -> list[EnrolmentFacts]:
    return [replace(COME, eligible=eligible, ended=(way, reason))] * n


def waiting(n: int, *, eligible: bool = True) -> list[EnrolmentFacts]:
    return [replace(COME, eligible=eligible)] * n


def refused(n: int, reason: str) -> list[EnrolmentFacts]:
    return never(n, "declined", reason, eligible=False)


USUAL = [
    *left(30, "completed", "completed"),
    *left(7, "discontinued", "no_time"),
    *left(6, "discontinued", "withdrawn"),
    *left(5, "discontinued", "no_effect"),
    *[SAME] * 12,
    *refused(8, "not_eligible"),
    *refused(6, "too_ill"),
    *never(9, "never_started", "no_contact"),
    *waiting(7),
]
"""90 referred: 14 refused, 9 never began, 7 wait, and 60 started. Of them 30 completed, 18 left and 12 are under way."""


def figure(page: Report) -> Exits:
    assert page.exits is not None
    return page.exits


def groups(each: Sequence[ExitGroup]) -> dict[str, str]:
    return {group.way: str(group.share.numerator) for group in each}


def reasons(each: Sequence[ExitGroup], way: str) -> dict[str, str]:
    """Those that anybody, or perhaps somebody, gave."""
    group = next(group for group in each if group.way == way)
    return {reason: str(n) for reason, n in group.reasons if n != 0}


def test_each_way_is_counted_of_those_it_is_about() -> None:
    exits = figure(reported(USUAL))
    assert groups(exits.before) == {"declined": "14", "never_started": "9", "no_more_contact": "0", "open": "7"}
    assert groups(exits.after) == {
        "completed": "30",
        "discontinued": "18",
        "moved": "0",
        "no_more_contact": "0",
        "open": "12",
    }
    assert reasons(exits.before, "declined") == {"not_eligible": "8", "too_ill": "6"}
    assert reasons(exits.before, "never_started") == {"no_contact": "9"}
    assert reasons(exits.after, "discontinued") == {"withdrawn": "6", "no_time": "7", "no_effect": "5"}
    assert [dict(group.reasons).keys() for group in exits.after if group.way == "discontinued"] == [
        dict.fromkeys(WAYS["discontinued"].reasons).keys()
    ], "what nobody gave is there, as nobody"
    declined, discontinued = exits.before[0].share, exits.after[1].share
    assert (declined.denominator, declined.population, round(float(str(declined.share)), 4)) == (90, "referred", 0.1556)
    assert (discontinued.denominator, discontinued.population, discontinued.share) == (60, "started", 0.3)


def test_passed_on_and_moved_are_no_refusals() -> None:
    people = [
        *USUAL,
        *left(8, "moved", "moved_clinic"),
        *[replace(COME, passed_on=True, eligible=False, ended=("passed_on", "passed_on"))] * 6,
    ]
    exits = figure(reported(people))
    assert (exits.passed_on, groups(exits.before)["declined"], exits.before[0].share.denominator) == (6, "14", 98)
    assert (groups(exits.after)["moved"], groups(exits.after)["discontinued"]) == ("8", "18")
    assert reasons(exits.after, "moved") == {}, "it has one reason, and is that"
    few = figure(reported([*USUAL, *[replace(COME, passed_on=True, eligible=False)] * 3]))
    assert str(few.passed_on) == "<5"


def test_a_small_reason_takes_the_next_smallest_with_it() -> None:
    """Of 10 who left, 3 wished to stop: the 7 who had no time are hidden too, for 10 - 7 = 3."""
    exits = figure(reported([*left(7, "discontinued", "no_time"), *left(3, "discontinued", "withdrawn"), *[SAME] * 20]))
    assert groups(exits.after)["discontinued"] == "10"
    assert reasons(exits.after, "discontinued") == {"withdrawn": "<5", "no_time": "skjult"}


def test_a_small_way_takes_another_with_it_and_tells_no_reason() -> None:
    """30 have not started, which the flow tells: 20 refused, 3 who never began and 7 who wait. Without the 7 the 3 are known."""
    people = [*[SAME] * 30, *refused(20, "not_eligible"), *never(3, "never_started", "moved"), *waiting(7)]
    exits = figure(reported(people))
    assert groups(exits.before) == {"declined": "20", "never_started": "<5", "no_more_contact": "0", "open": "skjult"}
    assert set(reasons(exits.before, "never_started").values()) == {"skjult"}
    assert reasons(exits.before, "declined") == {"not_eligible": "20"}


def test_the_flow_does_not_tell_who_is_left_over() -> None:
    """90 - 74 = 16 are not eligible, and 14 were refused: 2 have no answer yet, and so the 14 are hidden."""
    people = [*USUAL[:-2], *waiting(2, eligible=False)]
    page = reported(people)
    assert [str(step.share.numerator) for step in page.flow[:3]] == ["90", "74", "60"]
    assert groups(figure(page).before) == {
        "declined": "skjult",
        "never_started": "9",
        "no_more_contact": "0",
        "open": "skjult",
    }


def test_what_the_flow_hides_is_not_told_here() -> None:
    """58 of 60 answered, so the flow hides the 60; they are not to be added up from how they left."""
    quiet = [replace(person, scores=SILENT.scores, answered=SILENT.answered) for person in USUAL[:2]]
    page = reported([*quiet, *USUAL[2:]])
    assert [str(step.share.numerator) for step in page.flow][:4] == ["90", "76", "skjult", "58"]
    exits = figure(page)
    assert groups(exits.after) | {"moved": "0", "no_more_contact": "0"} == {
        "completed": "30",
        "discontinued": "18",
        "moved": "0",
        "no_more_contact": "0",
        "open": "skjult",
    }
    assert isinstance(exits.after[0].share.share, Hidden)
    assert groups(exits.before)["open"] == "skjult"


def test_what_the_flow_hides_of_who_is_eligible_tells_nothing_more() -> None:
    """50 of 52 are eligible, which the flow hides for the 2; those are few, and the 20 who wait would tell them."""
    page = reported([*[SAME] * 30, *waiting(20), *refused(2, "too_ill")])
    assert [str(step.share.numerator) for step in page.flow[:3]] == ["52", "skjult", "30"]
    assert groups(figure(page).before) == {
        "declined": "<5",
        "never_started": "0",
        "no_more_contact": "0",
        "open": "skjult",
    }


def test_few_under_way_are_few_also_when_the_flow_hides_who_started() -> None:
    people = [*left(30, "completed", "completed"), *left(27, "discontinued", "no_time"), *[SAME] * 3]
    quiet = [replace(person, scores=SILENT.scores, answered=SILENT.answered) for person in people[:2]]
    after = groups(figure(reported([*quiet, *people[2:], *waiting(20)])).after)
    assert (after["discontinued"], after["open"]) == ("skjult", "<5")


def test_only_all_months_and_tracks_together() -> None:
    people = [*[started_in(2025, 2)] * 10, *[started_in(2025, 8)] * 10]
    assert reported(people).exits is not None
    assert reported(people, first="2025-02", last="2025-08").exits is not None
    assert reported(people, last="2025-07").exits is None
    assert reported(people, first="2025-05").exits is None
    assert reported([replace(person, track="a") for person in people], track="a").exits is None


def test_whoever_was_brought_in_left_nowhere() -> None:
    cells = merged(without_way_in(contributions(replace(SAME, ended=("completed", "completed")))))
    assert not [key for key in cells if key.category.startswith(("before:", "after:"))]


# --- other places of the same reader


def two_places(here: Sequence[EnrolmentFacts], there: Sequence[EnrolmentFacts]) -> Exits:
    cells = CountedSums.of(merged(*(contributions(replace(person, measures=MEASURES)) for person in here)).items())
    elsewhere = [replace(person, organisation_id=2, measures=MEASURES) for person in there]
    around = CountedSums.of(merged(*(contributions(person) for person in elsewhere)).items())
    return figure(report(cells, "demo", MEASURES, Selection("2025-01", "2025-12"), flows=flows_of(cells, around)))


def test_both_places_together_do_not_tell_of_the_other() -> None:
    """Of everybody 21 had no time, as the trust's page says: with the 18 here, the 3 there would be known."""
    here = [*left(18, "discontinued", "no_time"), *left(9, "discontinued", "no_effect"), *[SAME] * 20]
    there = [*left(3, "discontinued", "no_time"), *left(8, "discontinued", "no_effect"), *[SAME] * 20]
    exits = two_places(here, there)
    assert groups(exits.after)["discontinued"] == "27"
    assert set(reasons(exits.after, "discontinued").values()) == {"skjult"}
    enough = two_places(here, [*left(5, "discontinued", "no_time"), *there[3:]])
    assert reasons(enough.after, "discontinued") == {"no_time": "18", "no_effect": "9"}


def test_a_way_that_few_took_elsewhere_is_hidden_with_those_under_way() -> None:
    exits = two_places(
        [*left(9, "moved", "moved_clinic"), *[SAME] * 20], [*left(2, "moved", "moved_clinic"), *[SAME] * 20]
    )
    assert (groups(exits.after)["moved"], groups(exits.after)["open"]) == ("skjult", "skjult")
    passed = [replace(COME, passed_on=True, eligible=False)]
    assert str(two_places([SAME] * 20 + passed * 9, [SAME] * 20 + passed * 2).passed_on) == "skjult"
    assert str(two_places([SAME] * 20 + passed * 3, [SAME] * 20 + passed * 9).passed_on) == "<5"


# --- whatever the numbers


@st.composite
def places(draw: st.DrawFn) -> list[EnrolmentFacts]:
    few = st.integers(0, 9)
    people: list[EnrolmentFacts] = [SAME] * draw(st.integers(0, 30))
    for reason in ("withdrawn", "no_time", "other"):
        people += left(draw(few), "discontinued", reason) + never(draw(few), "never_started", reason)
    for reason in ("not_eligible", "too_ill"):
        people += refused(draw(few), reason)
    people += left(draw(few), "completed", "completed") + left(draw(few), "no_more_contact", "died")
    return people + waiting(draw(few)) + waiting(draw(few), eligible=False)


def is_told(shown: Mapping[str, object], together: int) -> bool:
    """Whether subtraction from the total gives the one number that is hidden; all hidden numbers are of somebody, or not."""
    return sum(isinstance(n, Hidden) for n in shown.values()) == 1 and together > 4


@given(places())
def test_nothing_hidden_is_left_over_by_itself(people: list[EnrolmentFacts]) -> None:
    if not people:
        return
    page = reported(people)
    exits, steps = figure(page), {step.milestone: step.share.numerator for step in page.flow}
    started, referred = steps["started"], steps["referred"]
    if isinstance(started, int) and isinstance(referred, int):
        assert not is_told({group.way: group.share.numerator for group in exits.before}, referred - started)
        assert not is_told({group.way: group.share.numerator for group in exits.after}, started)
    for group in (*exits.before, *exits.after):
        for n in (group.share.numerator, *dict(group.reasons).values()):
            assert isinstance(n, Hidden) or n == 0 or n >= 5
        if isinstance(group.share.numerator, int) and group.reasons:
            assert not is_told(dict(group.reasons), group.share.numerator)


# --- as a file


def test_the_file_has_every_way_and_reason() -> None:
    page = reported(USUAL)
    rows = [row for row in rows_of(page, {}) if row.figure in ("exit", "exit_reason", "passed_on")]
    assert [(row.item, row.numerator, row.denominator, row.population) for row in rows if row.figure == "exit"] == [
        ("declined", 14, 90, "referred"),
        ("never_started", 9, 90, "referred"),
        ("no_more_contact", 0, 90, "referred"),
        ("open", 7, 90, "referred"),
        ("completed", 30, 60, "started"),
        ("discontinued", 18, 60, "started"),
        ("moved", 0, 60, "started"),
        ("no_more_contact", 0, 60, "started"),
        ("open", 12, 60, "started"),
    ]
    told = {row.item: str(row.numerator) for row in rows if row.figure == "exit_reason"}
    assert {item: n for item, n in told.items() if n != "0"} == {
        "declined:not_eligible": "8",
        "declined:too_ill": "6",
        "never_started:no_contact": "9",
        "discontinued:withdrawn": "6",
        "discontinued:no_time": "7",
        "discontinued:no_effect": "5",
    }
    assert len(told) == 5 + 8 + 8, "nobody is a number too"
    assert (rows[-1].figure, rows[-1].numerator) == ("passed_on", 0)


def test_those_who_responded_are_not_counted_twice() -> None:
    """What is stored has the flow of every group."""
    cells = merged(*(contributions(replace(person, measures=MEASURES)) for person in USUAL))
    responders = {replace(key, group="responder"): stats for key, stats in cells.items() if key.scale == "flow"}
    both, alone = (CountedSums.of(each.items()) for each in (cells | responders, cells))
    assert flows_of(both) == flows_of(alone)
