"""Messages that were sealed for their table alone are sealed for their row when the database is brought up."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from varde.dialogue.models import Message
from varde.dialogue.service import messages_of
from varde.drafts.models import Draft
from varde.drafts.service import fields_of
from varde.kernel.db import make_engine
from varde.kernel.errors import StartRefused
from varde.kernel.histories import History
from varde.kernel.migrate import upgrade
from varde.kernel.vault import Vault
from varde.platform import histories, make_platform
from varde.testing.house import settings_for


@pytest.fixture(scope="session")
def prepare_database() -> None:
    """These begin with an empty database, which they bring to an earlier version themselves."""


MESSAGES = 1003  # more than two pages of what is sealed again at a time

THEN = """
INSERT INTO organisation VALUES (1, 'clinic', 'clinic', NULL, 'Klinikken', '{}');
INSERT INTO person (id, given_name, family_name, language, title, created_at) VALUES
    (1, 'Sara', 'Holm', 'nb', '', '2026-09-01'), (2, 'Tor', 'Vik', 'nb', '', '2026-09-01');
INSERT INTO enrolment (id, person_id, organisation_id, programme, state, therapist_id, referred_at, imported) VALUES
    (1, 2, 1, 'lake', 'active', 1, '2026-09-01', false), (2, 2, 1, 'village', 'active', 1, '2026-09-01', false);
INSERT INTO thread (enrolment_id, unread_by_patient, unread_by_therapist) VALUES (1, 0, 0), (2, 0, 0);
"""


def before(folder: Path) -> History:
    """The core's history as it was when 0002 was the last."""
    (core,) = [history for history in histories() if history.key == "core"]
    versions = folder / "then" / "versions"
    versions.mkdir(parents=True)
    for path in (*core.versions.glob("000[12]*.py"), core.versions.parent / "env.py"):
        (versions if path.parent == core.versions else versions.parent).joinpath(path.name).write_text(path.read_text())
    return History(core.key, versions)


def fill(connection: Connection, vault: Vault) -> None:
    for statement in THEN.strip().removesuffix(";").split(";\n"):
        connection.execute(text(statement))
    for number in range(1, MESSAGES + 1):
        connection.execute(
            text(
                "INSERT INTO message (id, enrolment_id, author_id, from_patient, body_sealed, sent_at, idempotency_key) "
                "VALUES (:id, :enrolment, 2, true, :sealed, '2026-09-02', :once)"
            ),
            {
                "id": number,
                "enrolment": 1 + number % 2,
                "sealed": vault.seal("message.body", f"Melding {number}"),
                "once": f"once-{number}",
            },
        )
    for enrolment, author in ((1, 1), (1, 2), (2, 1)):
        connection.execute(
            text("INSERT INTO message_draft VALUES (:enrolment, :author, :sealed, '2026-09-02')"),
            {
                "enrolment": enrolment,
                "author": author,
                "sealed": vault.seal("message_draft.body", f"{author} i {enrolment}"),
            },
        )


def test_every_message_and_draft_is_read_as_before(database_url: str, tmp_path: Path) -> None:
    settings = settings_for(database_url)
    vault = Vault(settings.data_keys, settings.current_key)
    engine = make_engine(database_url)
    try:
        upgrade(engine, [before(tmp_path)])
        with engine.begin() as connection:
            fill(connection, vault)
        with pytest.raises(StartRefused, match="no keys were given"):
            upgrade(engine, histories())
        assert upgrade(engine, histories(), vault)[0] == "core:0003"
        platform = make_platform(settings, engine=engine)
        with platform.work() as work:
            assert [m.body for m in messages_of(work, 1)][-2:] == ["Melding 1000", "Melding 1002"]
            for number in range(1, MESSAGES + 1):
                assert work.session.get_one(Message, number).body == f"Melding {number}"
            for key in ((1, 1), (1, 2), (2, 1)):
                draft = work.session.get_one(Draft, (key[1], f"message/{key[0]}"))
                assert fields_of(draft) == {"body": [f"{key[1]} i {key[0]}"]}
    finally:
        engine.dispose()
