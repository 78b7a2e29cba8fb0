"""What Varde demands of what a plugin runs: what is measured, greetings, doors, jobs, settings. Part of each plugin's contract."""

from __future__ import annotations

import inspect
import random
from functools import partial
from typing import Any

from sqlalchemy import func, select

from varde.assessments.contact import choose_contact
from varde.doors.door import Door, doors_of
from varde.doors.models import AnsweredCall
from varde.enrolments.models import Enrolment
from varde.files.of_the_invented import keep_invented
from varde.kernel.assembly import taken
from varde.kernel.catalogue import Catalogue
from varde.kernel.declared import Setting, declared
from varde.kernel.errors import VardeError
from varde.kernel.jobs import Job
from varde.kernel.part import LevelSettings, Part
from varde.kernel.words import LANGUAGES, Text
from varde.kernel.work import Work
from varde.kinds.kind import InventedPerson
from varde.measurements.service import measure, set_base
from varde.modules.dated import dated_kind, now_on_the_wall, share_entries, write_entry
from varde.modules.entries import save_entry
from varde.modules.seen import asked_now, read_around
from varde.modules.switching import SwitchWish, turn
from varde.notifications.nudges import KIND as NUDGE
from varde.plugin.measurements import observed_in
from varde.plugin.settings import settings_for
from varde.plugin.simulation import as_measured
from varde.programmes.values import Exercise, Module, Programme
from varde.safety.service import safety_of
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.series.values import Series
from varde.testing.house import House

BURDENS = (0.0, 0.25, 0.5, 0.75, 1.0)
NOBODY = 10**9
"""A number that no row has."""


class RunningContract:
    """Taken over by ``PluginContract``, whose fixtures it asks for."""

    plugin: str

    # --- what is measured

    def test_what_it_measures_can_be_measured_by_whoever_is_in_it(self, house: House, alone: Catalogue) -> None:
        """From somebody well to somebody ill: what is plausible is taken in, is in a zone where there are any, and is shown in
        every language to her and to her therapist."""
        maren = house.person("Maren", "Lie", ("therapist", house.clinic))
        for programme in (each for each in alone.all(Programme).values() if each.series):
            kari = house.person("Kari", f"Strand {programme.key}")
            tracks = programme.tracks
            enrolment_id = house.enrolled(kari, maren, programme.key, tracks[0].key if tracks else None)
            for key in programme.series:
                series = house.platform.catalogue.one(Series, key)
                with house.work() as work:
                    _measured(work, house, (kari, maren), work.session.get_one(Enrolment, enrolment_id), series)
                with house.work() as work:
                    observations = observed_in(work, enrolment_id, series, 1)
                assert len({each.figures for each in observations}) > 1, key
                assert all((each.zone is not None) == bool(series.zones) for each in observations), key
                for language in LANGUAGES:
                    pages = (
                        (house.browser(kari), f"/min-sti/{enrolment_id}/maaling/{key}"),
                        (house.browser(maren, staff=True), f"/pasient/{enrolment_id}/maalinger/{key}"),
                    )
                    for browser, address in pages:
                        page = browser.get(f"{address}?lang={language}")
                        assert page.status_code == 200, address
                        assert series.title.to(language) in page.get_data(as_text=True), address

    # --- exercises

    def test_its_exercises_can_be_answered_and_read(self, house: House, alone: Catalogue) -> None:
        """Each by somebody who answers all she can, files too; she sees it again in three languages, and so does her therapist.
        What a library holds is added for her first, and is open to her then, but for a lock."""
        maren = house.person("Maren", "Lie", ("therapist", house.clinic))
        for programme in alone.all(Programme).values():
            track = programme.tracks[0].key if programme.tracks else None
            kari = house.person("Kari", f"Dal {programme.key}")
            enrolment_id = house.enrolled(kari, maren, programme.key, track)
            for number, (module, step) in enumerate(programme.exercises.values()):
                if module not in programme.modules_of(track) and not module.library:
                    continue
                with house.work() as work:
                    enrolment = work.session.get_one(Enrolment, enrolment_id)
                    if module.library:
                        wish = SwitchWish("add", module.key, step.key, "Den trengs.")
                        turn(work, house.actor(maren, ("therapist", house.clinic)), enrolment, wish)
                    _answered(work, enrolment, module, step, number)
                for language in LANGUAGES:
                    path = f"/moduler/{enrolment_id}/{module.key}/{step.key}?lang={language}"
                    # A module that is not open yet says so.
                    assert house.browser(kari).get(path).status_code in (200, 303, 403), path
            for language in LANGUAGES:
                record = f"/pasient/{enrolment_id}?lang={language}"
                assert house.browser(maren, staff=True).get(record).status_code == 200, record

    # --- greetings

    def test_its_greetings_go_by_themselves(self, house: House, alone: Catalogue) -> None:
        """At every pace that can be chosen, when it has been quiet for so long, and none twice in a row."""
        maren = house.person("Maren", "Lie", ("therapist", house.clinic))
        for programme in alone.all(Programme).values():
            tracks = programme.tracks
            for level in programme.contact_choices:
                tor = house.person("Tor", f"Vik {programme.key} {level.key}")
                enrolment_id = house.enrolled(tor, maren, programme.key, tracks[0].key if tracks else None)
                with house.work() as work:
                    choose_contact(work, house.actor(tor), work.session.get_one(Enrolment, enrolment_id), level.key)
                for _ in range(2):
                    house.clock.move(days=level.nudge_days + 1)
                    tick(house.platform)
                gone = select(AgendaItem.key).where(AgendaItem.kind == NUDGE, AgendaItem.state == "done")
                with house.work() as work:
                    keys = work.session.scalars(gone.where(AgendaItem.enrolment_id == enrolment_id)).all()
                at = f"{programme.key}: {level.key}: {keys}"
                assert len(keys) == len(set(keys)) == (2 if level.nudge_days else 0), at

    # --- doors

    def test_its_doors_are_shut_to_whoever_has_no_key(self, house: House, alone: Catalogue) -> None:
        for (part, key), door in _doors(alone, self.plugin):
            client, address = house.app.test_client(), f"/api/v1/{part}/{key}"
            for header in ({}, {"Authorization": "Bearer guessed"}):
                answer = client.post(address, json={}, headers={"Idempotency-Key": "1", **header})
                assert (answer.status_code, answer.content_type) == (401, "application/problem+json"), address
            described = client.get("/api/v1/openapi.json").get_json()
            assert described["paths"][f"/{part}/{key}"]["post"]["summary"] == door.summary

    def test_its_doors_refuse_what_they_cannot_read_and_keep_nothing_of_it(
        self, house: House, alone: Catalogue
    ) -> None:
        maren = house.person("Maren", "Lie", ("therapist", house.clinic))
        programmes = list(alone.all(Programme).values())
        for (part, key), door in _doors(alone, self.plugin):
            tracks = programmes[0].tracks
            kari = house.person("Kari", f"Vik {key}")
            enrolment_id = house.enrolled(kari, maren, programmes[0].key, tracks[0].key if tracks else None)
            headers = {
                "Authorization": f"Bearer {house.key_of_device(part, key, enrolment_id)}",
                "Idempotency-Key": "1",
            }
            wrong = {"not json": 400, "[]": 400, '{"nobody_knows_this": 1}': 422, '{"enrolment": 0}': 403}
            if any(field.required for field in door.schema().fields.values()):
                wrong["{}"] = 422
            with house.work() as work:
                before = work.session.scalar(select(func.count()).select_from(AnsweredCall))
            for body, status in wrong.items():
                answer = house.app.test_client().post(f"/api/v1/{part}/{key}", data=body, headers=headers)
                assert answer.status_code == status, f"{part}/{key}: {body}: {answer.text}"
                assert answer.get_json()["detail"], body
                house.clock.move(minutes=1)  # a door may take few calls in a minute
            with house.work() as work:
                assert work.session.scalar(select(func.count()).select_from(AnsweredCall)) == before

    # --- jobs

    def test_a_job_whose_matter_is_gone_does_nothing(self, house: House, alone: Catalogue) -> None:
        """It takes ids, and whatever they were of may have been erased before it runs. One that asks a machine outside is left to
        its own tests."""
        for job in taken(alone.one(Part, self.plugin), "jobs", []):
            arguments = _ids_asked_for(job)
            if arguments is not None and not job.outside:
                with house.work() as work, work.undone():
                    job.run(work, **arguments)
                    work.session.flush()

    # --- settings

    def test_its_settings_can_be_decided_within_their_bounds_and_read(self, house: House, alone: Catalogue) -> None:
        maren = house.person("Maren", "Lie", ("therapist", house.clinic))
        for level in taken(alone.one(Part, self.plugin), "settings", []):
            key = level.programme or next(iter(alone.all(Programme)))
            tracks = house.programme(key).tracks
            kari = house.person("Kari", f"Lund {level.kind.__name__}")
            enrolment_id = house.enrolled(kari, maren, key, tracks[0].key if tracks else None)
            for name, setting in declared(level.kind).items():
                assert all(setting.words.to(language) for language in LANGUAGES), name
                for value in _possible(setting):
                    _decide(house, level, name, value)
                    with house.work() as work:
                        assert getattr(settings_for(work, level.kind, enrolment_id), name) == value
                for value in _impossible(setting):
                    try:
                        _decide(house, level, name, value)
                    except VardeError:
                        continue
                    raise AssertionError(f"{level.kind.__name__}.{name} can be {value!r}")
                _decide(house, level, name, setting.default)


def _measured(work: Work, house: House, people: tuple[Any, Any], enrolment: Enrolment, series: Series) -> None:
    patient, therapist = people
    if series.of_patient:
        usual = as_measured(series, 0.5, random.Random(1))[series.zoned_at]
        set_base(work, house.actor(therapist, ("therapist", house.clinic)), enrolment, series, usual)
    for number, burden in enumerate(BURDENS):
        figures = as_measured(series, burden, random.Random(number))
        at = work.now.replace(second=number)
        measure(work, house.actor(patient), enrolment, series, figures, min(at, work.now), confirmed=True)


def _answered(work: Work, enrolment: Enrolment, module: Module, step: Exercise, number: int) -> None:
    keeps = partial(keep_invented, work, enrolment.id, enrolment.person_id)
    her = InventedPerson(
        random.Random(number), entries=(Text("Det gikk fint.", "Det gjekk fint.", "It went well."),), keeps=keeps
    )
    if step.dated:
        around = read_around(work, enrolment.programme, enrolment.id, module.key, step)
        step = asked_now(step, module.key, around, safety_of(work, enrolment))
    said = {field.key: field.kind.invent(her) for field in step.fields}
    answers = {key: value for key, value in said.items() if value is not None}
    for field in step.fields:
        assert field.key not in answers or field.kind.accept(answers[field.key]) == answers[field.key], field.key
    if not step.dated:
        save_entry(work, enrolment, module, step, answers, shared=True, submit=True)
    elif not [key for key in dated_kind(step).needed if key not in answers]:
        entry = write_entry(work, enrolment, module, step, answers, now_on_the_wall(work), "once")
        share_entries(work, enrolment, module, [entry])


def _doors(alone: Catalogue, plugin: str) -> list[tuple[tuple[str, str], Door]]:
    return sorted(doors_of([alone.one(Part, plugin)]).items(), key=lambda item: item[0])


def _ids_asked_for(job: Job) -> dict[str, int] | None:
    """An id that is nobody's for each; None when the job takes something else too."""
    _, *parameters = inspect.signature(job.run, eval_str=True).parameters.values()
    needed = [each for each in parameters if each.default is each.empty and each.kind not in (each.VAR_KEYWORD,)]
    if any(each.annotation is not int for each in needed):
        return None
    return {each.name: NOBODY for each in needed}


def _possible(setting: Setting) -> list[object]:
    if bool in setting.kinds:
        return [True, False]
    return [setting.low, setting.high] if int in setting.kinds else []


def _impossible(setting: Setting) -> list[object]:
    return [setting.low - 1, setting.high + 1] if int in setting.kinds else [7] if bool in setting.kinds else []


def _decide(house: House, level: LevelSettings, name: str, value: object) -> None:
    programmes = [level.programme] if level.programme else list(house.platform.catalogue.all(Programme))
    for key in [""] if level.level == "organisation" else programmes:
        house.decide(key, name, value)
