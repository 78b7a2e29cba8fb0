"""Switches as they are kept: who may do what in which state, with which reason; two at once; undone once, and told to her."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from varde.enrolments.access import open_record
from varde.enrolments.errors import WrongRole, WrongState
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment, EnrolmentEvent
from varde.enrolments.service import pause
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.kernel.errors import BadRequest, VardeError
from varde.modules.errors import (
    LastStepShown,
    NoSuchStep,
    NoSuchSwitch,
    NotSwitched,
    SwitchedSince,
    UndoneBefore,
    UndoNewestFirst,
    WhySwitched,
)
from varde.modules.models import ModuleState, PathSwitch
from varde.modules.progress import finish_step, kept_of, path_of
from varde.modules.reach_rules import step_of
from varde.modules.switching import SwitchWish, choose, last_opened, switches_of, turn, undo_switch
from varde.notifications.models import Delivery
from varde.testing.copies import copied
from varde.testing.house import House, all_samples, make_house, sqlite_url

WHY = "Hun trenger mer tid her."


@dataclass
class Way:
    """Ingrid's way round the lake, and Maren and Kari who treat her."""

    house: House
    maren: Person
    kari: Person
    ingrid: Person
    id: int

    def actor(self, person: Person) -> Actor:
        return self.house.actor(person, *([] if person is self.ingrid else [("therapist", self.house.clinic)]))

    def turn(self, deed: str, place: str, by: Person | None = None, why: str = WHY, seen: int | None = None) -> int:
        module, _, step = place.partition("/")
        with self.house.work() as work:
            enrolment = work.session.get_one(Enrolment, self.id)
            return turn(work, self.actor(by or self.maren), enrolment, SwitchWish(deed, module, step, why, seen)).number

    def undo(self, number: int, by: Person | None = None) -> None:
        with self.house.work() as work:
            undo_switch(work, self.actor(by or self.maren), work.session.get_one(Enrolment, self.id), number)

    def done(self, *places: str) -> None:
        with self.house.work() as work:
            enrolment = work.session.get_one(Enrolment, self.id)
            for place in places:
                module, _, step = place.partition("/")
                view = path_of(work, enrolment, "nb").view(module)
                finish_step(work, enrolment, view, step_of(view, step))
                work.session.flush()

    def stands(self, module: str) -> str:
        with self.house.work() as work:
            path = path_of(work, work.session.get_one(Enrolment, self.id), "nb")
            return next((view.status for view in path.modules if view.module.key == module), "hidden")

    def refused(self, fault: type[VardeError], deed: str, place: str, **how: object) -> str:
        with pytest.raises(fault) as refusal:
            self.turn(deed, place, **how)  # type: ignore[arg-type]
        return refusal.value.to("nb")

    def count(self) -> int:
        with self.house.work() as work:
            return work.session.scalar(select(func.count()).select_from(PathSwitch)) or 0

    def history(self) -> list[str]:
        with self.house.work() as work:
            return list(work.session.scalars(select(EnrolmentEvent.kind).order_by(EnrolmentEvent.id)))


def make_way(folder: Path) -> Way:
    house = make_house(sqlite_url(folder), catalogue=all_samples())
    therapists = (("therapist", house.clinic),)
    maren, kari = house.person("Maren", "Aas", *therapists), house.person("Kari", "Nes", *therapists)
    ingrid = house.person("Ingrid", "Solheim")
    return Way(house, maren, kari, ingrid, house.enrolled(ingrid, maren, "lake"))


@pytest.fixture
def way(tmp_path: Path) -> Way:
    return copied(make_way, tmp_path)


def test_every_switch_is_kept_with_its_reason_and_can_be_undone(way: Way) -> None:
    way.turn("open", "boat-and-oars")
    assert way.stands("boat-and-oars") == "open"
    way.turn("close", "boat-and-oars", by=way.kari, why="Det ble for mye.")
    assert way.stands("boat-and-oars") == "locked"
    with way.house.work() as work:
        lines = switches_of(work, way.id)
        assert [(line.number, line.deed, line.by, line.reason, line.undone_by) for line in lines] == [
            (2, "close", "Kari Nes", "Det ble for mye.", ""),
            (1, "open", "Maren Aas", WHY, ""),
        ]
        stored = work.session.execute(text("SELECT reason_sealed FROM path_switch")).scalars().all()
        assert all(WHY.encode() not in bytes(sealed) for sealed in stored)
    with pytest.raises(UndoNewestFirst):
        way.undo(1)
    way.undo(2)
    assert way.stands("boat-and-oars") == "open"
    with pytest.raises(UndoneBefore) as again:
        way.undo(2, by=way.kari)
    assert "av Maren Aas" in again.value.to("nb")
    way.undo(1)
    assert way.stands("boat-and-oars") == "locked"
    assert way.history()[-4:] == ["module_open", "module_close", "switch_undone", "switch_undone"]
    with pytest.raises(DatabaseError), way.house.work() as work:
        work.session.execute(text("UPDATE path_switch SET deed = 'hide'"))


def test_what_is_wrong_is_said_in_one_sentence_and_nothing_is_stored(way: Way) -> None:
    assert way.refused(WhySwitched, "open", "boat-and-oars", why=" . ") == (
        "Skriv hvorfor, med noen ord. Det blir stående i journalen."
    )
    way.refused(NoSuchStep, "open", "no-such-module")
    way.refused(NoSuchStep, "skip", "know-the-lake/no-such-step")
    assert way.refused(NotSwitched, "open", "know-the-lake") == (
        "«Kjenn vannet ditt» er åpen, så dette går ikke nå: åpnet."
    )
    way.refused(BadRequest, "melt", "know-the-lake")
    way.refused(WrongRole, "open", "boat-and-oars", by=way.ingrid)
    way.refused(WrongRole, "choose", "boat-and-oars")
    with pytest.raises(NoSuchSwitch):
        way.undo(1)
    assert way.count() == 0


def test_nothing_is_switched_when_it_has_ended_and_all_is_while_it_waits_or_rests(way: Way) -> None:
    with way.house.work() as work:
        pause(work, way.actor(way.maren), work.session.get_one(Enrolment, way.id))
    assert way.turn("open", "boat-and-oars") == 1
    with way.house.work() as work:
        end(work, way.maren.id, work.session.get_one(Enrolment, way.id), "withdrawn")
    assert way.refused(WrongState, "close", "boat-and-oars") == "Dette går ikke nå: forløpet er avsluttet."
    with pytest.raises(WrongState):
        way.undo(1)
    assert way.count() == 1


def test_of_two_at_once_the_later_is_told_who_was_first(way: Way) -> None:
    way.turn("open", "boat-and-oars", seen=0)
    sentence = way.refused(SwitchedSince, "skip", "boat-and-oars", by=way.kari, seen=0)
    assert sentence.startswith("Maren Aas har endret dette etter at du åpnet siden: åpnet, ")
    assert way.turn("skip", "boat-and-oars", by=way.kari, seen=1) == 2
    assert way.turn("skip", "net-and-hook", seen=0) == 3, "another module is nobody's but hers"


def test_what_is_repeated_is_to_be_done_again_and_undoing_it_loses_nothing(way: Way) -> None:
    with way.house.work() as work:
        view = path_of(work, work.session.get_one(Enrolment, way.id), "nb").view("know-the-lake")
    places = [f"know-the-lake/{step.key}" for step in view.module.steps]
    way.done(*places)
    assert way.stands("know-the-lake") == "done"
    number = way.turn("repeat", "know-the-lake")
    assert way.stands("know-the-lake") == "here"
    way.done(places[0])
    way.undo(number)
    assert way.stands("know-the-lake") == "done"
    with way.house.work() as work:
        state = work.session.get_one(ModuleState, (way.id, "know-the-lake"))
        assert sorted(state.steps_done) == sorted(place.split("/")[1] for place in places)
    assert way.history().count("module_completed") == 1, "it is completed once, however often it is done"


def test_the_last_step_that_is_shown_is_not_hidden(way: Way) -> None:
    with way.house.work() as work:
        view = path_of(work, work.session.get_one(Enrolment, way.id), "nb").view("know-the-lake")
    *first, last = [f"know-the-lake/{step.key}" for step in view.module.steps]
    for place in first:
        way.turn("hide", place)
    assert "Skjul hele modulen" in way.refused(LastStepShown, "hide", last)
    way.turn("hide", "know-the-lake")
    assert way.stands("know-the-lake") == "hidden"


def test_what_is_skipped_completes_a_module_and_counts_as_no_step_done(way: Way) -> None:
    with way.house.work() as work:
        view = path_of(work, work.session.get_one(Enrolment, way.id), "nb").view("know-the-lake")
    first, *others = [f"know-the-lake/{step.key}" for step in view.module.steps]
    way.done(first)
    for place in others:
        way.turn("skip", place)
    assert way.stands("know-the-lake") == "done"
    with way.house.work() as work:
        state = work.session.get_one(ModuleState, (way.id, "know-the-lake"))
        assert (state.steps_done, state.completed_at is not None) == ([first.split("/")[1]], True)


def test_a_module_is_completed_on_the_day_that_the_clock_on_the_wall_had(way: Way) -> None:
    way.done("know-the-lake/what-it-is")
    with way.house.work() as work:
        state = work.session.get_one(ModuleState, (way.id, "know-the-lake"))
        state.completed_at = datetime(2026, 9, 27, 22, 30, tzinfo=UTC)  # half past midnight in Norway
    with way.house.work() as work:
        assert kept_of(work, way.id).states["know-the-lake"].completed_on == date(2026, 9, 28)


def test_she_is_told_of_what_is_opened_and_added_each_time_and_of_nothing_else(way: Way) -> None:
    way.turn("open", "boat-and-oars")
    way.turn("add", "net-and-hook/nets")
    way.turn("skip", "fish-for-supper")
    way.undo(1)
    way.turn("open", "boat-and-oars")
    way.house.tick()
    with way.house.work() as work:
        rows = work.session.scalars(select(Delivery).where(Delivery.notice == "module").order_by(Delivery.id)).all()
        assert [row.path for row in rows] == [
            f"/moduler/{way.id}",
            f"/moduler/{way.id}/net-and-hook/nets",
            f"/moduler/{way.id}",
        ]


def test_she_chooses_among_what_is_optional_and_nothing_else(way: Way) -> None:
    way.turn("decline", "fish-for-supper", by=way.ingrid, why="")
    way.turn("choose", "fish-for-supper", by=way.ingrid, why="")
    way.refused(NotSwitched, "decline", "know-the-lake", by=way.ingrid)
    with way.house.work() as work:
        assert [(line.deed, line.by_patient) for line in switches_of(work, way.id)] == [
            ("choose", True),
            ("decline", True),
        ]
    with pytest.raises(NoSuchSwitch):
        way.undo(2)


def test_what_she_chose_is_no_hindrance_to_undoing_what_was_opened(way: Way) -> None:
    number = way.turn("open", "safe-on-ice")
    with way.house.work() as work:
        choose(work, way.actor(way.ingrid), work.session.get_one(Enrolment, way.id), "safe-on-ice", "choose")
    way.undo(number)
    with way.house.work() as work:
        view = path_of(work, work.session.get_one(Enrolment, way.id), "nb").view("safe-on-ice")
    assert (view.status, view.turned.choice) == ("locked", "yes")


def test_what_was_opened_last_is_what_stands_open(way: Way) -> None:
    def opened() -> str:
        with way.house.work() as work:
            line = last_opened(switches_of(work, way.id))
        return line.module if line else ""

    assert opened() == ""
    for deed, place, module in (
        ("open", "boat-and-oars", "boat-and-oars"),
        ("open", "net-and-hook", "net-and-hook"),
        ("close", "net-and-hook", "boat-and-oars"),
        ("close", "know-the-lake", "boat-and-oars"),
        ("skip", "boat-and-oars", ""),
    ):
        way.turn(deed, place)
        assert opened() == module


def test_nobody_switches_for_a_patient_who_is_not_hers(way: Way) -> None:
    with way.house.work() as work, pytest.raises(VardeError):
        open_record(work, way.actor(way.kari), way.id, "modules", write=True)


def test_choosing_later_takes_back_whatever_she_chose(way: Way) -> None:
    def chooses(choice: str) -> str:
        with way.house.work() as work:
            enrolment = work.session.get_one(Enrolment, way.id)
            choose(work, way.actor(way.ingrid), enrolment, "safe-on-ice", choice)
        with way.house.work() as work:
            path = path_of(work, work.session.get_one(Enrolment, way.id), "nb")
            return path.view("safe-on-ice").turned.choice

    assert [chooses(each) for each in ("choose", "choose", "decline", "later", "later")] == ["yes", "yes", "no", "", ""]
    assert way.count() == 2, "choosing the same again is no deed"
    with pytest.raises(BadRequest):
        chooses("perhaps")
    with way.house.work() as work, pytest.raises(WrongRole):
        choose(work, way.actor(way.maren), work.session.get_one(Enrolment, way.id), "safe-on-ice", "choose")
