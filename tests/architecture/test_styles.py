"""A class that a page gives something is one that a stylesheet or a script knows, so that no rename leaves a page unstyled."""

from __future__ import annotations

import re
from pathlib import Path

WEB = "core/varde/web"
CLASSES = re.compile(r'\bclass="([^"]*)"')
STATEMENT, EXPRESSION = re.compile(r"\{%.*?%\}", re.DOTALL), re.compile(r"\{\{.*?\}\}", re.DOTALL)
KNOWN = re.compile(r"\.([A-Za-z][\w-]*)")
UNSTYLED = {"booking", "choices", "draft-bar", "held", "module-list", "more", "worksheet"}
"""Names for tests and readers alone."""


def words_of(template: str) -> set[str]:
    """The classes written out in a template. What touches an expression is a part of a name, and left alone."""
    template = re.sub(r'"(?=[^{}]*[}%]\})', "'", template)
    found: set[str] = set()
    for classes in CLASSES.findall(template):
        marked = EXPRESSION.sub("\0", STATEMENT.sub(" ", classes))
        found |= {word for word in marked.split() if "\0" not in word}
    return {word for word in found if re.fullmatch(r"[A-Za-z][\w-]*", word)}


def test_a_class_is_read_beside_expressions() -> None:
    assert words_of('<p class="card {{ kind }} row{% if x == "a" %} wide{% endif %}">') == {"card", "row", "wide"}
    assert words_of('<p class="risk-{{ level }} tag">') == {"tag"}
    assert words_of('<ul class="open-things">') == {"open-things"}


def test_every_class_of_a_page_is_known(repository: Path) -> None:
    static = [*(repository / WEB).glob("shell/static/*.css"), *(repository / WEB).glob("shell/static/*.js")]
    known = {name for file in static for name in KNOWN.findall(file.read_text(encoding="utf-8"))}
    unknown = {
        f"{path.relative_to(repository)}: {word}"
        for path in (repository / WEB).glob("**/templates/**/*.html")
        for word in words_of(path.read_text(encoding="utf-8")) - known - UNSTYLED
    }
    assert sorted(unknown) == []
