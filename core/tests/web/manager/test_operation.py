"""How a programme is run, on its page: what is counted and what waits now, hidden where few, and the load only where it is on."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from varde.alerts.models import RaisedAlert
from varde.benefits.counting.operation import AlertFact, OperationFacts, VisitFact, WayThrough
from varde.enrolments.models import Enrolment
from varde.identity.models import Organisation
from varde.testing.house import House

if TYPE_CHECKING:
    from .conftest import Counted

NOON = datetime(2026, 6, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)
LAKE = "/programdrift/fjordvest/lake"


def worked(counted: Counted) -> None:
    """Thirty who started in the year before: twenty finished, ten stopped in the second of two modules."""
    with counted.house.work() as work:
        modules = counted.house.programme("lake").modules_of(None)
        started = work.today - timedelta(days=100)
    keys = tuple(module.key for module in modules)
    way = WayThrough(tuple((module.key, tuple(s.key for s in module.steps)) for module in modules), frozenset(keys))
    facts = OperationFacts(
        ZoneInfo("Europe/Oslo"),
        started=started,
        answer_by=NOON,
        answered_at=NOON,
        replies=((NOON, NOON), (NOON, NOON + DAY)),
        alerts=(AlertFact("red", NOON, NOON, escalated=False),),
        way=way,
        done=frozenset(keys),
        visits=(VisitFact("video", "attended", NOON),),
        minutes=45,
    )
    left = replace(
        facts, done=frozenset(keys[:1]), left=True, answered_at=NOON + DAY, visits=(VisitFact("video", "missed", NOON),)
    )
    people = [replace(each, referred=started - 9 * DAY, started=started) for each in counted.patients(30)]
    operations = [facts] * 20 + [left] * 10
    counted.count([replace(each, operation=of) for each, of in zip(people, operations, strict=True)])


def read(house: House, counted: Counted, address: str, language: str = "") -> str:
    browser = house.browser(counted.manager, staff=True)
    page = browser.get(address, headers={"Accept-Language": language} if language else {}).get_data(as_text=True)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[-1])))


def test_each_picture_says_what_it_shows(house: House, counted: Counted) -> None:
    worked(counted)
    page = read(house, counted, LAKE)
    second = house.programme("lake").modules_of(None)[1].title.nb
    for said in (
        "10 av 30 henvisninger ble besvart etter fristen",
        "Begynte etter lovet dag ukjent",
        "Ingen er lovet plass til en dag, så det er ukjent om de begynte i tide.",
        "100 % av meldingene som er besvart, fikk svar innen neste virkedag",
        "60 meldinger av 30 personer, median 0,5",
        "Røde varsler: 30 av 30 ble åpnet i tide",
        "20 av 30 har gjort alle modulene som må gjøres",
        "Kommet til den virksomme delen ukjent",
        "Programmet sier ikke hvilken modul som er den virksomme",
        f"Flest stopper i «{second}»: 10 av 30 som kom dit",
        "10 av 30 timer ble ikke møtt",
        "45 minutter per pasient",
    ):
        assert said in page, said
    assert "Pasienter per behandler" not in page
    assert "effekt" not in page


def test_who_waits_now_and_what_hides_them(house: House, counted: Counted) -> None:
    for number in range(9):
        house.referred(house.person("P", str(number)), "lake")
    assert "9 venter, og ingen har ventet lenger enn fristen" in read(house, counted, LAKE)
    house.clock.move(days=60)
    page = read(house, counted, LAKE)
    assert "9 venter, og 9 har ventet lenger enn fristen" in page
    for number in range(3):
        house.referred(house.person("Q", str(number)), "lake")
    assert "12 venter nå" in read(house, counted, LAKE), "three who are in time are told by no difference"
    index = read(house, counted, "/programdrift")
    assert "12 færre enn 5, eller skjult 0" in index


def raised(house: House, enrolment_id: int, *severities: str) -> None:
    """Alerts that nobody has opened, about one patient."""
    enrolment = house.enrolment(enrolment_id)
    whose = {"person_id": enrolment.person_id, "organisation_id": enrolment.organisation_id}
    with house.work() as work:
        for severity in severities:
            moments = {"raised_at": work.now, "open_by": work.now}
            work.add(
                RaisedAlert(**whose, **moments, enrolment_id=enrolment_id, alert=severity, cause="c", severity=severity)
            )


def test_people_with_alerts_count_once_and_the_few_are_not_what_is_left(house: House, counted: Counted) -> None:
    """Two have a critical one and six a red one: eight people, of whom two have both. Six shown beside eight would tell two."""
    worked(counted)
    for number in range(8):
        enrolment_id = house.referred(house.person("P", str(number)), "lake")
        raised(house, enrolment_id, *(("critical", "red", "amber") if number < 2 else ("red",)))
    assert "kritiske varsler <5, røde varsler skjult, gule varsler 0" in read(house, counted, LAKE)
    index = read(house, counted, "/programdrift")
    assert "Personer med uåpnet varsel" in index
    assert "8 0 0 0 8" in index, "eight wait, none too long, no message, and eight people have an alert"


def test_the_load_is_shown_only_where_an_organisation_has_switched_it_on(house: House, counted: Counted) -> None:
    therapists = [house.person(name, "Aas", ("therapist", house.clinic)) for name in ("Maren", "Jonas")]
    for therapist, many in zip(therapists, (6, 2), strict=True):
        for number in range(many):
            house.enrolled(house.person("P", f"{therapist.id} {number}"), therapist, "lake")
    assert "Maren" not in read(house, counted, LAKE)
    for place, shown in ((house.trust, False), (house.clinic, True)):
        with house.work() as work:
            organisation = work.session.get_one(Organisation, place.id)
            organisation.details = {**organisation.details, "load_shown": True}
        page = read(house, counted, LAKE)
        assert ("Maren Aas har 6 pasienter nå" in page) is shown, "the trust decides for itself alone"
        assert "Jonas" not in page
    assert "1 andre, under 5 hver <5" in page


def test_only_the_widest_places_and_only_managers(house: House, counted: Counted) -> None:
    worked(counted)
    above = house.browser(house.person("Siv", "Moe", ("manager", house.trust)), staff=True)
    clinic = LAKE.replace("fjordvest", "klinikken")
    assert above.get(clinic).status_code == 404, "what the trust has more than the clinic would be told"
    assert above.get(LAKE).status_code == 200
    of_it = house.browser(house.person("Ola", "Vik", ("manager", house.clinic)), staff=True)
    assert [of_it.get(address).status_code for address in (clinic, LAKE)] == [200, 404]
    therapist = house.browser(house.person("Maren", "Aas", ("therapist", house.clinic)), staff=True)
    assert [therapist.get(address).status_code for address in ("/programdrift", LAKE)] == [403, 403]


def test_as_many_statements_however_much_there_is(house: House, counted: Counted) -> None:
    def statements(address: str) -> int:
        browser = house.browser(counted.manager, staff=True)
        browser.get(address)
        with house.counted() as told:
            assert browser.get(address).status_code == 200
        return len(told)

    addresses = ("/programdrift", LAKE)
    worked(counted)
    before = [statements(address) for address in addresses]
    for number in range(12):
        house.referred(house.person("P", str(number)), ("lake", "ridge")[number % 2])
    with house.work() as work:
        assert work.session.query(Enrolment).count() == 12
    assert [statements(address) for address in addresses] == before


def test_in_nynorsk_and_english(house: House, counted: Counted) -> None:
    worked(counted)
    assert "10 of 30 referrals were answered after the deadline" in read(house, counted, f"{LAKE}?lang=en", "en")
