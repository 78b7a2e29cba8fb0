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
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements" / "runtime.txt"
NEWER = "9999"
LARGEST = 260_000_000
"""Bytes of a whole environment. Pillow, which draws pictures anew, is 12 million of them, and numpy, which adds the sums of figures
up along the places, 55 million."""
SECONDS = 600
MADE = os.environ.get("MADE_FROM_LOCKS", "")
"""An environment that make has made from the locks a moment ago, with what the tests need besides, as ``.ci/run`` says: it is
looked at, and no second one is made."""

pytestmark = [pytest.mark.verification, pytest.mark.slow]


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
def only_ours(index: Path) -> dict[str, str]:
    """The variables that let pip see our index and no other."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "MAKE"))}
    ours = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(index), "PIP_NO_CACHE_DIR": "1"}
    return inherited | ours


def run(variables: Mapping[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, env=variables, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False
    )


def install(variables: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Ask pip what it would install were the environment empty."""
    pip = (sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--report", "-")
    return run(variables, *pip, *arguments)


def would_install(variables: Mapping[str, str], *arguments: str) -> dict[str, str]:
    """The version of each package that pip would install."""
    done = install(variables, *arguments)
    assert done.returncode == 0, done.stderr
    packages = [package["metadata"] for package in json.loads(done.stdout)["install"]]
    return {canonicalize_name(package["name"]): package["version"] for package in packages}


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


def test_make_installs_what_the_lock_pins_and_it_runs_varde(only_ours: Mapping[str, str], tmp_path: Path) -> None:
    if shutil.which("make") is None:
        pytest.skip("needs make: apt-get install make")
    folder, variables = (Path(MADE), os.environ) if MADE else (tmp_path / "venv", only_ours)
    if not MADE:
        made = run(variables, "make", f"VENV={folder}", f"PYTHON={sys.executable}", f"{folder}/.runtime")
        assert made.returncode == 0, made.stderr

    (site_packages,) = (folder / "lib").glob("python3*/site-packages")
    packages = {str(canonicalize_name(each.name)): each for each in distributions(path=[str(site_packages)])}
    own = {name for name in packages if name.partition("-")[0] == "varde"}
    assert {"varde", "varde-ibs"} <= own
    assert asked_for(packages, own) - own <= pins().keys(), "what runs Varde asks for it, and it is not pinned"
    others = packages.keys() - own - pins().keys() if MADE else {"pip", "setuptools"}
    assert {name: packages[name].version for name in packages.keys() - own - others} == pins()

    checked = run(variables, f"{folder}/bin/varde", "plugin", "check")
    assert (checked.returncode, json.loads(checked.stdout)["ok"]) == (0, True), checked.stderr
    files = files_of(packages[name] for name in {*pins(), "pip"}) if MADE else folder.rglob("*")
    assert 0.5 * LARGEST < sum(path.lstat().st_size for path in files if path.is_file()) < LARGEST


def asked_for(packages: Mapping[str, Distribution], own: Iterable[str]) -> set[str]:
    """What must be there for these to run, by what each says that it needs."""
    seen: set[tuple[str, str]] = set()
    waiting = [(name, "") for name in own]
    while waiting:
        name, extra = waiting.pop()
        for needed in map(Requirement, packages[name].requires or ()):
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                asked = {(str(canonicalize_name(needed.name)), more) for more in ("", *needed.extras)}
                waiting += asked - seen
                seen |= asked
    return {name for name, _ in seen}


def files_of(packages: Iterable[Distribution]) -> Iterator[Path]:
    for package in packages:
        yield from (Path(str(file.locate())) for file in package.files or () if file.suffix != ".pyc")


def test_without_the_lock_the_newest_would_be_taken(only_ours: Mapping[str, str]) -> None:
    assert would_install(only_ours, "--no-deps", *pins()) == dict.fromkeys(pins(), NEWER)
    flask = would_install(only_ours, f"flask=={pins()['flask']}")
    assert flask.pop("flask") == pins()["flask"]
    assert set(flask.values()) == {NEWER}


def test_a_lock_with_a_hole_installs_only_when_pip_asks_for_nothing_more(
    only_ours: Mapping[str, str], tmp_path: Path
) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(pinned("psycopg"))
    locked = ("--require-hashes", "-r", str(lock))
    assert would_install(only_ours, "--no-deps", *locked) == {"psycopg": pins()["psycopg"]}
    done = install(only_ours, *locked)
    assert done.returncode != 0
    assert "must have their versions pinned" in done.stderr


def test_a_package_with_another_digest_is_refused(only_ours: Mapping[str, str], tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(re.sub("sha256:[0-9a-f]{8}", "sha256:00000000", pinned("pluggy")))
    done = install(only_ours, "--no-deps", "--require-hashes", "-r", str(lock))
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
