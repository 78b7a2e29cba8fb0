"""Cells as spreadsheets write them: numbers, dates, formulas; and what parts the columns of a file."""

from __future__ import annotations

import ast
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.kernel.errors import BadUsage
from varde.kernel.table_output import TableWriter, safe
from varde.kernel.tables import (
    TableOptions,
    WrittenDay,
    begin,
    cleaned,
    day_written,
    decoded,
    order_of,
    readings_of,
    renamed,
    text_file,
)

CORE = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("cell", "delimiter", "numbers"),
    [
        ("3", ",", (3,)),
        ("-3", ",", (-3,)),
        ("\u22123,5", ";", (-3.5,)),
        ("0.0", ",", (0.0,)),
        ("0,0", ",", (0.0,)),
        ("210,5", ";", (210.5,)),
        ("210.5", ";", (210.5,)),
        ("3.14159265358979", ",", (3.14159265358979,)),
        ("3,14159265358979", ";", (3.14159265358979,)),
        ("1 234", ";", (1234,)),
        ("1\u00a0234,5", ";", (1234.5,)),
        ("1\u202f234", ";", (1234,)),
        ("1,234.5", ",", (1234.5,)),
        ("1.234,5", ";", (1234.5,)),
        ("1.234", ",", (1.234,)),
        ("1,234", ";", (1.234,)),
        ("1,234", ",", (1.234, 1234)),
        ("1.234", ";", (1.234, 1234)),
        ("0,125", ",", (0.125,)),
        ("1,2345", ",", (1.2345,)),
        ("12 34", ",", ()),
        ("1,2,3", ",", ()),
        ("1e2", ",", ()),
        ("nan", ",", ()),
        ("٣", ",", ()),
        ("", ",", ()),
        ("3.", ",", ()),
        (".5", ",", ()),
        ("9" * 301, ",", ()),
    ],
)
def test_the_numbers_a_cell_can_stand_for(cell: str, delimiter: str, numbers: tuple[float, ...]) -> None:
    assert readings_of(cell, delimiter) == numbers


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-03-01", WrittenDay((2024, 3, 1), "ymd")),
        ("2024/3/1", WrittenDay((2024, 3, 1), "ymd")),
        ("2025-03-30 02:31:11", WrittenDay((2025, 3, 30), "ymd")),
        ("2024-03-01T12:00", WrittenDay((2024, 3, 1), "ymd")),
        ("01.03.2024", WrittenDay((1, 3, 2024), "dmy")),
        ("1.3.2024 kl. 12.30", WrittenDay((1, 3, 2024), "dmy")),
        ("01/03/2024", WrittenDay((1, 3, 2024), "")),
        ("01-03-2024", WrittenDay((1, 3, 2024), "")),
        ("3/1/2024 2:05 PM", WrittenDay((3, 1, 2024), "")),
        ("01-MAR-2024", WrittenDay((1, 3, 2024), "dmy")),
        ("1. mai 2024", WrittenDay((1, 5, 2024), "dmy")),
        ("01.03.24", None),
        ("1.3/2024", None),
        ("45352", None),
        ("2024-03-01T12:00Z", None),
        ("01-FOO-2024", None),
        ("", None),
    ],
)
def test_the_numbers_of_a_date(cell: str, day: WrittenDay | None) -> None:
    assert day_written(cell) == day


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["01/03/2024"], ""),
        (["01/03/2024", "13/03/2024"], "dmy"),
        (["01/03/2024", "03/13/2024"], "mdy"),
        (["13/03/2024", "03/13/2024"], ""),
        (["13.03.2024", "01/02/2024"], ""),
        ([], ""),
    ],
)
def test_the_order_of_a_files_dates(cells: list[str], order: str) -> None:
    assert order_of([day for cell in cells if (day := day_written(cell))]) == order


def table(text: str, **said: str) -> tuple[tuple[str, ...], list[list[str]], int]:
    begun = begin(io.StringIO(text, newline=""), TableOptions(**said))  # type: ignore[arg-type]
    return begun.header, list(begun.rows), begun.first_row


@pytest.mark.parametrize(
    ("text", "header", "rows", "first_row"),
    [
        ("id;q1\r\na;1\r\n", ("id", "q1"), [["a", "1"]], 2),
        ("id\tq1\na\t1\n", ("id", "q1"), [["a", "1"]], 2),
        ("id|q1\ra|1\r", ("id", "q1"), [["a", "1"]], 2),
        ('id;"Sum, total"\na;1,5\n', ("id", "Sum, total"), [["a", "1,5"]], 2),
        ("id;Sum, total\na;1\nb;2\n", ("id", "Sum, total"), [["a", "1"], ["b", "2"]], 2),
        ("metres\n400,5\n", ("metres",), [["400,5"]], 2),
        ("sep=;\r\nid;q1\r\na;1\r\n", ("id", "q1"), [["a", "1"]], 3),
        ('"id";"q\n1"\na;1\n', ("id", "q\n1"), [["a", "1"]], 2),
        (
            'id,q1\n"Svar, id","Hvor ofte?"\n"{""ImportId"":""a""}","{""ImportId"":""b""}"\na,1\n',
            ("id", "q1"),
            [["a", "1"]],
            4,
        ),
        ("id,q1\na,1\n", ("id", "q1"), [["a", "1"]], 2),
        ("\u200bid\u00a0,q1\n", ("id", "q1"), [], 2),
        ("a\u030a,q1\n", ("å", "q1"), [], 2),
        ("", (), [], 2),
    ],
)
def test_a_file_is_begun(text: str, header: tuple[str, ...], rows: list[list[str]], first_row: int) -> None:
    assert table(text) == (header, rows, first_row)


@pytest.mark.parametrize(
    ("text", "said", "sentence"),
    [
        (
            "id,q1;q2\na,1;2\n",
            {},
            "It is not certain what parts the columns: the header has comma and semicolon. --delimiter says which, such as "
            "--delimiter semicolon.",
        ),
        ("id;q1\n", {"delimiter": ","}, "--delimiter says comma, and it does not part the columns of the header."),
        ("sep=;\nid;q1\n", {"delimiter": ","}, "The file says “sep=;”, and --delimiter says “,”."),
    ],
)
def test_a_file_that_cannot_be_begun(text: str, said: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadUsage) as refused:
        table(text, **said)
    assert refused.value.faults == (sentence,)


@pytest.mark.parametrize(
    ("raw", "said", "text"),
    [
        (b"\xef\xbb\xbf\xc3\xa5", "", "å"),
        ("å".encode("utf-16"), "", "å"),
        ("å".encode("utf-16"), "utf-16", "å"),
        (b"\xe5", "cp1252", "å"),
        (b"\xe5", "latin-1", "å"),
        (b"\x86", "cp850", "å"),
        (b"a", "cp1252", "a"),
        (
            b"\xe5",
            "",
            "The file is not UTF-8: byte 1, on line 1, cannot be read. --encoding says what it is; Excel in Norway "
            "writes cp1252.",
        ),
        (b"\x81", "cp1252", "The file is not cp1252: byte 1, on line 1, cannot be read."),
        (b"\xc3\xa5", "cp1252", "The file is UTF-8, and --encoding says cp1252; it is read without the option."),
        (b"\xef\xbb\xbfa", "cp1252", "The file begins with the mark of utf-8, and --encoding says cp1252."),
        (b"abcd", "utf-16", "The file is not UTF-16, and --encoding says that it is."),
        ("a;b".encode("utf-16-le"), "", "The file seems to be UTF-16 without its mark: --encoding utf-16 says so."),
        ("a;b".encode("utf-16-le"), "utf-16", "a;b"),
    ],
)
def test_how_letters_are_written(raw: bytes, said: str, text: str) -> None:
    try:
        read = decoded(raw, TableOptions(encoding=said))
    except BadUsage as refused:
        read = str(refused.faults[0])
    assert read == text


@pytest.mark.parametrize(
    ("header", "said", "columns"),
    [
        (("a", "phq9_1", "x_1", "x_2"), {"columns": (("phq9_*", "q*"),), "ignore": ("x_*",)}, ("a", "q1", None, None)),
        (("a", "b"), {"columns": (("b", "id"),)}, ("a", "id")),
        (("a[1]", "a?"), {"ignore": ("a[*]",)}, (None, "a?")),
        (("a", "b"), {"ignore": ("*",), "columns": (("a", "id"),)}, ("id", None)),
    ],
)
def test_columns_are_called_something_else_or_left_out(
    header: tuple[str, ...], said: dict[str, object], columns: tuple[str | None, ...]
) -> None:
    assert renamed(header, TableOptions(**said)) == columns  # type: ignore[arg-type]


RUN = ["=cmd|' /C calc'!A0", "+1+1", "-1-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "'=1", "''@x", "-", "=1"]
PLAIN = ["a", "1", "-1", "-1,5", "+4.5", "", "a=b", "'a", "Åse's", "<5", "1-2"]


@pytest.mark.parametrize("cell", RUN)
def test_a_cell_that_would_be_run_is_marked_and_read_again(cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    assert cleaned(safe(cell)) == cell


@pytest.mark.parametrize("cell", PLAIN)
def test_another_cell_is_as_it_is(cell: str) -> None:
    assert (safe(cell), cleaned(cell)) == (cell, cell)


@given(st.text(st.sampled_from("=+-@' a1,;\"\n")).map(str.strip))
def test_what_is_written_is_read(cell: str) -> None:
    file = io.StringIO(newline="")
    TableWriter(file).rows([["x", "y"], [cell, "z"]])
    read = list(begin(text_file(file.getvalue().encode(), TableOptions()), TableOptions()).rows)
    assert cleaned(read[0][0]) == cell
    assert read[0][0][:1] not in ("=", "@")


def test_everything_that_writes_csv_makes_its_cells_safe() -> None:
    """``csv.writer`` stands in one place only."""
    folders = ("core/varde", "plugins/*/varde_*", "demo/varde_demo")
    written = {
        path.name
        for folder in folders
        for path in CORE.parent.glob(f"{folder}/**/*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in ("writer", "DictWriter", "writerow", "writerows")
    }
    assert written == {"table_output.py"}
