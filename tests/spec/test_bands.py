"""Totals at the edges of every band, as a clinician would check them."""

from __future__ import annotations

import pytest

from varde.instruments.rules import band_of
from varde.instruments.values import Instrument

from .notation import Row, answers_of, rows
from .reference import FACTS

title = "Bands at their edges"

# instrument | total | band | context
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
    steps    | 4999.995 | sedentary
    steps    | 7499.995 | low_active
    steps    | 9999.995 | somewhat_active
    steps    | 12499.995 | active
    steps    |   5000 | low_active
    steps    |  12500 | highly_active
    ibs-sss  |      0 | remission
    ibs-sss  | 74.995 | remission
    ibs-sss  |174.995 | mild
    ibs-sss  |300.005 | severe
    madrs-s  |   19.5 | moderate
    gad-7    |    9.5 | moderate
    wsas     |    9.5 | significant
    pswq     |   39.5 | moderate
    audit    |   15.5 | harmful
    isi      |   14.5 | moderate
    who-5    |   50.5 | adequate
    ftnd     |    4.5 | medium
    diet-5   |    3.5 | medium
    pdss-sr  |    5.5 | slightly_ill
    bmi-waist|  18.49 | underweight
    bmi-waist| 18.495 | underweight
    bmi-waist| 24.995 | normal
    bmi-waist| 29.995 | overweight
    bmi-waist| 34.995 | obesity_1
    bmi-waist| 39.995 | obesity_2
    bmi-waist|  29.99 | overweight
    bmi-waist|     30 | obesity_1
    bmi-waist|  34.99 | obesity_1
    bmi-waist|     35 | obesity_2
    bmi-waist|  39.99 | obesity_2
    bmi-waist|    400 | obesity_3
    bmi-waist|      3 | underweight
    steps    |   7499 | low_active
    steps    | 7499.5 | low_active
    steps    |   7500 | somewhat_active
    steps    | 9999.5 | somewhat_active
    steps    |  10000 | active
    steps    |12499.5 | active
    steps    | 100000 | highly_active
    steps    |      0 | sedentary
    pdss-sr  |      2 | normal         | agoraphobia=yes
    pdss-sr  |      3 | borderline     | agoraphobia=yes
    pdss-sr  |      7 | borderline     | agoraphobia=yes
    pdss-sr  |      8 | slightly_ill   | agoraphobia=yes
    pdss-sr  |     10 | slightly_ill   | agoraphobia=yes
    pdss-sr  |     11 | moderately_ill | agoraphobia=yes
    pdss-sr  |     15 | moderately_ill | agoraphobia=yes
    pdss-sr  |     16 | markedly_ill   | agoraphobia=yes
    pdss-sr  |     28 | markedly_ill   | agoraphobia=yes
    pdss-sr  |      0 | normal         | agoraphobia=yes
    pdss-sr  |      2 | borderline     | agoraphobia=no
"""
ROWS = rows(EXAMPLES, 4)
AGORAPHOBIA = "agoraphobia=yes"


def from_the_facts() -> list[Row]:
    """The lowest and the highest total of every band in facts/instruments.json."""
    found: list[Row] = []
    for key, facts in FACTS.items():
        for bands, context in ((facts["bands"], ""), (facts.get("bands_agoraphobia", []), AGORAPHOBIA)):
            ends = [(band["id"], band[end]) for band in bands if "min" in band for end in ("min", "max")]
            found += [(key, str(total), band, context) for band, total in ends if (key, total) != ("bmi-waist", 999)]
    return found


def disagreement(row: Row, instrument: Instrument) -> str | None:
    """The band that is found where another is expected."""
    _, total, band, context = row
    found = band_of(instrument, float(total), answers_of(context))
    return None if found == band else f"{total} {context} is {found}, not {band}"


@pytest.mark.parametrize("row", [*ROWS, *from_the_facts()], ids=" ".join)
def test_band(row: Row, instruments: dict[str, Instrument]) -> None:
    assert disagreement(row, instruments[row[0]]) is None
