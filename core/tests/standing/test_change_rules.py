"""What a change between two totals means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.benefits.counting.cells import EnrolmentFacts, ScoreFact, contributions
from varde.benefits.values import Measure
from varde.instruments.library import INSTRUMENTS
from varde.instruments.values import Direction, Instrument, Limit, ReliableChange, Responder
from varde.standing.change import change, gain, is_worse, meets, reliably, responds, verdict
from varde.testing.house import all_samples

BY_KEY = {instrument.key: instrument for instrument in INSTRUMENTS}
PHQ9, WHO5, CSQ8 = BY_KEY["phq-9"], BY_KEY["who-5"], BY_KEY["csq-8"]


def test_a_fall_is_a_gain_when_lower_is_better_and_a_rise_when_higher_is() -> None:
    assert (change(PHQ9, 18, 9).gain, change(PHQ9, 9, 18).gain) == (9, -9)
    assert (change(WHO5, 32, 52).gain, change(WHO5, 52, 32).gain) == (20, -20)


@pytest.mark.parametrize(
    ("before", "after", "responded"),
    [(18, 9, True), (18, 9.1, False), (18, 0, True), (0, 0, None), (18, None, None), (None, 9, None)],
)
def test_half_is_a_response_on_phq9(before: float | None, after: float | None, responded: bool | None) -> None:
    assert change(PHQ9, before, after).responded is responded


@pytest.mark.parametrize(("operator", "responded"), [(">=", True), (">", False)])
def test_the_operator_decides_at_the_limit(operator: str, responded: bool) -> None:
    strict = replace(WHO5, responder=Responder("points", 10, operator))  # type: ignore[arg-type]
    assert change(strict, 40, 50).responded is responded
    assert Limit(operator, 10).holds(10) is responded  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "reliable"),
    [(18, 12, "improved"), (18, 13, "unchanged"), (12, 18, "deteriorated"), (12, None, None)],
)
def test_six_points_are_more_than_measurement_error_on_phq9(
    before: float, after: float | None, reliable: str | None
) -> None:
    assert change(PHQ9, before, after).reliable == reliable


def test_a_strict_reliable_change_excludes_the_limit() -> None:
    strict = replace(PHQ9, reliable_change=ReliableChange(6, "test", ">"))
    assert change(strict, 18, 12).reliable == "unchanged"


def test_an_instrument_without_rules_has_no_verdict() -> None:
    found = change(CSQ8, 20, 28)
    assert (found.gain, found.percent, found.responded, found.reliable, found.band_before) == (8, 40, None, None, None)


def test_bands_before_and_after() -> None:
    found = change(PHQ9, 14.5, 4)
    assert (found.band_before, found.band_after) == ("moderately_severe", "minimal")


@given(st.integers(0, 27), st.integers(0, 27))
def test_turning_time_around_turns_the_verdict_around(before: int, after: int) -> None:
    there, back = change(PHQ9, before, after), change(PHQ9, after, before)
    assert there.gain == -(back.gain or 0)
    assert (there.reliable == "improved") == (back.reliable == "deteriorated")


# --- averages carry binary noise ------------------------------------------------------------------------------------

AVERAGED = replace(WHO5, responder=Responder("points", 14), reliable_change=ReliableChange(14, "test"))
THIRD = 100 / 3


@pytest.mark.parametrize("noise", [-1e-12, 0, 1e-12])
@pytest.mark.parametrize(("operator", "responded", "reliable"), [(">=", True, "improved"), (">", False, "unchanged")])
def test_exactly_fourteen_points_of_an_average_are_fourteen(
    operator: str, responded: bool, reliable: str, noise: float
) -> None:
    rules = replace(
        AVERAGED,
        responder=Responder("points", 14, operator),  # type: ignore[arg-type]
        reliable_change=ReliableChange(14, "test", operator),  # type: ignore[arg-type]
    )
    found = change(rules, THIRD, THIRD + 14 + noise)
    assert (found.responded, found.reliable, found.gain) == (responded, reliable, 14)


def test_exactly_a_loss_of_fourteen_is_one() -> None:
    before, after = 16.4, 2.4
    assert before - after < 14, "the example must be one that binary numbers miss"
    assert change(AVERAGED, before, after).reliable == "deteriorated"
    assert is_worse(AVERAGED, before, after) is True
    assert is_worse(replace(AVERAGED, reliable_change=None), before, after) is True
    assert is_worse(AVERAGED, before, after + 0.001) is False


@pytest.mark.parametrize("start", [20 / 3, 70 / 9, 10.125, 0.3])
def test_exactly_half_of_an_average_is_half(start: float) -> None:
    rule = Responder("percent", 50)
    assert responds(start, start / 2, rule) is True
    assert responds(start, start / 2 + 1e-6, rule) is False
    assert responds(start, start / 2, replace(rule, operator=">")) is False


@pytest.mark.parametrize(
    ("rule", "direction", "before", "after", "responded"),
    [
        (Responder("points", 5), "lower_better", 10, 5, True),
        (Responder("points", 5), "higher_better", 10, 5, False),
        (Responder("points", 5), "higher_better", 5, 10, True),
        (Responder("points", 5), "", 5, 10, None),
        (Responder("points", 5, direction="lower_better"), "", 10, 5, True),
        (Responder("points", 5, direction="lower_better"), "higher_better", 10, 5, True),
        (Responder("percent", 50), "lower_better", 0, 0, None),
        (Responder("percent", 50), "lower_better", -2, -4, None),
        (Responder("percent", 50), "lower_better", None, 4, None),
        (Responder("points", 5), "lower_better", 10, None, None),
    ],
)
def test_whether_it_is_a_response_and_when_nobody_can_say(
    rule: Responder, direction: Direction, before: float | None, after: float | None, responded: bool | None
) -> None:
    assert responds(before, after, rule, direction) is responded


@given(st.integers(-1000, 1000), st.integers(1, 100), st.sampled_from([">=", ">"]))
def test_whole_points_meet_a_limit_as_python_compares_them(gained: int, amount: int, operator: str) -> None:
    expected = gained >= amount if operator == ">=" else gained > amount
    assert meets(gained, amount, operator) is expected  # type: ignore[arg-type]
    verdict = reliably(gained, ReliableChange(amount, "test", operator))  # type: ignore[arg-type]
    assert (verdict == "improved") is expected
    assert (verdict == "deteriorated") is (reliably(-gained, ReliableChange(amount, "test", operator)) == "improved")  # type: ignore[arg-type]


def test_a_page_and_a_figure_count_the_same_response() -> None:
    """2.4 to 16.4 is 14 points on IBS-QOL, and a response, although binary numbers make it a little less."""
    before, after = 2.4, 16.4
    assert after - before < 14, "the example must be one that binary numbers miss"
    catalogue = all_samples()
    measure = next(m for m in catalogue.all(Measure).values() if m.scale == "outlook")
    assert measure.responder is not None
    start, later = ("start", measure.follow_up[0])
    facts = EnrolmentFacts(
        organisation_id=1,
        programme="lake",
        track=None,
        referred=date(2026, 1, 1),
        eligible=True,
        started=date(2026, 1, 1),
        scores=(ScoreFact("outlook", start, before), ScoreFact("outlook", later, after)),
        measures=(measure,),
    )
    assert change(catalogue.one(Instrument, "outlook"), before, after).responded is True
    assert "responder:yes" in {key.category for key in contributions(facts)}


# --- by the instrument's own limit, and without one


@pytest.mark.parametrize(
    ("reliable", "responder", "after", "read"),
    [
        (ReliableChange(6, "test"), None, 12, "improved"),
        (ReliableChange(6, "test"), None, 13, "unchanged"),
        (ReliableChange(6, "test"), None, 24, "deteriorated"),
        (ReliableChange(6, "test"), Responder("points", 3), 14, "unchanged"),  # the reliable change goes first
        (None, Responder("points", 3), 15, "improved"),
        (None, Responder("points", 3, ">"), 15, "unchanged"),
        (None, Responder("points", 3), 21, "deteriorated"),
        (None, Responder("percent", 50), 9, None),
        (None, None, 9, None),
        (ReliableChange(6, "test"), None, None, None),
    ],
)
def test_the_verdict_on_a_change_from_18(
    reliable: ReliableChange | None, responder: Responder | None, after: float | None, read: str | None
) -> None:
    instrument = replace(PHQ9, reliable_change=reliable, responder=responder)
    assert verdict(instrument, 18, after) == read


def test_nothing_is_gained_where_better_depends_on_the_person() -> None:
    assert gain("", 10, 5) is None
    assert (gain("lower_better", 10, 5), gain("higher_better", 10, 5)) == (5, -5)
    assert verdict(replace(PHQ9, direction="", reliable_change=ReliableChange(6, "test")), 18, 9) is None


def test_limits_are_read_to_nine_decimals() -> None:
    assert meets(13.9999999996, 14, ">=") is True
    assert meets(13.999999996, 14, ">=") is False
