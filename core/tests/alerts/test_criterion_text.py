"""A criterion that is urgent says its own words to the applicant: on the very next page, in her language, and beside what an
alert or the crisis text says, never before it or in its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.referral_rules import alert_of_criterion
from varde.alerts.service import raise_alert
from varde.alerts.values import Alert
from varde.enrolments.models import Enrolment
from varde.kernel.words import Text
from varde.programmes.values import Programme
from varde.testing.house import House, make_house, sample_only, sqlite_url, token

SAMPLE = sample_only().one(Programme, "sample")
CRITERION = next(each for each in SAMPLE.eligibility.review if each.urgent)
OWN = CRITERION.patient_text or Text("", "")
BREATH = sample_only().one(Alert, "sample.breath-low").patient_text or Text("", "")
CRISIS, HELPLINE = "Du skal slippe å være alene med dette", "tel:116123"
FORM = {
    "born": "1992-03-03",
    "mobile": "912 34 567",
    "hope": "",
    "fact_wants_to": "yes",
    "fact_unsure": "no",
    "fact_breathless": "yes",
}


@pytest.fixture
def house(tmp_path: Path) -> House:
    safety = tuple(replace(fact, safety=fact.key == "breathless") for fact in SAMPLE.eligibility.facts)
    declared = replace(SAMPLE, eligibility=replace(SAMPLE.eligibility, facts=safety))
    return make_house(sqlite_url(tmp_path), catalogue=sample_only().with_values(Programme, [declared]))


def raised(house: House) -> list[str]:
    with house.work() as work:
        return list(work.session.scalars(select(RaisedAlert.alert).order_by(RaisedAlert.id)))


def says_it_alone(page: str, language: str = "nb") -> None:
    assert page.count(OWN.to(language)) == 1
    assert CRISIS not in page
    assert HELPLINE not in page
    assert "tel:113" in page


def test_the_page_after_the_referral_says_it(house: House) -> None:
    client = house.browser(house.person("Tone", "Berg", birth_date=None))
    address = f"/o/{house.clinic.key}/sample/pamelding"
    sent = client.post(address, data={**FORM, "csrf_token": token(client)}, follow_redirects=True)
    assert sent.status_code == 200
    page = sent.get_data(as_text=True)
    says_it_alone(page)
    assert page.index(OWN.nb) < page.index("Vi har fått påmeldingen din")
    for language in ("nn", "en"):
        says_it_alone(client.get(f"{sent.request.path}?lang={language}").get_data(as_text=True), language)
    assert raised(house) == ["sample.referral.breathless"]


def test_begun_refused_and_said_afterwards_it_is_told_too(house: House) -> None:
    client = house.browser(house.person("Tone", "Berg", birth_date=None))
    address = f"/o/{house.clinic.key}/sample/pamelding"
    refused = client.post(address, data={**FORM, "mobile": "12", "csrf_token": token(client)})
    assert refused.status_code == 422
    says_it_alone(refused.get_data(as_text=True))
    assert raised(house) == ["sample.referral.breathless"]

    maren, kari = house.person("Maren", "Lie", ("therapist", house.clinic)), house.person("Kari", "Vik")
    enrolment_id = house.enrolled(kari, maren, "sample")
    client = house.browser(kari)
    said = {"breathless": "yes", "csrf_token": token(client)}
    page = client.post(f"/si-fra/{enrolment_id}", data=said, follow_redirects=True).get_data(as_text=True)
    assert OWN.nb in page
    assert CRISIS not in page
    assert raised(house)[1:] == ["sample.safety.breathless"]
    alerts = house.browser(maren, staff=True).get(f"/pasient/{enrolment_id}/varsler").get_data(as_text=True)
    assert "Sagt fra om fare: Får ikke puste" in alerts


def test_what_else_she_is_told_stands_before_it(house: House) -> None:
    """In whichever order they came: words of an alert and the crisis text with its numbers before the criterion's."""
    maren = house.person("Maren", "Lie", ("therapist", house.clinic))
    declared = sample_only().all(Alert)
    kinds = {
        "own": alert_of_criterion(SAMPLE, CRITERION),
        "alert": declared["sample.breath-low"],
        "crisis": declared["sample.thoughts"],
    }
    cases = {
        ("own",): (OWN.nb,),
        ("own", "alert"): (BREATH.nb, OWN.nb),
        ("alert", "own"): (BREATH.nb, OWN.nb),
        ("own", "crisis"): (CRISIS, HELPLINE, OWN.nb),
        ("crisis", "own"): (CRISIS, HELPLINE, OWN.nb),
        ("own", "crisis", "alert"): (CRISIS, BREATH.nb, HELPLINE, OWN.nb),
    }
    for number, (order, told) in enumerate(cases.items()):
        patient = house.person("Kari", f"Nes {number}")
        enrolment_id = house.enrolled(patient, maren, "sample")
        with house.work() as work:
            enrolment = work.session.get_one(Enrolment, enrolment_id)
            for kind in order:
                raise_alert(work, enrolment, kinds[kind], kind, {})
        page = house.browser(patient).get("/min-sti").get_data(as_text=True)
        places = [page.index(words) for words in told]
        assert places == sorted(places), order
        for words in (OWN.nb, BREATH.nb, CRISIS):
            assert (words in page) == (words in told), order
