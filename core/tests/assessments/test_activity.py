"""When a patient was last active: by what she does, not by what is done about her; and what is known of it from before."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select, text

from varde.assessments.activity import last_active
from varde.assessments.service import KIND, open_sheet, save_draft, submit
from varde.dialogue.service import write
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause, resume
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.instruments.values import Instrument
from varde.kernel.db import make_engine
from varde.kernel.histories import History
from varde.kernel.migrate import upgrade
from varde.kernel.work import Work
from varde.modules.progress import finish_step, path_of
from varde.platform import histories
from varde.plugin.simulated_answers import simulated_answers
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, make_house, sample_only, sqlite_url


@dataclass
class Story:
    house: House
    therapist: Person
    patient: Person
    enrolment_id: int

    def active_days_ago(self) -> int | None:
        with self.house.work() as work:
            at = last_active(work, self.enrolment_id)
            return (work.now - at).days if at else None

    def actors(self) -> tuple[Actor, Actor]:
        sara = self.house.actor(self.therapist, ("therapist", self.house.clinic))
        return self.house.actor(self.patient), sara


@pytest.fixture
def story(tmp_path: Path) -> Story:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    therapist = house.person("Sara", "Holm", ("therapist", house.clinic))
    patient = house.person("Tor", "Vik")
    return Story(house, therapist, patient, house.enrolled(patient, therapist))


def _does_a_step(work: Work, enrolment: Enrolment, _patient: Actor, _therapist: Actor) -> None:
    view = path_of(work, enrolment, "nb").here
    assert view is not None
    assert view.next_step is not None
    finish_step(work, enrolment, view, view.next_step)


def _answers(work: Work, enrolment: Enrolment, actor: Actor, *, kept: bool) -> None:
    item = work.session.scalars(
        select(AgendaItem.id).where(
            AgendaItem.enrolment_id == enrolment.id, AgendaItem.kind == KIND, AgendaItem.key == "start"
        )
    ).first()
    assert item is not None
    sheet = open_sheet(work, actor, item, write=True)
    key = sheet.unanswered[0]
    answers = simulated_answers(work.catalogue.one(Instrument, key), 0.5, random.Random(1))
    if kept:
        save_draft(work, actor, sheet, key, answers, "nb")
    else:
        submit(work, actor, sheet, key, answers)


def _hands_in(work: Work, enrolment: Enrolment, patient: Actor, _therapist: Actor) -> None:
    _answers(work, enrolment, patient, kept=False)


def _keeps_a_draft(work: Work, enrolment: Enrolment, patient: Actor, _therapist: Actor) -> None:
    _answers(work, enrolment, patient, kept=True)


def _writes(work: Work, enrolment: Enrolment, patient: Actor, _therapist: Actor) -> None:
    write(work, patient, enrolment, "Skal jeg prøve igjen?", "a")


def _is_written_to(work: Work, enrolment: Enrolment, _patient: Actor, therapist: Actor) -> None:
    write(work, therapist, enrolment, "Ja, prøv igjen.", "b")


def _is_paused(work: Work, enrolment: Enrolment, _patient: Actor, therapist: Actor) -> None:
    pause(work, therapist, enrolment)


def _goes_on_after_a_pause(work: Work, enrolment: Enrolment, _patient: Actor, therapist: Actor) -> None:
    pause(work, therapist, enrolment)
    resume(work, therapist, enrolment)


@pytest.mark.parametrize(
    ("deed", "days_ago"),
    [
        (_does_a_step, 0),
        (_hands_in, 0),
        (_writes, 0),
        (_goes_on_after_a_pause, 0),
        (_keeps_a_draft, 3),
        (_is_written_to, 3),
        (_is_paused, 3),
    ],
)
def test_what_she_does_counts(
    story: Story, deed: Callable[[Work, Enrolment, Actor, Actor], None], days_ago: int
) -> None:
    assert story.active_days_ago() == 0, "she began"
    story.house.clock.move(days=3)
    with story.house.work() as work:
        deed(work, work.session.get_one(Enrolment, story.enrolment_id), *story.actors())
    assert story.active_days_ago() == days_ago


def test_whoever_has_not_begun_has_not_been_active(story: Story) -> None:
    waiting = story.house.enrolled(story.house.person("Liv", "Ås"), story.therapist, started=False)
    with story.house.work() as work:
        assert last_active(work, waiting) is None


def test_the_list_says_it(story: Story) -> None:
    story.house.clock.move(days=3)
    page = story.house.browser(story.therapist, staff=True).get("/arbeidsliste?sok=Vik").get_data(as_text=True)
    assert "3 dager siden" in page


# --- what was known before


THEN = """
INSERT INTO organisation VALUES (1, 'clinic', 'clinic', NULL, 'Klinikken', '{}');
INSERT INTO person (id, given_name, family_name, language, title, created_at) VALUES
    (1, 'Tor', 'Vik', 'nb', '', '2026-09-01');
INSERT INTO enrolment (id, person_id, organisation_id, programme, state, referred_at, started_at, imported) VALUES
    (1, 1, 1, 'lake', 'active', '2026-09-01', '2026-09-02 08:00:00.000000', 0),
    (2, 1, 1, 'village', 'completed', '2026-09-01', '2026-09-03 08:00:00.000000', 0),
    (3, 1, 1, 'ridge', 'waiting', '2026-09-01', NULL, 0);
INSERT INTO caseload_row (enrolment_id, organisation_id, programme, state, name, steps_done, last_active_at) VALUES
    (1, 1, 'lake', 'active', 'Tor Vik', 0, '2026-09-20 12:00:00.000000'),
    (3, 1, 'ridge', 'waiting', 'Tor Vik', 0, NULL);
"""


def before(folder: Path) -> History:
    """The core's history as it was when 0004 was the last."""
    (core,) = [history for history in histories() if history.key == "core"]
    versions = folder / "then" / "versions"
    versions.mkdir(parents=True)
    for path in (*core.versions.glob("000[1-4]*.py"), core.versions.parent / "env.py"):
        (versions if path.parent == core.versions else versions.parent).joinpath(path.name).write_text(path.read_text())
    return History(core.key, versions)


def test_what_the_list_knew_is_kept_and_the_start_counts_for_those_on_no_list(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/then.db")
    try:
        upgrade(engine, [before(tmp_path)])
        with engine.begin() as connection:
            for statement in THEN.strip().removesuffix(";").split(";\n"):
                connection.exec_driver_sql(statement)
        assert "core:0005" in upgrade(engine, histories())
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT * FROM enrolment_activity ORDER BY enrolment_id")).all()
            listed = connection.execute(text("SELECT enrolment_id, rank FROM caseload_row ORDER BY 1")).all()
    finally:
        engine.dispose()
    assert [tuple(row) for row in rows] == [(1, "2026-09-20 12:00:00.000000"), (2, "2026-09-03 08:00:00.000000")]
    assert [tuple(row) for row in listed] == [(1, 10), (3, 10)]  # on track: after the nine reasons there are today
