"""Where the commands of a document are run."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from varde.identity.oidc import new_private_jwk

from .documents import ROOT
from .terminal import Terminal, terminal

Opener = Callable[[Path], Terminal]
NEEDED = ("requirements", "core", "plugins")
NOT_COPIED = shutil.ignore_patterns("__pycache__", "tests", "*.egg-info", ".*")


@pytest.fixture
def open_terminal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Open a terminal for one document: those about operations get a PostgreSQL and a Redis, others SQLite alone."""
    with ExitStack() as opened:

        def open_for(document: Path) -> Terminal:
            variables = environment(tmp_path)
            if document.parent.name == "operations":
                variables |= servers(request)
            here = opened.enter_context(terminal(tmp_path, variables))
            if document.name == "install.md":
                release(here.folder)
            return here

        yield open_for


def environment(folder: Path) -> dict[str, str]:
    """The settings of a test on SQLite, with a key file where the documents have theirs."""
    keys = folder / "etc"
    keys.mkdir()
    (folder / "files").mkdir()
    for issuer in ("idporten", "helseid"):
        (keys / f"{issuer}.jwk").write_text(json.dumps(new_private_jwk()))
    return {
        "VARDE_ENVIRONMENT": "test",
        "VARDE_DATABASE_URL": f"sqlite:///{folder / 'varde.sqlite'}",
        "VARDE_SECRET_KEY": "a secret for tests that is long enough",
        "VARDE_DATA_KEYS": "k1:" + base64.b64encode(b"0" * 32).decode(),
        "VARDE_BASE_URL": "http://127.0.0.1:8000",
        "VARDE_FILES": str(folder / "files"),
    }


def servers(request: pytest.FixtureRequest) -> dict[str, str]:
    """An empty PostgreSQL database and an empty Redis."""
    url = request.getfixturevalue("postgres_database_url")
    return {
        "VARDE_DATABASE_URL": url,
        "VARDE_REDIS_URL": request.getfixturevalue("empty_redis_url"),
        "PGHOST": url.rpartition("host=")[2],
    }


def release(folder: Path) -> None:
    """What is in the folder of a release, as far as it is installed."""
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=NOT_COPIED)
        else:
            shutil.copy(source, folder / name)
