"""A CSV file of responses becomes a CSV file of scores, and every bad cell of it a line that says why."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from varde import cli
from varde.instruments.rules import score
from varde.instruments.values import Instrument
from varde.kernel.errors import BadUsage
from varde.scoring_many import file as batch_file
from varde.scoring_many.file import score_file
from varde.testing.house import all_samples

from .conftest import HEAD, Run, table

pytestmark = pytest.mark.usefixtures("samples_installed")
INSTALLED = all_samples().all(Instrument)
COLUMNS = (
    "a column is id, context.NAME or an item: q1, q2, q3, q4, q5. --column NAME=ITEM says what one is, and --ignore NAME leaves "
    "it out."
)


def test_each_row_is_scored(run: Run, tmp_path: Path) -> None:
    result = run("who-5", HEAD + "a,3,3,3,3,3\nb,5,5,5,5,\n\n c ,0,1,0,0,0\n")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "instrument": "who-5",
        "rows": 3,
        "scored": 2,
        "not_scored": 1,
        "excluded": 0,
        "invalid": 0,
    }
    found = table(tmp_path / "out.csv")
    assert list(found[0])[:5] == ["id", "status", "total", "band", "n_missing"]
    assert [(r["id"], r["status"], r["total"], r["n_missing"]) for r in found] == [
        ("a", "scored", "60", "0"),
        ("b", "not_scored", "", "1"),
        (" c ", "scored", "4", "0"),
    ]
    assert found[0]["sub.raw"] == "15"
    assert table(tmp_path / "out.errors.csv") == []


def test_without_an_id_rows_are_numbered_as_a_spreadsheet_does(run: Run, tmp_path: Path) -> None:
    run("who-5", "q5,q4,q3,q2,q1\n3,3,3,3,3\n\n1,1,1,1,1\n")
    assert [(r["row"], r["total"]) for r in table(tmp_path / "out.csv")] == [("2", "60"), ("4", "20")]


@pytest.mark.parametrize(
    ("lines", "statuses"),
    [
        ("400\n\n500\n", ["scored", "not_scored", "scored"]),
        ("400\n\n\n500", ["scored", "not_scored", "not_scored", "scored"]),
        ("\n400\n", ["not_scored", "scored"]),
        ("400\n\n", ["scored"]),
        ("400\n\n\n", ["scored", "not_scored"]),
        ('400\n""\n', ["scored", "not_scored"]),
    ],
)
def test_with_one_column_an_empty_line_is_a_missing_answer(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str, statuses: list[str]
) -> None:
    for chunk in (batch_file.CHUNK, 2, 1):
        monkeypatch.setattr(batch_file, "CHUNK", chunk)
        assert run("lane", "metres\n" + lines).exit_code == 0
        found = [(row["row"], row["status"]) for row in table(tmp_path / "out.csv")]
        assert found == [(str(number), status) for number, status in enumerate(statuses, start=2)]


@pytest.mark.parametrize(("cell", "total"), [("1.0", "0"), ("0.0", "11"), ("1", "0"), ("true", "0"), ("", "11")])
def test_a_yes_or_no_written_as_a_number_is_read_alike(run: Run, tmp_path: Path, cell: str, total: str) -> None:
    assert run("stones", f"stones,helped\n11,{cell}\n").exit_code == 0
    alone = CliRunner().invoke(cli.varde, ["score", "stones"], input=f'{{"stones": 11, "helped": {cell or "null"}}}')
    assert table(tmp_path / "out.csv")[0]["total"] == str(json.loads(alone.stdout)["total"]) == total


@pytest.mark.parametrize("cell", ["0.5", "2", "2.0", "-1.0"])
def test_another_number_is_neither_yes_nor_no(run: Run, cell: str) -> None:
    assert run("stones", f"stones,helped\n11,{cell}\n").exit_code == 2
    alone = CliRunner().invoke(cli.varde, ["score", "stones"], input=f'{{"stones": 11, "helped": {cell}}}')
    assert alone.exit_code == 2


def test_numbers_of_hundreds_of_digits_are_no_answers(run: Run, tmp_path: Path) -> None:
    huge = "9" * 401
    days = [f'[{{""steps"": {huge}}}]', f'[{{""steps"": 1, ""wear_h"": {huge}}}]', "[" * 900 + "]" * 900]
    assert run("paces", "days\n" + "".join(f'"{day}"\n' for day in days)).exit_code == 2
    assert [fault["rule"] for fault in table(tmp_path / "out.errors.csv")] == ["type"] * 3
    assert run("guide-total", f"total\n{huge}\n-{huge}.5\n").exit_code == 2
    assert len(table(tmp_path / "out.errors.csv")) == 2


def test_bad_rows_do_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    result = run(
        "who-5", HEAD + "a,3,3,3,3,3\nb,6,x,1.5,1,\nc,1,1,1,1,1\nd,nan,1,1,1,1\n", "--errors", str(tmp_path / "e")
    )
    assert result.exit_code == 2
    assert result.stderr == f"2 of 4 rows have answers that who-5 does not take; see {tmp_path / 'e'}.\n"
    assert json.loads(result.stdout)["invalid"] == 2
    assert [r["status"] for r in table(tmp_path / "out.csv")] == ["scored", "invalid", "scored", "invalid"]
    assert {**table(tmp_path / "out.csv")[1], "id": ""} == {
        **dict.fromkeys(table(tmp_path / "out.csv")[1], ""),
        "status": "invalid",
        "n_missing": "0",
    }
    faults = table(tmp_path / "e")
    assert [(f["row"], f["id"], f["item"], f["value"], f["rule"]) for f in faults] == [
        ("3", "b", "q1", "6", "choice"),
        ("3", "b", "q2", "x", "type"),
        ("3", "b", "q3", "1.5", "type"),
        ("5", "d", "q1", "nan", "type"),
    ]
    assert faults[0]["sentence"] == "who-5, item q1: the answer is 6, but it must be one of 0, 1, 2, 3, 4, 5."
    assert sorted(path.name for path in tmp_path.iterdir()) == ["e", "in.csv", "out.csv"]
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "e", tmp_path / "out.csv")} == {0o600}


def test_a_context_is_read_from_columns_and_from_the_option(run: Run, tmp_path: Path) -> None:
    rows = "stones,helped,context.sex,context.age\n11,false,female,62\n11,FALSE,,62\n11,0,female,\n11,1,male,62\n"
    run("stones", rows, "--context", '{"sex": "male"}')
    found = [(r["total"], r["band"]) for r in table(tmp_path / "out.csv")]
    assert found == [("11", "below_average"), ("11", "below_average"), ("11", ""), ("0", "below_average")]
    run("audit-c", "q1,q2,q3,context.sex\n2,1,0,female\n2,1,0,male\n2,1,0,\n")
    assert [r["flag.positive"] for r in table(tmp_path / "out.csv")] == ["true", "false", ""]


def test_answers_that_are_lists_are_json(run: Run, tmp_path: Path) -> None:
    week = json.dumps([{"steps": 8000, "wear_h": None}] * 7).replace('"', '""')
    result = run("paces", f'days\n"{week}"\n"[{{""steps"": -1}}]"\nmonday\n\n')
    assert result.exit_code == 2
    assert [(r["status"], r["total"], r["sub.days_that_count"]) for r in table(tmp_path / "out.csv")] == [
        ("scored", "8000", "7"),
        ("invalid", "", ""),
        ("invalid", "", ""),
    ]
    assert [f["row"] for f in table(tmp_path / "out.errors.csv")] == ["3", "4"]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("", "in.csv is empty; its first line must name the columns."),
        ("id,q1,q1\na,1,1\n", "in.csv: the header names the column “q1” more than once."),
        ("id,q1,Q2\na,1,1\n", "in.csv: who-5 has no item “Q2” (did you mean “q2”?); " + COLUMNS),
        ("id,q1,shoe size\na,1,1\n", "in.csv: who-5 has no item “shoe size”; " + COLUMNS),
        ("id,context.sex\na,male\n", "in.csv: no column is an item of who-5, which has q1, q2, q3, q4, q5."),
        (HEAD + 'a,1,"1,1,1,1\n', "in.csv is not CSV that can be read: unexpected end of data (line 2)."),
        (
            "id,q1;x\na,1;2\n",
            "in.csv: It is not certain what parts the columns: the header has comma and semicolon. --delimiter says which, "
            "such as --delimiter semicolon.",
        ),
        (
            HEAD.encode() + b"\xe6,1,1,1,1,1\n",
            "in.csv is not UTF-8; a line after line 0 cannot be read. --encoding says what it is; Excel in Norway writes "
            "cp1252.",
        ),
    ],
)
def test_a_file_that_cannot_be_scored_is_one_sentence(
    run: Run, tmp_path: Path, rows: str | bytes, sentence: str
) -> None:
    result = run("who-5", rows)
    assert isinstance(result.exception, BadUsage), result.output
    assert result.exception.to("en") == sentence
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv"]


@pytest.mark.parametrize("bad", ["--out", "--errors"])
def test_neither_file_is_there_when_one_of_them_cannot_be(run: Run, tmp_path: Path, bad: str) -> None:
    (tmp_path / "folder").mkdir()
    given = {"--out": str(tmp_path / "o.csv"), "--errors": str(tmp_path / "e.csv"), bad: str(tmp_path / "folder")}
    result = run("who-5", HEAD + "a,1,1,1,1,1\n", *(word for pair in given.items() for word in pair))
    assert isinstance(result.exception, BadUsage)
    assert result.exception.to("en") == f"{tmp_path / 'folder'} cannot be written: Is a directory."
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "in.csv"]


def test_a_row_that_is_no_row_is_reported_and_the_others_are_scored(run: Run, tmp_path: Path) -> None:
    result = run("who-5", HEAD + "a,1,1,1,1,1\nb,1,1\nc,1,1,1,1,1,1\nd,2,2,2,2,2\n")
    assert result.exit_code == 2
    scores = (tmp_path / "out.csv").read_text().splitlines()
    assert [line.split(",")[:3] for line in scores[1:]] == [
        ["a", "scored", "20"],
        ["b", "invalid", ""],
        ["c", "invalid", ""],
        ["d", "scored", "40"],
    ]
    errors = (tmp_path / "out.errors.csv").read_text().splitlines()
    assert errors[1] == '3,b,,"b,1,1",fields,"There are 3 fields, and the header has 6."'
    assert errors[2].startswith('4,c,,"c,1,1,1,1,1,1",fields,"There are 7 fields')
    assert len(errors) == 3


def test_a_context_that_is_none_costs_its_own_row(run: Run, tmp_path: Path) -> None:
    result = run("audit-c", "q1,q2,q3,context.sex\n2,1,0,female\n2,1,0,F\n2,1,0,F\n")
    assert result.exit_code == 2
    scores = (tmp_path / "out.csv").read_text().splitlines()
    assert [line.split(",")[1] for line in scores[1:]] == ["scored", "invalid", "invalid"]
    errors = (tmp_path / "out.errors.csv").read_text().splitlines()
    assert [line.split(",")[:5] for line in errors[1:]] == [
        ["3", "", "context.sex", "F", "context"],
        ["4", "", "context.sex", "F", "context"],
    ]


def test_what_stood_there_stays_when_the_file_is_bad(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("from yesterday")
    run("who-5", "id,q1,q1\n")
    assert (tmp_path / "out.csv").read_text() == "from yesterday"


@pytest.mark.parametrize(
    ("source", "out", "sentence"),
    [
        ("gone.csv", "out.csv", "gone.csv cannot be read: No such file or directory."),
        (".", "out.csv", "cannot be read: Is a directory."),
        ("in.csv", "no/such/out.csv", "out.csv cannot be written: No such file or directory."),
        ("in.csv", "in.csv", "The file that is read, the scores and the errors must be three different files."),
        ("in.csv", "folder", "folder cannot be written: Is a directory."),
        ("loop", "out.csv", "loop cannot be read: Too many levels of symbolic links."),
        ("in.csv", "loop", "loop cannot be written: Too many levels of symbolic links."),
        ("in.csv", "/", "/ cannot be written: Is a directory."),
    ],
)
def test_files_that_cannot_be_used_are_named(tmp_path: Path, source: str, out: str, sentence: str) -> None:
    (tmp_path / "in.csv").write_text(HEAD + "a,1,1,1,1,1\n")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(BadUsage) as caught:
        score_file(INSTALLED["who-5"], tmp_path / source, tmp_path / out, tmp_path / "errors.csv")
    assert str(caught.value).endswith(sentence)
    assert (tmp_path / "in.csv").read_text().startswith(HEAD)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "in.csv", "loop"]


@pytest.mark.parametrize(
    "words", [["--csv", "a.csv"], ["--out", "a.csv"], ["--errors", "a.csv"], ["b.json", "--csv", "a", "--out", "c"]]
)
def test_options_that_do_not_go_together(words: list[str]) -> None:
    assert CliRunner().invoke(cli.varde, ["score", "who-5", *words], input="{}").exit_code == 2


def walks(rows: int, known: int) -> str:
    """How far people walked; of the one in row ``known`` it is known how far she walked before, which leaves flags."""
    lines = (f"{300 + row},{290 if row == known else ''}\n" for row in range(rows))
    return "metres,context.baseline_metres\n" + "".join(lines)


def test_chunks_make_one_table(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("lane", walks(11, 10))
    whole = (tmp_path / "out.csv").read_bytes()
    monkeypatch.setattr(batch_file, "CHUNK", 3)
    run("lane", walks(11, 10))
    assert (tmp_path / "out.csv").read_bytes() == whole
    found = table(tmp_path / "out.csv")
    # The flags are those of the last row alone, found when the others were written.
    assert [row["flag.improved_ge30m"] for row in found] == [""] * 10 + ["false"]
    assert [row["sub.change"] for row in found[8:]] == ["", "", "20"]


def test_a_rule_for_columns_always_has_the_same_columns(run: Run, tmp_path: Path) -> None:
    head = "up_days,up_min,down_days,down_min,rest_min\n"
    run("hike", head + "3,200,0,,5\n3,20,0,,\n3,,0,,5\n")
    found = table(tmp_path / "out.csv")
    assert [row["flag.cut"] for row in found] == ['["up"]', "[]", ""]
    assert [row["flag.reason"] for row in found] == ["", "", "missing"]
    assert [row["sub.rested"] for row in found] == ["5", "", ""]
    assert [row["sub.minutes_up"] for row in found] == ["540", "60", ""]


def test_a_profile_is_a_column(run: Run, tmp_path: Path) -> None:
    run(
        "eq-5d-5l",
        "mobility,self_care,activities,pain,anxiety,vas\n1,1,2,1,1,80\n".replace(
            "mobility,self_care,activities,pain,anxiety,vas", ",".join(item.key for item in INSTALLED["eq-5d-5l"].items)
        ),
    )
    assert table(tmp_path / "out.csv")[0]["profile"] == "11211"


cells = st.sampled_from(["", "0", "1", "3", " 2 ", "3.0", "4", "-1", "x", "1e1", "true", '"'])


@settings(max_examples=settings().max_examples // 4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(cells, min_size=10, max_size=10), min_size=1, max_size=8))
def test_a_row_says_what_the_response_scores_alone(tmp_path: Path, rows: list[list[str]]) -> None:
    phq9 = INSTALLED["phq-9"]
    keys = [item.key for item in phq9.items]
    with (tmp_path / "in.csv").open("w", newline="") as file:
        csv.writer(file).writerows([keys, *rows])
    summary = score_file(phq9, tmp_path / "in.csv", tmp_path / "out.csv", tmp_path / "errors.csv")
    for row, found in zip(rows, table(tmp_path / "out.csv"), strict=True):
        alone = score(phq9, {key: answer(cell) for key, cell in zip(keys, row, strict=True)}).as_json()
        shown = {**alone, **{f"flag.{key}": value for key, value in alone["flags"].items()}}
        assert {key: text for key, text in found.items() if key != "row"} == {
            key: plain(shown.get(key)) for key in found if key != "row"
        }
    bad = {fault["row"] for fault in table(tmp_path / "errors.csv")}
    assert len(bad) == summary.invalid


def answer(cell: str) -> Any:
    text = cell.strip()
    return None if not text else float(text) if "." in text else int(text) if text.lstrip("-").isdigit() else text


def plain(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)
