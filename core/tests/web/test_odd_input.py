"""No field of any form, no query and no address brings a page down, whatever is put into it.

The tables name the fields of every form there was when they were written; one that came later is tried with the names that
forms of ours have, and no view is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.assessments.models import Response
from varde.identity.models import Person
from varde.instruments.values import Instrument
from varde.kernel.text import number
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, all_samples, make_house, sqlite_url, token
from varde.testing.limits import unlimited

from .forms_of_groups import numbers_of_groups

DIGITS, LONG = "9" * 5000, "x" * 161
PASTED = "\u202a1\u200b2\u2013\ufeff3\u00a0\u00ad\u202c"
ODD = {
    "digits": DIGITS,
    "long": LONG,
    "pasted": PASTED,
    "unseen": "\u200b",
    "combining": "A\u030a" * 161,
    "zero": "0",
    "less": "\u22121",
}
BROKEN = ("%ED%A0%80", "a%00b")
"""Half a surrogate pair, and NUL, as a browser that means harm would send them."""
REFUSED = (400, 403, 404, 409, 415, 422)
TAKEN = (200, 204, 302, 303)

PATIENT = {
    "dialogue.send": ("body", "once", "topic", "new_topic", "quote"),
    "modules.finish": ("reflection", "shared"),
    "modules.draft": ("reflection", "shared"),
    "modules.start": (),
    "patient.change_block": ("person", "action"),
    "patient.end_one_session": ("mark",),
    "personal.answer": ("taken",),
    "personal.join": ("action",),
    "personal.keep": ("reach", "mobile", "email", "language", "interpreter", "address_protected", "guardian"),
    "personal.rename": ("given_name", "family_name"),
    "planning.put_off": ("day",),
    "planning.open_own": ("occasion",),
    "questionnaires.hand_in": (
        "instrument",
        "version",
        "wording",
        "language",
        "base",
        "go",
        "anyway",
        "sex",
        "agoraphobia",
    ),
    "appointments.accept": (),
    "appointments.book": ("way", "begins"),
    "appointments.cancel": (),
    "appointments.earlier": ("wants",),
    "appointments.end_feed": (),
    "appointments.make_feed": (),
    "appointments.save_move": ("begins",),
    "own_leaving.leave": ("reason", "asked", "why"),
    "questionnaires.draft": ("instrument", "version", "wording", "language", "base", "sex"),
    "referrals.send_self_referral": (
        "born",
        "reach",
        "mobile",
        "email",
        "given_name",
        "family_name",
        "hope",
        "fact_alarm",
    ),
    "referrals.send_answer": ("fact_has_map", "answer"),
    "referrals.name_gp": ("gp", "gp_inform"),
    "referrals.withdraw": (),
    "crisis.read": ("next",),
    "safety.save": ("alarm_ice", "alarm_storm", "cannot_swim", "fears_water"),
    "sign_in.extend": (),
    "sign_in.set_language": ("language",),
}
STAFF = {
    "absence.cancel": (),
    "absence.days": ("dag0", "substitute"),
    "absence.save": ("person", "first", "last", "reason", "substitute", "gjor"),
    "alerts.act": ("action", "note", "reason"),
    "alerts.again": (),
    "alerts.stop": ("reason",),
    "caseload.book": ("kind", "meeting", "room", "day", "clock", "which", "minutes", "place", "anyway"),
    "timebook.attendance": ("state", "next"),
    "timebook.book_row": ("kind", "day", "clock", "which", "every", "number", "minutes", "place", "day-0", "clock-0"),
    "timebook.keep_record": ("risk", "diagnosis", "diagnosis_code", "track", "grounds", "decision"),
    "timebook.cancel": ("scope",),
    "timebook.excuse": ("why",),
    "timebook.move": ("day", "clock", "which", "scope"),
    "timebook.pin": ("pin",),
    "groups.pin": ("pin",),
    "timebook.offer": ("begins", "meeting", "way"),
    "caseload.feedback": ("feedback",),
    "caseload.inner_note": ("inner_note", "once"),
    "paths.turn": ("what", "why", "seen"),
    "paths.undo": (),
    "paths.pace": ("pace", "pace-why"),
    "homework.open_next": ("module", "seen"),
    "modules.choose": ("choice",),
    "own_leaving.rest": (),
    "own_leaving.go_on": (),
    "caseload.plan": ("plan", "until"),
    "caseload.reply": ("body", "once", "topic"),
    "caseload.resume": (),
    "caseload.settle": ("no_answer", "no_answer_why", "topic"),
    "opinions.ask": ("colleague", "opinion", "days", "once"),
    "opinions.answer": ("advice",),
    "break_glass.begin": ("kind", "why", "agree", "once"),
    "break_glass.open": (),
    "break_glass.close": (),
    "break_glass_review.answer": ("verdict", "words", "tell", "delay", "until"),
    "break_glass_review.put_off": ("delay", "until"),
    "access_follow_up.answer": ("answer", "words"),
    "erasures.ask": ("number", "ground", "whole"),
    "erasures.hold": ("held", "why", "days"),
    "erasures.lift": (),
    "erasures.decide": ("decision",),
    "erasures.withdraw": (),
    "opinions.take_back": (),
    "opinions.find": ("sok",),
    "caseload.search": ("sok", "side"),
    "leaving.search": ("sok",),
    "contact.choose": ("contact",),
    "talks.close": (),
    "templates_kept.keep": ("title", "nb", "nn", "place"),
    "templates_kept.drop": (),
    "templates_kept.use": ("body", "feedback"),
    "talks.undo": (),
    "caseload.settle_sheet": (),
    "caseload.take_over": ("reason",),
    "correcting.save": ("corrected-because", "said-on", "of-edition", "rain_now", "rain_sev"),
    "door.act": ("action", "note"),
    "handover.hand_over": ("gruppe-1", "forlop-1"),
    "referrer.send_answer": ("fact_has_map", "answer"),
    "asking.ask": ("of", "wanted", "more", "answer_day"),
    "referrer.send": ("nin", "given_name", "family_name", "born", "reach", "mobile", "email", "hope"),
    "intake.send_decision": ("decision", "track", "note"),
    "kin.declare": ("name", "born"),
    "kin.remove": (),
    "moving.access": ("until", "access-why"),
    "moving.move": ("history", "receiver", "why"),
    "moving.pass_on": ("to", "note"),
    "moving.track": ("track",),
    "must_know.change_lock": ("action", "reason"),
    "must_know.save": ("alarm_ice", "cannot_swim", "known-from"),
    "leaving.bring_back": ("reason", "sok"),
    "leaving.reopen": (),
    "leaving.send": ("go", "mark", "once", "way", "reason", "stop", "asked", "note", "words", "message", "reply"),
    "leaving.undo": (),
    "paths.ask": ("occasion", "form-why"),
    "paths.take_back": (),
    "moving.undo_access": (),
    "questionnaires_staff.hand_in": ("instrument", "version", "wording", "language", "base", "go", "anyway"),
    "questionnaires_staff.draft": ("instrument", "base"),
    "ring_list.done": (),
    "ringing.line": ("promised",),
    "ringing.rung": ("outcome",),
    "ringing.set_up": ("caller", "day", "clock", "question"),
    "consents.choose": ("allowed", "version", "how", "back"),
    "staff_consents.keep": ("allowed", "version", "how", "back"),
    "staff_personal.answer": ("taken",),
    "staff_personal.join": ("action",),
    "staff_personal.same": ("nin", "reason"),
    "groups.make": ("kind", "name", "seats", "led_by", "room", "day", "clock", "minutes", "number"),
    "groups.attend": ("came-1", "why-1", "dropped_in", "guests"),
    "groups.add": ("person",),
    "groups.plan": ("day", "clock", "minutes", "number"),
    "groups.move": ("to_day", "to_clock", "row"),
    "groups.cancel": ("cancelled_because",),
    "groups.change": ("name", "name_nn", "seats", "led_by", "room", "place"),
    "groups.tell": ("body", "once"),
    "groups.excuse": ("excused", "excused_because"),
    "groups.note": ("about", "inner_note", "once"),
    "groups.give_seat": (),
    "groups.take_out": (),
    "groups.close": (),
    "team.add": ("person", "role", "until"),
    "team.end": (),
    "staff_personal.keep": ("reach", "mobile", "email", "language", "interpreter", "address_protected", "guardian"),
    "staff_personal.rename": ("given_name", "family_name"),
}
OTHERS = {
    "sign_in.back_channel": "a provider's own, with a signed token: its own tests",
    "sign_in.sign_out": "takes nothing, and ends the session this table is sent with",
}
QUERIES = {
    "access_log": ("/innsyn", ("for", "alle")),
    "benefits": ("/gevinster/klinikken/lake", ("fra", "til", "spor", "vis")),
    "caseload": ("/arbeidsliste", ("side", "sok", "hvorfor")),
    "ended": ("/avsluttede", ("sok",)),
    "home": ("/min-sti", ("forlop", "lang")),
    "instruments": ("/instrumenter", ("vis",)),
    "questionnaire": ("/skjema/{agenda_id}", ("side", "instrument", "mangler")),
    "sign_in": ("/logg-inn", ("next",)),
    "provider": ("/logg-inn/idporten", ("next", "login_hint", "prompt")),
    "back": ("/logg-inn/idporten/retur", ("state", "code", "iss", "error")),
}
WORDS = {
    "key": "klinikken",
    "organisation": "klinikken",
    "programme": "lake",
    "module": "first",
    "step": "first",
    "issuer": "idporten",
}


USUAL = (
    "action",
    "answer",
    "born",
    "day",
    "from",
    "name",
    "nin",
    "note",
    "number",
    "person",
    "reason",
    "role",
    "until",
    "way",
)
"""What the fields of forms are called."""
OPEN_TO_PATIENTS = ("patient", "public", "signed_in")


def views() -> list[str]:
    """Every view that takes a form, but for those of OTHERS."""
    with TemporaryDirectory() as folder:
        shown = make_house(sqlite_url(Path(folder)), catalogue=all_samples())
        shown.platform.engine.dispose()
        return sorted(posts(shown).keys() - OTHERS.keys())


@pytest.fixture(autouse=True, scope="module")
def often() -> Iterator[None]:
    with unlimited():
        yield


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    folder: Path = tmp_path_factory.mktemp("odd")
    return make_house(sqlite_url(folder), catalogue=all_samples())


@pytest.fixture(scope="module")
def therapist(house: House) -> Person:
    return house.person("Maren", "Aas", ("therapist", house.clinic), ("manager", house.clinic))


@pytest.fixture(scope="module")
def numbers(house: House, therapist: Person) -> dict[str, int]:
    patient = house.person("Tone", "Berg")
    enrolment_id = house.enrolled(patient, therapist, "lake")
    with house.work() as work:
        agenda_id = work.session.scalars(
            select(AgendaItem.id).where(AgendaItem.enrolment_id == enrolment_id).order_by(AgendaItem.opens_at)
        ).first()
        last = select(AgendaItem.id).where(AgendaItem.enrolment_id == enrolment_id).order_by(AgendaItem.opens_at.desc())
        weather = work.catalogue.one(Instrument, "weather")
        response = work.add(
            Response(
                enrolment_id=enrolment_id,
                agenda_id=work.session.scalars(last).first(),
                occasion="start",
                instrument=weather.key,
                version=weather.version,
                answers={"rain_now": 1},
                saved_at=work.now,
                submitted_at=work.now,
            )
        )
    assert agenda_id is not None
    there = numbers_of_groups(house, therapist.id, house.enrolled(house.person("Siri", "Lie"), therapist, "sample"))
    groups = {"group_id": there["group"], "session_id": there["been"]}
    return {
        **groups,
        "enrolment_id": enrolment_id,
        "agenda_id": agenda_id,
        "patient_id": patient.id,
        "response_id": response.id,
    }


@pytest.fixture
def clients(house: House, therapist: Person, numbers: dict[str, int]) -> dict[str, FlaskClient]:
    with house.work() as work:
        patient = work.session.get_one(Person, numbers["patient_id"])
    return {"patient": house.browser(patient), "staff": house.browser(therapist, staff=True)}


def posts(house: House) -> dict[str, str]:
    """Every view that takes a form, and its address; doors of machines take none, and have tests of their own."""
    rules = [rule for rule in house.app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    return {rule.endpoint: rule.rule for rule in rules if not rule.endpoint.startswith("api.")}


VIEWS = views()


def address(rule: str, numbers: dict[str, int]) -> str:
    path = rule
    for name, value in {**WORDS, **numbers}.items():
        path = path.replace(f"<int:{name}>", str(value)).replace(f"<{name}>", str(value))
    return re.sub(r"<[^>]+>", "1", path)


def test_the_tables_name_views_that_there_are(house: House) -> None:
    assert PATIENT.keys() | STAFF.keys() | OTHERS.keys() <= posts(house).keys()


def whose(house: House, view: str) -> str:
    """Who gets furthest into a view."""
    return "patient" if getattr(house.app.view_functions[view], "audience", "") in OPEN_TO_PATIENTS else "staff"


def turns(count: int, whole: bool) -> list[tuple[str, ...]]:
    """Which odd values each of so many fields is tried with: three of them, so that neighbours have others; all in
    ``make soak``."""
    names = tuple(ODD)
    return [
        names if whole else tuple(names[(number + step) % len(names)] for step in (0, 1, 3)) for number in range(count)
    ]


@pytest.mark.parametrize("view", VIEWS)
def test_no_form_falls_over(
    house: House, clients: dict[str, FlaskClient], numbers: dict[str, int], view: str, pytestconfig: pytest.Config
) -> None:
    fields = (*(PATIENT.get(view) or STAFF.get(view) or USUAL), "none_such")
    client, path = clients[whose(house, view)], address(posts(house)[view], numbers)
    forgery = token(client)
    statuses = {}
    for field, odd in zip(fields, turns(len(fields), pytestconfig.option.soak), strict=True):
        for what in odd:
            answer = client.post(path, data={field: ODD[what], "csrf_token": forgery})
            statuses[field, what] = answer.status_code
    for broken in BROKEN:  # refused before any view, whatever the field
        form = f"{fields[0]}={broken}&csrf_token={forgery}"
        answer = client.post(path, data=form, content_type="application/x-www-form-urlencoded")
        statuses[fields[0], broken] = answer.status_code
    assert {key: status for key, status in statuses.items() if status not in (*REFUSED, *TAKEN)} == {}


@pytest.mark.parametrize("page", QUERIES)
@pytest.mark.parametrize("kind", ["patient", "staff"])
def test_no_query_falls_over(clients: dict[str, FlaskClient], numbers: dict[str, int], page: str, kind: str) -> None:
    path, fields = QUERIES[page]
    path = path.format(**numbers)
    statuses = {}
    for field in (*fields, "none_such"):
        for what, value in ODD.items():
            statuses[field, what] = clients[kind].get(f"{path}?{field}={quote(value)}").status_code
        for broken in BROKEN:
            statuses[field, broken] = clients[kind].get(f"{path}?{field}={broken}").status_code
    allowed = (*REFUSED, *TAKEN, 503) if page in ("provider", "back") else (*REFUSED, *TAKEN)
    assert {key: status for key, status in statuses.items() if status not in allowed} == {}


@pytest.mark.parametrize("value", [DIGITS, "9" * 19, "٧", "-1", "1%200", "%ED%A0%80", PASTED], ids=len)
def test_no_address_falls_over(house: House, clients: dict[str, FlaskClient], value: str) -> None:
    for rule in house.app.url_map.iter_rules():
        if not rule.arguments or rule.endpoint == "static":
            continue
        path = rule.rule
        for name in rule.arguments:
            path = path.replace(f"<int:{name}>", value).replace(f"<path:{name}>", value).replace(f"<{name}>", value)
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        client = clients[whose(house, rule.endpoint)]
        answer = client.open(path, method=method, data={"csrf_token": token(client)} if method == "POST" else None)
        assert answer.status_code in (400, 403, 404, 405, 409, 422), path[:80]


def test_the_table_is_of_what_it_says() -> None:
    assert number(len(DIGITS)) == "5\u00a0000"
    assert PASTED.isascii() is False
