"""What follows from assumptions: low, base and high, unknown where one is missing, and the lowest net where the cost is highest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from varde.benefits.plan import words
from varde.benefits.plan.estimates import NEEDS, Estimate, Spread, assumption_faults, estimates

PEOPLE, VISITS, PRICE, COST = (
    Spread(293, 293, 293),
    Spread(1, 2, 3),
    Spread(1900, 2300, 2900),
    Spread(847_000, 847_000, 847_000),
)
TRAVEL = {
    "people": Spread(100, 100, 100),
    "visits": Spread(1, 2, 3),
    "km": Spread(10, 20, 30),
    "hours": Spread(0.25, 0.5, 1),
    "car_share": Spread(0.5, 0.75, 1),
    "co2": Spread(0.1, 0.12, 0.2),
}
spreads = st.lists(st.integers(0, 1000), min_size=3, max_size=3).map(lambda three: Spread(*sorted(three)))


def by_key(assumed: dict[str, Spread]) -> dict[str, Spread | None]:
    return {each.key: each.spread for each in estimates(assumed)}


def test_the_value_and_the_net_of_visits_avoided() -> None:
    worked_out = by_key({"people": PEOPLE, "visits": VISITS, "visit_cost": PRICE, "cost": COST})
    assert worked_out["visits_avoided"] == Spread(293, 586, 879)
    assert worked_out["value"] == Spread(556_700, 1_347_800, 2_549_100)
    assert worked_out["net"] == Spread(-290_300, 500_800, 1_702_100)
    assert set(worked_out) == {"visits_avoided", "value", "net"}, "nobody has begun on travel"


def test_travel_is_there_and_back() -> None:
    worked_out = by_key(TRAVEL)
    assert worked_out["km_saved"] == Spread(100 * 1 * 2 * 10, 100 * 2 * 2 * 20, 100 * 3 * 2 * 30)
    assert worked_out["hours_saved"] == Spread(50, 200, 600)
    assert worked_out["co2_saved"] == Spread(2000 * 0.5 * 0.1, 8000 * 0.75 * 0.12, 18_000 * 0.2)


def test_the_lowest_net_is_where_the_value_is_low_and_the_cost_high() -> None:
    assert Spread(10, 20, 30).less(Spread(1, 5, 25)) == Spread(-15, 15, 29)


@given(st.dictionaries(st.sampled_from(sorted({need for needs in NEEDS.values() for need in needs})), spreads))
def test_without_an_assumption_nothing_is_worked_out_and_the_order_is_kept(assumed: dict[str, Spread]) -> None:
    for each in estimates(assumed):
        lacking = tuple(need for need in NEEDS[each.key] if need not in assumed)
        assert (each.missing, each.spread is None) == (lacking, bool(lacking))
        assert each.spread is None or each.spread.low <= each.spread.base <= each.spread.high


def test_what_is_missing_is_named() -> None:
    assert estimates({"visits": VISITS}) == (Estimate("visits_avoided", None, ("people",)),)


def test_what_an_assumption_may_be() -> None:
    def faults(
        key: str, low: float, base: float, high: float, source: str = "Regnskapet", owner: str = "Leder"
    ) -> list[tuple[str, object]]:
        return list(assumption_faults(key, Spread(low, base, high), source, owner))

    assert faults("visits", 1, 2, 3) == faults("cost", 0, 0, 0) == faults("car_share", 0, 0.5, 1) == []
    assert faults("visits", 3, 2, 1) == [("base", words.NOT_IN_ORDER)]
    assert faults("visits", -1, 2, 3) == [("low", words.BELOW_ZERO)]
    assert faults("car_share", 0, 1, 1.1) == [("high", words.SHARE_ABOVE_ONE)]
    assert faults("km", 1, 2, 3, source="", owner="") == [
        ("assumption_source", words.SOURCE_MISSING),
        ("assumption_owner", words.OWNER_MISSING),
    ]
