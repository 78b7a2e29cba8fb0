"""The reasons of plugins in the clinic's shared queue: shown, ordered, counted and kept from whom they are on the caseload."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from varde.caseload.handed import StandsFor
from varde.caseload.listed import caseload_of
from varde.caseload.queue import Queued, place_of
from varde.caseload.values import After, Reason, Waits
from varde.identity.service import Actor
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.staffing.service import report
from varde.testing.house import House, make_house, sample_only, sqlite_url

NOW = datetime(2026, 9, 21, 8, tzinfo=UTC)
WORDS = Text("Lite strøm", "Lite straum", "Battery low")
SAID = Text("Batteriet er tomt.", "Batteriet er tomt.", "The battery is empty.")


def reason(after: After, of: Any = lambda *_asked: {}) -> Reason:
    return Reason("calm.reason", WORDS, after, of, Text("Ring", "Ring", "Ring"))


def queued(number: int, waits: Mapping[str, Any], after: After | None = None, days: float = 1) -> Queued:
    handed = StandsFor(reason(after), Waits(SAID, NOW - timedelta(days=days))) if after else None
    plain = {"danger": 0, "alerts": 0, "waiting_since": None, "reply_by": None, "sheets": 0, "absent": None}
    return Queued(number, "", "p", None, "active", **{**plain, **waits}, handed=handed)


DANGER = {"danger": 1, "alerts": 1}
ALERT = {"alerts": 1}
MESSAGE = {"waiting_since": NOW - timedelta(days=3)}
SHEET = {"sheets": 1}
ORDERS: list[tuple[After | None, list[int]]] = [
    (None, [1, 2, 3, 4, 5]),
    ("risk", [1, 5, 2, 3, 4]),
    ("referral", [1, 5, 2, 3, 4]),
    ("unanswered", [1, 2, 3, 5, 4]),
    ("deterioration", [1, 2, 3, 5, 4]),
    ("worse", [1, 2, 3, 5, 4]),
    ("exercise", [1, 2, 3, 4, 5]),
    ("inactive", [1, 2, 3, 4, 5]),
]


@pytest.mark.parametrize(("after", "order"), ORDERS)
def test_it_stands_behind_what_it_stands_behind(after: After | None, order: list[int]) -> None:
    waiting: list[Mapping[str, Any]] = [DANGER, ALERT, MESSAGE, SHEET, {}]
    rows = [queued(number + 1, waits, after if number == 4 else None) for number, waits in enumerate(waiting)]
    assert [row.enrolment_id for row in sorted(rows, key=place_of)] == order


def test_whoever_has_a_graver_one_stands_there_and_the_longest_waiting_is_first() -> None:
    rows = [
        queued(1, DANGER, "inactive"),
        queued(2, {}, "risk", days=1),
        queued(3, SHEET, "risk", days=2),
        queued(4, MESSAGE, "exercise"),
        queued(5, {}),
    ]
    assert [row.enrolment_id for row in sorted(rows, key=place_of)] == [1, 3, 2, 4, 5]


def of_everybody(_work: Work, ids: Sequence[int]) -> Mapping[int, Waits]:
    return {i: Waits(SAID, NOW) for i in ids}


def test_the_queue_shows_it_to_therapists_and_heads(tmp_path: Path) -> None:
    """Of whoever nobody has, and of whoever's therapist is away: she is in the queue for a plugin's reason alone."""
    catalogue = sample_only().with_values(Reason, [reason("exercise", of_everybody)])
    house = make_house(sqlite_url(tmp_path), catalogue=catalogue)
    staff = {
        name: house.person(name, "Lie", (role, house.clinic))
        for name, role in (("Maren", "therapist"), ("Sara", "therapist"), ("Hege", "head"))
    }
    away = house.enrolled(house.person("Anne", "Nes"), staff["Maren"], "sample")
    house.enrolled(house.person("Berit", "Moe"), staff["Sara"], "sample")
    sara = house.actor(staff["Sara"], ("therapist", house.clinic))
    assert _counted(house, sara) == 0
    _is_away(house, staff["Maren"])
    assert _counted(house, sara) == 1
    for name, sentence in (("Sara", True), ("Hege", False)):
        browser = house.browser(staff[name], staff=True)
        page = browser.get("/koen").text
        assert "Anne Nes" in page
        assert "Berit" not in page, "Sara is there"
        assert "Lite strøm" in page
        assert (SAID.nb in page) == sentence, "a head opens no record"
        assert "Battery low" in browser.get("/koen?lang=en").text
    assert f'href="/pasient/{away}">Ring<span' in house.browser(staff["Sara"], staff=True).get("/koen").text


def test_one_that_fails_is_left_out_and_said(tmp_path: Path) -> None:
    catalogue = sample_only().with_values(Reason, [reason("exercise", lambda *_asked: {1: "no"})])
    house = make_house(sqlite_url(tmp_path), catalogue=catalogue)
    maren = house.person("Maren", "Lie", ("therapist", house.clinic))
    house.enrolled(house.person("Anne", "Nes"), maren, "sample")
    _is_away(house, maren)
    page = house.browser(house.person("Sara", "Lie", ("therapist", house.clinic)), staff=True).get("/koen").text
    assert "«Lite strøm» kan ikke vises akkurat nå." in page
    assert "Køen er tom." in page


def _counted(house: House, actor: Actor) -> int:
    with house.work() as work:
        return caseload_of(work, actor).in_queue


def _is_away(house: House, person: Any) -> None:
    with house.work() as work:
        report(work, person.id, date(2026, 9, 21), date(2026, 9, 25), "illness", None, by_id=person.id, may_stand_in=())
