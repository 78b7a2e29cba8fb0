"""A day of the access log gone through: who is flagged, who answers, and what is logged of that. Written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.audit.models import AccessEntry
from varde.identity.models import Organisation, Person
from varde.identity.service import Actor, RoleAt
from varde.privacy import following_up
from varde.privacy.following_up import (
    FlagAnswerNeeded,
    NoSuchFlag,
    answer_flag,
    flag_day,
    flag_what_is_over,
    to_follow_up,
)
from varde.privacy.kin import declare_by_name
from varde.privacy.models import AccessFlag, Block
from varde.testing.by_hand import crossed
from varde.testing.copies import copied
from varde.testing.house import House, all_samples, make_house, sqlite_url


class Office:
    """Maren treats Tor Vik and her colleague Per; Sara has nothing to do with either."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.maren = house.person("Maren", "Aas", ("therapist", house.clinic))
        self.sara = house.person("Sara", "Holm", ("therapist", house.clinic))
        self.per = house.person("Per", "Dale", ("dietitian", house.clinic))
        self.elin = house.person("Elin", "Sande", ("head", house.clinic))
        self.gro = house.person("Gro", "Nes", ("privacy_officer", house.trust))
        self.tor = house.person("Tor", "Vik")
        self.hers = {name: house.enrolled(getattr(self, name), self.maren) for name in ("tor", "per")}

    def reads(self, person: Person, patient: str) -> None:
        self.house.browser(person, staff=True).get(f"/pasient/{self.hers[patient]}")

    def flags(self) -> Mapping[tuple[str, str], str]:
        with self.house.work() as work:
            flag_day(work, work.today)
        with self.house.work() as work:
            rows = work.session.scalars(select(AccessFlag)).all()
            return {(row.actor.given_name, row.patient.given_name): row.flags for row in rows}

    def acts(self, person: Person, role: str, at: Organisation | None = None) -> Actor:
        return self.house.actor(person, (role, at or self.house.clinic))


def make_office(folder: Path) -> Office:
    return Office(make_house(sqlite_url(folder), catalogue=all_samples()))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return copied(make_office, tmp_path)


def test_a_day_of_work_flags_what_is_worth_a_question(office: Office) -> None:
    office.reads(office.maren, "tor")
    office.reads(office.maren, "per")
    office.reads(office.sara, "tor")
    office.reads(office.per, "per")
    office.house.browser(office.tor).get("/min-sti")
    assert office.flags() == {
        ("Maren", "Per"): "colleague",
        ("Sara", "Tor"): "no_relation",
        ("Per", "Per"): "own_record",
    }


def test_each_day_is_gone_through_once_and_only_when_it_is_over(office: Office) -> None:
    office.reads(office.sara, "tor")
    with office.house.work() as work:
        assert flag_what_is_over(work) == 0
    office.house.clock.move(days=1)
    office.reads(office.sara, "tor")
    for more in (1, 0):
        with office.house.work() as work:
            assert flag_what_is_over(work) == more
    with office.house.work() as work:
        assert work.session.scalars(select(AccessFlag.day)).all() == [date(2026, 9, 21)]


def test_who_answers_and_what_is_logged(office: Office) -> None:
    office.reads(office.sara, "tor")
    office.reads(office.elin, "tor")
    office.flags()
    elin = office.acts(office.elin, "head")
    with office.house.work() as work:
        rows = to_follow_up(work, elin).rows
        assert [(row.actor_id, row.flags) for row in rows] == [(office.sara.id, "no_relation")]
        number = rows[0].id
        logged = select(AccessEntry.patient_id, AccessEntry.what, AccessEntry.role).where(
            AccessEntry.actor_id == office.elin.id, AccessEntry.basis == "review"
        )
        assert [tuple(row) for row in work.session.execute(logged)] == [(office.tor.id, "access_log", "head")]
        assert [
            row.id for row in to_follow_up(work, office.acts(office.gro, "privacy_officer", office.house.trust)).rows
        ] == [number]
        for who, role in ((office.sara, "head"), (office.tor, "head"), (office.maren, "therapist")):
            assert to_follow_up(work, office.acts(who, role)).rows == []
            with pytest.raises(NoSuchFlag):
                answer_flag(work, office.acts(who, role), number, "fine", "")
        for given, words in (("", ""), ("maybe", "Ord."), ("asked", " "), ("reported", "")):
            with pytest.raises(FlagAnswerNeeded):
                answer_flag(work, elin, number, given, words)
        answer_flag(work, elin, number, "asked", "Hun tok feil av to pasienter.")
        with pytest.raises(NoSuchFlag):
            answer_flag(work, elin, number, "fine", "")
        assert to_follow_up(work, elin).rows == []
        assert [(row.answer, row.words) for row in to_follow_up(work, elin, answered=True).rows] == [
            ("asked", "Hun tok feil av to pasienter.")
        ]


def test_whoever_a_patient_keeps_out_follows_up_nothing_of_hers(office: Office) -> None:
    office.reads(office.sara, "tor")
    office.flags()
    elin = office.acts(office.elin, "head")
    with office.house.work() as work:
        (row,) = to_follow_up(work, elin).rows
        work.add(Block(patient_id=office.tor.id, blocked_id=office.elin.id, created_at=work.now))
        work.session.flush()
        assert to_follow_up(work, elin).rows == []
        with pytest.raises(NoSuchFlag):
            answer_flag(work, elin, row.id, "fine", "")
        assert len(to_follow_up(work, office.acts(office.gro, "privacy_officer", office.house.trust)).rows) == 1


FOLLOWED = """
who            | tor  | per
head           | yes  | no
head, sample   | no   | no
officer        | yes  | yes
officer, one   | no   | no
head, kin      | no   | no
officer, kin   | no   | yes
head, blocked  | no   | no
officer, blocked | no | yes
head and officer | yes | yes
head elsewhere | no   | no
therapist      | no   | no
"""
"""Tor is a patient; Per is one who works there too, so that his head does not learn it. Kin and blocks are to Tor."""


def test_who_follows_up_of_whom(office: Office) -> None:
    office.reads(office.sara, "tor")
    office.reads(office.maren, "per")
    office.flags()
    clinic, trust = office.house.clinic.id, office.house.trust.id
    head, officer = RoleAt("head", clinic, None), RoleAt("privacy_officer", trust, None)
    roles: dict[str, tuple[RoleAt, ...]] = {
        "head": (head,),
        "head, sample": (RoleAt("head", clinic, "sample"),),
        "officer": (officer,),
        "officer, one": (RoleAt("privacy_officer", trust, "sample"),),
        "head, kin": (head,),
        "officer, kin": (officer,),
        "head, blocked": (head,),
        "officer, blocked": (officer,),
        "head and officer": (head, officer),
        "head elsewhere": (RoleAt("head", office.house.elsewhere.id, None),),
        "therapist": (RoleAt("therapist", clinic, None),),
    }
    table = crossed(FOLLOWED)
    assert list(table) == list(roles)
    born = date(1990, 5, 17)
    for who, wanted in table.items():
        person = office.house.person("Ane", who.replace(",", "").title())
        with office.house.work() as work:
            if "kin" in who:
                declare_by_name(work, person.id, "Tor Vik", born)
            if "blocked" in who:
                work.add(Block(patient_id=office.tor.id, blocked_id=person.id, created_at=work.now))
        actor = replace(office.house.actor(person), roles=roles[who], staff_sign_in=True)
        with office.house.work() as work:
            rows = to_follow_up(work, actor).rows
            seen = {row.patient.given_name.lower() for row in rows}
            assert {name: "yes" if name in seen else "no" for name in wanted} == wanted, who
            for row in work.session.scalars(select(AccessFlag)).all():
                if row not in rows:
                    with pytest.raises(NoSuchFlag):
                        answer_flag(work, actor, row.id, "fine", "")
            logged = select(AccessEntry.role).where(AccessEntry.actor_id == person.id)
            as_what = "privacy_officer" if "officer" in who else "head"
            assert set(work.session.scalars(logged)) == ({as_what} if seen else set()), who


def test_the_gravest_stand_first_and_none_is_lost(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following_up, "MOST", 2)
    with office.house.work() as work:
        for day, flags in enumerate(("off_hours", "kin many", "many", "no_relation", "same_name off_hours"), start=1):
            work.add(
                AccessFlag(
                    day=date(2026, 9, day),
                    organisation_id=office.house.clinic.id,
                    actor_id=office.sara.id,
                    patient_id=office.tor.id,
                    flags=flags,
                    looks=1,
                    first_at=work.now,
                    last_at=work.now,
                )
            )
    elin = office.acts(office.elin, "head")
    with office.house.work() as work:
        pages = [to_follow_up(work, elin, page) for page in (1, 2, 3)]
        assert [[row.day.day for row in page.rows] for page in pages] == [[4, 2], [5, 3], [1]]
        assert [page.has_next for page in pages] == [True, True, False]
        answer_flag(work, elin, pages[2].rows[0].id, "fine", "")
    with office.house.work() as work:
        assert [row.day.day for row in to_follow_up(work, elin, answered=True).rows] == [1]
