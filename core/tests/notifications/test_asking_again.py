"""An optional module that she has neither taken nor left out is asked about again: when, how often, and when not. Days and moments
written by hand; the clock of the house stands at ten in the morning on the wall, 21 September."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from varde.enrolments.exits import end, undo
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause, resume
from varde.kernel.work import Work
from varde.modules.path_rules import ModuleView
from varde.modules.switching import SwitchWish, choose, turn
from varde.notifications.asking_again import CHOSEN, KIND, ask_the_unasked
from varde.notifications.choices import choose as choose_contact
from varde.notifications.models import Delivery
from varde.notifications.rules import choice_of, choice_stands, key_of_choice
from varde.notifications.sending import send_batch
from varde.programmes.asking_again import AskAgain, check_ask_again
from varde.programmes.values import Programme
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.standing.path import Turned
from varde.testing.copies import copied
from varde.testing.house import House, all_samples, make_house, sqlite_url

LAKE = all_samples().one(Programme, "lake")
ICE = LAKE.module("safe-on-ice")

# What is declared of a module that is optional or not, and what is wrong with it.
DECLARED: list[tuple[AskAgain | None, bool, list[str]]] = [
    (None, False, []),
    (AskAgain(14, 2), True, []),
    (AskAgain(7, 5), True, []),
    (AskAgain(14, 2), False, ["module m: ask_again: the module is not optional, so there is nothing to ask about"]),
    (AskAgain(6, 1), True, ["module m: ask_again: days is 6, but there are at least 7 between two"]),
    (AskAgain(7, 0), True, ["module m: ask_again: most is 0, but it is from 1 to 5"]),
    (AskAgain(7, 6), True, ["module m: ask_again: most is 6, but it is from 1 to 5"]),
]
YES, NO = Turned(choice="yes"), Turned(choice="no")
# How the module is: its status, what she has done of it, what she has chosen; how it stands.
STANDS: list[tuple[str, tuple[str, ...], Turned, str]] = [
    ("here", (), Turned(), "open"),
    ("open", (), Turned(), "open"),
    ("locked", (), Turned(), "closed"),
    ("skipped", (), Turned(), "closed"),
    ("open", ("ice",), Turned(), "chosen"),
    ("done", ("ice",), Turned(), "chosen"),
    ("open", (), YES, "chosen"),
    ("locked", (), YES, "chosen"),
    ("open", (), NO, "chosen"),
    ("locked", (), NO, "chosen"),
]


def test_what_a_module_may_declare_and_how_it_stands() -> None:
    for asked, optional, faults in DECLARED:
        assert list(check_ask_again("m", asked, optional=optional)) == faults
    for status, done, turned, stands in STANDS:
        view = ModuleView(ICE, status, frozenset(done), None, turned=turned)  # type: ignore[arg-type]
        assert choice_stands(view) == stands, (status, done, turned)
    assert choice_stands(None) == "gone"
    assert choice_of(key_of_choice(7, "safe-on-ice", 1)) == (7, "safe-on-ice")
    assert choice_of("module:7:1") is None


class Lake:
    """Tor on his way round the lake, where one module of his choice opens on day 70, and Maren who treats him."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.maren = house.person("Maren", "Aas", ("therapist", house.clinic))
        self.tor = house.person("Tor", "Vik")
        self.id = house.enrolled(self.tor, self.maren, "lake")
        self.therapist = house.actor(self.maren, ("therapist", house.clinic))

    def act(self, deed: Callable[[Work, Enrolment], object]) -> None:
        with self.house.work() as work:
            deed(work, work.session.get_one(Enrolment, self.id))

    def says(self, choice: str) -> None:
        self.act(lambda work, enrolment: choose(work, self.house.actor(self.tor), enrolment, "safe-on-ice", choice))

    def opens(self) -> None:
        wish = SwitchWish("open", "safe-on-ice", reason="Hun er klar for det nå.")
        self.act(lambda work, enrolment: turn(work, self.therapist, enrolment, wish))

    def danger(self, *, now: bool) -> None:
        self.act(lambda work, _: work.session.execute(update(Enrolment).values(in_danger=now)))

    def days(self, number: int) -> list[int]:
        """So many days go by, the clock looking at ten each morning; on which of them she was asked."""
        went = []
        for day in range(1, number + 1):
            before = len(self.asked)
            self.house.clock.move(days=1)
            tick(self.house.platform)
            went += [day] * (len(self.asked) - before)
        return went

    @property
    def asked(self) -> list[str]:
        with self.house.work() as work:
            return list(work.session.scalars(select(Delivery.key).where(Delivery.notice == KIND).order_by(Delivery.id)))

    @property
    def states(self) -> list[str]:
        """Of what has not gone."""
        with self.house.work() as work:
            rows = select(AgendaItem).where(AgendaItem.kind == KIND, AgendaItem.state != "done")
            return [row.reason or row.state for row in work.session.scalars(rows)]


def make_lake(folder: Path) -> Lake:
    modules = tuple(replace(m, ask_again=AskAgain(14, 2)) if m.key == ICE.key else m for m in LAKE.modules)
    asking = replace(LAKE, modules=modules)
    lake = Lake(make_house(sqlite_url(folder), catalogue=all_samples().with_values(Programme, [asking])))
    lake.house.clock.move(hours=1)  # so that it looks after ten in winter time too
    tick(lake.house.platform)
    return lake


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return copied(make_lake, tmp_path)


def test_it_is_asked_twice_after_it_opened_by_itself_and_then_never(lake: Lake) -> None:
    lake.house.clock.move(days=62)
    tick(lake.house.platform)
    assert lake.days(50) == [8 + 14, 8 + 28]  # it opens on day 70
    assert (lake.asked, lake.states) == ([f"choice:{lake.id}:safe-on-ice:{n}" for n in (0, 1)], [])
    lake.says("later")
    assert lake.days(20) == [], "she has been asked often enough"


# What she says after the therapist has opened it, each with the days that go by first; on which of the 32 days after she is asked.
HAPPENS = [
    ([], [14, 28]),
    ([(3, "later")], [14, 28]),
    ([(3, "choose")], []),
    ([(3, "decline")], []),
    ([(15, "choose")], []),
    ([(3, "choose"), (4, "later")], [14, 28]),
    ([(3, "decline"), (40, "later")], [14, 28]),
    ([(15, "later")], [14]),
]


@pytest.mark.parametrize(("happens", "asked"), HAPPENS)
def test_what_she_says_decides(lake: Lake, happens: list[tuple[int, str]], asked: list[int]) -> None:
    lake.opens()
    tick(lake.house.platform)
    for days, choice in happens:
        lake.days(days)
        lake.says(choice)
    assert lake.days(32) == asked
    assert lake.states == ([CHOSEN] if happens and happens[-1][1] in ("choose", "decline") else [])


def test_a_pause_moves_it_and_an_exit_calls_it_off(lake: Lake) -> None:
    lake.opens()
    tick(lake.house.platform)
    assert lake.days(4) == []
    lake.act(lambda work, enrolment: pause(work, lake.therapist, enrolment))
    assert (lake.days(20), lake.states) == ([], ["paused"])
    lake.act(lambda work, enrolment: resume(work, lake.therapist, enrolment))
    assert lake.days(12) == [10]
    lake.act(lambda work, enrolment: end(work, lake.maren.id, enrolment, "completed"))
    assert (lake.days(3), "planned" in lake.states) == ([], False)
    lake.act(lambda work, enrolment: undo(work, lake.therapist, enrolment))
    assert lake.days(20) == [9]


def test_a_choice_in_a_pause_holds_after_it(lake: Lake) -> None:
    lake.opens()
    tick(lake.house.platform)
    lake.act(lambda work, enrolment: pause(work, lake.therapist, enrolment))
    lake.says("decline")
    lake.act(lambda work, enrolment: resume(work, lake.therapist, enrolment))
    assert (lake.days(16), lake.states) == ([], [CHOSEN])


def test_it_waits_while_she_is_in_danger(lake: Lake) -> None:
    lake.opens()
    tick(lake.house.platform)
    lake.danger(now=True)
    assert lake.days(16) == []
    lake.danger(now=False)
    assert lake.days(16) == [1, 15]


def test_whoever_began_before_it_was_asked_again_is_asked(lake: Lake) -> None:
    lake.opens()
    lake.act(lambda work, _: work.session.execute(delete(AgendaItem).where(AgendaItem.kind == KIND)))
    with lake.house.work() as work:
        assert (ask_the_unasked(work), ask_the_unasked(work)) == (1, 0)
    tick(lake.house.platform)
    assert lake.days(15) == [14]


def test_the_notice_says_nothing_of_what_and_is_silent_where_she_wants_none(lake: Lake) -> None:
    lake.opens()
    tick(lake.house.platform)
    lake.days(14)
    send_batch(lake.house.platform)
    sent = newest(lake)
    assert (sent.state == "skipped", sent.path) == (False, f"/moduler/{lake.id}"), sent.reason
    assert ICE.title.nb not in sent.text
    lake.days(14)
    lake.says("decline")
    send_batch(lake.house.platform)
    assert (newest(lake).state, newest(lake).reason) == ("skipped", "she has chosen")


def test_what_was_planned_before_she_left_does_not_go(lake: Lake) -> None:
    lake.opens()
    tick(lake.house.platform)
    lake.days(14)
    lake.act(lambda work, enrolment: end(work, lake.maren.id, enrolment, "completed"))
    send_batch(lake.house.platform)
    assert (newest(lake).state, newest(lake).reason) == ("skipped", "no day for a greeting")


def test_what_was_planned_before_her_access_was_over_does_not_go(lake: Lake) -> None:
    lake.opens()
    tick(lake.house.platform)
    lake.days(14)
    over = lake.house.clock.now() - timedelta(seconds=1)
    lake.act(lambda work, enrolment: setattr(enrolment, "access_until", over))
    send_batch(lake.house.platform)
    assert (newest(lake).state, newest(lake).reason) == ("skipped", "no day for a greeting")


@pytest.mark.parametrize("topic", ["reminder", "module"])
def test_whoever_refuses_reminders_or_news_of_modules_is_not_sent_it(lake: Lake, topic: str) -> None:
    lake.act(
        lambda work, enrolment: choose_contact(work, enrolment.person, {topic: False}, by_id=lake.tor.id, own=True)
    )
    lake.opens()
    tick(lake.house.platform)
    lake.days(14)
    send_batch(lake.house.platform)
    assert (newest(lake).state, newest(lake).reason) == ("skipped", "she wants none of these")


def newest(lake: Lake) -> Delivery:
    with lake.house.work() as work:
        rows = select(Delivery).where(Delivery.notice == KIND).order_by(Delivery.id.desc())
        return work.session.scalars(rows).first() or Delivery()
