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


@pytest.mark.program
def test_a_test_of_the_core_that_needs_a_plugin_is_refused(tmp_path: Path) -> None:
    """The guard of the core's tests, on tests that forget to say which catalogue they mean, or name a plugin that is installed
    here."""
    folder, elsewhere = tmp_path / "tests", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (folder / "conftest.py").write_text(GUARD.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "test_forgets.py").write_text(
        "import pytest\n"
        "from varde.plugin.registry import installed\n"
        "from varde.testing.house import make_house, sqlite_url\n"
        "@pytest.fixture(scope='module')\n"
        "def plugins(): return installed()\n"
        "def test_forgets(tmp_path): make_house(sqlite_url(tmp_path))\n"
        "def test_sees_nothing(plugins): assert installed() == plugins == {}\n"
        "def test_asks_for_one(): import varde_ibs.plugin\n",
        encoding="utf-8",
    )
    (folder / "test_is_read_with_one.py").write_text("from varde_frisklivs.plugin import PART\n", encoding="utf-8")
    (folder / "test_lists_them.py").write_text(
        "from varde.plugin.registry import installed\n"
        "import pytest\n"
        "@pytest.mark.parametrize('plugin', [*installed()] or ['none'])\n"
        "def test_each(plugin): assert plugin == 'none'\n",
        encoding="utf-8",
    )
    before, after = elsewhere / "test_before.py", elsewhere / "test_after.py"
    for path in (before, after):
        path.write_text(
            "import varde_ibs.plugin\n"
            "from varde.plugin.registry import installed\n"
            "def test_is_here(): assert {'ibs', 'emeistring', 'frisklivs'} <= installed().keys()\n"
            "def test_is_imported(): import varde_frisklivs.plugin\n",
            encoding="utf-8",
        )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--import-mode=importlib",
        "-c",
        os.devnull,
    ]
    ran = subprocess.run(
        [*command, "--continue-on-collection-errors", str(before), str(folder), str(after)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "2 failed, 6 passed, 1 error" in ran.stdout, ran.stdout[-2000:] + ran.stderr[-2000:]
    assert "The core tests itself with its samples" in ran.stdout
    for named in ("import of varde_ibs.plugin halted", "ERROR tests/test_is_read_with_one.py"):
        assert named in ran.stdout, ran.stdout[-2000:]
