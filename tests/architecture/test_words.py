"""Code speaks the words of GLOSSARY.md, and what plugin authors read is explained."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

# What not to call it, and what it is called.
SYNONYMS = {
    "client": "patient",
    "case": "enrolment",
    "forlop": "enrolment",
    "forløp": "enrolment",
    "pasient": "patient",
    "behandler": "therapist",
    "henvisning": "referral",
    "skjema": "instrument",
}

# OpenID Connect calls the program that asks for a sign-in a client; these are the names its documents give.
OPENID_NAMES = {"client_id", "client_secret", "client_key", "client_assertion"}

# A place where the word means something else, and what.
ANOTHER_MEANING: dict[tuple[str, str], str] = {
    ("core/varde/identity/", "client"): "OpenID Connect's name for the program that asks for a sign-in",
    ("demo/varde_demo/provider/", "client"): "the same",
    ("core/varde/app.py", "client"): "the same",
    ("core/varde/web/public/sign_", "client"): "the same",
    ("core/varde/testing/", "client"): "Flask's test client",
}


def words_of(identifier: str) -> list[str]:
    """The words that ``snake_case`` or ``CamelCase`` is made of, in lower case and without a plural's s."""
    parts = re.findall(r"[A-ZÆØÅ]?[a-zæøå]+|[A-ZÆØÅ]+(?![a-zæøå])", identifier)
    return [part.lower() if part.lower() in SYNONYMS else part.lower().removesuffix("s") for part in parts]


def names_given(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each name that a file itself gives, with its line: functions, classes, arguments, variables, tables."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.Assign(targets=[ast.Name(id="__tablename__")], value=ast.Constant(value=str(name))):
                yield node.lineno, name


def synonyms_in(path: str, source: str) -> list[str]:
    """Each name in the file that uses a word the house does not use, as a sentence."""
    meant_otherwise = {word for (place, word) in ANOTHER_MEANING if path.startswith(place)}
    return [
        f"{path}:{line}: {name}: we say {SYNONYMS[word]}"
        for line, name in names_given(ast.parse(source))
        for word in words_of(name)
        if word in SYNONYMS and word not in meant_otherwise and name.lower() not in OPENID_NAMES
    ]


def test_the_code_uses_the_words_of_the_house(repository_texts: dict[Path, str]) -> None:
    ours = {str(path): text for path, text in repository_texts.items() if is_shipped_code(path)}
    assert ours
    faults = [fault for path, text in ours.items() for fault in synonyms_in(path, text)]
    assert not faults, "\n".join(faults)


def is_shipped_code(path: Path) -> bool:
    """Whether a file is Python that is installed, as opposed to a test."""
    return path.suffix == ".py" and path.parts[0] in {"core", "plugins"} and "tests" not in path.parts


def is_read_by_plugin_authors(path: Path) -> bool:
    """Whether a file is a plugin, which is an example to copy, or the plugin author's interface."""
    return (
        is_shipped_code(path)
        and "migrations" not in path.parts
        and (path.parts[0] == "plugins" or path.parts[:3] == ("core", "varde", "plugin"))
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("class ClientCase: pass", ["patient", "enrolment"]),
        ("def close(cases): ...", ["enrolment"]),
        ("self.forløp_id = 1", ["enrolment"]),
        ("__tablename__ = 'client'", ["patient"]),
        ("caseload = text.casefold(); lowercase = test(client=1)", []),
    ],
)
def test_the_search_for_synonyms_finds_them(source: str, expected: list[str]) -> None:
    assert [fault.rpartition(" ")[2] for fault in synonyms_in("x.py", source)] == expected


def test_plugins_and_their_interface_are_explained(repository_texts: dict[Path, str]) -> None:
    silent = [
        f"{path}:{line}: {name}"
        for path, text in repository_texts.items()
        if is_read_by_plugin_authors(path)
        for line, name in unexplained(ast.parse(text))
    ]
    assert not silent, "no docstring:\n" + "\n".join(silent)


def unexplained(module: ast.Module) -> Iterator[tuple[int, str]]:
    """The public module, classes and functions that have no docstring; a hook's stands on its specification."""
    if module.body and not ast.get_docstring(module):
        yield 1, "the module"
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            is_hook = any("hookimpl" in ast.unparse(decorator) for decorator in node.decorator_list)
            if not node.name.startswith("_") and not is_hook and not ast.get_docstring(node):
                yield node.lineno, node.name


def test_the_search_for_silence_finds_it() -> None:
    source = '@hookimpl\ndef varde_measures(): ...\ndef score(): ...\ndef _sum(): ...\nclass A:\n    """A."""\n'
    assert list(unexplained(ast.parse(source))) == [(1, "the module"), (3, "score")]
