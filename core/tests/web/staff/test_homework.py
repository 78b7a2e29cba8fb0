"""What she handed in since last time stands by step, answered or not; the next module is opened and undone with one click."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from flask.testing import FlaskClient

from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.kernel.words import Text
from varde.modules.entries import give_feedback, save_entry, shared_entries
from varde.modules.progress import path_of
from varde.programmes.values import Exercise
from varde.testing.house import House
from varde.web.staff.homework import none_left
from varde.web.staff.path_words import ALL_ARE_OPEN, NO_MODULES, REST_IS_PASSED

from .conftest import send


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def page_of(client: FlaskClient, enrolment_id: int) -> str:
    answer = client.get(f"/pasient/{enrolment_id}/lekser")
    assert answer.status_code == 200
    return text_of(answer.get_data(as_text=True).split('class="title-row"')[1])


def hands_in(house: House, enrolment_id: int) -> None:
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        view = path_of(work, enrolment, "nb").view("know-the-lake")
        step = next(step for step in view.module.steps if step.key == "water-diary")
        assert isinstance(step, Exercise)
        save_entry(work, enrolment, view.module, step, {"day": "Rolig vann."}, shared=True, submit=True)


def test_what_was_handed_in_stands_with_whether_it_is_answered(
    house: House, maren: Person, therapist: FlaskClient, under_way: int
) -> None:
    said = page_of(therapist, under_way)
    assert "1. Kjenn vannet ditt 0 av 5 steg ferdig" in said
    assert "Skriv vanndagbok Ikke gjort" in said
    house.clock.move(minutes=10)
    hands_in(house, under_way)
    said = page_of(therapist, under_way)
    assert "Skriv vanndagbok 1 levert siden sist" in said
    assert "1 uten svar" in said
    with house.work() as work:
        therapist_of_hers = house.actor(maren, ("therapist", house.clinic))
        give_feedback(work, therapist_of_hers, shared_entries(work, under_way)[0], "Så bra.")
    assert "Besvart" in page_of(therapist, under_way)


def test_the_next_module_is_opened_with_one_click_once_and_undone_with_one(
    house: House, therapist: FlaskClient, under_way: int
) -> None:
    address = f"/pasient/{under_way}/lekser/neste"
    assert "Neste modul 2. Båt og årer" in page_of(therapist, under_way)
    form = {"module": "boat-and-oars", "seen": "0"}
    assert send(therapist, address, form).status_code == 303
    said = page_of(therapist, under_way)
    assert "«Båt og årer» ble åpnet i dag kl. 10.00 av Maren Aas. Angre" in said
    assert "3. Garn og krok" in said
    assert send(therapist, address, form).status_code == 409, "pressed twice it is opened once"
    assert send(therapist, address, {"module": "nothing"}).status_code == 404
    assert send(therapist, address, {}).status_code == 404
    assert send(therapist, f"/pasient/{under_way}/sti/angre/1").status_code == 303
    assert "Neste modul 2. Båt og årer" in page_of(therapist, under_way)
    assert "Leksene er lest." in text_of(therapist.get(f"/pasient/{under_way}/sti").get_data(as_text=True))


def test_the_statements_do_not_grow_with_what_was_handed_in(
    house: House, therapist: FlaskClient, under_way: int
) -> None:
    page_of(therapist, under_way)
    with house.counted() as few:
        page_of(therapist, under_way)
    hands_in(house, under_way)
    send(therapist, f"/pasient/{under_way}/lekser/neste", {"module": "boat-and-oars"})
    page_of(therapist, under_way)
    with house.counted() as many:
        page_of(therapist, under_way)
    assert len(many) == len(few)


def test_what_to_look_for_stands_where_homework_is_read_and_on_no_page_of_hers(
    house: House, therapist: FlaskClient, ingrid: Person, under_way: int
) -> None:
    staff = (f"/pasient/{under_way}", f"/pasient/{under_way}/lekser")
    sought, searched = "Går ut på is som ingen har målt", "Ingen maskin søker gjennom det som er skrevet."
    for address in staff:
        assert sought not in therapist.get(address).text, "nothing is handed in yet"
    hands_in(house, under_way)
    for address in staff:
        said = text_of(therapist.get(address).text)
        assert f"Se etter dette {sought} Ror alene i mørket {searched}" in said, address
    hers = house.browser(ingrid)
    way = f"/moduler/{under_way}"
    for address in ("/", "/min-sti", way, f"{way}/know-the-lake/water-diary", f"{way}/utskrift"):
        answer = hers.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        assert sought not in answer.text, address


@pytest.mark.parametrize(("switches", "said"), [("", ALL_ARE_OPEN), ("skip", REST_IS_PASSED), ("hide", REST_IS_PASSED)])
def test_why_there_is_nothing_to_open_is_said_as_it_is(house: House, under_way: int, switches: str, said: Text) -> None:
    with house.work() as work:
        path = path_of(work, work.session.get_one(Enrolment, under_way), "nb")
    views = tuple(replace(view, status="open") for view in path.modules)
    if switches == "skip":
        views = (*views[:-1], replace(views[-1], status="skipped"))
    hidden = (views[-1],) if switches == "hide" else ()
    assert none_left(replace(path, modules=views, hidden=hidden)) == said
    assert none_left(replace(path, modules=(), hidden=())) == NO_MODULES


def test_a_number_that_no_row_can_have_is_one_sentence(house: House, therapist: FlaskClient, under_way: int) -> None:
    for digits in ("9" * 5000, "9" * 19, "²", "-1"):
        record = f"/pasient/{under_way}"
        form = {"person": digits, "role": "therapist", "until": ""}
        assert send(therapist, f"{record}/team", form).status_code in (404, 422)
        form = {"history": "yes", "receiver": f"{digits}-{digits}", "why": "Hun flytter."}
        assert send(therapist, f"{record}/flytt", form).status_code == 422
        form = {"title": "Takk", "nb": "Takk for sist.", "nn": "Takk for sist.", "place": ""}
        assert send(therapist, f"/maler?mal=t{digits}", form).status_code == 404
    assert "Takk for sist." not in therapist.get("/maler").text, "nothing is kept as a new one instead"
