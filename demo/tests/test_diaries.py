"""Days of a diary that somebody invented keeps: what every entry answers is answered where it can be, and else none is written."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path
from random import Random

import pytest

from varde.enrolments.models import Enrolment
from varde.kernel.words import Text
from varde.kinds.asking import Field
from varde.kinds.kind import AnswerKind
from varde.kinds.texts import LongText
from varde.kinds.uploaded import Picture
from varde.modules.dated import every_entry
from varde.modules.progress import path_of
from varde.plugin.simulation import Clinic, InventedEntry, Simulation
from varde.programmes.exercise_kinds import DatedEntries
from varde.programmes.values import Exercise, Programme
from varde.testing.house import everything_installed, make_house, sample_only, sqlite_url
from varde_demo.diaries import Saying, as_written, entry_of_day, write_now
from varde_demo.organisations import simulations

SAID = Text("Bratt.", "Bratt.", "Steep.")


def diary(needed: AnswerKind) -> Exercise:
    """A diary in which every entry answers this."""
    field = Field("needed", needed, Text("Hva?", "Kva?", "What?"))
    kind = DatedEntries(needed=("needed",))
    return Exercise("diary", Text("Skriv dagbok", "Skriv dagbok", "Keep a diary"), 2, (field,), kind=kind)


def test_what_every_entry_answers_is_answered_by_whoever_can() -> None:
    chance = Random(7)
    days = [entry_of_day(diary(LongText()), 0.5, chance, "nb", (SAID,)) for _ in range(200)]
    assert days == [{"needed": "Bratt."}] * 200


@pytest.mark.parametrize("nobody_can", [Picture(), LongText()], ids=["a picture", "words without any to choose from"])
def test_what_nobody_can_answer_is_left_out(nobody_can: AnswerKind) -> None:
    assert entry_of_day(diary(nobody_can), 0.5, Random(7), "nb", ()) == {}


def test_an_entry_without_what_it_must_have_is_not_written(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    tone, maren = house.person("Tone", "Vik"), house.person("Maren", "Aas", ("therapist", house.clinic))
    enrolment_id = house.enrolled(tone, maren, "sample")
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        module = path_of(work, enrolment, "nb").view("first-steps").module
        (log,) = (step for step in module.steps if isinstance(step, Exercise) and step.dated)
        assert write_now(work, enrolment, module, log, {"seen": "Ei røy."}, "left out") is None
        written = write_now(work, enrolment, module, log, {"steep": 3}, "answered")
        assert every_entry(work, enrolment_id, module.key, log.key) == [written]


def test_what_the_programmes_have_people_write_is_taken_by_the_exercises() -> None:
    """In both languages, and each of a module and a step that there is."""
    catalogue = everything_installed()
    for simulation in simulations(catalogue):
        exercises = catalogue.one(Programme, simulation.programme).exercises
        for place, entries in simulation.written.items() if exercises else ():
            module, step = exercises[place.partition("/")[0], place.partition("/")[2]]
            for said, language in product(entries, ("nb", "nn")):
                answers = as_written(step, said, {}, language, date(2026, 9, 21))
                assert answers.keys() == said.answers.keys(), (module.key, step.key)
                kinds = {field.key: field.kind for field in step.fields}
                assert all(kinds[key].accept(value) == value for key, value in answers.items()), (step.key, answers)


def test_what_is_kept_begins_anew_and_other_words_end() -> None:
    said = (InventedEntry({"a": 1}), InventedEntry({"a": 2}))
    simulation = Simulation("lake", Clinic("c", "C"), written={"m/s": said, "m/t": said})
    saying = Saying(simulation, keeps=("m/s",))
    assert [saying.next_in("m", "s") for _ in range(3)] == [said[0], said[1], said[0]]
    assert [saying.next_in("m", "t") for _ in range(3)] == [said[0], said[1], InventedEntry({})]
    assert saying.next_in("m", "u") is None
