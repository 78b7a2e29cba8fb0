"""A session that is over takes nothing that was typed: it is held for its writer and stands in its form when she is back.

Every form there is, as it is filled in by hand, goes the whole way; and every address that a form is sent to is in the table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from varde.dialogue.service import messages_of
from varde.drafts.held import HELD_FOR, forget_held
from varde.drafts.models import HeldForm
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.identity.sessions import hashed
from varde.testing.house import token

from .before_forms import BEFORE
from .forms_of_clinic import (
    CASES,
    IDLE,
    WORDS,
    Clinic,
    action_of,
    all_of,
    browser_of,
    form_at,
    forms_at,
    held,
    html_of,
    next_of,
    said_by,
    sign_in,
)
from .forms_without_words import WITHOUT_WORDS

BUTTONS = ("action", "decision", "go", "gjor")
"""What the buttons of forms are called: they are pressed, not filled in."""


# --- every form


def test_every_form_is_in_the_table(clinic: Clinic) -> None:
    taking = {rule.endpoint for rule in clinic.house.app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    machines = {
        endpoint for endpoint in taking if endpoint.startswith("api.")
    }  # they have no session that could be over
    assert taking - machines == {name.split()[0] for name in CASES} | WITHOUT_WORDS


@pytest.mark.parametrize("name", CASES)
def test_what_was_typed_is_back_in_its_form(clinic: Clinic, name: str) -> None:
    case = CASES[name]
    if name in BEFORE:
        BEFORE[name](clinic)
    typed = {clinic.at(key): clinic.at(said) if isinstance(said, str) else said for key, said in case.typed.items()}
    case = replace(case, typed=typed, shown=clinic.at(case.shown))
    browser, page = browser_of(clinic, case.who), clinic.at(case.page)
    action = action_of(browser, clinic, case)
    form = form_at(browser, page, action, case.typed) | dict(case.typed)
    clinic.house.clock.move(seconds=IDLE.total_seconds())

    answer = browser.post(action, data=MultiDict(form), headers={"Referer": f"http://localhost{page}"})
    back = next_of(answer)
    assert held(clinic) == 1
    gate = html_of(browser, answer.headers["Location"])
    assert "Det du skrev, er tatt vare på, men ikke sendt." in gate
    assert "Trenger du hjelp nå?" in gate
    assert WORDS[:20] not in gate

    other = "ingrid" if case.who != "ingrid" else "tone"
    sign_in(browser, clinic, other)
    assert WORDS[:20] not in html_of(browser, page)
    assert "Dette er ikke sendt ennå" not in html_of(browser, page)
    assert held(clinic) == 1

    sign_in(browser, clinic, case.who)
    html = html_of(browser, back)
    assert "Dette er ikke sendt ennå" in html
    assert ("Trenger du hjelp nå?" in html) or case.who not in ("ingrid", "tone")
    assert unescape(case.shown) in unescape(html)
    forms = forms_at(html, page, action)
    sent = said_by(
        html, max(forms, key=lambda each: each.fits([(k, v) for k, v in case.typed.items() if isinstance(v, str)]))
    )
    for key, value in case.typed.items():
        if key not in BUTTONS:
            assert sent[key] == ([value] if isinstance(value, str) else value), key

    again = browser.post(action, data=MultiDict({**sent, **{k: v for k, v in case.typed.items() if k in BUTTONS}}))
    assert again.status_code == 303, again.get_data(as_text=True)
    assert held(clinic) == 0
    assert "Dette er ikke sendt ennå" not in html_of(browser, page)


# --- one form, and everything that can be otherwise

THREAD = "/meldinger/{enrolment}"


@dataclass
class Sent:
    """Ingrid's message, sent when her session was over."""

    clinic: Clinic
    browser: FlaskClient
    address: str
    form: dict[str, Any]
    answer: TestResponse

    def read(self, address: str = "") -> str:
        return html_of(self.browser, address or self.address)


def messages(clinic: Clinic) -> list[str]:
    with clinic.house.work() as work:
        return [message.body for message in messages_of(work, clinic.enrolment)]


@pytest.fixture
def sent(clinic: Clinic) -> Sent:
    browser, address = browser_of(clinic, "ingrid"), clinic.at(THREAD)
    form = form_at(browser, address, address) | {"body": WORDS}
    clinic.house.clock.move(seconds=IDLE.total_seconds())
    return Sent(clinic, browser, address, form, browser.post(address, data=MultiDict(form)))


def test_nothing_is_done_with_it_before_its_writer_sends_it(sent: Sent) -> None:
    assert messages(sent.clinic) == []
    sign_in(sent.browser, sent.clinic, "ingrid")
    sent.read()
    assert messages(sent.clinic) == []
    assert "Dette er ikke sendt ennå" in sent.read(), "looking at it loses nothing"


def test_it_is_sealed_and_its_way_back_stays_in_the_house(sent: Sent) -> None:
    with sent.clinic.house.platform.engine.connect() as connection:
        (stored,) = connection.exec_driver_sql("SELECT fields_sealed FROM held_form").scalars()
    assert b"skrev" not in bytes(stored)
    assert next_of(sent.answer) == f"{sent.address}#holdt"
    cookie = sent.browser.get_cookie("varde-held", domain="localhost")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, cookie.max_age) == (True, "Lax", 24 * 3600)
    assert hashed(cookie.value) in all_of(sent.clinic, HeldForm.browser_hash)


def test_in_another_browser_it_is_not_shown(sent: Sent) -> None:
    assert "Dette er ikke sendt ennå" not in html_of(browser_of(sent.clinic, "ingrid"), sent.address)


def test_it_is_erased_when_nobody_comes_back(sent: Sent) -> None:
    sent.clinic.house.clock.move(seconds=HELD_FOR.total_seconds() - 60)
    sign_in(sent.browser, sent.clinic, "ingrid")
    assert "Dette er ikke sendt ennå" in sent.read()
    sent.clinic.house.clock.move(minutes=1)
    sign_in(sent.browser, sent.clinic, "ingrid")
    assert "Dette er ikke sendt ennå" not in sent.read()
    with sent.clinic.house.work() as work:
        forget_held(work)
    assert held(sent.clinic) == 0


def test_she_can_throw_it_away(sent: Sent) -> None:
    sign_in(sent.browser, sent.clinic, "ingrid")
    form = form_at(sent.browser, sent.address, "/holdt/forkast")
    answer = sent.browser.post("/holdt/forkast", data=MultiDict(form))
    assert (answer.status_code, answer.headers["Location"]) == (303, sent.address)
    page = sent.read()
    assert ("Det er forkastet." in page, WORDS[:20] in page, held(sent.clinic)) == (True, False, 0)
    elsewhere = sent.browser.post("/holdt/forkast", data=MultiDict(form | {"page": ["//example.org"]}))
    assert elsewhere.headers["Location"] == "/"


def test_sent_twice_it_is_held_once_as_it_was_last(sent: Sent) -> None:
    sent.browser.post(sent.address, data=MultiDict(sent.form | {"body": "Rettet."}))
    assert held(sent.clinic) == 1
    sign_in(sent.browser, sent.clinic, "ingrid")
    page = sent.read()
    assert ("Rettet." in page, WORDS[:20] in page) == (True, False)


def test_what_has_no_form_any_more_is_shown_as_words(sent: Sent) -> None:
    with sent.clinic.house.work() as work:
        enrolment = work.session.get_one(Enrolment, sent.clinic.enrolment)
        end(work, sent.clinic.maren.id, enrolment, "moved")
    sign_in(sent.browser, sent.clinic, "ingrid")
    page = sent.read()
    assert "nå er det ikke åpent lenger. Dette skrev du:" in page
    assert WORDS in unescape(page)
    assert f'action="{sent.address}"' not in page


def test_signed_in_anew_elsewhere_the_form_comes_back_at_once(clinic: Clinic) -> None:
    """Its token is of the session before, so it is not taken, and not lost."""
    browser, address = browser_of(clinic, "ingrid"), clinic.at(THREAD)
    form = form_at(browser, address, address) | {"body": WORDS}
    sign_in(browser, clinic, "ingrid")
    answer = browser.post(address, data=MultiDict(form))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{address}#holdt")
    assert messages(clinic) == []
    html = html_of(browser, address)
    assert WORDS in unescape(html)
    again = browser.post(address, data=MultiDict(form_at(browser, address, address)))
    assert (again.status_code, messages(clinic), held(clinic)) == (303, [WORDS], 0)


def test_what_somebody_else_has_signed_in_on_is_held_for_its_writer(clinic: Clinic) -> None:
    browser, address = browser_of(clinic, "ingrid"), clinic.at(THREAD)
    form = form_at(browser, address, address) | {"body": WORDS}
    sign_in(browser, clinic, "tone")
    answer = browser.post(address, data=MultiDict(form))
    said = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "Skjemaet hører til en annen innlogging" in said
    assert "Det som ble skrevet, er tatt vare på for den som skrev det." in said
    assert WORDS[:20] not in said
    assert browser.post("/holdt/forkast", data={"csrf_token": token(browser), "action": address}).status_code == 303
    assert held(clinic) == 1, "nobody else throws it away"
    sign_in(browser, clinic, "ingrid")
    assert WORDS in unescape(html_of(browser, address))


@pytest.mark.parametrize("change", ["nobody", "another", "made up", "missing"])
def test_a_token_that_is_not_ours_holds_nothing(clinic: Clinic, change: str) -> None:
    browser, address = browser_of(clinic, "ingrid"), clinic.at(THREAD)
    form = form_at(browser, address, address)
    digest, owner, proof = form["csrf_token"][0].split(".")
    tokens = {
        "nobody": digest,
        "another": f"{digest}.{clinic.maren.id}.{proof}",
        "made up": f"{'0' * 64}.{owner}.{proof}",
        "missing": "",
    }
    clinic.house.clock.move(seconds=IDLE.total_seconds())
    answer = browser.post(address, data=MultiDict(form | {"body": WORDS, "csrf_token": tokens[change]}))
    assert answer.status_code == 401
    assert 'href="/logg-inn' in answer.get_data(as_text=True)
    assert (held(clinic), browser.get_cookie("varde-held", domain="localhost")) == (0, None)


def test_a_script_that_saves_is_told_and_keeps_it_itself(clinic: Clinic) -> None:
    browser, address = browser_of(clinic, "ingrid"), clinic.at(THREAD)
    form = form_at(browser, address, address) | {"body": WORDS}
    clinic.house.clock.move(seconds=IDLE.total_seconds())
    draft = f"/utkast/message/{clinic.enrolment}"
    answer = browser.post(draft, data=MultiDict(form), headers={"Accept": "application/json"})
    assert (answer.status_code, held(clinic)) == (401, 0)


def test_a_draft_that_is_saved_later_takes_its_place(sent: Sent) -> None:
    sign_in(sent.browser, sent.clinic, "ingrid")
    form = form_at(sent.browser, sent.address, sent.address) | {"body": "Skrevet videre."}
    place = f"/utkast/message/{sent.clinic.enrolment}?forlop={sent.clinic.enrolment}"
    saved = sent.browser.post(place, data=MultiDict(form), headers={"Accept": "application/json"})
    assert (saved.status_code, held(sent.clinic)) == (200, 0)
    assert "Skrevet videre." in sent.read()


def test_a_button_without_words_leads_to_the_sign_in_and_holds_nothing(clinic: Clinic) -> None:
    browser, page = browser_of(clinic, "maren"), clinic.at("/pasient/{enrolment}")
    form = form_at(browser, page, f"{page}/ark/1/lest")
    clinic.house.clock.move(seconds=IDLE.total_seconds())
    assert next_of(browser.post(f"{page}/ark/1/lest", data=MultiDict(form))) == page
    assert held(clinic) == 0


def test_pages_cost_nothing_more_while_nothing_is_held(clinic: Clinic) -> None:
    browser, address = browser_of(clinic, "ingrid"), clinic.at(THREAD)
    browser.get(address)
    with clinic.house.counted() as statements:
        browser.get(address)
    assert not [statement for statement in statements if "held_form" in statement]
