"""What would break if Varde were installed from its locks, or pinned anew, today. To be run on a schedule: ``make drift``.

Three questions, each asked of today's package index:

* with every Python from 3.11 to 3.14 on this machine: do the locks install, and does ``varde plugin check`` pass?
* for those that are not here: is there a wheel with a digest of ours for every package?
* were everything pinned anew at its newest: does it resolve, is there a wheel for each Python, does it run?

One line for each answer, then the releases that are newer than ours. The exit status is 1 when something would break.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "requirements"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)
TOLD = 15
"""Lines of a failed command that are shown: the last ones say why."""


def main() -> int:
    """Ask everything, say what came of it, and return the exit status."""
    pythons = {version: program for version in PYTHONS if (program := python(version))}
    with tempfile.TemporaryDirectory(prefix="varde-drift-") as folder:
        scratch = Path(folder)
        holds = [*locked(pythons, scratch), *newest(pythons, scratch)]
    return 0 if all(holds) else 1


def locked(pythons: Mapping[str, str], scratch: Path) -> Iterator[bool]:
    """Whether the locks as they are can be installed, for one Python after the other."""
    for version in PYTHONS:
        if version in pythons:
            folder = scratch / version
            yield tried(f"{version}: the locks install and run", make(pythons[version], folder, "dev"), runs(folder))
            shutil.rmtree(folder, ignore_errors=True)  # half a gigabyte
        else:
            what = f"{version}, which is not here: the locks have a wheel of everything"
            yield tried(what, wheels(LOCKS, version, scratch))


def newest(pythons: Mapping[str, str], scratch: Path) -> Iterator[bool]:
    """Whether everything can be pinned anew, has a wheel for each Python, and runs in the first that is here."""
    anew = scratch / "requirements"
    anew.mkdir()
    resolved = tried("the newest releases fit together", ["make", f"VENV={venv()}", "pin", f"LOCKS={anew}"])
    yield resolved
    if not resolved:
        return
    for version in PYTHONS:
        yield tried(f"{version}: the newest releases have a wheel of everything", wheels(anew, version, scratch))
    for version in list(pythons)[:1]:
        folder = scratch / "newest"
        commands = make(pythons[version], folder, "runtime"), relocked(folder, anew / "dev.txt"), runs(folder)
        yield tried(f"{version}: Varde runs with the newest releases", *commands)
    for line in changes(*((folder / "dev.txt").read_text() for folder in (LOCKS, anew))):
        print(line)


def python(version: str) -> str | None:
    """A program that is this Python: on the path, or kept by pyenv."""
    kept = sorted((Path.home() / ".pyenv/versions").glob(f"{version}.*/bin/python"))
    for program in (shutil.which(f"python{version}"), *map(str, kept)):
        if program and subprocess.run([program, "-c", ""], capture_output=True, check=False).returncode == 0:
            return program
    return None


def make(program: str, folder: Path, lock: str) -> list[str]:
    """The command that makes an environment from one of our locks."""
    return ["make", f"VENV={folder}", f"PYTHON={program}", f"{folder}/.{lock}"]


def runs(folder: Path) -> list[str]:
    """The command that starts Varde in an environment and has it check all that it is made of."""
    return [str(folder / "bin/varde"), "plugin", "check"]


def relocked(folder: Path, lock: Path) -> list[str]:
    """The command that installs another lock over what an environment has."""
    pip = [str(folder / "bin/python"), "-m", "pip", "install", "--quiet"]
    return [*pip, "--no-deps", "--require-hashes", "-r", str(lock)]


def wheels(locks: Path, version: str, scratch: Path) -> list[str]:
    """The command that unpacks a wheel of everything for a Python that need not be here, into a folder nobody runs.

    pip reads the conditions in a lock for the Python it runs in; uv reads them for the one that is asked about.
    """
    target = ["--python-version", version, "--target", str(scratch / f"wheels-{version}")]
    lock = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(locks / "dev.txt")]
    return [str(venv() / "bin/uv"), "pip", "install", "--quiet", "--reinstall", *target, *lock]


def venv() -> Path:
    """The environment that this program runs in, which has uv."""
    return Path(sys.prefix)


def tried(what: str, *commands: Sequence[str]) -> bool:
    """Whether all the commands succeed. Says so, and shows the end of what the first that fails has to say."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    for command in commands:
        done = subprocess.run(command, cwd=ROOT, env=ours, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"BREAKS  {what}: {' '.join(command)}")
            print("".join(f"        {line}\n" for line in (done.stdout + done.stderr).splitlines()[-TOLD:]), end="")
            return False
    print(f"holds   {what}", flush=True)
    return True


def pins(lock: str) -> dict[str, str]:
    """The version of each package, or the versions when Pythons get different ones."""
    versions: dict[str, list[str]] = {}
    for name, version in PIN.findall(lock):
        versions.setdefault(name, []).append(version)
    return {name: " or ".join(sorted(pinned)) for name, pinned in versions.items()}


def changes(ours: str, today: str) -> list[str]:
    """One line for each package that would be pinned otherwise today, given the two locks."""
    before, after = pins(ours), pins(today)
    names = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    return [f"newer   {name} {before.get(name, '(none)')} -> {after.get(name, '(none)')}" for name in names]


if __name__ == "__main__":
    sys.exit(main())
