"""Everybody and every form of a clinic, as they are filled in by hand, for tests of what happens to what is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from varde.alerts.models import RaisedAlert
from varde.alerts.note_rules import dangers_of_answers
from varde.alerts.notes import RiskSent, crisis_alerts, keep_refused
from varde.alerts.service import raise_alert
from varde.alerts.values import Alert
from varde.drafts.models import HeldForm
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.identity.synthetic import synthetic_number, synthetic_numbers
from varde.instruments.values import Instrument
from varde.plugin.fitting import fitting_facts
from varde.programmes.values import Programme
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, all_samples, make_house, sqlite_url
from varde.testing.referrers import health_professional
from varde.web.shell.referral_form import questions_of

from .forms_of_glass import filled_in_by_glass
from .forms_of_groups import filled_in_with_groups
from .forms_of_list import filled_in_on_the_list
from .forms_of_page import forms_at as forms_at
from .forms_of_page import html_of as html_of
from .forms_of_page import said_by as said_by
from .forms_of_plan import filled_in_by_a_manager
from .forms_of_setup import filled_in_by_an_administrator, numbers_of_setup
from .forms_of_times import filled_in_with_times
from .forms_of_ways import filled_in_on_a_way

WORDS = "Det jeg skrev før jeg ble logget ut & <ikke> sendte."
NIN = list(islice(synthetic_numbers(), 900))[-1]  # nobody's of the people here
D_NUMBER = next(number for serial in range(999) if (number := synthetic_number(f"578590{serial:03d}")))
IDLE = timedelta(minutes=31)
BREATH, HER_BREATH = "/min-sti/{sample}/maaling/sample-breath", "/pasient/{sample}/maalinger/sample-breath"
HER_LOG, LOG = "/pasient/{sample}/ovelse/first-steps/trail-log", "/moduler/{sample}/first-steps/trail-log"


@dataclass
class Clinic:
    """Everybody in it, and the numbers that addresses hold."""

    house: House
    maren: Person
    ingrid: Person
    tone: Person
    stranger: Person
    ola: Person
    gp: Person
    enrolment: int
    referral: int
    numbers: dict[str, int] = field(default_factory=dict)
    rune: Person | None = None
    nina: Person | None = None

    def at(self, address: str) -> str:
        """What is written with names in braces, say an address, with the numbers they stand for."""
        people = {"enrolment": self.enrolment, "referral": self.referral, "stranger": self.stranger.id}
        return address.format(**people, **self.numbers)


HERS, SAID = "/pasient/{enrolment}/opplysninger", "/pasient/{enrolment}/samtykker"


@dataclass(frozen=True)
class Case:
    """A form: who fills it in, on which page, where it is sent to, and what is typed over what the page has."""

    who: str
    page: str
    action: str
    typed: Mapping[str, Any]
    shown: str = WORDS


def referral(programme: str, *, clinician: bool) -> dict[str, Any]:
    declared = all_samples().one(Programme, programme)
    facts, form = fitting_facts(declared), dict[str, Any]()
    for question in questions_of(declared, clinician=clinician):
        value = facts[question.fact.key]
        form[question.name] = (
            ["none"]
            if question.kind == "ticks"
            else ("yes" if value else "no")
            if isinstance(value, bool)
            else str(value or "")
        )
    return form | {"born": "1992-03-03", "mobile": "912 34 567", "hope": WORDS}


CASES = {
    "modules.finish": Case(
        "ingrid",
        "/moduler/{enrolment}/know-the-lake/water-diary",
        "/moduler/{enrolment}/know-the-lake/water-diary",
        {"day": WORDS, "cold": "7", "shared": "1"},
    ),
    "helped.say": Case(
        "ingrid",
        "/moduler/{enrolment}/know-the-lake/water-diary",
        "/moduler/{enrolment}/know-the-lake/water-diary/hjalp",
        {"helped": "yes", "helped-words": WORDS},
    ),
    "entries.write": Case("tone", LOG, LOG + "/innforing", {"steep": "4", "seen": WORDS}),
    "entries.save": Case("tone", LOG + "/innforing/{log}", LOG + "/innforing/{log}", {"steep": "4", "seen": WORDS}),
    "dialogue.send": Case("ingrid", "/meldinger/{enrolment}", "/meldinger/{enrolment}", {"body": WORDS}),
    "dialogue.send by a therapist": Case("maren", "/meldinger/{enrolment}", "/meldinger/{enrolment}", {"body": WORDS}),
    "questionnaires.hand_in": Case("ingrid", "/skjema/{agenda}", "/skjema/{agenda}?", {"rain_sev": "37"}, "37"),
    "planning.put_off": Case(
        "ingrid", "/skjema/{agenda}/utsett", "/skjema/{agenda}/utsett", {"day": "2026-09-24"}, "2026-09-24"
    ),
    "referrals.send_self_referral": Case(
        "tone", "/o/klinikken/lake/pamelding", "/o/klinikken/lake/pamelding", referral("lake", clinician=False)
    ),
    "referrer.send": Case(
        "maren",
        "/henvis/klinikken/lake",
        "/henvis/klinikken/lake",
        referral("lake", clinician=True) | {"nin": NIN, "given_name": "Ny", "family_name": "Person"},
    ),
    "referrals.send_answer": Case(
        "ola", "/pamelding/{referral}/mottatt", "/pamelding/{referral}/svar", {"answer": WORDS}
    ),
    "referrals.name_gp": Case("ola", "/pamelding/{referral}/mottatt", "/pamelding/{referral}/fastlege", {"gp": WORDS}),
    "referrer.send_answer": Case("gp", "/henvis", "/henvis/svar/{asked}", {"answer": WORDS}),
    "asking.ask": Case(
        "maren",
        "/henvisning/{referral}",
        "/henvisning/{referral}/be-om-mer",
        {"of": "patient", "wanted": "has_map", "more": WORDS, "answer_day": "2026-09-24"},
    ),
    "intake.send_decision": Case(
        "maren", "/henvisning/{referral}", "/henvisning/{referral}", {"decision": "decline", "note": WORDS}
    ),
    "caseload.reply": Case("maren", "/pasient/{enrolment}", "/pasient/{enrolment}/melding", {"body": WORDS}),
    "caseload.inner_note": Case("maren", "/pasient/{enrolment}", "/pasient/{enrolment}/notat", {"inner_note": WORDS}),
    "opinions.ask": Case(
        "maren", "/pasient/{enrolment}/raad", "/pasient/{enrolment}/raad", {"colleague": "{stranger}", "opinion": WORDS}
    ),
    "opinions.answer": Case(
        "stranger", "/pasient/{enrolment}/raad", "/pasient/{enrolment}/raad/{opinion}/svar", {"advice": WORDS}
    ),
    "templates_kept.keep": Case("maren", "/maler", "/maler", {"title": "Hilsen", "nb": WORDS, "nn": WORDS}),
    "caseload.settle": Case(
        "maren", "/pasient/{enrolment}", "/pasient/{enrolment}/avklart", {"no_answer": "other", "no_answer_why": WORDS}
    ),
    "caseload.feedback": Case("maren", "/pasient/{enrolment}", "/pasient/{enrolment}/ark/{sheet}", {"feedback": WORDS}),
    "exercises.answer": Case("maren", HER_LOG, HER_LOG + "/{log}?", {"feedback": WORDS}),
    "caseload.book": Case(
        "maren",
        "/pasient/{enrolment}",
        "/pasient/{enrolment}/time",
        {"kind": "video", "day": "2026-09-25", "clock": "10.00", "minutes": "45", "place": WORDS},
    ),
    **{name: Case(*filled) for name, filled in {**filled_in_with_times(WORDS), **filled_in_by_glass(WORDS)}.items()},
    "caseload.take_over": Case("stranger", "/pasient/{enrolment}", "/pasient/{enrolment}/ta-over", {"reason": WORDS}),
    "caseload.plan": Case(
        "maren", "/pasient/{enrolment}", "/pasient/{enrolment}/plan", {"plan": WORDS, "until": "2026-10-12"}
    ),
    **{name: Case("maren", *filled) for name, filled in filled_in_on_the_list(WORDS).items()},
    "leaving.send": Case(
        "maren",
        "/pasient/{enrolment}/avslutt",
        "/pasient/{enrolment}/avslutt",
        {
            "go": "confirm",
            "way": "discontinued",
            "reason": "moved",
            "asked": "no",
            "words": WORDS,
            "note": f"Notat. {WORDS}",
            "sheet-{sheet}": "reply",
            "feedback-{sheet}": f"Om arket. {WORDS}",
        },
    ),
    "leaving.bring_back": Case(
        "stranger", "/avsluttede?sok=ingrid", "/pasient/{enrolment}/hent-tilbake", {"reason": WORDS}
    ),
    "own_leaving.leave": Case(
        "ingrid", "/min-sti/{enrolment}/slutt", "/min-sti/{enrolment}/slutt", {"reason": "other", "why": WORDS}
    ),
    "ringing.set_up": Case(
        "maren",
        "/henvisning/{referral}",
        "/henvisning/{referral}/ring",
        {"caller": "{stranger}", "day": "2026-09-23", "clock": "15:00", "question": WORDS},
    ),
    "ringing.rung": Case("maren", "/henvisning/{referral}", "/henvisning/{referral}/ringt", {"outcome": WORDS}),
    "ringing.line": Case(
        "maren", "/henvisning/{referral}", "/henvisning/{referral}/venteliste", {"promised": "2026-10-20"}, "2026-10-20"
    ),
    **{name: Case(*filled) for name, filled in filled_in_on_a_way(WORDS).items()},
    "correcting.save": Case(
        "maren",
        "/pasient/{enrolment}/skjemaer/{response}/rett",
        "/pasient/{enrolment}/skjemaer/{response}/rett",
        {"rain_sev": "40", "corrected-because": WORDS},
    ),
    "must_know.save": Case(
        "maren",
        "/pasient/{enrolment}/maa-vites",
        "/pasient/{enrolment}/maa-vites",
        {"alarm_fog": "yes", "known-from": WORDS},
    ),
    "must_know.change_lock": Case(
        "maren",
        "/pasient/{enrolment}/las/cannot-swim",
        "/pasient/{enrolment}/las/cannot-swim",
        {"action": "open", "reason": WORDS},
    ),
    "safety.save": Case(
        "ingrid",
        "/si-fra/{enrolment}",
        "/si-fra/{enrolment}",
        {"alarm_fog": "yes"},
        'name="alarm_fog" value="yes" id="alarm_fog" checked',
    ),
    "personal.keep": Case(
        "ingrid", "/mine-opplysninger", "/mine-opplysninger", {"interpreter": "tamil", "guardian": WORDS}
    ),
    "personal.rename": Case(
        "ingrid", "/mine-opplysninger", "/mine-opplysninger/navn", {"given_name": "Inga Marie"}, "Inga Marie"
    ),
    "staff_personal.keep": Case("maren", HERS, HERS, {"interpreter": "tamil", "guardian": WORDS}),
    "staff_personal.rename": Case("maren", HERS, f"{HERS}/navn", {"given_name": "Inga Marie"}, "Inga Marie"),
    "staff_personal.same": Case("maren", HERS, f"{HERS}/samme", {"nin": D_NUMBER, "reason": WORDS}),
    "staff_consents.keep": Case("maren", SAID, f"{SAID}/video", {"allowed": "yes", "how": WORDS}),
    "absence.save": Case(
        "maren",
        "/fravaer",
        "/fravaer",
        {"first": "2026-09-28", "last": "2026-10-02", "reason": "course", "substitute": "{stranger}", "gjor": "lagre"},
        "2026-10-02",
    ),
    "absence.days": Case(
        "maren", "/fravaer", "/fravaer/dager", {"substitute": "{stranger}"}, 'value="{stranger}" selected'
    ),
    "door.act": Case("maren", "/fare/{door}", "/fare/{door}", {"note": WORDS, "action": "action"}),
    "questionnaires_staff.hand_in": Case(
        "maren",
        "/pasient/{enrolment}/skjema/{agenda}",
        "/pasient/{enrolment}/skjema/{agenda}?",
        {"rain_sev": "37"},
        "37",
    ),
    "alerts.act": Case(
        "maren",
        "/pasient/{enrolment}/varsler",
        "/pasient/{enrolment}/varsler/{alert}",
        {"note": WORDS, "action": "action"},
    ),
    "alerts.together": Case(
        "maren",
        "/pasient/{enrolment}/varsler",
        "/pasient/{enrolment}/varsler",
        {"note": WORDS, "action": "close", "alert": "{alert}"},
    ),
    "alerts.stop": Case(
        "maren", "/pasient/{enrolment}/varsler", "/pasient/{enrolment}/varsler/{alert}/ikke", {"reason": WORDS}
    ),
    "measuring.take": Case("tone", BREATH, BREATH, {"figure-flow": "395"}, 'value="395"'),
    "measuring.save": Case(
        "tone", BREATH + "/{measured}/rett", BREATH + "/{measured}/rett", {"figure-flow": "395"}, 'value="395"'
    ),
    "measurements.take": Case("maren", HER_BREATH, HER_BREATH, {"figure-flow": "395"}, 'value="395"'),
    "measurements.base": Case("maren", HER_BREATH, HER_BREATH + "/eget-tall", {"base": "480"}, 'value="480"'),
    "measurements.save": Case(
        "maren",
        HER_BREATH + "/{measured}/rett",
        HER_BREATH + "/{measured}/rett",
        {"figure-flow": "395", "because": WORDS},
    ),
    "kin.declare": Case("maren", "/naere", "/naere", {"name": "Kari Nordmann", "born": "1960-01-01"}, "Kari Nordmann"),
    "read_texts.move": Case(
        "maren",
        "/pasient/{enrolment}/tekster",
        "/pasient/{enrolment}/tekster/know-the-lake/what-it-is",
        {"reason": WORDS},
    ),
    "team.add": Case(
        "maren",
        "/pasient/{enrolment}/team",
        "/pasient/{enrolment}/team",
        {"person": "{stranger}", "role": "therapist", "until": "2026-10-20"},
        "2026-10-20",
    ),
    **{name: Case("rune", *filled) for name, filled in filled_in_by_an_administrator(WORDS, NIN).items()},
    **{name: Case(*filled) for name, filled in filled_in_with_groups(WORDS).items()},
    **{name: Case(*filled) for name, filled in filled_in_by_a_manager(WORDS).items()},
    "plugin_sample.page_box": Case(
        "tone", "/p/sample/box/{sample}", "/p/sample/box/{sample}", {"serial": "AB1234", "place": WORDS}
    ),
}


def make_clinic(folder: Path) -> Clinic:
    """A clinic with a shared exercise, an open alert and a referral that waits."""
    house = make_house(sqlite_url(folder), catalogue=all_samples())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    ingrid, tone, ola = (house.person(given, "Solheim") for given in ("Ingrid", "Tone", "Ola"))
    stranger = house.person("Sara", "Holm", ("therapist", house.clinic))
    gp = health_professional(house, "Hanne", "Moe", "doctor")
    enrolment_id, referral_id = house.enrolled(ingrid, maren), house.referred(ola, "lake")
    made = Clinic(house, maren, ingrid, tone, stranger, ola, gp, enrolment_id, referral_id)
    browser = house.browser(ingrid)
    address = f"/moduler/{made.enrolment}/know-the-lake/water-diary"
    browser.post(address, data={**form_at(browser, address, address), "day": "Delt.", "shared": "1"})
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, made.enrolment)
        alert = raise_alert(work, enrolment, work.catalogue.one(Alert, "lake.hazard"), "test", {})
        items = select(AgendaItem.id).where(AgendaItem.enrolment_id == made.enrolment, AgendaItem.key == "start")
        made.numbers = {"agenda": work.session.scalars(items).one(), "alert": alert.id, "sheet": 1}
        made.numbers |= numbers_of_setup(work, house.clinic.id, stranger.id)
    made.rune = house.person("Rune", "Bø", ("trust_administrator", house.trust), ("content_editor", house.trust))
    made.nina = house.person("Nina", "Falk", ("manager", house.clinic))
    return made


def two_alerts(clinic: Clinic) -> None:
    with clinic.house.work() as work:
        enrolment = work.session.get_one(Enrolment, clinic.enrolment)
        raise_alert(work, enrolment, work.catalogue.one(Alert, "lake.hazard"), "another", {})


def at_the_door(clinic: Clinic) -> None:
    """A referral of Tone's that was refused, with something dangerous in it."""
    with clinic.house.work() as work:
        instrument = work.catalogue.one(Instrument, "phq-9")
        dangers = dangers_of_answers(instrument, {"q9": 3}, crisis_alerts(work, "ridge"))
        sent = RiskSent(clinic.tone.id, clinic.house.clinic.id, "ridge", "referral", dangers, clinic.tone.id)
        assert keep_refused(work, sent, "faults") is not None
        clinic.numbers["door"] = max(work.session.scalars(select(RaisedAlert.id)))


def browser_of(clinic: Clinic, who: str) -> FlaskClient:
    person: Person = getattr(clinic, who)
    return clinic.house.browser(person, staff=who in ("maren", "stranger", "rune", "nina", "gp"))


def sign_in(client: FlaskClient, clinic: Clinic, who: str) -> None:
    """The same browser, signed in anew."""
    cookie = browser_of(clinic, who).get_cookie("varde", domain="localhost")
    assert cookie is not None
    client.set_cookie("varde", cookie.value, domain="localhost")


def form_at(client: FlaskClient, page: str, action: str, fields: Mapping[str, Any] | None = None) -> dict[str, Any]:
    html = html_of(client, page)
    forms = forms_at(html, page, action)
    assert forms, (page, action)
    pairs = [(name, value) for name, value in (fields or {}).items() if isinstance(value, str)]
    return said_by(html, max(forms, key=lambda form: form.fits(pairs)))


def action_of(client: FlaskClient, clinic: Clinic, case: Case) -> str:
    page = clinic.at(case.page)
    return forms_at(html_of(client, page), page, clinic.at(case.action))[0].action or page


def held(clinic: Clinic) -> int:
    with clinic.house.work() as work:
        return work.session.scalar(select(func.count()).select_from(HeldForm)) or 0


def all_of(clinic: Clinic, column: Any) -> list[Any]:
    with clinic.house.work() as work:
        return list(work.session.scalars(select(column)))


def next_of(answer: TestResponse) -> str:
    """Where the sign-in that an answer leads to goes on to."""
    whence = urlsplit(answer.headers["Location"])
    assert (answer.status_code, whence.path) == (303, "/logg-inn")
    return parse_qs(whence.query)["next"][0]
