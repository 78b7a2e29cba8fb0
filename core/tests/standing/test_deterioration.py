"""Whether somebody is worse, and what closes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.instruments.values import Instrument, ReliableChange, Responder, Worsening
from varde.programmes.values import Programme
from varde.standing.change import ChangeLimit, is_worse, limit_for, limit_of, verdict, way_of, worse_limit_of
from varde.standing.deterioration import (
    Deterioration,
    check_worsening,
    deterioration_of,
    is_worse_than_before,
    plan_ends,
    plan_holds,
    worse_against,
    worse_answers,
)
from varde.standing.start import START as START_KEY
from varde.testing.house import all_samples

SAMPLES = all_samples()
OSLO = ZoneInfo("Europe/Oslo")


def instrument(key: str) -> Instrument:
    return SAMPLES.one(Instrument, key)


WEATHER = instrument("weather")
"""Lower is better, 50 points either way."""
MOOD = replace(
    instrument("phq-9"),
    reliable_change=None,
    responder=Responder("percent", 50),
    worsening=Worsening(8, "test"),
    proposed=("worsening",),
)
"""A response in per cent, and a limit of its own for what is worse."""


@dataclass(frozen=True)
class Answer:
    occasion: str
    total: float | None
    version: str = "1"


def at_start(total: float) -> Answer:
    return Answer("start", total)


# --- the limit


@pytest.mark.parametrize(
    ("declared", "limit"),
    [
        ({"worsening": Worsening(8, "x")}, ChangeLimit(8, ">=", "worsening")),
        ({"worsening": Worsening(8, "x", ">"), "proposed": ("worsening",)}, ChangeLimit(8, ">", "worsening", True)),
        # What is declared of a loss goes before what is declared of any change.
        (
            {
                "worsening": Worsening(8, "x"),
                "reliable_change": ReliableChange(6, "x"),
                "proposed": ("reliable_change",),
            },
            ChangeLimit(8, ">=", "worsening"),
        ),
        ({"reliable_change": ReliableChange(6, "x", ">")}, ChangeLimit(6, ">", "reliable_change")),
        (
            {"reliable_change": ReliableChange(6, "x"), "proposed": ("reliable_change",)},
            ChangeLimit(6, ">=", "reliable_change", True),
        ),
        ({"responder": Responder("points", 10)}, ChangeLimit(10, ">=", "responder")),
        ({"responder": Responder("points", 10), "proposed": ("responder",)}, ChangeLimit(10, ">=", "responder", True)),
        ({"responder": Responder("percent", 50)}, None),
        ({}, None),
    ],
)
def test_from_how_many_points_it_is_worse(declared: dict[str, object], limit: ChangeLimit | None) -> None:
    bare = replace(instrument("phq-9"), reliable_change=None, responder=None, worsening=None, proposed=())
    assert worse_limit_of(replace(bare, **declared)) == limit  # type: ignore[arg-type]


def test_a_limit_of_what_is_worse_says_nothing_of_what_is_better() -> None:
    assert limit_of(MOOD) is None
    assert (verdict(MOOD, 20, 12), verdict(MOOD, 12, 19), verdict(MOOD, 12, 20)) == (None, "unchanged", "deteriorated")
    assert (way_of(MOOD, 20, 19), way_of(MOOD, 12, 19), way_of(MOOD, 12, 20)) == ("better", "same", "worse")
    assert (is_worse(MOOD, 20, 12), is_worse(MOOD, 12, 12), is_worse(MOOD, 12, 20)) == (False, False, True)
    assert (is_worse(MOOD, None, 12), is_worse(MOOD, 12, None)) == (None, None)


@pytest.mark.parametrize(
    ("gained", "rule"), [(-1, "worsening"), (-0.5, "worsening"), (0, "responder"), (1, "responder")]
)
def test_a_loss_is_read_by_its_own_limit(gained: float, rule: str) -> None:
    both = replace(MOOD, responder=Responder("points", 10))
    limit = limit_for(both, gained)
    assert limit is not None
    assert limit.rule == rule


@pytest.mark.parametrize(("key", "beyond"), [("phq-9", True), ("who-5", False), ("weather", False)])
def test_only_a_reliable_change_is_beyond_chance(key: str, beyond: bool) -> None:
    limit = worse_limit_of(instrument(key))
    assert limit is not None
    assert limit.beyond_chance is beyond


def test_without_a_limit_it_cannot_be_known() -> None:
    assert is_worse(instrument("gse"), 40, 10) is None


# --- one answer


@pytest.mark.parametrize(
    ("earlier", "answer", "judged"),
    [
        # Against the start, which may have been answered after an extra form.
        ([at_start(120)], Answer("3m", 170), ("start", 50)),
        ([at_start(120)], Answer("3m", 169), False),
        ([Answer("extra", 450), at_start(120)], Answer("3m", 300), ("start", 180)),
        ([Answer("extra", 20), at_start(120)], Answer("3m", 100), False),
        # Nothing was answered at the start.
        ([Answer("extra", 100)], Answer("3m", 150), ("first", 50)),
        # Better than at the start, and worse than last time.
        ([at_start(300), Answer("3m", 100)], Answer("extra", 150), ("last", 50)),
        ([at_start(300), Answer("3m", 100)], Answer("extra", 149), False),
        ([Answer("extra", 300), Answer("extra", 100)], Answer("extra", 150), ("last", 50)),
        # By both: the start is what is spoken of.
        ([at_start(100), Answer("3m", 110)], Answer("extra", 200), ("start", 100)),
        # The start itself is what change is counted from.
        ([Answer("extra", 20)], at_start(120), None),
        ([], at_start(120), None),
        ([], Answer("extra", 120), None),
        ([at_start(120)], Answer("3m", None), None),
        # Another version is compared with nothing, and the next in it with the last.
        ([at_start(120)], Answer("3m", 300, "2"), None),
        ([at_start(120), Answer("3m", 300, "2")], Answer("extra", 350, "2"), ("last", 50)),
        ([at_start(120), Answer("3m", 300, "2")], Answer("extra", 349, "2"), False),
        # What has no total is passed over.
        ([at_start(120), Answer("3m", 100), Answer("extra", None)], Answer("extra", 150), ("last", 50)),
        ([Answer("extra", None)], Answer("3m", 150), None),
    ],
)
def test_what_an_answer_is(earlier: Sequence[Answer], answer: Answer, judged: tuple[str, float] | bool | None) -> None:
    said = worse_against(WEATHER, earlier, answer)
    assert ((said.since, said.moved) if isinstance(said, Deterioration) else said) == judged
    assert is_worse_than_before(WEATHER, earlier, answer) is (judged if judged is None else bool(judged))


def test_what_a_deterioration_holds() -> None:
    worse = worse_against(MOOD, [at_start(12)], Answer("week-1", 20.4))
    assert worse == Deterioration("start", 12, 20.4, 8, ChangeLimit(8, ">=", "worsening", True))


def test_lower_may_be_worse() -> None:
    worse = worse_against(instrument("who-5"), [at_start(60)], Answer("12w", 50))
    assert isinstance(worse, Deterioration)
    assert (worse.since, worse.moved) == ("start", -10)


@pytest.mark.parametrize("key", ["gse", "pack"])
def test_without_a_limit_or_a_way_nobody_is_called_worse(key: str) -> None:
    assert worse_against(instrument(key), [at_start(40)], Answer("3m", 10)) is None
    assert worse_against(instrument(key), [at_start(10)], Answer("3m", 40)) is None
    assert deterioration_of(instrument(key), [at_start(40), Answer("3m", 10)]) is None


# --- until a new answer


@pytest.mark.parametrize(
    ("answers", "since", "from_place"),
    [
        ([], None, None),
        ([at_start(200)], None, None),
        ([at_start(200), Answer("3m", 280)], "start", 1),
        # It stays while the answers are worse, from the first of them.
        ([at_start(200), Answer("3m", 280), Answer("extra", 260)], "start", 1),
        ([at_start(200), Answer("3m", 280), Answer("extra", 249)], None, None),
        ([at_start(200), Answer("3m", 280), Answer("extra", 249), Answer("6m", 299)], "start", 3),
        # Worse than last time is closed by the next answer that is not.
        ([at_start(300), Answer("3m", 100), Answer("extra", 160)], "last", 2),
        ([at_start(300), Answer("3m", 100), Answer("extra", 160), Answer("6m", 170)], None, None),
        ([at_start(300), Answer("3m", 100), Answer("extra", 160), Answer("6m", 210)], "last", 2),
        # An answer that says nothing closes nothing.
        ([at_start(200), Answer("3m", 280), Answer("extra", None)], "start", 1),
        ([at_start(200), Answer("3m", 280), Answer("extra", 210, "2")], "start", 1),
        ([at_start(200), Answer("3m", 280), Answer("extra", 210, "2"), Answer("extra", 215, "2")], None, None),
        ([Answer("extra", 20), Answer("extra", 90), at_start(300)], "first", 1),
        ([Answer("extra", 20), Answer("extra", 90), at_start(300), Answer("3m", 310)], None, None),
    ],
)
def test_it_stays_until_an_answer_says_otherwise(
    answers: Sequence[Answer], since: str | None, from_place: int | None
) -> None:
    worse = deterioration_of(WEATHER, answers)
    assert (worse and worse.since) == since
    assert worse_answers(WEATHER, answers)[:1] == ([] if from_place is None else [answers[from_place]])


ANSWERS = st.lists(
    st.builds(
        Answer,
        st.sampled_from(["extra", "3m", "6m"]),
        st.one_of(st.none(), st.integers(0, 500).map(float)),
        st.sampled_from(["1", "1", "1", "2"]),
    ),
    max_size=8,
)


@given(answers=ANSWERS, start=st.one_of(st.none(), st.integers(0, 500)), place=st.integers(0, 8))
def test_a_list_that_is_kept_answer_by_answer_says_the_same(
    answers: list[Answer], start: int | None, place: int
) -> None:
    """A caseload hears of one answer at a time; a page reads them all."""
    if start is not None:
        answers = [*answers[:place], at_start(start), *answers[place:]]
    kept = False
    for number, answer in enumerate(answers):
        worse = is_worse_than_before(WEATHER, answers[:number], answer)
        kept = kept if worse is None else worse
    assert kept is (deterioration_of(WEATHER, answers) is not None)
    assert kept is bool(worse_answers(WEATHER, answers))


@given(st.lists(st.integers(0, 500), min_size=2, max_size=8))
def test_who_only_ever_gets_better_is_never_worse(totals: list[int]) -> None:
    answers = [Answer(START_KEY if not n else "extra", total) for n, total in enumerate(sorted(totals, reverse=True))]
    assert deterioration_of(WEATHER, answers) is None


def test_the_answers_that_say_so_are_those_since_she_became_worse() -> None:
    became, again = Answer("3m", 280), Answer("6m", 300)
    answers = [at_start(200), Answer("a", 260), Answer("b", 210), became, Answer("c", None), again]
    assert worse_answers(WEATHER, answers) == [became, again]


# --- the plan


WRITTEN = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
LAST_DAY = date(2026, 11, 16)


def test_a_plan_holds_to_and_with_its_last_day_on_the_wall() -> None:
    assert plan_ends(LAST_DAY, OSLO) == datetime(2026, 11, 16, 23, 0, tzinfo=UTC)
    assert plan_ends(date(2026, 6, 1), OSLO) == datetime(2026, 6, 1, 22, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("worse_at", "now", "holds"),
    [
        (None, WRITTEN, True),
        (None, datetime(2026, 11, 16, 22, 59, 59, tzinfo=UTC), True),
        (None, datetime(2026, 11, 16, 23, 0, tzinfo=UTC), False),
        (WRITTEN - timedelta(days=3), WRITTEN, True),
        (WRITTEN, WRITTEN, True),  # the answer that was on the screen
        (WRITTEN + timedelta(seconds=1), WRITTEN + timedelta(days=1), False),
        (WRITTEN + timedelta(days=1), WRITTEN + timedelta(days=30), False),
    ],
)
def test_a_plan_closes_until_its_date_or_the_next_worse_answer(
    worse_at: datetime | None, now: datetime, holds: bool
) -> None:
    assert plan_holds(WRITTEN, LAST_DAY, worse_at, now, OSLO) is holds


# --- what a programme declares


@pytest.mark.parametrize("key", sorted(SAMPLES.all(Programme)))
def test_every_sample_says_from_when_it_is_worse(key: str) -> None:
    assert check_worsening(SAMPLES.one(Programme, key), SAMPLES.all(Instrument)) == []


def test_a_track_whose_main_instrument_says_nothing_is_refused() -> None:
    ridge, known = SAMPLES.one(Programme, "ridge"), dict(SAMPLES.all(Instrument))
    says = " does not say from when it is worse: declare worsening, or a reliable change or a response in points"
    known["phq-9"] = replace(known["phq-9"], reliable_change=None, responder=Responder("percent", 50))
    assert check_worsening(ridge, known) == [f"ridge: main_instruments: 'phq-9' of track north{says}"]
    known["gad-7"] = replace(known["gad-7"], direction="")
    assert check_worsening(ridge, known) == [
        f"ridge: main_instruments: '{key}' of track {track}{says}"
        for track, key in (("south", "gad-7"), ("west", "gad-7"), ("north", "phq-9"))
    ]
    lake = SAMPLES.one(Programme, "lake")
    known["weather"] = replace(known["weather"], responder=None, worsening=None)
    assert check_worsening(lake, known) == [f"lake: main_instruments: 'weather'{says}"]
    assert check_worsening(replace(lake, main_instruments=()), known) == []
    del known["weather"]  # that there is no such instrument is another check's sentence
    assert check_worsening(lake, known) == []
