"""Whose answer is late, and who is told of it: a table, written by hand. What was shared on Monday 21 September 2026 is to be
answered on the 23rd, and two working days later the head is told: from Saturday the 26th she sees it, and on Monday morning she
has a notice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.caseload.late_answers import LateAnswer, absent_of, hand_over_late, late_answers, tell_of_late_answers
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.enrolments.service import change_responsible, pause
from varde.identity.acting import writer_of
from varde.identity.models import Grant, Person
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.modules.entries import give_feedback, save_entry, settle_entry, shared_entries
from varde.modules.progress import path_of
from varde.notifications.models import Delivery
from varde.privacy.kin import declare_by_name
from varde.programmes.values import Exercise
from varde.scheduling.models import ClosedDays
from varde.scheduling.rules import at_wall_time
from varde.staffing.models import Absence
from varde.testing.copies import copied
from varde.testing.house import House, all_samples, make_house, sqlite_url


@dataclass
class Clinic:
    """Maren treats Ingrid at the clinic that Elin leads; Per leads another, and Sara treats here too."""

    house: House
    enrolment_id: int
    people: dict[str, Person] = field(default_factory=dict)

    def work_of(self, deed: Callable[[Work, Enrolment], object]) -> None:
        with self.house.work() as work:
            deed(work, work.session.get_one(Enrolment, self.enrolment_id))

    def shares(self, said: str = "Rolig vann.", *, shared: bool = True) -> None:
        def deed(work: Work, enrolment: Enrolment) -> None:
            view = path_of(work, enrolment, "nb").view("know-the-lake")
            step = next(each for each in view.module.steps if each.key == "water-diary")
            assert isinstance(step, Exercise)
            save_entry(work, enrolment, view.module, step, {"day": said}, shared=shared, submit=True)

        self.work_of(deed)

    def answers(self, who: str = "maren") -> None:
        actor = self.house.actor(self.people[who], ("therapist", self.house.clinic))
        self.work_of(lambda work, _: give_feedback(work, actor, shared_entries(work, self.enrolment_id)[0], "Bra."))

    def on_wall(self, day: int, hour: int, minute: int = 0, month: int = 9) -> None:
        zone = self.house.platform.settings.timezone
        self.house.clock.set(at_wall_time(date(2026, month, day), time(hour, minute), zone))

    def seen(self, who: str = "elin") -> list[LateAnswer]:
        with self.house.work() as work:
            return late_answers(work, self.signed_in(work, who))

    def signed_in(self, work: Work, who: str) -> Actor:
        actor = writer_of(work, self.people[who].id, staff=True)
        assert actor is not None
        return actor

    def told(self) -> list[str]:
        """Who is told when the clock comes by, by the names of the people."""
        with self.house.work() as work:
            before = set(work.session.scalars(select(Delivery.id).where(Delivery.notice == "late")))
            told = tell_of_late_answers(work)
            rows = select(Delivery).where(Delivery.notice == "late", Delivery.id.not_in(before)).order_by(Delivery.id)
            names = {person.id: name for name, person in self.people.items()}
            people = [f"{names[row.person_id or 0]} {row.path}" for row in work.session.scalars(rows)]
        assert told == len(people)
        return people


def make_clinic(folder: Path) -> Clinic:
    house = make_house(sqlite_url(folder), catalogue=all_samples())
    clinic = Clinic(house, 0)
    for name, role, place in (
        ("maren", "therapist", house.clinic),
        ("sara", "therapist", house.clinic),
        ("elin", "head", house.clinic),
        ("per", "head", house.elsewhere),
        ("rune", "trust_administrator", house.trust),
    ):
        clinic.people[name] = house.person(name.title(), "Aas", (role, place))
    clinic.people["ingrid"] = house.person("Ingrid", "Vik")
    clinic.enrolment_id = house.enrolled(clinic.people["ingrid"], clinic.people["maren"], "lake")
    clinic.shares()
    return clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return copied(make_clinic, tmp_path)


def settles(clinic: Clinic) -> None:
    actor = clinic.house.actor(clinic.people["maren"], ("therapist", clinic.house.clinic))
    clinic.work_of(lambda work, _: settle_entry(work, actor, shared_entries(work, clinic.enrolment_id)[0]))


def pauses(clinic: Clinic) -> None:
    actor = clinic.house.actor(clinic.people["maren"], ("therapist", clinic.house.clinic))
    clinic.work_of(lambda work, enrolment: pause(work, actor, enrolment))


def leaves(reason: str) -> Callable[[Clinic], None]:
    return lambda clinic: clinic.work_of(lambda work, of: end(work, clinic.people["maren"].id, of, reason))


def given_to(who: str, day: int) -> Callable[[Clinic], None]:
    def deed(clinic: Clinic) -> None:
        clinic.on_wall(day, 12)
        to = clinic.people[who].id if who else None
        clinic.work_of(lambda work, of: change_responsible(work, of, to, clinic.people["elin"].id, "handed_over"))

    return deed


def closed(clinic: Clinic) -> None:
    """Tuesday and Wednesday."""
    days = {"first_day": date(2026, 9, 22), "last_day": date(2026, 9, 23)}
    clinic.work_of(lambda work, of: work.add(ClosedDays(organisation_id=of.organisation_id, why="kurs", **days)))


def writes_more(clinic: Clinic) -> None:
    """What waits, waits on from when it was first shared."""
    clinic.on_wall(24, 12)
    clinic.shares("Bølger.")


def shares_anew(clinic: Clinic) -> None:
    clinic.answers()
    clinic.on_wall(24, 12)
    clinic.shares("Bølger.")


def role_for(programme: str) -> Callable[[Clinic], None]:
    def deed(work: Work, elin: int) -> None:
        for grant in work.session.scalars(select(Grant).where(Grant.person_id == elin)):
            grant.programme = programme

    return lambda clinic: clinic.work_of(lambda work, _: deed(work, clinic.people["elin"].id))


def kin(clinic: Clinic) -> None:
    clinic.work_of(
        lambda work, of: declare_by_name(work, clinic.people["elin"].id, "Ingrid Vik", of.person.birth_date)  # type: ignore[arg-type]
    )


def nothing(clinic: Clinic) -> None:
    """Nothing happens."""


TABLE: list[tuple[str, Callable[[Clinic], None], tuple[int, int, int], bool, list[str]]] = [
    ("the last minute of Friday", nothing, (25, 23, 59), False, []),
    ("the first of Saturday", nothing, (26, 0, 1), True, []),
    ("Sunday", nothing, (27, 12, 0), True, []),
    ("before eight on Monday", nothing, (28, 7, 59), True, []),
    ("eight on Monday", nothing, (28, 8, 0), True, ["elin /overforing"]),
    ("answered", Clinic.answers, (28, 8, 0), False, []),
    ("read, and needs no answer", settles, (28, 8, 0), False, []),
    ("taken back", lambda c: c.shares(shared=False), (28, 8, 0), False, []),
    ("shared anew on Thursday, and not answered", writes_more, (28, 8, 0), True, ["elin /overforing"]),
    ("answered, and shared anew on Thursday", shares_anew, (28, 8, 0), False, []),
    ("the same, in time", shares_anew, (30, 23, 59), False, []),
    ("the same, at last", shares_anew, (31, 8, 0), True, ["elin /overforing"]),
    ("she is paused, and waits all the same", pauses, (28, 8, 0), True, ["elin /overforing"]),
    ("she has ended", leaves("withdrawn"), (28, 8, 0), False, []),
    ("no more contact", leaves("refuses"), (28, 8, 0), False, []),
    ("given to Sara on Wednesday", given_to("sara", 23), (28, 8, 0), False, []),
    ("and Sara has not answered either", given_to("sara", 23), (30, 8, 0), True, ["elin /overforing"]),
    ("given back to nobody", given_to("", 23), (28, 8, 0), True, ["elin /overforing"]),
    ("answers within five days", lambda c: c.house.decide("lake", "reply_working_days", 5), (30, 23, 59), False, []),
    ("closed for two days", closed, (29, 23, 59), False, []),
    ("closed for two days, and later", closed, (30, 8, 0), True, ["elin /overforing"]),
    ("she leads another programme", role_for("sample"), (28, 8, 0), False, ["rune /oppsett"]),
    ("she leads this one", role_for("lake"), (28, 8, 0), True, ["elin /overforing"]),
    ("she is close family", kin, (28, 8, 0), False, ["rune /oppsett"]),
]


@pytest.mark.parametrize(("deed", "at", "seen", "told"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_who_waits_and_who_is_told(
    clinic: Clinic, deed: Callable[[Clinic], None], at: tuple[int, int, int], seen: bool, told: list[str]
) -> None:
    deed(clinic)
    day, hour, minute = at
    clinic.on_wall(*((1, hour, minute, 10) if day == 31 else (day, hour, minute)))
    assert bool(clinic.seen()) is seen
    assert clinic.seen("per") == []
    assert clinic.told() == told
    assert clinic.told() == [], "once"


def test_what_the_head_sees_is_who_waits_for_whom_and_since_when(clinic: Clinic) -> None:
    maren, end_of_day = clinic.people["maren"], datetime(2026, 9, 23, 21, 59, 59, tzinfo=UTC)
    shared_at = clinic.house.clock.now()
    clinic.on_wall(28, 8)
    (row,) = clinic.seen()
    assert (row.name, row.programme, row.therapist, row.therapist_id) == ("Ingrid Vik", "lake", "Maren Aas", maren.id)
    assert (row.shared_at, row.due_at) == (shared_at, end_of_day)
    with clinic.house.work() as work:
        assert absent_of(work, [row]) == {}
        away = {"first_day": work.today, "last_day": work.today, "reason": "course", "reported_at": work.now}
        work.add(Absence(person_id=maren.id, substitute_id=clinic.people["sara"].id, **away))
        work.session.flush()
        assert absent_of(work, [row]) == {maren.id: "Sara Aas"}


def test_whoever_takes_it_over_has_the_whole_time_and_is_told_of_once_more(clinic: Clinic) -> None:
    clinic.on_wall(28, 8)
    assert clinic.told() == ["elin /overforing"]
    sara = clinic.people["sara"]
    with clinic.house.work() as work:
        head = clinic.signed_in(work, "elin")
        assert hand_over_late(work, head, [clinic.enrolment_id, 999], clinic.people["maren"].id) == 0, "she has her"
        assert hand_over_late(work, head, [clinic.enrolment_id], sara.id) == 1
    assert clinic.house.enrolment(clinic.enrolment_id).therapist_id == sara.id
    for day, hour in ((28, 9), (30, 8)):
        clinic.on_wall(day, hour)
        assert (clinic.seen(), clinic.told()) == ([], [])
    clinic.on_wall(5, 8, month=10)
    assert [row.therapist for row in clinic.seen()] == ["Sara Aas"]
    assert (clinic.told(), clinic.told()) == (["elin /overforing"], [])
    clinic.answers("sara")
    assert (clinic.seen(), clinic.told()) == ([], [])


def test_a_head_elsewhere_hands_nobody_over(clinic: Clinic) -> None:
    clinic.on_wall(28, 8)
    with clinic.house.work() as work:
        assert hand_over_late(work, clinic.signed_in(work, "per"), [clinic.enrolment_id], clinic.people["sara"].id) == 0


def test_statements_do_not_grow_with_those_who_wait(clinic: Clinic) -> None:
    clinic.on_wall(28, 9)
    assert clinic.told() == ["elin /overforing"]
    counts = []
    for _more in range(2):
        with clinic.house.counted() as statements:
            clinic.seen()
            clinic.told()
        counts.append(len(statements))
        clinic.house.clock.move(days=-7)
        for name in ("Ola", "Tor", "Kari"):
            new = clinic.house.enrolled(clinic.house.person(name, "Nes"), clinic.people["maren"], "lake")
            clinic.enrolment_id = new
            clinic.shares()
        clinic.house.clock.move(days=7)
        clinic.told()
    assert counts[0] == counts[1]
