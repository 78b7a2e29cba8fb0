"""Danger in imported answers: an alert where she is still in treatment, a line of the report where it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.caseload.listed import caseload_of
from varde.caseload.queue import queue_of, queue_reach
from varde.testing.house import token

from .answer_files import Bring, phq, rows_of

if TYPE_CHECKING:
    from varde.identity.models import Person
    from varde.testing.house import House

DONE = "Ringte henne. Hun er trygg nå."


def file_of(*parts: tuple[str, int], running: bool) -> str:
    """PHQ-9 at these occasions, with this answer to the ninth question."""
    days = {"start": "2026-09-01", "end": "2026-09-18"}
    head = "person,started,occasion,date,instrument,item,answer,track,running\n"
    lines = "".join(
        rows_of("a", occasion, days[occasion], "phq-9", phq(1, ninth), started="2026-09-01")
        for occasion, ninth in parts
    )
    return head + "".join(f"{line},{'yes' if running else 'no'}\n" for line in lines.splitlines())


@pytest.fixture
def sara(house: House) -> Person:
    return house.person("Sara", "Holm", ("therapist", house.clinic))


def alerts(house: House) -> list[tuple[str, str]]:
    with house.work() as work:
        return [(row.severity, row.state) for row in work.session.scalars(select(RaisedAlert).order_by(RaisedAlert.id))]


def listed(house: House, sara: Person) -> tuple[int, int]:
    """On her caseload, and in the clinic's queue."""
    with house.work() as work:
        actor = house.actor(sara, ("therapist", house.clinic))
        return len(caseload_of(work, actor).rows), len(queue_of(work, queue_reach(work, actor)).rows)


# Whether she is running, the ninth answer; then the alerts, how many lines the report has, and on how many lists she is.
CASES = {
    "running, in danger": (True, 3, [("red", "raised")], 0, (1, 1)),
    "running, some danger": (True, 1, [("amber", "raised")], 0, (1, 1)),
    "running, no danger": (True, 0, [], 0, (0, 0)),
    "over, in danger": (False, 3, [], 1, (0, 0)),
    "over, no danger": (False, 0, [], 0, (0, 0)),
}


@pytest.mark.parametrize("name", CASES)
def test_who_is_told(house: House, bring_answers: Bring, sara: Person, name: str) -> None:
    running, ninth, expected, lines, lists = CASES[name]
    report = bring_answers(file_of(("start", ninth), running=running))
    assert (alerts(house), len(report.dangers), listed(house, sara)) == (expected, lines, lists)


def test_it_is_opened_and_closed_like_any_other(house: House, bring_answers: Bring, sara: Person) -> None:
    bring_answers(file_of(("start", 3), running=True))
    with house.work() as work:
        row = work.session.scalars(select(RaisedAlert)).one()
    browser = house.browser(sara, staff=True)
    address = f"/pasient/{row.enrolment_id}/varsler"
    assert address in browser.get("/arbeidsliste").get_data(as_text=True)
    assert "Svarte at det er tungt." in browser.get(address).get_data(as_text=True)
    form = {"csrf_token": token(browser), "action": "close", "note": DONE}
    assert browser.post(f"{address}/{row.id}", data=form).status_code == 303
    assert alerts(house) == [("red", "closed")]
    assert listed(house, sara) == (0, 0)


def test_a_later_file_is_told_of_once(house: House, bring_answers: Bring, sara: Person) -> None:
    bring_answers(file_of(("start", 3), running=True))
    bring_answers(file_of(("start", 3), ("end", 3), running=True))
    assert alerts(house) == [("red", "raised")] * 2
    bring_answers(file_of(("start", 3), ("end", 3), running=True))
    assert alerts(house) == [("red", "raised")] * 2
    assert listed(house, sara) == (1, 1)


def test_whoever_is_over_in_a_later_file_stays_until_somebody_has_looked(
    house: House, bring_answers: Bring, sara: Person
) -> None:
    bring_answers(file_of(("start", 3), running=True))
    bring_answers(file_of(("start", 3), running=False))
    assert alerts(house) == [("red", "raised")]
    assert listed(house, sara) == (1, 1)
