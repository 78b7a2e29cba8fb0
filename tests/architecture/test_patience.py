"""A test in a browser waits for what it looks for: a click returns when the next page has begun, not when it has come."""

from __future__ import annotations

import re
from pathlib import Path

STATES = r"is_(visible|hidden|checked|enabled|disabled|editable)\(\)"
PLACES = r"(page|locator\(.*\)|get_by_\w+\(.*\))\.count\(\)"
HASTY = re.compile(rf"^\s*assert\b.*(\.{STATES}|{PLACES})")


def hasty_lines(text: str) -> list[str]:
    """Lines that ask the browser once, where ``expect`` asks until it is so."""
    return [line.strip() for line in text.splitlines() if HASTY.match(line)]


def test_a_hasty_line_is_seen() -> None:
    assert hasty_lines("    assert page.get_by_text('Lagret').is_visible()\n") == [
        "assert page.get_by_text('Lagret').is_visible()"
    ]
    assert hasty_lines("assert not box.is_checked(), 'still'")
    assert hasty_lines('assert page.locator("tr.risk").count() == 0')
    assert not hasty_lines("expect(page.get_by_text('Lagret')).to_be_visible()")
    assert not hasty_lines("assert names.count('Ada') == 1")


def test_no_test_asks_a_page_once(repository: Path) -> None:
    hasty = [
        f"{path.relative_to(repository)}: {line}"
        for place in ("core", "plugins", "demo", "tests")
        for path in sorted((repository / place).rglob("*.py"))
        if path.name != "test_patience.py"
        for line in hasty_lines(path.read_text("utf-8"))
    ]
    assert hasty == [], "use expect(...) of varde.testing.browser"
