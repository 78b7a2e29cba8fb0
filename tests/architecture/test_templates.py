"""A template takes in what it uses and defines what somebody uses: what is left behind when a page changes is seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

READ = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
"""Only parses: nothing is rendered."""
DEFINED = re.compile(r"\bmacro +\w+|\{#.*?#\}", re.DOTALL)
"""Where a macro is named and not used: its own head, and comments."""


def _templates(texts: dict[Path, str]) -> dict[Path, str]:
    return {path: text for path, text in texts.items() if path.suffix == ".html" and "templates" in path.parts}


def unused_in(template: str) -> set[str]:
    """The names that a template takes from another one and never uses."""
    tree = READ.parse(template)
    taken = {
        name if isinstance(name, str) else name[1] for line in tree.find_all(nodes.FromImport) for name in line.names
    }
    taken |= {module.target for module in tree.find_all(nodes.Import)}
    return taken - {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}


def macros_in(template: str) -> set[str]:
    """The macros that a template defines."""
    return {macro.name for macro in READ.parse(template).find_all(nodes.Macro)}


@pytest.mark.parametrize(
    ("template", "unused"),
    [
        ('{% from "a.html" import icon, note %}{{ icon("x") }}', {"note"}),
        ('{% from "a.html" import icon as drawn %}{{ icon }}', {"drawn"}),
        ('{% import "a.html" as forms with context %}<p>forms</p>', {"forms"}),
        ('{% import "a.html" as forms %}{{ forms.text("x") }}', set()),
        ('{% from "a.html" import note %}{% call note() %}{% endcall %}', set()),
        ('{% from "a.html" import tag %}{% block main %}{% if x %}{{ tag(x) }}{% endif %}{% endblock %}', set()),
        ('{% from "a.html" import tag %}{% set tag = 1 %}', {"tag"}),
    ],
)
def test_an_unused_import_is_seen(template: str, unused: set[str]) -> None:
    assert unused_in(template) == unused


def test_no_template_takes_in_what_it_does_not_use(repository_texts: dict[Path, str]) -> None:
    templates = _templates(repository_texts)
    assert len(templates) > 100
    assert {str(path): names for path, text in templates.items() if (names := unused_in(text))} == {}


@pytest.mark.parametrize(("said", "by"), [(r"kl\.", "clock"), ("siden", "ago")])
def test_no_hour_is_said_to_be_one_twice(said: str, by: str, repository_texts: dict[Path, str]) -> None:
    """``|clock`` writes “kl. 10.42” itself, and ``|ago`` “for 3 dager siden”."""
    hour = re.compile(rf"{said} %\((\w+)\)s")
    twice = {
        f"{path}: {line.strip()[:120]}"
        for path, text in _templates(repository_texts).items()
        for line in text.splitlines()
        for name in hour.findall(line)
        if re.search(rf"\b{name}=[\w.\[\]]+\|{by}", line)
    }
    assert twice == set()


def test_no_macro_is_left_that_nobody_calls(repository_texts: dict[Path, str]) -> None:
    """A page or, where cells are drawn one by one, a face in Python."""
    templates = _templates(repository_texts)
    faces = [text for path, text in repository_texts.items() if path.suffix == ".py" and "web" in path.parts[:3]]
    called = {word for text in [*templates.values(), *faces] for word in re.findall(r"\w+", DEFINED.sub("", text))}
    assert {str(path): names for path, text in templates.items() if (names := macros_in(text) - called)} == {}


def test_a_macro_is_no_use_of_itself() -> None:
    template = "{% macro pill(word) %}{{ word }}{% endmacro %}{% macro row() %}{{ pill('x') }}{% endmacro %}"
    assert macros_in(template) == {"pill", "row"}
    assert "pill" in DEFINED.sub("", template)
    assert "row" not in DEFINED.sub("", template)
    assert "row" not in DEFINED.sub("", "{#- row() is\n what it says -#}" + template)


def test_no_form_puts_what_is_written_in_an_address(repository_texts: dict[Path, str]) -> None:
    """A name, or a word of a record, would stand in the browser's history and in every log on the way."""
    form = re.compile(r'<form[^>]*method="get".*?</form>', re.DOTALL)
    writing = re.compile(r'<input[^>]*type="(?:text|search)"|<textarea')
    faulty = {
        str(path): field.group(0)
        for path, text in repository_texts.items()
        if path.suffix == ".html"
        for sent in form.findall(text)
        if (field := writing.search(sent))
    }
    assert faulty == {}
