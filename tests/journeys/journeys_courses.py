"""A whole course, from referral to end, in one house with a moved clock: what is to be seen is seen in a browser, and the many
steps between are walked by post."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from playwright.sync_api import Page
from sqlalchemy import select

from varde.assessments.service import KIND
from varde.identity.models import Person
from varde.plugin.fitting import fitting_facts
from varde.programmes.values import Exercise, Module, Programme
from varde.scheduling.models import AgendaItem
from varde.testing.browser import sign_in
from varde.testing.house import House
from varde_demo.live import Live

from .journeys_by_post import ByPost
from .journeys_people import Somebody

PHONE, DESK = (390, 844), (1280, 900)
Typed = Mapping[str, str | Sequence[str]]
SAFE: dict[str, Typed] = {"audit-c": {"q1": "0", "q2": "0", "q3": "0"}, "phq-9": {"q9": "0"}, "madrs-s": {"q9": "0"}}
"""What is answered to the questions that raise an alarm, however ill somebody is."""


@dataclass
class Course:
    """One patient, her therapist, and the programme that she is in. ``hers`` and ``theirs`` walk by post."""

    house: House
    programme: Programme
    hers: ByPost
    theirs: ByPost
    track: str | None = None
    number: int = 0
    """The enrolment."""

    @property
    def modules(self) -> Sequence[Module]:
        return self.programme.modules_of(self.track)

    def module(self, key: str) -> Module:
        return next(module for module in self.modules if module.key == key)

    def later(self, **step: float) -> None:
        """The clock is moved, and what that makes due is done."""
        self.house.clock.move(**step)
        self.house.tick()

    # --- the way in

    def refer_herself(self, hope: str, **facts: object) -> None:
        """Every step of the form, with answers that fit and those that are said."""
        said = {f"fact_{key}": _typed(value) for key, value in (fitting_facts(self.programme) | facts).items()}
        self.hers.go(f"/o/klinikken/{self.programme.key}/pamelding")
        while form := self.hers.form("/pamelding"):
            names = {control.name for control in form.controls}
            none = {each.name: "none" for each in form.controls if each.attributes.get("value") == "none"}
            steps = [int(each.attributes.get("value") or 0) for each in form.controls if each.name == "til"]
            standing = int(next(each.attributes.get("value") or 0 for each in form.controls if each.name == "steg"))
            onward = {"til": str(standing + 1)} if standing + 1 in steps else {}
            typed = {name: value for name, value in said.items() if name in names}
            self.hers.send("/pamelding", **(typed | none | onward | {"hope": hope}))
        self.number = int(self.hers.address.split("/")[-2])
        self.house.tick()

    def meet(self, meeting: str, **record: str) -> None:
        """A meeting tomorrow at nine that is held, with what the record of it says."""
        tomorrow = (self.house.clock.now() + timedelta(days=1)).date()
        booked = {"meeting": meeting, "kind": "phone", "day": tomorrow.isoformat(), "clock": "09:00", "minutes": "45"}
        self.theirs.go(f"/pasient/{self.number}").send("/time", **booked)
        self.house.tick()
        self.later(days=1)
        self.theirs.go(f"/pasient/{self.number}/timer").send("/oppmote", state="attended")
        if record:
            self.theirs.send("/referat", **record)
        self.house.tick()

    # --- on the way

    def answer_forms(self, level: float) -> list[str]:
        """Every questionnaire that is open, part by part. Returns which they were."""
        self.hers.level = level
        with self.house.work() as work:
            query = select(AgendaItem).where(AgendaItem.enrolment_id == self.number, AgendaItem.kind == KIND)
            items = work.session.scalars(query.where(AgendaItem.state == "planned").order_by(AgendaItem.opens_at)).all()
            now = work.now
        waiting = [item for item in items if item.opens_at <= now < (item.closes_at or now.max)]
        for item in waiting:
            self.hers.go(f"/skjema/{item.id}")
            while form := self.hers.form(f"/skjema/{item.id}"):
                hidden = {each.name: each.attributes.get("value") for each in form.controls if each.kind == "hidden"}
                onward = {"go": "on"} if any(_is(each, "go", "on") for each in form.controls) else {}
                self.hers.fill(f"/skjema/{item.id}", **SAFE.get(hidden["instrument"] or "", {}), **onward)
        self.house.tick()
        return [item.key for item in waiting]

    def lay(self, module: str, written: Mapping[str, Typed] | None = None, *, leave: Sequence[str] = ()) -> None:
        """Lay every stone of a module; of each exercise one entry, shared. ``written`` is what is said in which of them."""
        for step in self.module(module).steps:
            if step.key in leave:
                continue
            self.hers.go(f"/moduler/{self.number}/{module}/{step.key}")
            typed = (written or {}).get(step.key, {})
            if isinstance(step, Exercise) and step.dated:
                self.write_entry(typed)
                self.share_all()
            elif isinstance(step, Exercise):
                self.hers.fill(f"/{module}/{step.key}", shared="1", **typed)
            else:
                self.hers.send(f"/{module}/{step.key}")
        self.house.tick()

    def write_entry(self, typed: Typed) -> None:
        """An entry of the exercise whose page she stands on, part by part."""
        while form := self.hers.form("/innforing"):
            names = {control.name for control in form.controls}
            part = int(next((each.attributes.get("value") or 0 for each in form.controls if _is(each, "part")), 0))
            onward = {"go": str(part + 1)} if any(_is(each, "go", str(part + 1)) for each in form.controls) else {}
            self.hers.fill("/innforing", **{name: said for name, said in typed.items() if name in names}, **onward)
            if not onward:
                return

    def share_all(self) -> None:
        """Whatever stands on the page and is not shared yet."""
        while self.hers.form("/del") is not None:
            self.hers.send("/del")

    # --- the therapist

    def answer_homework(self, words: str) -> int:
        """Answer what waits of each exercise, of a diary what is of the week with the newest entry. Returns how much it was."""
        answered = 0
        for module in self.modules:
            for step in module.steps:
                if not (isinstance(step, Exercise) and step.dated):
                    continue
                self.theirs.go(f"/pasient/{self.number}/ovelse/{module.key}/{step.key}")
                while self.theirs.form("", "feedback") is not None:
                    self.theirs.say("feedback", words)
                    answered += 1
        self.house.tick()
        return answered

    def open_next(self) -> None:
        self.theirs.go(f"/pasient/{self.number}/lekser").send("/lekser/neste")
        self.house.tick()


def _is(control: Any, name: str, value: str | None = None) -> bool:
    return control.name == name and value in (None, control.attributes.get("value"))


def _typed(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


@dataclass
class OnScreen:
    """Somebody of a course who looks, at a screen of her own. She is signed in anew each time: the clock has been moved."""

    somebody: Somebody
    walker: ByPost

    @property
    def page(self) -> Page:
        return self.somebody.page

    def at(self, path: str) -> Somebody:
        sign_in(self.page, self.walker.client)
        self.somebody.go(path)
        return self.somebody

    def sees(self, words: str | re.Pattern[str]) -> None:
        self.somebody.sees(words)

    def press(self, name: str | re.Pattern[str], *, exact: bool = False) -> None:
        self.somebody.press(name, exact=exact)


def screen_of(
    walker: ByPost, url: str, open_page: Callable[..., Page], size: tuple[int, int], *, scripts: bool = True
) -> OnScreen:
    house, name = walker.house, walker.person.name
    page = open_page(size, java_script_enabled=scripts)
    live = Live(url, house.clock, house.platform)
    return OnScreen(Somebody(page, live, name, "", scripts, looks=False), walker)


def course_of(house: House, programme: str, track: str | None, patient: Person, therapist: Person) -> Course:
    walkers = ByPost(house, patient), ByPost(house, therapist, staff=True)
    return Course(house, house.programme(programme), *walkers, track=track)


def completes(desk: OnScreen, number: int, words: str) -> None:
    """The therapist says that it is done, with some words; what waits of exercises needs no answer."""
    desk.at(f"/pasient/{number}/avslutt").sees("Hva skal skje?")
    for waiting in desk.page.locator("select[name^='sheet-']").all():
        waiting.select_option("none")
    desk.page.locator("input[name=way][value=completed]").check(force=True)
    desk.page.locator("textarea[name=words]").fill(words)
    desk.press("Se over")
    desk.sees("Beholdes: modulene kan leses")
    desk.press("Fullfør forløpet")
    desk.sees("Kan angres til")
