"""She reads what she is asked, answers with one press, and what rests on her answer follows it; staff write it down for her."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from varde.appointments.errors import NotThen
from varde.appointments.service import Wish, arrange
from varde.audit.models import AccessEntry
from varde.benefits.plan.errors import PlanRefused
from varde.benefits.plan.models import PlanVoice
from varde.benefits.plan.service import begun_plan
from varde.benefits.plan.voices import add_voice, voices_of
from varde.consents.models import Consent
from varde.consents.service import say
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.privacy.erasure import BESIDE_THE_RECORD, erase
from varde.referrals.gp import name_gp
from varde.scheduling.booking import book
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

OWN = "/mine-opplysninger/samtykker"
ROOM = "https://join.nhn.no/rom-1"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.fixture
def maren(house: House) -> Person:
    return house.person("Maren", "Aas", ("therapist", house.clinic))


@pytest.fixture
def kari(house: House) -> Person:
    return house.person("Kari", "Berg")


def sends(browser: FlaskClient, path: str, **form: str) -> tuple[int, str]:
    answer = browser.post(path, data={"csrf_token": token(browser), **form})
    return answer.status_code, answer.headers.get("Location", answer.get_data(as_text=True))


def test_she_answers_and_changes_her_mind(house: House, kari: Person, maren: Person) -> None:
    house.enrolled(kari, maren)
    hers = house.browser(kari)
    assert f'href="{OWN}"' in hers.get("/mine-opplysninger").text
    page = hers.get(OWN).text
    assert page.count("Du har ikke svart") == 2
    assert "Samtalen blir ikke tatt opp." in page
    assert sends(hers, f"{OWN}/video", version="1", allowed="yes") == (303, OWN)
    assert "Du har sagt ja. Du kan ombestemme deg når du vil." in (page := hers.get(OWN).text)
    assert "Jeg ombestemmer meg: nei" in page
    assert sends(hers, f"{OWN}/video", version="1", allowed="no") == (303, OWN)
    page = hers.get(OWN).text
    assert "Du har sagt nei. Det gjelder fra nå av." in page
    assert [page.index(line) for line in ("Nei til Møte på video, tekst 1", "Ja til Møte på video, tekst 1")] == sorted(
        page.index(line) for line in ("Nei til Møte på video, tekst 1", "Ja til Møte på video, tekst 1")
    ), "the newest first"
    with house.work() as work:
        logged = select(AccessEntry.action).where(AccessEntry.patient_id == kari.id, AccessEntry.what == "contact")
        assert work.session.scalars(logged).all().count("write") == 2


@pytest.mark.parametrize(
    ("form", "status", "sentence"),
    [
        ({"version": "1"}, 422, "Velg ja eller nei."),
        ({"version": "1", "allowed": "kanskje"}, 422, "Velg ja eller nei."),
        ({"version": "2", "allowed": "yes"}, 409, "Teksten ble endret mens du leste. Les den nye, og velg på nytt."),
        ({"version": "x", "allowed": "yes"}, 409, "Teksten ble endret mens du leste."),
        ({"allowed": "yes"}, 409, "Teksten ble endret mens du leste."),
    ],
)
def test_a_form_that_cannot_be_is_said_where_it_is(
    house: House, kari: Person, form: dict[str, str], status: int, sentence: str
) -> None:
    got, page = sends(house.browser(kari), f"{OWN}/video", **form)
    assert (got, sentence in page, 'id="h-video"' in page) == (status, True, True)
    with house.work() as work:
        assert work.session.scalar(select(func.count()).select_from(Consent)) == 0


def test_a_purpose_that_nobody_asks_is_not_there(house: House, kari: Person) -> None:
    assert sends(house.browser(kari), f"{OWN}/nothing/here", version="1", allowed="yes")[0] == 404


def test_staff_write_down_what_she_said_and_how(house: House, kari: Person, maren: Person) -> None:
    enrolment = house.enrolled(kari, maren)
    here, staff = f"/pasient/{enrolment}/samtykker", house.browser(maren, staff=True)
    assert f'href="{here}"' in staff.get(f"/pasient/{enrolment}/opplysninger").text
    assert sends(staff, f"{here}/video", version="1", allowed="no")[0] == 422
    assert "Skriv hvordan pasienten sa det" in sends(staff, f"{here}/video", version="1", allowed="no")[1]
    assert sends(staff, f"{here}/video", version="1", allowed="no", how="i samtale") == (303, here)
    assert sends(staff, f"{here}/video", version="1", allowed="no", how="igjen")[0] == 409
    assert "i samtale, skrevet av Maren Aas" in house.browser(kari).get(OWN).text
    stranger = house.person("Liv", "Moe", ("therapist", house.elsewhere))
    assert house.browser(stranger, staff=True).get(here).status_code in (403, 404)


DOOR = [
    ((), "Vil du møtes på video?", False),
    ((True,), "Rommet er åpent", True),
    ((False,), "Du har sagt nei til video", False),
    ((True, False), "Du har sagt nei til video", False),
    ((False, True), "Rommet er åpent", True),
]
"""What she has said, the heading of the door, and whether the room is told of."""


@pytest.mark.parametrize(("answers", "heading", "opens"), DOOR)
def test_the_door_to_a_room_follows_what_she_has_said(
    house: House, kari: Person, maren: Person, answers: tuple[bool, ...], heading: str, opens: bool
) -> None:
    enrolment = house.enrolled(kari, maren)
    with house.work() as work:
        row = book(work, enrolment, maren.id, "video", work.now + timedelta(minutes=5), 30, ROOM).id
        for allowed in answers:
            her = work.session.get_one(Person, kari.id)
            say(work, her, "video", allowed=allowed, version=1, by_id=kari.id, own=True)
    page = house.browser(kari).get(f"/timer/{enrolment}/{row}/bli-med").text
    assert (heading in page, ROOM in page) == (True, opens)


def test_a_yes_at_the_door_opens_it(house: House, kari: Person, maren: Person) -> None:
    enrolment, hers = house.enrolled(kari, maren), house.browser(kari)
    with house.work() as work:
        row = book(work, enrolment, maren.id, "video", work.now + timedelta(minutes=5), 30, ROOM).id
    door = f"/timer/{enrolment}/{row}/bli-med"
    assert f'name="back" value="{door}"' in hers.get(door).text
    assert sends(hers, f"{OWN}/video", version="1", allowed="yes", back=door) == (303, door)
    assert ROOM in hers.get(door).text
    assert sends(hers, f"{OWN}/video", version="1", allowed="no", back="//evil.test") == (303, OWN)


def test_what_the_gp_and_messages_may_say_stands_there_too(house: House, kari: Person, maren: Person) -> None:
    enrolment, hers = house.enrolled(kari, maren), house.browser(kari)
    with house.work() as work:
        name_gp(work, kari.id, work.session.get_one(Enrolment, enrolment), "Dr. Moe", may_inform=True)
    with house.counted() as statements:
        page = hers.get(OWN).text
    assert "Ja, Dr. Moe" in page
    assert f'href="/pamelding/{enrolment}/mottatt#fastlege"' in page
    assert 'href="/mine-opplysninger/beskjeder"' in page
    before = len(statements)
    house.enrolled(kari, maren, "ridge", "north")
    with house.counted() as statements:
        hers.get(OWN)
    assert len(statements) == before


@pytest.mark.parametrize("way", ["video", "phone", "physical"])
def test_nothing_is_booked_on_video_with_whoever_has_said_no(
    house: House, kari: Person, maren: Person, way: str
) -> None:
    enrolment_id = house.enrolled(kari, maren)
    with house.work() as work:
        her = work.session.get_one(Person, kari.id)
        say(work, her, "video", allowed=False, version=1, by_id=kari.id, own=True)
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        at = (work.now + timedelta(days=7)).replace(hour=9, minute=0, second=0, microsecond=0)
        wish = Wish(way, at, 30, maren.id, anyway="Pasienten vil")
        if way == "video":
            with pytest.raises(NotThen, match="said no to meeting on video"):
                arrange(work, house.actor(maren, ("therapist", house.clinic)), enrolment, wish)
        else:
            assert arrange(work, house.actor(maren, ("therapist", house.clinic)), enrolment, wish).kind == way


@pytest.mark.parametrize("goes", ["she says no", "she is erased"])
def test_a_quote_stands_while_she_lets_it(house: House, kari: Person, maren: Person, goes: str) -> None:
    enrolment = house.enrolled(kari, maren, "sample")
    nina = house.person("Nina", "Vik", ("manager", house.clinic))
    stranger = house.person("Ola", "Nes")
    manager = house.actor(nina, ("manager", house.clinic))

    def quote(number: int) -> None:
        with house.work() as work:
            plan = begun_plan(work, house.clinic.id, "sample")
            add_voice(work, manager, plan, "quote", "Det hjalp.", "Pasient, 34 år", "", None, number)

    with house.work() as work:
        her = work.session.get_one(Person, kari.id)
        number = say(work, her, "quote", allowed=True, version=1, by_id=kari.id, own=True).id
        video = say(work, her, "video", allowed=True, version=1, by_id=kari.id, own=True).id
        his = say(
            work, work.session.get_one(Person, stranger.id), "quote", allowed=True, version=1, by_id=1, own=True
        ).id
    for wrong in (-1, video, his, 999):
        with pytest.raises(PlanRefused):
            quote(wrong)
    quote(number)
    with house.work() as work:
        [voice] = voices_of(work, begun_plan(work, house.clinic.id, "sample").id)
        assert (voice.words, voice.consented_on) == ("Det hjalp.", work.today)
        if goes == "she says no":
            her = work.session.get_one(Person, kari.id)
            say(work, her, "quote", allowed=False, version=1, by_id=kari.id, own=True)
        else:
            end(work, maren.id, work.session.get_one(Enrolment, enrolment), "moved")
    if goes == "she is erased":
        with house.work() as work:
            erase(work, kari.id, only=BESIDE_THE_RECORD)
        with house.work() as work:
            assert len(voices_of(work, begun_plan(work, house.clinic.id, "sample").id)) == 1, "what she said stands"
            erase(work, kari.id)
    house.platform.drain()
    with house.work() as work:
        assert voices_of(work, begun_plan(work, house.clinic.id, "sample").id) == []
        gone = work.session.scalars(select(PlanVoice)).one()
        assert (gone.words, gone.by) == (None, "")
    with pytest.raises(PlanRefused):
        quote(number)
