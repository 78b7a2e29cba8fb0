"""Every sentence in Python is a Text that exists in the languages it is shown in; errors are classes with one."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import varde
from varde.kernel.errors import ForOperator, VardeError
from varde.kernel.words import LANGUAGES, Counted, Text

NOT_IMPORTED = ("varde.migrations.env", "varde.migrations.versions", "varde.__main__", "varde.wsgi", "varde.testing")
PLACEHOLDER = re.compile(r"\{\w*\}|</?[a-z]+[^>]*>")
ENGLISH_TOO = ("varde.web", "varde.record", "varde.caseload", "varde.kernel")
"""Where every word is the interface's own; elsewhere a patient's text may be in bokmål and nynorsk alone."""


def modules_of_the_core() -> list[ModuleType]:
    """Every module of the core that can be imported without starting anything."""
    names = [found.name for found in pkgutil.walk_packages(varde.__path__, "varde.")]
    return [importlib.import_module(name) for name in names if not name.startswith(NOT_IMPORTED)]


def texts_in(value: Any, name: str) -> Iterator[tuple[str, Text]]:
    """The Texts that a name of a module stands for, alone or in a table."""
    match value:
        case Text():
            yield name, value
        case Counted(one=one, many=many):
            yield from ((f"{name}.one", one), (f"{name}.many", many))
        case Mapping():
            for key, inner in value.items():
                yield from texts_in(inner, f"{name}[{key!r}]")
        case tuple() | list():
            for place, inner in enumerate(value):
                yield from texts_in(inner, f"{name}[{place}]")


@pytest.fixture(scope="module")
def every_text() -> dict[str, Text]:
    return {
        name: text
        for module in modules_of_the_core()
        for variable, value in vars(module).items()
        for name, text in texts_in(value, f"{module.__name__}.{variable}")
    }


@pytest.fixture(scope="module")
def every_error() -> list[type[VardeError]]:
    modules_of_the_core()
    kinds, waiting = [], [VardeError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        kinds += [kind] if kind.__module__.startswith("varde.") else []
    return kinds


def test_every_text_is_there_in_its_languages_with_the_same_placeholders(every_text: dict[str, Text]) -> None:
    assert len(every_text) > 600
    missing, broken = [], []
    for name, text in every_text.items():
        english = name.startswith(ENGLISH_TOO) and bool(text.nb)
        missing += [f"{name} has no {language}" for language in text.missing() if text.nb or text.nn]
        missing += [f"{name} has no en"] if english and not text.en else []
        said = [sorted(PLACEHOLDER.findall(getattr(text, code))) for code in LANGUAGES if getattr(text, code)]
        broken += [f"{name}: {said}"] if any(found != said[0] for found in said) else []
    assert not missing, "\n".join(missing)
    assert not broken, "\n".join(broken)


def test_every_error_has_a_sentence_in_three_languages(every_error: list[type[VardeError]]) -> None:
    assert len(every_error) > 50
    silent = [kind for kind in every_error if not isinstance(getattr(kind, "sentence", None), Text)]
    assert not silent
    poor = [kind.__qualname__ for kind in every_error if not all(getattr(kind.sentence, code) for code in LANGUAGES)]
    assert not poor, poor


def bare_words_in(tree: ast.AST, errors: set[str]) -> Iterator[int]:
    """The line of each error made from plain text instead of a Text or its own sentence."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=arguments) if name in errors:
                if any(isinstance(argument, ast.Constant | ast.JoinedStr) for argument in arguments):
                    yield node.lineno


def test_no_error_is_raised_with_plain_words(
    every_error: list[type[VardeError]], repository_texts: dict[Path, str]
) -> None:
    shown = {kind.__name__ for kind in every_error if not issubclass(kind, ForOperator)}
    faults = [
        f"{path}:{line}"
        for path, text in repository_texts.items()
        if path.parts[:2] == ("core", "varde") and path.suffix == ".py"
        for line in bare_words_in(ast.parse(text), shown)
    ]
    assert not faults, "\n".join(faults)


def test_what_is_for_an_operator_is_never_raised_by_a_page(
    every_error: list[type[VardeError]], repository_texts: dict[Path, str]
) -> None:
    names = {kind.__name__ for kind in every_error if issubclass(kind, ForOperator)}
    at_start = {"core/varde/web/plugins/part.py"}  # a plugin whose templates or words are faulty stops the start
    faults = [
        f"{path}:{node.lineno}"
        for path, text in repository_texts.items()
        if path.parts[:3] == ("core", "varde", "web") and path.suffix == ".py" and str(path) not in at_start
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Name | ast.Attribute)
        and (getattr(node, "id", "") or getattr(node, "attr", "")) in names
    ]
    assert not faults, "\n".join(faults)


def test_the_search_for_plain_words_finds_them() -> None:
    source = (
        'raise BadInput("Nei.")\nraise errors.BadInput(f"{x}.")\nraise BadInput(words.NO)\nraise BadInput(*faults)\n'
    )
    assert list(bare_words_in(ast.parse(source), {"BadInput"})) == [1, 2]


SAME_IN_EVERY_LANGUAGE = {
    "core/varde/alerts/rules.py": "the key of an alert that no programme has any more",
    "core/varde/assessments/sheet.py": "the name of somebody else's questionnaire",
    "core/varde/benefits/figures/mean_cards.py": "when it was asked and of how many, in the language of whoever reads",
    "core/varde/doors/calls.py": "what a machine sent is told to a machine",
    "core/varde/exchange/fhir/exporting.py": "the key of an instrument that is not installed",
    "core/varde/programmes/gone.py": "the key of a programme that is not installed",
    "core/varde/programmes/overviews.py": "what a patient wrote",
    "core/varde/web/shell/referral_form.py": "a number",
}
"""Where one string stands for every language, and what it is: never a sentence of ours, which would be English on a page."""


def same_thrice_in(tree: ast.AST) -> Iterator[int]:
    """The line of each Text that is made of one name three times."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="Text"), args=[ast.Name(id=nb), ast.Name(id=nn), ast.Name(id=en)]):
                if nb == nn == en:
                    yield node.lineno
            case ast.Call(func=ast.Name(id="Text"), args=[ast.Starred(value=ast.BinOp(op=ast.Mult()))]):
                yield node.lineno


def test_no_sentence_stands_as_it_is_for_every_language(repository_texts: dict[Path, str]) -> None:
    parsed = {
        str(path): list(same_thrice_in(ast.parse(text)))
        for path, text in repository_texts.items()
        if path.parts[:2] == ("core", "varde") and path.suffix == ".py" and "testing" not in path.parts
    }
    assert {path for path, lines in parsed.items() if lines} == set(SAME_IN_EVERY_LANGUAGE)
    assert list(same_thrice_in(ast.parse("Text(a, a, a)\nText(a, b, a)\nText(*(a,) * 3)"))) == [1, 3]
