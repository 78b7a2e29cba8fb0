"""Times and seats that cannot be, by page and verb: what each answers in three languages, and that nothing is stored of it.

Written by hand. What is wrong with a form stands in its own test; two who want the last seat, in those of groups and claims.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select

from varde.appointments.calendars import make_feed
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment, Offering
from varde.enrolments.service import pause
from varde.groups.members import join
from varde.groups.models import GroupChange
from varde.groups.service import GroupPlan, make_group
from varde.groups.sessions import move_session, plan_row
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.scheduling.booking import book, call_off
from varde.scheduling.models import AppointmentChange, ClosedDays, Room
from varde.staffing.models import Absence
from varde.staffing.service import report
from varde.testing.house import make_house, sample_only, sqlite_url, token

from .times_in_words import SAID, WALL

Case = tuple[FlaskClient, str, Mapping[str, Any] | None, int, str]
"""Who tries, at which address, with what (None: it is read), and what is answered with which status."""


class Refusals:
    """A clinic in which everything that can be in the way is, and those who try."""

    def __init__(self, folder: Path) -> None:
        self.house = make_house(sqlite_url(folder), catalogue=sample_only())
        house = self.house
        self.maren = house.person("Maren", "Aas", ("therapist", house.clinic))
        names = ("Ingrid", "Tor", "Liv", "Eva", "Knut", "Kari")
        people = {name: house.person(name, "Lie") for name in names}
        self.of = {name: house.enrolled(person, self.maren, "sample") for name, person in people.items()}
        self.staff = house.browser(self.maren, staff=True)
        self.tor, self.liv, self.eva = (house.browser(people[name]) for name in ("Tor", "Liv", "Eva"))
        with house.work() as work:
            self._in_the_way(work, people["Ingrid"].id)
            self._groups(work)

    def _in_the_way(self, work: Work, ingrid_id: int) -> None:
        clinic, maren = self.house.clinic.id, self.maren.id
        day = date(2026, 10, 1)
        self.room = work.add(Room(organisation_id=clinic, name="Rom 9", seats=4, purpose="talks", closed_at=work.now))
        small = work.add(Room(organisation_id=clinic, name="Rom 2", seats=2, purpose="groups"))
        work.add(ClosedDays(organisation_id=clinic, first_day=day, last_day=day, why="Kurs"))
        report(work, maren, date(2026, 10, 8), date(2026, 10, 8), "holiday", None, by_id=None, may_stand_in=[])
        self.hers = book(work, self.of["Ingrid"], maren, "phone", utc("2026-09-24T08:00"), 45).id
        self.his = book(work, self.of["Tor"], maren, "phone", utc("2026-09-29T08:00"), 30).id
        off = book(work, self.of["Tor"], maren, "phone", utc("2026-09-30T08:00"), 30)
        call_off(work, off, by_id=maren)
        self.off = off.id
        pause(work, self.house.actor(self.maren), work.session.get_one(Enrolment, self.of["Liv"]))
        end(work, maren, work.session.get_one(Enrolment, self.of["Eva"]), "withdrawn")
        elsewhere = Enrolment(
            person_id=ingrid_id,
            organisation_id=self.house.elsewhere.id,
            programme="sample",
            state="active",
            referred_at=work.now,
            started_at=work.now,
        )
        self.old_address = make_feed(work, ingrid_id, "nb")
        make_feed(work, ingrid_id, "nb")
        work.add(elsewhere)
        work.session.flush()
        self.elsewhere, self.closed_room, self.small_room = elsewhere.id, self.room.id, small.id

    def _groups(self, work: Work) -> None:
        offered = Offering.programme == "sample", Offering.organisation_id == self.house.clinic.id
        offering = work.session.scalars(select(Offering).where(*offered)).one()
        plan = GroupPlan(Text("Gå", "Gå", "Walk"), 2, (self.maren.id,))
        group, roomy = (make_group(work, offering, kind, plan, self.maren.id) for kind in ("walk", "walk"))
        for name in ("Knut", "Kari"):
            join(work, work.session.get_one(Enrolment, self.of[name]), group, self.maren.id)
        self.session = plan_row(work, group, date(2026, 10, 12), time(12), 60, self.maren.id, number=2)[0].id
        apart = plan_row(work, group, date(2026, 10, 21), time(12), 60, self.maren.id, number=1)[0]
        move_session(work, group, apart, date(2026, 10, 20), time(12), self.maren.id)
        self.group, self.roomy = group.id, roomy.id

    def stored(self) -> tuple[int, ...]:
        """How much there is of what a deed would leave."""
        tables = (AppointmentChange, GroupChange, Delivery, Absence)
        with self.house.work() as work:
            return tuple(work.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)

    def cases(self) -> dict[str, Case]:
        """All that is tried."""
        of, cases = self.of, dict[str, Case]()
        base = {"kind": "video", "minutes": "30", "place": ""}
        absence = {"person": str(self.maren.id), "reason": "holiday", "substitute": "kø", "gjor": "lagre"}
        absence |= {"first": "2026-09-29", "last": "2026-09-29", f"time-{self.his}": "flytt"}
        for name, (day, clock, status, said) in WALL.items():
            when = {"day": day, "clock": clock}
            cases[f"staff books: {name}"] = self.staff, f"/pasient/{of['Tor']}/time", base | when, status, said
            moves = f"/pasient/{of['Tor']}/timer/{self.his}/flytt"
            cases[f"staff moves: {name}"] = self.staff, moves, when, status, said
            moved = absence | {f"dag-{self.his}": day, f"klokke-{self.his}": clock}
            if name in ("a Saturday", "another century") or said in ("twice, which", "never that night"):
                cases[f"absent, moves: {name}"] = self.staff, "/fravaer", moved, status, said
        when = {"day": "2026-09-25", "clock": "10.00"}
        tor = f"/pasient/{of['Tor']}"
        cases |= {
            "staff books: a room that is closed": (
                self.staff,
                f"{tor}/time",
                base | when | {"room": str(self.closed_room)},
                422,
                "no such room",
            ),
            "staff books: video elsewhere": (
                self.staff,
                f"{tor}/time",
                base | when | {"place": "https://evil.example/1"},
                422,
                "host",
            ),
            "staff books: paused": (self.staff, f"/pasient/{of['Liv']}/time", base | when, 409, "paused"),
            "staff books: ended": (self.staff, f"/pasient/{of['Eva']}/time", base | when, 409, "ended"),
            "staff books: another clinic's": (
                self.staff,
                f"/pasient/{self.elsewhere}/time",
                base | when,
                404,
                "no such course",
            ),
            "staff moves: another's": (self.staff, f"{tor}/timer/{self.hers}/flytt", when, 404, "no such time"),
            "staff moves: cancelled": (self.staff, f"{tor}/timer/{self.off}/flytt", when, 409, "off"),
            "staff cancels: cancelled": (self.staff, f"{tor}/timer/{self.off}/avlys", {}, 409, "off"),
            "staff says who came: cancelled": (
                self.staff,
                f"{tor}/timer/{self.off}/oppmote",
                {"state": "missed"},
                409,
                "off",
            ),
        }
        row = base | {"day": "2026-09-24", "clock": "10.00", "every": "1", "number": "2", "tick0": "1", "tick1": "1"}
        book_row = f"{tor}/timer/rekke/sett-opp"
        cases |= {
            "staff books a row: too many": (self.staff, book_row, row | {"number": "27"}, 422, "too many"),
            "staff books a row: video elsewhere": (
                self.staff,
                book_row,
                row | {"place": "https://evil.example/1"},
                422,
                "host",
            ),
            "staff books a row: twice": (
                self.staff,
                book_row,
                row | {"day": "2026-10-18", "clock": "02.30"},
                422,
                "twice",
            ),
        }
        return cases | self._cases_of_patients() | self._cases_of_groups()

    def _cases_of_patients(self) -> dict[str, Case]:
        of = self.of
        tor, cases = f"/timer/{of['Tor']}", dict[str, Case]()
        for name, begins in (
            ("taken", "2026-09-24T08:00:00+00:00"),
            ("past", "2026-09-18T08:00:00+00:00"),
            ("closed", "2026-09-26T08:00:00+00:00"),
            ("a holiday", "2026-12-25T09:00:00+00:00"),
            ("closed by the clinic", "2026-10-01T08:00:00+00:00"),
            ("the night that is longer", "2026-10-25T00:30:00+00:00"),
            ("another century", "2126-09-24T08:00:00+00:00"),
        ):
            cases[f"she books: {name}"] = (
                self.tor,
                f"{tor}/ny/talk",
                {"way": "phone", "begins": begins},
                422,
                "just taken",
            )
            if name in ("taken", "another century"):
                cases[f"she moves: {name}"] = self.tor, f"{tor}/{self.his}/flytt", {"begins": begins}, 422, "just taken"
        begins = "2026-09-25T08:00:00+00:00"
        mine = {name: f"/timer/{of[name]}/ny/talk" for name in ("Liv", "Eva")}
        return cases | {
            "she books: paused": (self.liv, mine["Liv"], {"way": "phone", "begins": begins}, 409, "paused"),
            "she books: ended": (self.eva, mine["Eva"], {"way": "phone", "begins": begins}, 409, "ended"),
            "she books: another's": (self.liv, f"{tor}/ny/talk", {"begins": begins}, 404, "no such course"),
            "she moves: another's": (self.tor, f"{tor}/{self.hers}/flytt", {"begins": begins}, 404, "no such time"),
            "she chooses: another's": (self.tor, f"{tor}/{self.hers}/velg", {}, 404, "no such time"),
            "she chooses: cancelled": (self.tor, f"{tor}/{self.off}/velg", {}, 409, "off"),
            "she cancels: cancelled": (self.tor, f"{tor}/{self.off}/avlys", {}, 409, "off"),
            "a calendar asks an old address": (
                self.house.app.test_client(),
                f"/timer/kalender/{self.old_address}.ics",
                None,
                404,
                "no such time",
            ),
        }

    def _cases_of_groups(self) -> dict[str, Case]:
        of, page, cases = self.of, f"/grupper/{self.group}", dict[str, Case]()
        for name, day, clock, said in (
            ("past", "2026-09-20", "10.00", "group: past"),
            ("another century", "2126-09-24", "10.00", "group: far"),
            ("closed by the clinic", "2026-10-01", "10.00", "group: closed"),
            ("who leads it is away", "2026-10-08", "10.00", "group: away"),
            ("who leads it is taken", "2026-09-24", "10.00", "group: taken"),
            ("half past two, twice", "2026-10-25", "02.30", "twice"),
            ("half past two, never", "2027-03-28", "02.30", "never"),
        ):
            row = {"day": day, "clock": clock, "minutes": "60", "number": "1"}
            cases[f"a group is planned: {name}"] = self.staff, f"{page}/gang", row, 422, said
            move = {"to_day": day, "to_clock": clock}
            if name not in ("past", "closed by the clinic"):
                cases[f"a group moves: {name}"] = self.staff, f"{page}/gang/{self.session}/flytt", move, 422, said
        plan = {"name": "Gå", "seats": "2", "led_by": str(self.maren.id), "room": "", "place": ""}
        onto = {"to_day": "2026-10-13", "to_clock": "12.00", "row": "1"}
        return cases | {
            "a row moves: onto its exception": (
                self.staff,
                f"{page}/gang/{self.session}/flytt",
                onto,
                422,
                "group: exception",
            ),
            "a group meets on video: elsewhere": (
                self.staff,
                f"{page}/endre",
                plan | {"video": "1", "place": "https://evil.example/1"},
                422,
                "host",
            ),
            "a group meets in a room: too small": (
                self.staff,
                f"{page}/endre",
                plan | {"seats": "3", "room": str(self.small_room)},
                422,
                "group: small",
            ),
            "a seat: full": (self.staff, f"{page}/deltaker/{of['Tor']}/plass", {}, 409, "group: full"),
            "a seat: twice": (self.staff, f"{page}/deltaker", {"person": str(of["Knut"])}, 422, "group: member"),
            "a seat: paused": (self.staff, f"{page}/deltaker", {"person": str(of["Liv"])}, 422, "group: paused"),
            "a seat: ended": (self.staff, f"{page}/deltaker", {"person": str(of["Eva"])}, 422, "group: ended"),
            "a seat: no such group": (self.staff, "/grupper/999999", None, 404, "group: none"),
        }


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


def test_what_cannot_be_has_one_sentence_in_three_languages_and_leaves_nothing(tmp_path: Path) -> None:
    clinic = Refusals(tmp_path)
    before, wrong, translated = clinic.stored(), [], set[str]()
    for name, (browser, path, form, status, said) in clinic.cases().items():
        # Every page in one language, and every sentence in all three.
        for language, sentence in zip(("nb", "nn", "en")[: 1 if said in translated else 3], SAID[said], strict=False):
            method, sent = ("GET", None) if form is None else ("POST", {**form, "csrf_token": token(browser)})
            answer = browser.open(f"{path}?lang={language}", method=method, data=sent)
            words = re.sub(r"\s+", " ", html.unescape(answer.text))
            if (answer.status_code, sentence in words) != (status, True):
                wrong.append((name, language, answer.status_code, sentence, words[-300:]))
        translated.add(said)
    assert wrong == []
    assert clinic.stored() == before
    clinic.house.platform.engine.dispose()
