"""Where she is on the ladder, by hand."""

from __future__ import annotations

from varde.exercises.exposure_rules import RungTried, standing_on

SHOP, QUEUE, BUS = 1, 2, 3
FEAR = {BUS: 60, SHOP: 30, QUEUE: 45}


def stand(*tried: RungTried) -> list[tuple[int, int, int, str, bool]]:
    return [(each.rung, each.tries, each.failed, each.state, each.offered) for each in standing_on(FEAR, tried)]


def test_before_the_first_attempt_she_begins_on_the_lowest() -> None:
    assert stand() == [(BUS, 0, 0, "later", False), (QUEUE, 0, 0, "later", False), (SHOP, 0, 0, "here", False)]


def test_the_next_is_offered_when_what_she_feared_did_not_happen_twice_however_afraid_she_was() -> None:
    once = RungTried(SHOP, "no", 90)
    assert not any(offered for *_, offered in stand(once))
    assert not any(offered for *_, offered in stand(once, RungTried(SHOP, "partly", 10), RungTried(SHOP, "yes", 0)))
    assert stand(once, once)[1] == (QUEUE, 0, 0, "later", True)


def test_she_is_on_the_rung_above_when_she_goes_on_and_where_she_was_when_not() -> None:
    stay, between, on = (RungTried(SHOP, "no", 40, onward) for onward in ("stay", "between", "on"))
    assert stand(stay)[2] == stand(between)[2] == (SHOP, 1, 1, "here", False)
    assert stand(on, stay)[2] == (SHOP, 2, 2, "here", False)
    assert stand(on) == [(BUS, 0, 0, "later", False), (QUEUE, 0, 0, "here", False), (SHOP, 1, 1, "done", False)]


def test_a_rung_below_that_she_never_tried_is_not_done_and_the_hardest_has_none_after_it() -> None:
    top = RungTried(BUS, "no", 80, "on")
    assert stand(top, top) == [(BUS, 2, 2, "here", False), (QUEUE, 0, 0, "later", False), (SHOP, 0, 0, "later", False)]


def test_attempts_on_a_rung_that_left_the_ladder_count_for_none() -> None:
    assert stand(RungTried(99, "no", 80, "on"))[2] == (SHOP, 0, 0, "here", False)
    assert standing_on({}, [RungTried(99)]) == []


def test_the_highest_fear_of_the_first_and_the_last_that_said_it() -> None:
    shop = standing_on(FEAR, [RungTried(SHOP, "", 85), RungTried(SHOP), RungTried(SHOP, "", 55)])[-1]
    assert (shop.first, shop.last, shop.tries) == (85, 55, 3)
    assert standing_on(FEAR, [RungTried(SHOP)])[-1].last is None


def test_a_harder_rung_that_she_tried_once_is_still_ahead_and_the_last_attempt_says_where_she_is() -> None:
    tried = (RungTried(BUS, "no", 80), RungTried(SHOP, "no", 30, "on"), RungTried(QUEUE, "yes", 50, "stay"))
    assert stand(*tried) == [(BUS, 1, 1, "later", False), (QUEUE, 1, 0, "here", False), (SHOP, 1, 1, "done", False)]


def test_an_attempt_that_says_no_number_is_neither_the_first_nor_the_last_of_them() -> None:
    shop = standing_on(FEAR, [RungTried(SHOP), RungTried(SHOP, "", 70), RungTried(SHOP)])[-1]
    assert (shop.first, shop.last, shop.tries) == (70, 70, 3)
