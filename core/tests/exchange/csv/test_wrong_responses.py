"""Files of answers that are refused: each fault is named with its row and column, and nothing is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.exchange.csv.response_rows import read_answers
from varde.kernel.tables import TableOptions

from .answer_files import GOOD, HEAD, Bring, everything

if TYPE_CHECKING:
    from varde.testing.house import House

WRONG_ROWS = [
    (
        GOOD.replace("q1,2", "q1,4"),
        "Row 2, column “answer”: phq-9, item q1: the answer is 4, but it must be one of 0, 1, 2, 3.",
    ),
    (
        GOOD.replace("q1,2", "q1,1.5"),
        "Row 2, column “answer”: phq-9, item q1: the answer is 1.5, but it must be a whole number from 0 to 3.",
    ),
    (
        GOOD.replace("q1,2", "q1,two"),
        'Row 2, column “answer”: phq-9, item q1: the answer is "two", but it must be a whole number from 0 to 3.',
    ),
    (
        GOOD.replace("q1,2", "q1,true"),
        "Row 2, column “answer”: phq-9, item q1: the answer is True, but it must be a whole number from 0 to 3.",
    ),
    (
        GOOD.replace("q1", "q11"),
        "Row 2, column “item”: phq-9 has no item called q11; its items are q1, q2, q3, q4, q5, q6, q7, q8, q9, q10.",
    ),
    (
        GOOD.replace("phq-9", "PHQ9"),
        "Row 2, column “instrument”: no instrument “PHQ9” is installed (did you mean “phq-9”?).",
    ),
    (GOOD.replace("phq-9", "åøæ"), "Row 2, column “instrument”: no instrument “åøæ” is installed."),
    (GOOD + GOOD, "Row 3, column “item”: q1 of phq-9 at start stands in row 2 too."),
    (GOOD + GOOD.replace("q1,2", "q1,"), "Row 3, column “item”: q1 of phq-9 at start stands in row 2 too."),
    (
        GOOD + GOOD.replace("start,2024-01-08", "start,2024-01-09").replace("q1", "q2"),
        "Row 3, column “date”: phq-9 at start is dated 2024-01-08 in row 2.",
    ),
    (
        GOOD.replace("start,2024-01-08", "start,2024-01-07"),
        "Row 2, column “date”: 2024-01-07 is before 2024-01-08, when the treatment started.",
    ),
    (GOOD.replace("start,2024-01-08", "start,2026-09-22"), "Row 2, column “date”: 2026-09-22 is in the future."),
    (
        GOOD.replace("start,2024-01-08", "start,8.1.24"),
        "Row 2, column “date”: “8.1.24” is not a date; dates are written 2024-11-30 or 30.11.2024.",
    ),
    (GOOD.replace("a,2024-01-08", "a,2027-01-08"), "Row 2, column “started”: 2027-01-08 is in the future."),
    (
        GOOD.replace("a,2024-01-08", "a,1924-01-08"),
        "Row 2, column “started”: 1924-01-08 is before 1970-01-01, the earliest that can be imported.",
    ),
    (
        GOOD + GOOD.replace("a,2024-01-08", "a,2024-01-07").replace("q1", "q2"),
        "Row 3, column “person”: the same person has another start, track or end in row 2.",
    ),
    (GOOD.replace("a,", ",", 1), "Row 2, column “person”: a person's id has 1 to 100 characters."),
    (
        GOOD.replace("north", "sorrow"),
        "Row 2, column “track”: The programme ridge has no track “sorrow”. It has south, west, north.",
    ),
    (
        GOOD.replace("north", ""),
        "Row 2, column “track”: The programme ridge has tracks; name one of south, west, north.",
    ),
    (GOOD.replace(",north", ""), "Row 2: there are 7 fields, and the header has 8."),
]


@pytest.mark.parametrize(("rows", "sentence"), WRONG_ROWS)
def test_a_bad_row_is_named(house: House, bring_answers: Bring, rows: str, sentence: str) -> None:
    report = bring_answers(HEAD + rows)
    assert [str(fault) for fault in report.faults] == [sentence]
    assert not report.stored
    assert not any(everything(house).values())


def test_an_occasion_nobody_has_is_named(bring_answers: Bring) -> None:
    (fault,) = bring_answers(HEAD + GOOD.replace("start,", "autumn,")).faults
    assert str(fault).startswith(
        "Row 2, column “occasion”: The programme ridge has no occasion “autumn” on the track north. It has start, "
    )


def test_a_superseded_version_is_named(house: House, bring_answers: Bring) -> None:
    head = "person,started,occasion,date,instrument,version,item,answer,track\n"
    row = "a,2024-01-08,start,2024-01-08,phq-9,0.9,q1,2,north\n"
    assert [str(fault) for fault in bring_answers(head + row).faults] == [
        "Row 2, column “version”: phq-9 is scored here in version 1, and this is version 0.9."
    ]
    assert bring_answers(head + row.replace("0.9", "1")).stored
    assert bring_answers(head + row.replace("0.9", "").replace("a,", "b,", 1)).stored


COLUMNS = (
    "columns are person, started, occasion, date, instrument, item, answer, version, track, ended, running, sex, age_band, arm, "
    "unit and "
    "context.NAME: --column NAME=KEY says what one is, and --ignore NAME leaves it out."
)

WRONG_FILES = [
    ("", "The file has no rows."),
    (HEAD, "The file has no rows."),
    (HEAD.replace("person", "patient") + GOOD, f"Row 1: the column “patient” is not known; {COLUMNS}"),
    (HEAD.replace("person", "patient") + GOOD, "Row 1, column “person”: the file must have this column, and does not."),
    (
        HEAD.replace("track", "Tracks") + GOOD,
        f"Row 1: the column “Tracks” is not known (did you mean “track”?); {COLUMNS}",
    ),
    (HEAD.replace("track", "item") + GOOD, "Row 1, column “item”: the header names this column more than once."),
    (
        (HEAD + GOOD.replace("a,", "å,", 1)).encode("cp1252"),
        "The file is not UTF-8: byte 59, on line 2, cannot be read. --encoding says what it is; Excel in Norway writes cp1252.",
    ),
]


@pytest.mark.parametrize(("rows", "sentence"), WRONG_FILES)
def test_a_bad_file_is_named(house: House, bring_answers: Bring, rows: str | bytes, sentence: str) -> None:
    assert sentence in [str(fault) for fault in bring_answers(rows).faults]
    assert not any(everything(house).values())


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ({"organisation": "nowhere"}, "There is no organisation “nowhere”."),
        ({"programme": "nothing"}, "There is no programme “nothing”. There are lake, ridge, sample, village."),
        ({"organisation": "fjordvest"}, "The organisation fjordvest does not offer the programme ridge."),
        ({"programme": "lake"}, "Row 2, column “track”: The programme lake has no tracks, and “north” is given."),
    ],
)
def test_what_is_not_there_is_named(bring_answers: Bring, where: dict[str, str], sentence: str) -> None:
    assert str(bring_answers(HEAD + GOOD, **where).faults[0]) == sentence


def test_every_bad_row_is_named_at_once_in_order(house: House, bring_answers: Bring) -> None:
    report = bring_answers(HEAD + GOOD + GOOD.replace("q1,2", "q2,7") + "b\n" + GOOD.replace("q1", "q99") + GOOD)
    assert [fault.row for fault in report.faults] == [3, 4, 5, 6]
    assert not any(everything(house).values())


@given(st.binary(max_size=200) | st.text("a,;\"'\n1é\0", max_size=80).map(str.encode))
def test_no_file_makes_reading_fail(raw: bytes) -> None:
    table = read_answers(raw, TableOptions())
    assert not table.rows
    assert table.faults
