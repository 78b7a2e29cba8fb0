"""The administrator's pages: each thing is set on its page, what cannot be is said there, and no patient is on any of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, select, update

from varde.enrolments.models import Offering
from varde.identity.models import Grant, HealthProfessional, Organisation, Person
from varde.identity.service import staff_roles_of
from varde.identity.synthetic import synthetic_numbers
from varde.privacy.kin import declare_by_name
from varde.setup.models import SetUpChange
from varde.testing.house import House, all_samples, make_house, sqlite_url, token
from varde.web.admin.organisation import place_of_page
from varde.web.shell import http

NUMBERS = list(islice(synthetic_numbers(), 600, 605))
HERE = "/oppsett/klinikken"


class Desk:
    """The administrators of the trust and of the region, each at a browser."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.rune = house.person("Rune", "Bø", ("trust_administrator", house.trust))
        self.rita = house.person("Rita", "Dal", ("trust_administrator", house.region))
        self.sara = house.person("Sara", "Holm", ("therapist", house.clinic), title="psykolog")
        self.browser = house.browser(self.rune, staff=True)

    def page(self, address: str = HERE, browser: FlaskClient | None = None) -> str:
        answer = (browser or self.browser).get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.get_data(as_text=True)

    def send(self, address: str, typed: Mapping[str, str], browser: FlaskClient | None = None) -> tuple[int, str]:
        browser = browser or self.browser
        answer = browser.post(address, data={**typed, "csrf_token": token(browser)})
        return answer.status_code, answer.get_data(as_text=True)

    def seen(self, name: str, address: str = HERE) -> str:
        """What the page says it was made from."""
        part = self.page(address).split(f'name="{name}" value="', 1)[1]
        return part.split('"', 1)[0]

    def changes(self) -> int:
        with self.house.work() as work:
            return work.session.query(SetUpChange).count()


@pytest.fixture
def desk(tmp_path: Any) -> Iterator[Desk]:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    yield Desk(house)
    house.platform.engine.dispose()


def test_the_menu_leads_to_the_place_she_administers(desk: Desk) -> None:
    answer = desk.browser.get("/oppsett")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/oppsett/fjordvest")
    assert "Du når ingen pasient herfra" in desk.page("/oppsett/fjordvest")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_page_is_there_in_every_language(desk: Desk, language: str) -> None:
    titles = {"nb": "Åpningstider", "nn": "Opningstider", "en": "Opening hours"}
    assert titles[language] in desk.page(f"{HERE}?lang={language}")
    for address in ("/endringer", "/ansatt", f"/ansatt/{desk.sara.id}", "/tilbud/lake"):
        desk.page(f"{HERE}{address}?lang={language}")


def test_a_clinic_is_added_and_offers_a_programme_with_staff(desk: Desk) -> None:
    status, _page = desk.send(
        "/oppsett/fjordvest/ny", {"new_name": "Nettbehandling", "new_key": "nett", "new_kind": "clinic"}
    )
    assert status == 303
    assert desk.send("/oppsett/nett/tilby", {"programme": "lake", "state": "waiting"})[0] == 303
    seen = desk.seen("seen-lake", "/oppsett/nett")
    typed = {"state-lake": "open", "capacity-lake": "60", "reply_working_days-lake": "3", "seen-lake": seen}
    assert desk.send("/oppsett/nett/tilbud", {**typed})[0] == 303
    person = {"given_name": "Lars", "family_name": "Brekke", "nin": NUMBERS[0], "hpr": "9144347", "title": "psykolog"}
    assert (
        desk.send("/oppsett/nett/ansatt", {**person, "role": "therapist", "programme": "lake", "to": "2026-12-31"})[0]
        == 303
    )
    page = desk.page("/oppsett/nett")
    assert "behandler (lake) til 31. desember 2026" in page
    assert 'value="60"' in page
    assert NUMBERS[0] not in page
    with desk.house.work() as work:
        nett = work.session.scalars(select(Organisation).where(Organisation.key == "nett")).one()
        offering = work.session.scalars(select(Offering).where(Offering.organisation_id == nett.id)).one()
        assert (offering.state, offering.settings) == ("open", {"capacity": 60, "reply_working_days": 3})


def test_a_row_that_cannot_be_is_named_and_no_row_is_stored(desk: Desk) -> None:
    seen = {f"seen-{key}": desk.seen(f"seen-{key}") for key in ("lake", "sample")}
    typed = {"state-lake": "closed", "state-sample": "open", "capacity-sample": "-3"}
    status, page = desk.send(f"{HERE}/tilbud", {**typed, **seen})
    assert status == 422
    assert 'id="capacity-sample-feil"' in page
    assert 'value="-3"' in page
    assert desk.changes() == 0


def test_the_later_of_two_is_told_and_what_she_wrote_stands(desk: Desk) -> None:
    seen = desk.seen("seen_text")
    texts = {code: f"Ring 113. Vi ringer deg i dag ({code})." for code in ("nb", "nn", "en")}
    first = {f"crisis-{code}": words for code, words in texts.items()}
    other = desk.house.browser(desk.rita, staff=True)
    assert desk.send(f"{HERE}/tekst/crisis", {**first, "seen_text": seen}, other)[0] == 303
    second = {name: f"Min. {words}" for name, words in first.items()}
    status, page = desk.send(f"{HERE}/tekst/crisis", {**second, "seen_text": seen})
    assert status == 409
    assert "Rita Dal endret dette" in page
    assert "Min. Ring 113. Vi ringer deg i dag (nb)." in page
    assert "Ring 113. Vi ringer deg i dag (nb)." in desk.page()


def test_the_later_is_told_even_when_the_first_stored_while_she_waited(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The organisation was read before it was held."""

    def place_known_before(key: str) -> Organisation:
        place = place_of_page(key)
        elsewhere = update(Organisation).where(Organisation.id == place.id).values(name="Ritas klinikk")
        http.work().session.execute(elsewhere.execution_options(synchronize_session=False))
        return place

    seen = desk.seen("seen_basics")
    monkeypatch.setattr("varde.web.admin.organisation.place_of_page", place_known_before)
    assert desk.send(f"{HERE}/virksomhet", {"name": "Runes klinikk", "seen_basics": seen})[0] == 409
    assert desk.changes() == 0


def test_a_week_days_and_rooms(desk: Desk) -> None:
    week = {f"opens-{day}": "8" for day in range(5)} | {f"closes-{day}": "15.30" for day in range(5)}
    assert desk.send(f"{HERE}/tider", {**week, "seen_hours": desk.seen("seen_hours")})[0] == 303
    assert desk.send(f"{HERE}/stengt", {"first": "2026-12-24", "last": "2027-01-01", "why": "Jul"})[0] == 303
    assert desk.send(f"{HERE}/rom", {"room": "214", "seats": "4", "purpose": "talks"})[0] == 303
    page = desk.page()
    assert page.count('value="15:30"') == 5
    assert "24. desember 2026" in page
    assert desk.send(f"{HERE}/rom/1", {"gjor": "steng"})[0] == 303
    assert desk.send(f"{HERE}/stengt/apne", {"closed": "2026-12-24"})[0] == 303
    assert desk.send(f"{HERE}/rom/1", {"gjor": "steng"})[0] == 404


def test_a_clinic_with_patients_is_not_closed(desk: Desk) -> None:
    desk.house.enrolled(desk.house.person("Torgrim", "Vikesland"), desk.sara, "sample")
    status, page = desk.send(f"{HERE}/steng", {})
    assert status == 422
    assert "Klinikken kan ikke stenges: 1 pasient har et forløp som ikke er avsluttet." in page
    assert "Torgrim" not in page
    assert "Vikesland" not in page


def test_a_region_lists_what_is_below_it(desk: Desk) -> None:
    desk.house.enrolled(desk.house.person("Torgrim", "Vikesland"), desk.sara, "sample")
    page = desk.page("/oppsett/helse-fjord", desk.house.browser(desk.rita, staff=True))
    row = page.split('<section class="board" id="under"')[1].split("</section>")[0]
    assert "Fjordvest sykehus" in row
    assert "Åpningstider" not in page, "nobody is treated at a region"
    cells = [part.split("<")[0] for part in row.split('class="num">')[1:]]
    assert cells == ["1", "4", "2", "1"], "places, offerings, people with a role, enrolments, of all that is under it"


# --- staff


def test_one_of_the_staff_has_her_days_and_what_follows(desk: Desk) -> None:
    house = desk.house
    for n in range(3):
        house.enrolled(house.person("Torgrim", f"Vikesland {n}"), desk.sara, "sample")
    address = f"{HERE}/ansatt/{desk.sara.id}"
    assert "Ingen har rollen seksjonsleder her" in desk.page(address)
    elin = house.person("Elin", "Sande", ("head", house.clinic))
    page = desk.page(address)
    assert "3 forløp" in page
    assert "Elin Sande fordeler dem" in page
    assert "Vikesland" not in page
    with house.work() as work:
        grant = work.session.scalars(select(Grant.id).where(Grant.person_id == desk.sara.id)).one()
    typed = {f"from-{grant}": "", f"to-{grant}": "2026-10-31", f"seen-{grant}": desk.seen(f"seen-{grant}", address)}
    assert desk.send(f"{address}/roller", {**typed})[0] == 303
    head = house.browser(elin, staff=True)
    assert "Sara Holm slutter 31. oktober 2026." in head.get("/overforing").get_data(as_text=True)
    page = desk.page(address)
    assert "Slutter 31. oktober 2026" in page
    assert "Fristen er 31. oktober 2026." in page
    assert "3 forløp må ha en ny ansvarlig før da." in desk.page()
    assert desk.send(f"{address}/steng", {})[0] == 303
    assert "3 forløp ved Klinikken har ingen ansvarlig nå. Elin Sande fordeler dem." in desk.page()


def test_how_one_of_the_staff_signs_in_is_shown_and_nothing_of_her_as_a_patient(desk: Desk) -> None:
    house, address = desk.house, f"{HERE}/ansatt/{desk.sara.id}"
    house.browser(desk.sara).get("/min-sti")
    assert _signing_in(desk.page(address)) == [
        "HelseID", "Ingen", "Sperret: ingen er ansatt i sin egen", "Ingen oppgitt"
    ]  # fmt: skip
    assert "Har aldri logget inn." in desk.page(address)
    house.browser(desk.sara, staff=True).get("/arbeidsliste")
    with house.work() as work:
        sara = work.session.get_one(Person, desk.sara.id)
        declare_by_name(work, sara.id, "Torgrim Vikesland", date(1980, 2, 3))
        sara.hpr = "431001340"
        work.add(HealthProfessional(person_id=sara.id, number=sara.hpr, professions=[], told_at=work.now))
    page = desk.page(address)
    assert _signing_in(page)[1::2] == ["1, lukkes når alle roller avsluttes", "1 person sperret"]
    assert "HPR-nummer slutter på 340, bekreftet av HelseID " in page
    assert "Sist inne " in page
    assert "Vikesland" not in page
    with house.work() as work:
        work.session.get_one(HealthProfessional, sara.id).number = "431001359"
    assert "bekreftet av HelseID" not in desk.page(address), "the register says that another number is hers"


def _signing_in(page: str) -> list[str]:
    return re.findall(r"<dd>([^<]*)</dd>", page.split('id="h-inn"')[1].split("</section>")[0])


def test_a_role_whose_days_cannot_be_is_named_in_its_row(desk: Desk) -> None:
    address = f"{HERE}/ansatt/{desk.sara.id}"
    with desk.house.work() as work:
        grant = work.session.scalars(select(Grant.id).where(Grant.person_id == desk.sara.id)).one()
    for last, sentence in (
        ("2020-01-01", "Rollen Behandler kan ikke slutte 01.01.2020, som er over."),
        ("31/31", "«31/31» er ingen dag. Skriv for eksempel 2026-12-31."),
    ):
        status, page = desk.send(f"{address}/roller", {f"from-{grant}": "", f"to-{grant}": last})
        assert (status, sentence in page, f'id="to-{grant}-feil"' in page) == (422, True, True)
    for typed, sentence in (
        ({"substitute": ""}, "Kryss av minst én dag."),
        ({"dag0": "1", "substitute": "9999"}, "Velg en annen behandler ved klinikken, eller klinikkens kø."),
    ):
        status, page = desk.send(f"{address}/til-stede", typed)
        assert (status, sentence in page) == (422, True), sentence
    assert desk.changes() == 0


def test_an_administrator_takes_two(desk: Desk) -> None:
    person = {"given_name": "Trude", "family_name": "Lien", "nin": NUMBERS[1]}
    assert desk.send(f"{HERE}/ansatt", {**person, "role": "trust_administrator"})[0] == 303
    assert "Du kan ikke bekrefte det du har bedt om selv." in desk.page()
    status, page = desk.send(f"{HERE}/venter/1", {"gjor": "bekreft"})
    assert (status, "En annen administrator må gjøre det." in page) == (422, True)
    other = desk.house.browser(desk.rita, staff=True)
    assert desk.send(f"{HERE}/venter/1", {"gjor": "bekreft"}, other)[0] == 303
    with desk.house.work() as work:
        trude = work.session.scalars(select(Person).where(Person.given_name == "Trude")).one()
        assert [role.role for role in staff_roles_of(work, trude)] == ["trust_administrator"]


def test_whoever_leaves_is_signed_out(desk: Desk) -> None:
    staff = desk.house.browser(desk.sara, staff=True)
    assert staff.get("/arbeidsliste").status_code == 200
    assert desk.send(f"{HERE}/ansatt/{desk.sara.id}/steng", {})[0] == 303
    assert staff.get("/arbeidsliste").status_code == 302
    assert "Ingen roller nå." in desk.page(f"{HERE}/ansatt/{desk.sara.id}")


def test_whose_telephone_is_lost_is_signed_out_and_keeps_her_roles(desk: Desk) -> None:
    address = f"{HERE}/ansatt/{desk.sara.id}"
    staff = desk.house.browser(desk.sara, staff=True)
    assert f'action="{address}/logg-ut"' in desk.page(address)
    assert desk.send(f"{address}/logg-ut", {})[0] == 303
    assert "Logget ut av 1 nettleser." in (page := desk.page(address))
    assert staff.get("/arbeidsliste").status_code == 302
    assert f'action="{address}/logg-ut"' not in page
    assert "Ansatt, nettlesere som var logget inn" in page
    assert desk.send(f"{address}/logg-ut", {})[0] == 303
    assert "Ingen nettleser var logget inn." in desk.page(address)
    assert desk.house.browser(desk.sara, staff=True).get("/arbeidsliste").status_code == 200


@pytest.mark.parametrize(("where", "said"), [(None, True), ("elsewhere", True), ("clinic", False), ("trust", False)])
def test_it_is_said_where_nobody_guards_privacy(desk: Desk, where: str | None, said: bool) -> None:
    if where is not None:
        desk.house.person("Solveig", "Haug", ("privacy_officer", getattr(desk.house, where)))
    assert ("Ingen er personvernombud her." in desk.page(HERE)) is said


# --- whom she does not reach


def test_she_reaches_no_patient_nor_another_trust(desk: Desk) -> None:
    """Each address of the application, by the kind of page it is; the expectations are written by hand."""
    house = desk.house
    tor = house.person("Torgrim", "Vikesland")
    enrolment = house.enrolled(tor, desk.sara, "sample")
    asked = 0
    for rule in house.app.url_map.iter_rules():
        audience = getattr(house.app.view_functions[rule.endpoint], "audience", "")
        if "GET" not in (rule.methods or ()) or audience in ("public", "") or "static" in rule.endpoint:
            continue
        address = rule.rule
        for argument in rule.arguments:
            value = {"enrolment_id": str(enrolment), "key": "klinikken", "person_id": str(tor.id)}.get(argument, "1")
            for kind in ("int:", "path:", ""):
                address = address.replace(f"<{kind}{argument}>", value)
        answer = desk.browser.get(address)
        asked += 1
        assert "Torgrim" not in answer.get_data(as_text=True), address
        assert "Vikesland" not in answer.get_data(as_text=True), address
        if audience not in ("set_up", "plan_courses", "retention", "signed_in", "staff"):
            assert answer.status_code in (403, 404), (address, audience, answer.status_code)
    assert asked > 60
    for address in ("/oppsett/elsewhere", "/oppsett/helse-fjord", f"{HERE}/ansatt/{tor.id}"):
        assert desk.browser.get(address).status_code in (403, 404), address
    assert desk.send("/oppsett/elsewhere/steng", {})[0] == 403
    assert desk.send("/oppsett/elsewhere/ansatt", {"given_name": "A", "family_name": "B", "role": "head"})[0] == 403


# --- large


def test_a_page_costs_the_same_with_500_clinics_and_5000_staff(desk: Desk) -> None:
    house, rita = desk.house, desk.house.browser(desk.rita, staff=True)

    def statements() -> dict[str, int]:
        counted = {}
        for address in (
            "/oppsett/helse-fjord",
            "/oppsett/fjordvest",
            HERE,
            f"{HERE}/endringer",
            f"{HERE}/ansatt/{desk.sara.id}",
        ):
            rita.get(address)
            with house.counted() as made:
                assert rita.get(address).status_code == 200
            counted[address] = len(made)
        return counted

    before = statements()
    with house.work() as work:
        place = {"kind": "clinic", "parent_id": house.trust.id, "details": {}}
        work.session.execute(
            insert(Organisation), [{**place, "key": f"k{n}", "name": f"Klinikk {n}"} for n in range(500)]
        )
        ids = work.session.scalars(
            select(Organisation.id).where(Organisation.key.like("k%"), Organisation.name.like("Klinikk %"))
        ).all()
        person = {"family_name": "Nes", "created_at": work.now}
        work.session.execute(insert(Person), [{**person, "given_name": f"Ansatt {n}"} for n in range(5000)])
        people = work.session.scalars(select(Person.id).where(Person.family_name == "Nes")).all()
        work.session.execute(
            insert(Grant),
            [
                {
                    "person_id": who,
                    "role": "therapist",
                    "organisation_id": [*ids, house.clinic.id][n % 501],
                    "starts_at": work.now - timedelta(days=1),
                }
                for n, who in enumerate(people)
            ],
        )
    assert statements() == before
    assert max(before.values()) <= 32, before
