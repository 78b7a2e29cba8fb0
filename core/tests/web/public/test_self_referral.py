"""A person signs up: the way in, every outcome, and every way to get it wrong."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import func, select, update

from varde.audit.models import AccessEntry
from varde.enrolments.models import Enrolment, Offering, Referral
from varde.identity.models import Person, WebSession
from varde.identity.service import phone_of
from varde.kernel.speech import Speech
from varde.referrals.service import HOPE_PLACE
from varde.testing.house import House

from .conftest import filled_in, send

FORM = "/o/klinikken/lake/pamelding"


def stored(house: House) -> list[tuple[Enrolment, Referral]]:
    with house.work() as work:
        rows = work.session.execute(
            select(Enrolment, Referral).join(Referral, Referral.enrolment_id == Enrolment.id)
        ).all()
        return [(row[0], row[1]) for row in rows]


def test_a_visitor_sees_what_it_takes_and_a_way_to_sign_in_that_comes_back(house: House) -> None:
    page = house.app.test_client().get(FORM).get_data(as_text=True)
    assert "BankID" in page
    assert "/logg-inn/idporten?next=/o/klinikken/lake/pamelding" in page.replace("%2F", "/")
    assert "<textarea" not in page


def test_staff_are_not_asked_for_their_own_symptoms(house: House) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    page = house.browser(maren, staff=True).get(FORM).get_data(as_text=True)
    assert "<textarea" not in page
    assert "/henvis/klinikken/lake" in page


def test_sending_without_signing_in_is_refused(house: House) -> None:
    assert house.app.test_client().post(FORM, data=filled_in(house, "lake")).status_code in (401, 403)
    assert stored(house) == []


def test_sending_without_the_token_is_refused(house: House, tone: Person) -> None:
    assert house.browser(tone).post(FORM, data=filled_in(house, "lake")).status_code == 400
    assert stored(house) == []


@pytest.mark.parametrize("programme", ["lake", "village", "ridge"])
def test_a_fitting_person_gets_a_receipt_with_a_date(house: House, tone: Person, programme: str) -> None:
    client = house.browser(tone)
    answer = send(client, f"/o/klinikken/{programme}/pamelding", filled_in(house, programme, hope="Spise ute."))
    assert answer.status_code == 303
    [(enrolment, referral)] = stored(house)
    assert (referral.outcome, referral.source, enrolment.state) == ("eligible", "self", "referred")
    assert answer.location == f"/pamelding/{enrolment.id}/mottatt"
    page = client.get(answer.location).get_data(as_text=True)
    assert "Vi har fått påmeldingen din" in page
    assert "mandag 5. oktober" in page  # ten working days after 21 September
    with house.work() as work:
        person = work.session.get_one(Person, tone.id)
        assert phone_of(work, person) == "+4791234567"
        assert str(person.birth_date) == "1992-03-03"
        assert referral.hope_sealed is not None
        assert work.vault.open(HOPE_PLACE, referral.hope_sealed) == "Spise ute."


def test_age_comes_from_the_date_of_birth_and_assurance_from_the_sign_in(house: House, tone: Person) -> None:
    client = house.browser(tone)
    with house.work() as work:
        work.session.execute(update(WebSession).values(acr="idporten-loa-substantial"))
    send(client, FORM, filled_in(house, "lake", born="2010-01-01"))
    [(_, referral)] = stored(house)
    assert referral.facts["age"] == 16
    assert referral.facts["assurance"] == "substantial"
    assert referral.outcome == "not_eligible"


def test_an_alarm_sign_gives_advice_and_no_refusal(house: House, tone: Person) -> None:
    client = house.browser(tone)
    answer = send(client, FORM, filled_in(house, "lake", fact_alarm=["alarm_ice"]))
    [(_, referral)] = stored(house)
    assert referral.outcome == "review"
    page = client.get(answer.location).get_data(as_text=True)
    assert "Snakk med båtvakten om dette" in page
    assert "isen er tynn" in page


def test_not_knowing_is_allowed_and_a_clinician_sees_it(house: House, tone: Person) -> None:
    client = house.browser(tone)
    answer = send(client, FORM, filled_in(house, "lake", fact_has_map="unknown", fact_alarm=["unsure"]))
    [(enrolment, referral)] = stored(house)
    assert (referral.outcome, enrolment.state) == ("incomplete", "screening")
    assert referral.facts["alarm_fog"] is None
    assert "«vet ikke»" in client.get(answer.location).get_data(as_text=True)


def test_what_does_not_fit_is_said_kindly_and_a_person_decides_all_the_same(house: House, tone: Person) -> None:
    client = house.browser(tone)
    answer = send(client, FORM, filled_in(house, "lake", fact_has_map="no"))
    [(enrolment, referral)] = stored(house)
    assert (referral.outcome, enrolment.state) == ("not_eligible", "screening")
    page = client.get(answer.location).get_data(as_text=True)
    assert "hent gjerne et hos båtvakten" in page
    assert "leser svarene dine likevel" in page


def test_danger_to_life_shows_where_to_call_at_once(house: House, tone: Person) -> None:
    client = house.browser(tone)
    answer = send(client, "/o/klinikken/ridge/pamelding", filled_in(house, "ridge", fact_phq9_item9="2"))
    page = client.get(answer.location).get_data(as_text=True)
    receipt = page.index("Vi har fått påmeldingen din")
    for number in ("tel:113", "tel:116117", "tel:116123"):
        assert page.index(number) < receipt
    assert page.index("Ring 113 eller 116 117.") < receipt, "the organisation's own words"
    with house.work() as work:
        (referral,) = work.session.scalars(select(Referral))
        answer_by = referral.answer_by
    said = Speech("nb", house.platform.settings.timezone, house.clock.now()).weekday(answer_by)
    assert said not in page, "nobody in danger is told to wait for the answer to her referral"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"mobile": "912 34 56"}, "Nummeret har 7 siffer. Skriv åtte, for eksempel 912 34 567."),
        ({"mobile": ""}, "Skriv mobilnummeret, eller velg en annen måte vi kan nå deg på."),
        ({"born": "2031-01-01"}, "Fødselsdatoen er i fremtiden. Sjekk årstallet."),
        ({"born": "1890-01-01"}, "Fødselsdatoen er mer enn 120 år siden. Sjekk årstallet."),
        ({"born": "31.02.1990"}, "Fødselsdatoen finnes ikke. Skriv dag, måned og år, for eksempel 03.03.1992."),
        ({"hope": "x" * 501}, "Teksten har 501 tegn og kan ha høyst 500."),
        ({"fact_cannot_swim": None}, "Velg ett av svarene. «Vet ikke» er også et svar."),
        ({"fact_cannot_swim": "maybe"}, "Velg ett av svarene. «Vet ikke» er også et svar."),
        ({"fact_alarm": []}, "Kryss av for det som stemmer, eller for «Ingen av disse»."),
        ({"fact_alarm": ["none", "alarm_fog"]}, "Du har krysset av både for «Ingen av disse» og noe annet."),
        ({"extra": "1"}, "Feltet «extra» hører ikke til skjemaet."),
        ({"age": "40"}, "Feltet «age» hører ikke til skjemaet."),
    ],
)
def test_each_fault_is_one_sentence_nothing_is_stored_and_the_typed_is_kept(
    house: House, tone: Person, changes: dict[str, Any], sentence: str
) -> None:
    with house.work() as work:
        work.session.get_one(Person, tone.id).birth_date = None
    form = filled_in(house, "lake", **({"hope": "Spise ute igjen."} | changes))
    answer = send(house.browser(tone), FORM, form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page.split('class="error-summary"')[1]
    assert "<title>Feil: " in page
    assert form["hope"] in page
    assert stored(house) == []
    with house.work() as work:
        assert work.session.get_one(Person, tone.id).birth_date is None


def test_the_summary_leads_to_the_first_control_of_each_fault(house: House, tone: Person) -> None:
    """On the step where it is; the others come after it."""
    wrong: dict[str, Any] = {"mobile": "1", "fact_cannot_swim": None, "fact_alarm": []}
    for control in ("fact_cannot_swim", "fact_alarm", "mobile"):
        page = send(house.browser(tone), FORM, filled_in(house, "lake", **wrong)).get_data(as_text=True)
        assert f'id="{control}"' in page
        assert [name for name in ("mobile", "fact_cannot_swim", "fact_alarm") if f'href="#{name}"' in page] == [control]
        del wrong[control]


def test_the_summary_names_each_question_that_has_no_answer(house: House, tone: Person) -> None:
    form = filled_in(house, "lake", fact_cannot_swim=None, fact_willing=None, fact_alarm=[])
    page = send(house.browser(tone), FORM, form).get_data(as_text=True)
    summary = page.split('class="error-summary"')[1].split("</div>")[0]
    for words in ("Svar på «Er du en som ikke kan svømme?»", "Vil du det?"):
        assert words in summary
    page = send(house.browser(tone), FORM, filled_in(house, "lake", fact_alarm=[])).get_data(as_text=True)
    assert "Gjelder noe av dette deg? Kryss av" in page.split('class="error-summary"')[1].split("</div>")[0]


def test_signing_up_twice_is_said_and_changes_nothing(house: House, tone: Person) -> None:
    client = house.browser(tone)
    send(client, FORM, filled_in(house, "lake"))
    again = send(client, FORM, filled_in(house, "lake", mobile="400 00 000"))
    assert again.status_code == 422
    assert "allerede meldt på" in again.get_data(as_text=True)
    assert len(stored(house)) == 1
    with house.work() as work:
        assert phone_of(work, work.session.get_one(Person, tone.id)) == "+4791234567"
    assert client.get(FORM).location == f"/pamelding/{stored(house)[0][0].id}/mottatt"


def test_where_a_referral_is_needed_nobody_signs_up_alone(house: House, tone: Person) -> None:
    with house.work() as work:
        work.session.execute(update(Offering).values(settings={"self_referral": False}))
    client = house.browser(tone)
    assert "Du trenger henvisning" in client.get(FORM).get_data(as_text=True)
    assert send(client, FORM, filled_in(house, "lake")).status_code == 403
    assert stored(house) == []


@pytest.mark.parametrize(
    "path", ["/o/klinikken/nothing/pamelding", "/o/nowhere/lake/pamelding", "/o/fjordvest/lake/pamelding"]
)
def test_what_is_not_offered_is_not_found(house: House, path: str) -> None:
    assert house.app.test_client().get(path).status_code == 404


def test_the_receipt_is_the_persons_own(house: House, tone: Person) -> None:
    answer = send(house.browser(tone), FORM, filled_in(house, "lake"))
    stranger = house.person("Olav", "Tveit")
    assert house.browser(stranger).get(answer.location).status_code == 404
    with house.work() as work:
        denied = (
            select(func.count())
            .select_from(AccessEntry)
            .where(AccessEntry.actor_id == stranger.id, AccessEntry.outcome == "denied")
        )
        assert work.session.scalar(denied) == 1


def test_a_referral_can_be_taken_back_until_it_is_decided(house: House, tone: Person) -> None:
    client = house.browser(tone)
    send(client, FORM, filled_in(house, "lake"))
    [(enrolment, _)] = stored(house)
    page = send(client, f"/pamelding/{enrolment.id}/trekk", {})
    assert page.status_code == 303
    assert "Påmeldingen er trukket" in client.get(page.location).get_data(as_text=True)
    assert send(client, f"/pamelding/{enrolment.id}/trekk", {}).status_code == 409
    assert send(client, FORM, filled_in(house, "lake")).status_code == 303


def test_the_form_works_without_javascript(house: House, tone: Person) -> None:
    page = house.browser(tone).get(FORM).get_data(as_text=True)
    assert "onclick" not in page
    assert "style=" not in page
    forms = re.findall(r"<form[^>]*>", page.split('<dialog id="unsaved"')[0])  # a dialog is opened by script alone
    assert len(forms) == 3
    assert all('method="post"' in form for form in forms)
