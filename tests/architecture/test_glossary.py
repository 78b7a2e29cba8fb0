"""GLOSSARY.md is the law: what it names is one thing in the code, and what can be spoken of is in it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

DECLARED = ("alerts", "benefits", "programmes")
"""The capabilities whose ``values.py`` is what a programme says to clinicians and managers."""
SHIPPED = {"core", "plugins", "demo"}


def named_in(glossary: str) -> list[str]:
    """The classes in the first column of every table, as often as they stand there."""
    first_cells = re.findall(r"^\| ([^|]*)\|", glossary, re.MULTILINE)
    return [name for cell in first_cells for name in re.findall(r"`([A-Z][a-z]\w*)`", cell)]


def classes_in(source: str) -> Iterator[ast.ClassDef]:
    yield from (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef))


def kinds_in(source: str) -> Iterator[str]:
    """Kinds that are one of several classes, such as ``Step = Reading | Exercise``."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp):
            yield from (name.id for name in node.targets if isinstance(name, ast.Name))


def is_table(of: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id == "Base" for base in of.bases)


def faults_of(glossary: str, classes: Iterable[str], spoken_of: Iterable[str]) -> list[str]:
    """Each name that the glossary and the code do not agree on, as a sentence."""
    named, there = Counter(named_in(glossary)), Counter(classes)
    twice = [f"{name} stands {times} times in the glossary" for name, times in named.items() if times > 1]
    unlike = [f"{name} is {there[name]} classes in the code" for name in named if there[name] != 1]
    missing = [f"{name} is not in the glossary" for name in spoken_of if name not in named]
    return twice + unlike + missing


def test_the_glossary_and_the_code_agree(repository_texts: dict[Path, str]) -> None:
    code = {
        path: list(classes_in(text))
        for path, text in repository_texts.items()
        if path.suffix == ".py" and path.parts[0] in SHIPPED and "tests" not in path.parts
    }
    spoken_of = [
        node.name
        for path, nodes in code.items()
        for node in nodes
        if (path.name == "models.py" and is_table(node))
        or path.parts[2:] in {(capability, "values.py") for capability in DECLARED}
    ]
    assert {"Enrolment", "RaisedAlert", "Measure", "Exercise"} <= set(spoken_of)
    classes = [node.name for nodes in code.values() for node in nodes]
    classes += [name for path in code for name in kinds_in(repository_texts[path])]
    faults = faults_of(repository_texts[Path("GLOSSARY.md")], classes, spoken_of)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("glossary", "expected"),
    [
        ("| `Alert`, `Step` | varsel |", []),
        ("| `Alert` | varsel |\n| `Alert` | varsel |", ["Alert stands 2 times in the glossary"]),
        ("| `Alert` |\n| `Line` |", ["Line is 2 classes in the code"]),
        ("| `Alert` |\n| `Gone` and `severity` | see `Nothing` |", ["Gone is 0 classes in the code"]),
        ("| alert | `Alert` |", ["Alert is not in the glossary"]),
    ],
)
def test_a_disagreement_is_named(glossary: str, expected: list[str]) -> None:
    assert faults_of(glossary, ["Alert", "Step", "Line", "Line"], ["Alert"]) == expected
