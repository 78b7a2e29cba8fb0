"""Folders that a test process has for as long as it lives."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path


@cache
def files_folder() -> Path:
    """Where the houses of this test process keep files, unless told otherwise. No two of them have a file of one name."""
    folder = Path(tempfile.mkdtemp(prefix="varde-test-files-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
