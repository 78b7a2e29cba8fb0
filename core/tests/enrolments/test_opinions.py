"""A colleague is asked about a patient: who may be, what she reaches meanwhile, and when it ends. Written by hand."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.audit.models import AccessEntry
from varde.dialogue.service import thread_of, write
from varde.enrolments.access import is_only_asked
from varde.enrolments.errors import AskedAlready, NoOpinionWords, NoSuchOpinion, NotAColleague
from varde.enrolments.models import Enrolment
from varde.enrolments.opinions import answer, ask, asked_of, may_be_asked, opinions_of, take_back
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.kernel.errors import BadInput
from varde.privacy.models import Block
from varde.staffing.service import report
from varde.testing.copies import copied
from varde.testing.house import House, all_samples, make_house, sqlite_url, token


class Asking:
    def __init__(self, house: House) -> None:
        self.house = house
        self.maren = house.person("Maren", "Aas", ("therapist", house.clinic), title="psykolog")
        self.sara = house.person("Sara", "Holm", ("therapist", house.clinic))
        self.blocked = house.person("Per", "Dale", ("therapist", house.clinic))
        self.head = house.person("Hanne", "Moe", ("head", house.clinic))
        self.liv = house.person("Liv", "Dale", ("therapist", house.elsewhere))
        self.tor = house.person("Tor", "Vik")
        self.id = house.enrolled(self.tor, self.maren)
        with house.work() as work:
            work.add(Block(patient_id=self.tor.id, blocked_id=self.blocked.id, created_at=work.now))

    def acts(self, person: Person) -> Actor:
        return self.house.actor(person, ("therapist", self.house.clinic))

    def asks(self, person: Person, question: str = "Hva tenker du?", days: int = 7, once: str = "a") -> int:
        with self.house.work() as work:
            enrolment = work.session.get_one(Enrolment, self.id)
            return ask(work, self.acts(self.maren), enrolment, person.id, question, days, once).id

    def status(self, person: Person, address: str, **form: str) -> int:
        client = self.house.browser(person, staff=person is not self.tor)
        if not form:
            return client.get(address).status_code
        return client.post(address, data={"csrf_token": token(client), **form}).status_code


def make_asking(folder: Path) -> Asking:
    return Asking(make_house(sqlite_url(folder), catalogue=all_samples()))


@pytest.fixture
def asking(tmp_path: Path) -> Asking:
    return copied(make_asking, tmp_path)


def test_who_may_be_asked(asking: Asking) -> None:
    with asking.house.work() as work:
        enrolment = work.session.get_one(Enrolment, asking.id)
        names = [each.name for each in may_be_asked(work, asking.acts(asking.maren), enrolment)]
    assert names == ["Sara Holm"], "not herself, whom he keeps out, whoever does not treat, nor another clinic's"
    refused: list[tuple[Person, str, int, type[BadInput]]] = [
        (asking.blocked, "Hva tenker du?", 7, NotAColleague),
        (asking.head, "Hva tenker du?", 7, NotAColleague),
        (asking.liv, "Hva tenker du?", 7, NotAColleague),
        (asking.tor, "Hva tenker du?", 7, NotAColleague),
        (asking.maren, "Hva tenker du?", 7, NotAColleague),
        (asking.sara, "Hva tenker du?", 365, NotAColleague),
        (asking.sara, "  ", 7, NoOpinionWords),
        (asking.sara, "x" * 2001, 7, NoOpinionWords),
    ]
    for person, question, days, error in refused:
        with pytest.raises(error):
            asking.asks(person, question, days)
    first = asking.asks(asking.sara)
    assert asking.asks(asking.sara) == first, "the same form sent twice asks once"
    with pytest.raises(AskedAlready):
        asking.asks(asking.sara, once="b")


# What she asks for, and what is answered before she is asked, while she is, and when she has answered.
REACHES = [
    ("/pasient/{id}", {}, 403, 200, 403),
    ("/meldinger/{id}", {}, 403, 200, 403),
    ("/pasient/{id}/raad", {}, 403, 200, 403),
    ("/pasient/{id}/sok?sok=takk", {}, 403, 200, 403),
    ("/pasient/{id}/melding", {"body": "Hei", "once": "once-0001"}, 403, 403, 403),
    ("/pasient/{id}/notat", {"inner_note": "Hei", "once": "a"}, 403, 403, 403),
    ("/pasient/{id}/avklart", {"no_answer": "thanks"}, 403, 403, 403),
    ("/pasient/{id}/raad", {"colleague": "1", "opinion": "Hei", "days": "7", "once": "b"}, 403, 403, 403),
    ("/pasient/{id}/raad/1/ta-tilbake", {"x": "1"}, 403, 403, 403),
    ("/pasient/{id}/raad/1/svar", {"advice": "Jeg ville ventet."}, 403, 303, 403),
]


def test_she_reads_while_she_is_asked_and_writes_her_answer_alone(asking: Asking) -> None:
    with asking.house.work() as work:
        write(work, asking.house.actor(asking.tor), work.session.get_one(Enrolment, asking.id), "Takk!", "once-tor1")
    statuses = []
    for moment in range(3):
        if moment == 1:
            asking.asks(asking.sara)
        statuses.append([asking.status(asking.sara, row[0].format(id=asking.id), **row[1]) for row in REACHES])
    for row, *got in zip(REACHES, *statuses, strict=True):
        assert (row[0], *got) == (row[0], *row[2:]), row
    with asking.house.work() as work:
        (line,) = opinions_of(work, asking.id)
        assert (line.answer, line.open, line.asked_by) == ("Jeg ville ventet.", False, "Maren Aas, psykolog")
        thread = thread_of(work, asking.id)
        assert thread is not None
        assert thread.unread_by_therapist == 1, "what she reads is not read by his therapist"
        logged = work.session.scalars(
            select(AccessEntry.basis).where(AccessEntry.actor_id == asking.sara.id, AccessEntry.outcome == "ok")
        ).all()
        assert set(logged) == {"opinion"}
    log = asking.house.browser(asking.tor).get("/innsyn").get_data(as_text=True)
    assert "Ble spurt om råd av en som behandler deg." in log
    notes = asking.house.browser(asking.tor).get("/innsyn/notater").get_data(as_text=True)
    assert "Hva tenker du?" in notes
    assert "Jeg ville ventet." in notes


def test_whoever_stands_in_reads_for_the_therapist_though_she_is_asked_too(asking: Asking) -> None:
    asking.asks(asking.sara)
    with asking.house.work() as work:
        enrolment = work.session.get_one(Enrolment, asking.id)
        write(work, asking.house.actor(asking.tor), enrolment, "Takk!", "once-tor1")
        assert is_only_asked(work, asking.acts(asking.sara), enrolment)
        team, away = [asking.maren.id, asking.sara.id], asking.maren.id
        report(work, away, work.today, work.today, "course", asking.sara.id, by_id=None, may_stand_in=team)
    page = asking.house.browser(asking.sara, staff=True).get(f"/pasient/{asking.id}").get_data(as_text=True)
    assert "Du er spurt om råd, og kan lese her." not in page
    with asking.house.work() as work:
        thread = thread_of(work, asking.id)
        assert thread is not None
        assert thread.unread_by_therapist == 0


@pytest.mark.parametrize("how", ["taken back", "past", "another's"])
def test_it_ends_without_an_answer(asking: Asking, how: str) -> None:
    number = asking.asks(asking.sara, days=3)
    sara = asking.house.browser(asking.sara, staff=True)
    assert "spør deg om råd om Tor Vik" in sara.get("/arbeidsliste").get_data(as_text=True)
    if how == "taken back":
        assert asking.status(asking.maren, f"/pasient/{asking.id}/raad/{number}/ta-tilbake", x="1") == 303
        assert asking.status(asking.maren, f"/pasient/{asking.id}/raad/{number}/ta-tilbake", x="1") == 409
    elif how == "past":
        asking.house.clock.move(days=3, seconds=1)
    with asking.house.work() as work:
        enrolment = work.session.get_one(Enrolment, asking.id)
        who = asking.acts(asking.maren if how == "another's" else asking.sara)
        with pytest.raises(NoSuchOpinion):
            answer(work, who, enrolment, number, "Et svar")
        assert bool(asked_of(work, asking.sara.id)) == (how == "another's")
        if how != "another's":
            with pytest.raises(NoSuchOpinion):
                take_back(work, enrolment, number)
    assert asking.status(asking.sara, f"/pasient/{asking.id}") == (200 if how == "another's" else 403)
    assert asking.house.clock.now() > asking.house.enrolment(asking.id).referred_at - timedelta(days=1)
