"""What therapists could read of a worksheet when it was one thing stays what they read when it has become two."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from varde.kernel.db import make_engine
from varde.kernel.histories import History
from varde.kernel.migrate import upgrade
from varde.kernel.vault import Vault
from varde.modules.entries import awaits_feedback, feedback_on, read_by_therapist, written_by_patient
from varde.modules.models import Entry
from varde.platform import histories, make_platform
from varde.testing.house import settings_for

ORGANISATION = "INSERT INTO organisation VALUES (1, 'clinic', 'clinic', NULL, 'Klinikken', '{}')"
PEOPLE = (
    "INSERT INTO person (id, given_name, family_name, language, title, created_at) VALUES "
    "(1, 'Sara', 'Holm', 'nb', '', '2026-09-01'), (2, 'Tor', 'Vik', 'nb', '', '2026-09-01')"
)
ENROLMENT = (
    "INSERT INTO enrolment (id, person_id, organisation_id, programme, state, therapist_id, referred_at, imported) "
    "VALUES (1, 2, 1, 'lake', 'active', 1, '2026-09-01', false)"
)
SHEET = (
    "INSERT INTO worksheet (id, enrolment_id, module, step, answers_sealed, shared, saved_at, submitted_at, "
    "feedback_sealed, feedback_at, feedback_by_id) "
    "VALUES (:id, 1, 'know-the-lake', :step, :answers, :shared, :saved, :submitted, :feedback, :feedback_at, :by)"
)
MONDAY, TUESDAY, WEDNESDAY = "2026-09-07 08:00:00", "2026-09-08 08:00:00", "2026-09-09 08:00:00"

# By step: shared, submitted at, answered at; then whether the therapist reads it, and whether it waits for an answer.
CASES = {
    "draft": (False, None, None, False, False),
    "draft-to-share": (True, None, None, False, False),
    "kept": (False, MONDAY, None, False, False),
    "shared": (True, MONDAY, None, True, True),
    "answered": (True, MONDAY, WEDNESDAY, True, False),
    "answered-and-written-on": (True, MONDAY, MONDAY, True, False),
    "answered-and-taken-back": (False, MONDAY, WEDNESDAY, False, False),
}
MANY = 1003  # more than two pages of what is sealed again at a time


@pytest.fixture(scope="session")
def prepare_database() -> None:
    """These begin with an empty database, which they bring to an earlier version themselves."""


def before(folder: Path) -> History:
    """The core's history as it was when 0005 was the last."""
    (core,) = [history for history in histories() if history.key == "core"]
    versions = folder / "then" / "versions"
    versions.mkdir(parents=True)
    for path in (*core.versions.glob("000[1-5]*.py"), core.versions.parent / "env.py"):
        (versions if path.parent == core.versions else versions.parent).joinpath(path.name).write_text(path.read_text())
    return History(core.key, versions)


def sheet(
    vault: Vault, number: int, step: str, shared: bool, submitted: str | None, answered: str | None
) -> dict[str, object]:
    feedback = vault.seal("worksheet.feedback", f"Svar {number}") if answered else None
    return {
        "id": number,
        "step": step,
        "answers": vault.seal("worksheet.answers", f'{{"day": "Ord {number}"}}'),
        "shared": shared,
        "saved": TUESDAY,
        "submitted": submitted,
        "feedback": feedback,
        "feedback_at": answered,
        "by": 1 if answered else None,
    }


def test_what_was_shared_is_still_read_and_nothing_else_is(database_url: str, tmp_path: Path) -> None:
    settings = settings_for(database_url)
    vault = Vault(settings.data_keys, settings.current_key)
    engine = make_engine(database_url)
    rows = [sheet(vault, number, step, *case[:3]) for number, (step, case) in enumerate(CASES.items(), 1)]
    rows += [sheet(vault, number, f"step-{number}", True, MONDAY, None) for number in range(len(rows) + 1, MANY)]
    try:
        upgrade(engine, [before(tmp_path)])
        with engine.begin() as connection:
            for statement in (ORGANISATION, PEOPLE, ENROLMENT):
                connection.execute(text(statement))
            connection.execute(text(SHEET), rows)
        assert "core:0006" in upgrade(engine, histories(), vault)
        platform = make_platform(settings, engine=engine)
        with platform.work() as work:
            for number, (step, (_shared, _submitted, answered, read, waits)) in enumerate(CASES.items(), 1):
                row = work.session.get_one(Entry, number)
                assert written_by_patient(row) == {"day": f"Ord {number}"}
                assert read_by_therapist(row) == ({"day": f"Ord {number}"} if read else {}), step
                assert awaits_feedback(row) == waits, step
                assert [given.text for given in feedback_on(row)] == ([f"Svar {number}"] if answered else [])
            last = work.session.get_one(Entry, MANY - 1)
            assert read_by_therapist(last) == {"day": f"Ord {MANY - 1}"}
    finally:
        engine.dispose()
