"""What is laid beside a programme when nothing is chosen: the first that has enough, and no more than a few are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from varde.identity.models import Organisation

from .test_place import hospitals, said

if TYPE_CHECKING:
    from varde.testing.house import House

    from .conftest import Counted

PATH = "/gevinster/fjordvest/lake/sammenlign"
TOO_FEW = "For få har svart begge ganger"


@pytest.fixture
def of_region(house: House, counted: Counted) -> Counted:
    """A manager of the region, whose own trust has 90, the third after it 90, and the others nobody."""
    with house.work() as work:
        work.session.get_one(Organisation, house.trust.id).parent_id = house.region.id
    _, _, many, *_ = hospitals(house, 8)
    counted.count(counted.patients(90) + counted.patients(90, many))
    counted.manager = house.person("Rita", "Dal", ("manager", house.region))
    return counted


def test_it_opens_on_the_first_that_can_be_compared_and_keeps_to_what_is_chosen(of_region: Counted) -> None:
    browser = of_region.browser()
    opened = said(browser.get(PATH).get_data(as_text=True))
    assert TOO_FEW not in opened, opened
    assert "ved siden av Sykehus 2, " in opened
    chosen = said(browser.get(PATH, query_string={"med": "lake@sykehus-0"}).get_data(as_text=True))
    assert TOO_FEW in chosen
    assert "ved siden av Sykehus 0" in chosen


def test_no_more_are_looked_at_however_many_places_there_are(house: House, of_region: Counted) -> None:
    browser, costs = of_region.browser(), []
    for place in ("sykehus-0", "fjordvest"):
        path = f"/gevinster/{place}/lake/sammenlign"
        browser.get(path)
        with house.counted() as statements:
            assert browser.get(path).status_code == 200
        costs.append(len(statements))
    assert max(costs) <= 80
