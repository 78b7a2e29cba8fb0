"""From how many points somebody is worse, at the limit: the sourced one, or ours where there is none."""

from __future__ import annotations

from typing import Any

import pytest

from varde.instruments.values import Instrument
from varde.programmes.values import Programme
from varde.standing.change import is_worse, worse_limit_of

from . import reference
from .installed import CATALOGUE
from .notation import Row, rows, value_of

title = "Worse, at the limit"

# instrument | before | after | worse. Better and a hair less than the limit are not.
EXAMPLES = """
    phq-9    |   12 |     18 | yes
    phq-9    |   12 |   17.9 | no
    phq-9    |   18 |      6 | no
    gad-7    |    8 |     12 | yes
    gad-7    |    8 |   11.9 | no
    gad-7    |   12 |      8 | no
    pdss-sr  |   12 |     17 | yes
    pdss-sr  |   12 |   16.9 | no
    pdss-sr  |   17 |     12 | no
    lsas-sr  |   60 |     75 | yes
    lsas-sr  |   60 |   74.9 | no
    lsas-sr  |   75 |     60 | no
    madrs-s  |   20 |     28 | yes
    madrs-s  |   20 |   27.9 | no
    madrs-s  |   28 |     20 | no
    wsas     |   12 |     20 | yes
    wsas     |   12 |   19.9 | no
    wsas     |   20 |     12 | no
    who-5    |   60 |     50 | yes
    who-5    |   60 |   50.1 | no
    who-5    |   50 |     60 | no
    ibs-sss  |  250 |    300 | yes
    ibs-sss  |  250 |  299.9 | no
    ibs-sss  |  300 |    250 | no
    ibs-qol  |   54 |     40 | yes
    ibs-qol  |   54 |   40.1 | no
    ibs-qol  |   40 |     54 | no
    isi      |   12 |     20 | yes
    isi      |   12 |   19.9 | no
    isi      |   20 |     12 | no
    pswq     |   51 |     60 | yes
    pswq     |   51 |   59.9 | no
    pswq     |   60 |     51 | no
    mia      | 2.27 |   3.00 | yes
    mia      | 2.28 |   3.00 | no
    mia      | 3.00 |   2.27 | no
    6mwt     |  430 |    400 | yes
    6mwt     |  430 |  400.1 | no
    6mwt     |  400 |    430 | no
    bmi-waist|   30 |     40 | -
    audit    |    8 |     30 | -
"""
ROWS = rows(EXAMPLES, 4)


def disagreement(row: Row, instrument: Instrument) -> str | None:
    """What is said of the change, where the row says otherwise."""
    said = is_worse(instrument, float(row[1]), float(row[2]))
    return None if said == value_of(row[3]) else f"{instrument.key} from {row[1]} to {row[2]} is worse: {said}"


@pytest.mark.parametrize("row", ROWS, ids=" ".join)
def test_worse(row: Row, instruments: dict[str, Instrument]) -> None:
    assert disagreement(row, instruments[row[0]]) is None


def test_every_instrument_with_a_limit_is_here(instruments: dict[str, Instrument]) -> None:
    limited = {key for key, instrument in instruments.items() if worse_limit_of(instrument) and instrument.direction}
    assert limited <= {row[0] for row in ROWS}


def test_the_limit_is_the_sourced_one_or_is_marked_as_proposed(instruments: dict[str, Instrument]) -> None:
    for key, facts in reference.FACTS.items():
        limit = worse_limit_of(instruments[key]) if key in instruments else None
        if limit is not None and not limit.proposed:
            assert limit.points in _sourced(facts), f"{key}: {limit.points}"


def _sourced(facts: dict[str, Any]) -> set[float]:
    """Points that the facts give without doubt: a reliable change, or a response in points."""
    change, response = facts["reliable_change"] or {}, facts["responder_rule"] or {}
    certain = "to be confirmed" not in str(change.get("basis", ""))
    points = {change["points"]} if change.get("points") and certain else set()
    return points | {response[name] for name in ("min_reduction", "min_increase") if name in response}


SCALES = {
    ("emeistring", "panic"): ("pdss-sr", "gad-7", "wsas"),
    ("emeistring", "social_anxiety"): ("lsas-sr", "gad-7", "wsas"),
    ("emeistring", "depression"): ("madrs-s", "phq-9", "wsas"),
    ("ibs", None): ("ibs-sss", "ibs-qol"),
    ("frisklivs", None): ("who-5",),
}
"""The scales that each track is followed by."""


@pytest.mark.parametrize(("programme", "track"), SCALES)
def test_every_scale_a_track_is_followed_by_says_from_when_it_is_worse(
    programme: str, track: str | None, instruments: dict[str, Instrument]
) -> None:
    declared = CATALOGUE.one(Programme, programme)
    asked = {key for occasion in declared.occasions_of(track) for key in occasion.asked(track)}
    for key in SCALES[programme, track]:
        assert key in asked
        assert worse_limit_of(instruments[key]) is not None
