"""What is stated about safety and which locks are opened: kept in order, locked at once, and never edited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from varde.enrolments.errors import WrongState
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment, EnrolmentEvent
from varde.enrolments.service import pause
from varde.enrolments.team import add_member
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.kernel.errors import BadInput
from varde.modules.errors import StepLocked
from varde.modules.progress import finish_step, kept_of, path_of, steps_from
from varde.modules.reach_rules import step_of
from varde.modules.switching import SwitchWish, turn
from varde.safety.errors import LockIsElsewise, LockReasonNeeded, NoSuchLock, NotTheOpener, SourceNeeded
from varde.safety.models import SafetyEntry
from varde.safety.service import close_lock, open_lock, safety_of, safety_of_many, said_about, state_facts
from varde.testing.house import House, all_samples, make_house

SOURCE, REASON = "Sa det på telefon.", "Vi går sammen, og jeg bærer tau."


@dataclass
class Lake:
    """Ingrid rounds the lake; Maren is her therapist, and a dietitian besides."""

    house: House
    ingrid: Person
    maren: Person
    enrolment_id: int

    @property
    def patient(self) -> Actor:
        return self.house.actor(self.ingrid)

    def therapist(self, *more: str) -> Actor:
        return self.house.actor(self.maren, *((role, self.house.clinic) for role in ("therapist", *more)))

    def says(self, **facts: object) -> tuple[str, ...]:
        with self.house.work() as work:
            return state_facts(work, self.patient, work.session.get_one(Enrolment, self.enrolment_id), facts)

    def opens(self, lock: str, actor: Actor, reason: str = REASON) -> None:
        with self.house.work() as work:
            open_lock(work, actor, work.session.get_one(Enrolment, self.enrolment_id), lock, reason)

    def closes(self, lock: str, reason: str = REASON) -> None:
        with self.house.work() as work:
            close_lock(work, self.therapist(), work.session.get_one(Enrolment, self.enrolment_id), lock, reason)

    def locked(self) -> set[str]:
        """The steps that are locked now."""
        with self.house.work() as work:
            path = path_of(work, work.session.get_one(Enrolment, self.enrolment_id), "nb")
            return {key for view in path.modules for key in view.held}

    def done(self, module: str, *steps: str) -> None:
        with self.house.work() as work:
            enrolment = work.session.get_one(Enrolment, self.enrolment_id)
            for key in steps:
                view = path_of(work, enrolment, "nb").view(module)
                finish_step(work, enrolment, view, step_of(view, key))
                work.session.flush()

    def status(self, module: str) -> str:
        with self.house.work() as work:
            return path_of(work, work.session.get_one(Enrolment, self.enrolment_id), "nb").view(module).status

    def opened(self, module: str) -> None:
        with self.house.work() as work:
            enrolment = work.session.get_one(Enrolment, self.enrolment_id)
            turn(work, self.therapist(), enrolment, SwitchWish("open", module, reason="Hun er klar for den."))


@pytest.fixture
def lake(database_url: str) -> Iterator[Lake]:
    house = make_house(database_url, catalogue=all_samples())
    maren, ingrid = house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Ingrid", "Solheim")
    yield Lake(house, ingrid, maren, house.enrolled(ingrid, maren, "lake"))
    house.platform.engine.dispose()


def test_what_she_says_locks_at_once_and_unlocks_at_once(lake: Lake) -> None:
    assert lake.locked() == set()
    assert lake.says(fears_water=True, cannot_swim=False) == ("fears_water",), "the other one was known"
    assert lake.locked() == {"supper-diary"}
    assert lake.says(fears_water=False, alarm_storm=True) == ("fears_water", "alarm_storm")
    assert lake.locked() == {"fishing"}
    assert lake.says(alarm_storm=None, cannot_swim=None) == ("alarm_storm", "cannot_swim")
    assert lake.locked() == {"supper-diary"}, "of these two not known, only not being able to swim locks"


def test_one_who_has_no_referral_is_unknown_until_she_says(lake: Lake) -> None:
    with lake.house.work() as work:
        work.session.execute(text("DELETE FROM referral"))
    assert lake.locked() == {"supper-diary"}
    lake.says(fears_water=False, cannot_swim=False)
    assert lake.locked() == set()


def test_the_history_says_who_when_before_and_after(lake: Lake) -> None:
    lake.house.clock.move(days=3)
    lake.says(cannot_swim=True)
    lake.house.clock.move(days=1)
    with lake.house.work() as work:
        enrolment = work.session.get_one(Enrolment, lake.enrolment_id)
        state_facts(work, lake.therapist(), enrolment, {"cannot_swim": None}, f"  {SOURCE} \n Usikker. ")
    lake.opens("cannot-swim", lake.therapist())
    lake.closes("cannot-swim", "Hun ville likevel ikke.")
    with lake.house.work() as work:
        enrolment = work.session.get_one(Enrolment, lake.enrolment_id)
        lines = [line for line in said_about(work, enrolment) if line.subject in ("cannot_swim", "cannot-swim")]
        begun = enrolment.referred_at
    days = [(line.at - begun).days for line in lines]
    assert days == [0, 3, 4, 4, 4]
    assert [(line.kind, line.by, line.by_patient, line.before, line.after, line.note) for line in lines] == [
        ("referred", "Ingrid Solheim", True, None, False, ""),
        ("stated", "Ingrid Solheim", True, False, True, ""),
        ("stated", "Maren Aas", False, True, None, f"{SOURCE} Usikker."),
        ("opened", "Maren Aas", False, None, None, REASON),
        ("closed", "Maren Aas", False, None, None, "Hun ville likevel ikke."),
    ]
    assert lines[3].against == {"cannot_swim": None}


def test_nothing_of_it_is_readable_in_the_table_or_can_be_changed(lake: Lake) -> None:
    lake.says(cannot_swim=True)
    lake.opens("cannot-swim", lake.therapist())
    with lake.house.work() as work:
        stored = work.session.execute(
            text("SELECT details_sealed, note_sealed FROM safety_entry ORDER BY number")
        ).all()
    assert len(stored) == 2
    for value in (value for row in stored for value in row if value):
        assert b"true" not in bytes(value)
        assert b"tau" not in bytes(value)
    for change in ("subject = 'fears_water'", "by_patient = NOT by_patient", "note_sealed = NULL"):
        with pytest.raises(DatabaseError, match=r"history is never edited|append-only"), lake.house.work() as work:
            work.session.execute(text(f"UPDATE safety_entry SET {change}"))
    with lake.house.work() as work:
        assert work.session.scalars(select(SafetyEntry.subject).order_by(SafetyEntry.number)).all() == [
            "cannot_swim",
            "cannot-swim",
        ]


def test_what_cannot_be_said_is_refused_whole(lake: Lake) -> None:
    for wrong in ({"cannot_swim": "yes"}, {"age": 40}, {"has_map": False}, {"gone": True}):
        with pytest.raises(BadInput):
            lake.says(fears_water=True, **wrong)
    assert lake.locked() == set()


@pytest.mark.parametrize("note", ["", "    ", "abc", "  ab \n c  "])
def test_a_clinician_says_where_she_has_it_from(lake: Lake, note: str) -> None:
    with pytest.raises(SourceNeeded), lake.house.work() as work:
        enrolment = work.session.get_one(Enrolment, lake.enrolment_id)
        state_facts(work, lake.therapist(), enrolment, {"cannot_swim": True}, note)
    with lake.house.work() as work:
        enrolment = work.session.get_one(Enrolment, lake.enrolment_id)
        assert state_facts(work, lake.therapist(), enrolment, {"cannot_swim": False}, note) == (), "nothing is new"
    assert lake.locked() == set()


def test_until_it_is_broken_off_something_can_be_said(lake: Lake) -> None:
    with lake.house.work() as work:
        pause(work, lake.therapist(), work.session.get_one(Enrolment, lake.enrolment_id))
    lake.says(cannot_swim=True)
    with lake.house.work() as work:
        end(work, lake.maren.id, work.session.get_one(Enrolment, lake.enrolment_id), "withdrawn")
    with pytest.raises(WrongState):
        lake.says(cannot_swim=False)
    with pytest.raises(WrongState):
        lake.opens("cannot-swim", lake.therapist())


# --- opening

LOCKS = {
    "afraid-of-water": ("fears_water", "supper-diary"),
    "cannot-swim": ("cannot_swim", "supper-diary"),
    "storm": ("alarm_storm", "fishing"),
    "thin-ice": ("alarm_ice", "first-stride"),
}
ABLE = {
    ("afraid-of-water", ()): False,
    ("afraid-of-water", ("dietitian",)): True,
    ("afraid-of-water", ("head",)): False,
    ("afraid-of-water", ("dietitian", "head")): True,
    ("cannot-swim", ()): True,
    ("cannot-swim", ("dietitian",)): True,
    ("cannot-swim", ("head",)): True,
    ("cannot-swim", ("dietitian", "head")): True,
    ("storm", ()): False,
    ("storm", ("dietitian",)): False,
    ("storm", ("head",)): True,
    ("storm", ("dietitian", "head")): True,
    ("thin-ice", ()): False,
    ("thin-ice", ("dietitian",)): False,
    ("thin-ice", ("head",)): False,
    ("thin-ice", ("dietitian", "head")): False,
}


@pytest.mark.parametrize("lock", LOCKS)
def test_who_may_open_which(lake: Lake, lock: str) -> None:
    fact, step = LOCKS[lock]
    lake.says(**{fact: True})
    for roles in ((), ("dietitian",), ("head",), ("dietitian", "head")):
        assert lake.locked() == {step}
        if ABLE[lock, roles]:
            lake.opens(lock, lake.therapist(*roles))
            assert lake.locked() == set()
            lake.closes(lock)
        else:
            with pytest.raises(NotTheOpener) as refused:
                lake.opens(lock, lake.therapist(*roles))
            assert "Det kan " in refused.value.to("nb"), "whoever is refused is told who may"
            access = refused.value.access
            assert access is not None
            assert (access.what, access.basis, access.outcome, access.action) == ("safety", "opener", "denied", "write")


def test_a_role_elsewhere_or_for_another_programme_opens_nothing(lake: Lake) -> None:
    lake.says(fears_water=True)
    for role in (("dietitian", lake.house.clinic.id, "ridge"), ("dietitian", 10_000, None)):
        actor = lake.therapist()
        object.__setattr__(actor, "roles", (*actor.roles, type(actor.roles[0])(*role)))
        with pytest.raises(NotTheOpener):
            lake.opens("afraid-of-water", actor)


@pytest.mark.parametrize(
    ("member_as", "able"),
    [
        ("dietitian", {"afraid-of-water": True, "cannot-swim": False}),
        ("therapist", {"afraid-of-water": False, "cannot-swim": True}),
        ("nurse", {"afraid-of-water": False, "cannot-swim": False}),
    ],
)
def test_a_member_of_the_team_opens_as_what_she_is_there(lake: Lake, member_as: str, able: dict[str, bool]) -> None:
    gro = lake.house.person("Gro", "Heggem", ("care_team", lake.house.clinic))
    with lake.house.work() as work:
        enrolment = work.session.get_one(Enrolment, lake.enrolment_id)
        add_member(work, lake.therapist(), enrolment, gro.id, member_as)
    lake.says(fears_water=True, cannot_swim=True)
    for lock, may in able.items():
        actor = lake.house.actor(gro, ("care_team", lake.house.clinic))
        if may:
            lake.opens(lock, actor)
        else:
            with pytest.raises(NotTheOpener):
                lake.opens(lock, actor)


@pytest.mark.parametrize("reason", ["", "   ", "ok", "xxxxxxxxx", " a  b "])
def test_an_opening_needs_a_reason(lake: Lake, reason: str) -> None:
    lake.says(cannot_swim=True)
    with pytest.raises(LockReasonNeeded):
        lake.opens("cannot-swim", lake.therapist(), reason)
    lake.opens("cannot-swim", lake.therapist())
    with pytest.raises(LockReasonNeeded):
        lake.closes("cannot-swim", reason)
    assert lake.locked() == set()


def test_what_is_not_locked_is_not_opened_and_what_is_not_open_is_not_closed(lake: Lake) -> None:
    with pytest.raises(LockIsElsewise):
        lake.opens("cannot-swim", lake.therapist())
    with pytest.raises(LockIsElsewise):
        lake.closes("cannot-swim")
    with pytest.raises(NoSuchLock):
        lake.opens("no-such", lake.therapist())
    with pytest.raises(NoSuchLock):
        lake.closes("no-such")
    lake.says(cannot_swim=True)
    lake.opens("cannot-swim", lake.therapist())
    with pytest.raises(LockIsElsewise):
        lake.opens("cannot-swim", lake.therapist())


def test_an_opening_ends_when_its_fact_changes_and_stays_ended(lake: Lake) -> None:
    lake.says(cannot_swim=True)
    lake.opens("cannot-swim", lake.therapist())
    lake.says(fears_water=True)
    assert lake.locked() == {"supper-diary"}, "the other lock of the step"
    lake.opens("afraid-of-water", lake.therapist("dietitian"))
    assert lake.locked() == set()
    lake.says(cannot_swim=False)
    assert lake.locked() == set()
    lake.says(cannot_swim=True)
    assert lake.locked() == {"supper-diary"}


def test_closing_again_locks(lake: Lake) -> None:
    lake.says(cannot_swim=True)
    lake.opens("cannot-swim", lake.therapist())
    lake.closes("cannot-swim")
    assert lake.locked() == {"supper-diary"}
    lake.opens("cannot-swim", lake.therapist())
    assert lake.locked() == set()


# --- the way


def test_a_locked_step_cannot_be_done_whoever_opens_the_module(lake: Lake) -> None:
    lake.says(cannot_swim=True)
    lake.opened("fish-for-supper")
    with pytest.raises(StepLocked) as locked:
        lake.done("fish-for-supper", "supper-diary")
    assert [kept.lock.key for kept in locked.value.held] == ["cannot-swim"]
    with lake.house.work() as work:
        enrolment = work.session.get_one(Enrolment, lake.enrolment_id)
        view = path_of(work, enrolment, "nb").view("fish-for-supper")
        with pytest.raises(StepLocked):
            finish_step(work, enrolment, view, view.module.steps[1])
    lake.done("fish-for-supper", "the-pan")
    assert lake.status("fish-for-supper") == "done"


def events(lake: Lake) -> list[tuple[str, Any]]:
    with lake.house.work() as work:
        rows = work.session.scalars(select(EnrolmentEvent).where(EnrolmentEvent.kind == "module_completed"))
        return [(row.kind, row.details["module"]) for row in rows]


def test_a_module_of_which_the_rest_is_locked_later_is_completed_with_it(lake: Lake) -> None:
    lake.opened("fish-for-supper")
    lake.done("fish-for-supper", "the-pan")
    assert (lake.status("fish-for-supper"), events(lake)) == ("open", [])
    lake.says(fears_water=True)
    assert lake.status("fish-for-supper") == "done"
    assert events(lake) == [("module_completed", "fish-for-supper")]
    lake.opens("afraid-of-water", lake.therapist("dietitian"))
    assert lake.status("fish-for-supper") == "open", "the step that was locked waits for her"
    lake.done("fish-for-supper", "supper-diary")
    assert lake.status("fish-for-supper") == "done"
    assert events(lake) == [("module_completed", "fish-for-supper")], "told once"


def test_a_module_that_is_not_begun_is_not_completed_by_a_lock(lake: Lake) -> None:
    lake.opened("fish-for-supper")
    lake.says(fears_water=True)
    assert (lake.status("fish-for-supper"), events(lake)) == ("open", [])


def test_what_was_completed_stays_so_for_what_comes_after(lake: Lake) -> None:
    lake.says(alarm_storm=True)
    lake.opened("net-and-hook")
    lake.done("net-and-hook", "nets", "sleep-by-the-lake")
    lake.opens("storm", lake.therapist("head"))
    with lake.house.work() as work:
        assert kept_of(work, lake.enrolment_id).states["net-and-hook"].completed_on is not None
    assert lake.status("net-and-hook") == "open"


def test_a_locked_step_is_nothing_she_is_silent_about(lake: Lake) -> None:
    """Nobody who has done what she can is listed as silent because of what is locked."""

    def step_from() -> object:
        with lake.house.work() as work:
            enrolment = work.session.get_one(Enrolment, lake.enrolment_id)
            return steps_from(work, [enrolment])[lake.enrolment_id]

    for module in ("know-the-lake", "boat-and-oars", "net-and-hook", "safe-on-ice", "fish-for-supper"):
        if module != "know-the-lake":
            lake.opened(module)
        steps = [step.key for step in lake.house.programme("lake").module(module).steps]
        lake.done(module, *(key for key in steps if key != "supper-diary"))
    assert step_from() is not None
    lake.says(fears_water=True)
    assert step_from() is None
    lake.opens("afraid-of-water", lake.therapist("dietitian"))
    assert step_from() is not None


def test_many_are_read_with_one_statement_and_one_with_one(lake: Lake) -> None:
    others = [lake.house.enrolled(lake.house.person("Nora", str(n)), lake.maren, "lake") for n in range(3)]
    lake.says(fears_water=True, alarm_fog=True)
    with lake.house.work() as work:
        enrolments = [work.session.get_one(Enrolment, id) for id in (lake.enrolment_id, *others)]
        with lake.house.counted() as statements:
            every = safety_of_many(work, enrolments)
        assert len(statements) == 1
        with lake.house.counted() as statements:
            alone = safety_of(work, enrolments[0])
        assert len(statements) == 1
    assert (every[lake.enrolment_id], alone.facts["fears_water"]) == (alone, True)
    assert [every[other].facts["fears_water"] for other in others] == [False] * 3
