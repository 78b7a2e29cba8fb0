"""What is imported is declared, what is declared is imported, and the locks pin all of it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from varde.plugin.scaffold import render

LOCKS = ("runtime", "pdf", "s3", "test", "dev")
CONTAINED = (("runtime", "test"), ("pdf", "test"), ("s3", "test"), ("test", "dev"))
PIN = re.compile(
    r"^([a-z0-9._-]+)(?:\[[^]]*\])?==(\S+)(?: ; [^\n]*)? \\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.M
)

IMPORTED_BY_OTHERS = {
    "python-dateutil": "icalendar imports it, and takes a newer one than the bucket of the tests",
    "psycopg": "SQLAlchemy imports it for a database whose address says so",
    "tzdata": "zoneinfo reads it where the system has no time zones",
}
PROGRAMS = {
    "editables": "hatchling links the distributions with it",
    "flask-cors": "the server of moto imports it",
    "hatchling": "pip builds the distributions with it",
    "import-linter": "make check",
    "moto": "a test starts its server",
    "mypy": "make check",
    "pytest-cov": "pytest loads it",
    "pytest-xdist": "pytest loads it",
    "ruff": "make check",
    "uv": "make lock",
}


@dataclass(frozen=True)
class Distribution:
    """One pyproject file and the packages it ships."""

    folder: Path

    @cached_property
    def pyproject(self) -> dict[str, Any]:
        return tomllib.loads((self.folder / "pyproject.toml").read_text())

    @cached_property
    def packages(self) -> list[Path]:
        return [
            self.folder / package
            for package in self.pyproject["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
        ]

    @property
    def name(self) -> str:
        return str(self.pyproject["project"]["name"])

    @property
    def dependencies(self) -> list[Requirement]:
        return [Requirement(line) for line in self.pyproject["project"]["dependencies"]]

    @property
    def extras(self) -> dict[str, list[Requirement]]:
        lines = self.pyproject["project"].get("optional-dependencies", {})
        return {extra: [Requirement(line) for line in asked_for] for extra, asked_for in lines.items()}

    def asked_for(self, extras: Iterable[str]) -> list[Requirement]:
        return [*self.dependencies, *(requirement for extra in extras for requirement in self.extras[extra])]


ROOT = Path(__file__).resolve().parents[2]
DISTRIBUTIONS = [
    Distribution(path.parent) for path in [*ROOT.glob("*/pyproject.toml"), *ROOT.glob("plugins/*/pyproject.toml")]
]
OWN = {distribution.name for distribution in DISTRIBUTIONS}
each_distribution = pytest.mark.parametrize("distribution", DISTRIBUTIONS, ids=lambda distribution: distribution.name)


# --- what is imported and what is declared --------------------------------------------------------------------------


@each_distribution
def test_what_a_distribution_imports_it_declares(distribution: Distribution) -> None:
    running, testing = imported_by(distribution)
    to_run = names(distribution.asked_for(extra for extra in distribution.extras if extra != "testing"))
    to_test = names(distribution.asked_for(distribution.extras))
    undeclared = sorted(running - to_run), sorted(testing - to_test)
    assert undeclared == ([], [])


@each_distribution
def test_what_a_distribution_declares_it_imports(distribution: Distribution) -> None:
    declared = names(distribution.asked_for(distribution.extras)) - {distribution.name}
    running, testing = imported_by(distribution)
    unused = declared - running - testing - IMPORTED_BY_OTHERS.keys()
    assert not unused


def test_what_the_tests_import_is_asked_for_and_the_other_way_round() -> None:
    programs = [
        path for folder in ("core", "demo", "plugins", "tests", "benchmarks") for path in sources(ROOT / folder)
    ]
    imported = distributions_of(set().union(*map(imports_in, programs))) - OWN
    asked_for = names(requirements_of("dev")) - OWN
    undeclared, unused = imported - asked_for, asked_for - imported - IMPORTED_BY_OTHERS.keys() - PROGRAMS.keys()
    assert (undeclared, unused) == (set(), set())
    assert not PROGRAMS.keys() - asked_for, "these are not asked for any more: take them off the list"


def imported_by(distribution: Distribution) -> tuple[set[str], set[str]]:
    """The distributions that the packages import to run, and those that their ``testing`` imports."""
    running: set[str] = set()
    testing: set[str] = set()
    for package in distribution.packages:
        for path in sources(package):
            used = distributions_of(imports_in(path)) - {distribution.name}
            (testing if path.is_relative_to(package / "testing") else running).update(used)
    return running, testing


def sources(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.rglob("*.py"))


@cache
def imports_in(path: Path) -> set[str]:
    """The same of a file, which more than one test asks of."""
    return imports(path.read_text(encoding="utf-8"))


def imports(source: str) -> set[str]:
    """The top-level modules that a program imports, at its start or later."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import():
                modules.update(alias.name for alias in node.names)
            case ast.ImportFrom(level=0, module=str(module)):
                modules.add(module)
            case ast.Call(func=ast.Attribute(attr="importorskip"), args=[ast.Constant(value=str(module))]):
                modules.add(module)
    return {module.partition(".")[0] for module in modules}


def distributions_of(modules: Iterable[str]) -> set[str]:
    """Who brings these modules; the standard library and the files of a test folder are nobody's."""
    known = installed_modules()
    own = {package.name: distribution.name for distribution in DISTRIBUTIONS for package in distribution.packages}
    brought: set[str] = set()
    for module in set(modules) - sys.stdlib_module_names - local_modules():
        brought.update([own[module]] if module in own else map(canonicalize_name, known.get(module, [module])))
    return brought


@cache
def local_modules() -> set[str]:
    """The modules that lie about in the folders of the tests."""
    return {path.stem for path in (ROOT / "tests").rglob("*.py")} | {"benchmarks"}


@cache
def installed_modules() -> Mapping[str, list[str]]:
    """The distributions that bring each top-level module; slow to find out."""
    return packages_distributions()


def names(requirements: Iterable[Requirement]) -> set[str]:
    return {canonicalize_name(requirement.name) for requirement in requirements}


def test_reading_imports() -> None:
    source = "import os.path, yaml\nfrom . import x\ndef f():\n    from nh3 import clean\n    pytest.importorskip('scipy.stats')\n"
    assert imports(source) == {"os", "yaml", "nh3", "scipy"}
    assert distributions_of(imports(source)) == {"pyyaml", "nh3", "scipy"}
    assert distributions_of({"varde", "unknown"}) == {"varde", "unknown"}


# --- what is pinned -------------------------------------------------------------------------------------------------


def requirements_of(lock: str) -> list[Requirement]:
    """Everything that an .in file asks for: its own lines, those of the files and the distributions it names."""
    asked_for = []
    for line in (ROOT / "requirements" / f"{lock}.in").read_text().splitlines():
        match line.partition("#")[0].split():
            case ["-r", file]:
                asked_for += requirements_of(file.removesuffix(".in"))
            case [path] if path.startswith("./"):
                folder, _, extras = path.rstrip("]").partition("[")
                asked_for += Distribution(ROOT / folder).asked_for(filter(None, extras.split(",")))
            case [requirement]:
                asked_for.append(Requirement(requirement))
    return asked_for


def pins_of(lock: str) -> set[tuple[str, str]]:
    """Each package that a lock pins with a digest, and its version; more than one when Pythons get different ones."""
    return {(name, version) for name, version, _ in PIN.findall((ROOT / "requirements" / f"{lock}.txt").read_text())}


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_asked_for_is_pinned(lock: str) -> None:
    wrong = []
    for wanted in requirements_of(lock):
        versions = [version for name, version in pins_of(lock) if name == canonicalize_name(wanted.name)]
        if wanted.name not in OWN and not (versions and all(map(wanted.specifier.contains, versions))):
            wrong.append(f"{wanted}: {lock}.txt has {versions}; run make lock")
    assert not wrong


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_a_pin_with_digests(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    assert not [line for line in PIN.sub("", text).splitlines() if line.strip() and not line.lstrip().startswith("#")]


@pytest.mark.parametrize(("inner", "outer"), CONTAINED)
def test_locks_agree(inner: str, outer: str) -> None:
    assert pins_of(inner) <= pins_of(outer)


def test_the_runtime_asks_for_every_distribution() -> None:
    lines = (ROOT / "requirements" / "runtime.in").read_text().splitlines()
    paths = {line.partition("[")[0] for line in lines if line.startswith("./")}
    assert paths == {f"./{distribution.folder.relative_to(ROOT)}" for distribution in DISTRIBUTIONS}


# --- what a plugin needs of Varde -----------------------------------------------------------------------------------


def test_every_plugin_says_which_varde_it_needs() -> None:
    core = next(distribution for distribution in DISTRIBUTIONS if distribution.name == "varde")
    version = Version(str(core.pyproject["project"]["version"]))
    next_minor = Version(f"{version.major}.{version.minor + 1}")
    new_plugin = {str(place): text for place, text in render("sleep", "Bedre søvn")}
    scaffold = [Requirement(line) for line in tomllib.loads(new_plugin["pyproject.toml"])["project"]["dependencies"]]
    plugins = [distribution.dependencies for distribution in DISTRIBUTIONS if distribution is not core]
    for requirements in [scaffold, *plugins]:
        needed = next(requirement for requirement in requirements if requirement.name == "varde").specifier
        assert version in needed
        assert next_minor not in needed
