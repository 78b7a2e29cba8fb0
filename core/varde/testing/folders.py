"""Folders for tests: those that a test process has for as long as it lives, and one that it leaves to the next."""

from __future__ import annotations

import atexit
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

DISK, MEMORY, ENOUGH = Path("/tmp"), Path("/dev/shm"), 4 * 10**9
KEPT_SECONDS = 7 * 24 * 60 * 60


@cache
def fastest_folder() -> Path:
    """Where to keep what lasts no longer than the tests: in memory, where there are four gigabytes of it to be had and programs
    may be started from there, and else on disk. Hundreds of databases are made and thrown away in a run."""
    try:
        kept = os.statvfs(MEMORY)
    except OSError:
        return DISK
    roomy = kept.f_bavail * kept.f_frsize >= ENOUGH and not kept.f_flag & os.ST_NOEXEC
    return MEMORY if roomy and os.access(MEMORY, os.W_OK) else DISK


@cache
def files_folder() -> Path:
    """Where the houses of this test process keep files, unless told otherwise. No two of them have a file of one name."""
    folder = Path(tempfile.mkdtemp(prefix="varde-test-files-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def kept(name: str, make: Callable[[], bytes]) -> bytes:
    """What ``make`` makes, which the test processes of one user make once: the next reads it, for a week.

    :param name: a file's, which says all that decides the content, such as a digest of it.
    """
    folder = _left_to_the_next()
    file = folder / name
    try:
        return file.read_bytes()
    except FileNotFoundError:
        content = make()
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as written:
        written.write(content)
    Path(written.name).replace(file)  # whole or not at all, if another makes it too
    for old in folder.iterdir():
        with suppress(FileNotFoundError):  # another takes it away too
            if old.lstat().st_mtime < time.time() - KEPT_SECONDS:
                old.unlink()
    return content


def _left_to_the_next() -> Path:
    """Nobody else can write in it. Where somebody has taken its name, this process keeps what it makes to itself."""
    folder = fastest_folder() / f"varde-test-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    made = folder.lstat()
    ours = stat.S_ISDIR(made.st_mode) and made.st_uid == os.getuid() and not made.st_mode & 0o022
    return folder if ours else files_folder()
