"""The view of a place: what it says of places and of groups, counted by hand, and that it says nothing of a few or of anybody."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from varde.benefits.counting.models import PooledCells
from varde.enrolments.models import Offering
from varde.identity.models import Organisation
from varde.identity.service import add_organisation

if TYPE_CHECKING:
    from varde.testing.house import House

    from .conftest import Counted


def said(page: str) -> str:
    main = page.split("<main", 1)[1].split("</main", 1)[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def headings(page: str) -> list[str]:
    return [said(f"<main>{each}</main>").removeprefix(">").strip() for each in re.findall(r"<h2[^>]*>(.*?)</h2>", page)]


def hospitals(house: House, n: int) -> list[Organisation]:
    """So many trusts more in the region, each offering the programme."""
    with house.work() as work:
        region = work.session.get_one(Organisation, house.region.id)
        made = []
        for number in range(n):
            trust = add_organisation(work, f"sykehus-{number}", "trust", f"Sykehus {number}", region)
            work.add(Offering(organisation_id=trust.id, programme="lake", settings={}))
            made.append(trust)
        work.session.flush()
        for trust in made:
            work.session.expunge(trust)
    return made


@pytest.fixture
def region(house: House, counted: Counted) -> Counted:
    """A manager of the region, whose clinic and three more trusts have 240, 180, 180 and 150 who started."""
    with house.work() as work:
        trust = work.session.get_one(Organisation, house.trust.id)
        trust.parent_id = house.region.id
    people = counted.patients(240, every=1)
    for trust, n in zip(hospitals(house, 3), (180, 180, 150), strict=True):
        people += counted.patients(n, trust, every=1)
    sexes = [replace(each, people=(("sex", "male" if at % 3 else "female"),)) for at, each in enumerate(people)]
    counted.count(sexes)
    counted.decide()
    counted.manager = house.person("Rita", "Dal", ("manager", house.region))
    return counted


def test_places_are_laid_beside_one_another_and_none_is_best(region: Counted) -> None:
    page = region.browser().get(f"/gevinster/{region.house.region.key}/lake/sted").get_data(as_text=True)
    assert "Stedene er stort sett like: forskjellene kan være tilfeldige" in headings(page)
    assert "Hvorfor ingen rangering" in headings(page)
    assert "Traktfiguren viser hvem det er grunn til å ringe." in said(page)
    # Of 240 who started 160 answered and 80 of these responded: two in three, and every other.
    assert re.search(r"Fjordvest sykehus 240 160 50\s% \(42–58 %\)", said(page))
    assert re.search(r"Sykehus 2 150 100 50\s% \(40–60 %\)", said(page))
    assert "effekt" not in said(page).lower()
    assert "Det er ingen kontrollgruppe" in said(page)


def test_who_is_reached_is_told_of_many_and_what_is_not_asked_is_said(region: Counted) -> None:
    page = region.browser().get(f"/gevinster/{region.house.region.key}/lake/sted").get_data(as_text=True)
    words = said(page)
    assert "Kvinne" in words
    assert re.search(r"Mann 500 ", words)  # two in three of 750
    assert "Reisetid og utdanning vet vi ikke, og språk er ikke regnet med her" in headings(page)
    assert page.count('fill="url(#hatch) none"') >= 3


def test_the_ladder_leads_up_no_higher_than_she_sees(house: House, region: Counted) -> None:
    page = region.browser().get("/gevinster/sykehus-0/lake/sted").get_data(as_text=True)
    assert f"/gevinster/{house.region.key}/lake/sted" in page
    of_trust = house.browser(house.person("Per", "Vik", ("manager", house.trust)), staff=True)
    page = of_trust.get("/gevinster/fjordvest/lake/sted").get_data(as_text=True)
    assert f"/gevinster/{house.region.key}/" not in page


def test_an_unknown_measure_is_said_beside_the_field(region: Counted) -> None:
    browser, path = region.browser(), f"/gevinster/{region.house.region.key}/lake/sted"
    for measure in ("nothing", "ridge.mood", "<b>"):
        answer = browser.get(path, query_string={"mal": measure})
        assert answer.status_code == 422
        assert "Dette målet har ingen svar her. Velg et av dem i listen." in said(answer.get_data(as_text=True))


def test_nothing_is_said_of_a_funnel_where_none_is_drawn(house: House, counted: Counted) -> None:
    """Two trusts are too few for one."""
    with house.work() as work:
        work.session.get_one(Organisation, house.trust.id).parent_id = house.region.id
    (other,) = hospitals(house, 1)
    counted.count(counted.patients(60) + counted.patients(60, other))
    counted.decide()
    counted.manager = house.person("Rita", "Dal", ("manager", house.region))
    page = counted.browser().get(f"/gevinster/{house.region.key}/lake/sted").get_data(as_text=True)
    assert "Hvorfor ingen rangering" in headings(page)
    assert "Traktfiguren" not in said(page)


def test_where_there_are_not_several_places_the_page_says_why_it_has_no_funnel(counted: Counted) -> None:
    counted.count(counted.patients(60))
    counted.decide()
    page = counted.browser().get("/gevinster/fjordvest/lake/sted").get_data(as_text=True)
    assert "Ingen traktfigur over steder" in headings(page)
    assert "Under Fjordvest sykehus er det ikke flere steder" in said(page)


def test_places_that_are_all_hidden_are_said_to_be_so_once(house: House, counted: Counted) -> None:
    with house.work() as work:
        work.session.get_one(Organisation, house.trust.id).parent_id = house.region.id
    few = [person for trust in hospitals(house, 2) for person in counted.patients(4, trust)]
    counted.count(counted.patients(4) + few)
    counted.decide()
    counted.manager = house.person("Rita", "Dal", ("manager", house.region))
    page = said(counted.browser().get(f"/gevinster/{house.region.key}/lake/sted").get_data(as_text=True))
    assert page.count("kan vises hver for seg uten å røpe noe om noen få") == 1
    assert "vises ikke vises ikke" not in page


def test_whether_those_who_handed_over_sums_take_anybody_in_is_unknown(house: House, counted: Counted) -> None:
    with house.work() as work:
        work.session.get_one(Organisation, house.trust.id).parent_id = house.region.id
    theirs, stopped = hospitals(house, 2)
    with house.work() as work:
        for offering in work.session.query(Offering).filter(Offering.organisation_id.in_((theirs.id, stopped.id))):
            offering.state = "closed"
        handed_over = {"installation": "far", "signed_by": "0" * 64, "content": "{}"}
        moments = {"made_at": work.now, "imported_at": work.now}
        work.add(PooledCells(organisation_id=theirs.id, programme="lake", **handed_over, **moments))
    page = counted.browser().get("/gevinster/fjordvest/lake/sted").get_data(as_text=True)
    assert "Tilbudet finnes i 1 av 3 helseforetak. Om 1 vet vi ikke" in headings(page)
    assert re.search(r"I drift Tar ikke inn nye Vet ikke Tilbys ikke \S[^0-9]* 1 av 3 1 1 0 ", said(page))
    assert "har levert samlede tall fra sitt eget anlegg" in said(page)


def test_before_the_first_night_it_says_that_months_are_not_decided(counted: Counted) -> None:
    counted.count(counted.patients(60))
    said_before = said(counted.browser().get("/gevinster/fjordvest/lake/sted").get_data(as_text=True))
    assert "Hvilke måneder som vises, bestemmes hver natt" in said_before
    counted.decide()
    page = said(counted.browser().get("/gevinster/fjordvest/lake/sted").get_data(as_text=True))
    assert "Hvilke måneder" not in page
    assert "Alle måneder til og med juli 2025 samlet" in page


@pytest.mark.parametrize("people", [0, 3])
def test_a_few_are_not_told_of(counted: Counted, people: int) -> None:
    counted.count(counted.patients(people))
    counted.decide()
    page = counted.browser().get("/gevinster/fjordvest/lake/sted").get_data(as_text=True)
    assert "respondere på" not in said(page)
    assert "Traktfiguren" not in said(page)


def test_only_managers_of_the_place_see_it(house: House, region: Counted) -> None:
    path = "/gevinster/sykehus-1/lake/sted"
    assert region.browser().get(path).status_code == 200
    for role, place, status in (("manager", house.trust, 404), ("therapist", house.clinic, 403)):
        other = house.browser(house.person("Ola", "Nes", (role, place)), staff=True)
        assert other.get(path).status_code == status
    assert house.app.test_client().get(path).status_code == 302


def test_it_costs_the_same_statements_however_many_places_there_are(house: House, counted: Counted) -> None:
    counted.manager = house.person("Rita", "Dal", ("manager", house.region))
    with house.work() as work:
        work.session.get_one(Organisation, house.trust.id).parent_id = house.region.id
    counted.count(counted.patients(60))
    costs = []
    for n in (0, 5):
        for trust in hospitals(house, n):
            counted.count(counted.patients(30, trust))
        counted.decide()
        browser = counted.browser()
        path = f"/gevinster/{house.region.key}/lake/sted"
        browser.get(path)
        with house.counted() as statements:
            assert browser.get(path).status_code == 200
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 17
