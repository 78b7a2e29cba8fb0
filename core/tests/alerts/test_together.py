"""Several alerts of one patient and one note: each keeps its own history, and what was closed meanwhile is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from varde.alerts.models import AlertEvent, RaisedAlert
from varde.alerts.service import NOTE_PLACE, raise_alert
from varde.alerts.values import Alert
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.testing.copies import copied
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

NOTE = "Ringte Tor. Han er hos legen nå."
KINDS = ("ridge.phq9-thoughts", "ridge.phq9-worse", "ridge.no-answer")


@dataclass
class Three:
    """Tor has three open alerts; Sara is his therapist and Per is of the clinic."""

    house: House
    sara: Person
    per: Person
    enrolment_id: int
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def browser(self) -> FlaskClient:
        return self.house.browser(self.sara, staff=True)

    def send(self, *kinds: str, note: str = NOTE, action: str = "close", **more: Any) -> TestResponse:
        client = self.browser
        form = {"csrf_token": token(client), "alert": [self.ids[kind] for kind in kinds], "note": note} | more
        return client.post(f"/pasient/{self.enrolment_id}/varsler", data=form | {"action": action})

    def close(self, kind: str, note: str = "Snakket med Tor i går.") -> None:
        client = self.browser
        form = {"csrf_token": token(client), "action": "close", "note": note}
        path = f"/pasient/{self.enrolment_id}/varsler/{self.ids[kind]}"
        assert client.post(path, data=form).status_code == 303

    def states(self) -> dict[str, str]:
        with self.house.work() as work:
            return {row.alert: row.state for row in work.session.scalars(select(RaisedAlert))}

    def history(self, kind: str) -> list[tuple[str, str]]:
        with self.house.work() as work:
            rows = work.session.scalars(
                select(AlertEvent).where(AlertEvent.alert_id == self.ids[kind]).order_by(AlertEvent.id)
            )
            return [
                (row.kind, work.vault.open(NOTE_PLACE, row.note_sealed) if row.note_sealed else "")
                for row in rows
                if row.kind in ("opened", "action", "closed")
            ]


def make_three(folder: Path) -> Three:
    house = make_house(sqlite_url(folder), catalogue=all_samples())
    sara, per = (house.person(given, "Holm", ("therapist", house.clinic)) for given in ("Sara", "Per"))
    tor = house.person("Tor", "Vik")
    three = Three(house, sara, per, house.enrolled(tor, sara, "ridge", "north"))
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, three.enrolment_id)
        for kind in KINDS:
            three.ids[kind] = raise_alert(work, enrolment, work.catalogue.one(Alert, kind), "test", {}).id
    return three


@pytest.fixture
def three(tmp_path: Path) -> Three:
    return copied(make_three, tmp_path)


DANGER, WORSE, LATE = KINDS
OPENED_AND_CLOSED = [("opened", ""), ("closed", NOTE)]

# What is ticked and pressed; then the state of each, and the history of the first that is ticked.
TICKED: dict[str, tuple[tuple[str, ...], str, dict[str, str], list[tuple[str, str]]]] = {
    "two of three closed": (
        (DANGER, WORSE),
        "close",
        {DANGER: "closed", WORSE: "closed", LATE: "raised"},
        OPENED_AND_CLOSED,
    ),
    "one closed": ((WORSE,), "close", {DANGER: "raised", WORSE: "closed", LATE: "raised"}, OPENED_AND_CLOSED),
    "all closed": (KINDS, "close", dict.fromkeys(KINDS, "closed"), OPENED_AND_CLOSED),
    "two written about": (
        (WORSE, LATE),
        "action",
        {DANGER: "raised", WORSE: "opened", LATE: "opened"},
        [("opened", ""), ("action", NOTE)],
    ),
}


@pytest.mark.parametrize("name", TICKED)
def test_the_note_stands_in_the_history_of_each_that_is_ticked(three: Three, name: str) -> None:
    ticked, action, states, history = TICKED[name]
    assert three.send(*ticked, action=action).status_code == 303
    assert three.states() == states
    for kind in KINDS:
        assert three.history(kind) == (history if kind in ticked else []), kind
    in_danger = states[DANGER] != "closed"
    assert three.house.enrolment(three.enrolment_id).in_danger is in_danger


def test_a_danger_that_is_left_open_keeps_her_in_danger(three: Three) -> None:
    assert three.send(WORSE, LATE).status_code == 303
    assert three.house.enrolment(three.enrolment_id).in_danger
    page = three.browser.get("/arbeidsliste").get_data(as_text=True)
    assert 'class="risk"' in page


# --- two windows


def test_what_is_closed_in_another_window_is_told_and_the_rest_is_done(three: Three) -> None:
    three.close(DANGER)
    before = three.history(DANGER)
    client = three.browser
    form = {"csrf_token": token(client), "alert": [three.ids[DANGER], three.ids[WORSE]], "note": NOTE}
    page = client.post(
        f"/pasient/{three.enrolment_id}/varsler", data=form | {"action": "close"}, follow_redirects=True
    ).get_data(as_text=True)
    assert "«Svarte at det er tungt.» var alt lukket av noen andre. Historikken der er som den var." in page
    assert "Varselet er lukket." in page
    assert three.history(DANGER) == before, "what was written then stands"
    assert three.history(WORSE) == OPENED_AND_CLOSED


def test_when_all_were_closed_in_another_window_the_note_is_not_lost(three: Three) -> None:
    three.close(DANGER)
    answer = three.send(DANGER)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Alle varslene du krysset av, ble lukket av noen andre imens." in page
    assert f'<blockquote class="quote">{NOTE}</blockquote>' in page
    assert f"{NOTE}</textarea>" in page, "and it can be about those that are left"
    assert three.states() == {DANGER: "closed", WORSE: "raised", LATE: "raised"}


def test_one_that_came_meanwhile_is_left_open(three: Three) -> None:
    with three.house.work() as work:
        enrolment = work.session.get_one(Enrolment, three.enrolment_id)
        raise_alert(work, enrolment, work.catalogue.one(Alert, DANGER), "another", {})
    assert three.send(*KINDS).status_code == 303
    with three.house.work() as work:
        states = sorted(work.session.scalars(select(RaisedAlert.state)))
    assert states == ["closed", "closed", "closed", "raised"]


def test_the_card_of_one_alert_loses_no_note_either(three: Three) -> None:
    three.close(DANGER)
    client = three.browser
    form = {"csrf_token": token(client), "action": "close", "note": NOTE}
    answer = client.post(f"/pasient/{three.enrolment_id}/varsler/{three.ids[DANGER]}", data=form)
    assert answer.status_code == 409
    assert "Varselet er allerede lukket. Det som ble skrevet da, står." in answer.get_data(as_text=True)
    assert f'<blockquote class="quote">{NOTE}</blockquote>' in answer.get_data(as_text=True)


# --- what is refused


@pytest.mark.parametrize(
    ("kinds", "note", "said"),
    [
        ((), NOTE, "Kryss av for hvilke varsler notatet gjelder."),
        ((DANGER, LATE), "ok", "Skriv hva som ble gjort, minst ti tegn."),
        ((DANGER,), " " * 20, "Skriv hva som ble gjort, minst ti tegn."),
    ],
)
def test_a_refusal_keeps_the_ticks_and_the_note(three: Three, kinds: tuple[str, ...], note: str, said: str) -> None:
    answer = three.send(*kinds, note=note)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, said in page) == (422, True)
    form = page.split('class="card stack alert-form')[1].split("</form>")[0]
    assert f"{note}</textarea>" in form
    for kind in KINDS:
        box = form.split(f'value="{three.ids[kind]}"')[1].split(">")[0]
        assert (" checked" in box) == (kind in kinds)
    assert set(three.states().values()) == {"raised"}


def test_an_alert_of_somebody_else_is_not_found(three: Three) -> None:
    other = three.house.enrolled(three.house.person("Kari", "Nes"), three.sara, "ridge", "north")
    with three.house.work() as work:
        alert = raise_alert(
            work, work.session.get_one(Enrolment, other), work.catalogue.one(Alert, DANGER), "test", {}
        ).id
    assert three.send(DANGER, alert=[three.ids[DANGER], alert]).status_code == 404
    assert set(three.states().values()) == {"raised"}


@pytest.mark.parametrize("more", [{"alert": ["x"]}, {"alert": ["9" * 40]}, {"action": "dance"}])
def test_what_no_page_of_ours_sends_is_refused(three: Three, more: dict[str, Any]) -> None:
    more = {"action": "close"} | more
    client = three.browser
    form = {"csrf_token": token(client), "alert": [three.ids[DANGER]], "note": NOTE} | more
    assert client.post(f"/pasient/{three.enrolment_id}/varsler", data=form).status_code == 400


def test_a_colleague_is_not_let_in(three: Three) -> None:
    client = three.house.browser(three.per, staff=True)
    form = {"csrf_token": token(client), "alert": [three.ids[DANGER]], "note": NOTE, "action": "close"}
    assert client.post(f"/pasient/{three.enrolment_id}/varsler", data=form).status_code == 403
    assert set(three.states().values()) == {"raised"}


# --- where it stands


def test_it_stands_on_the_page_of_the_patient_with_the_cause_of_each(three: Three) -> None:
    page = three.browser.get(f"/pasient/{three.enrolment_id}").get_data(as_text=True)
    form = page.split('class="card stack alert-form risk"')[1].split("</form>")[0]
    assert "3 varsler, ett notat" in form
    for line in (
        "<b>Fare: Svarte at det er tungt.</b>",
        "<b>Verre: Skåren er tydelig høyere enn ved start eller forrige svar.</b>",
        "<b>Skjema: Et skjema er en uke over fristen, eller to på rad er ikke levert.</b>",
    ):
        assert line in form
    assert " checked" not in form, "she says what the note is about"
    back = three.send(DANGER, back="patient")
    assert back.headers["Location"] == f"/pasient/{three.enrolment_id}"
    three.send(WORSE)
    page = three.browser.get(f"/pasient/{three.enrolment_id}").get_data(as_text=True)
    form = page.split('class="card stack alert-form"')[1].split("</form>")[0]
    assert "Et varsel" in form
    assert " checked" in form, "there is only one it can be about"
