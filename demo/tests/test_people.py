"""Invented people: each from a chance of her own, whole or not at all, in the time there has been, and as her plugin says."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import DateTime, func, select

from varde.alerts.models import RaisedAlert
from varde.benefits.counting.roller import roll_all
from varde.dialogue.models import Message, Thread
from varde.enrolments.models import Enrolment
from varde.groups.models import CareGroup, GroupAttendance, GroupSession
from varde.identity.models import Person
from varde.identity.nin import parse
from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.kernel.words import Text
from varde.kernel.work import Platform
from varde.modules.models import ModuleState
from varde.modules.progress import path_of
from varde.platform import TABLES
from varde.plugin.simulation import QuestionAndAnswer, Simulation, as_burdened
from varde.programmes.values import Programme
from varde.scheduling.models import Appointment
from varde.testing.house import everything_installed
from varde_demo.cast import cast_of
from varde_demo.folder import Plan
from varde_demo.organisations import simulations, sites_of
from varde_demo.people import Invented, everybody, simulate
from varde_demo.progress import SimulationProgress
from varde_demo.running import make_cohorts

from .platforms import PATIENTS, SEED, UNTIL, MakePlatform, fill, lived_in, with_cast
from .rows import Rows

pytestmark = pytest.mark.slow

PLANNED = {
    "enrolment.access_until",
    "agenda_item.opens_at",
    "agenda_item.due_at",
    "agenda_item.closes_at",
    "agenda_item.act_at",
    "appointment.starts_at",
    "appointment_change.starts_at",
    "appointment.offered_until",
    "group_session.starts_at",
    "caseload_row.inactive_at",
    "referral.answer_by",
    "thread.answer_by",
    "message.answer_by",
    "alert.open_by",
}
"""When something is to be, or could be, done. Every other moment in the database is one at which something was done."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Platform:
    """Everybody, with what is installed. Only read."""
    return lived_in(tmp_path_factory.mktemp("filled"))


# --- another plugin


def test_another_plugin_changes_nobody_else(
    furnished: MakePlatform, with_a_fourth: Catalogue, filled: Platform
) -> None:
    larger = furnished(with_a_fourth)
    fill(larger)
    before, after = Rows(filled).without("sleep"), Rows(larger).without("sleep")
    assert after - before == before - after == Counter()
    assert len(before) > 500
    assert len(Rows(larger).without("no such programme")) > len(before), "the fourth has people too"


def test_the_rows_that_are_compared_can_differ(furnished: MakePlatform) -> None:
    one_more, one_less = furnished(), furnished()
    for platform in (one_more, one_less):
        _simulate(platform, _cohort(platform)[:2])
    assert Rows(one_more).without("sleep") == Rows(one_less).without("sleep")
    _simulate(one_more, _cohort(one_more)[2:3])
    assert Rows(one_more).without("sleep") - Rows(one_less).without("sleep")


def test_a_plugin_that_says_nothing_has_a_clinic_a_therapist_and_patients(
    furnished: MakePlatform, with_a_fourth: Catalogue
) -> None:
    platform = furnished(with_a_fourth)
    with platform.work() as work:
        (site,) = [site for site in sites_of(work) if site.programme.key == "sleep"]
    assert site.organisation.name == "Klinikk for Bedre søvn"
    assert [person.title for person in site.therapists] == ["behandler"]
    _simulate(platform, [person for person in _cohort(platform) if person.programme == "sleep"])
    with platform.work() as work:
        enrolled = work.session.scalars(select(Enrolment.organisation_id).where(Enrolment.programme == "sleep")).all()
    assert set(enrolled) == {site.organisation.id}
    assert len(enrolled) == 2


# --- the time there has been


def test_nothing_is_dated_after_now(filled: Platform) -> None:
    moments = [
        (f"{table.name}.{column.name}", column)
        for table in TABLES
        for column in table.columns
        if isinstance(column.type, DateTime) or "UtcTime" in type(column.type).__name__
    ]
    assert {name for name, _ in moments} > PLANNED
    with filled.work() as work:
        latest = {name: work.session.scalar(select(func.max(column))) for name, column in moments}
    assert not {name: at for name, at in latest.items() if at is not None and at > UNTIL and name not in PLANNED}
    assert latest["alert.raised_at"] is not None


def test_every_appointment_that_is_over_was_attended_missed_or_cancelled(filled: Platform) -> None:
    with filled.work() as work:
        booked = work.session.scalars(select(Appointment)).all()
        over = Counter(row.state for row in booked if row.starts_at < UNTIL - timedelta(hours=1))
        ahead = {row.state for row in booked if row.starts_at >= UNTIL}
    assert over["attended"] > over["missed"]
    assert set(over) <= {"attended", "late", "missed", "cancelled", "booked"}
    assert ahead == {"booked"}
    open_courses = select(Enrolment.id).where(Enrolment.state.in_(("active", "paused")))
    with filled.work() as work:
        left = select(Appointment).where(
            Appointment.state == "booked",
            Appointment.starts_at < UNTIL - timedelta(hours=1),
            Appointment.enrolment_id.in_(open_courses),
        )
        assert not work.session.scalars(left).all()


def test_the_group_has_met_nearly_every_week_and_meets_again(filled: Platform) -> None:
    """Its leader treats two programmes, and her patients have some of the hours. Each time it was said who came."""
    with filled.work() as work:
        weekly = select(GroupSession).join(CareGroup).where(CareGroup.programme == "frisklivs")
        begins = [session.starts_at for session in work.session.scalars(weekly.order_by(GroupSession.starts_at))]
        said = weekly.join(GroupAttendance).where(GroupSession.starts_at < UNTIL).distinct()
        been = len(work.session.scalars(said).all())
    assert 10 <= len(begins) <= 12
    assert been == sum(at < UNTIL for at in begins) >= 8
    assert begins[-1] > UNTIL


def test_those_the_front_page_tells_of_stand_first(filled: Platform) -> None:
    """Tor is the one in danger whom nobody has called, and Ingrid waits for an answer."""
    with filled.work() as work:
        danger = select(RaisedAlert.enrolment_id).where(RaisedAlert.crisis.is_(True), RaisedAlert.state != "closed")
        in_danger = set(work.session.scalars(danger))
        names = set(
            work.session.scalars(
                select(Person.given_name)
                .join(Enrolment, Enrolment.person_id == Person.id)
                .where(Enrolment.id.in_(in_danger))
            )
        )
        waiting = set(
            work.session.scalars(
                select(Person.given_name)
                .join(Enrolment, Enrolment.person_id == Person.id)
                .join(Thread, Thread.enrolment_id == Enrolment.id)
                .where(Thread.answer_by.is_not(None))
            )
        )
    assert names == {"Tor"}
    assert "Ingrid" in waiting


def test_nobody_is_there_before_she_is_born_or_referred(filled: Platform) -> None:
    people = _cohort(filled)
    assert len({person.nin for person in people}) == len(people)
    for person in people:
        years = (person.referred_at.date() - person.born).days / 365.25
        assert 18 < years < 83
        assert person.referred_at <= UNTIL
        assert parse(person.nin, allow_synthetic=True).synthetic
    assert [person.referred_at for person in people] == sorted((p.referred_at for p in people), reverse=True)


# --- stopped in the middle


def test_whoever_may_not_do_a_step_goes_on_past_it(furnished: MakePlatform) -> None:
    """Among so many there is one for whom a step is not safe. They live one after the other until she has."""
    platform = furnished(everything_installed())
    locking = {key for key, programme in platform.catalogue.all(Programme).items() if programme.locks}
    among = [each for each in everybody(simulations(platform.catalogue), 40, SEED, UNTIL) if each.programme in locking]
    locked: list[Any] = []
    while not any(view.steps_done for view in locked):
        assert among, "a step is locked for nobody who did those beside it"
        assert _simulate(platform, [among.pop(0)]) == 1
        with platform.work() as work:
            newest = work.session.scalars(select(Enrolment).order_by(Enrolment.id.desc()).limit(1)).one()
            locked += [view for view in path_of(work, newest, "nb").modules if view.held]
        assert [view.module.key for view in locked if view.steps_done & view.held.keys()] == []


def test_a_person_is_there_whole_or_not_at_all(furnished: MakePlatform, monkeypatch: pytest.MonkeyPatch) -> None:
    platform = furnished()
    before = Rows(platform).without("no such programme")
    old = _cohort(platform)[-1]

    def fail(*_arguments: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("varde_demo.course.Course.finish", fail)
        with pytest.raises(KeyboardInterrupt):
            _simulate(platform, [old])
    assert Rows(platform).without("no such programme") == before
    assert _simulate(platform, [old]) == 1
    assert _simulate(platform, [old]) == 0, "she is there"


KILLED = """
import sys, threading
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from platforms import PATIENTS, SEED, UNTIL, platform_in
from varde_demo.folder import Plan
from varde_demo.progress import SimulationProgress
from varde_demo.running import make_cohorts
folder = Path(sys.argv[1])
make_cohorts(platform_in(folder), Plan(folder / "plan.json", SEED, PATIENTS, UNTIL), SimulationProgress(99), threading.Event())
"""


def test_one_that_was_stopped_and_then_killed_goes_on_with_whoever_is_missing(filled: Platform, tmp_path: Path) -> None:
    """As if neither had been."""
    platform, stop = with_cast(tmp_path), threading.Event()
    cast = _people(platform)
    plan = Plan(tmp_path / "plan.json", SEED, PATIENTS, UNTIL)
    plan.keep()
    total = len(_cohort(platform))
    progress = SimulationProgress(total, heard=lambda done: stop.set() if done == 3 else None)
    make_cohorts(platform, plan, progress, stop)
    assert (progress.done, plan.finished, _people(platform)) == (3, False, cast + 3)
    sentence = progress.words()
    assert sentence is not None
    assert f"3 av {total}" in sentence.nb
    assert f"3 av {total}" in sentence.nn
    assert f"3 of {total}" in sentence.en

    process = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path), str(Path(__file__).parent)])
    try:
        while process.poll() is None and _seen_beside(tmp_path) < cast + 6:
            time.sleep(0.05)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert cast + 6 <= _people(platform) < cast + total, "it was killed in the middle"

    again = SimulationProgress(total)
    make_cohorts(platform, plan, again, threading.Event())
    assert (again.done, again.words(), plan.finished) == (total, None, True)
    roll_all(platform)
    assert Rows(platform).without("sleep") == Rows(filled).without("sleep")
    platform.engine.dispose()


# --- as the plugin says


def test_the_cast_is_whom_the_front_page_tells_of(filled: Platform) -> None:
    with filled.work() as work:
        rows = work.session.execute(
            select(Person.given_name, Enrolment.programme, Enrolment.state, Enrolment.started_at, Enrolment.id).join(
                Enrolment, Enrolment.person_id == Person.id
            )
        ).all()
        cast = {
            name: (programme, state, _week(started), number) for name, programme, state, started, number in rows[:4]
        }
        steps = {row.enrolment_id: 0 for row in work.session.scalars(select(ModuleState))}
        for row in work.session.scalars(select(ModuleState)):
            steps[row.enrolment_id] += len(row.steps_done)
        danger = work.session.scalars(
            select(RaisedAlert.enrolment_id).where(RaisedAlert.crisis.is_(True), RaisedAlert.state != "closed")
        ).all()
    assert {name: row[:3] for name, row in cast.items()} == {
        "Ingrid": ("ibs", "active", 9),
        "Tor": ("emeistring", "active", 6),
        "Kaja": ("emeistring", "active", 5),
        "Eva": ("frisklivs", "active", 5),
    }
    assert {name: steps[row[3]] for name, row in cast.items()} == {"Ingrid": 16, "Tor": 20, "Kaja": 12, "Eva": 10}
    assert cast["Tor"][3] in danger
    assert [member.name for member in cast_of(simulations(filled.catalogue))] == [
        "Tone Berg",
        "Ingrid Solheim",
        "Tor Vik",
        "Kaja Myhre",
        "Eva Strand",
        "Maren Aas",
        "Sara Holm",
        "Jonas Lie",
        "Ingeborg Tveit",
        "Elin Sande",
        "Nina Falk",
        "Astrid Moen",
        "Rune Bø",
        "Solveig Haug",
        "Marit Aune",
    ]


def _week(started: datetime | None) -> int:
    assert started is not None
    return (UNTIL - started).days // 7 + 1


def test_answers_words_and_share_are_the_plugins(furnished: MakePlatform) -> None:
    asked: list[tuple[str, str]] = []

    def answers(instrument: Instrument, occasion: str, burden: float, chance: Random) -> dict[str, object]:
        asked.append((instrument.key, occasion))
        assert 0 <= burden <= 1
        return as_burdened(instrument, occasion, burden, chance)

    own = Text("Et ord for seg.", "Eit ord for seg."), Text("Et svar for seg.", "Eit svar for seg.")
    declared = everything_installed().one(Simulation, "ibs")
    changed = replace(declared, share=0.75, answers=answers, questions=(QuestionAndAnswer(*own),), entries=own[:1])
    catalogue = everything_installed().with_values(Simulation, [changed])
    platform = furnished(catalogue)
    people = [person for person in _cohort(platform) if person.programme == "ibs"]
    assert len(people) == PATIENTS * 0.75
    _simulate(platform, people)
    with platform.work() as work:
        messages = work.session.scalars(select(Message)).all()
        bodies = {message.body for message in messages}
    assert bodies
    assert bodies <= {text for each in own for text in (each.nb, each.nn)}
    assert {"ibs-sss", "start"} <= {key for pair in asked for key in pair}


def test_how_ill_they_are_is_the_plugins(furnished: MakePlatform) -> None:
    def burdens(start: float) -> list[float]:
        seen: list[float] = []

        def answers(instrument: Instrument, occasion: str, burden: float, chance: Random) -> dict[str, object]:
            seen.append(burden)
            return as_burdened(instrument, occasion, burden, chance)

        declared = everything_installed().one(Simulation, "ibs")
        changed = replace(declared, answers=answers, burden=replace(declared.burden, start=start, start_spread=0.02))
        platform = furnished(everything_installed().with_values(Simulation, [changed]))
        _simulate(platform, [person for person in _cohort(platform) if person.programme == "ibs"][-4:])
        return seen

    well, ill = burdens(0.2), burdens(0.9)
    assert sum(well) / len(well) + 0.3 < sum(ill) / len(ill)


# --- helpers


def _cohort(platform: Platform) -> list[Invented]:
    return everybody(simulations(platform.catalogue), PATIENTS, SEED, UNTIL)


def _simulate(platform: Platform, people: Sequence[Invented]) -> int:
    """How many of them were not there."""
    with platform.work() as work:
        sites = {site.programme.key: site for site in sites_of(work)}
    return sum(simulate(platform, sites[person.programme], person, SEED, UNTIL) for person in people)


def _seen_beside(folder: Path) -> int:
    """As :func:`_people`, also while another process writes."""
    with closing(sqlite3.connect(folder / "varde.sqlite")) as connection:
        return int(connection.execute("SELECT count(*) FROM person").fetchone()[0])


def _people(platform: Platform) -> int:
    with platform.work() as work:
        return work.session.scalar(select(func.count()).select_from(Person)) or 0
