"""Totals at the edges of every band, as a clinician would check them."""

from __future__ import annotations

import pytest

from varde.instruments.rules import band_of
from varde.instruments.values import Instrument

EXAMPLES = """
    ibs-sss  |     74 | remission
    ibs-sss  |   74.9 | remission
    ibs-sss  |     75 | mild
    ibs-sss  |  174.9 | mild
    ibs-sss  |    175 | moderate
    ibs-sss  |    300 | moderate
    ibs-sss  |  300.5 | severe
    ibs-sss  |    500 | severe
    phq-9    |      4 | minimal
    phq-9    |    4.4 | minimal
    phq-9    |    4.5 | mild
    phq-9    |     10 | moderate
    phq-9    |   14.5 | moderately_severe
    phq-9    |     20 | severe
    gad-7    |      9 | mild
    gad-7    |     10 | moderate
    gad-7    |     21 | severe
    madrs-s  |   12.4 | none_or_minimal
    madrs-s  |   12.5 | mild
    madrs-s  |     34 | moderate
    madrs-s  |     35 | severe
    who-5    |     28 | very_low
    who-5    |     32 | low
    who-5    |     52 | adequate
    isi      |      7 | none
    isi      |      8 | subthreshold
    isi      |     22 | severe
    wsas     |      9 | subclinical
    wsas     |     20 | significant
    wsas     |     21 | severe
    pswq     |     39 | low
    pswq     |     60 | high
    audit    |      7 | low_risk
    audit    |      8 | hazardous
    audit    |     16 | harmful
    audit    |     20 | possible_dependence
    lsas-sr  |     29 | below_threshold
    lsas-sr  |   29.5 | mild
    lsas-sr  |     95 | very_severe
    pdss-sr  |      2 | borderline
    pdss-sr  |     14 | markedly_ill
    ftnd     |      5 | medium
    ftnd     |      8 | very_high
    diet-5   |      4 | medium
    bmi-waist|   18.5 | normal
    bmi-waist|  24.99 | normal
    bmi-waist|     25 | overweight
    bmi-waist|     40 | obesity_3
    steps    | 4999.5 | sedentary
    steps    |   5000 | low_active
    steps    |  12500 | highly_active
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in EXAMPLES.strip().splitlines()]


@pytest.mark.parametrize(("key", "total", "band"), ROWS)
def test_band(key: str, total: str, band: str, instruments: dict[str, Instrument]) -> None:
    assert band_of(instruments[key], float(total)) == band


@pytest.mark.parametrize(
    ("total", "band"), [(2, "normal"), (3, "borderline"), (15, "moderately_ill"), (16, "markedly_ill")]
)
def test_panic_with_agoraphobia_has_bands_of_its_own(total: int, band: str, instruments: dict[str, Instrument]) -> None:
    assert band_of(instruments["pdss-sr"], total, {"agoraphobia": True}) == band
