"""Programs from npm, installed outside the repository and kept between runs."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

INSTALL_SECONDS = 180
LOCKED = ("package.json", "package-lock.json")


def installed(here: Path, name: str, script: str, what: str) -> Path:
    """A folder with the packages of ``here/package-lock.json`` and a fresh copy of ``here/script``.

    It is made once for each content of the lock, as ``name-...``, under ``VARDE_NODE_CACHE`` or the temp folder. Where node,
    npm or the packages cannot be had the test is skipped, or fails when ``VARDE_REQUIRE_ALL=1``; ``what`` is what needs them.
    """
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            cannot(f"{program} is not installed; {what} needs Node 20 or later")
    wanted = b"".join((here / file).read_bytes() for file in LOCKED)
    cache = Path(os.environ.get("VARDE_NODE_CACHE") or Path(tempfile.gettempdir()) / "varde-node")
    folder = cache / f"{name}-{hashlib.sha256(wanted).hexdigest()[:12]}"
    if not folder.exists():
        _install(here, cache, folder, what)
    shutil.copy(here / script, folder)
    return folder


def cannot(reason: str) -> None:
    """Skip, or fail where everything is required (``VARDE_REQUIRE_ALL=1``)."""
    if os.environ.get("VARDE_REQUIRE_ALL") == "1":
        pytest.fail(f"VARDE_REQUIRE_ALL is set, and {reason}")
    pytest.skip(reason)


def _install(here: Path, cache: Path, folder: Path, what: str) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=cache))
    for file in LOCKED:
        shutil.copy(here / file, fresh)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        subprocess.run(command, cwd=fresh, check=True, capture_output=True, timeout=INSTALL_SECONDS)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failed:
        shutil.rmtree(fresh)
        cannot(f"npm could not install {what}: {(failed.stderr or b'').decode()[-300:]}")
    try:
        fresh.rename(folder)
    except OSError:  # another test process was first, and its folder is as good
        shutil.rmtree(fresh)
