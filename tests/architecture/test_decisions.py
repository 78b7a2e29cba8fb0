"""Decision records are short, numbered and titled, so that people read them."""

from __future__ import annotations

import re
from pathlib import Path

LONGEST = 25


def test_decision_records_are_short_numbered_and_titled(repository: Path) -> None:
    records = sorted((repository / "docs" / "adr").glob("*.md"))
    assert records
    faults = [f"{path.name}: {fault}" for path in records for fault in faults_of(path.name, path.read_text())]
    assert not faults, "\n".join(faults)


def test_no_two_decision_records_share_a_number(repository: Path) -> None:
    numbers = [path.name[:4] for path in (repository / "docs" / "adr").glob("*.md")]
    assert sorted(numbers) == sorted(set(numbers))


def faults_of(name: str, text: str) -> list[str]:
    """What is wrong with one record, given its file name and what it says."""
    lines = text.splitlines()
    numbered = re.fullmatch(r"(\d{4})(-[a-z0-9]+)+\.md", name)
    faults = [] if numbered else ["should be called 0007-what-was-decided.md"]
    if numbered and not lines[0].startswith(f"# {int(numbered[1])}. "):
        faults.append(f"should begin '# {int(numbered[1])}. What was decided'")
    if len(lines) > LONGEST:
        faults.append(f"{len(lines)} lines; a decision fits in {LONGEST}")
    return faults


def test_the_rules_for_records_are_applied() -> None:
    assert faults_of("0003-one-clock.md", "# 3. One clock\n\nWhy.\n") == []
    assert len(faults_of("3.md", "# 3. One clock\n" * 30)) == 2
    assert len(faults_of("0004-b.md", "# 3. One clock\n")) == 1
