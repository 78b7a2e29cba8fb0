"""Every benchmark still runs, at its smallest size; and the limits that are counted, not timed, hold."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.program
CANNOT = 3
SERVED, SERVED_TO_SOAK = ("doors",), ("doors", "web", "channels")
"""They start PostgreSQL and Redis, which may be missing, and half a minute is what the last two take of a processor."""
ALONE = ("starting", "scoring", "accepting", "cells", "simulation", "uploads", "pages")
ROOT = Path(__file__).parents[2]


@cache
def run(out: Path, *names: str) -> subprocess.CompletedProcess[str]:
    """These runs are one program, which is started once, also when it fails."""
    command = [sys.executable, "benchmarks/run.py", *names, "--tiny", "--out", str(out)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


def outcomes(folder: Path, *names: str) -> dict[str, list[dict[str, Any]]]:
    """What these runs found, by the run."""
    out = folder / f"{names[0]}.json"
    done = run(out, *names)
    if done.returncode == CANNOT:
        pytest.skip(done.stderr.strip().splitlines()[-1].partition(" ")[2])
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(out.read_text())["outcomes"]
    assert all(outcome["name"] in done.stdout for outcome in found)
    by_run = defaultdict(list)
    for outcome in found:
        by_run[outcome["run"]].append(outcome)
    return by_run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("found")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "served" in metafunc.fixturenames:
        metafunc.parametrize("served", SERVED_TO_SOAK if metafunc.config.option.soak else SERVED)


@pytest.mark.parametrize("name", ALONE)
def test_the_benchmark_runs(name: str, folder: Path) -> None:
    shows(outcomes(folder, *ALONE)[name])


@pytest.mark.slow
@pytest.mark.verification
def test_the_benchmark_of_what_is_served_runs(served: str, folder: Path) -> None:
    shows(outcomes(folder, served)[served])


def shows(found: list[dict[str, Any]]) -> None:
    assert found
    for outcome in found:
        assert outcome["compared_with"]
        assert outcome["ratio"] > 0


def test_a_misspelt_run_is_refused_by_name(repository: Path) -> None:
    command = [sys.executable, "benchmarks/run.py", "scorng"]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "there is no run called scorng" in done.stderr
