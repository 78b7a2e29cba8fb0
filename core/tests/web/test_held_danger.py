"""Danger in a form that comes when its writer is signed out is told at once and once, and nobody else tells it of her."""

from __future__ import annotations

from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from varde.alerts.models import RaisedAlert, RiskNote
from varde.identity.models import Person
from varde.scheduling.models import AgendaItem

from .forms_of_clinic import IDLE, Clinic, all_of, browser_of, form_at, forms_at, held, html_of, next_of, said_by
from .test_held_forms import THREAD


def phq_of_tor(clinic: Clinic) -> tuple[Person, str]:
    tor = clinic.house.person("Tor", "Vik")
    clinic.numbers["ridge"] = clinic.house.enrolled(tor, clinic.maren, "ridge", "north")
    with clinic.house.work() as work:
        items = select(AgendaItem.id).where(
            AgendaItem.enrolment_id == clinic.numbers["ridge"], AgendaItem.key == "start"
        )
        return tor, f"/skjema/{work.session.scalars(items).one()}"


DANGEROUS = {**{f"q{number}": "1" for number in range(1, 9)}, "q9": "3", "anyway": "1"}


def test_a_dangerous_answer_is_told_at_once_and_once(clinic: Clinic) -> None:
    tor, address = phq_of_tor(clinic)
    browser = clinic.house.browser(tor)
    html = html_of(browser, address)
    (form,) = forms_at(html, address, f"{address}?")
    clinic.house.clock.move(seconds=IDLE.total_seconds())
    answer = browser.post(form.action, data=MultiDict(said_by(html, form) | DANGEROUS))
    assert "Trenger du hjelp nå?" in html_of(browser, answer.headers["Location"])
    assert all_of(clinic, RaisedAlert.alert).count("ridge.phq9-thoughts") == 1
    assert all_of(clinic, RiskNote.refused) == ["signed_out"]
    cookie = clinic.house.browser(tor).get_cookie("varde", domain="localhost")
    assert cookie is not None
    browser.set_cookie("varde", cookie.value, domain="localhost")
    html = html_of(browser, next_of(answer))
    assert "Trenger du hjelp nå?" in html
    (form,) = forms_at(html, address, f"{address}?")
    assert said_by(html, form)["q9"] == ["3"]
    assert browser.post(form.action, data=MultiDict(said_by(html, form) | {"anyway": "1"})).status_code == 303
    assert all_of(clinic, RaisedAlert.alert).count("ridge.phq9-thoughts") == 1


def test_a_dangerous_answer_that_the_page_saves_by_itself_is_told_too(clinic: Clinic) -> None:
    tor, address = phq_of_tor(clinic)
    browser = clinic.house.browser(tor)
    html = html_of(browser, address)
    (form,) = forms_at(html, address, f"{address}?")
    clinic.house.clock.move(seconds=IDLE.total_seconds())
    typed = MultiDict(said_by(html, form) | DANGEROUS)
    answer = browser.post(f"{address}/utkast", data=typed, headers={"Accept": "application/json"})
    assert (answer.status_code, held(clinic)) == (401, 0)
    assert all_of(clinic, RiskNote.refused) == ["signed_out"]


def test_danger_is_told_by_its_writer_alone(clinic: Clinic) -> None:
    """Ingrid's page, the address of Tor's form: nothing is told of Tor, nor of her."""
    _tor, address = phq_of_tor(clinic)
    browser = browser_of(clinic, "ingrid")
    thread = clinic.at(THREAD)
    written = form_at(browser, thread, thread)["csrf_token"]
    clinic.house.clock.move(seconds=IDLE.total_seconds())
    browser.post(address, data=MultiDict({**DANGEROUS, "instrument": "phq-9", "csrf_token": written}))
    assert (all_of(clinic, RiskNote.refused), held(clinic)) == ([], 1)
