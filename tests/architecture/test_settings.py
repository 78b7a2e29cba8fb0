"""A setting that is declared is read, and one that is read is declared; nobody goes past the typed value."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from varde.enrolments.settings import OfferingSettings
from varde.identity.settings import OrganisationSettings
from varde.kernel.declared import declared
from varde.kernel.settings import Settings
from varde.kernel.words import Text

KINDS = (Settings, OrganisationSettings, OfferingSettings)
BASES = re.compile(r"(\bsettings|\bsettings_(of|for)\(.*\)|^given)$")
IN_TEMPLATES = re.compile(r"\bsettings\.(\w+)")


def sources(repository: Path, ending: str) -> Iterator[tuple[Path, str]]:
    for folder in ("core/varde", "plugins"):
        for path in sorted((repository / folder).rglob(f"*.{ending}")):
            yield path.relative_to(repository), path.read_text(encoding="utf-8")


def attributes(tree: ast.AST) -> Iterator[str]:
    """Names that are read from something called settings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and BASES.search(last_words(node.value)):
            yield node.attr


def last_words(node: ast.expr) -> str:
    """How an expression is written, as far as its last word tells."""
    match node:
        case ast.Name(id=word):
            return word
        case ast.Attribute(attr=word):
            return f".{word}"
        case ast.Call(func=ast.Name(id=word) | ast.Attribute(attr=word)):
            return f"{word}()"
        case _:
            return ast.unparse(node)


@pytest.fixture(scope="module")
def read(repository: Path) -> set[str]:
    names = {name for _, text in sources(repository, "py") for name in attributes(ast.parse(text))}
    settings = ast.parse((repository / "core/varde/kernel/settings.py").read_text(encoding="utf-8"))
    of_itself = {
        node.attr
        for node in ast.walk(settings)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "self"
    }
    return names | of_itself | {n for _, text in sources(repository, "html") for n in IN_TEMPLATES.findall(text)}


@pytest.mark.parametrize("kind", KINDS)
def test_every_declared_setting_is_read(read: set[str], kind: type) -> None:
    assert {field.name for field in fields(kind)} - read == set()


def test_a_setting_that_nobody_reads_would_show(read: set[str]) -> None:
    assert "colour_of_the_walls" not in read


@pytest.mark.parametrize("kind", [OrganisationSettings, OfferingSettings])
def test_every_setting_says_what_it_decides_in_three_languages(kind: type) -> None:
    for name, setting in declared(kind).items():
        words: Text = setting.words
        assert len({words.nb, words.nn, words.en}) == 3, name
        assert all((words.nb, words.nn, words.en)), name


def test_nobody_reads_stored_settings_by_key(repository: Path) -> None:
    """``offering.settings.get("waiting_week")`` would be a default that nobody chose."""
    by_key = re.compile(r"""(offering|row|organisation|door)\.(settings|details)(\.get\(|\[)|organisation\.details\.""")
    places = [
        f"{path}: {line.strip()}"
        for ending in ("py", "html")
        for path, text in sources(repository, ending)
        for line in text.splitlines()
        if by_key.search(line) and path.name not in ("settings.py", "stored_settings.py")
    ]
    assert places == []
