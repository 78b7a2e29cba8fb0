"""Numbers that were kept without their country have it when the database is brought up; everybody is told by text message."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from varde.identity.models import Person
from varde.identity.service import Contact, contact_of
from varde.kernel.db import make_engine
from varde.kernel.histories import History
from varde.kernel.migrate import upgrade
from varde.kernel.vault import Vault
from varde.platform import histories, make_platform
from varde.testing.house import settings_for

KEPT = {
    1: ("91234567", "+4791234567"),
    2: ("+46701234567", "+46701234567"),
    3: ("ikke noe", "ikke noe"),
    4: (None, None),
}
MANY = 1003  # more than two pages of what is sealed again at a time


@pytest.fixture(scope="session")
def prepare_database() -> None:
    """These begin with an empty database, which they bring to an earlier version themselves."""


def before(folder: Path) -> History:
    """The core's history as it was when 0006 was the last."""
    (core,) = [history for history in histories() if history.key == "core"]
    versions = folder / "then" / "versions"
    versions.mkdir(parents=True)
    for path in (*core.versions.glob("000[1-6]*.py"), core.versions.parent / "env.py"):
        (versions if path.parent == core.versions else versions.parent).joinpath(path.name).write_text(path.read_text())
    return History(core.key, versions)


def test_every_number_has_its_country(database_url: str, tmp_path: Path) -> None:
    settings = settings_for(database_url)
    vault = Vault(settings.data_keys, settings.current_key)
    engine = make_engine(database_url)
    numbers = {key: kept for key, (kept, _) in KEPT.items()} | dict.fromkeys(range(5, MANY), "40000001")
    try:
        upgrade(engine, [before(tmp_path)])
        with engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO person (id, given_name, family_name, language, title, created_at, phone_sealed) "
                    "VALUES (:id, 'Tor', 'Vik', 'nb', '', '2026-09-01', :phone)"
                ),
                [{"id": key, "phone": kept and vault.seal("person.phone", kept)} for key, kept in numbers.items()],
            )
        assert "core:0007" in upgrade(engine, histories(), vault)
        platform = make_platform(settings, engine=engine)
        with platform.work() as work:
            kept = {key: contact_of(work, work.session.get_one(Person, key)) for key in (*KEPT, MANY - 1)}
    finally:
        engine.dispose()
    expected = {key: Contact("sms", number) for key, (_, number) in KEPT.items()}
    assert kept == expected | {MANY - 1: Contact("sms", "+4740000001")}
