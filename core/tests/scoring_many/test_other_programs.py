"""Files to be scored as other programs write them, and what the command line says of them."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from varde.instruments.values import Instrument
from varde.kernel.errors import BadUsage
from varde.scoring_many import file as batch_file
from varde.scoring_many.file import score_file
from varde.testing.house import all_samples

from .conftest import HEAD, Run, table

pytestmark = pytest.mark.usefixtures("samples_installed")
INSTALLED = all_samples().all(Instrument)

DATA = Path(__file__).parents[1] / "exchange/data"
REDCAP = ("--ignore", "redcap_*", "--ignore", "phq9_total_score", "--ignore", "patient_health_*")


@pytest.mark.parametrize(
    ("name", "more", "totals"),
    [
        ("phq9-semicolon-bom-crlf", (), [("a1", "7"), ("a2", "8")]),
        ("phq9-decimal-comma-quoted", (), [("c2", "7")]),
        ("phq9-decimals-and-spaces", (), [("c1", "7")]),
        ("phq9-nbsp", (), [("e1", "7")]),
        ("phq9-redcap-export", REDCAP, [("1", "7")]),
    ],
)
def test_files_of_other_programs(
    run: Run, tmp_path: Path, name: str, more: tuple[str, ...], totals: list[tuple[str, str]]
) -> None:
    assert run("phq-9", (DATA / f"{name}.csv").read_bytes(), *more).exit_code == 0
    assert [(row["id"], row["total"]) for row in table(tmp_path / "out.csv")] == totals


def test_columns_that_are_no_items_are_named_in_one_sentence(run: Run) -> None:
    result = run("phq-9", (DATA / "phq9-redcap-export.csv").read_bytes())
    assert isinstance(result.exception, BadUsage)
    (sentence,) = result.exception.faults
    assert sentence.startswith(
        "in.csv: phq-9 has no item “redcap_event_name”, “redcap_repeat_instrument”, “phq9_total_score”, "
        "“patient_health_questionnaire_timestamp”, “patient_health_questionnaire_complete”; a column is id,"
    )
    assert sentence.endswith("--ignore NAME leaves it out.")


def test_rows_that_share_an_id_are_all_refused(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (
        DATA / "phq9-duplicate-id.csv"
    ).read_bytes() + b"d2,1,1,1,1,1,1,1,1,1\n d1 ,,,,,,,,,\n,1,1,1,1,1,1,1,1,1\n,0,0,0,0,0,0,0,0,0\n"
    for chunk in (batch_file.CHUNK, 2, 1):
        monkeypatch.setattr(batch_file, "CHUNK", chunk)
        assert run("phq-9", rows).exit_code == 2
        statuses = [row["status"] for row in table(tmp_path / "out.csv")]
        assert statuses == ["invalid", "invalid", "scored", "invalid", "scored", "scored"]
        assert [(row["row"], row["id"], row["sentence"]) for row in table(tmp_path / "out.errors.csv")] == [
            ("2", "d1", "The id “d1” stands in row 3, 5 too."),
            ("3", "d1", "The id “d1” stands in row 2, 5 too."),
            ("5", " d1 ", "The id “d1” stands in row 2, 3 too."),
        ]


@pytest.mark.parametrize(
    ("column", "key"),
    [
        ("phq9_1", "q1"),
        ("PHQ-9[q1]", "q1"),
        ("phq9.q01", "q1"),
        ("phq_9 1", "q1"),
        ("phq9_99", None),
        ("phq91", None),
        ("gad7_1", None),
    ],
)
def test_the_name_of_the_instrument_and_a_number_is_an_item(run: Run, column: str, key: str | None) -> None:
    assert (run("phq-9", f"{column},q2\n1,1\n").exit_code == 0) is (key is not None)


@pytest.mark.parametrize(
    ("rows", "more", "total"),
    [
        (
            "id,A,B,C,D,E\na,1,1,1,1,1\n",
            ("--column", "A=q1", "--column", "B=q2", "--ignore", "C", "--ignore", "D", "--column", "E=q5"),
            "",
        ),
        ("ResponseId,Q_1,Q_2,Q_3,Q_4,Q_5\na,1,1,1,1,1\n", ("--column", "Q_*=q*"), "20"),
        (HEAD + "a,1,1,1,1,NA\n", ("--missing", "NA"), ""),
        (HEAD + "a,1,1,1,1,-99\n", ("--missing=-99",), ""),
        ("id;q1;q2;q3;q4;q5;\na;1;1;1;1;1;\n", (), "20"),
    ],
)
def test_what_the_command_line_says_of_a_file(
    run: Run, tmp_path: Path, rows: str, more: tuple[str, ...], total: str
) -> None:
    result = run("who-5", rows, *more)
    assert result.exit_code == 0, result.output
    assert [(row["id"], row["total"]) for row in table(tmp_path / "out.csv")] == [("a", total)]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            HEAD + "a,NA,1,1,1,1\n",
            "it must be a whole number from 0 to 5. If it stands for a missing answer, say --missing=NA.",
        ),
        (HEAD + "a,-99,1,1,1,1\n", "If it stands for a missing answer, say --missing=-99."),
        ("id;q1;q2;q3;q4;q5;\na;1;1;1;1;1;7\n", "There is something in a column that the header gives no name."),
    ],
)
def test_what_is_refused_says_which_option_may_help(run: Run, tmp_path: Path, rows: str, sentence: str) -> None:
    assert run("who-5", rows).exit_code == 2
    (fault,) = table(tmp_path / "out.errors.csv")
    assert sentence in fault["sentence"]


def test_what_a_spreadsheet_would_run_is_marked_in_both_files(run: Run, tmp_path: Path) -> None:
    run("who-5", HEAD + "\"=cmd|'/C calc'!A0\",3,3,3,3,3\n@b,9,1,1,1,1\n-1,1,1,1,1,1\n")
    assert [row["id"] for row in table(tmp_path / "out.csv")] == ["'=cmd|'/C calc'!A0", "'@b", "-1"]
    assert [row["id"] for row in table(tmp_path / "out.errors.csv")] == ["'@b"]


def test_what_is_scored_is_read_from_a_pipe_too(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=((HEAD + "a,3,3,3,3,3\n").encode(),))
    writer.start()
    summary = score_file(INSTALLED["who-5"], pipe, tmp_path / "out.csv", tmp_path / "errors.csv")
    writer.join()
    assert summary.scored == 1
