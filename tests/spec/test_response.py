"""Response and reliable change at their limits, where ``>=`` and ``>`` part."""

from __future__ import annotations

import pytest

from varde.instruments.values import Instrument
from varde.standing.change import change

from .notation import Row, rows, value_of

title = "Response and reliable change at their limits"

# instrument | before | after | responded | reliable
EXAMPLES = """
    ibs-sss  |  300 |    250 | yes | -
    ibs-sss  |  300 |  250.5 | no  | -
    ibs-sss  |  250 |    300 | no  | -
    ibs-sss  |   50 |      0 | yes | -
    ibs-qol  |   40 |     54 | yes | -
    ibs-qol  |   40 |   53.9 | no  | -
    ibs-qol  |   54 |     40 | no  | -
    ibs-qol  | 33.333333333333336 | 47.33333333333333 | yes | -
    phq-9    |   18 |      9 | yes | improved
    phq-9    |   18 |    9.1 | no  | improved
    phq-9    |   18 |     12 | no  | improved
    phq-9    |   18 |   12.1 | no  | unchanged
    phq-9    |   12 |   17.9 | no  | unchanged
    phq-9    |   12 |     18 | no  | deteriorated
    phq-9    |    6 |      3 | yes | unchanged
    phq-9    |    0 |      0 | -   | unchanged
    gad-7    |   10 |      5 | yes | improved
    gad-7    |   10 |    5.1 | no  | improved
    gad-7    |   12 |      8 | no  | improved
    gad-7    |   12 |    8.1 | no  | unchanged
    gad-7    |    8 |     12 | no  | deteriorated
    madrs-s  |   30 |     15 | yes | -
    madrs-s  |   30 |   15.1 | no  | -
    madrs-s  |   15 |     30 | no  | -
    pdss-sr  |   20 |     12 | yes | improved
    pdss-sr  |   20 |   12.1 | no  | improved
    pdss-sr  |   20 |     15 | no  | improved
    pdss-sr  |   20 |   15.1 | no  | unchanged
    pdss-sr  |   12 |     17 | no  | deteriorated
    pdss-sr  |   12 |   16.9 | no  | unchanged
    lsas-sr  |  100 |     72 | yes | -
    lsas-sr  |  100 |   72.1 | no  | -
    lsas-sr  |   25 |     18 | yes | -
    lsas-sr  |   72 |    100 | no  | -
    wsas     |   20 |     12 | -   | improved
    wsas     |   20 |   12.1 | -   | unchanged
    wsas     |   12 |     20 | -   | deteriorated
    pswq     |   60 |     51 | -   | improved
    pswq     |   60 |   51.1 | -   | unchanged
    pswq     |   51 |     60 | -   | deteriorated
    mia      | 3.00 |   2.27 | -   | improved
    mia      | 3.00 |   2.28 | -   | unchanged
    mia      | 2.27 |   3.00 | -   | deteriorated
    isi      |   20 |     12 | yes | -
    isi      |   20 |   12.1 | no  | -
    isi      |   12 |     20 | no  | -
    who-5    |   40 |     50 | yes | -
    who-5    |   40 |   49.9 | no  | -
    who-5    |   50 |     40 | no  | -
    6mwt     |  400 |    430 | yes | -
    6mwt     |  400 |  429.9 | no  | -
    6mwt     |  430 |    400 | no  | -
    bmi-waist|   40 |     38 | yes | -
    bmi-waist|   40 |  38.01 | no  | -
    bmi-waist|   38 |     40 | no  | -
    ham-d-total |   24 |     12 | yes | -
    ham-d-total |   24 |   12.1 | no  | -
    ham-d-total |   12 |     24 | no  | -
    csq-8    |   20 |     28 | -   | -
"""
ROWS = rows(EXAMPLES, 5)

# Which way is better where nothing says how much: instrument | before | after | gain
DIRECTIONS = """
    csq-8        | 20 | 28 |  8
    gsrs-ibs     | 50 | 40 | 10
    vsi          | 50 | 40 | 10
    bsq          |  4 |  3 |  1
    acq          |  4 |  3 |  1
    sps          | 40 | 30 | 10
    sias         | 40 | 30 | 10
    audit        | 20 | 10 | 10
    audit-c      |  8 |  4 |  4
    wai-sr       |  3 |  4 |  1
    ceq          | 20 | 30 | 10
    ftnd         |  8 |  4 |  4
    diet-5       |  4 |  8 |  4
    sts-30       | 10 | 12 |  2
    gse          | 20 | 30 | 10
    steps        | 5000 | 7000 | 2000
    ipaq-sf      | 600 | 1500 | 900
    bdi-ii-total | 30 | 20 | 10
    shaps-total  | 10 |  4 |  6
    who-5-raw    | 10 | 15 |  5
    bmi-waist    | 40 | 38 |  -
    mia          |  3 |  2 |  1
    weekly-check-in | 4 | 7 |  3
"""
DIRECTION_ROWS = rows(DIRECTIONS, 4)


def disagreement(row: Row, instrument: Instrument) -> str | None:
    """What the change is read as, where the row says otherwise."""
    found = change(instrument, float(row[1]), float(row[2]))
    if len(row) == 4:
        return None if found.gain == value_of(row[3]) else f"from {row[1]} to {row[2]} is a gain of {found.gain}"
    wanted = (value_of(row[3]), value_of(row[4]))
    said = (found.responded, found.reliable)
    return None if said == wanted else f"{instrument.key} from {row[1]} to {row[2]}: {said}, not {wanted}"


@pytest.mark.parametrize("row", [*ROWS, *DIRECTION_ROWS], ids=" ".join)
def test_change(row: Row, instruments: dict[str, Instrument]) -> None:
    assert disagreement(row, instruments[row[0]]) is None


def test_every_instrument_with_a_rule_for_change_is_here(instruments: dict[str, Instrument]) -> None:
    ruled = {key for key, found in instruments.items() if found.responder or found.reliable_change}
    assert ruled <= {row[0] for row in ROWS}
