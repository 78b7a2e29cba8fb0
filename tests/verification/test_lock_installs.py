"""What runs Varde installs as pinned into an empty environment, from an index that has a newer release of everything."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements" / "runtime.txt"
NEWER = "9999"
LARGEST = 200_000_000
SECONDS = 600

pytestmark = [pytest.mark.verification, pytest.mark.slow, pytest.mark.xdist_group("lock")]


@dataclass(frozen=True)
class Installed:
    """An environment that ``make`` has made, and the variables that let pip see our index and no other."""

    folder: Path
    variables: Mapping[str, str]

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(self.folder / "bin" / program), *arguments]
        return subprocess.run(
            command, env=self.variables, cwd=self.folder, capture_output=True, text=True, timeout=SECONDS, check=False
        )

    def would_install(self, *arguments: str) -> dict[str, str]:
        """The version of each package that ``pip install`` would fetch, were the environment empty."""
        done = self.run("pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--report", "-", *arguments)
        assert done.returncode == 0, done.stderr
        packages = [package["metadata"] for package in json.loads(done.stdout)["install"]]
        return {canonicalize_name(package["name"]): package["version"] for package in packages}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the lock pins, and with release 9999 of each package."""
    folder = tmp_path_factory.mktemp("index")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "-r", str(LOCK)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)
    if done.returncode:
        pytest.skip(f"needs a package index: {done.stderr.strip().splitlines()[-1]}")
    for name in pins():
        release(folder, name)
    return folder


@pytest.fixture(scope="module")
def installed(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """What ``make demo`` installs before it starts."""
    if shutil.which("make") is None:
        pytest.skip("needs make: apt-get install make")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "MAKE"))}
    ours = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(index), "PIP_NO_CACHE_DIR": "1"}
    folder = tmp_path_factory.mktemp("empty") / "venv"
    command = ["make", f"VENV={folder}", f"PYTHON={sys.executable}", f"{folder}/.runtime"]
    subprocess.run(command, cwd=ROOT, env=inherited | ours, check=True, timeout=SECONDS)
    return Installed(folder, inherited | ours)


def pins() -> dict[str, str]:
    """The version of each package that the lock pins for this Python."""
    lines = re.findall(r"^(\S+==.*) \\$", LOCK.read_text(), re.MULTILINE)
    requirements = [requirement for requirement in map(Requirement, lines) if applies(requirement)]
    return {canonicalize_name(requirement.name): str(requirement.specifier)[2:] for requirement in requirements}


def applies(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate()


def pinned(name: str) -> str:
    """The lines of the lock that pin one package."""
    lines = re.search(rf"^{name}(?:\[|==).*\n(?: +--hash.*\n)+", LOCK.read_text(), re.MULTILINE)
    assert lines is not None
    return lines.group()


def release(folder: Path, name: str) -> None:
    """Write an empty wheel of a package, newer than any, also than those that are named after a year."""
    stem = f"{name.replace('-', '_')}-{NEWER}"
    files = {
        f"{stem}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {NEWER}\n",
        f"{stem}.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},sha256={digest(text)},{len(text)}\n" for path, text in files.items())
    with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as wheel:
        for path, text in {**files, f"{stem}.dist-info/RECORD": f"{record}{stem}.dist-info/RECORD,,\n"}.items():
            wheel.writestr(path, text)


def digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def test_what_runs_varde_is_what_the_lock_pins(installed: Installed) -> None:
    listed = json.loads(installed.run("pip", "list", "--format", "json").stdout)
    versions = {canonicalize_name(package["name"]): package["version"] for package in listed}
    came_with_python = {"pip", "setuptools"}
    own = {name for name in versions if name.partition("-")[0] == "varde"}
    assert {"varde", "varde-ibs"} <= own
    assert {name: versions[name] for name in versions.keys() - own - came_with_python} == pins()


def test_it_is_enough_to_run_varde_and_no_larger_than_it_need_be(installed: Installed) -> None:
    done = installed.run("varde", "plugin", "check")
    assert (done.returncode, json.loads(done.stdout)["ok"]) == (0, True), done.stderr
    assert sum(file.lstat().st_size for file in files_in(installed.folder)) < LARGEST


def files_in(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def test_without_the_lock_the_newest_would_be_taken(installed: Installed) -> None:
    assert installed.would_install("--no-deps", *pins()) == dict.fromkeys(pins(), NEWER)
    flask = installed.would_install(f"flask=={pins()['flask']}")
    assert flask.pop("flask") == pins()["flask"]
    assert set(flask.values()) == {NEWER}


def test_a_lock_with_a_hole_installs_only_when_pip_asks_for_nothing_more(installed: Installed, tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(pinned("psycopg"))
    locked = ("--require-hashes", "-r", str(lock))
    assert installed.would_install("--no-deps", *locked) == {"psycopg": pins()["psycopg"]}
    done = installed.run("pip", "install", "--dry-run", "--ignore-installed", *locked)
    assert done.returncode != 0
    assert "must have their versions pinned" in done.stderr


def test_a_package_with_another_digest_is_refused(installed: Installed, tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(re.sub("sha256:[0-9a-f]{8}", "sha256:00000000", pinned("pluggy")))
    done = installed.run(
        "pip", "install", "--dry-run", "--ignore-installed", "--no-deps", "--require-hashes", "-r", str(lock)
    )
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
