"""Flags and caseness where they begin and end: the total just below, and the total at, each limit."""

from __future__ import annotations

import pytest

from varde.instruments.values import Instrument

from . import examples
from .examples import Example
from .notation import Row, answers_of, rows, value_of
from .reference import answers_with_total

title = "Flags and caseness at their limits"

# instrument | total | a case | flags
EXAMPLES = """
    ibs-sss | 74 | no  | active_ge75=no
    ibs-sss | 75 | yes | active_ge75=yes
    phq-9   |  9 | no  | caseness=no
    phq-9   | 10 | yes | caseness=yes
    gad-7   |  7 | no  | caseness_nhs=no screen_gad=no
    gad-7   |  8 | yes | caseness_nhs=yes screen_gad=no
    gad-7   |  9 | yes | caseness_nhs=yes screen_gad=no
    gad-7   | 10 | yes | caseness_nhs=yes screen_gad=yes
    madrs-s | 12 | no  | remission_le12=yes
    madrs-s | 13 | yes | remission_le12=no
    pdss-sr |  5 | no  | caseness=no remission_le5=yes
    pdss-sr |  6 | no  | caseness=no remission_le5=no
    pdss-sr |  7 | no  | caseness=no remission_le5=no
    pdss-sr |  8 | yes | caseness=yes remission_le5=no
    sps     | 23 | no  | cutoff_ge24=no alt_cutoff_ge26=no
    sps     | 24 | yes | cutoff_ge24=yes alt_cutoff_ge26=no
    sps     | 25 | yes | cutoff_ge24=yes alt_cutoff_ge26=no
    sps     | 26 | yes | cutoff_ge24=yes alt_cutoff_ge26=yes
    sias    | 33 | no  | cutoff_ge34=no alt_cutoff_ge36=no
    sias    | 34 | yes | cutoff_ge34=yes alt_cutoff_ge36=no
    sias    | 35 | yes | cutoff_ge34=yes alt_cutoff_ge36=no
    sias    | 36 | yes | cutoff_ge34=yes alt_cutoff_ge36=yes
    wsas    |  9 | no  | impairment_ge10=no
    wsas    | 10 | yes | impairment_ge10=yes
    pswq    | 44 | no  | caseness_nhs_ge45=no
    pswq    | 45 | yes | caseness_nhs_ge45=yes
    shaps-total | 2 | - | abnormal_ge3=no
    shaps-total | 3 | - | abnormal_ge3=yes
    audit   |  7 | no  | at_risk_ge8=no
    audit   |  8 | yes | at_risk_ge8=yes
    audit-c |  4 | -   | uk_ge5=no positive=-
    audit-c |  5 | -   | uk_ge5=yes positive=-
    isi     |  7 | no  | remission_lt8=yes community_ge10=no clinical_ge15=no
    isi     |  8 | no  | remission_lt8=no community_ge10=no clinical_ge15=no
    isi     |  9 | no  | remission_lt8=no community_ge10=no clinical_ge15=no
    isi     | 10 | no  | remission_lt8=no community_ge10=yes clinical_ge15=no
    isi     | 14 | no  | remission_lt8=no community_ge10=yes clinical_ge15=no
    isi     | 15 | yes | remission_lt8=no community_ge10=yes clinical_ge15=yes
    who-5   | 28 | yes | poor_le50=yes depression_likely_le28=yes
    who-5   | 32 | yes | poor_le50=yes depression_likely_le28=no
    who-5   | 48 | yes | poor_le50=yes depression_likely_le28=no
    who-5   | 52 | no  | poor_le50=no depression_likely_le28=no
"""
ROWS = rows(EXAMPLES, 4)

# Two totals that cannot be reached by answers alone: instrument | total | a case
CASES = """
    who-5   | 50  | yes
    who-5   | 51  | no
    mia     | 2.3 | no
    mia     | 2.305 | yes
    lsas-sr | 29  | no
    lsas-sr | 30  | yes
"""
CASE_ROWS = rows(CASES, 3)


def example_of(row: Row) -> Example:
    """Answers with that total, and the flags they must raise."""
    key, total, _, flags = row
    outcome = {"total": int(total), "flags": answers_of(flags)}
    return Example(f"{key} {total}", key, "at the limit", answers_with_total(key, int(total)), {}, outcome)


def disagreement(row: Row, instrument: Instrument) -> str | None:
    """A flag or a caseness that is not what the row says."""
    if len(row) == 4 and (found := examples.disagreement(example_of(row), instrument)):
        return found
    case, total = value_of(row[2]), float(row[1])
    found_case = instrument.caseness.holds(total) if instrument.caseness else None
    return None if found_case is case else f"{instrument.key} {total:g} is a case: {found_case}, not {case}"


@pytest.mark.parametrize("row", [*ROWS, *CASE_ROWS], ids=" ".join)
def test_limit(row: Row, instruments: dict[str, Instrument]) -> None:
    assert disagreement(row, instruments[row[0]]) is None


def test_every_flag_with_a_limit_is_seen_on_both_sides(instruments: dict[str, Instrument]) -> None:
    seen = {(row[0], name, value) for row in ROWS for name, value in answers_of(row[3]).items()}
    for instrument in instruments.values():
        for flag in instrument.flags:
            if not flag.of and instrument.key != "lsas-sr":  # see the rules of their own
                assert {(instrument.key, flag.key, True), (instrument.key, flag.key, False)} <= seen, flag.key
