"""Faults in the declaration of an instrument, each named in a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from varde.instruments.authoring import bands, choice_items, choices, half_open_bands, score_only, total_of
from varde.instruments.library import INSTRUMENTS
from varde.instruments.soundness import check_instrument
from varde.instruments.values import Band, Flag, Instrument, Item, Licence, Limit, Responder, Scale
from varde.kernel.words import Text
from varde.testing.house import all_samples

WORD = Text("Ord", "Ord", "Word")
W = ("ord", "ord", "word")
ITEMS = choice_items(choices(0, W, W, W), {"q1": W, "q2": W})
GOOD = Instrument(
    key="good",
    title=WORD,
    licence=Licence("own", "Varde"),
    items=ITEMS,
    total=total_of(ITEMS),
    total_range=(0, 4),
    whole=True,
    bands=bands(("low", 0, 1, W), ("high", 2, 4, W)),
)


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=[instrument.key for instrument in INSTRUMENTS])
def test_the_library_is_sound(instrument: Instrument) -> None:
    assert check_instrument(instrument) == []


def test_a_good_one_has_no_faults() -> None:
    assert check_instrument(GOOD) == []


@pytest.mark.parametrize(
    ("instrument", "fault"),
    [
        (replace(GOOD, key="Good one"), "the key must be lower case without spaces"),
        (replace(GOOD, licence=Licence("fee", " ")), "the licence does not say who holds the rights"),
        (replace(GOOD, proposed=("everything",)), "everything is not a rule that can be marked as proposed"),
        (replace(GOOD, items=()), "it has no items"),
        (replace(GOOD, items=(*ITEMS, ITEMS[0])), "item q1 is declared 2 times"),
        (replace(GOOD, items=(*ITEMS, Item("q3", "vas", 9, 1, WORD, scored=False))), "item q3: the lowest answer 9"),
        (replace(GOOD, items=(replace(ITEMS[0], gate="q7"), ITEMS[1])), "item q1: its gate q7 is not an item"),
        (replace(GOOD, items=(replace(ITEMS[0], choices=()), ITEMS[1])), "item q1: it has no choices"),
        (replace(GOOD, items=(replace(ITEMS[0], high=3), ITEMS[1])), "the choices run from 0 to 2, not 0 to 3"),
        (replace(GOOD, title=Text("Ord", " ")), "the title: has no words in nn"),
        (replace(GOOD, total=None), "it has neither a total, subscales nor a rule of its own"),
        (replace(GOOD, total=Scale("total", ("q1", "q9"), "sum")), "total: q9 is not a scored item"),
        (replace(GOOD, total=Scale("total", ("q1",), "sum")), "item q2 is marked as scored, but no scale uses it"),
        (replace(GOOD, total=total_of(ITEMS, max_missing=2)), "at most 2 of 2 may be missing"),
        (replace(GOOD, sum_of=("other",)), "the total adds other, which is not a subscale"),
        (replace(GOOD, total_range=(0, 5)), "the items give totals from 0 to 4, not 0 to 5"),
        (replace(GOOD, bands=bands(("low", 0, 1, W), ("high", 3, 4, W))), "bands low and high do not meet: 1 and 3"),
        (replace(GOOD, bands=bands(("low", 0, 2, W), ("high", 2, 4, W))), "bands low and high do not meet: 2 and 2"),
        (replace(GOOD, bands=bands(("low", 1, 4, W))), "no band holds the lowest total 0"),
        (replace(GOOD, bands=bands(("low", 0, 3, W))), "no band holds the highest total 4"),
        (replace(GOOD, bands=bands(("a", 0, 1, W), ("a", 2, 4, W))), "band a is declared 2 times"),
        (replace(GOOD, whole=False, bands=bands(("a", 0, 2, W), ("b", 2, 4, W))), "the total 2 is in both of a and b"),
        (
            replace(
                GOOD, whole=False, bands=(Band("a", WORD, 0, 2, open_high=True), Band("b", WORD, 2, 4, open_low=True))
            ),
            "the total 2 is in neither of a and b",
        ),
        (replace(GOOD, flags=(Flag("f", Limit(">=", 1), of="other"),)), "flag f looks at other"),
        (replace(GOOD, direction="", responder=Responder("points", 2)), "does not say which way is better"),
    ],
)
def test_a_fault_is_named(instrument: Instrument, fault: str) -> None:
    faults = check_instrument(instrument)
    assert any(fault in one for one in faults), faults
    assert all(one.startswith(f"{instrument.key}: ") for one in faults)


def test_half_open_bands_cover_every_total_between() -> None:
    exact = replace(GOOD, whole=False, bands=half_open_bands(("low", 0, W), ("high", 1.5, W), last=4))
    assert check_instrument(exact) == []


def test_a_total_alone_needs_no_items() -> None:
    assert check_instrument(score_only("legacy", WORD, 0, 63, "lower_better", licence=Licence("own", "Varde"))) == []


def test_a_rule_for_columns_goes_with_a_rule_of_its_own() -> None:
    installed = all_samples().all(Instrument)
    hike, paces = installed["hike"], installed["paces"]
    assert check_instrument(hike) == []
    (fault,) = check_instrument(replace(installed["who-5"], columns=hike.columns))
    assert fault == "who-5: it has a rule for columns, and no rule of its own that this one could say the same as"
    (fault,) = check_instrument(replace(paces, columns=hike.columns))
    assert fault == "paces: it has a rule for columns, and an item whose answers are no numbers"
