"""Somebody who sends something that says she is in danger: how she stands, and the ways in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from varde.enrolments.exits import end
from varde.enrolments.gates import closing_ahead
from varde.enrolments.models import Enrolment, Offering
from varde.enrolments.service import excuse, pause
from varde.exchange.csv.imported import source_key
from varde.exchange.csv.response_import import import_responses
from varde.identity.models import Person
from varde.identity.service import NIN_PLACE
from varde.plugin.fitting import fitting_facts
from varde.referrals.service import decide, refer
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, start_at_once, token
from varde.web.shell.referral_drafts import look_at_left
from varde.web.shell.referral_form import questions_of

PROGRAMME, TRACK, INSTRUMENT = "emeistring", "depression", "madrs-s"


@dataclass
class Way:
    """A house, and one person who sends something."""

    house: House
    therapist: Person
    colleague: Person
    person: Person
    state: str
    answer: int
    enrolment_id: int | None = None
    agenda_id: int | None = None
    signed_out: bool = False

    @property
    def browser(self) -> FlaskClient:
        return self.house.browser(self.person)

    def send(self, client: FlaskClient, path: str, data: dict[str, Any], **headers: str) -> TestResponse:
        written = token_on_page(client) if self.signed_out else token(client)
        if self.signed_out:
            client.delete_cookie("varde", domain="localhost")
        return client.post(path, data={"csrf_token": written, **data}, headers=headers)


def token_on_page(client: FlaskClient) -> str:
    """The forgery token as a page carries it, with whom the page was made for."""
    written = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/").get_data(as_text=True))
    assert written is not None
    return written[1]


def offer(house: House, *, is_open: bool, settings: dict[str, object]) -> None:
    with house.work() as work:
        offering = work.session.scalars(
            select(Offering).where(Offering.organisation_id == house.clinic.id, Offering.programme == PROGRAMME)
        ).one()
        offering.state, offering.settings = "open" if is_open else "closed", settings


# --- how she stands


def stand(way: Way, state: str, enrolled: str | None) -> None:
    """Bring her there; ``enrolled`` is the state of her enrolment then, None when she has none."""
    house, declared = way.house, way.house.programme(PROGRAMME)
    sara = house.actor(way.therapist, ("therapist", house.clinic))
    if state == "nowhere, and the programme is closed":
        offer(house, is_open=False, settings={})
    if state == "nowhere, and a referral is needed":
        offer(house, is_open=True, settings={"self_referral": False})
    if enrolled is None:
        return
    facts = fitting_facts(declared)
    if state == "being assessed":
        facts = {**facts, "medication_changed_last_month": True}
    with house.work() as work:
        enrolment, _ = refer(work, way.person, house.clinic, declared, facts, source="self")
        way.enrolment_id = enrolment.id
        if enrolled in ("referred", "screening"):
            assert enrolment.state == enrolled
            return
        decide(work, sara, enrolment, accept=True, track=TRACK)
    if state == "waiting":
        return
    begin(way)
    if state == "active, not open yet":
        return
    if state == "active, window closed":
        house.clock.move(days=30)
    if state == "active, handed in":
        sent = way.send(way.browser, f"/skjema/{way.agenda_id}", form(0))
        assert sent.status_code == 303
    if state == "paused":
        with house.work() as work:
            pause(work, sara, work.session.get_one(Enrolment, way.enrolment_id))
    if enrolled in ("completed", "discontinued"):
        with house.work() as work:
            reason = {"no more contact": "refuses", "broken off": "withdrawn"}.get(state, "completed")
            enrolment = work.session.get_one(Enrolment, way.enrolment_id)
            if reason == "completed" and (ahead := closing_ahead(work, enrolment, declared)):
                excuse(work, way.therapist.id, enrolment, ahead.meeting, "Alt er sagt på telefon")
            end(work, way.therapist.id, enrolment, reason)
    if state in ("completed", "followed up"):
        after = item_of(way, "6m")
        way.agenda_id = after.id
        house.clock.set(max(house.clock.now(), after.opens_at + timedelta(hours=1)))
    if state == "followed up":
        house.clock.move(days=60)


def begin(way: Way) -> None:
    house = way.house
    with house.work() as work:
        start_at_once(work, work.session.get_one(Enrolment, way.enrolment_id))
    way.agenda_id = item_of(way, "end" if way.state == "active, not open yet" else "start").id


def item_of(way: Way, key: str) -> AgendaItem:
    with way.house.work() as work:
        return work.session.scalars(
            select(AgendaItem).where(AgendaItem.enrolment_id == way.enrolment_id, AgendaItem.key == key)
        ).one()


# --- the ways in


def form(answer: int, **more: str) -> dict[str, str]:
    answers = {f"q{number}": "0" for number in range(1, 9)}
    return {"instrument": INSTRUMENT, **answers, "q9": str(answer), **more}


def by_answer(way: Way) -> TestResponse:
    version = {"version": "0"} if way.state == "active, page of an old version" else {}
    return way.send(way.browser, f"/skjema/{way.agenda_id}", form(way.answer, **version))


def with_a_fault(way: Way) -> TestResponse:
    version = {"version": "0"} if way.state == "active, page of an old version" else {}
    return way.send(way.browser, f"/skjema/{way.agenda_id}", form(way.answer, **version) | {"q1": "77"})


def by_draft(way: Way) -> TestResponse:
    return way.send(way.browser, f"/skjema/{way.agenda_id}/utkast", form(way.answer), Accept="application/json")


def by_phone(way: Way) -> TestResponse:
    version = {"version": "0"} if way.state == "active, page of an old version" else {}
    client = way.house.browser(way.therapist, staff=True)
    return way.send(client, f"/pasient/{way.enrolment_id}/skjema/{way.agenda_id}", form(way.answer, **version))


def referral(way: Way, *, clinician: bool) -> dict[str, Any]:
    declared = way.house.programme(PROGRAMME)
    facts = {**fitting_facts(declared), "madrs_item9": way.answer}
    sent: dict[str, Any] = {"born": "1990-05-17", "mobile": "912 34 567", "hope": ""}
    for question in questions_of(declared, clinician=clinician):
        value = facts[question.fact.key]
        if question.kind == "ticks":
            sent[question.name] = ["none"]
        elif isinstance(value, bool):
            sent[question.name] = "yes" if value else "no"
        else:
            sent[question.name] = "" if value is None else str(value)
    return sent


def own_referral(way: Way) -> TestResponse:
    return way.send(way.browser, f"/o/klinikken/{PROGRAMME}/pamelding", referral(way, clinician=False))


def clinicians_referral(way: Way) -> TestResponse:
    names = {"nin": number_of(way), "given_name": way.person.given_name, "family_name": way.person.family_name}
    client = way.house.browser(way.colleague, staff=True)
    answer = way.send(client, f"/henvis/klinikken/{PROGRAMME}", referral(way, clinician=True) | names)
    way.house.platform.drain()
    return answer


def after_sign_out(send: Callable[[Way], TestResponse]) -> Callable[[Way], TestResponse]:
    """The same from a page that was made before her session was over."""

    def send_signed_out(way: Way) -> TestResponse:
        way.signed_out = True
        answer = send(way)
        way.signed_out = False
        return answer

    return send_signed_out


def begun(way: Way, *, clinician: bool) -> TestResponse:
    """A referral that the page saved by itself, and that nobody sends; then it has lain for an hour."""
    form = referral(way, clinician=clinician)
    client = way.browser
    if clinician:
        client = way.house.browser(way.colleague, staff=True)
        form["nin"] = number_of(way)
    kind = "referral" if clinician else "self-referral"
    answer = way.send(client, f"/utkast/{kind}/klinikken/{PROGRAMME}", form, Accept="application/json")
    way.house.clock.move(minutes=61)
    with way.house.work() as work:
        look_at_left(work)
    return answer


def number_of(way: Way) -> str:
    with way.house.work() as work:
        person = work.session.get_one(Person, way.person.id)
        assert person.nin_sealed is not None
        return work.vault.open(NIN_PLACE, person.nin_sealed)


def own_draft(way: Way) -> TestResponse:
    return begun(way, clinician=False)


def clinicians_draft(way: Way) -> TestResponse:
    return begun(way, clinician=True)


def imported(way: Way) -> list[str]:
    """Answers of an earlier system to an occasion she has not been asked here. Returns the dangers that the report names."""
    source_id = f"p{way.person.id}"
    with way.house.work() as work:
        on = begun = work.today - timedelta(days=1)
        if way.enrolment_id is not None:
            enrolment = work.session.get_one(Enrolment, way.enrolment_id)
            enrolment.source_key = source_key(work, "klinikken", PROGRAMME, source_id)
            enrolment.track = enrolment.track or TRACK
            begun = (enrolment.started_at or enrolment.referred_at).astimezone(work.zone).date()
            on = max(on, begun)
    with way.house.work() as work:
        answers = {f"q{number}": 0 for number in range(1, 9)} | {"q9": way.answer}
        rows = [
            f"{source_id},{begun},end,{on},{INSTRUMENT},{item},{answer},{TRACK}" for item, answer in answers.items()
        ]
        source = "\n".join(["person,started,occasion,date,instrument,item,answer,track", *rows])
        report = import_responses(work, source.encode(), organisation="klinikken", programme=PROGRAMME)
    assert report.stored, [str(fault) for fault in report.faults]
    return list(report.dangers)


SENDERS: dict[str, Callable[[Way], TestResponse]] = {
    "answer": by_answer,
    "answer with a fault": with_a_fault,
    "draft": by_draft,
    "phone": by_phone,
    "own referral": own_referral,
    "clinician's referral": clinicians_referral,
    "own referral's draft": own_draft,
    "clinician's referral's draft": clinicians_draft,
    "answer, signed out": after_sign_out(by_answer),
    "phone, signed out": after_sign_out(by_phone),
    "own referral, signed out": after_sign_out(own_referral),
    "clinician's referral, signed out": after_sign_out(clinicians_referral),
}
