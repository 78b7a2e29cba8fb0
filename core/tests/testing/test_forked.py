"""A program that is forked is as one that is started: its status, its streams, its folder and its environment."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from varde.testing.forked import varde_forked

pytestmark = [pytest.mark.program, pytest.mark.usefixtures("samples_installed")]


def test_what_it_says_and_how_it_ends() -> None:
    scored = varde_forked("score", "who-5", env=os.environ, stdin=json.dumps({f"q{n}": 3 for n in range(1, 6)}))
    assert (scored.returncode, scored.stderr) == (0, "")
    assert json.loads(scored.stdout)["total"] == 60
    unknown = varde_forked("score", "who-6", env=os.environ, stdin="{}")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "who-6" in unknown.stderr


def test_it_runs_where_it_is_asked_to(tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text('{"q1": 3}', encoding="utf-8")
    scored = varde_forked("score", "who-5", "answers.json", env=os.environ, cwd=tmp_path)
    assert json.loads(scored.stdout)["n_missing"] == 4


def test_one_run_leaves_nothing_to_the_next() -> None:
    misspelt = {**os.environ, "VARDE_LANGAGE": "nn"}
    assert "VARDE_LANGAGE" in varde_forked("db", "check", env=misspelt).stderr
    assert "VARDE_LANGAGE" not in varde_forked("db", "check", env=os.environ).stderr


def test_one_that_does_not_end_in_time_is_an_error(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "never.json")
    with pytest.raises(subprocess.TimeoutExpired):
        varde_forked("score", "who-5", str(tmp_path / "never.json"), env=os.environ, seconds=1)
