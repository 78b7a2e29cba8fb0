"""Everything that was written, shared and answered on a worksheet stands in the entry that it has become."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from varde.kernel.db import make_engine
from varde.kernel.histories import History
from varde.kernel.migrate import upgrade
from varde.kernel.sealed import place
from varde.kernel.vault import Vault
from varde.modules.entries import awaits_feedback, entry_of, feedback_on, read_by_therapist, written_by_patient
from varde.modules.models import Entry
from varde.platform import histories, make_platform
from varde.testing.house import all_samples, settings_for

from .test_upgrade import ENROLMENT, MONDAY, ORGANISATION, PEOPLE, TUESDAY, WEDNESDAY

SHEET = (
    "INSERT INTO worksheet (id, enrolment_id, module, step, answers_sealed, shared, saved_at, submitted_at, "
    "shared_answers_sealed, shared_at, feedback_sealed, feedback_at, feedback_by_id, edition) "
    "VALUES (:id, 1, 'know-the-lake', :step, :answers, :shared, :saved, :submitted, :shared_answers, :shared_at, :feedback, "
    ":feedback_at, :by, 4)"
)
# By step: shared at, answered at; then whether it waits for an answer.
CASES = {
    "begun": (None, None, False),
    "shared": (TUESDAY, None, True),
    "answered": (MONDAY, WEDNESDAY, False),
    "shared-anew": (TUESDAY, MONDAY, True),
}
MANY = 1003
HALF = 1040
"""A number far above those that are taken, as after many that were erased."""


@pytest.fixture(scope="session")
def prepare_database() -> None:
    """These begin with an empty database, which they bring to an earlier version themselves."""


def before(folder: Path) -> History:
    """The core's history as it was when 0027 was the last."""
    (core,) = [history for history in histories() if history.key == "core"]
    versions = folder / "then" / "versions"
    versions.mkdir(parents=True)
    for path in (*core.versions.glob("00*.py"), core.versions.parent / "env.py"):
        if path.name < "0028" or path.name == "env.py":
            target = versions if path.parent == core.versions else versions.parent
            target.joinpath(path.name).write_text(path.read_text())
    return History(core.key, versions)


def sheet(vault: Vault, number: int, step: str, shared_at: str | None, answered_at: str | None) -> dict[str, object]:
    row = {"enrolment_id": 1, "module": "know-the-lake", "step": step}

    def sealed(name: str, words: object) -> bytes:
        return vault.seal(place("worksheet", name, row), json.dumps(words))

    feedback = [{"at": "2026-09-09T08:00:00+00:00", "by": 1, "text": f"Svar {number}"}] if answered_at else None
    return {
        "id": number,
        "step": step,
        "answers": sealed("answers", {"day": f"Nye ord {number}"}),
        "shared": shared_at is not None,
        "saved": WEDNESDAY,
        "submitted": shared_at,
        "shared_answers": sealed("shared_answers", {"day": f"Delte ord {number}"}) if shared_at else None,
        "shared_at": shared_at,
        "feedback": sealed("feedback", feedback) if feedback else None,
        "feedback_at": answered_at,
        "by": 1 if answered_at else None,
    }


def test_they_become_entries(database_url: str, tmp_path: Path) -> None:
    settings = settings_for(database_url)
    vault = Vault(settings.data_keys, settings.current_key)
    engine = make_engine(database_url)
    rows = [sheet(vault, number, step, *case[:2]) for number, (step, case) in enumerate(CASES.items(), 1)]
    rows += [sheet(vault, number, f"step-{number}", MONDAY, None) for number in range(HALF, HALF + MANY)]
    try:
        upgrade(engine, [before(tmp_path)], vault)
        with engine.begin() as connection:
            for statement in (ORGANISATION, PEOPLE, ENROLMENT):
                connection.execute(text(statement))
            connection.execute(text(SHEET), rows)
        assert "core:0028" in upgrade(engine, histories(), vault)
        assert "worksheet" not in inspect(engine).get_table_names()
        with make_platform(settings, engine=engine, catalogue=all_samples()).work() as work:
            for number, (step, (shared_at, answered_at, waits)) in enumerate(CASES.items(), 1):
                entry = entry_of(work, 1, "know-the-lake", step)
                assert entry is not None
                assert (entry.id, entry.occurrence, entry.day, entry.edition) == (number, "", None, 4), step
                assert written_by_patient(entry) == {"day": f"Nye ord {number}"}
                assert read_by_therapist(entry) == ({"day": f"Delte ord {number}"} if shared_at else {}), step
                assert [answer.text for answer in feedback_on(entry)] == ([f"Svar {number}"] if answered_at else [])
                assert awaits_feedback(entry) == waits, step
            last = work.session.get_one(Entry, HALF + MANY - 1)
            assert read_by_therapist(last) == {"day": f"Delte ord {HALF + MANY - 1}"}
            added = Entry(enrolment_id=1, module="m", step="s", occurrence="", shared=False, saved_at=work.now)
            added.answers = "{}"
            work.add(added)
            work.session.flush()
            assert added.id > HALF + MANY - 1
    finally:
        engine.dispose()


def test_an_empty_installation_needs_no_keys(database_url: str, tmp_path: Path) -> None:
    engine = make_engine(database_url)
    try:
        upgrade(engine, [before(tmp_path)])
        assert "core:0028" in upgrade(engine, histories())
    finally:
        engine.dispose()
