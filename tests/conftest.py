"""The repository itself, for tests that look at all of it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder that everything is in."""
    return ROOT


@pytest.fixture(scope="session")
def repository_files() -> list[Path]:
    """Every file that is, or with the next ``git add`` would be, in the repository; paths relative to it."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return sorted({Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()})


@pytest.fixture(scope="session")
def repository_texts(repository_files: list[Path]) -> dict[Path, str]:
    """What those files say, leaving out pictures and other files that are not text."""
    texts = {}
    for path in repository_files:
        content = (ROOT / path).read_bytes()
        if b"\0" not in content:
            texts[path] = content.decode()
    return texts
