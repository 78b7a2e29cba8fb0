"""Instruments against the facts they were written from: items, ranges, bands, missing limits, rules for change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from varde.instruments.soundness import check_instrument
from varde.instruments.values import Instrument

_ROOT = Path(__file__).parents[2]
FACTS = json.loads((_ROOT / "facts" / "instruments.json").read_text(encoding="utf-8"))["instruments"]
EACH = pytest.mark.parametrize("facts", FACTS, ids=[facts["id"] for facts in FACTS])


def test_it_is_sound(instrument: Instrument) -> None:
    assert check_instrument(instrument) == []


def test_every_text_is_also_in_english(instrument: Instrument) -> None:
    texts = [instrument.title, *(item.label for item in instrument.items), *(b.label for b in instrument.bands)]
    texts += [words for item in instrument.items for _, words in item.choices]
    assert [text.nb for text in texts if not text.en] == []


@EACH
def test_items_and_their_ranges(facts: dict[str, Any], instruments: dict[str, Instrument]) -> None:
    declared = {item.key: (item.low, item.high) for item in instruments[facts["id"]].items}
    assert declared == {item["id"]: (item["min"], item["max"]) for item in facts["items"]}


@EACH
def test_range_and_direction(facts: dict[str, Any], instruments: dict[str, Instrument]) -> None:
    instrument = instruments[facts["id"]]
    assert instrument.total_range == (tuple(facts["total_range"]) if facts["total_range"] else None)
    better = {"higher_worse": "lower_better", "higher_better": "higher_better"}.get(facts["direction"], "")
    assert instrument.direction == better


@EACH
def test_subscales(facts: dict[str, Any], instruments: dict[str, Instrument]) -> None:
    declared = {scale.key: scale for scale in instruments[facts["id"]].subscales}
    for scale in facts["scoring"]["subscales"]:
        if instruments[facts["id"]].custom:
            continue
        assert set(declared[scale["id"]].items) == set(scale["items"])
        assert declared[scale["id"]].max_missing == scale["max_missing"]


@EACH
def test_bands(facts: dict[str, Any], instruments: dict[str, Instrument]) -> None:
    declared = [band.key for band in instruments[facts["id"]].bands if band.key != "unknown"]
    assert declared == [band["id"] for band in facts["bands"]]


@EACH
def test_rules_for_change(facts: dict[str, Any], instruments: dict[str, Instrument]) -> None:
    instrument, rule = instruments[facts["id"]], facts["responder_rule"]
    assert (instrument.responder is None) == (rule is None)
    if rule and instrument.responder:
        amounts = [rule[key] for key in ("min_reduction", "min_increase", "min_reduction_pct") if key in rule]
        assert amounts == [instrument.responder.amount]
        assert instrument.responder.operator == (">=" if rule["inclusive"] else ">")
        assert (instrument.responder.measure == "percent") == ("percent" in rule["type"])
    assert instrument.smallest_change == (facts["mcid"] or {}).get("points")
    points = (facts["reliable_change"] or {}).get("points")
    assert points == (instrument.reliable_change.points if instrument.reliable_change else None)


@EACH
def test_codes(facts: dict[str, Any], instruments: dict[str, Instrument]) -> None:
    declared = {(code.system, code.code) for code in instruments[facts["id"]].codes}
    assert declared == {(system, code) for system, codes in facts["codes"].items() for code in codes.values()}
