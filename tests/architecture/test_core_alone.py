"""The core tests itself: with its sample programmes, and with nothing else installed.

``core/tests/conftest.py`` hides what is installed from every test of the core, so that each run of them shows it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
CORE_TESTS = REPOSITORY / "core" / "tests"
FOLDERS = sorted({path.parent.relative_to(CORE_TESTS) for path in CORE_TESTS.rglob("*.py")}, key=str)
"""Every folder of the core's tests: a new one is held too."""

PROGRAMMES = re.compile(r"everything_installed|varde_(ibs|emeistring|frisklivs)|[\"'](ibs|emeistring|frisklivs)\b")
GUARD = CORE_TESTS / "conftest.py"
"""It names the function that it forbids."""

WITHOUT_PLUGINS = """
import importlib.metadata, pytest, sys
real = importlib.metadata.entry_points
hidden = ("ibs", "emeistring", "frisklivs")  # what a test itself installs is found
importlib.metadata.entry_points = lambda **about: tuple(
    entry for entry in real(**about) if about != {"group": "varde"} or entry.name not in hidden
)
for name in ("varde_ibs", "varde_emeistring", "varde_frisklivs"):
    sys.modules[name] = None  # an import of it is an ImportError
sys.exit(pytest.main(sys.argv[1:]))
"""


def test_there_is_something_to_hold() -> None:
    assert {Path(), Path("alerts"), Path("web/patient"), Path("scoring_many")} <= set(FOLDERS)


def test_every_room_has_tests_of_its_own() -> None:
    """They lie with their capability; migrations are held by ``test_migrations.py``."""
    rooms = {path.parent.name for path in REPOSITORY.glob("core/varde/*/__init__.py")} - {"migrations"}
    tested = {folder.parts[0] for folder in FOLDERS if folder.parts and list((CORE_TESTS / folder).glob("test_*.py"))}
    assert sorted(rooms - tested) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_a_folder_speaks_of_no_programme(folder: Path) -> None:
    files = [path for path in sorted((CORE_TESTS / folder).glob("*.py")) if path != GUARD]
    assert not [str(path) for path in files if PROGRAMMES.search(path.read_text(encoding="utf-8"))]


def without_plugins(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Pytest in a process where no plugin is installed or can be imported."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_PLUGINS, "-q", "-x", "-p", "no:cacheprovider", *arguments],
        cwd=REPOSITORY,
        env=os.environ | {"VARDE_REQUIRE_ALL": "0"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.mark.program
@pytest.mark.slow
def test_every_test_of_the_core_is_found_with_nothing_else_installed() -> None:
    found = without_plugins("--collect-only", "core/tests")
    assert found.returncode == 0, found.stdout[-3000:] + found.stderr[-3000:]


@pytest.mark.program
@pytest.mark.slow
def test_tests_of_the_core_pass_with_nothing_else_installed() -> None:
    """Those that read what is installed most: what the samples declare, the commands, and where parts join."""
    folders = [f"core/tests/{name}" for name in ("plugin", "programmes", "rules", "testing", "wording")]
    passed = without_plugins("-m", "not (browser or postgres or redis or slow)", "--hypothesis-profile=quick", *folders)
    assert passed.returncode == 0, passed.stdout[-3000:] + passed.stderr[-3000:]


@pytest.mark.program
def test_a_test_of_the_core_that_asks_for_everything_is_refused(tmp_path: Path) -> None:
    """The guard of the core's tests, on a test that forgets to say which catalogue it means."""
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "conftest.py").write_text(GUARD.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "test_forgets.py").write_text(
        "from varde.plugin.registry import installed\n"
        "from varde.testing.house import make_house, sqlite_url\n"
        "def test_forgets(tmp_path): make_house(sqlite_url(tmp_path))\n"
        "def test_sees_nothing(): assert installed() == {}\n",
        encoding="utf-8",
    )
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, str(folder)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "1 failed, 1 passed" in ran.stdout, ran.stdout[-2000:] + ran.stderr[-2000:]
    assert "The core tests itself with its samples" in ran.stdout
