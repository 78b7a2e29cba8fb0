"""What a person says yes and no to: what holds, who is told, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from varde.consents import service
from varde.consents.errors import HowNeeded, NoSuchPurpose, SaidAlready, WordsChanged
from varde.consents.models import Consent
from varde.consents.part import check
from varde.consents.service import consents_of, history_of, permitted, say
from varde.consents.values import CORE, QUOTE, VIDEO
from varde.identity.models import Person
from varde.kernel.words import Text
from varde.notifications.models import Delivery
from varde.testing.house import House, make_house, sample_only, sqlite_url


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=sample_only())


@pytest.fixture
def kari(house: House) -> Person:
    return house.person("Kari", "Berg")


def says(house: House, person: Person, *answers: bool, key: str = "video", **more: Any) -> None:
    for allowed in answers:
        with house.work() as work:
            her = work.session.get_one(Person, person.id)
            say(work, her, key, **{"allowed": allowed, "version": 1, "by_id": person.id, "own": True, **more})
        house.platform.drain()


HOLDS = [
    ((), "unasked"),
    ((True,), "yes"),
    ((False,), "no"),
    ((True, False), "no"),
    ((False, True), "yes"),
    ((True, False, True), "yes"),
]
"""What she says, and what holds then."""


@pytest.mark.parametrize(("answers", "standing"), HOLDS)
def test_the_newest_holds(house: House, kari: Person, answers: tuple[bool, ...], standing: str) -> None:
    says(house, kari, *answers)
    ola = house.person("Ola", "Nes")
    with house.work() as work:
        assert permitted(work, [kari.id, ola.id], "video") == {kari.id: standing, ola.id: "unasked"}
        assert permitted(work, [kari.id], "quote") == {kari.id: "unasked"}, "a yes is to one thing"


@pytest.mark.parametrize(("answers", "standing"), [((True,), "asked_anew"), ((False,), "no"), ((), "unasked")])
def test_new_words_are_asked_anew_and_a_no_stands(
    house: House, kari: Person, monkeypatch: pytest.MonkeyPatch, answers: tuple[bool, ...], standing: str
) -> None:
    says(house, kari, *answers)
    monkeypatch.setattr(service, "purpose_of", lambda work, key: replace(VIDEO, version=2))
    with house.work() as work:
        assert permitted(work, [kari.id], "video") == {kari.id: standing}
    with pytest.raises(WordsChanged):
        says(house, kari, True)  # she has read version 1
    says(house, kari, True, version=2)
    with house.work() as work:
        assert permitted(work, [kari.id], "video") == {kari.id: "yes"}


@pytest.mark.parametrize(
    ("before", "sent", "refusal"),
    [
        ((True,), {"allowed": True}, SaidAlready),
        ((True, False), {"allowed": False}, SaidAlready),  # withdrawn twice
        ((), {"key": "nothing"}, NoSuchPurpose),
        ((), {"version": 0}, WordsChanged),
        ((), {"version": 2}, WordsChanged),
        ((), {"own": False, "how": " "}, HowNeeded),
    ],
)
def test_what_is_refused_is_said_in_a_sentence_and_nothing_is_written(
    house: House, kari: Person, before: tuple[bool, ...], sent: dict[str, Any], refusal: type[Exception]
) -> None:
    says(house, kari, *before)
    with pytest.raises(refusal):
        says(house, kari, True, **sent)
    with house.work() as work:
        assert work.session.scalar(select(func.count()).select_from(Consent)) == len(before)


def test_withdrawn_twice_says_since_when(house: House, kari: Person) -> None:
    says(house, kari, False)
    with house.work() as work:
        day = f"{work.now.astimezone(work.zone):%d.%m.%Y}"
    with pytest.raises(SaidAlready) as refused:
        says(house, kari, False)
    assert refused.value.to("nn") == f"Dette står alt slik: nei sidan {day}."


def test_every_answer_stands_in_the_history_with_its_words_and_who_wrote_it(house: House, kari: Person) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    says(house, kari, True)
    says(house, kari, False, own=False, by_id=maren.id, how="  i samtale  7. mai ")
    with house.work() as work:
        lines = [(line.key, line.allowed, line.version, line.by, line.reason) for line in history_of(work, kari.id)]
        assert lines == [("video", False, 1, "Maren Aas", "i samtale 7. mai"), ("video", True, 1, "", "")]
        assert [(view.purpose.key, view.standing) for view in consents_of(work, kari.id)] == [
            ("quote", "unasked"),
            ("video", "no"),
        ]
        [sealed] = work.session.scalars(select(Consent.__table__.c.reason_sealed).where(Consent.source == "staff"))
        assert b"samtale" not in bytes(sealed)


def test_whoever_treats_her_is_told_and_whoever_wrote_it_is_not(house: House, kari: Person) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    enrolment = house.enrolled(kari, maren)
    says(house, kari, True)
    says(house, kari, False, own=False, by_id=maren.id, how="i samtale")
    with house.work() as work:
        told = select(Delivery.person_id, Delivery.path).where(Delivery.notice == "consent")
        assert work.session.execute(told).all() == [(maren.id, f"/pasient/{enrolment}/samtykker")]


def test_a_purpose_says_itself_whole() -> None:
    assert list(check({purpose.key: purpose for purpose in CORE}, None)) == []  # type: ignore[arg-type]
    short = replace(QUOTE, version=0, asks=Text("Ja?", "", ""))
    assert [fault for _key, fault in check({"quote": short}, None)] == [  # type: ignore[arg-type]
        "purpose quote: the version is 0, and the first one is 1.",
        "purpose quote: the asks lacks nn.",
    ]
