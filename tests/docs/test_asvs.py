"""The page about ASVS has every chapter, says of each how it stands, and names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "operations" / "asvs.md"
STANDS = re.compile(r"met|met in part|not applicable|open: (core|trust)")


def test_every_chapter_stands_somehow_by_a_test_that_is_there() -> None:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| V")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert {int(re.findall(r"\d+", row[0])[0]) for row in rows} == set(range(1, 18))
    assert [row[0] for row in rows if not STANDS.fullmatch(row[1])] == []
    tests = {row[0]: re.findall(r"`(\S+/test_\w+\.py)`", row[2]) for row in rows}
    assert [path for paths in tests.values() for path in paths if not (ROOT / path).is_file()] == []
    without = [row[0] for row in rows if row[1].startswith("met") and not tests[row[0]]]
    assert without == ["V7.1 Documentation of sessions"]
