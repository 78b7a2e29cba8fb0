"""A setting that is declared is read, and one that is read is declared; nobody goes past the typed value."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from varde.kernel.assembly import taken
from varde.kernel.declared import declared
from varde.kernel.part import Part
from varde.kernel.settings import Settings
from varde.kernel.words import Text
from varde.parts import build_catalogue

BASES = re.compile(r"(\bsettings|\bsettings_(of|for)\(.*\)|^given)$")
IN_TEMPLATES = re.compile(r"\bsettings\.(\w+)")


def sources(repository: Path, ending: str) -> Iterator[tuple[Path, str]]:
    for folder in ("core/varde", "plugins"):
        for path in sorted((repository / folder).rglob(f"*.{ending}")):
            yield path.relative_to(repository), path.read_text(encoding="utf-8")


def attributes(tree: ast.AST) -> Iterator[str]:
    """Names that are read from something called settings, or that a rule asks for (``decided("waiting_weeks")``)."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="decided"), args=[ast.Constant(value=str() as name)]):
                yield name
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


@pytest.fixture(scope="module")
def kinds() -> list[tuple[str, type]]:
    """Whose settings they are, and where they are declared: the installation's, and those of every part."""
    parts = build_catalogue().all(Part).values()
    return [("kernel", Settings), *((part.key, level.kind) for part in parts for level in taken(part, "settings", []))]


def unread(kinds: Iterable[tuple[str, type]], read: set[str], repository: Path) -> Iterator[str]:
    """A sentence for each setting that nobody reads, with the part, the file and the line."""
    for part, kind in kinds:
        lines, first = inspect.getsourcelines(kind)
        file = Path(inspect.getfile(kind))
        shown = file.relative_to(repository) if file.is_relative_to(repository) else file
        for name in [field.name for field in fields(kind) if field.name not in read]:
            line = first + next(n for n, text in enumerate(lines) if re.match(rf"\s+{name}\b", text))
            yield f"{shown}:{line}: nobody reads {name} of the part {part}."


def test_every_declared_setting_is_read(kinds: list[tuple[str, type]], read: set[str], repository: Path) -> None:
    assert {part for part, _ in kinds} >= {"kernel", "identity", "enrolments"}
    assert list(unread(kinds, read, repository)) == []


@dataclass(frozen=True)
class Walls:
    """What nobody reads."""

    colour_of_the_walls: str = "white"


def test_a_setting_that_nobody_reads_is_named_with_part_file_and_line(read: set[str], repository: Path) -> None:
    lines = Path(__file__).read_text().splitlines()
    (line,) = [number for number, text in enumerate(lines, 1) if text.startswith("    colour_of_the_walls")]
    sentence = f"tests/architecture/test_settings.py:{line}: nobody reads colour_of_the_walls of the part walls."
    assert list(unread([("walls", Walls)], read, repository)) == [sentence]


def test_every_setting_says_what_it_decides_in_three_languages(kinds: list[tuple[str, type]]) -> None:
    for part, kind in kinds[1:]:
        for name, setting in declared(kind).items():
            words: Text = setting.words
            assert len({words.nb, words.nn, words.en}) == 3, (part, name)
            assert all((words.nb, words.nn, words.en)), (part, name)


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
