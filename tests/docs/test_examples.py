"""The plugins in ``examples/`` are whole: the check finds nothing in them, and their own tests pass."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from .documents import ROOT

EXAMPLES = sorted(path.parent for path in ROOT.glob("examples/*/pyproject.toml"))
CHECK_AND_TEST = """
import sys
import pytest
from varde.cli import varde

try:
    varde(["plugin", "check"], standalone_mode=False)
except SystemExit as ended:
    if ended.code:
        raise
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", "-c", "pyproject.toml", "--confcutdir", "."]))
"""


@pytest.mark.program
@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda folder: folder.name)
def test_it_is_sound_and_its_tests_pass(example: Path, tmp_path: Path) -> None:
    install(example, tmp_path)
    places = [str(tmp_path), str(example), os.environ.get("PYTHONPATH", "")]
    done = subprocess.run(
        [sys.executable, "-c", CHECK_AND_TEST],
        cwd=example,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, places))},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    key = tomllib.loads((example / "pyproject.toml").read_text())["project"]["name"].removeprefix("varde-")
    assert '"ok": true' in done.stdout
    assert f'"{key}"' in done.stdout


def test_there_is_one() -> None:
    assert EXAMPLES


def install(example: Path, site: Path) -> None:
    """Write down what an installation leaves beside the code: its name, what it needs and where its door is."""
    project = tomllib.loads((example / "pyproject.toml").read_text())["project"]
    noted = site / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    noted.mkdir()
    needs = "".join(f"Requires-Dist: {needed}\n" for needed in project["dependencies"])
    (noted / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n{needs}"
    )
    doors = [
        f"[{group}]\n" + "".join(f"{n} = {v}\n" for n, v in d.items()) for group, d in project["entry-points"].items()
    ]
    (noted / "entry_points.txt").write_text("\n".join(doors))
