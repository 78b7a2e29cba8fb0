"""Every sentence of the templates exists in nynorsk and English, with the same placeholders; Python has words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)s|%[sd]|\{\w*\}|</?[a-z]+[^>]*>")
Message = str | tuple[str, ...]


def messages(repository: Path) -> Iterator[Message]:
    """What the templates ask to have translated."""
    core = repository / "core" / "varde"
    for path in sorted(path for path in core.rglob("*.html") if "testing" not in path.parts):
        with path.open("rb") as file:
            for _, found, _, _ in extract("jinja2.ext:babel_extract", file, KEYWORDS, options={"trimmed": "true"}):
                yield found


@pytest.fixture(scope="module")
def wanted(repository: Path) -> set[Message]:
    found = {message for message in messages(repository) if message and (isinstance(message, tuple) or message.strip())}
    assert len(found) > 400
    return found


@pytest.mark.parametrize("language", ["nn", "en"])
def test_every_message_is_translated(repository: Path, wanted: set[Message], language: str) -> None:
    with (repository / "core" / "varde" / "locale" / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    missing, broken = [], []
    for message in sorted(wanted, key=str):
        entry = catalogue.get(message if isinstance(message, str) else message[0])
        if entry is None or not entry.string or (isinstance(entry.string, tuple) and not all(entry.string)):
            missing.append(message)
            continue
        ours = message if isinstance(message, str) else message[-1]
        theirs = entry.string if isinstance(entry.string, str) else entry.string[-1]
        if sorted(PLACEHOLDER.findall(ours)) != sorted(PLACEHOLDER.findall(theirs)):
            broken.append((ours, theirs))
    assert not missing, f"{len(missing)} without {language}: {missing[:5]}"
    assert not broken, f"placeholders differ: {broken[:5]}"


@pytest.mark.parametrize("language", ["nn", "en"])
def test_nothing_is_translated_that_nobody_asks_for(repository: Path, wanted: set[Message], language: str) -> None:
    asked = {message if isinstance(message, str) else message[0] for message in wanted}
    with (repository / "core" / "varde" / "locale" / f"{language}.po").open("rb") as file:
        known = {entry.id[0] if isinstance(entry.id, tuple) else entry.id for entry in read_po(file) if entry.id}
    assert not known - asked, f"{len(known - asked)} are not used: {sorted(known - asked)[:5]}"
