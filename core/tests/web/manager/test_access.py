"""Who may look at which figures, and where the way in leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from varde.enrolments.models import Offering
from varde.identity.service import grant
from varde.programmes.values import Programme

if TYPE_CHECKING:
    from varde.testing.house import House

    from .conftest import Counted


@pytest.mark.parametrize("end", ["", ".csv"])
def test_a_manager_of_another_organisation_is_told_that_there_is_none(house: House, end: str) -> None:
    stranger = house.browser(house.person("Ola", "Nes", ("manager", house.elsewhere)), staff=True)
    assert stranger.get(f"/gevinster/klinikken/lake{end}").status_code == 404
    assert stranger.get(f"/gevinster/nowhere/lake{end}").status_code == 404
    assert stranger.get(f"/gevinster/elsewhere/lake{end}").status_code == 200


@pytest.mark.parametrize("end", ["", ".json", ".pdf", ".xlsx", ".zip"])
def test_a_report_is_for_the_managers_of_its_place(house: House, counted: Counted, end: str) -> None:
    counted.count(counted.patients(60))
    path = f"/gevinster/klinikken/lake/rapport{end}"
    assert counted.browser().get(path).status_code == 200
    late = house.browser(house.person("Siv", "Moe", ("manager", house.clinic)), staff=True, minutes_ago=31)
    assert late.get(path).status_code == (403 if end else 200), "a file is for whoever has identified herself lately"
    stranger = house.browser(house.person("Ola", "Nes", ("manager", house.elsewhere)), staff=True)
    assert stranger.get(path).status_code == 404
    therapist = house.browser(house.person("Tora", "Vik", ("therapist", house.clinic)), staff=True)
    assert therapist.get(path).status_code == 403
    assert house.app.test_client().get(path).status_code == 302


@pytest.mark.parametrize("path", ["/gevinster", "/gevinster/klinikken/lake", "/gevinster/klinikken/lake.csv"])
def test_only_managers_may_look(house: House, path: str) -> None:
    therapist = house.browser(house.person("Tora", "Vik", ("therapist", house.clinic)), staff=True)
    patient = house.browser(house.person("Pia", "Aas"))
    assert therapist.get(path).status_code == 403
    assert patient.get(path).status_code == 403
    assert house.app.test_client().get(path).status_code == 302


def test_a_role_for_one_programme_opens_that_one_only(house: House) -> None:
    manager = house.person("Siv", "Moe")
    with house.work() as work:
        grant(work, manager, "manager", house.clinic, "lake")
    browser = house.browser(manager, staff=True)
    assert browser.get("/gevinster/klinikken/lake").status_code == 200
    assert browser.get("/gevinster/klinikken/ridge").status_code == 404
    assert browser.get("/gevinster").headers["Location"] == "/gevinster/klinikken/lake"


def test_the_way_in_lists_programmes_and_places_but_no_two_that_are_the_same(house: House, counted: Counted) -> None:
    browser = counted.browser()
    page = browser.get("/gevinster").get_data(as_text=True)
    for programme in ("lake", "ridge", "village"):
        assert f"/gevinster/fjordvest/{programme}" in page
    assert "/gevinster/klinikken/" not in page  # the clinic is all there is in the trust
    with house.work() as work:
        other = house.elsewhere
        work.session.merge(other).parent_id = house.trust.id
    page = browser.get("/gevinster").get_data(as_text=True)
    assert "/gevinster/klinikken/lake" in page
    assert "/gevinster/elsewhere/lake" in page


def test_a_manager_where_nothing_is_offered_is_told_so(house: House) -> None:
    manager = house.person("Bo", "Lie", ("manager", house.trust))
    with house.work() as work:
        work.session.query(Offering).delete()
    assert "tilbys" in house.browser(manager, staff=True).get("/gevinster").get_data(as_text=True)


def test_an_unknown_programme_is_not_found(counted: Counted) -> None:
    assert counted.browser().get("/gevinster/fjordvest/nothing").status_code == 404


def test_every_programme_has_a_calm_page_before_anybody_comes(house: House, counted: Counted) -> None:
    browser = counted.browser()
    with house.work() as work:
        programmes = list(work.catalogue.all(Programme))
    for programme in programmes:
        page = browser.get(f"/gevinster/fjordvest/{programme}").get_data(as_text=True)
        assert "Ingen er henvist hit ennå" in page
        assert browser.get(f"/gevinster/fjordvest/{programme}.csv").get_data(as_text=True).count("\n") == 1
