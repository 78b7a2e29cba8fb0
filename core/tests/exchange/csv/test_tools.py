"""What each tool writes, on each platform and in each language, is read right, or refused in one sentence with the option.

One table of people, written as each tool writes it. What must be read stands here by hand: Åse answered 3, 2, 1, 0, 5 on
4 March 2024 and was treated from 1 March; Bo left the fourth question open.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from varde.exchange.csv.legacy import people_of, read_rows
from varde.exchange.csv.mapping import read_mapping, with_options
from varde.exchange.csv.response_rows import read_answers, responses_in
from varde.instruments.values import Instrument
from varde.kernel.errors import BadUsage
from varde.kernel.tables import TableOptions
from varde.programmes.values import Programme
from varde.scoring_many.file import score_file
from varde.testing.house import all_samples

CATALOGUE = all_samples()
WHO5 = CATALOGUE.one(Instrument, "who-5")
RIDGE = CATALOGUE.one(Programme, "ridge")
TODAY = date(2026, 9, 21)

PEOPLE = (("Åse-1", (3, 2, 1, 0, 5), 44), ("Bo-2", (3, 2, 1, None, 5), 28.5))
"""Who, her answers, and a total that somebody worked out elsewhere."""
STARTED, ANSWERED = date(2024, 3, 1), date(2024, 3, 4)

Cell = str | int | float | date | None


@dataclass(frozen=True)
class Tool:
    """How a tool writes a table; ``says`` are the options it needs."""

    name: str
    delimiter: str = ","
    decimal: str = "."
    day: str = "%Y-%m-%d"
    missing: str = ""
    quote_all: bool = False
    extra: tuple[tuple[str, str], ...] = ()
    questions: bool = False
    says: TableOptions = field(default_factory=TableOptions)


TOOLS = (
    Tool("excel nb", ";", ",", "%d.%m.%Y"),
    Tool("excel nn, tab", "\t", ",", "%d.%m.%Y"),
    Tool("excel en-US", ",", ".", "%m/%d/%Y", says=TableOptions(dates="mdy")),
    Tool("excel en-GB", ",", ".", "%d/%m/%Y", says=TableOptions(dates="dmy")),
    Tool("libreoffice", ",", ",", "%d.%m.%Y", quote_all=True),
    Tool(
        "redcap",
        day="%Y-%m-%d 02:31:11",
        extra=(("redcap_event_name", "baseline_arm_1"), ("redcap_repeat_instrument", ""), ("who5_complete", "2")),
        says=TableOptions(ignore=("redcap_*", "who5_complete")),
    ),
    Tool(
        "qualtrics",
        quote_all=True,
        questions=True,
        extra=(("Progress", "100"), ("Finished", "True")),
        says=TableOptions(ignore=("Progress", "Finished")),
    ),
    Tool(
        "limesurvey",
        delimiter=";",
        day="%Y-%m-%d 12:00:00",
        missing="N/A",
        quote_all=True,
        extra=(("Seed", "99"),),
        says=TableOptions(missing=frozenset({"N/A"}), ignore=("Seed",)),
    ),
    Tool("spss", ";", ",", "%d-%b-%Y", missing="#NULL!", says=TableOptions(missing=frozenset({"#NULL!"}))),
)
LINE_ENDS = ("\r\n", "\n", "\r")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")


def written(tool: Tool, header: list[str], rows: list[list[Cell]], line_end: str, encoding: str) -> bytes:
    """A table as the tool writes it."""
    out = io.StringIO()
    dialect = csv.unix_dialect if tool.quote_all else csv.excel
    writer = csv.writer(out, dialect, delimiter=tool.delimiter, lineterminator=line_end)
    writer.writerow([*header, *(name for name, _ in tool.extra)])
    if tool.questions:
        writer.writerow(["Hva er det?", *["Spørsmål, med komma"] * (len(header) + len(tool.extra) - 1)])
        writer.writerow([f'{{"ImportId":"QID{n}"}}' for n in range(len(header) + len(tool.extra))])
    for row in rows:
        writer.writerow([*(_cell(tool, cell) for cell in row), *(text for _, text in tool.extra)])
    return out.getvalue().encode(encoding)


def _cell(tool: Tool, cell: Cell) -> str:
    if cell is None:
        return tool.missing
    if isinstance(cell, date):
        return cell.strftime(tool.day).upper() if "%b" in tool.day else cell.strftime(tool.day)
    return str(cell).replace(".", tool.decimal) if isinstance(cell, float) else str(cell)


def answers_file(tool: Tool, line_end: str, encoding: str) -> bytes:
    rows = [[who, *answers] for who, answers, _ in PEOPLE]
    return written(tool, ["id", "q1", "q2", "q3", "q4", "q5"], [list(row) for row in rows], line_end, encoding)


def responses_file(tool: Tool, line_end: str, encoding: str) -> bytes:
    header = ["person", "started", "occasion", "date", "instrument", "item", "answer", "track"]
    rows: list[list[Cell]] = [
        [who, STARTED, "start", ANSWERED, "who-5", f"q{number}", answer, "north"]
        for who, answers, _ in PEOPLE
        for number, answer in enumerate(answers, start=1)
    ]
    return written(tool, header, rows, line_end, encoding)


def scores_file(tool: Tool, line_end: str, encoding: str) -> bytes:
    header = ["Løpenr", "Begynt", "Svart", "Sum før", "Sum etter"]
    rows: list[list[Cell]] = [[who, STARTED, ANSWERED, total, None] for who, _, total in PEOPLE]
    return written(tool, header, rows, line_end, encoding)


MAPPING = """
layout = "wide"
[person]
column = "Løpenr"
[enrolment]
track = "north"
start_column = "Begynt"
[scores]
"Sum før" = { instrument = "guide-total", occasion = "start" }
"Sum etter" = { instrument = "guide-total", occasion = "end" }
[dates]
start = "Svart"
"""


def scored(raw: bytes, options: TableOptions, folder: Path) -> list[Any]:
    (folder / "in.csv").write_bytes(raw)
    score_file(WHO5, folder / "in.csv", folder / "out.csv", folder / "errors.csv", None, options)
    with (folder / "errors.csv").open(encoding="utf-8", newline="") as file:
        if sentences := [row["sentence"] for row in csv.DictReader(file)]:
            raise BadUsage(*sentences)
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        return [(row["id"], row["status"], row["total"]) for row in csv.DictReader(file)]


def responses(raw: bytes, options: TableOptions, _folder: Path) -> list[Any]:
    table = read_answers(raw, options)
    people, faults = responses_in(table, RIDGE, CATALOGUE.all(Instrument), TODAY)
    if table.faults or faults:
        raise BadUsage(*(str(fault) for fault in (*table.faults, *faults)))
    return [
        (person.source_id, person.started, response.on, response.answers)
        for person in people
        for response in person.responses.values()
    ]


def scores(raw: bytes, options: TableOptions, _folder: Path) -> list[Any]:
    mapping = with_options(read_mapping(MAPPING.encode()), options)
    table = read_rows(raw, mapping)
    people, faults = people_of(table, mapping, RIDGE, CATALOGUE.all(Instrument), TODAY)
    if table.faults or faults:
        raise BadUsage(*(str(fault) for fault in (*table.faults, *faults)))
    return [(p.source_id, p.start, m.on, [s.total for s in m.scores]) for p in people for m in p.measurements]


Read = Callable[[bytes, TableOptions, Path], list[Any]]
COMMANDS: dict[str, tuple[Callable[[Tool, str, str], bytes], Read, list[Any]]] = {
    "score": (answers_file, scored, [("Åse-1", "scored", "44"), ("Bo-2", "not_scored", "")]),
    "responses": (
        responses_file,
        responses,
        [
            ("Åse-1", date(2024, 3, 1), date(2024, 3, 4), {"q1": 3, "q2": 2, "q3": 1, "q4": 0, "q5": 5}),
            ("Bo-2", date(2024, 3, 1), date(2024, 3, 4), {"q1": 3, "q2": 2, "q3": 1, "q4": None, "q5": 5}),
        ],
    ),
    "scores": (
        scores_file,
        scores,
        [("Åse-1", date(2024, 3, 1), date(2024, 3, 4), [44]), ("Bo-2", date(2024, 3, 1), date(2024, 3, 4), [28.5])],
    ),
}


def combinations() -> Iterator[Any]:
    for command, tool, line_end, encoding in itertools.product(COMMANDS, TOOLS, LINE_ENDS, ENCODINGS):
        yield pytest.param(command, tool, line_end, encoding, id=f"{command}-{tool.name}-{line_end!r}-{encoding}")


OPTIONS = ("--encoding", "--dates", "--missing", "--ignore", "--delimiter")


def read_or_refused(read: Read, raw: bytes, folder: Path) -> list[Any] | str:
    try:
        return read(raw, TableOptions(), folder)
    except BadUsage as refused:
        return refused.faults[0]


@pytest.mark.parametrize(("command", "tool", "line_end", "encoding"), list(combinations()))
def test_it_is_read_right_or_refused_with_the_option(
    command: str, tool: Tool, line_end: str, encoding: str, tmp_path: Path
) -> None:
    make, read, expected = COMMANDS[command]
    raw = make(tool, line_end, encoding)
    refused = read_or_refused(read, raw, tmp_path)
    if isinstance(refused, str):
        assert any(option in refused for option in OPTIONS), refused
        # Nothing is asked that the tool does not leave open.
        assert encoding == "cp1252" or tool.says != TableOptions(), refused
    else:
        assert refused == expected
    said = TableOptions(
        encoding="cp1252" if encoding == "cp1252" else "",
        dates=tool.says.dates,
        missing=tool.says.missing,
        ignore=tool.says.ignore,
    )
    assert read(raw, said, tmp_path) == expected


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (TableOptions(encoding="cp1252"), "UTF-8, and --encoding says cp1252"),
        (TableOptions(encoding="utf-16"), "is not UTF-16"),
        (TableOptions(delimiter=","), "--delimiter says comma, and it does not part the columns of the header."),
        (TableOptions(ignore=("nothing",)), "--ignore names the column “nothing”, and the header does not have it."),
        (
            TableOptions(columns=(("nothing", "id"),)),
            "--column names the column “nothing”, and the header does not have it.",
        ),
    ],
)
def test_a_wrong_option_is_refused(command: str, options: TableOptions, sentence: str, tmp_path: Path) -> None:
    make, read, _ = COMMANDS[command]
    with pytest.raises(BadUsage) as refused:
        read(make(TOOLS[0], "\r\n", "utf-8"), options, tmp_path)
    assert sentence in refused.value.faults[0]


def test_the_order_of_dates_is_found_when_one_of_them_shows_it(tmp_path: Path) -> None:
    late = responses_file(TOOLS[2], "\n", "utf-8").replace(b"03/04/2024", b"03/14/2024")
    read = responses(late, TableOptions(), tmp_path)
    assert {(started, on) for _, started, on, _ in read} == {(date(2024, 3, 1), date(2024, 3, 14))}
    with pytest.raises(BadUsage) as refused:
        responses(responses_file(TOOLS[2], "\n", "utf-8"), TableOptions(), tmp_path)
    assert refused.value.faults == (
        "Dates such as 03/01/2024 can be read in two ways: --dates dmy or --dates mdy says which.",
    )
    two_ways = responses_file(TOOLS[2], "\n", "utf-8").replace(b"03/04/2024", b"03/14/2024", 1)
    two_ways = two_ways.replace(b"03/04/2024", b"14/03/2024")
    with pytest.raises(BadUsage) as refused:
        responses(two_ways, TableOptions(), tmp_path)
    assert "--dates" in refused.value.faults[0]
