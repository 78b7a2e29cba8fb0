"""One slip in a declaration or a rule must be noticed by an example; what cannot change a result is named, with why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from varde.instruments.soundness import check_instrument
from varde.instruments.values import Band, Instrument, Scale

from . import mutant_rules, mutants
from .checks import disagreements

pytestmark = pytest.mark.slow

# Slips that change nothing anybody can see, by instrument and name: instrument | what was changed | why
EQUIVALENT = {
    ("audit-c", "whole: False"): "no answer may be missing, so every total is whole",
    ("bmi-waist", "band obesity_3: high -0.01"): "the heaviest and shortest that are taken have a body mass of 400",
    ("bmi-waist", "band obesity_3: high open"): "the heaviest and shortest that are taken have a body mass of 400",
    ("ceq", "item q4: low - 1"): "only whole tens are taken",
    ("ceq", "item q4: high + 1"): "only whole tens are taken",
    ("ceq", "item q6: low - 1"): "only whole tens are taken",
    ("ceq", "item q6: high + 1"): "only whole tens are taken",
    ("coop-wonca", "worst_charts: reading.values.get(key, 0) -> reading.values.get(key, 1)"): "1 is no worse than 0",
    ("coop-wonca", "worst_charts: reading.values.get(key, 0) -> reading.values.get(key, -1)"): "-1 is no worse than 0",
    ("ibs-sss", "band severe: low closed"): "exactly 300 is moderate, which is looked at first",
    ("ipaq-sf", "ipaq: days[a] or 0 -> days[a] or 1"): "no days have no minutes, and under ten minutes is dropped",
    ("ipaq-sf", "ipaq: days[a] or 0 -> days[a] or -1"): "no days have no minutes, and under ten minutes is dropped",
    ("ipaq-sf", "ipaq: (0, 0) -> (0, 1)"): "minutes on no days are nothing, and one minute reaches no limit",
    ("ipaq-sf", "ipaq: (0, 0) -> (0, -1)"): "minutes on no days are nothing, and one minute reaches no limit",
    ("mia", "flag caseness_alone_gt_2_3: >="): "no number of situations from 21 to 26 has a mean of exactly 2.3",
    ("mia", "flag alt_cutoff_alone_ge_1_61: >"): "no number of situations from 21 to 26 has a mean of exactly 1.61",
    ("who-5", "flag poor_le50: -1"): "totals go by fours: 48, then 52",
    ("who-5", "flag poor_le50: +1"): "totals go by fours: 48, then 52",
    ("who-5", "flag poor_le50: <"): "totals go by fours: 48, then 52",
    ("who-5", "flag depression_likely_le28: +1"): "totals go by fours: 28, then 32",
}


def why_equivalent(instrument: Instrument, name: str) -> str | None:
    """Why this slip cannot change a result; None when it can."""
    if found := EQUIVALENT.get((instrument.key, name)):
        return found
    if re.fullmatch(r"band .*: low -[\d.]+", name):
        return "a band below holds those totals and is looked at first; below the lowest there are none"
    lasts = [bands[-1].key for bands in (instrument.bands, *(one.bands for one in instrument.band_sets)) if bands]
    if re.fullmatch(rf"band (\w+ )?({'|'.join(lasts) or '-'}): high \+[\d.]+", name):
        return "there are no totals above the highest band"
    if name.startswith("whole: ") and not _looks_at_a_rounded_total(instrument):
        return "no band, flag or mark looks at the total"
    scales = {scale.key: scale for scale in (*instrument.subscales, instrument.total) if scale}
    part, _, change = name.partition(": ")
    return _of_scale(scales[part], change) if part in scales else None


def _looks_at_a_rounded_total(instrument: Instrument) -> bool:
    if instrument.total is None and not instrument.sum_of and not instrument.custom and instrument.items:
        return False
    ranged = any(band.low is not None for band in instrument.bands)
    return ranged or any(not flag.of for flag in instrument.flags) or instrument.marks is not None


def _of_scale(scale: Scale, change: str) -> str | None:
    alone = len(scale.items) == 1
    reasons = {
        "max_missing +1": "nothing answered is no score anyway" if scale.max_missing + 1 >= len(scale.items) else None,
        "factor + 1": "only a sum has a factor" if scale.method != "sum" else None,
        "percent": "a mean is a percentage from 0 to 100 of itself" if scale.method == "mean" or alone else None,
        "mean": "one item is its own mean" if alone and scale.factor == 1 else None,
    }
    return reasons.get(change)


def all_mutants(instrument: Instrument) -> Iterator[tuple[str, bool]]:
    """Each mutant's name, and whether an example noticed it. One that cannot be scored at all is noticed."""
    for name, changed in mutants.of_declaration(instrument):
        yield name, _is_noticed(changed)
    for mutant in of_rules(instrument):
        with mutant.in_place() as changed:
            yield mutant.name, _is_noticed(changed)


@cache
def of_rules(instrument: Instrument) -> tuple[mutant_rules.RuleMutant, ...]:
    """Mutants of its functions; making them takes longer than trying them."""
    return tuple(mutant_rules.of_rules(instrument))


def _is_noticed(changed: Instrument) -> bool:
    try:
        return next(disagreements(changed), None) is not None
    except (ArithmeticError, LookupError, TypeError, ValueError):
        return True


def test_nothing_disagrees_before_anything_is_changed(instrument: Instrument) -> None:
    assert list(disagreements(instrument)) == []


def test_every_slip_is_noticed(instrument: Instrument) -> None:
    noticed = dict(all_mutants(instrument))
    unseen = [name for name, seen in noticed.items() if not seen]
    assert [name for name in unseen if not why_equivalent(instrument, name)] == []
    assert [name for name, seen in noticed.items() if seen and why_equivalent(instrument, name)] == []


def test_every_slip_that_is_said_to_change_nothing_still_exists(instruments: dict[str, Instrument]) -> None:
    for key, name in EQUIVALENT:
        declared = [found for found, _ in mutants.of_declaration(instruments[key])]
        assert name in {*declared, *(mutant.name for mutant in of_rules(instruments[key]))}, (key, name)


def test_bands_that_overlap_unseen_are_refused_when_the_instrument_is_checked(instrument: Instrument) -> None:
    """A band that reaches down into the one below changes no result, and is still no sound declaration."""
    low = (instrument.total_range or (0, 0))[0]
    for name, changed in mutants.of_declaration(instrument):
        if re.fullmatch(r"band .*: low -[\d.]+", name):
            band = next(b for b in _every_band(changed) if b not in _every_band(instrument))
            assert check_instrument(changed) or (band.low or 0) < low, name


def _every_band(instrument: Instrument) -> list[Band]:
    return [*instrument.bands, *(band for special in instrument.band_sets for band in special.bands)]


def test_there_are_thousands(instruments: dict[str, Instrument]) -> None:
    every = list(instruments.values())
    assert sum(1 for one in every for _ in mutants.of_declaration(one)) > 3000
    assert sum(len(of_rules(one)) for one in every) > 350
