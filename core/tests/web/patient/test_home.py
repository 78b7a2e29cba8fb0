"""The patient's home, in every state an enrolment can be in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from varde.alerts.models import RaisedAlert
from varde.alerts.service import close_alert, raise_alert
from varde.alerts.values import SAFETY_DANGER
from varde.dialogue.service import write
from varde.enrolments import exits, service
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.programmes.values import Programme
from varde.referrals import service as referrals
from varde.scheduling.booking import book
from varde.testing.house import House, token

from .conftest import Patient, words


def change(patient: Patient, maren: Person, verb: str, *arguments: object) -> None:
    with patient.house.work() as work:
        enrolment = work.session.get(Enrolment, patient.enrolment_id)
        actor = patient.house.actor(maren, ("therapist", patient.house.clinic))
        if verb == "end":
            exits.end(work, maren.id, enrolment, *arguments)  # type: ignore[arg-type]
        else:
            getattr(service, verb)(work, actor, enrolment)


def test_the_baseline_comes_first_and_may_wait(ingrid: Patient) -> None:
    page = ingrid.html("/min-sti")
    assert "Hei, Ingrid" in page
    assert "uke 1 av 24" in page
    assert page.count('class="next"') == 1
    assert "Spørreskjema, start" in words(page)
    assert "er skjemaet åpent til 12. oktober" in words(page)
    assert f'href="/skjema/{ingrid.agenda()[0].id}"' in page
    assert f'href="/moduler/{ingrid.enrolment_id}/know-the-lake/what-it-is"' in page


def test_after_the_questionnaire_the_path_is_next(ingrid: Patient) -> None:
    ingrid.hand_in(ingrid.agenda()[0], 0.5)
    ingrid.walk("know-the-lake", steps=2)
    page = ingrid.get("/min-sti")
    assert "Tegn du skal ta på alvor Du er midt i modul 1." in page
    assert "Steg 3 av 5 i modul 1" in page
    assert "Modul 1, 2 av 5 steg Du er her" in page
    opens = re.findall(r"Åpner (\d+\. \w+) \d{4}\. Omtrent", ingrid.get(f"/skjema/forlop/{ingrid.enrolment_id}"))
    assert opens
    assert re.findall(r"\d+\. \w+", page.split("Lenger fremme")[1])[: len(opens)] == opens, "the day is the same there"


def test_a_closed_module_says_what_it_waits_for_and_is_no_link(ingrid: Patient) -> None:
    page = ingrid.html("/min-sti")
    assert "Åpner når du er ferdig med modul 1, tidligst 28. september, eller når Maren åpner den." in words(page)
    assert f"/moduler/{ingrid.enrolment_id}/boat-and-oars" not in page


def test_with_all_open_steps_done_it_says_what_opens_and_when(ingrid: Patient) -> None:
    ingrid.hand_in(ingrid.agenda()[0], 0.5)
    ingrid.walk("know-the-lake")
    assert "Du har gjort alt som er åpent Modul 2, Båt og årer, åpner 28. september." in ingrid.get("/min-sti")


def test_of_a_programme_without_modules_nothing_is_read_again(ingrid: Patient, house: House) -> None:
    ingrid.hand_in(ingrid.agenda()[0], 0.5)
    bare = replace(house.programme("lake"), digital=False, modules=())
    house.platform.catalogue = house.platform.catalogue.with_values(Programme, [bare])
    page = ingrid.get("/min-sti")
    assert "Du har gjort alt som er åpent" in page
    assert ("om igjen" in page, "Se skjemaene" in page) == (False, True)


def test_message_and_appointment_are_told(ingrid: Patient, maren: Person, house: House) -> None:
    with house.work() as work:
        enrolment = work.session.get(Enrolment, ingrid.enrolment_id)
        assert enrolment is not None
        write(work, house.actor(maren, ("therapist", house.clinic)), enrolment, "Hei", "once-once")
        book(
            work,
            enrolment.id,
            maren.id,
            "video",
            work.now + timedelta(days=3, hours=4, minutes=30),
            30,
            "https://rom.test",
        )
        book(work, enrolment.id, maren.id, "phone", work.now + timedelta(days=9), 20)
    page = ingrid.html("/min-sti")
    assert "1 ny melding Maren Aas, båtvakt skrev til deg i dag" in words(page)
    assert '<span class="count">1' in page
    assert "Videotime torsdag 24. september kl. 14.30 Med Maren Aas, 30 minutter. Bli med" in words(page)
    assert "Lenger fremme Time 30. september kl. 10.00" in words(page)
    number = ingrid.enrolment_id
    for address in (
        f"/timer/{number}",
        f"/timer/{number}/utstyr",
        f"/grupper-mine/{number}",
        f"/min-sti/{number}/slutt",
    ):
        shown = ingrid.html(address)
        assert '<span class="count">1' in shown, address
        assert ('aria-current="page"' in shown) == ("timer" not in address), address


def test_the_trend_is_said_in_words_and_drawn(ingrid: Patient, house: House) -> None:
    ingrid.hand_in(ingrid.agenda()[0], 0.7)
    assert "Når du har svart én gang til, ser du her hvordan det går." in ingrid.get("/min-sti")
    ingrid.later(days=85)
    ingrid.hand_in(ingrid.agenda()[1], 0.2)
    page = ingrid.html("/min-sti")
    assert "Det går bedre enn da du begynte" in words(page)
    assert 'role="img"' in page
    assert "Vis som tabell" in page


def test_worse_is_said_kindly(ingrid: Patient, house: House) -> None:
    ingrid.hand_in(ingrid.agenda()[0], 0.2)
    ingrid.later(days=85)
    ingrid.hand_in(ingrid.agenda()[1], 0.8)
    page = ingrid.get("/min-sti")
    assert "Det er tyngre nå enn da du begynte" in page
    assert "Skriv gjerne til Maren om det." in page


def test_before_the_answer_it_says_who_and_by_when(house: House, enrol: Callable[..., Patient], maren: Person) -> None:
    person = house.person("Randi", "Berg")
    enrolment_id = refer(house, person)
    page = Patient(house, person, house.browser(person), enrolment_id).get("/min-sti")
    assert "Vi har fått påmeldingen din" in page
    assert "Du får svar senest mandag 5. oktober ." in page


def refer(house: House, person: Person) -> int:
    from varde.plugin.fitting import fitting_facts
    from varde.programmes.values import Programme

    with house.work() as work:
        lake = work.catalogue.one(Programme, "lake")
        return referrals.refer(work, person, house.clinic, lake, fitting_facts(lake), source="self")[0].id


def test_a_refusal_is_kind_and_shows_the_reason(house: House, maren: Person) -> None:
    person = house.person("Dag", "Berg")
    enrolment_id = refer(house, person)
    with house.work() as work:
        enrolment = work.session.get(Enrolment, enrolment_id)
        assert enrolment is not None
        therapist = house.actor(maren, ("therapist", house.clinic))
        referrals.decide(work, therapist, enrolment, accept=False, note="Gå til fastlegen først.")
    page = Patient(house, person, house.browser(person), enrolment_id).get("/min-sti")
    assert "Dette tilbudet passer ikke for deg nå" in page
    assert "Gå til fastlegen først." in page
    assert "116 117" in page


def test_she_begins_once_however_often_she_presses(enrol: Callable[..., Patient]) -> None:
    vidar = enrol("Vidar", started=False)
    page = vidar.html("/min-sti")
    assert "Begynn når det passer deg" in page
    assert f'action="/moduler/{vidar.enrolment_id}/start"' in page
    for _ in range(2):
        assert vidar.post(f"/moduler/{vidar.enrolment_id}/start").status_code == 303
    assert vidar.enrolment().state == "active"
    assert len(vidar.agenda()) == 3


def test_a_pause_asks_for_nothing(ingrid: Patient, maren: Person) -> None:
    change(ingrid, maren, "pause")
    page = ingrid.get("/min-sti")
    assert "Stien venter på deg" in page
    assert "Svar på skjemaet" not in page


def test_finished_and_left(ingrid: Patient, ola: Patient, maren: Person, house: House) -> None:
    ingrid.hand_in(ingrid.agenda()[0], 0.5)
    change(ingrid, maren, "end", "completed")
    assert "Du er framme Du kan lese modulene fram til 20. mars 2027." in ingrid.get("/min-sti")
    change(ola, maren, "end", "withdrawn")
    assert "Forløpet er avsluttet" in ola.get("/min-sti")


def test_when_the_access_is_over_it_says_so(ingrid: Patient, house: House) -> None:
    ingrid.later(days=400)
    assert "Modulene er lukket Tilgangen din gikk ut 20. mars 2027." in ingrid.get("/min-sti")
    assert f'href="/moduler/{ingrid.enrolment_id}/' not in ingrid.html("/min-sti")


def test_nothing_yet(house: House) -> None:
    person = house.person("Tom", "Berg")
    assert "Du er ikke meldt på noe ennå." in Patient(house, person, house.browser(person), 0).get("/min-sti")


def test_the_newest_open_one_is_home_and_the_other_is_a_link_away(ingrid: Patient, house: House, maren: Person) -> None:
    newer = house.enrolled(ingrid.person, maren, "village")
    page = ingrid.html("/min-sti")
    assert f'href="/moduler/{newer}"' in page
    assert f'href="/min-sti/{ingrid.enrolment_id}"' in page
    for address in (f"/min-sti/{ingrid.enrolment_id}", f"/min-sti?forlop={ingrid.enrolment_id}"):
        assert "Vannrunden" in ingrid.get(address)


@pytest.mark.parametrize("address", ["/min-sti/{id}", "/min-sti?forlop={id}", "/min-sti?forlop=x", "/min-sti?forlop=²"])
def test_nobody_elses_home_can_be_opened(ingrid: Patient, ola: Patient, address: str) -> None:
    assert ola.browser.get(address.format(id=ingrid.enrolment_id)).status_code == 404


def test_therapists_have_no_patient_home(house: House, maren: Person) -> None:
    assert house.browser(maren, staff=True).get("/min-sti/1").status_code == 403


def test_the_home_costs_the_same_however_much_there_is(ingrid: Patient, maren: Person, house: House) -> None:
    ingrid.get("/min-sti")
    with house.counted() as little:
        ingrid.get("/min-sti")
    ingrid.hand_in(ingrid.agenda()[0], 0.5)
    ingrid.walk("know-the-lake")
    therapist = house.actor(maren, ("therapist", house.clinic))
    with house.work() as work:
        enrolment = work.session.get(Enrolment, ingrid.enrolment_id)
        assert enrolment is not None
        for n in range(30):
            write(work, ingrid.actor if n % 2 else therapist, enrolment, f"Melding {n}", f"once-{n}")
            book(work, enrolment.id, maren.id, "video", work.now + timedelta(days=n + 1), 30)
    ingrid.later(days=85)
    ingrid.hand_in(ingrid.agenda()[1], 0.2)
    with house.counted() as much:
        ingrid.get("/min-sti")
    assert len(little) <= 12
    assert len(much) <= 12
    assert len(much) <= len(little) + 1  # who wrote the newest unread message


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_page_in_every_language(ingrid: Patient, language: str) -> None:
    number = ingrid.enrolment_id
    for address in (
        "/min-sti",
        f"/moduler/{number}",
        f"/moduler/{number}/know-the-lake/water-diary",
        f"/skjema/forlop/{number}",
        f"/skjema/{ingrid.agenda()[0].id}",
        f"/meldinger/{number}",
        "/innsyn",
        "/innlogginger",
    ):
        html = ingrid.html(f"{address}?lang={language}")
        assert f'<html lang="{language}">' in html
        assert html.count("<h1") == 1


def test_a_form_without_the_token_is_refused(enrol: Callable[..., Patient]) -> None:
    vidar = enrol("Vidar", started=False)
    for data in ({}, {"csrf_token": "x"}, {"csrf_token": token(enrol("Ola").browser)}):
        assert vidar.browser.post(f"/moduler/{vidar.enrolment_id}/start", data=data).status_code == 400
    assert vidar.enrolment().state == "waiting"


def test_every_home_is_written_in_the_access_log(ingrid: Patient) -> None:
    ingrid.get("/min-sti")
    assert "Du så på forsiden din." in ingrid.get("/innsyn?alle=1")


def test_nothing_is_asked_of_her_while_she_is_in_danger(ingrid: Patient, maren: Person) -> None:
    calm = ("Neste på stien", "Hver varde er en modul.", 'class="btn big" href="/skjema/')
    quiet = (
        "Når du orker",
        "Ingenting haster. Du mister ikke plassen om du tar en pause.",
        'class="btn big second" href=',
    )
    page = ingrid.html("/min-sti")
    assert [words in page for words in (*calm, *quiet)] == [True] * 3 + [False] * 3
    with ingrid.house.work() as work:
        enrolment = work.session.get_one(Enrolment, ingrid.enrolment_id)
        alert_id = raise_alert(work, enrolment, SAFETY_DANGER, "test", {}).id
    page = ingrid.html("/min-sti")
    assert [words in page for words in (*calm, *quiet)] == [False] * 3 + [True] * 3
    assert f'href="/skjema/{ingrid.agenda()[0].id}"' in page, "she may all the same"
    with ingrid.house.work() as work:
        actor = ingrid.house.actor(maren, ("therapist", ingrid.house.clinic))
        close_alert(work, actor, work.session.get_one(RaisedAlert, alert_id), "Ringte. Hun er trygg nå.")
    assert "Neste på stien" in ingrid.html("/min-sti")
