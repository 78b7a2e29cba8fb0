"""The core tests itself: with its sample programme, and with nothing else installed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ALONE = (
    "alerts",
    "assessments",
    "audit",
    "benefits",
    "charts",
    "dialogue",
    "enrolments",
    "identity",
    "kernel",
    "modules",
    "notifications",
    "parts",
    "plugin",
    "programmes",
    "referrals",
    "rules",
    "scheduling",
    "standing",
    "testing",
    "web",
)
"""Folders of core/tests that need no plugin. A folder is added when it is freed, and none is taken away."""

PROGRAMMES = re.compile(r"everything_installed|varde_(ibs|emeistring|frisklivs)|[\"'](ibs|emeistring|frisklivs)\b")

WITHOUT_PLUGINS = """
import importlib.metadata, pytest, sys
real = importlib.metadata.entry_points
hidden = ("ibs", "emeistring", "frisklivs")  # what a test itself installs, the samples, is found
importlib.metadata.entry_points = lambda **about: tuple(
    entry for entry in real(**about) if about != {"group": "varde"} or entry.name not in hidden
)
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
def test_the_core_passes_with_nothing_else_installed(repository: Path) -> None:
    folders = [f"core/tests/{folder}" for folder in ALONE]
    options = ["-q", "-x", "-m", "not (browser or postgres or redis or slow)", "--hypothesis-profile=quick"]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PLUGINS, *options, *folders],
        cwd=repository,
        env=os.environ | {"VARDE_REQUIRE_ALL": "0"},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
