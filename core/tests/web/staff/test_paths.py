"""The page of a patient's way: deeds with reason, undoing and history, and a sentence for whatever cannot be done."""

from __future__ import annotations

import re
from html import unescape

from flask.testing import FlaskClient

from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.testing.house import House

from .conftest import send

WHY = "Hun er klar for det nå."


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def page_of(client: FlaskClient, enrolment_id: int) -> str:
    answer = client.get(f"/pasient/{enrolment_id}/sti")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def card(html: str, module: str) -> str:
    return text_of(html.split(f'id="m-{module}"')[1].split("</section>")[0].split(">", 1)[1])


def offered(html: str, module: str) -> list[str]:
    of_card = html.split(f'id="m-{module}"')[1].split("</section>")[0]
    return [value for value in re.findall(r'<option value="([^"]*)"', of_card) if value]


def test_each_module_offers_what_can_be_done_about_it(therapist: FlaskClient, under_way: int) -> None:
    html = page_of(therapist, under_way)
    assert offered(html, "boat-and-oars")[:3] == ["open", "skip", "hide"]
    assert "add/rowing" in offered(html, "boat-and-oars")
    assert offered(html, "know-the-lake")[:3] == ["close", "skip", "hide"]
    assert 'href="/pasient/' + str(under_way) + '/sti"' in therapist.get(f"/pasient/{under_way}").get_data(as_text=True)


def test_a_module_is_opened_with_a_reason_and_that_is_undone(therapist: FlaskClient, under_way: int) -> None:
    address = f"/pasient/{under_way}/sti"
    form = {"what": "open", "why": WHY, "seen": "0"}
    assert send(therapist, f"{address}/boat-and-oars", form).headers["Location"] == f"{address}#m-boat-and-oars"
    html = page_of(therapist, under_way)
    assert "«Båt og årer» er åpnet." in text_of(html)
    assert f"Åpnet i dag kl. 10.00, Maren Aas: {WHY} Angre" in card(html, "boat-and-oars")
    assert "Modul 2 åpnet" in therapist.get(f"/pasient/{under_way}").get_data(as_text=True)
    late = send(therapist, f"{address}/boat-and-oars", form | {"what": "skip"})
    assert late.status_code == 409
    assert "Maren Aas har endret dette etter at du åpnet siden: åpnet" in text_of(late.get_data(as_text=True))
    assert send(therapist, f"{address}/angre/1").status_code == 303
    html = page_of(therapist, under_way)
    assert "Angret i dag kl. 10.00 av Maren Aas" in text_of(html.split('id="endringer"')[1])
    again = send(therapist, f"{address}/angre/1")
    assert again.status_code == 409
    assert "Dette ble angret" in text_of(again.get_data(as_text=True))


def test_what_is_missing_is_said_and_what_is_typed_stands(therapist: FlaskClient, under_way: int) -> None:
    address = f"/pasient/{under_way}/sti"
    answer = send(therapist, f"{address}/boat-and-oars", {"what": "skip", "why": "ok", "seen": "0"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Skriv hvorfor, med noen ord." in html
    assert '<option value="skip" selected>' in html
    assert 'id="why-boat-and-oars"' in html
    answer = send(therapist, f"{address}/boat-and-oars", {"what": "", "why": WHY, "seen": "0"})
    assert answer.status_code == 422
    assert "Velg hva som skal gjøres." in answer.get_data(as_text=True)
    for nonsense in ("melt", "open/no-such-step", "open"):
        module = "no-such-module" if nonsense == "open" else "boat-and-oars"
        answer = send(therapist, f"{address}/{module}", {"what": nonsense, "why": WHY, "seen": "9" * 5000})
        assert answer.status_code in (400, 404), nonsense


def test_an_ended_way_is_read_and_not_changed(
    house: House, maren: Person, therapist: FlaskClient, under_way: int
) -> None:
    with house.work() as work:
        end(work, maren.id, work.session.get_one(Enrolment, under_way), "withdrawn")
    html = page_of(therapist, under_way)
    assert "Forløpet er avsluttet, så veien kan ikke endres." in text_of(html)
    assert offered(html, "boat-and-oars") == []
    answer = send(therapist, f"/pasient/{under_way}/sti/boat-and-oars", {"what": "open", "why": WHY})
    assert answer.status_code == 409


def test_the_statements_do_not_grow_with_what_was_switched(
    house: House, therapist: FlaskClient, under_way: int
) -> None:
    page_of(therapist, under_way)
    with house.counted() as few:
        page_of(therapist, under_way)
    for deed in ("open", "close", "skip", "hide", "show"):
        form = {"what": deed, "why": WHY}
        assert send(therapist, f"/pasient/{under_way}/sti/boat-and-oars", form).status_code == 303
    page_of(therapist, under_way)
    with house.counted() as many:
        page_of(therapist, under_way)
    assert len(many) == len(few)


def test_the_pace_is_chosen_with_a_reason_and_every_page_follows(
    house: House, therapist: FlaskClient, under_way: int
) -> None:
    address = f"/pasient/{under_way}/sti/-/tempo"
    for form, sentence in (
        ({"pace": "therapist", "pace-why": "xx"}, "Skriv hvorfor, med noen ord."),
        ({"pace": "melt", "pace-why": WHY}, "Velg et tempo som programmet har."),
        ({"pace": "programme", "pace-why": WHY}, "Dette er tempoet nå."),
    ):
        answer = send(therapist, address, form)
        assert answer.status_code == 422
        assert sentence in answer.get_data(as_text=True)
    assert "tidligst" in card(page_of(therapist, under_way), "boat-and-oars")
    assert send(therapist, address, {"pace": "own", "pace-why": WHY}).status_code == 303
    html = page_of(therapist, under_way)
    assert "Pasientens eget: neste modul åpner når den forrige er ferdig" in card(html, "boat-and-oars") + text_of(html)
    assert "Åpner når Ingrid er ferdig med modul 1." in card(html, "boat-and-oars")
    assert "Eget tempo" in therapist.get(f"/pasient/{under_way}").get_data(as_text=True)
    assert send(therapist, address, {"pace": "programme", "pace-why": WHY}).status_code == 303
    assert "tidligst" in card(page_of(therapist, under_way), "boat-and-oars")
