"""The command that brings in answers: what it sums up, and how it says what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from varde.exchange.csv.commands import import_group
from varde.kernel.console import Console

from .answer_files import GOOD, HEAD, ROWS, everything

if TYPE_CHECKING:
    from varde.testing.house import House


@pytest.fixture
def command(house: House, tmp_path: Path) -> Callable[..., Result]:
    def run(rows: str, *more: str) -> Result:
        (tmp_path / "answers.csv").write_text(rows, encoding="utf-8")
        words = ["responses", str(tmp_path / "answers.csv"), "--organisation", "klinikken", "--programme", "ridge"]
        console = Console(lambda: house.platform.catalogue, lambda: house.platform)
        return CliRunner().invoke(import_group, [*words, *more], obj=console)

    return run


def test_the_command_sums_up_in_json(command: Callable[..., Result]) -> None:
    trial, first, second = command(ROWS, "--dry-run"), command(ROWS), command(ROWS)
    assert (trial.exit_code, first.exit_code, second.exit_code) == (0, 0, 0)
    assert json.loads(trial.stdout)["stored"] is False
    assert json.loads(first.stdout) == {
        "stored": True,
        "dry_run": False,
        "rows": 28,
        "persons_new": 2,
        "persons_known": 0,
        "responses_new": 4,
        "responses_known": 0,
        "responses_corrected": 0,
        "dangers": 1,
        "faults": 0,
    }
    assert json.loads(second.stdout)["responses_new"] == 0
    assert first.stderr.startswith("Row 2: phq-9 at start on 2024-01-08 says that somebody was in danger")


def test_the_command_shows_fifty_faults_and_how_many_more(house: House, command: Callable[..., Result]) -> None:
    result = command(HEAD + "".join(GOOD.replace("a,", f"p{n},", 1).replace("q1,2", "q1,9") for n in range(60)))
    said = result.stderr.splitlines()
    assert result.exit_code == 2
    assert json.loads(result.stdout)["faults"] == 60
    assert len(said) == 52
    assert said[50:] == ["and 10 more", "Nothing was stored."]
    assert not any(everything(house).values())


def test_the_command_names_a_file_that_is_not_there(house: House, tmp_path: Path) -> None:
    words = ["responses", str(tmp_path / "gone.csv"), "--organisation", "x", "--programme", "y"]
    console = Console(lambda: house.platform.catalogue, lambda: house.platform)
    result = CliRunner().invoke(import_group, words, obj=console)
    assert result.exit_code == 2
    assert json.loads(result.stdout)["stored"] is False
    assert "gone.csv cannot be read" in result.stderr
