"""Folders that a test process has for as long as it lives."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

DISK, MEMORY, ENOUGH = Path("/tmp"), Path("/dev/shm"), 4 * 10**9


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
