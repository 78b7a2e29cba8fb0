"""Days of a diary that somebody invented keeps: what every entry answers is answered where it can be, and else none is written."""

from __future__ import annotations

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
from varde.programmes.exercise_kinds import DatedEntries
from varde.programmes.values import Exercise
from varde.testing.house import make_house, sample_only, sqlite_url
from varde_demo.diaries import entry_of_day, write_now

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
