"""A therapist answers for the patient on the phone: marked, finished by either, and told at once about risk."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.assessments.models import Response
from varde.audit.models import AccessEntry
from varde.identity.models import Person
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.privacy.service import block
from varde.programmes.values import Programme
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, all_samples, token

from .conftest import send


@pytest.fixture
def emma(house: House) -> Person:
    return house.person("Emma", "Vik")


@pytest.fixture
def enrolment_id(house: House, maren: Person, emma: Person) -> int:
    """Emma's enrolment for depression: PHQ-9, GAD-7 and more at the start."""
    return house.enrolled(emma, maren, "ridge", "north")


@pytest.fixture
def address(house: House, enrolment_id: int) -> str:
    return f"/pasient/{enrolment_id}/skjema/{sheet_of(house, enrolment_id)}"


def sheet_of(house: House, enrolment_id: int) -> int:
    """The agenda item of the first questionnaire."""
    with house.work() as work:
        query = select(AgendaItem.id).where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.kind == "assessment")
        found = work.session.scalars(query.order_by(AgendaItem.due_at)).first()
        assert found is not None
        return found


def responses(house: House, enrolment_id: int) -> dict[str, Response]:
    with house.work() as work:
        query = select(Response).where(Response.enrolment_id == enrolment_id)
        return {row.instrument: row for row in work.session.scalars(query)}


def everything(key: str, **more: str) -> dict[str, str]:
    form = {"instrument": key}
    for item in items_of(all_samples().one(Instrument, key)):
        form[item.key] = "1" if item.kind == "boolean" else str(item.choices[0][0] if item.choices else int(item.low))
    return {**form, **more}


def asks_only(house: House, programme: str, *instruments: str) -> None:
    """From now on this programme asks these at the start."""
    found = house.platform.catalogue.one(Programme, programme)
    start = replace(found.occasions[0], instruments=instruments, for_track=(), conditions=())
    changed = replace(found, occasions=(start, *found.occasions[1:]))
    house.platform.catalogue = house.platform.catalogue.with_values(Programme, [changed])


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1].split("</main>")[0])).split())


def read(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return words(answer.get_data(as_text=True))


def test_the_page_says_on_whose_behalf_and_what_is_handed_in_is_marked(
    house: House, therapist: FlaskClient, maren: Person, emma: Person, enrolment_id: int, address: str
) -> None:
    asks_only(house, "ridge", "who-5")
    page = read(therapist, address)
    assert "Du svarer på vegne av Emma Vik, på telefon. Det blir merket." in page
    assert "Behandleren din ser svarene" not in page
    answer = send(therapist, address, everything("who-5"))
    assert answer.headers["Location"] == f"{address}/levert"
    stored = responses(house, enrolment_id)["who-5"]
    assert (stored.mode, stored.by_id) == ("therapist", maren.id)
    assert stored.submitted_at
    assert "Merket som svart på telefon. Emma ser det på sin egen side." in read(therapist, f"{address}/levert")
    own = house.browser(emma)
    assert "Svart på telefon sammen med Maren." in read(own, f"/skjema/forlop/{enrolment_id}")
    assert "Svart på telefon sammen med Maren." in read(own, f"/skjema/{sheet_of(house, enrolment_id)}/takk")


def test_a_patient_who_answers_alone_is_not_marked(
    house: House, therapist: FlaskClient, emma: Person, enrolment_id: int, address: str
) -> None:
    asks_only(house, "ridge", "who-5")
    own, mine = house.browser(emma), f"/skjema/{sheet_of(house, enrolment_id)}"
    send(own, mine, everything("who-5"))
    assert "på telefon" not in read(own, f"/skjema/forlop/{enrolment_id}")
    assert "på telefon" not in read(own, f"{mine}/takk")
    assert "Emma har levert dette skjemaet selv." in read(therapist, f"{address}/levert")


def test_one_begins_and_the_other_finishes(
    house: House, therapist: FlaskClient, emma: Person, enrolment_id: int, address: str
) -> None:
    asks_only(house, "ridge", "gad-7")
    own, mine = house.browser(emma), f"/skjema/{sheet_of(house, enrolment_id)}"
    some = dict(list(everything("gad-7").items())[:4])
    headers = {"Accept": "application/json", "X-CSRF-Token": token(therapist)}
    assert therapist.post(f"{address}/utkast", data=some, headers=headers).status_code == 200
    assert responses(house, enrolment_id)["gad-7"].mode == "therapist"
    page = own.get(mine).get_data(as_text=True)
    assert page.count(" checked") == 3
    send(own, mine, everything("gad-7"))
    stored = responses(house, enrolment_id)["gad-7"]
    assert (stored.mode, stored.by_id) == ("patient", emma.id)
    again = send(therapist, address, everything("gad-7"))
    assert again.status_code == 409
    assert "allerede levert" in words(again.get_data(as_text=True))


@pytest.mark.parametrize("thoughts", ["1", "3"])
def test_a_risk_answer_is_seen_at_once_with_what_to_read_aloud(
    house: House, therapist: FlaskClient, emma: Person, enrolment_id: int, address: str, thoughts: str
) -> None:
    answer = send(therapist, address, everything("phq-9", q9=thoughts))
    page = therapist.get(answer.headers["Location"]).get_data(as_text=True)
    assert "Svarene må vurderes Emma har svart at det kan være tungt å leve" in words(page)
    assert "Les dette opp: Ring 113 eller 116 117." in words(page)
    assert f'href="/pasient/{enrolment_id}/varsler"' in page
    assert "Svarene må vurderes" in read(therapist, address)
    assert "Varselet kom" in read(therapist, f"/pasient/{enrolment_id}/varsler")


def test_an_answer_below_the_limit_is_said_without_a_limit_crossed(
    house: House, therapist: FlaskClient, enrolment_id: int, address: str
) -> None:
    asks_only(house, "ridge", "madrs-s")
    answer = send(therapist, address, everything("madrs-s", q9="1"))
    page = read(therapist, answer.headers["Location"])
    assert "Et svar om sikkerhet må følges opp" in page
    assert "Svarene må vurderes" not in page


def test_calm_answers_say_nothing_about_limits(therapist: FlaskClient, address: str) -> None:
    send(therapist, address, everything("phq-9"))
    page = read(therapist, address)
    assert "Del 1 av" in page or "Del 2 av" in page
    assert "grense" not in page


@pytest.mark.parametrize("key", ["lane", "stones", "pack"])
def test_a_measurement_the_coach_makes(house: House, therapist: FlaskClient, maren: Person, key: str) -> None:
    asks_only(house, "village", key)
    enrolment_id = house.enrolled(house.person("Ola", "Dahl"), maren, "village")
    address = f"/pasient/{enrolment_id}/skjema/{sheet_of(house, enrolment_id)}"
    assert "Du svarer på vegne av Ola Dahl" in read(therapist, address)
    answer = send(therapist, address, everything(key))
    assert answer.headers["Location"] == f"{address}/levert", words(answer.get_data(as_text=True))
    assert responses(house, enrolment_id)[key].mode == "therapist"


def test_pages_and_missing_answers_work_here_too(
    house: House, therapist: FlaskClient, maren: Person, ingrid: Person, under_way: int
) -> None:
    asks_only(house, "lake", "outlook")
    address = f"/pasient/{under_way}/skjema/{sheet_of(house, under_way)}"
    answer = send(therapist, f"{address}?side=1", {"instrument": "outlook", "q1": "2", "go": "next"})
    assert answer.headers["Location"].startswith(address)
    assert "Side 2 av 3" in read(therapist, answer.headers["Location"])
    answer = send(therapist, f"{address}?side=3", {"instrument": "outlook", "q34": "2"})
    assert "32 spørsmål står uten svar" in read(therapist, answer.headers["Location"])
    refused = send(therapist, f"{address}?side=3", {"instrument": "outlook", "q34": "8"})
    assert refused.status_code == 422
    assert responses(house, under_way)["outlook"].answers == {"q1": 2, "q34": 2}


def test_outside_the_window_and_in_a_pause(
    house: House, therapist: FlaskClient, enrolment_id: int, address: str
) -> None:
    with house.work() as work:
        later = work.session.scalars(
            select(AgendaItem.id)
            .where(AgendaItem.enrolment_id == enrolment_id, AgendaItem.kind == "assessment")
            .order_by(AgendaItem.due_at.desc())
        ).first()
    assert "Skjemaet åpner" in read(therapist, f"/pasient/{enrolment_id}/skjema/{later}")
    assert send(therapist, f"/pasient/{enrolment_id}/skjema/{later}", everything("phq-9")).status_code == 409
    send(therapist, f"/pasient/{enrolment_id}/avslutt", {"way": "pause", "go": "confirm"})
    assert "skjemaet venter" in read(therapist, address)


def test_the_gates_hold_and_every_access_is_logged(
    house: House, therapist: FlaskClient, maren: Person, ingrid: Person, emma: Person, enrolment_id: int, address: str
) -> None:
    other = house.browser(house.person("Jonas", "Berg", ("therapist", house.clinic)), staff=True)
    far = house.browser(house.person("Siri", "Lie", ("therapist", house.elsewhere)), staff=True)
    for browser, status in ((other, 403), (far, 404), (house.browser(emma), 403), (house.browser(ingrid), 403)):
        assert browser.get(address).status_code == status
        assert send(browser, address, everything("phq-9")).status_code == status
        assert send(browser, f"{address}/utkast", everything("phq-9")).status_code == status
        assert browser.get(f"{address}/levert").status_code == status
    assert responses(house, enrolment_id) == {}
    elsewhere = house.enrolled(ingrid, maren)
    assert therapist.get(f"/pasient/{elsewhere}/skjema/{sheet_of(house, enrolment_id)}").status_code == 404
    send(therapist, address, everything("phq-9"))
    with house.work() as work:
        entries = work.session.scalars(
            select(AccessEntry).where(AccessEntry.actor_id == maren.id, AccessEntry.what == "questionnaire")
        ).all()
        assert ("write", "ok", enrolment_id) in {(e.action, e.outcome, e.enrolment_id) for e in entries}
        block(work, emma.id, maren.id)
    assert therapist.get(address).status_code == 403
    assert house.app.test_client().get(address).status_code in (302, 303)


def test_the_cost_does_not_grow_with_what_was_answered(
    house: House, therapist: FlaskClient, enrolment_id: int, address: str
) -> None:
    therapist.get(address)
    counts = []
    for key in ("phq-9", "gad-7", "who-5"):
        send(therapist, address, everything(key))
        with house.counted() as statements:
            assert therapist.get(address).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[-1] <= 14, counts
