"""What Varde demands of every plugin, asked in the same way of any that is installed.

A plugin's own tests take it over whole, in one line::

    from varde.testing.contract import contract

    TestContract = contract("sleep")
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from sqlalchemy import inspect, select
from structlog.testing import capture_logs

from varde.assessments.service import KIND, open_sheet, submit
from varde.benefits.values import Measure
from varde.checking import would_run
from varde.content.texts import StepText
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.instruments.rules import check_answers, score
from varde.instruments.values import Instrument
from varde.kernel.catalogue import Catalogue
from varde.kernel.jobs import Outbox
from varde.kernel.migrate import differences, upgrade
from varde.kernel.part import Part, Permission
from varde.kernel.words import LANGUAGES
from varde.kernel.work import Work
from varde.modules.progress import path_of
from varde.modules.switching import SwitchWish, turn
from varde.parts import PARTS, build_catalogue
from varde.platform import histories, what_runs
from varde.plugin.fitting import fitting_facts
from varde.plugin.inspection.whole import inspected
from varde.plugin.registry import Plugin, Plugins, installed
from varde.plugin.simulated_answers import simulated_answers
from varde.privacy.filling import Values
from varde.programmes.release import opened_by_therapist
from varde.programmes.values import Programme
from varde.referrals.screening import screen
from varde.rehearsal import rehearsed
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.databases import migrated
from varde.testing.house import House, make_house, sqlite_url
from varde.testing.personal_contract import personal_data_faults
from varde.testing.running_contract import RunningContract

PERSONS = 60
"""How many invented persons are let loose on each instrument and each programme."""
ODD: tuple[object, ...] = (None, True, False, -1, 0, 1, 7, 10**9, 0.5, float("nan"), "", "1", "ja", [], {}, b"x")
OUTCOMES = {"eligible", "review", "not_eligible", "incomplete"}


def contract(key: str, **values: Any) -> type[PluginContract]:
    """The contract of the installed plugin with this key, as a class of tests. ``values`` are its other attributes, such as
    ``personal_values``."""
    return type("TestContract", (PluginContract,), {"plugin": key, "__module__": __name__, **values})


class PluginContract(RunningContract):
    """The contract of one plugin. ``plugin`` is its key, the name of its entry point."""

    plugin: str
    personal_values: ClassVar[Values] = {}
    """Values of columns by table, where a check of a table asks for one that its model does not say."""

    @staticmethod
    def prepared(work: Work, enrolment: Enrolment) -> None:
        """Whatever else an enrolment must have for every panel and page to have something to show. A plugin's tests say it."""

    @classmethod
    def plugins(cls) -> Plugins:
        """What is installed, this plugin among it."""
        return installed()

    @pytest.fixture(scope="class")
    @classmethod
    def alone(cls) -> Catalogue:
        """What Varde knows when this plugin is the only one."""
        return build_catalogue({cls.plugin: cls.plugins()[cls.plugin]})

    @pytest.fixture(scope="class")
    @classmethod
    def programmes(cls, alone: Catalogue) -> list[Programme]:
        return list(alone.all(Programme).values())

    @pytest.fixture(scope="class")
    @classmethod
    def instruments(cls, alone: Catalogue) -> list[Instrument]:
        mine = set(alone.one(Plugin, cls.plugin).instruments)
        return [instrument for key, instrument in alone.all(Instrument).items() if key in mine]

    @pytest.fixture(scope="class")
    @classmethod
    def house(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
        """A whole Varde with every installed plugin."""
        house = make_house(sqlite_url(tmp_path_factory.mktemp("house")))
        yield house
        house.platform.engine.dispose()

    # --- the package

    def test_varde_starts_with_it_and_nothing_else(self, alone: Catalogue) -> None:
        assert list(alone.all(Plugin)) == [self.plugin]
        assert alone.one(Plugin, self.plugin).version != "?"

    def test_what_it_brings_can_run(self, alone: Catalogue) -> None:
        """Its jobs, listeners, handlers and tables; and of every table it is said whom it is about."""
        what_runs(alone.all(Part).values())

    def test_it_says_the_same_when_it_is_asked_again(self, alone: Catalogue) -> None:
        again = build_catalogue({self.plugin: self.plugins()[self.plugin]})
        for kind in (Programme, Instrument, Measure, StepText):
            assert dict(again.all(kind)) == dict(alone.all(kind))

    def test_nobody_can_change_what_it_declared(self, alone: Catalogue) -> None:
        for kind in (Programme, Instrument, Measure):
            for key, value in alone.all(kind).items():
                assert not list(changeable(value, key)), "these can be changed after the start"

    def test_the_check_finds_nothing(self) -> None:
        """What ``varde plugin check`` says of it: its rules, texts, files, pages and imports."""
        mine = {self.plugin: self.plugins()[self.plugin]}
        assert [str(finding) for finding in inspected(PARTS, mine, would_run)] == []

    # --- tables

    def test_its_tables_are_as_its_migrations_make_them(self, alone: Catalogue, tmp_path: Path) -> None:
        owners = histories(alone.all(Part).values())
        engine = migrated(sqlite_url(tmp_path))
        before = set(inspect(engine).get_table_names())
        upgrade(engine, owners)
        made = set(inspect(engine).get_table_names()) - before
        # One without tables leaves the core's as they are, and of these the core's own tests say the same.
        for owner in owners if len(owners) > 1 else ():
            assert not differences(engine, owner, owners), owner.key
        strange = {table for table in made if not table.startswith((f"{self.plugin}_", "alembic_version_"))}
        engine.dispose()
        assert not strange, "a plugin's migrations make tables of its own"

    def test_what_it_holds_about_a_person_is_hers_to_be_given_and_to_have_erased(
        self, alone: Catalogue, tmp_path: Path
    ) -> None:
        house = make_house(sqlite_url(tmp_path), catalogue=alone)
        assert not personal_data_faults(house, [self.plugin], self.personal_values)
        house.platform.engine.dispose()

    # --- instruments

    def test_no_answers_are_no_score(self, instruments: list[Instrument]) -> None:
        for instrument in instruments:
            outcome = score(instrument, {})
            assert outcome.status != "invalid", instrument.key
            assert outcome.total is None, instrument.key

    def test_answers_that_hold_are_scored_within_range(self, instruments: list[Instrument]) -> None:
        chance = random.Random(1)
        for instrument in instruments:
            if any(item.by_day for item in instrument.items):
                continue  # what a device measured, not what a person answers
            for person in range(PERSONS):
                answers = simulated_answers(instrument, person / (PERSONS - 1), chance)
                outcome = score(instrument, answers)
                assert outcome.status != "invalid", f"{instrument.key}: {answers}"
                if outcome.total is not None and instrument.total_range is not None:
                    low, high = instrument.total_range
                    assert low <= outcome.total <= high, f"{instrument.key}: {outcome.total} for {answers}"

    def test_no_answers_at_all_make_it_stumble(self, instruments: list[Instrument]) -> None:
        chance = random.Random(2)
        for instrument in instruments:
            keys = [*(item.key for item in instrument.items), "no_such_item"]
            for _ in range(PERSONS):
                answers = {key: chance.choice(ODD) for key in keys if chance.random() < 0.7}
                outcome = score(instrument, answers)
                assert (outcome.status == "invalid") == bool(check_answers(instrument, answers)), (
                    f"{instrument.key}: {answers}"
                )

    # --- eligibility

    def test_somebody_fits(self, programmes: list[Programme]) -> None:
        for programme in programmes:
            assert screen(programme, fitting_facts(programme)).outcome == "eligible", programme.key

    def test_who_answers_nothing_is_neither_taken_nor_refused(self, programmes: list[Programme]) -> None:
        for programme in programmes:
            assert screen(programme, {}).outcome == "incomplete", programme.key

    def test_every_outcome_is_explained_whatever_is_answered(self, programmes: list[Programme]) -> None:
        chance = random.Random(3)
        for programme in programmes:
            fits = fitting_facts(programme)
            for _ in range(PERSONS):
                facts = {key: chance.choice((value, chance.choice(ODD))) for key, value in fits.items()}
                for language in LANGUAGES:
                    screening = screen(programme, facts, language=language)
                    assert screening.outcome in OUTCOMES
                    assert len(screening.because) == len(screening.explain)
                    assert screening.outcome == "eligible" or screening.because, f"{programme.key}: {facts}"
                    assert not [sentence for sentence in screening.explain if not sentence.strip() or "{" in sentence]

    # --- in a whole Varde

    def test_its_pages_open_for_those_they_are_for(self, house: House) -> None:
        plugin = house.platform.catalogue.one(Plugin, self.plugin)
        patient, therapist = house.person("Kari", "Nordmann"), house.person("Maren", "Lie", ("therapist", house.clinic))
        visitors = {
            "anyone": house.app.test_client(),
            "patient": house.browser(patient),
            "therapist": house.browser(therapist, staff=True),
            "manager": house.browser(house.person("Liv", "Dahl", ("manager", house.trust)), staff=True),
        }
        enrolments = {key: _enrolled(house, patient, therapist, key) for key in plugin.programmes}
        for page in plugin.pages:
            about = enrolments[page.programme or plugin.programmes[0]] if page.of_enrolment else ""
            address = f"/p/{self.plugin}/{page.path}/{about}".rstrip("/")
            roles = house.platform.catalogue.one(Permission, page.audience).roles
            visitor = next(
                browser
                for role, browser in visitors.items()
                if role in roles or (role == "therapist" and "staff" in roles)
            )
            for language in LANGUAGES:
                answer = visitor.get(f"{address}?lang={language}")
                assert answer.status_code == 200, page.path
                assert page.title.to(language) in answer.get_data(as_text=True)
            if "anyone" not in roles:
                assert visitors["anyone"].get(address).status_code == 302

    def test_everything_it_shows_can_be_drawn(self, house: House) -> None:
        """Every page, panel, kind of answer and exercise, for each who may see it, in three languages: about somebody who has just
        begun, and about somebody who has measured and of whom there is a row in each of its tables."""
        looked = rehearsed(house.app, house.platform, self.plugin, self.personal_values, self.prepared)
        assert not [f"{fault.about}: {fault.rule} {fault.at}" for fault in looked.faults]
        assert not looked.never_drawn, (
            "nobody who was invented is shown these, so that their templates were never drawn; say what there must be in "
            "personal_values, or in prepared"
        )

    def test_what_it_puts_on_other_pages_is_never_left_out(self, house: House, alone: Catalogue) -> None:
        """Its panels, and its reasons and columns of the caseload: one that fails is left out and logged, and none is."""
        maren, liv = (
            house.person("Maren", "Lie", ("therapist", house.clinic)),
            house.person("Liv", "Dahl", ("manager", house.trust)),
        )
        with capture_logs() as lines:
            for programme in alone.all(Programme).values():
                kari = house.person("Kari", f"Berg {programme.key}")
                enrolment_id = _enrolled(house, kari, maren, programme.key)
                opened = (
                    (house.browser(kari), f"/min-sti/{enrolment_id}"),
                    (house.browser(maren, staff=True), f"/pasient/{enrolment_id}"),
                    (house.browser(maren, staff=True), "/arbeidsliste?sok=Berg"),
                    (house.browser(liv, staff=True), f"/gevinster/{house.trust.key}/{programme.key}"),
                )
                for browser, address in opened:
                    assert browser.get(address).status_code == 200, address
        assert not [line for line in lines if line["event"] in ("panel_failed", "handed_in_failed")]

    def test_a_patient_can_go_all_the_way(self, house: House, alone: Catalogue) -> None:
        """Start, open every module and step, answer every questionnaire in its time; nothing is left undone."""
        for programme in alone.all(Programme).values():
            tracks: list[str | None] = [track.key for track in programme.tracks]
            for track in tracks or [None]:
                self._walk(house, programme, track)
        with house.work() as work:
            undone = work.session.execute(
                select(Outbox.job, Outbox.last_error).where(Outbox.last_error.is_not(None) | Outbox.done_at.is_(None))
            ).all()
        assert not undone

    def _walk(self, house: House, programme: Programme, track: str | None) -> None:
        patient = house.person("Ingrid", f"Solheim {programme.key} {track or ''}")
        therapist = house.person("Maren", "Lie", ("therapist", house.clinic))
        enrolment_id = house.enrolled(patient, therapist, programme.key, track)
        self._open_modules(house, therapist, programme, track, enrolment_id)
        to_read = [f"{module.key}/{step.key}" for module in programme.modules_of(track) for step in module.steps]
        for number, _ in enumerate(programme.occasions_of(track)):
            house.platform.drain()
            to_read = self._unread(house, patient, to_read, enrolment_id, again=number > 0)
            self._answer(house, patient, enrolment_id)
            with house.work() as work:
                following = work.session.scalar(
                    select(AgendaItem.opens_at)
                    .where(
                        AgendaItem.enrolment_id == enrolment_id,
                        AgendaItem.kind == KIND,
                        AgendaItem.state == "planned",
                        AgendaItem.key.not_in(programme.in_rhythm),
                    )
                    .order_by(AgendaItem.opens_at)
                    .limit(1)
                )
            if following is not None:
                house.clock.set(max(following, house.clock.now()) + timedelta(hours=1))
            tick(house.platform)
        house.platform.drain()
        with house.work() as work:
            states = work.session.scalars(
                select(AgendaItem.state).where(
                    AgendaItem.enrolment_id == enrolment_id,
                    AgendaItem.kind == KIND,
                    AgendaItem.key.not_in(programme.in_rhythm),  # the days between are left out
                )
            ).all()
        assert set(states) == {"done"}, f"{programme.key} {track or ''}: {sorted(set(states))}"

    def _open_modules(
        self, house: House, therapist: Any, programme: Programme, track: str | None, enrolment_id: int
    ) -> None:
        """Those that nobody but a therapist opens."""
        with house.work() as work:
            enrolment = work.session.get_one(Enrolment, enrolment_id)
            actor = house.actor(therapist, ("therapist", house.clinic))
            for module in programme.modules_of(track):
                if module.release == opened_by_therapist():
                    turn(work, actor, enrolment, SwitchWish("open", module.key, reason=READY))

    def _unread(self, house: House, patient: Any, steps: list[str], enrolment_id: int, *, again: bool) -> list[str]:
        """Open her home and these steps. Returns those that were not shown: a page is read once, however long the programme is.

        Of a module that is still shut, one step speaks for those that were asked for before.
        """
        browser, unread = house.browser(patient), list[str]()
        with house.work() as work:
            path_now = path_of(work, work.session.get_one(Enrolment, enrolment_id), "nb")
        shut = {view.module.key for view in path_now.modules if view.shut} if again else set()
        for step in ("", *steps):
            module = step.partition("/")[0]
            if module in shut and any(each.startswith(f"{module}/") for each in unread):
                unread.append(step)
                continue
            path = f"/moduler/{enrolment_id}/{step}" if step else f"/min-sti/{enrolment_id}"
            status = browser.get(path).status_code
            # A module that is not open yet says so, with a redirection or a refusal that has a sentence.
            assert status in (200, 303, 403), f"{path}: {status}"
            if step and status != 200:
                unread.append(step)
        return unread

    def _answer(self, house: House, patient: Any, enrolment_id: int) -> None:
        chance = random.Random(enrolment_id)
        with house.work() as work:
            now_open = work.session.scalars(
                select(AgendaItem.id).where(
                    AgendaItem.enrolment_id == enrolment_id,
                    AgendaItem.kind == KIND,
                    AgendaItem.state == "planned",
                    AgendaItem.opens_at <= work.now,
                )
            ).all()
        for agenda_id in now_open:
            with house.work() as work:
                sheet = open_sheet(work, house.actor(patient), agenda_id, write=True)
                while sheet.unanswered:  # an answer may bring more questions
                    key = sheet.unanswered[0]
                    answers = simulated_answers(work.catalogue.one(Instrument, key), 0.4, chance)
                    submit(work, house.actor(patient), sheet, key, answers)


READY = "Leksene er lest, og neste modul passer nå."


def _enrolled(house: House, patient: Person, therapist: Person, key: str) -> int:
    """On the first track of the programme, where it has any."""
    tracks = house.programme(key).tracks
    return house.enrolled(patient, therapist, key, tracks[0].key if tracks else None)


def changeable(value: object, place: str) -> Iterator[str]:
    """Where something inside a declared value could be changed: a list, a dictionary, a dataclass that is not frozen."""
    if isinstance(value, list | dict | set | bytearray):
        yield place
    elif isinstance(value, tuple | frozenset):
        for number, part in enumerate(value):
            yield from changeable(part, f"{place}[{number}]")
    elif is_dataclass(value) and not isinstance(value, type):
        if not value.__dataclass_params__.frozen:  # type: ignore[attr-defined]
            yield place
        for field in fields(value):
            yield from changeable(getattr(value, field.name), f"{place}.{field.name}")
