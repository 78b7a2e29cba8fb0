"""The page of the ways out: what is open, what follows, what is done, undone and found again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.audit.models import AccessEntry
from varde.dialogue.service import messages_of, write
from varde.enrolments.exits import endings_of
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.privacy.service import block
from varde.scheduling.booking import book
from varde.scheduling.models import AgendaItem, Appointment
from varde.testing.house import House

from .conftest import referred, send


def get(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


@pytest.fixture
def open_things(house: House, under_way: int, ingrid: Person, maren: Person) -> int:
    """A message nobody has answered, and an appointment in three days."""
    with house.work() as work:
        write(
            work, house.actor(ingrid), work.session.get_one(Enrolment, under_way), "Kan jeg fly til jul?", "once-0001"
        )
        book(work, under_way, maren.id, "video", work.now + timedelta(days=3), 30)
    return under_way


def test_what_is_open_is_listed_with_what_to_do_about_it(therapist: FlaskClient, open_things: int) -> None:
    page = get(therapist, f"/pasient/{open_things}/avslutt")
    for words in (
        "2 ting står åpne",
        "Kan jeg fly til jul?",
        "Jeg svarer nå",
        "Avlys, og gi beskjed",
        "Ingen åpne varsler",
    ):
        assert words in page
    for words in ("Sett på pause", "Fullfør forløpet", "Avslutt før tiden", "Ikke mer kontakt", "Teller som fullført"):
        assert words in page
    assert "Beholdes: oppfølging med " in page


def test_nothing_is_done_before_it_is_confirmed(house: House, therapist: FlaskClient, open_things: int) -> None:
    address = f"/pasient/{open_things}/avslutt"
    form = {"way": "completed", "message": "reply", "reply": "Ja, det går fint.", "words": "Du kom langt."}
    answer = send(therapist, address, form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    for words in ("Se over: Ingrid Solheim", "Ja, det går fint.", "Du kom langt.", "Teller som fullført."):
        assert words in page
    assert house.enrolment(open_things).state == "active"
    edited = send(therapist, address, {**form, "go": "edit"}).get_data(as_text=True)
    assert "Du kom langt." in edited
    assert send(therapist, address, {**form, "go": "confirm"}).status_code == 303
    assert house.enrolment(open_things).state == "completed"
    done = get(therapist, f"/pasient/{open_things}/avsluttet")
    for words in ("Besvart", "Avlyst", "Kan angres til", "Du kom langt.", "Dette ser Ingrid nå"):
        assert words in done
    with house.work() as work:
        assert messages_of(work, open_things)[-1].body == "Ja, det går fint."


def test_what_she_reads_on_her_page(house: House, therapist: FlaskClient, under_way: int, ingrid: Person) -> None:
    form = {"way": "completed", "go": "confirm", "words": "Du kom langt."}
    send(therapist, f"/pasient/{under_way}/avslutt", form)
    assert "Du kom langt." in get(house.browser(ingrid), "/min-sti")


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({}, "Velg hva som skal skje."),
        ({"way": "bored"}, "Velg hva som skal skje."),
        ({"way": "discontinued"}, "Velg hvorfor."),
        ({"way": "discontinued", "reason": "died"}, "Velg hvorfor."),
        ({"way": "no_more_contact", "stop": "withdrawn"}, "Velg hvorfor."),
        ({"way": "completed", "message": "reply"}, "Skriv svaret på meldingen."),
        ({"way": "completed", "mark": "old", "message": "settle"}, "Noe er kommet til eller gjort"),
        ({"way": "completed", "words": "x" * 1001, "message": "settle"}, "1001"),
        ({"way": "completed", "nonsense": "1"}, "nonsense"),
    ],
)
def test_a_fault_is_said_and_nothing_is_lost_nor_done(
    house: House, therapist: FlaskClient, open_things: int, form: dict[str, str], sentence: str
) -> None:
    answer = send(therapist, f"/pasient/{open_things}/avslutt", {"note": "Dette står her.", "go": "confirm", **form})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert "Dette står her." in page
    assert house.enrolment(open_things).state == "active"


def test_it_is_undone_with_one_press(house: House, therapist: FlaskClient, open_things: int) -> None:
    with house.work() as work:
        before = {item.key: item.state for item in work.session.scalars(select(AgendaItem))}
    form = {"way": "discontinued", "reason": "no_time", "go": "confirm", "message": "settle", "asked": "no"}
    send(therapist, f"/pasient/{open_things}/avslutt", form)
    assert "Angre" in get(therapist, f"/pasient/{open_things}/avsluttet")
    assert send(therapist, f"/pasient/{open_things}/angre").status_code == 303
    assert "Avslutningen er angret." in get(therapist, f"/pasient/{open_things}")
    assert house.enrolment(open_things).state == "active"
    with house.work() as work:
        assert {item.key: item.state for item in work.session.scalars(select(AgendaItem))} == before
        assert [row.state for row in work.session.scalars(select(Appointment))] == ["booked"]
    again = send(therapist, f"/pasient/{open_things}/angre")
    assert (again.status_code, "Det kan ikke angres" in again.get_data(as_text=True)) == (409, True)


def test_a_death_after_the_end_from_her_page(house: House, therapist: FlaskClient, under_way: int) -> None:
    send(therapist, f"/pasient/{under_way}/avslutt", {"way": "completed", "go": "confirm"})
    assert "Ikke mer kontakt" in get(therapist, f"/pasient/{under_way}")
    page = get(therapist, f"/pasient/{under_way}/avslutt")
    assert "Fullfør forløpet" not in page
    form = {"way": "no_more_contact", "stop": "died"}
    assert "Stanses straks" in send(therapist, f"/pasient/{under_way}/avslutt", form).get_data(as_text=True)
    assert send(therapist, f"/pasient/{under_way}/avslutt", form | {"go": "confirm"}).status_code == 303
    assert house.enrolment(under_way).contact_stopped_at is not None
    with house.work() as work:
        states = set(work.session.scalars(select(AgendaItem.state).where(AgendaItem.enrolment_id == under_way)))
        assert "planned" not in states


def test_what_was_shared_is_answered_on_the_way_out_and_a_pause_cancels_the_appointment_alone(
    house: House, therapist: FlaskClient, open_things: int
) -> None:
    assert send(therapist, f"/pasient/{open_things}/avslutt", {"way": "pause", "go": "confirm"}).status_code == 303
    with house.work() as work:
        assert [row.state for row in work.session.scalars(select(Appointment))] == ["cancelled"]
        assert endings_of(work, open_things) == []


# --- found again


def test_ended_ones_are_found_opened_and_logged(
    house: House, therapist: FlaskClient, under_way: int, maren: Person
) -> None:
    send(therapist, f"/pasient/{under_way}/avslutt", {"way": "completed", "go": "confirm"})
    assert "Ingrid Solheim" in get(therapist, "/avsluttede")
    for address in ("/arbeidsliste", "/avsluttede"):
        searched = send(therapist, address, {"sok": "solheim"})
        assert "Ingrid Solheim" in searched.get_data(as_text=True)
        assert "sok=solheim" not in searched.get_data(as_text=True), "no name stands in an address"
    assert "Ingrid Solheim" in get(therapist, "/avsluttede?sok=solheim")
    assert "Ingrid Solheim" not in get(therapist, "/avsluttede?sok=vik")
    house.clock.move(days=30)
    assert send(house.browser(maren, staff=True), f"/pasient/{under_way}/apne-igjen").status_code == 303
    assert house.enrolment(under_way).state == "active"


def test_a_colleague_finds_by_name_and_takes_over(
    house: House, therapist: FlaskClient, under_way: int, ingrid: Person
) -> None:
    send(therapist, f"/pasient/{under_way}/avslutt", {"way": "completed", "go": "confirm"})
    liv = house.person("Liv", "Dale", ("therapist", house.clinic))
    colleague = house.browser(liv, staff=True)
    assert "Ingrid" not in get(colleague, "/avsluttede")
    assert "Ingrid" not in get(colleague, "/avsluttede?sok=i")
    assert "Ingrid Solheim" in get(colleague, "/avsluttede?sok=ingrid")
    with house.work() as work:
        logged = select(AccessEntry.what, AccessEntry.basis).where(AccessEntry.actor_id == liv.id)
        assert ("ended", "search") in [tuple(row) for row in work.session.execute(logged)]
    assert get(colleague, f"/pasient/{under_way}/avsluttet", 403)
    assert send(colleague, f"/pasient/{under_way}/hent-tilbake", {"reason": "?"}).status_code == 422
    back = send(colleague, f"/pasient/{under_way}/hent-tilbake", {"reason": "Hun ringte meg."})
    assert back.status_code == 303
    enrolment = house.enrolment(under_way)
    assert (enrolment.state, enrolment.therapist_id) == ("active", liv.id)


@pytest.mark.parametrize(("days", "status"), [(30, 303), (31, 403)])
def test_what_ended_long_ago_is_nobodys_to_take_over(
    house: House, therapist: FlaskClient, under_way: int, ingrid: Person, days: int, status: int
) -> None:
    send(therapist, f"/pasient/{under_way}/avslutt", {"way": "completed", "go": "confirm"})
    house.clock.move(days=days)
    colleague = house.browser(house.person("Liv", "Dale", ("therapist", house.clinic)), staff=True)
    assert ("Hvorfor tar du over?" in get(colleague, "/avsluttede?sok=ingrid")) == (status == 303)
    back = send(colleague, f"/pasient/{under_way}/hent-tilbake", {"reason": "Hun ringte meg."})
    assert back.status_code == status


@pytest.mark.parametrize("who", ["blocked", "elsewhere"])
def test_whoever_may_not_see_her_does_not_find_her(
    house: House, therapist: FlaskClient, under_way: int, ingrid: Person, who: str
) -> None:
    send(therapist, f"/pasient/{under_way}/avslutt", {"way": "completed", "go": "confirm"})
    place = house.clinic if who == "blocked" else house.elsewhere
    liv = house.person("Liv", "Dale", ("therapist", place))
    colleague = house.browser(liv, staff=True)
    if who == "blocked":
        get(colleague, "/avsluttede?sok=ingrid")
        with house.work() as work:
            block(work, ingrid.id, liv.id)
    assert "Ingrid" not in get(colleague, "/avsluttede?sok=ingrid")
    refused = send(colleague, f"/pasient/{under_way}/hent-tilbake", {"reason": "Vil se."})
    assert refused.status_code == (403 if who == "blocked" else 404)


# --- she leaves herself


@pytest.mark.parametrize(("asked", "follow_up"), [("yes", "planned"), ("no", "cancelled")])
def test_she_leaves_herself_and_her_therapist_is_told(
    house: House, therapist: FlaskClient, open_things: int, ingrid: Person, asked: str, follow_up: str
) -> None:
    browser, address = house.browser(ingrid), f"/min-sti/{open_things}/slutt"
    assert address in get(browser, "/min-sti")
    page = get(browser, address)
    for words in (
        "Det er lov å slutte",
        "Timen du har satt opp, avlyses.",
        "Maren får vite",
        "Kan vi spørre deg senere",
    ):
        assert words in page
    assert send(browser, address, {"why": "Takk for meg."}).status_code == 422
    answer = send(browser, address, {"reason": "no_time", "asked": asked, "why": "Takk for meg."})
    assert answer.status_code == 303
    enrolment = house.enrolment(open_things)
    assert (enrolment.state, enrolment.end_reason) == ("discontinued", "no_time")
    with house.work() as work:
        item = work.session.scalars(select(AgendaItem).where(AgendaItem.key == "6m")).one()
        assert item.state == follow_up
    assert "Forløpet er avsluttet" in get(browser, "/min-sti")
    told = get(therapist, f"/pasient/{open_things}/avsluttet")
    assert "Sluttet selv." in told
    assert "Takk for meg." in told
    assert get(browser, address, 409)


def test_before_the_start_she_can_say_no_and_others_cannot_say_it_for_her(
    house: House, therapist: FlaskClient, tor: Person, ingrid: Person
) -> None:
    enrolment_id = referred(house, tor)
    assert house.browser(ingrid).get(f"/min-sti/{enrolment_id}/slutt").status_code == 404
    assert therapist.get(f"/min-sti/{enrolment_id}/slutt").status_code == 403
    assert send(house.browser(tor), f"/min-sti/{enrolment_id}/slutt", {"reason": "other"}).status_code == 303
    assert house.enrolment(enrolment_id).end_reason == "other"
