"""A clinician's referral tells her nothing of anybody, and loses nothing of what it says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from varde.alerts.service import alerts_of
from varde.audit.models import AccessEntry
from varde.enrolments.models import Enrolment, Referral
from varde.identity.models import Person
from varde.identity.nin import parse
from varde.identity.service import add_person, phone_of
from varde.notifications.models import Delivery
from varde.people.facts import written_name
from varde.people.service import asked_of, changes_of
from varde.plugin.fitting import fitting_facts
from varde.programmes.values import Programme
from varde.referrals.models import FurtherReferral, PostedReferral
from varde.referrals.receiving import MOST_IN_AN_HOUR, receive
from varde.testing.house import House, all_samples, make_house, sqlite_url, token
from varde.web.shell.referral_form import questions_of

PATH = "/henvis/klinikken/lake"
BORN = "1980-02-03"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.fixture
def referrer(house: House) -> FlaskClient:
    """A coach of another clinic."""
    return house.browser(house.person("Siri", "Moe", ("therapist", house.elsewhere), title="losvakt"), staff=True)


@pytest.fixture
def therapist(house: House) -> FlaskClient:
    return house.browser(house.person("Maren", "Aas", ("therapist", house.clinic)), staff=True)


def form_of(house: House, programme: str = "lake", **changes: Any) -> dict[str, Any]:
    declared = house.platform.catalogue.one(Programme, programme)
    facts = fitting_facts(declared)
    about: dict[str, Any] = {
        "given_name": "Olav",
        "family_name": "Tveit",
        "born": BORN,
        "mobile": "412 34 567",
        "hope": "",
    }
    for question in questions_of(declared, clinician=True):
        value = facts[question.fact.key]
        if question.kind == "ticks":
            about[question.name] = ["none"]
        else:
            about[question.name] = ("yes" if value else "no") if isinstance(value, bool) else value
    return about | changes


def send(client: FlaskClient, form: dict[str, Any], path: str = PATH) -> Any:
    return client.post(path, data=form | {"csrf_token": token(client)})


def known(house: House, **fields: Any) -> tuple[Person, str]:
    """Somebody we know, and the number."""
    number = next(house._numbers)
    given_name, family_name = fields.pop("names", ("Olav", "Tveit"))
    about: dict[str, Any] = {"birth_date": date(1980, 2, 3), "phone": "41234567", "language": "nb", **fields}
    with house.work() as work:
        nin = parse(number, allow_synthetic=True)
        return add_person(work, given_name, family_name, nin, **about), number


def count(house: House, table: type) -> int:
    with house.work() as work:
        return work.session.scalar(select(func.count()).select_from(table)) or 0


# --- what it tells


def test_the_answer_and_the_time_are_the_same_whoever_it_is(house: House, referrer: FlaskClient) -> None:
    """Unknown, known under this name, known under another, already here, here under another date of birth."""
    _olav, plain = known(house)
    _liv, another_name = known(house, names=("Liv", "Hagen"))
    _ola, another_day = known(house, birth_date=date(1999, 1, 1))
    here, enrolled = known(house)
    house.referred(here, "lake")
    house.platform.drain()
    numbers = {
        "unknown": next(house._numbers),
        "known": plain,
        "name": another_name,
        "day": another_day,
        "here": enrolled,
    }
    referrer.get("/henvis")
    answers, costs = {}, {}
    for who, number in numbers.items():
        with house.counted() as statements:
            answer = send(referrer, form_of(house, nin=number))
        costs[who] = [statement.split("(")[0] for statement in statements]
        page = referrer.get("/henvis").get_data(as_text=True)
        newest = page.split('<tbody role="rowgroup">')[1].split("</tr>")[0]
        answers[who] = answer.status_code, answer.location, newest, "Henvisningen er sendt." in page
    assert {answer[:2] for answer in answers.values()} == {(303, "/henvis")}
    assert len(set(answers.values())) == 1
    assert all(cost == costs["unknown"] for cost in costs.values()), costs
    assert answers["known"][3]
    assert "Olav Tveit" in answers["known"][2]
    house.platform.drain()
    received = (
        referrer.get("/henvis")
        .get_data(as_text=True)
        .split('<tbody role="rowgroup">')[1]
        .split("</tbody>")[0]
        .split("</tr>")
    )
    assert {row.strip() for row in received} == {answers["unknown"][2].strip(), ""}, "received, they look alike too"
    with house.work() as work:
        logged = work.session.scalars(select(AccessEntry).where(AccessEntry.basis == "clinician_referral")).all()
        assert len(logged) == len(numbers)
        assert all(entry.patient_id and entry.actor_name == "Siri Moe, losvakt" for entry in logged)


def test_whoever_tries_out_numbers_is_stopped_and_logged(house: House, referrer: FlaskClient) -> None:
    for _ in range(MOST_IN_AN_HOUR):
        assert send(referrer, form_of(house, nin=next(house._numbers))).status_code == 303
    stopped = send(referrer, form_of(house, nin=next(house._numbers), hope="Dette står her."))
    assert stopped.status_code == 422
    assert f"Du har sendt {MOST_IN_AN_HOUR} henvisninger den siste timen." in stopped.get_data(as_text=True)
    assert "Dette står her." in stopped.get_data(as_text=True)
    assert count(house, PostedReferral) == MOST_IN_AN_HOUR
    with house.work() as work:
        [denied] = work.session.scalars(select(AccessEntry).where(AccessEntry.outcome == "denied")).all()
        assert (denied.basis, denied.what) == ("too_many", "referral")
    house.clock.move(hours=1, minutes=1)
    with house.work() as work:
        siri = work.session.scalars(select(Person).where(Person.given_name == "Siri")).one()
    referrer = house.browser(siri, staff=True)
    assert send(referrer, form_of(house, nin=next(house._numbers))).status_code == 303


def test_the_post_is_sealed_and_emptied_when_it_is_received(house: House, referrer: FlaskClient) -> None:
    number = next(house._numbers)
    send(referrer, form_of(house, nin=number, hope="Gå på ski."))
    with house.platform.engine.connect() as connection:
        stored = str(connection.exec_driver_sql("SELECT * FROM posted_referral").all())
    assert number not in stored
    assert "ski" not in stored
    house.platform.drain()
    with house.work() as work:
        row = work.session.scalars(select(PostedReferral)).one()
        assert (row.content, row.received_at) == (None, work.now)
        assert work.session.get_one(Enrolment, row.enrolment_id).programme == "lake"


# --- what it says is kept


def test_another_number_is_asked_about_and_what_nobody_knew_is_kept(house: House, referrer: FlaskClient) -> None:
    person, number = known(house, email=None)
    send(referrer, form_of(house, nin=number, mobile="+46 70 123 45 67", email="olav@eksempel.no"))
    house.platform.drain()
    with house.work() as work:
        olav = work.session.get_one(Person, person.id)
        assert phone_of(work, olav) == "+4741234567"
        assert [(row.fact, row.known, row.said, row.source) for row in asked_of(work, olav)] == [
            ("phone", "+4741234567", "+46701234567", "referral")
        ]
        assert [(row.fact, row.before, row.after) for row in changes_of(work, person.id)] == [
            ("email", None, "olav@eksempel.no")
        ]
        assert olav.asked == 1


@pytest.mark.parametrize(
    ("names", "typed", "source", "shown_to_patient"),
    [
        (("Åse Marie", "Bråten"), ("A\u030ase Marie", "Bråten"), None, 0),
        (("Åse Marie", "Bråten"), ("Åse", ""), None, 0),
        (("Åse Marie", "Bråten"), ("Åse Marie", "Bråten Lie"), "referral", 1),
        (("Åse", "Bråten"), ("Åse", "Lie"), "referral", 1),
        (("Suharto", ""), ("", "Suharto"), None, 0),
        (("Åse", "Bråten"), ("Liv", "Hagen"), "doubt", 0),
    ],
)
def test_names_are_compared_by_parts_and_never_overwritten(
    house: House,
    referrer: FlaskClient,
    names: tuple[str, str],
    typed: tuple[str, str],
    source: str | None,
    shown_to_patient: int,
) -> None:
    person, number = known(house, names=names)
    form = form_of(house, nin=number, given_name=typed[0], family_name=typed[1])
    assert send(referrer, form).status_code == 303
    house.platform.drain()
    with house.work() as work:
        row = work.session.get_one(Person, person.id)
        assert (row.given_name, row.family_name) == names
        asked = [(each.fact, each.said, each.source) for each in asked_of(work, row)]
        assert asked == ([("name", written_name(*typed), source)] if source else [])
        assert row.asked == shown_to_patient


def test_a_known_age_stays_and_the_clinician_is_warned(
    house: House, referrer: FlaskClient, therapist: FlaskClient
) -> None:
    """She is fourteen; whoever types 1980 makes her no older."""
    person, number = known(house, birth_date=date(2012, 3, 4))
    send(referrer, form_of(house, nin=number, born="1980-03-04"))
    house.platform.drain()
    with house.work() as work:
        assert work.session.get_one(Person, person.id).birth_date == date(2012, 3, 4)
        referral = work.session.scalars(select(Referral)).one()
        assert referral.facts["age"] == 14
        assert referral.outcome == "not_eligible"
        enrolment_id = referral.enrolment_id
    page = therapist.get(f"/henvisning/{enrolment_id}").get_data(as_text=True)
    assert "Når er pasienten født?" in page
    assert "4. mars 1980" in page
    assert "4. mars 2012" in page


def test_the_same_holds_when_she_types_it_herself(house: House, therapist: FlaskClient) -> None:
    person, _number = known(house, birth_date=date(2012, 3, 4))
    client = house.browser(person)
    form = form_of(house, born="1980-03-04")
    declared = house.platform.catalogue.one(Programme, "lake")
    asked = {question.name for question in questions_of(declared, clinician=False)}
    form = {key: value for key, value in form.items() if key in asked | {"born", "mobile", "hope"}}
    answer = client.post("/o/klinikken/lake/pamelding", data=form | {"csrf_token": token(client)})
    assert answer.status_code == 303
    with house.work() as work:
        assert work.session.get_one(Person, person.id).birth_date == date(2012, 3, 4)
        referral = work.session.scalars(select(Referral)).one()
        assert referral.facts["age"] == 14
        assert [row.fact for row in asked_of(work, work.session.get_one(Person, person.id))] == ["birth_date"]
    assert "Når er pasienten født?" in therapist.get(f"/henvisning/{referral.enrolment_id}").get_data(as_text=True)


def test_a_number_that_begins_with_another_day_is_warned_of(
    house: House, referrer: FlaskClient, therapist: FlaskClient
) -> None:
    number = next(house._numbers)
    day, month, year = int(number[:2]), int(number[2:4]) - 80, int(number[4:6])
    agrees, other_day = date(1900 + year, month, day), date(1900 + year, month % 12 + 1, min(day, 28))
    for born, warned in ((agrees, False), (other_day, True)):
        person, _ = known(house, birth_date=born)
        with house.work() as work:
            row = work.session.get_one(Person, person.id)
            row.nin_sealed = work.vault.seal("person.nin", number)
        enrolment_id = house.referred(person, "lake")
        page = therapist.get(f"/henvisning/{enrolment_id}").get_data(as_text=True)
        assert ("Fødselsdatoen stemmer ikke med fødselsnummeret" in page) is warned


def test_a_second_referral_is_kept_beside_the_first(
    house: House, referrer: FlaskClient, therapist: FlaskClient
) -> None:
    person, number = known(house)
    enrolment_id = house.referred(person, "lake")
    send(referrer, form_of(house, nin=number, hope="Sove bedre.", fact_alarm=["alarm_ice"]))
    house.platform.drain()
    assert (count(house, Enrolment), count(house, Referral), count(house, FurtherReferral)) == (1, 1, 1)
    with house.work() as work:
        row = work.session.scalars(select(FurtherReferral)).one()
        assert (row.enrolment_id, row.hope, row.outcome, row.facts["alarm_ice"]) == (
            enrolment_id,
            "Sove bedre.",
            "review",
            True,
        )
    page = therapist.get(f"/pasient/{enrolment_id}").get_data(as_text=True)
    assert "Henvist på nytt." in page
    assert "Sove bedre." in therapist.get(f"/henvisning/{enrolment_id}").get_data(as_text=True)
    strip = therapist.get(f"/pasient/{enrolment_id}").get_data(as_text=True)
    assert '<p class="strip' not in strip, "it has been read"


@pytest.mark.parametrize("responsible", [True, False])
@pytest.mark.parametrize(("answer", "severity"), [("0", None), ("1", "amber"), ("2", "red"), ("3", "red")])
def test_danger_in_a_second_referral_is_an_alert_at_once(
    house: House, referrer: FlaskClient, answer: str, severity: str | None, responsible: bool
) -> None:
    """Whoever is responsible is told; with nobody responsible, everybody at the clinic. It is told once."""
    person, number = known(house)
    maren, per = (house.person(name, "Aas", ("therapist", house.clinic)) for name in ("Maren", "Per"))
    enrolment_id = house.enrolled(person, maren, "ridge", "north")
    with house.work() as work:
        work.session.get_one(Enrolment, enrolment_id).therapist_id = maren.id if responsible else None
    house.platform.drain()
    before = count(house, Delivery)
    send(referrer, form_of(house, "ridge", nin=number, fact_phq9_item9=answer), "/henvis/klinikken/ridge")
    house.platform.drain()
    with house.work() as work:
        views = alerts_of(work, enrolment_id)
        again = work.session.scalars(select(FurtherReferral)).one()
        notices = work.session.scalars(select(Delivery).order_by(Delivery.id)).all()[before:]
    assert [(view.row.severity, view.row.crisis, view.row.state) for view in views] == (
        [(severity, True, "raised")] if severity else []
    )
    told = {maren.id, per.id} if not responsible else {maren.id}
    assert {row.person_id for row in notices} == (told if severity else set())
    assert len(notices) == (len(told) if severity else 0)
    assert all((row.notice, row.state) == ("alert", "sent") for row in notices)
    assert (again.enrolment_id, again.facts["phq9_item9"]) == (enrolment_id, int(answer))
    page = house.browser(maren, staff=True).get(f"/pasient/{enrolment_id}").get_data(as_text=True)
    assert ("Henvist på nytt, med fare for liv." in page) == again.urgent
    assert again.urgent == (answer in ("2", "3"))


def test_received_twice_is_once(house: House, referrer: FlaskClient) -> None:
    send(referrer, form_of(house, nin=next(house._numbers)))
    house.platform.drain()
    with house.work() as work:
        posted = work.session.scalars(select(PostedReferral.id)).one()
        receive.run(work, posted_id=posted)
    assert (count(house, Enrolment), count(house, FurtherReferral)) == (1, 0)
