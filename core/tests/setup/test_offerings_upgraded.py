"""What was open and closed before a waiting list was a state is so afterwards, and organisations keep what points to them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from varde.kernel.db import make_engine
from varde.kernel.histories import History
from varde.kernel.migrate import upgrade
from varde.platform import histories


@pytest.fixture(scope="session")
def prepare_database() -> None:
    """These begin with an empty database, which they bring to an earlier version themselves."""


def before(folder: Path) -> History:
    """The core's history as it was before anything could be set up."""
    (core,) = [history for history in histories() if history.key == "core"]
    (own,) = core.versions.glob("*_setting_up.py")
    versions = folder / "then" / "versions"
    versions.mkdir(parents=True)
    for path in core.versions.glob("0*.py"):
        if path.name < own.name:
            (versions / path.name).write_text(path.read_text())
    (versions.parent / "env.py").write_text((core.versions.parent / "env.py").read_text())
    return History(core.key, versions)


def test_an_offering_stays_open_or_closed(database_url: str, tmp_path: Path) -> None:
    engine = make_engine(database_url)
    try:
        upgrade(engine, [before(tmp_path)])
        with engine.begin() as connection:
            for number, key in ((1, "trust"), (2, "clinic")):
                row = {"id": number, "key": key, "parent": 1 if number == 2 else None}
                columns = "id, key, kind, parent_id, name, details"
                statement = f"INSERT INTO organisation ({columns}) VALUES (:id, :key, :key, :parent, :key, '{{}}')"
                connection.execute(text(statement), row)
            offered = "INSERT INTO offering (id, organisation_id, programme, open, settings) VALUES (:id, 2, :key, :open, '{}')"
            rows = [{"id": 1, "key": "lake", "open": True}, {"id": 2, "key": "ridge", "open": False}]
            connection.execute(text(offered), rows)
        upgrade(engine, histories())
        with engine.connect() as connection:
            states = connection.execute(
                text("SELECT programme, state, organisation_id FROM offering ORDER BY id")
            ).all()
            above = connection.execute(text("SELECT key, parent_id, closed_at FROM organisation ORDER BY id")).all()
    finally:
        engine.dispose()
    assert [tuple(row) for row in states] == [("lake", "open", 2), ("ridge", "closed", 2)]
    assert [tuple(row) for row in above] == [("trust", None, None), ("clinic", 1, None)]
