"""The table of faults: each row has what is seen and kept, and a test that is there."""

from __future__ import annotations

import re

import pytest

from .documents import ROOT

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/operations/faults.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| Fault")
]


def test_the_faults_of_the_table() -> None:
    assert len(ROWS) == 28
    assert all(len(row) == 5 and all(row) for row in ROWS), [row for row in ROWS if len(row) != 5]
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_each_is_shown_by_a_test_that_is_there(row: list[str]) -> None:
    (named,) = re.findall(r"`([^`]+)::(test_\w+)`", row[4])
    assert f"def {named[1]}(" in (ROOT / named[0]).read_text(encoding="utf-8")
