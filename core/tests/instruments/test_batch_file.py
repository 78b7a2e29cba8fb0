"""A CSV file of responses becomes a CSV file of scores, and every bad cell of it a line that says why."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from varde import cli
from varde.instruments import batch_file
from varde.instruments.batch_file import score_file
from varde.instruments.rules import score
from varde.instruments.values import Instrument
from varde.kernel.errors import BadInput
from varde.testing.house import everything_installed

INSTALLED = everything_installed().all(Instrument)
HEAD = "id,q1,q2,q3,q4,q5\n"
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Score these rows with the command; what it writes is in ``out.csv`` and ``out.errors.csv``."""

    def command(instrument: str, rows: str | bytes, *more: str) -> Result:
        (tmp_path / "in.csv").write_bytes(rows.encode() if isinstance(rows, str) else rows)
        words = ["score", instrument, "--csv", str(tmp_path / "in.csv"), "--out", str(tmp_path / "out.csv"), *more]
        return CliRunner().invoke(cli.varde, words)

    return command


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_row_is_scored(run: Run, tmp_path: Path) -> None:
    result = run("who-5", HEAD + "a,3,3,3,3,3\nb,5,5,5,5,\n\n c ,0,1,0,0,0\n")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "instrument": "who-5", "rows": 3, "scored": 2, "not_scored": 1, "excluded": 0, "invalid": 0,
    }  # fmt: skip
    found = table(tmp_path / "out.csv")
    assert list(found[0])[:5] == ["id", "status", "total", "band", "n_missing"]
    assert [(r["id"], r["status"], r["total"], r["n_missing"]) for r in found] == [
        ("a", "scored", "60", "0"), ("b", "not_scored", "", "1"), (" c ", "scored", "4", "0")
    ]  # fmt: skip
    assert found[0]["sub.raw"] == "15"
    assert table(tmp_path / "out.errors.csv") == []


def test_without_an_id_rows_are_numbered_as_a_spreadsheet_does(run: Run, tmp_path: Path) -> None:
    run("who-5", "q5,q4,q3,q2,q1\n3,3,3,3,3\n\n1,1,1,1,1\n")
    assert [(r["row"], r["total"]) for r in table(tmp_path / "out.csv")] == [("2", "60"), ("4", "20")]


def test_bad_rows_do_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    result = run(
        "who-5", HEAD + "a,3,3,3,3,3\nb,6,x,1.5,1,\nc,1,1,1,1,1\nd,nan,1,1,1,1\n", "--errors", str(tmp_path / "e")
    )
    assert result.exit_code == 2
    assert result.stderr == f"2 of 4 rows have answers that who-5 does not take; see {tmp_path / 'e'}.\n"
    assert json.loads(result.stdout)["invalid"] == 2
    assert [r["status"] for r in table(tmp_path / "out.csv")] == ["scored", "invalid", "scored", "invalid"]
    assert {**table(tmp_path / "out.csv")[1], "id": ""} == {
        **dict.fromkeys(table(tmp_path / "out.csv")[1], ""), "status": "invalid", "n_missing": "0"
    }  # fmt: skip
    faults = table(tmp_path / "e")
    assert [(f["row"], f["id"], f["item"], f["value"], f["rule"]) for f in faults] == [
        ("3", "b", "q1", "6", "choice"), ("3", "b", "q2", "x", "type"), ("3", "b", "q3", "1.5", "type"),
        ("5", "d", "q1", "nan", "type"),
    ]  # fmt: skip
    assert faults[0]["sentence"] == "who-5, item q1: the answer is 6, but it must be one of 0, 1, 2, 3, 4, 5."
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_a_context_is_read_from_columns_and_from_the_option(run: Run, tmp_path: Path) -> None:
    rows = "reps,used_arms,context.sex,context.age\n11,false,female,62\n11,FALSE,,62\n11,0,female,\n11,1,male,62\n"
    run("sts-30", rows, "--context", '{"sex": "male"}')
    found = [(r["total"], r["band"]) for r in table(tmp_path / "out.csv")]
    assert found == [("11", "below_average"), ("11", "below_average"), ("11", ""), ("0", "below_average")]
    run("audit-c", "q1,q2,q3,context.sex\n2,1,0,female\n2,1,0,male\n2,1,0,\n")
    assert [r["flag.positive"] for r in table(tmp_path / "out.csv")] == ["true", "false", ""]


def test_answers_that_are_lists_are_json(run: Run, tmp_path: Path) -> None:
    week = json.dumps([{"steps": 8000, "wear_h": None}] * 7).replace('"', '""')
    result = run("steps", f'days\n"{week}"\n"[{{""steps"": -1}}]"\nmonday\n\n')
    assert result.exit_code == 2
    assert [(r["status"], r["total"], r["sub.valid_days"]) for r in table(tmp_path / "out.csv")] == [
        ("scored", "8000", "7"), ("invalid", "", ""), ("invalid", "", "")
    ]  # fmt: skip
    assert [f["row"] for f in table(tmp_path / "out.errors.csv")] == ["3", "4"]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("", "in.csv is empty; its first line must name the columns."),
        ("id,q1,q1\na,1,1\n", "in.csv: the header names the column “q1” more than once."),
        ("id,q1,Q2\na,1,1\n", "in.csv: who-5 has no item “Q2” (did you mean “q2”?)."),
        ("id,q1,shoe size\na,1,1\n",
         "in.csv: who-5 has no item “shoe size”; a column is id, context.NAME or an item: q1, q2, q3, q4, q5."),
        ("id,context.sex\na,1\n", "in.csv: no column is an item of who-5, which has q1, q2, q3, q4, q5."),
        (HEAD + "a,1,1,1,1,1\nb,1,1\n", "in.csv, row 3: there are 3 fields, and the header has 6."),
        (HEAD + "a,1,1,1,1,1,1\n", "in.csv, row 2: there are 7 fields, and the header has 6."),
        (HEAD + 'a,1,"1,1,1,1\n', "in.csv is not CSV that can be read: unexpected end of data (line 2)."),
        ("id;q1\na;1\n",
         "in.csv: who-5 has no item “id;q1”; a column is id, context.NAME or an item: q1, q2, q3, q4, q5."),
        (HEAD.encode() + b"\xe6,1,1,1,1,1\n", "in.csv is not UTF-8; a line after line 0 cannot be read."),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_scored_is_one_sentence(
    run: Run, tmp_path: Path, rows: str | bytes, sentence: str
) -> None:
    result = run("who-5", rows)
    assert isinstance(result.exception, BadInput), result.output
    assert result.exception.to("en") == sentence
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv"]


def test_what_stood_there_stays_when_the_file_is_bad(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("from yesterday")
    run("who-5", HEAD + "a,1,1\n")
    assert (tmp_path / "out.csv").read_text() == "from yesterday"


@pytest.mark.parametrize(
    ("source", "out", "sentence"),
    [
        ("gone.csv", "out.csv", "gone.csv cannot be read: No such file or directory."),
        (".", "out.csv", "cannot be read: Is a directory."),
        ("in.csv", "no/such/out.csv", "out.csv cannot be written: No such file or directory."),
        ("in.csv", "in.csv", "The file that is read, the scores and the errors must be three different files."),
        ("in.csv", "folder", "folder cannot be written: Is a directory."),
    ],
)
def test_files_that_cannot_be_used_are_named(tmp_path: Path, source: str, out: str, sentence: str) -> None:
    (tmp_path / "in.csv").write_text(HEAD + "a,1,1,1,1,1\n")
    (tmp_path / "folder").mkdir()
    with pytest.raises(BadInput) as caught:
        score_file(INSTALLED["who-5"], tmp_path / source, tmp_path / out, tmp_path / "errors.csv")
    assert str(caught.value).endswith(sentence)
    assert (tmp_path / "in.csv").read_text().startswith(HEAD)
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize(
    "words", [["--csv", "a.csv"], ["--out", "a.csv"], ["--errors", "a.csv"], ["b.json", "--csv", "a", "--out", "c"]]
)
def test_options_that_do_not_go_together(words: list[str]) -> None:
    assert CliRunner().invoke(cli.varde, ["score", "who-5", *words], input="{}").exit_code == 2


def ipaq_rows(bad: Sequence[int], rows: int) -> str:
    """Days and minutes a week; the rows in ``bad`` last longer than three hours, which leaves a flag."""
    head = "vig_days,vig_min,mod_days,mod_min,walk_days,walk_min,sit_min\n"
    return head + "".join(f"3,{200 if row in bad else 20},0,,0,,{row}\n" for row in range(rows))


def test_chunks_make_one_table(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("ipaq-sf", ipaq_rows([8], 10) + "3,,0,,0,,5\n")
    whole = (tmp_path / "out.csv").read_bytes()
    monkeypatch.setattr(batch_file, "CHUNK", 3)
    run("ipaq-sf", ipaq_rows([8], 10) + "3,,0,,0,,5\n")
    assert (tmp_path / "out.csv").read_bytes() == whole
    found = table(tmp_path / "out.csv")
    # The reason is a flag of the last row alone, found when the others were written.
    assert [row["flag.reason"] for row in found] == [""] * 10 + ["missing_or_dont_know"]
    assert [row["flag.truncated"] for row in found[7:]] == ["[]", '["vig"]', "[]", ""]
    assert [row["sub.sitting_min_day"] for row in found[:2]] == ["0", "1"]


def test_a_profile_is_a_column(run: Run, tmp_path: Path) -> None:
    run("eq-5d-5l", "mobility,self_care,activities,pain,anxiety,vas\n1,1,2,1,1,80\n".replace(
        "mobility,self_care,activities,pain,anxiety,vas", ",".join(item.key for item in INSTALLED["eq-5d-5l"].items)
    ))  # fmt: skip
    assert table(tmp_path / "out.csv")[0]["profile"] == "11211"


cells = st.sampled_from(["", "0", "1", "3", " 2 ", "3.0", "4", "-1", "x", "1e1", "true", '"'])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
