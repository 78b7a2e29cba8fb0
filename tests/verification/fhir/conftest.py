"""A FHIR validator from npm, installed outside the repository and run once for many resources."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
INSTALL_SECONDS = 180

Validate = Callable[[Sequence[dict[str, Any]]], list[list[str]]]


def cannot(reason: str) -> None:
    """Skip, or fail where everything is required (``VARDE_REQUIRE_ALL=1``)."""
    if os.environ.get("VARDE_REQUIRE_ALL") == "1":
        pytest.fail(f"VARDE_REQUIRE_ALL is set, and {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def validator_folder() -> Path:
    """A folder with the validator and our script, kept between runs in ``VARDE_NODE_CACHE`` or the temp folder."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            cannot(f"{program} is not installed; the FHIR validator needs Node 20 or later")
    wanted = (HERE / "package.json").read_bytes()
    cache = Path(os.environ.get("VARDE_NODE_CACHE") or Path(tempfile.gettempdir()) / "varde-node")
    folder = cache / f"fhir-{hashlib.sha256(wanted).hexdigest()[:12]}"
    if not folder.exists():
        _install(cache, folder)
    shutil.copy(HERE / "validate.mjs", folder)
    return folder


def _install(cache: Path, folder: Path) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=cache))
    shutil.copy(HERE / "package.json", fresh)
    command = ["npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        subprocess.run(command, cwd=fresh, check=True, capture_output=True, timeout=INSTALL_SECONDS)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failed:
        shutil.rmtree(fresh)
        cannot(f"npm could not install fhir: {(failed.stderr or b'').decode()[-300:]}")
    try:
        fresh.rename(folder)
    except OSError:  # another test process was first, and its folder is as good
        shutil.rmtree(fresh)


@pytest.fixture(scope="session")
def validate(validator_folder: Path) -> Validate:
    """What is wrong with each of these resources; nothing for one that is good."""

    def run(resources: Sequence[dict[str, Any]]) -> list[list[str]]:
        done = subprocess.run(
            ["node", "validate.mjs"], cwd=validator_folder, input=json.dumps(list(resources)).encode(),
            capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        found: list[list[str]] = json.loads(done.stdout)
        assert len(found) == len(resources)
        return found

    return run
