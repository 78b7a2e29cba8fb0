"""How a programme is run, in figures: by hand, hidden where they are few, and unknown where nobody knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from varde.benefits.counting.cells import contributions, merged
from varde.benefits.counting.counted import CountedSums
from varde.benefits.counting.operation import AlertFact, OperationFacts, VisitFact, WayThrough
from varde.benefits.figures.operation import OperationFigures, PartOf, middle_of, operation_figures
from varde.charts.values import Hidden, Why

from ..cohort import patient

WAYS = (("know", "move", "last"),)
WAY = WayThrough((("know", ("a", "b")), ("move", ("c",)), ("last", ("d",))), frozenset(WAYS[0]), frozenset({"move"}))
NOTHING = OperationFacts(ZoneInfo("Europe/Oslo"), started=date(2026, 3, 2), way=WAY)
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SMALL, DERIVABLE = Hidden(Why.SMALL), Hidden(Why.DERIVABLE)


def figures(*people: tuple[int, OperationFacts], has_dose: bool = True, threshold: int = 5) -> OperationFigures:
    """The figures of so many of each."""
    cells = merged(*(contributions(patient(280, operation=facts)) for n, facts in people for _ in range(n)))
    return operation_figures(CountedSums.of(cells.items()).pool(), WAYS, has_dose=has_dose, threshold=threshold)


def plainly(part: PartOf | None) -> tuple[object, object, object]:
    assert part is not None
    return part.part, part.whole, part.share


def test_deadlines() -> None:
    late = replace(NOTHING, answer_by=NOON, answered_at=NOON + DAY, promised_by=date(2026, 3, 1))
    in_time = replace(NOTHING, answer_by=NOON, answered_at=NOON, promised_by=date(2026, 3, 2))
    shown = figures((6, late), (18, in_time))
    assert plainly(shown.answers) == plainly(shown.starts) == (6, 24, 0.25)
    assert shown.answers is not None
    assert shown.answers.interval is not None
    # Wilson's for 6 of 24: 0.1200 to 0.4490.
    assert (round(shown.answers.interval.low, 4), round(shown.answers.interval.high, 4)) == (0.12, 0.449)
    few = figures((2, late), (18, in_time)).answers
    assert plainly(few)[2] == DERIVABLE, "two of twenty would be told"
    assert plainly(figures((4, late)).answers) == (SMALL, SMALL, SMALL)
    unknown = figures((10, NOTHING))
    assert (unknown.answers, unknown.starts, unknown.replies, unknown.minutes, unknown.outside) == (None,) * 5
    assert (unknown.alerts, unknown.missed) == ({}, {})


def test_replies_and_their_exact_median() -> None:
    """Six people: each one answered the same day, two the next, and five of them one after three days."""
    quick = replace(NOTHING, replies=((NOON, NOON), (NOON, NOON + DAY), (NOON, NOON + DAY)))
    slow = replace(quick, replies=(*quick.replies, (NOON, NOON + 3 * DAY)))
    replies = figures((1, quick), (5, slow)).replies
    assert replies is not None
    # Of 23 messages the twelfth: six are 0, then twelve are 1.
    assert (replies.people, replies.times, replies.same, replies.next, replies.later) == (6, 23, 6, 12, 5)
    assert replies.median == 1
    assert figures((6, quick)).replies.median is None, "of eighteen messages no median is told"  # type: ignore[union-attr]
    few = figures((4, slow)).replies
    assert few is not None
    assert {few.people, few.times, few.same, few.later, few.median} == {SMALL}, "however often four people wrote"


@pytest.mark.parametrize(
    ("times", "middle"), [({0: 1}, 0), ({0: 1, 1: 1}, 0.5), ({0: 2, 3: 1}, 0), ({0: 1, 2: 1, 7: 2}, 4.5), ({5: 9}, 5)]
)
def test_the_middle_of_a_histogram(times: dict[int, int], middle: float) -> None:
    assert middle_of(times) == middle


def test_alerts_and_appointments_by_kind() -> None:
    opened = AlertFact("red", NOON, NOON, escalated=False)
    late = AlertFact("red", NOON, NOON + DAY, escalated=True)
    came, missed = VisitFact("video", "attended", NOON), VisitFact("video", "missed", NOON)
    evening = VisitFact("physical", "attended", NOON + timedelta(hours=8))
    shown = figures(
        (10, replace(NOTHING, alerts=(opened, opened), visits=(came, came, evening))),
        (5, replace(NOTHING, alerts=(late,), visits=(missed,))),
    )
    assert plainly(shown.alerts["red"]) == (20, 25, 0.8)
    assert plainly(shown.missed["video"]) == (5, 25, 0.2)
    assert plainly(shown.missed["physical"]) == (0, 10, 0.0)
    assert plainly(shown.outside) == (10, 30, 1 / 3)
    assert plainly(shown.missed_in_all) == (5, 35, 1 / 7)
    few = figures((4, replace(NOTHING, visits=(missed,) * 9)), (9, replace(NOTHING, visits=(evening,))))
    assert plainly(few.missed["video"]) == (SMALL, SMALL, SMALL), "four people, however often"
    assert few.missed["physical"].share == 0
    assert plainly(few.missed_in_all) == plainly(few.outside) == (DERIVABLE,) * 3, "forty-five less nine"


def test_the_course_and_where_people_stop() -> None:
    whole = replace(NOTHING, done=frozenset(WAYS[0]))
    second = replace(NOTHING, done=frozenset({"know"}), steps={"know": ["a", "b"]}, left=True)
    first = replace(NOTHING, steps={"know": ["a"]}, left=True)
    shown = figures((20, whole), (10, second), (6, first))
    assert plainly(shown.completed) == (20, 36, 20 / 36)
    assert plainly(shown.dose) == (20, 36, 20 / 36), "come to the second, and not begun on it"
    assert plainly(shown.left) == (16, 36, 16 / 36)
    assert [(stop.module, *plainly(stop.stopped)) for stop in shown.stops] == [
        ("know", 6, 36, 6 / 36),
        ("move", 10, 30, 10 / 30),
        ("last", 0, 20, 0.0),
    ]
    assert [dict(stop.steps) for stop in shown.stops] == [{"b": 6}, {"c": 10}, {}]
    assert figures((20, whole), has_dose=False).dose is None, "nobody knows which module it is"
    assert plainly(figures((20, whole), threshold=21).completed) == (Hidden(Why.SMALL, 21),) * 3


def test_a_few_who_stopped_show_neither_by_themselves_nor_by_what_is_left() -> None:
    whole = replace(NOTHING, done=frozenset(WAYS[0]))
    second = replace(NOTHING, done=frozenset({"know"}), left=True)
    first = replace(NOTHING, left=True)
    shown = figures((20, whole), (3, second), (9, first))
    numbers = [stop.stopped.part for stop in shown.stops]
    assert not any(isinstance(number, int) and 0 < number < 5 for number in numbers)
    assert isinstance(shown.stops[1].stopped.part, Hidden)
    assert isinstance(shown.stops[0].stopped.part, Hidden), "else twelve less nine"
    assert all(not stop.steps for stop in shown.stops[:2])
    came = [stop.stopped.whole for stop in shown.stops]
    assert not any(
        isinstance(one, int) and isinstance(two, int) and 0 < one - two < 5 for one in came for two in came
    ), "nor does 23 beside 20"


def test_who_completed_and_who_left_do_not_tell_how_many_did_neither() -> None:
    """Twelve and five of twenty would leave three; and ten and seven who stopped add up to a hidden seventeen."""
    whole = replace(NOTHING, done=frozenset(WAYS[0]))
    first, second = replace(NOTHING, left=True), replace(NOTHING, done=frozenset({"know"}), left=True)
    shown = figures((12, whole), (5, first), (3, NOTHING))
    assert plainly(shown.completed) == (12, 20, 0.6)
    assert plainly(shown.left) == (DERIVABLE, 20, DERIVABLE)
    assert [stop.stopped.part for stop in shown.stops] == [DERIVABLE] * 3
    added = figures((10, first), (7, second), (3, NOTHING))
    assert plainly(added.completed) == (0, 20, 0.0)
    assert plainly(added.left) == (DERIVABLE, 20, DERIVABLE)
    assert [(stop.stopped.part, dict(stop.steps)) for stop in added.stops] == [(DERIVABLE, {})] * 3


def test_a_few_between_those_who_completed_and_those_who_came_to_the_active_part() -> None:
    whole, begun = replace(NOTHING, done=frozenset(WAYS[0])), replace(NOTHING, steps={"move": ["c"]})
    shown = figures((12, whole), (3, begun), (15, NOTHING))
    assert plainly(shown.completed) == (12, 30, 0.4)
    assert plainly(shown.dose) == (DERIVABLE, 30, DERIVABLE), "fifteen less twelve"
    assert plainly(figures((12, whole), (6, begun), (12, NOTHING)).dose) == (18, 30, 0.6)


def test_those_who_stopped_on_one_track_are_not_told_by_another() -> None:
    """Eight in one and three in the other, of eleven who left."""
    tracks = [replace(NOTHING, left=True, way=WayThrough(((key, ("a",)),), frozenset({key}))) for key in ("one", "two")]
    done = replace(tracks[0], left=False, done=frozenset({"one"}))
    people = [tracks[0]] * 8 + [tracks[1]] * 3 + [done] * 20
    cells = merged(*(contributions(patient(280, operation=facts)) for facts in people))
    pool = CountedSums.of(cells.items()).pool()
    shown = operation_figures(pool, (("one",), ("two",)), has_dose=False)
    assert plainly(shown.left) == (11, 31, 11 / 31)
    assert [(stop.module, stop.stopped.part) for stop in shown.stops] == [("one", DERIVABLE), ("two", SMALL)]


def test_modules_that_do_not_come_one_after_the_other_tell_no_numbers() -> None:
    skipped = replace(NOTHING, done=frozenset({"move"}), steps={"move": ["c"]})
    assert {stop.stopped.whole for stop in figures((9, skipped)).stops} == {DERIVABLE}
    assert figures((9, replace(NOTHING, way=WayThrough()))).stops == ()


def test_minutes_of_all_and_by_week_of_those_who_have_ended() -> None:
    """Ten with 60 minutes in two weeks, and six under way with 20: (600 + 120) / 16 = 45, and 30 a week."""
    ended = replace(NOTHING, minutes=60, ended=date(2026, 3, 15))
    spent = figures((10, ended), (6, replace(NOTHING, minutes=20))).minutes
    assert spent is not None
    assert (spent.people, spent.mean, spent.ended, spent.weekly) == (16, 45, 10, 30)
    close = figures((10, ended), (2, replace(NOTHING, minutes=20))).minutes
    assert close is not None
    assert (close.ended, close.weekly) == (DERIVABLE, DERIVABLE), "two under way would be told by the difference"
    few = figures((4, ended)).minutes
    assert few is not None
    assert (few.people, few.mean, few.ended, few.weekly) == (SMALL,) * 4
