"""Alerts that were open before there was anybody to answer for them."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from varde.kernel.db import make_engine
from varde.kernel.histories import History
from varde.kernel.migrate import upgrade
from varde.platform import histories


def before(folder: Path) -> History:
    """The core's history as it was when 0001 was the last."""
    (core,) = [history for history in histories() if history.key == "core"]
    versions = folder / "then" / "versions"
    versions.mkdir(parents=True)
    for path in (*core.versions.glob("0001*.py"), core.versions.parent / "env.py"):
        (versions if path.parent == core.versions else versions.parent).joinpath(path.name).write_text(path.read_text())
    return History(core.key, versions)


THEN = """
INSERT INTO organisation VALUES (1, 'clinic', 'clinic', NULL, 'Klinikken', '{}');
INSERT INTO person (id, given_name, family_name, language, title, created_at) VALUES
    (1, 'Sara', 'Holm', 'nb', '', '2026-09-01'), (2, 'Tor', 'Vik', 'nb', '', '2026-09-01');
INSERT INTO enrolment (id, person_id, organisation_id, programme, state, therapist_id, referred_at, started_at, imported) VALUES
    (1, 2, 1, 'lake', 'active', 1, '2026-09-01', '2026-09-02', 0),
    (2, 2, 1, 'village', 'active', NULL, '2026-09-01', '2026-09-02', 0);
INSERT INTO alert (id, enrolment_id, alert, cause, severity, crisis, state, raised_at, open_by, closed_at) VALUES
    (1, 1, 'a', 'c1', 'amber', 0, 'raised', '2026-09-20', '2026-09-21', NULL),
    (2, 1, 'a', 'c2', 'amber', 0, 'opened', '2026-09-20', '2026-09-21', NULL),
    (3, 1, 'a', 'c3', 'amber', 0, 'closed', '2026-09-20', '2026-09-21', '2026-09-21'),
    (4, 2, 'a', 'c1', 'amber', 0, 'escalated', '2026-09-20', '2026-09-21', NULL);
"""


def test_open_alerts_belong_to_the_therapist_and_closed_ones_stay_as_they_were(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/then.db")
    try:
        upgrade(engine, [before(tmp_path)])
        with engine.begin() as connection:
            for statement in THEN.strip().removesuffix(";").split(";\n"):
                connection.exec_driver_sql(statement)
        assert upgrade(engine, histories())[0] == "core:0002"
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT state, owner_id FROM alert ORDER BY id")).all()
    finally:
        engine.dispose()
    assert [tuple(row) for row in rows] == [("raised", 1), ("opened", 1), ("closed", None), ("escalated", None)]
