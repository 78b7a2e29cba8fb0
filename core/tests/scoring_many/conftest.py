"""The command that scores a file, and what it wrote."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from varde import cli

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
