"""The core tests itself: with its sample programme, and with nothing else installed.

The tests of the folders below run so whenever they run: ``core/tests/conftest.py`` takes the plugins away from them. What is
left to show is that their files can be read on a machine that has never had one.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

FOLDERS = "core/tests/alone.txt"
"""Folders of core/tests that need no plugin. One is added when it is freed, and none is taken away."""
ALONE = (Path(__file__).parents[2] / FOLDERS).read_text(encoding="utf-8").split()

PROGRAMMES = re.compile(r"everything_installed|varde_(ibs|emeistring|frisklivs)|[\"'](ibs|emeistring|frisklivs)\b")

WITHOUT_PLUGINS = """
import importlib.metadata, pytest, sys
real = importlib.metadata.entry_points
importlib.metadata.entry_points = lambda **about: () if about == {"group": "varde"} else real(**about)
for name in ("varde_ibs", "varde_emeistring", "varde_frisklivs"):
    sys.modules[name] = None  # an import of it is an ImportError
sys.exit(pytest.main(sys.argv[1:]))
"""


@pytest.mark.parametrize("folder", ALONE)
def test_a_freed_folder_speaks_of_no_programme(repository: Path, folder: str) -> None:
    files = sorted((repository / "core" / "tests" / folder).rglob("*.py"))
    assert files
    assert not [str(path) for path in files if PROGRAMMES.search(path.read_text(encoding="utf-8"))]


@pytest.mark.program
@pytest.mark.slow
def test_they_are_read_with_nothing_else_installed(repository: Path) -> None:
    folders = [f"core/tests/{folder}" for folder in ALONE]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PLUGINS, "-q", "--collect-only", *folders],
        cwd=repository,
        env=os.environ | {"VARDE_REQUIRE_ALL": "0"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    read = {line.partition("::")[0] for line in done.stdout.splitlines() if "::" in line}
    assert {folder for folder in ALONE if not any(name.startswith(f"core/tests/{folder}/") for name in read)} == set()
