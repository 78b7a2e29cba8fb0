"""Everybody who writes in a form that keeps a draft, and every such form, for tests of drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from varde.alerts.service import raise_alert, remember_of
from varde.alerts.values import Alert
from varde.dialogue.service import write
from varde.drafts.models import Draft
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.enrolments.opinions import ask
from varde.identity.models import Person
from varde.referrals.ringing import ring_first
from varde.safety.service import state_facts
from varde.scheduling.booking import book
from varde.testing.house import House, all_samples, make_house, sqlite_url, token
from varde.testing.referrers import health_professional
from varde.web.shell.form_filling import FormOnPage, forms_in

from .asked_of_clinic import gp_asked, patient_asked
from .before_forms import worse
from .forms_of_clinic import said_by

WORDS = "Halvferdig & <ikke> sendt."


@dataclass
class Clinic:
    house: House
    maren: Person
    ingrid: Person
    tone: Person
    stranger: Person
    enrolment: int
    referral: int
    alert: int
    ola: Person
    gp: Person
    rune: Person | None = None
    over: int = 0
    log: int = 0
    asked: int = 0
    silent: int = 0

    def browser(self, who: str) -> FlaskClient:
        person: Person = getattr(self, who)
        return self.house.browser(person, staff=who in ("maren", "stranger", "gp", "rune"))

    def at(self, address: str) -> str:
        return address.format(
            enrolment=self.enrolment,
            referral=self.referral,
            alert=self.alert,
            over=self.over,
            asked=self.asked,
            log=self.log,
            silent=self.silent,
        )


def make_clinic(folder: Path) -> Clinic:
    """Somebody writes, or could write, in every form that keeps a draft."""
    house = make_house(sqlite_url(folder), catalogue=all_samples())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    stranger = house.person("Sara", "Holm", ("therapist", house.clinic))
    ingrid, tone, ola = (house.person(given, "Solheim") for given in ("Ingrid", "Tone", "Ola"))
    gp = health_professional(house, "Hanne", "Moe", "doctor")
    enrolment_id, referral_id = house.enrolled(ingrid, maren), house.referred(ola, "lake")
    made = Clinic(house, maren, ingrid, tone, stranger, enrolment_id, referral_id, 0, ola, gp)
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, made.enrolment)
        made.alert = raise_alert(work, enrolment, work.catalogue.one(Alert, "lake.hazard"), "test", {}).id
        maren_acts = house.actor(maren, ("therapist", house.clinic))
        ring_first(
            work, maren_acts, work.session.get_one(Enrolment, made.referral), maren.id, work.today, "", "Hva er nytt?"
        )
    made.rune = house.person("Rune", "Bø", ("content_editor", house.clinic))
    patient_asked(cast("Any", made))
    made.asked = gp_asked(cast("Any", made))
    browser, exercise = made.browser("ingrid"), made.at("/moduler/{enrolment}/know-the-lake/water-diary")
    shared = {"csrf_token": token(browser), "day": "Delt.", "shared": "1"}
    assert browser.post(exercise, data=shared).status_code == 303
    made.log = keeps_a_log(made)
    made.silent = is_called_in(made)
    house.person("Liv", "Dale", ("therapist", house.elsewhere))
    made.over = house.enrolled(house.person("Kari", "Lund"), maren)
    with house.work() as work:
        end(work, maren.id, work.session.get_one(Enrolment, made.over), "completed")
        state_facts(work, house.actor(ingrid), work.session.get_one(Enrolment, made.enrolment), {"cannot_swim": True})
    worse(cast("Any", made))
    return made


def keeps_a_log(clinic: Clinic) -> int:
    """Tone is on the trail, and has shared what she wrote in its log: entry number 2."""
    enrolment_id = clinic.house.enrolled(clinic.tone, clinic.maren, "sample")
    browser, log = clinic.browser("tone"), f"/moduler/{enrolment_id}/first-steps/trail-log/innforing"
    written = {"csrf_token": token(browser), "once": "log", "steep": "3"}
    assert browser.post(log, data=written).status_code == 303
    assert browser.post(f"{log}/2/del", data={"csrf_token": token(browser)}).status_code == 303
    with clinic.house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        write(work, clinic.house.actor(clinic.tone), enrolment, "Takk for sist.", "once-tone")
        ask(work, clinic.house.actor(clinic.maren), enrolment, clinic.stranger.id, "Hva tenker du?", 7, "o")
    return enrolment_id


def is_called_in(clinic: Clinic) -> int:
    """Tone was silent, and was called in to a talk an hour ago; the alert."""
    with clinic.house.work() as work:
        enrolment = work.session.get_one(Enrolment, clinic.log)
        row = raise_alert(work, enrolment, work.catalogue.one(Alert, "sample.inactive"), "test", {})
        talk = book(work, enrolment.id, clinic.maren.id, "phone", work.now - timedelta(hours=1), 30)
        remember_of(work, row, "called_in", clinic.maren.id, str(talk.id))
        return row.id


# Who writes, on which page, in which draft, the field; and what sends it, where a lone field and a button do.
CASES: dict[str, tuple[str, str, str, str, Mapping[str, str] | None]] = {
    "a patient's message": ("ingrid", "/meldinger/{enrolment}", "message/{enrolment}", "body", {}),
    "a therapist's message": ("maren", "/meldinger/{enrolment}", "message/{enrolment}", "body", {}),
    "a message from the patient's page": ("maren", "/pasient/{enrolment}", "message/{enrolment}", "body", {}),
    "why a message needs no answer": (
        "maren",
        "/pasient/{log}",
        "no-answer/{log}",
        "no_answer_why",
        {"no_answer": "other"},
    ),
    "what a colleague is asked": ("maren", "/pasient/{enrolment}/raad", "opinion/{enrolment}", "opinion", None),
    "a colleague's advice": ("stranger", "/pasient/{log}/raad", "advice/1", "advice", {}),
    "a template": ("maren", "/maler", "template/ny", "nb", {"title": "Hilsen", "nn": "Hei."}),
    "an inner note": ("maren", "/pasient/{enrolment}", "inner-note/{enrolment}", "inner_note", {}),
    "whom to ring first": ("maren", "/henvisning/{referral}", "ring-first/{referral}", "question", None),
    "what came of a call": ("maren", "/henvisning/{referral}", "rung/{referral}", "outcome", {}),
    "what is missing in a referral": ("maren", "/henvisning/{referral}", "ask-more/{referral}", "more", None),
    "what a referrer is asked": ("gp", "/henvis", "more/{asked}", "answer", {}),
    "what a patient is asked": ("ola", "/pamelding/{referral}/mottatt", "more/{referral}", "answer", {}),
    "what is done about a deterioration": ("maren", "/pasient/{enrolment}", "plan/{enrolment}", "plan", None),
    "words on the way out": ("maren", "/pasient/{enrolment}/avslutt", "finish/{enrolment}", "words", None),
    "why somebody moves": ("maren", "/pasient/{enrolment}/flytt", "move/{enrolment}", "why", None),
    "why a referral goes on": ("maren", "/henvisning/{referral}", "pass-on/{referral}", "note", None),
    "why a lock is opened": (
        "maren",
        "/pasient/{enrolment}/las/cannot-swim",
        "lock/{enrolment}/cannot-swim",
        "reason",
        {"action": "open"},
    ),
    "where a fact is known from": (
        "maren",
        "/pasient/{enrolment}/maa-vites",
        "must-know/{enrolment}",
        "known-from",
        {"cannot_swim": "no"},
    ),
    "what she said of an answer": (
        "maren",
        "/pasient/{enrolment}/skjemaer/1/rett",
        "correction/1",
        "corrected-because",
        {"rain_sev": "40"},
    ),
    "why two are one": ("maren", "/pasient/{enrolment}/opplysninger", "same/{enrolment}", "reason", None),
    "why one is opened again": ("stranger", "/avsluttede?sok=kari", "bring-back/{over}", "reason", {}),
    "why she leaves": ("ingrid", "/min-sti/{enrolment}/slutt", "own-leaving/{enrolment}", "why", None),
    "feedback on an exercise": ("maren", "/pasient/{enrolment}", "feedback/1", "feedback", {}),
    "a new entry": (
        "tone",
        "/moduler/{log}/first-steps/trail-log",
        "innforing/{log}/first-steps/trail-log",
        "seen",
        {"steep": "4"},
    ),
    "an entry that is corrected": (
        "tone",
        "/moduler/{log}/first-steps/trail-log/innforing/2",
        "rett-innforing/2",
        "seen",
        {"steep": "4"},
    ),
    "feedback on one of many": ("maren", "/pasient/{log}/ovelse/first-steps/trail-log", "feedback/2", "feedback", {}),
    "an appointment": ("maren", "/pasient/{enrolment}", "appointment/{enrolment}", "place", None),
    "what was done about an alert": (
        "maren",
        "/pasient/{enrolment}/varsler",
        "alert-note/{alert}",
        "note",
        {"action": "action"},
    ),
    "what was done about several": (
        "maren",
        "/pasient/{enrolment}",
        "alerts-note/{enrolment}",
        "note",
        {"action": "action", "alert": "1"},
    ),
    "what came of a call-in": (
        "maren",
        "/pasient/{log}/varsler",
        "call-in/{silent}",
        "agreed",
        {"outcome": "declined"},
    ),
    "why not to be told": ("maren", "/pasient/{enrolment}/varsler", "alert-off/{alert}", "reason", {}),
    "a place": ("maren", "/henvisning/{referral}", "place-offered/{referral}", "note", {"decision": "accept"}),
    "another answer": ("maren", "/henvisning/{referral}", "place-declined/{referral}", "note", {"decision": "decline"}),
    "why a record is opened by break-glass": (
        "stranger",
        "/pasient/{enrolment}",
        "break-glass/{enrolment}",
        "why",
        {"kind": "call", "agree": "1"},
    ),
    "why one takes over": ("stranger", "/pasient/{enrolment}", "take-over/{enrolment}", "reason", {}),
    "the words of a step": (
        "rune",
        "/innhold/klinikken/steg/lake/know-the-lake/what-it-is",
        "content/klinikken/lake/know-the-lake.what-it-is",
        "body-nb",
        {"gjor": "lagre"},
    ),
    "a referral": ("maren", "/henvis/klinikken/lake", "referral/klinikken/lake", "hope", None),
    "one's own referral": ("tone", "/o/klinikken/lake/pamelding", "self-referral/klinikken/lake", "hope", None),
}


def html_of(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def form_of(html: str, place: str) -> FormOnPage:
    (form,) = [form for form in forms_in(html) if form.attributes.get("data-draft") == place]
    return form


@dataclass
class Window:
    """One form on one page, open in a browser."""

    client: FlaskClient
    address: str
    place: str
    html: str
    form: FormOnPage
    fields: dict[str, Any]

    @property
    def save_at(self) -> str:
        return self.form.attributes.get("data-autosave-url") or ""

    def save(self, **typed: str) -> TestResponse:
        """As autosave.js does, which goes on from the base it is told."""
        self.fields |= typed
        answer = self.client.post(self.save_at, data=MultiDict(self.fields), headers={"Accept": "application/json"})
        if answer.status_code == 200:
            assert answer.json is not None
            self.fields["draft_base"] = answer.json["base"]
        return answer

    def press_save(self, **typed: str) -> TestResponse:
        return self.client.post(self.save_at, data=MultiDict(self.fields | typed))

    def send(self, **typed: str) -> TestResponse:
        return self.client.post(self.form.action or self.address, data=MultiDict(self.fields | typed))


def opened(client: FlaskClient, address: str, place: str) -> Window:
    html = html_of(client, address)
    form = form_of(html, place)
    return Window(client, address, place, html, form, said_by(html, form))


def case_of(clinic: Clinic, name: str) -> tuple[Window, str, Mapping[str, str] | None]:
    who, page, place, name_of_field, button = CASES[name]
    return opened(clinic.browser(who), clinic.at(page), clinic.at(place)), name_of_field, button


def saved(clinic: Clinic) -> list[str]:
    with clinic.house.work() as work:
        return list(work.session.scalars(select(Draft.place).order_by(Draft.place)))
