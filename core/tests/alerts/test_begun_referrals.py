"""Danger in a referral that is begun and not sent: told at once by a button, otherwise in an hour, and once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from varde.alerts.models import RaisedAlert
from varde.drafts.models import Draft
from varde.identity.models import Person
from varde.identity.service import NIN_PLACE
from varde.notifications.models import Delivery
from varde.plugin.fitting import fitting_facts
from varde.testing.house import House, all_samples, make_house, sqlite_url, token
from varde.web.shell.referral_drafts import look_at_left
from varde.web.shell.referral_form import questions_of

DONE = "Ringte Tor. Han er hos legen nå."
OWN, CLINICIANS = "self-referral/klinikken/ridge", "referral/klinikken/ridge"
PAGES = {OWN: "/o/klinikken/ridge/pamelding", CLINICIANS: "/henvis/klinikken/ridge"}


@dataclass
class Begun:
    """Tor begins a referral, or Sara one of him."""

    house: House
    sara: Person
    tor: Person

    def client(self, place: str) -> FlaskClient:
        return self.house.browser(self.tor) if place == OWN else self.house.browser(self.sara, staff=True)

    def form(self, place: str, answer: int | None, **more: Any) -> dict[str, Any]:
        declared = self.house.programme("ridge")
        facts = {**fitting_facts(declared), "phq9_item9": answer}
        form: dict[str, Any] = {"born": "1990-05-17", "mobile": "912 34 567", "hope": ""}
        for question in questions_of(declared, clinician=place == CLINICIANS):
            value = facts[question.fact.key]
            said = {True: "yes", False: "no"}[value] if isinstance(value, bool) else "" if value is None else str(value)
            form[question.name] = ["none"] if question.kind == "ticks" else said
        if place == CLINICIANS:
            form |= {"nin": self.number(), "given_name": "Tor", "family_name": "Vik"}
        return form | more

    def number(self) -> str:
        with self.house.work() as work:
            sealed = work.session.get_one(Person, self.tor.id).nin_sealed
            assert sealed is not None
            return work.vault.open(NIN_PLACE, sealed)

    def save(self, place: str, answer: int | None, *, pressed: bool = False, **more: Any) -> TestResponse:
        client, form = self.client(place), self.form(place, answer, **more)
        headers = {} if pressed else {"Accept": "application/json"}
        form |= {"csrf_token": token(client), "draft_page": PAGES[place]}
        return client.post(f"/utkast/{place}", data=form, headers=headers)

    def send(self, place: str, answer: int | None, **more: Any) -> TestResponse:
        client, form = self.client(place), self.form(place, answer, **more)
        return client.post(PAGES[place], data=form | {"csrf_token": token(client), "draft": place})

    def later(self, minutes: int = 61) -> int:
        self.house.clock.move(minutes=minutes)
        with self.house.work() as work:
            return look_at_left(work)

    def alerts(self) -> list[tuple[str, str, bool]]:
        """Each alert: how grave, its state, and whether it is about an enrolment."""
        with self.house.work() as work:
            rows = work.session.scalars(
                select(RaisedAlert).where(RaisedAlert.person_id == self.tor.id).order_by(RaisedAlert.id)
            )
            return [(row.severity, row.state, row.enrolment_id is not None) for row in rows]

    def close(self) -> None:
        with self.house.work() as work:
            (alert_id,) = work.session.scalars(select(RaisedAlert.id).where(RaisedAlert.state != "closed"))
        client = self.house.browser(self.sara, staff=True)
        closing = {"csrf_token": token(client), "action": "close", "note": DONE}
        assert client.post(f"/fare/{alert_id}", data=closing).status_code == 303


@pytest.fixture
def begun(tmp_path: Path) -> Begun:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    return Begun(house, house.person("Sara", "Holm", ("therapist", house.clinic)), house.person("Tor", "Vik"))


TOLD = [("red", "raised", False)]


@pytest.mark.parametrize("place", PAGES)
def test_saved_with_the_button_it_is_told_at_once(begun: Begun, place: str) -> None:
    assert begun.save(place, 3, pressed=True).status_code == 303
    assert begun.alerts() == TOLD
    page = begun.client(place).get(PAGES[place]).get_data(as_text=True)
    if place == OWN:
        assert "Ring 113 eller 116 117." in page
        assert page.count("tel:116123") == 1
    begun.house.platform.drain()
    with begun.house.work() as work:
        told = list(work.session.scalars(select(Delivery.person_id).where(Delivery.notice == "alert")))
        assert told == [begun.sara.id]
        alert_id = work.session.scalars(select(RaisedAlert.id)).one()
    shown = begun.house.browser(begun.sara, staff=True).get(f"/fare/{alert_id}").get_data(as_text=True)
    assert "Svaret sto i en påmelding som var begynt, men ikke sendt da varselet kom." in shown
    assert "Bare svarene om fare er tatt vare på" not in shown, "the rest lies in the draft"
    assert begun.later() == 0, "and not again in an hour"


def test_the_button_says_what_became_of_it(begun: Begun) -> None:
    client = begun.client(OWN)
    form = begun.form(OWN, 3) | {"csrf_token": token(client), "draft_page": PAGES[OWN]}
    page = client.post(f"/utkast/{OWN}", data=form, follow_redirects=True).get_data(as_text=True)
    assert "har vi tatt vare på, og klinikken har fått beskjed." in page
    assert "Resten av det du sendte" not in page, "it is saved"


@pytest.mark.parametrize("place", PAGES)
def test_saved_by_the_page_it_is_told_after_an_hour_once(begun: Begun, place: str) -> None:
    assert begun.save(place, 3).status_code == 200
    assert begun.later(59) == 0
    assert begun.alerts() == []
    assert begun.later(2) == 1
    assert begun.alerts() == TOLD
    assert begun.save(place, 3, hope="Mer").status_code == 200
    begun.later()
    assert begun.alerts() == TOLD


# What happens after a danger was saved by the page; then what the alerts are, an hour later.
AFTER: dict[str, tuple[list[tuple[str, int | None]], list[tuple[str, str, bool]]]] = {
    "corrected within the hour": ([("save", 0)], []),
    "emptied within the hour": ([("save", None)], []),
    "sent within the hour": ([("send", 3)], [("red", "raised", True)]),
    "sent without it within the hour": ([("send", 0)], []),
    "told, then sent": ([("later", None), ("send", 3)], [("red", "raised", True)]),
    "told, then sent without it": ([("later", None), ("send", 0)], [("red", "raised", True)]),
    "told, then corrected": ([("later", None), ("save", 0)], TOLD),
    "told, closed, then saved again": ([("later", None), ("close", None), ("save", 3)], [("red", "closed", False)]),
    "told, closed, then sent": (
        [("later", None), ("close", None), ("send", 3)],
        [("red", "closed", False), ("red", "raised", True)],
    ),
}


@pytest.mark.parametrize("name", AFTER)
@pytest.mark.parametrize("place", PAGES)
def test_what_becomes_of_it(begun: Begun, place: str, name: str) -> None:
    deeds, expected = AFTER[name]
    begun.save(place, 3)
    for deed, answer in deeds:
        match deed:
            case "save":
                assert begun.save(place, answer).status_code == 200
            case "send":
                assert begun.send(place, answer).status_code == 303
                begun.house.platform.drain()
            case "later":
                begun.later()
            case "close":
                begun.close()
    begun.later()
    assert begun.alerts() == expected


def test_a_graver_answer_is_told_as_well(begun: Begun) -> None:
    begun.save(OWN, 1, pressed=True)
    begun.save(OWN, 3, pressed=True)
    assert begun.alerts() == [("amber", "raised", False), ("red", "raised", False)]


def test_a_clinicians_draft_of_nobody_we_know_tells_of_nobody(begun: Begun) -> None:
    assert begun.save(CLINICIANS, 3, pressed=True, nin="17059012345").status_code == 303
    with begun.house.work() as work:
        assert work.session.scalars(select(RaisedAlert)).all() == []


def test_what_is_not_saved_because_of_another_window_is_told(begun: Begun) -> None:
    gone: dict[str, Any] = {"draft_base": '{"draft": true, "fields": {}}', "draft_window": "abcdefghijklmnop"}
    assert begun.save(OWN, 3, **gone).status_code == 409
    assert begun.alerts() == TOLD
    with begun.house.work() as work:
        assert work.session.scalars(select(Draft)).all() == []


@pytest.mark.parametrize(
    "place", ["self-referral/klinikken", "self-referral/nowhere/ridge", "referral/klinikken/nothing"]
)
def test_a_draft_of_no_offer_is_only_a_draft(begun: Begun, place: str) -> None:
    client = begun.client(OWN)
    form = begun.form(OWN, 3) | {"csrf_token": token(client)}
    assert client.post(f"/utkast/{place}", data=form, headers={"Accept": "application/json"}).status_code == 200
    assert begun.later() == 0


def test_a_referral_corrected_and_sent_about_one_who_is_here_is_told_once(begun: Begun) -> None:
    begun.house.referred(begun.tor, "ridge")
    assert begun.send(CLINICIANS, 3, born="not a day").status_code == 422
    assert begun.alerts() == [("red", "raised", True)]
    assert begun.send(CLINICIANS, 3).status_code == 303
    begun.house.platform.drain()
    assert begun.alerts() == [("red", "raised", True)]
