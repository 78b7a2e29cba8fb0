"""Every benchmark still runs, at its smallest size; and the limits that are counted, not timed, hold."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.program
CANNOT = 3
SERVED = [pytest.param(name, marks=pytest.mark.slow) for name in ("doors", "web", "channels")]


@pytest.mark.parametrize(
    "name", ["starting", "scoring", "accepting", "cells", "simulation", "uploads", "pages", *SERVED]
)
def test_the_benchmark_runs(name: str, repository: Path, tmp_path: Path) -> None:
    command = [sys.executable, "benchmarks/run.py", name, "--tiny", "--out", str(tmp_path / "found.json")]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, timeout=180, check=False)
    if done.returncode == CANNOT:
        pytest.skip(done.stderr.strip().splitlines()[-1].removeprefix(f"{name} "))
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads((tmp_path / "found.json").read_text())
    assert found["outcomes"]
    for outcome in found["outcomes"]:
        assert outcome["name"] in done.stdout
        assert outcome["compared_with"]
        assert outcome["ratio"] > 0


def test_a_misspelt_run_is_refused_by_name(repository: Path) -> None:
    command = [sys.executable, "benchmarks/run.py", "scorng"]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "there is no run called scorng" in done.stderr
