"""One name, one class; and a variable is named for what it holds.

A reader who meets ``Form`` or ``found`` far from where it was made must know what it is without looking back.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Where no two classes share a name.
PACKAGES = ("core/varde", "demo/varde_demo", "plugins/*/varde_*")

# Classes that share a name all the same, and why.
SHARED: dict[str, str] = {}

# Where variables are named for what they hold: packages, and the tests that lie with them.
FOLDERS = (
    "core/varde/alerts",
    "core/varde/assessments",
    "core/varde/audit",
    "core/varde/benefits",
    "core/varde/caseload",
    "core/varde/charts",
    "core/varde/content",
    "core/varde/dialogue",
    "core/varde/enrolments",
    "core/varde/exchange",
    "core/varde/identity",
    "core/varde/instruments",
    "core/varde/kernel",
    "core/varde/kinds",
    "core/varde/migrations",
    "core/varde/modules",
    "core/varde/notifications",
    "core/varde/plugin",
    "core/varde/privacy",
    "core/varde/record",
    "core/varde/programmes",
    "core/varde/referrals",
    "core/varde/rules",
    "core/varde/scheduling",
    "core/varde/scoring_many",
    "core/varde/standing",
    "core/varde/testing",
    "core/varde/web",
    "core/varde/wording",
    "core/varde/*.py",
    "demo",
    "plugins",
)

# Names that say nothing about what they hold.
EMPTY = {
    "found",
    "one",
    "given",
    "somebody",
    "here",
    "both",
    "told",
    "other",
    "others",
    "rest",
    "more",
    "it",
    "this",
    "thing",
    "things",
    "data",
    "what",
    "who",
    "when",
}

# Where such a name does say what it holds, and why.
SAYS: dict[tuple[str, str], str] = {
    ("core/varde/audit/models.py", "what"): "the column of the access log: what was read or written",
    ("core/varde/audit/values.py", "what"): "the same",
    ("core/varde/enrolments/access.py", "what"): "the same",
    ("core/varde/enrolments/access_entries.py", "what"): "the same",
    ("core/varde/enrolments/break_glass_rules.py", "what"): "the same",
    ("core/varde/kernel/part.py", "data"): "the class of personal data, as a part declares it",
    ("core/varde/privacy/inventory.py", "data"): "the same",
    ("core/varde/kernel/words.py", "one"): "the words for exactly one, as grammar calls the form",
    ("core/varde/identity/oidc/provider.py", "data"): "the name that requests gives the body",
    ("demo/varde_demo/folder.py", "data"): "the keys of the data, as the demo's folder stores them",
}


def sources(root: Path, patterns: Sequence[str]) -> Iterator[Path]:
    """Every Python file that the patterns name, or that lies in a folder they name."""
    for pattern in patterns:
        for place in sorted(root.glob(pattern)):
            yield from [place] if place.is_file() else sorted(place.rglob("*.py"))


def classes_of(text: str) -> list[str]:
    """The names of the classes that stand in a module's text, inner ones too."""
    return [node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)]


def variables_of(text: str) -> set[str]:
    """The names that a module's text binds to a value: variables, attributes, parameters and what is caught or matched."""
    return {name for node in ast.walk(ast.parse(text)) for name in _bound(node)}


def _bound(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()) | ast.arg(arg=name):
            yield name
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            yield name


@cache
def shared_classes(root: Path, patterns: tuple[str, ...]) -> dict[str, list[str]]:
    """Each name that more than one class has, with the files they stand in."""
    where: dict[str, list[str]] = defaultdict(list)
    for path in sources(root, patterns):
        for name in classes_of(path.read_text()):
            where[name].append(str(path.relative_to(root)))
    return {name: paths for name, paths in where.items() if len(paths) > 1}


@cache
def empty_names(root: Path, patterns: tuple[str, ...]) -> set[tuple[str, str]]:
    """Each file with an empty name that it binds."""
    return {
        (str(path.relative_to(root)), name)
        for path in sources(root, patterns)
        for name in variables_of(path.read_text()) & EMPTY
    }


def test_no_two_classes_have_one_name() -> None:
    assert {name: paths for name, paths in shared_classes(ROOT, PACKAGES).items() if name not in SHARED} == {}


def test_every_shared_name_is_still_shared() -> None:
    assert SHARED.keys() - shared_classes(ROOT, PACKAGES).keys() == set()


def test_variables_are_named_for_what_they_hold() -> None:
    assert empty_names(ROOT, FOLDERS) - SAYS.keys() == set()


def test_every_exception_is_still_needed() -> None:
    assert SAYS.keys() - empty_names(ROOT, FOLDERS) == set()


def test_every_pattern_names_something() -> None:
    assert [pattern for pattern in (*PACKAGES, *FOLDERS) if not [*sources(ROOT, [pattern])]] == []


def test_two_classes_of_one_name_are_seen(tmp_path: Path) -> None:
    (tmp_path / "inner.py").write_text("class Outer:\n    class Form: ...\n")
    (tmp_path / "form.py").write_text("class Form: ...\n")
    assert shared_classes(tmp_path, ("*.py",)) == {"Form": ["form.py", "inner.py"]}


def test_every_way_to_bind_a_name_is_seen() -> None:
    text = """
def ask(one, *other, rest=1, **more):
    for it in one: (told := it)
    self.found = [given for given in rest]
    with open(one) as data: pass
    try: pass
    except OSError as this: pass
    match one:
        case [here, *others]: pass
    who: int = lambda what: what
    return when(both)
"""
    expected = EMPTY - {"when", "both", "somebody", "thing", "things"}
    assert variables_of(text) & EMPTY == expected
