"""Who may import whom. The contracts stand in pyproject.toml under ``tool.importlinter``."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

from varde.kernel.part import Part
from varde.parts import PARTS, ROOMS
from varde.plugin.registry import OF_FACES

PLUGINS = ["ibs", "emeistring", "frisklivs"]


def test_the_contracts_hold(repository: Path) -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [linter, "--no-logo", "--no-cache"], cwd=repository, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_plugin_is_inside_the_walls(repository: Path) -> None:
    linter = tomllib.loads((repository / "pyproject.toml").read_text())["tool"]["importlinter"]
    folders = {path.parent.name for path in repository.glob("plugins/*/pyproject.toml")}
    assert folders == set(PLUGINS)
    assert set(linter["root_packages"]) == {"varde", "varde_demo", *(f"varde_{plugin}" for plugin in PLUGINS)}


def test_every_capability_is_behind_the_door(repository: Path) -> None:
    packages = {f"varde.{path.parent.name}" for path in repository.glob("core/varde/*/__init__.py")}
    behind = packages - {"varde.plugin", "varde.testing"}
    assert behind <= set(contract(repository, "one-door")["protected_modules"]), (
        "add the new capability to the contract one-door"
    )


def test_every_capability_is_faceless(repository: Path) -> None:
    packages = {f"varde.{path.parent.name}" for path in repository.glob("core/varde/*/__init__.py")}
    named = set(contract(repository, "faceless")["source_modules"])
    assert packages - {"varde.api", "varde.web", "varde.testing", "varde.migrations"} == named, (
        "mend the contract faceless"
    )


def test_every_module_of_rules_is_pure(repository: Path) -> None:
    """Also those whose name only ends so, which no pattern of the linter reaches."""
    core = repository / "core"
    patterns = ("**/rules.py", "**/*_rules.py", "rules/*.py", "standing/*.py")
    files = {path for pattern in patterns for path in (core / "varde").glob(pattern) if path.name != "__init__.py"}
    modules = {".".join(path.relative_to(core).with_suffix("").parts) for path in files}
    assert len(modules) > 20
    assert sorted(module for module in modules if not is_pure(repository, module)) == [], "add it to the contract pure"


def test_who_is_pure_is_read_as_the_linter_does(repository: Path) -> None:
    for module in (
        "varde.alerts.rules",
        "varde.benefits.figures.rules",
        "varde.rules.facts",
        "varde.alerts.note_rules",
    ):
        assert is_pure(repository, module)
    for module in ("varde.rules", "varde.alerts.rules.more", "varde.alerts.service", "varde.alerts.other_rules"):
        assert not is_pure(repository, module)


def contract(repository: Path, key: str) -> dict[str, list[str]]:
    linter = tomllib.loads((repository / "pyproject.toml").read_text())["tool"]["importlinter"]
    return next(each for each in linter["contracts"] if each["id"] == key)


def is_pure(repository: Path, module: str) -> bool:
    """Whether the contract names it: ``*`` stands for one name and ``**`` for one or more."""
    named = contract(repository, "pure")["source_modules"]
    parts = {"**": r"\w+(\.\w+)*", "*": r"\w+"}
    return any(re.fullmatch(r"\.".join(parts.get(part, part) for part in name.split(".")), module) for name in named)


@pytest.mark.parametrize("plugin", PLUGINS)
def test_a_plugin_comes_in_by_the_door(repository: Path, plugin: str) -> None:
    """Also inside functions, and in its tests, where the import contracts do not look."""
    folder = repository / "plugins" / plugin
    faults = []
    for path in sorted(folder.rglob("*.py")):
        in_tests = (folder / "tests") in path.parents
        doors = {"varde.plugin", "varde.testing"} if in_tests else {"varde.plugin"}
        for line, module in imported_modules(ast.parse(path.read_text())):
            door = ".".join(module.split(".")[:2])
            another_plugin = door.startswith("varde_") and door.split(".")[0] != f"varde_{plugin}"
            if another_plugin or (module.split(".")[0] == "varde" and door not in doors):
                faults.append(f"{path.relative_to(repository)}:{line} imports {module}")
    assert not faults, "\n".join(faults)


def imported_modules(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The line and the dotted name of everything imported anywhere in a file; ``from a import b`` counts as ``a.b``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def test_the_reader_of_imports_sees_hidden_ones() -> None:
    hidden = "def f():\n    from varde import kernel\n    import varde.web.shell\nfrom .rules import x\n"
    assert list(imported_modules(ast.parse(hidden))) == [(2, "varde.kernel"), (3, "varde.web.shell")]


def test_pages_ask_services_and_write_no_sql(repository: Path) -> None:
    """Only the shell holds a transaction, which it opens and ends; what is asked of the database stands in a service."""
    faults = [
        f"{path.relative_to(repository)}:{line} imports {module}"
        for path in sorted((repository / "core/varde/web").rglob("*.py"))
        for line, module in imported_modules(ast.parse(path.read_text()))
        if module.split(".")[0] == "sqlalchemy" and (path.name, module) != ("http.py", "sqlalchemy.orm.Session")
    ]
    faults += [
        f"{path.relative_to(repository)}:{node.lineno} reads through the session"
        for path in sorted((repository / "core/varde/web").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and node.attr in {"get", "get_one", "scalar", "scalars", "execute"}
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "session"
    ]
    assert not faults, "\n".join(faults)


ROOTS = ("app.py", "worker.py", "cli.py", "platform.py")
MAY_NAME = {"varde.app", "varde.kernel", "varde.parts", "varde.platform", "varde.worker"}


@pytest.mark.parametrize("root", ROOTS)
def test_the_composition_roots_read_the_list_and_name_no_part(repository: Path, root: str) -> None:
    """Also inside functions. What a capability brings stands in its own part."""
    tree = ast.parse((repository / "core/varde" / root).read_text())
    named = {".".join(module.split(".")[:2]) for _, module in imported_modules(tree) if module.startswith("varde.")}
    assert named <= MAY_NAME


def test_every_capability_hands_over_a_part(repository: Path) -> None:
    """And every part is on the list; what has nothing to hand over has no part."""
    folder = repository / "core/varde"
    written = {path.parent for path in folder.glob("**/part.py")} - {folder / "kernel"}
    listed = {Path(part.origin.rpartition(":")[0]).parent for part in PARTS} - {folder, folder / "kernel"}
    assert written == listed


def test_only_faces_hand_in_pages_and_a_menu() -> None:
    for part in ROOMS:
        handed_in = [name for name in OF_FACES if getattr(part, name)]
        assert not handed_in, part.origin


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_a_part_speaks_for_its_own_capability(part: Part) -> None:
    """Its commands stand in its own folder, so that a place in words is no way round the walls."""
    place = Path(part.origin.rpartition(":")[0]).parent
    own = ".".join(["varde", *place.relative_to(place.parents[place.parts[::-1].index("varde") - 1]).parts])
    assert all(command.place.startswith(f"{own}.") for command in part.commands)


def circles(graph: grimp.ImportGraph) -> list[set[str]]:
    """Groups of modules that reach each other by imports."""
    groups: list[set[str]] = []
    for module in sorted(graph.modules):
        if not any(module in group for group in groups):
            below, above = graph.find_upstream_modules(module), graph.find_downstream_modules(module)
            if below & above:
                groups.append({module, *(below & above)})
    return groups


def test_no_imports_go_in_a_circle() -> None:
    """Also inside functions; an import that only the type checker reads may point back."""
    graph = grimp.build_graph("varde", "varde_demo", exclude_type_checking_imports=True)
    assert circles(graph) == []


def test_the_search_for_circles_finds_them() -> None:
    graph = grimp.ImportGraph()
    for importer, imported in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")):
        graph.add_import(importer=importer, imported=imported)
    assert circles(graph) == [{"a", "b", "c"}]
