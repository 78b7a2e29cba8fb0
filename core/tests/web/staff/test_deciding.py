"""A clinician refers, and a therapist decides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from varde.audit.models import AccessEntry
from varde.enrolments.models import Enrolment, Referral
from varde.identity.models import Person
from varde.identity.service import masked_nin, phone_of
from varde.people.service import asked_of
from varde.plugin.fitting import fitting_facts
from varde.programmes.values import Programme
from varde.scheduling.models import ClosedDays
from varde.testing.house import House
from varde.web.shell.referral_form import questions_of

from .conftest import referred, send


def clinicians_form(house: House, programme: str = "lake", **changes: Any) -> dict[str, Any]:
    declared = house.platform.catalogue.one(Programme, programme)
    facts = fitting_facts(declared)
    form: dict[str, Any] = {
        "nin": next(house._numbers),
        "given_name": "Olav",
        "family_name": "Tveit",
        "born": "1980-02-03",
        "mobile": "+47 412 34 567",
        "hope": "Klare hele arbeidsdager.",
    }
    for question in questions_of(declared, clinician=True):
        value = facts[question.fact.key]
        if question.kind == "ticks":
            form[question.name] = ["none"]
        else:
            form[question.name] = ("yes" if value else "no") if isinstance(value, bool) else value
    return {key: value for key, value in (form | changes).items() if value is not None}


def count(house: House, table: type) -> int:
    with house.work() as work:
        return work.session.scalar(select(func.count()).select_from(table)) or 0


def refer_now(house: House, therapist: FlaskClient, form: dict[str, Any], programme: str = "lake") -> Any:
    """Send a clinician's referral, and let it be received."""
    answer = send(therapist, f"/henvis/klinikken/{programme}", form)
    house.platform.drain()
    return answer


# --- a clinician refers


def test_everything_that_is_open_can_be_chosen(house: House, therapist: FlaskClient) -> None:
    page = therapist.get("/henvis").get_data(as_text=True)
    assert 'href="/henvis/klinikken/lake"' in page
    assert 'href="/henvis/elsewhere/ridge"' in page


@pytest.mark.parametrize("programme", ["lake", "ridge", "village"])
def test_a_patient_we_have_not_met_is_added_and_referred(
    house: House, maren: Person, therapist: FlaskClient, programme: str
) -> None:
    form = clinicians_form(house, programme)
    answer = refer_now(house, therapist, form, programme)
    assert (answer.status_code, answer.location) == (303, "/henvis")
    assert "Henvisningen er sendt. Pasienten får svar senest mandag 5. oktober." in therapist.get("/henvis").get_data(
        as_text=True
    )
    with house.work() as work:
        enrolment, referral = work.session.execute(select(Enrolment, Referral).join(Referral)).one()
        person = work.session.get_one(Person, enrolment.person_id)
        assert (referral.source, referral.referred_by_id, referral.outcome) == ("clinician", maren.id, "eligible")
        assert (person.name, phone_of(work, person)) == ("Olav Tveit", "+4741234567")
        assert masked_nin(work, person) == form["nin"][:6] + " *****"
        entry = work.session.scalars(select(AccessEntry).where(AccessEntry.patient_id == person.id)).one()
        assert (entry.basis, entry.action, entry.actor_id) == ("clinician_referral", "write", maren.id)


def test_a_patient_we_know_is_found_by_the_number_and_keeps_name_and_phone(
    house: House, therapist: FlaskClient
) -> None:
    form = clinicians_form(house)
    refer_now(house, therapist, form)
    people = count(house, Person)
    again = clinicians_form(house, "ridge", nin=form["nin"], given_name="Ola", mobile="900 00 000")
    assert refer_now(house, therapist, again, "ridge").status_code == 303
    assert count(house, Person) == people
    with house.work() as work:
        person = work.session.scalars(select(Person).where(Person.family_name == "Tveit")).one()
        assert (person.given_name, phone_of(work, person)) == ("Olav", "+4741234567")
        asked = {(row.fact, row.said) for row in asked_of(work, person)}
    assert asked == {("phone", "+4790000000"), ("name", '["Ola", "Tveit"]')}


@pytest.mark.parametrize(
    ("changes", "control", "said"),
    [
        ({"nin": "123"}, "nin", "11 sifre"),
        ({"nin": ""}, "nin", "elleve siffer"),
        ({"given_name": "", "family_name": ""}, "given_name", "Ett navn er nok"),
        ({"family_name": "x" * 81}, "family_name", "høyst 80"),
        ({"born": "2027-01-01"}, "born", "fremtiden"),
        ({"mobile": "123"}, "mobile", "3 siffer"),
        ({"fact_assurance": None}, "fact_assurance", "Svar på «Innlogging»"),
        ({"referred_by_id": "1"}, "referred_by_id", "hører ikke til skjemaet"),
    ],
)
def test_a_referral_with_a_fault_stores_nobody(
    house: House, therapist: FlaskClient, changes: dict[str, Any], control: str, said: str
) -> None:
    people = count(house, Person)
    answer = send(therapist, "/henvis/klinikken/lake", clinicians_form(house, **changes))
    summary = answer.get_data(as_text=True).split('class="error-summary"')[1].split("</div>")[0]
    assert answer.status_code == 422
    assert f'href="#{control}"' in summary
    assert said in summary
    assert "Klare hele arbeidsdager." in answer.get_data(as_text=True)
    assert (count(house, Person), count(house, Referral)) == (people, 0)


def test_danger_to_life_is_said_to_the_clinician(house: House, therapist: FlaskClient) -> None:
    send(therapist, "/henvis/klinikken/ridge", clinicians_form(house, "ridge", fact_phq9_item9="3"))
    assert "Snakk med pasienten i dag" in therapist.get("/henvis").get_data(as_text=True)


def test_only_therapists_refer(house: House) -> None:
    nina = house.person("Nina", "Falk", ("manager", house.trust))
    for path in ("/henvis", "/henvis/klinikken/lake"):
        assert house.browser(nina, staff=True).get(path).status_code == 403


# --- a therapist decides


@pytest.fixture
def waiting(house: House) -> int:
    """A self-referral with an alarm sign and one answer that is not known."""
    facts: dict[str, Any] = {"alarm_ice": True, "alarm_fog": None}
    return referred(house, house.person("Tone", "Berg"), hope="Jeg vil spise ute igjen.", **facts)


def test_the_therapist_sees_what_the_decision_rests_on(waiting: int, therapist: FlaskClient) -> None:
    page = therapist.get(f"/henvisning/{waiting}").get_data(as_text=True)
    for words in (
        "Tone Berg",
        "Jeg vil spise ute igjen.",
        "Må vurderes",
        "isen er tynn",
        "Vet ikke",
        "Svar innen mandag 5. oktober",
    ):
        assert words in page
    lines = page.split("<tbody>", 1)[1]
    assert lines.index("Tynn is") < lines.index("Har kart")


def test_accepting_makes_her_the_therapist_and_tells_the_patient(
    house: House, maren: Person, waiting: int, therapist: FlaskClient
) -> None:
    answer = send(therapist, f"/henvisning/{waiting}", {"decision": "accept", "note": "Velkommen, vi ringer deg."})
    assert (answer.status_code, answer.location) == (303, f"/pasient/{waiting}")
    enrolment = house.enrolment(waiting)
    assert (enrolment.state, enrolment.therapist_id) == ("waiting", maren.id)
    house.platform.drain()
    assert "Svaret på påmeldingen din er klart" in house.app.test_client().get("/demo/telefon").get_data(as_text=True)
    with house.work() as work:
        tone = work.session.get_one(Person, enrolment.person_id)
    receipt = house.browser(tone).get(f"/pamelding/{waiting}/mottatt").get_data(as_text=True)
    assert "Du har fått plass" in receipt
    assert "Velkommen, vi ringer deg." in receipt
    assert send(therapist, f"/henvisning/{waiting}", {"decision": "accept"}).status_code == 409


def test_declining_needs_a_note_that_the_patient_reads(house: House, waiting: int, therapist: FlaskClient) -> None:
    empty = send(therapist, f"/henvisning/{waiting}", {"decision": "decline", "note": " "})
    assert (empty.status_code, 'href="#decline-note"' in empty.get_data(as_text=True)) == (422, True)
    assert house.enrolment(waiting).state == "screening"
    answer = send(
        therapist, f"/henvisning/{waiting}", {"decision": "decline", "note": "Snakk med fastlegen om vekten først."}
    )
    assert answer.status_code == 303
    enrolment = house.enrolment(waiting)
    assert (enrolment.state, enrolment.end_reason) == ("discontinued", "not_eligible")
    with house.work() as work:
        tone = work.session.get_one(Person, enrolment.person_id)
    receipt = house.browser(tone).get(f"/pamelding/{waiting}/mottatt").get_data(as_text=True)
    assert "Snakk med fastlegen om vekten først." in receipt
    assert "Trekk påmeldingen" not in receipt


def test_a_track_is_suggested_and_must_be_chosen(house: House, therapist: FlaskClient) -> None:
    waiting = referred(house, house.person("Tor", "Vik"), "ridge", side="north", phq9_total=20)
    page = therapist.get(f"/henvisning/{waiting}").get_data(as_text=True)
    assert 'value="north" id="track-3" checked' in page
    for form in ({"decision": "accept"}, {"decision": "accept", "track": "flying"}):
        answer = send(therapist, f"/henvisning/{waiting}", form)
        assert (answer.status_code, 'href="#track"' in answer.get_data(as_text=True)) == (422, True)
    assert send(therapist, f"/henvisning/{waiting}", {"decision": "accept", "track": "south"}).status_code == 303
    assert house.enrolment(waiting).track == "south"


@pytest.mark.parametrize("form", [{}, {"decision": "maybe"}, {"decision": "accept", "therapist_id": "1"}])
def test_a_decision_that_is_none_changes_nothing(
    house: House, waiting: int, therapist: FlaskClient, form: dict[str, str]
) -> None:
    answer = send(therapist, f"/henvisning/{waiting}", form)
    assert answer.status_code == 422
    summary = answer.get_data(as_text=True).split('class="error-summary"')[1].split("</div>")[0]
    assert "Velg om pasienten får plass" in summary or "hører ikke til skjemaet" in summary
    assert house.enrolment(waiting).state == "screening"


def test_danger_to_life_stands_first_with_the_phone_number(house: House, therapist: FlaskClient) -> None:
    waiting = referred(house, house.person("Tor", "Vik"), "ridge", phq9_item9=3)
    page = therapist.get(f"/henvisning/{waiting}").get_data(as_text=True)
    assert page.index("Fare: ta kontakt før du svarer") < page.index("Ett svar å se på</h2>")
    assert f'href="/pasient/{waiting}/varsler"' in page
    assert 'href="tel:+4791234567"' in page


def test_only_the_clinics_own_therapists_assess(house: House, waiting: int) -> None:
    ola = house.person("Ola", "Ås", ("therapist", house.elsewhere))
    nina = house.person("Nina", "Falk", ("manager", house.trust))
    assert house.browser(ola, staff=True).get(f"/henvisning/{waiting}").status_code == 404
    assert send(house.browser(ola, staff=True), f"/henvisning/{waiting}", {"decision": "accept"}).status_code == 404
    assert house.browser(nina, staff=True).get(f"/henvisning/{waiting}").status_code == 403
    with house.work() as work:
        denied = select(func.count()).select_from(AccessEntry).where(AccessEntry.outcome == "denied")
        assert work.session.scalar(denied) == 3


def test_the_page_costs_the_same_however_much_was_answered(house: House, therapist: FlaskClient) -> None:
    counts = []
    for programme in ("village", "ridge"):
        waiting = referred(house, house.person("Tor", "Vik"), programme)
        with house.counted() as statements:
            therapist.get(f"/henvisning/{waiting}")
        counts.append(len(statements))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("days", "said", "stones"),
    [
        (0, "0 av 10 virkedager er gått.", (0, 0, 10)),
        (1, "0 av 10 virkedager er gått.", (0, 1, 9)),
        (5, "4 av 10 virkedager er gått.", (4, 0, 6)),  # a Saturday
        (14, "9 av 10 virkedager er gått.", (9, 1, 0)),
        (15, "Fristen er ute.", (10, 0, 0)),
    ],
)
def test_the_working_days_that_are_left_stand_on_the_page(
    house: House, maren: Person, days: int, said: str, stones: tuple[int, int, int]
) -> None:
    enrolment_id = referred(house, house.person("Kari", "Nes"))  # on Monday 21 September
    house.clock.move(days=days)
    page = house.browser(maren, staff=True).get(f"/henvisning/{enrolment_id}").get_data(as_text=True)
    assert said in page
    drawn = page.split('class="days-left"')[1].split("</div>")[0]
    assert tuple(drawn.count(stone) for stone in ("<i></i>", '<i class="now">', '<i class="left">')) == stones


def test_that_the_law_counts_days_on_which_the_clinic_is_closed_stands_on_the_page(house: House, maren: Person) -> None:
    enrolment_id = referred(house, house.person("Kari", "Nes"))  # on Monday 21 September
    therapist = house.browser(maren, staff=True)
    assert "loven teller" not in therapist.get(f"/henvisning/{enrolment_id}").text
    with house.work() as work:
        first = work.today + timedelta(days=3)
        work.add(
            ClosedDays(organisation_id=house.clinic.id, first_day=first, last_day=first + timedelta(days=4), why="")
        )
    page = therapist.get(f"/henvisning/{enrolment_id}").text  # Thursday, Friday and Monday
    assert "Dere har stengt 3 av de virkedagene som er igjen, og loven teller dem med." in page
    assert "0 av 10 virkedager er gått." in page
    house.clock.move(days=7)
    later = house.browser(maren, staff=True).get(f"/henvisning/{enrolment_id}").text
    assert "Dere har stengt 1 av de" in later


def test_only_what_is_about_danger_stands_beside_the_danger(house: House, maren: Person) -> None:
    enrolment_id = referred(house, house.person("Kari", "Nes"), "ridge", phq9_item9=3, dizzy=True)
    page = house.browser(maren, staff=True).get(f"/henvisning/{enrolment_id}").get_data(as_text=True)
    box = page.split("Fare: ta kontakt før du svarer på påmeldingen")[1].split("Åpne varslene")[0]
    assert "PHQ-9, spørsmål 9" in box
    assert "Svimmel" not in box
    first = page.split("2 svar å se på")[1].split("<details")[0]
    assert ("PHQ-9, spørsmål 9" in first, "Svimmel" in first) == (True, True)
    assert "De andre svarene (" in page
