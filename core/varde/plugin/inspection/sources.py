"""What a plugin's files import: ``varde.plugin`` and, in tests, ``varde.testing``; nothing else of Varde, and no other plugin."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from importlib.util import find_spec
from pathlib import Path

_TESTS = "tests"
_IMPORTERS = ("import_module", "__import__")


def package_of(module: str) -> str:
    """The package that a plugin's module is in. The samples that the core tests itself with lie in Varde."""
    top = module.partition(".")[0]
    return module if top == "varde" else top


def files_of(module: str) -> Iterator[tuple[Path, bool]]:
    """Every source file of the package that a module is in, and of the tests beside it where they lie in one project; and
    whether it is one of the tests."""
    spec = find_spec(package_of(module))
    if spec is None or spec.origin is None:
        return
    if not spec.submodule_search_locations:
        yield Path(spec.origin), False
        return
    folder = Path(spec.origin).parent
    yield from ((file, False) for file in sorted(folder.rglob("*.py")))
    if (folder.parent / "pyproject.toml").is_file():
        yield from ((file, True) for file in sorted((folder.parent / _TESTS).rglob("*.py")))


def faults_of_imports(file: Path, own: str, strangers: Collection[str], *, test: bool) -> Iterator[tuple[int, str]]:
    """The line of each import that is not allowed, and why.

    :param own: the plugin's own package.
    :param strangers: the packages of the other plugins.
    """
    inside_varde = own.split(".")[1:2] if own.startswith("varde.") else []
    allowed = ["plugin", *(["testing"] if test else []), *inside_varde]
    for line, name in imports(file):
        top, _, within = name.partition(".")
        if top == "varde" and within.partition(".")[0] not in allowed:
            yield line, f"it imports {name}, which is the core's own; a plugin imports varde.plugin"
        elif top in strangers:
            yield line, f"it imports {name} of another plugin, which may be gone tomorrow"


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """The line and the dotted name of everything a file imports, also inside functions, and by a name in quotes."""
    try:
        tree = ast.parse(file.read_text(encoding="utf-8"))
    except (SyntaxError, ValueError, RecursionError):
        return  # Python says it better, when it is imported
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in _IMPORTERS and isinstance(node.args[0].value, str):
                yield node.lineno, node.args[0].value
