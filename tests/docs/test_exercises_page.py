"""The page about exercises that are written in again and again: its blocks are run as they stand, and written in."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from varde.enrolments.models import Enrolment
from varde.kernel.catalogue import Catalogue
from varde.kernel.speech import Speech
from varde.modules.dated import EntryTime, every_entry, write_entry
from varde.modules.errors import BadEntry
from varde.modules.progress import path_of
from varde.plugin import exercises as library
from varde.programmes.check import check_programme
from varde.programmes.values import Exercise, Programme
from varde.record.entries import entry_view, week_pictures
from varde.testing.house import all_samples, make_house, sqlite_url

from .documents import ROOT

PAGE = ROOT / "docs" / "plugin-author" / "exercises.md"


def declared() -> dict[str, Any]:
    """What the blocks of the page declare, one after the other."""
    names: dict[str, Any] = {"__name__": "of_the_page"}
    for block in re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S):
        exec(compile(block, str(PAGE), "exec", dont_inherit=True), names)
    return names


def with_page(exercise: Exercise) -> Catalogue:
    """The lake, where the page's diary is kept in the place of another exercise that has a text."""
    lake = all_samples().one(Programme, "lake")
    first = lake.modules[0]
    kept = tuple(replace(exercise, key=step.key) if step.key == "water-diary" else step for step in first.steps)
    return all_samples().with_values(
        Programme, [replace(lake, modules=(replace(first, steps=kept), *lake.modules[1:]))]
    )


def test_what_it_declares_is_sound() -> None:
    names = declared()
    catalogue = with_page(names["DIARY"])
    programme = catalogue.one(Programme, "lake")
    assert check_programme(programme, {"weather", "outlook", "csq-8", "gear", "footing", "hazards"}, catalogue) == []


@pytest.mark.parametrize("own", [False, True], ids=["as declared", "with a heading of its own"])
def test_it_is_written_in(tmp_path: Path, own: bool) -> None:
    names = declared()
    exercise: Exercise = names["DIARY"]
    if own:
        exercise = replace(exercise, kind=names["BackDiary"](needed=("pain",), charted=("pain",)))
    house = make_house(sqlite_url(tmp_path), catalogue=with_page(exercise))
    enrolment_id = house.enrolled(
        house.person("Ida", "Vik"), house.person("Maren", "Aas", ("therapist", house.clinic)), "lake"
    )
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        module = path_of(work, enrolment, "nb").view("know-the-lake").module
        step = next(step for step in module.steps if isinstance(step, Exercise))
        today = EntryTime(date(2026, 9, 21))
        write_entry(work, enrolment, module, step, {"pain": 4, "did": ["walked"]}, today, "one")
        write_entry(work, enrolment, module, step, {"pain": 6}, today, "two")
        with pytest.raises(BadEntry):
            write_entry(work, enrolment, module, step, {"words": "Bare ord."}, today, "three")
        speech = Speech("nb", work.zone, work.now)
        views = [entry_view(speech, step, row) for row in every_entry(work, enrolment_id, module.key, step.key)]
        assert [(view.number, view.heading) for view in views] == [
            ("4", "Gikk tur"),
            ("6", "En stille dag" if own else ""),
        ]
        (picture,) = week_pictures(speech, step, views[::-1], [today.day], [today.day])
        assert picture.finding == "Fra 4 til 6 på mandag"


def test_its_template_is_one_that_a_plugin_may_have() -> None:
    names = declared()
    assert names["STRETCH"].template == "back/stretch.html"
    assert '{% extends "varde/exercise.html" %}' in names["TEMPLATE"]


def test_the_page_names_every_exercise_of_the_library() -> None:
    functions = {name for name in library.__all__ if name.islower() and name != "own_words"}
    table = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", PAGE.read_text(encoding="utf-8"), re.M)
    assert {name for row in table for name in re.findall(r"`(\w+)`", row)} == functions
