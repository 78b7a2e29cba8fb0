"""Every thing that can be wrong with a file or its mapping gets one sentence with its row and column, and stores nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from varde.assessments.models import Response
from varde.exchange.csv.importing import ImportReport
from varde.exchange.csv.legacy import read_rows
from varde.exchange.csv.mapping import read_mapping
from varde.identity.models import Person
from varde.kernel.errors import BadUsage

from .conftest import LONG, LONG_ROWS, WIDE, WIDE_ROWS

if TYPE_CHECKING:
    from varde.testing.house import House

Bring = Callable[..., ImportReport]
HEAD = "id,sex,time,ham,phq\n"
ROW = "a,F,1,25,18\n"

WRONG_ROWS = [
    ("a,F,1,2x,18\n", "Row 2, column “ham”: “2x” is not a number."),
    ("a,F,1,1e2,18\n", "Row 2, column “ham”: “1e2” is not a number."),
    ("a,F,1,nan,18\n", "Row 2, column “ham”: “nan” is not a number."),
    ("a,F,1,٣,18\n", "Row 2, column “ham”: “٣” is not a number."),
    ("a,F,1,53,18\n", "Row 2, column “ham”: 53 is outside 0 to 52, the range of guide-total."),
    ("a,F,1,-1,18\n", "Row 2, column “ham”: -1 is outside 0 to 52, the range of guide-total."),
    ("a,F,1,25,28\n", "Row 2, column “phq”: 28 is outside 0 to 27, the range of phq-9."),
    (ROW + "a,F,1,24,18\n", "Row 3, column “time”: the same person and measurement stand in row 2."),
    ("a,F,9,25,18\n", "Row 2, column “time”: “9” is no measurement of the mapping, which has 1, 2."),
    (",F,1,25,18\n", "Row 2, column “id”: a person's id has 1 to 100 characters."),
    ("a,F,1,25\n", "Row 2: there are 4 fields, and the header has 5."),
    ("a,F,1,25,18,7\n", "Row 2: there are 6 fields, and the header has 5."),
    ('a,F,1,"25,18\n', "The file is not CSV that can be read: unexpected end of data (line 2)."),
]


@pytest.mark.parametrize(("rows", "sentence"), WRONG_ROWS)
def test_a_bad_row_is_named(house: House, bring: Bring, rows: str, sentence: str) -> None:
    report = bring(HEAD + rows)
    assert [str(fault) for fault in report.faults] == [sentence]
    assert not report.stored
    nothing_is_stored(house)


WRONG_FILES = [
    ("id,sex,time,ham,ham\n" + ROW, "Row 1, column “ham”: the header names this column more than once."),
    (
        "id,sex,time,ham,phq,age\na,F,1,25,18,50\n",
        "Row 1: the mapping says nothing about the column “age”. Map it, or --ignore it.",
    ),
    (
        "id,sex,time,ham\na,F,1,25\n",
        "Row 1, column “phq”: the mapping names this column, and the file does not have it.",
    ),
    (HEAD, "The file has no rows."),
    ("", "The file has no rows."),
    (
        HEAD.encode() + b"a,F,1,25,18\nb,\xe6,1,25,18\n",
        "The file is not UTF-8: byte 35, on line 3, cannot be read. --encoding says what it is; Excel in Norway writes cp1252.",
    ),
    (HEAD.encode("utf-16"), "The file has no rows."),
]


@pytest.mark.parametrize(("rows", "sentence"), WRONG_FILES)
def test_a_bad_file_is_named(house: House, bring: Bring, rows: str | bytes, sentence: str) -> None:
    assert sentence in [str(fault) for fault in bring(rows).faults]
    nothing_is_stored(house)


WRONG_WIDE = [
    (
        "a;X;2024-01-08;2024-04-20;25;9\n",
        "Row 2, column “spor”: The programme ridge has no track “X”. It has south, west, north.",
    ),
    (
        "a;D;8.1.24;2024-04-20;25;9\n",
        "Row 2, column “begynte”: “8.1.24” is not a date; dates are written 2024-11-30 or 30.11.2024.",
    ),
    (
        "a;D;2024-02-30;2024-04-20;25;9\n",
        "Row 2, column “begynte”: “2024-02-30” is not a date; dates are written 2024-11-30 or 30.11.2024.",
    ),
    ("a;D;2027-01-08;2024-04-20;25;9\n", "Row 2, column “begynte”: 2027-01-08 is in the future."),
    (
        "a;D;0001-01-08;2024-04-20;25;9\n",
        "Row 2, column “begynte”: 0001-01-08 is before 1970-01-01, the earliest that can be imported.",
    ),
    ("a;D;2024-01-08;2026-09-22;25;9\n", "Row 2, column “slutt”: 2026-09-22 is in the future."),
    ("a;D;2024-01-08;;25;9\n", "Row 2, column “slutt”: “” is not a date; dates are written 2024-11-30 or 30.11.2024."),
    ("a;D;2024-01-08;2024-04-20;25;9.5\n", "Row 2, column “ham2”: “9.5” is not a number."),
    (
        "a;D;2024-01-08;2024-04-20;25;9\na;D;2024-01-08;2024-04-20;25;9\n",
        "Row 3, column “id”: the same person stands in row 2.",
    ),
]


@pytest.mark.parametrize(("rows", "sentence"), WRONG_WIDE)
def test_a_bad_row_of_a_wide_file_is_named(house: House, bring: Bring, rows: str, sentence: str) -> None:
    report = bring("id;spor;begynte;slutt;ham1;ham2\n" + rows, WIDE)
    assert [str(fault) for fault in report.faults] == [sentence]
    nothing_is_stored(house)


def test_a_measurement_that_would_lie_ahead_is_named(bring: Bring) -> None:
    late = LONG.replace("2024-01-08", "2026-09-01")
    assert [str(f) for f in bring(HEAD + "a,F,2,9,\n", late).faults] == [
        "Row 2: “end”, counted from the start 2026-09-01, is on 2026-12-08, which is in the future."
    ]
    assert "the start 2027-09-01 is in the future" in str(
        bring(HEAD + ROW, LONG.replace("2024-01-08", "2027-09-01")).faults[0]
    )


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ({"organisation": "nowhere"}, "There is no organisation “nowhere”."),
        ({"programme": "nothing"}, "There is no programme “nothing”. There are lake, ridge, sample, village."),
        ({"organisation": "fjordvest"}, "The organisation fjordvest does not offer the programme ridge."),
        ({"programme": "lake"}, "The programme lake has no tracks, and “north” is given."),
        ({"mapping": LONG.replace('"end"', '"later"')}, "The programme ridge has no occasion “later”."),
        ({"mapping": LONG.replace('"north"', '"sorrow"')}, "The programme ridge has no track “sorrow”."),
        ({"mapping": LONG.replace('track = "north"', "")}, "The programme ridge has tracks; [enrolment] must name"),
        (
            {"mapping": LONG.replace("phq-9", "phq-99")},
            "The mapping names the instrument “phq-99”, which is not installed.",
        ),
    ],
)
def test_what_is_not_there_is_named(house: House, bring: Bring, where: dict[str, str], sentence: str) -> None:
    assert any(sentence in str(fault) for fault in bring(**where).faults)
    nothing_is_stored(house)


def test_every_bad_row_is_named_at_once_in_order(house: House, bring: Bring) -> None:
    report = bring(HEAD + "a,F,1,2x,99\nb,F,9,1,1\nc,F,1\n")
    assert [fault.row for fault in report.faults] == [2, 2, 3, 4]
    nothing_is_stored(house)


def nothing_is_stored(house: House) -> None:
    with house.work() as work:
        assert work.session.scalar(select(func.count()).select_from(Response)) == 0
        assert work.session.scalar(select(func.count()).select_from(Person)) == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (('layout = "long"', 'layout = "tall"'), "“layout” must be one of long, wide."),
        (('layout = "long"', ""), "The mapping must have “layout”."),
        (("[person]", "[human]"), "The mapping has “human” in the top; known there:"),
        (('column = "id"', ""), "The mapping must have “column” in [person]."),
        (('column = "id"', "column = 7"), "“column” in [person] must be text in quotes."),
        (("start = 2024-01-08", ""), "[enrolment] must have either “start” or “start_column”."),
        (("start = 2024-01-08", 'start = "2024-01-08"'), "“start” must be a date, written without quotes"),
        (("start = 2024-01-08", "start = 2024-01-08T10:00:00"), "“start” must be a date, written without quotes"),
        (('phq = "phq-9"', 'phq = "guide-total"'), "Two columns hold guide-total; one must go."),
        (('phq = "phq-9"', 'phq = { instrument = "phq-9" }'), '[scores] “phq” must be "INSTRUMENT".'),
        (('ignore = ["sex"]', 'ignore = ["ham"]'), "The column “ham” is both mapped and ignored."),
        (('ignore = ["sex"]', 'ignore = "sex"'), "“ignore” must be a list of texts in quotes."),
        (("values = ", "value = "), "The mapping has “value” in [occasion]; known there:"),
        (('[person]\ncolumn = "id"', 'person = "id"'), "“person” must be a table, [person]."),
        (("[person]", "[person"), "The mapping is not TOML:"),
    ],
)
def test_a_bad_mapping_is_named(change: tuple[str, str], sentence: str) -> None:
    with pytest.raises(BadUsage) as caught:
        read_mapping(LONG.replace(*change).encode())
    assert any(sentence in str(fault) for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"a = " + b"[" * 20_000 + b"]" * 20_000, "The mapping is nested too deep to be read."),
        (b"a = " + b"9" * 5000, "A number in the mapping has too many digits to be read."),
    ],
    ids=["deep", "digits"],
)
def test_a_mapping_beyond_all_measure_is_named(raw: bytes, sentence: str) -> None:
    with pytest.raises(BadUsage) as caught:
        read_mapping(raw)
    assert [str(fault) for fault in caught.value.faults] == [sentence]


def test_a_mapping_in_another_encoding_is_named() -> None:
    with pytest.raises(BadUsage, match="not UTF-8: byte 9"):
        read_mapping(b'layout="\xe6"')


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(str.encode)
    | st.text("a,;\"'\n1é\0", max_size=80).map(str.encode)
)
def test_no_file_makes_reading_fail(raw: bytes) -> None:
    table = read_rows(raw, read_mapping(LONG.encode()))
    assert not table.rows
    assert table.faults


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_mapping_makes_reading_fail(raw: bytes) -> None:
    with pytest.raises(BadUsage) as caught:
        read_mapping(raw)
    assert all(caught.value.faults)


def test_the_rows_used_here_are_good(bring: Bring) -> None:
    assert not bring(LONG_ROWS).faults
    assert not bring(WIDE_ROWS, WIDE, organisation="elsewhere").faults
