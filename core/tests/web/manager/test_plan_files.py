"""A plan as files, the values that are due, and no formula in any of it."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from varde.benefits.plan.models import PlannedBenefit
from varde.notifications.models import Delivery

from .test_plan import HERE, WAIT, WEATHER, keep, send

if TYPE_CHECKING:
    from .conftest import Counted


def test_the_files_say_what_the_page_says_and_hide_what_it_hides(counted: Counted) -> None:
    browser = counted.browser()
    keep(browser, WEATHER)
    keep(browser, WAIT | {"title": "=1+1"})
    send(browser, f"{HERE}/2/verdi", {"day": "2026-09-01", "value": "26", "n": "412", "source": "Henvisningene"})
    send(browser, f"{HERE}/2/punkt", {"kind": "risk", "words": "@cmd"})
    counted.count(counted.patients(24))
    rows = list(csv.DictReader(io.StringIO(browser.get(f"{HERE}.csv").get_data(as_text=True))))
    linked, by_hand = rows
    assert [linked[name] for name in ("baseline", "target", "now", "now_n", "realised", "stage", "unit")] == [
        *("27", "35", "33.3", "24", "0.7875", "under_way", "%")
    ]
    assert [by_hand[name] for name in ("title", "now", "realised", "next_due", "owner")] == [
        *("'=1+1", "26", "0.75", "2026-10-01", "Klinikkleder")
    ]
    book = load_workbook(io.BytesIO(browser.get(f"{HERE}.xlsx").data))
    assert book.sheetnames == ["benefits", "values", "points", "assumptions", "estimates", "pathways", "changes"]
    values = [tuple(cell.value for cell in row) for row in book["values"].iter_rows()]
    assert [str(each).split()[0] for each in values[1]] == ["2", "2026-09-01", "26", "412", "Henvisningene"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}, "no formula"
    assert [cell.value for cell in cells if cell.value in ("'=1+1", "'@cmd")], "what might be run is written as text"
    with counted.house.work() as work:
        trust = work.session.merge(counted.house.trust)
        trust.details = {**trust.details, "fewest_shown": 30}
    first = load_workbook(io.BytesIO(browser.get(f"{HERE}.xlsx").data))["benefits"][2]
    assert "skjult" in [cell.value for cell in first]
    assert not {24, 33.3} & {cell.value for cell in first}
    hidden = next(csv.DictReader(io.StringIO(browser.get(f"{HERE}.csv").get_data(as_text=True))))
    assert "24" not in (hidden["now"], hidden["now_n"])
    assert (hidden["now"], hidden["realised"], hidden["stage"]) == ("skjult", "", "hidden")


@pytest.mark.parametrize("owner", ["manager", "therapist", ""])
def test_whoever_owns_a_value_is_reminded_when_it_is_due(counted: Counted, owner: str) -> None:
    house = counted.house
    tora = house.person("Tora", "Vik", ("therapist", house.trust))
    number = {"manager": str(counted.manager.id), "therapist": str(tora.id), "": ""}[owner]
    keep(counted.browser(), WAIT | {"owner": number, "baseline_on": "2026-08-31"})
    house.clock.move(days=8)  # 29 September: the baseline of 31 August is a month old tomorrow

    def told() -> list[int | None]:
        with house.work() as work:
            rows = work.session.scalars(select(Delivery).where(Delivery.notice == "plan_value").order_by(Delivery.id))
            return [row.person_id for row in rows]

    house.tick()
    assert told() == []
    house.clock.move(days=1)
    for _again in range(2):
        house.tick()
    assert told() == [counted.manager.id], "of an owner who cannot write here, the managers are told"
    house.clock.move(days=27)
    house.tick()
    assert told() == [counted.manager.id]
    house.clock.move(days=3)
    house.tick()
    assert told() == [counted.manager.id] * 2
    send(counted.browser(), f"{HERE}/1/verdi", {"day": "2026-10-28", "value": "26", "n": "412", "source": "Telt"})
    with house.work() as work:
        assert work.session.get_one(PlannedBenefit, 1).baseline_on == date(2026, 8, 31)
    house.clock.move(days=29)
    house.tick()
    assert len(told()) == 2, "a month after the value, and not before"
