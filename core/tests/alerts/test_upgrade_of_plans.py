"""Whoever was worse with a closed alert before the upgrade is worse after it, on either database."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from varde.caseload.judging import judge_again
from varde.caseload.models import CaseloadRow
from varde.caseload.service import reason_of
from varde.kernel.db import make_engine
from varde.kernel.histories import History
from varde.kernel.migrate import upgrade
from varde.kernel.vault import Vault
from varde.platform import histories, make_platform
from varde.testing.house import all_samples, settings_for


@pytest.fixture(scope="session")
def prepare_database() -> None:
    """These begin with an empty database, which they bring to an earlier version themselves."""


LATEST_BEFORE = "0011"
WEATHER = {1: (200, 280), 2: (200, 280), 3: (200, 249), 4: (200,)}
"""By enrolment the totals of its answers: two are worse, one of them with an open alert, one is a point under, one is at the
start."""
THEN = """
INSERT INTO organisation VALUES (1, 'clinic', 'clinic', NULL, 'Klinikken', '{}');
INSERT INTO person (id, given_name, family_name, language, title, created_at) VALUES
    (1, 'Sara', 'Holm', 'nb', '', '2026-09-01'), (2, 'Tor', 'Vik', 'nb', '', '2026-09-01');
"""


def before(folder: Path) -> History:
    """The core's history as it was before plans."""
    (core,) = [history for history in histories() if history.key == "core"]
    versions = folder / "then" / "versions"
    versions.mkdir(parents=True)
    earlier = [path for path in core.versions.glob("0*.py") if path.name[:4] <= LATEST_BEFORE]
    for path in (*earlier, core.versions.parent / "env.py"):
        (versions if path.parent == core.versions else versions.parent).joinpath(path.name).write_text(path.read_text())
    return History(core.key, versions)


def fill(connection: Connection) -> None:
    zone = "+00" if connection.dialect.name == "postgresql" else ""
    for statement in THEN.strip().removesuffix(";").split(";\n"):
        connection.execute(text(statement))
    for enrolment, totals in WEATHER.items():
        connection.execute(
            text(
                "INSERT INTO enrolment (id, person_id, organisation_id, programme, state, therapist_id, referred_at, "
                "started_at, imported) VALUES (:id, 2, 1, 'lake', 'active', 1, '2026-09-01', '2026-09-02', false)"
            ),
            {"id": enrolment},
        )
        connection.execute(
            text(
                "INSERT INTO caseload_row (enrolment_id, organisation_id, therapist_id, programme, state, name, steps_done, "
                "deterioration_since) VALUES (:id, 1, 1, 'lake', 'active', 'Tor Vik', 0, :alerted)"
            ),
            {"id": enrolment, "alerted": "2026-09-20 08:00:00" if enrolment == 2 else None},
        )
        for place, total in enumerate(totals):
            connection.execute(
                text(
                    "INSERT INTO agenda_item (id, enrolment_id, kind, key, occurrence, opens_at, due_at, state, details, "
                    "stands) VALUES (:item, :id, 'assessment', :key, 0, '2026-09-02', '2026-09-03', 'done', '{}', false)"
                ),
                {"item": 10 * enrolment + place, "id": enrolment, "key": "start" if not place else "3m"},
            )
            connection.execute(
                text(
                    "INSERT INTO response (enrolment_id, agenda_id, occasion, instrument, version, answers, saved_at, "
                    "submitted_at, total, subscores, flags, context, n_missing, mode) VALUES (:id, :item, :key, 'weather', "
                    "'1', '{}', :at, :at, :total, '{}', '{}', '{}', 0, 'patient')"
                ),
                {
                    "id": enrolment,
                    "item": 10 * enrolment + place,
                    "key": "start" if not place else "3m",
                    "at": f"2026-09-{10 + place} 08:00:00{zone}",
                    "total": total,
                },
            )


def test_whoever_was_worse_is_worse_after_the_upgrade(tmp_path: Path, database_url: str) -> None:
    settings = settings_for(database_url)
    vault = Vault(settings.data_keys, settings.current_key)
    engine = make_engine(database_url)
    try:
        upgrade(engine, [before(tmp_path)], vault)
        with engine.begin() as connection:
            fill(connection)
        upgrade(engine, histories(), vault)
    finally:
        engine.dispose()
    platform = make_platform(settings, catalogue=all_samples())
    with platform.work() as work:
        assert judge_again(work) == len(WEATHER)
    with platform.work() as work:
        rows = [work.session.get_one(CaseloadRow, enrolment) for enrolment in WEATHER]
        assert [reason_of(row) for row in rows] == ["worse", "deterioration", "on_track", "on_track"]
        assert [row.worse for row in rows] == [";weather;", ";weather;", "", ""]
        assert [row.worse_since and f"{row.worse_since:%Y-%m-%d}" for row in rows] == ["2026-09-11"] * 2 + [None] * 2
    platform.engine.dispose()
