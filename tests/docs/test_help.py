"""``help()`` of every name that an author may import stands by itself: what it is, what each part of it is, and nothing of how
Varde goes about it. The reference is written from the same."""

from __future__ import annotations

import pydoc
import re
from dataclasses import is_dataclass
from pathlib import Path

import pytest

import varde.plugin

from .names import OF_VARDE, Name, modules, names

NAMES = list(names())
INSIDE = re.compile(r"\bvarde\.(?!plugin\b|testing\b)\w+")
EVIDENT = {
    # what everything has
    "key", "title", "label", "name", "summary", "renamed_from", "source", "work", "speech", "enrolment_id", "programme",
    "instrument", "rule", "value", "number", "id", "at", "minutes", "hint", "nb", "nn", "en", "given_name", "family_name",
    "born", "question", "answer", "context", "items", "sentence", "band", "bands", "total", "track", "low", "high", "values",
    "points", "code", "mean", "sd",
}  # fmt: skip
"""Parts of a name that need no word: they are what they are called, everywhere."""


def ids(name: Name) -> str:
    return f"{name.module.removeprefix('varde.')}.{name.name}"


def test_what_is_not_for_authors_is_known() -> None:
    """A module is one or the other, so a new one cannot be forgotten here."""
    files = {path.stem for path in Path(varde.plugin.__path__[0]).iterdir() if path.suffix == ".py" or path.is_dir()}
    of_authors = {module.__name__.rpartition(".")[2] for module in modules()}
    assert files - {"__init__", "__pycache__", "templates"} == OF_VARDE | of_authors - {"plugin"}


@pytest.mark.parametrize("name", NAMES, ids=ids)
def test_a_name_says_what_it_is(name: Name) -> None:
    assert name.doc, "it has no docstring, or text below it"
    assert re.search(r"[.…!?)`]$", name.doc), "the last sentence has no end"
    assert len(name.doc.split()) >= 3


@pytest.mark.parametrize("name", NAMES, ids=ids)
def test_a_name_does_not_lead_inside(name: Name) -> None:
    """Nobody is sent to a module that she may not import, by its words or by its types."""
    assert INSIDE.findall(f"{name.doc}\n{name.signature}") == []


@pytest.mark.parametrize("name", [name for name in NAMES if is_dataclass(name.value)], ids=ids)
def test_every_part_of_it_is_spoken_of(name: Name) -> None:
    unsaid = [
        parameter
        for parameter in name.parameters
        if parameter not in EVIDENT and not parameter.endswith("_id") and not re.search(rf"\b{parameter}\b", name.doc)
    ]
    assert unsaid == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.is_called], ids=ids)
def test_help_shows_it(name: Name) -> None:
    shown = pydoc.plain(pydoc.render_doc(name.value))
    assert name.doc.splitlines()[0] in shown
    assert name.signature in shown


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.__name__)
def test_a_module_says_what_it_is_for(module: object) -> None:
    assert re.match(r"[A-Z].+[.:]", (module.__doc__ or "").strip())
    assert INSIDE.findall(module.__doc__ or "") == []
