"""The quality of referrals for managers: counts of many, small ones hidden, and only of the places that are hers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from varde.enrolments.models import Enrolment
from varde.identity.models import Organisation, Person
from varde.plugin.fitting import fitting_facts
from varde.referrals.asking import answer_more, ask_more
from varde.referrals.service import decide, refer
from varde.testing.house import House, all_samples, make_house, sqlite_url
from varde.testing.referrers import health_professional


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


def send(house: House, count: int, returned: int, completed: int, at: Organisation | None = None) -> None:
    """So many referrals of today, of which some come back and some of those are completed; each is answered after a day."""
    gp, lake, place = health_professional(house, "Hanne", "Moe", "doctor"), house.programme("lake"), at or house.clinic
    maren = house.person("Maren", "Aas", ("therapist", place))
    actor, facts = house.actor(maren, ("therapist", place)), fitting_facts(lake)
    sent = []
    for number in range(count):
        patient = house.person("P", str(number))
        with house.work() as work:
            person = work.session.get_one(Person, patient.id)
            enrolment, _ = refer(work, person, place, lake, facts, source="clinician", referred_by_id=gp.id)
            sent.append(enrolment.id)
            if number < returned:
                day = work.today.replace(day=work.today.day + 3)
                ask_more(work, actor, enrolment, "referrer", ["has_map"], day, "")
            if number < completed:
                answer_more(work, gp.id, enrolment, "referrer", {"has_map": True}, "")
    house.clock.move(days=1)
    for enrolment_id in sent:
        with house.work() as work:
            decide(work, actor, work.session.get_one(Enrolment, enrolment_id), accept=True, track=None)


def figures(house: House, **who: Any) -> list[str]:
    """The row of the programme as its reader sees it, a month later."""
    house.clock.move(days=30)
    manager = house.person("Nina", "Falk", ("manager", who.get("at", house.clinic)))
    page = house.browser(manager, staff=True).get("/henvisningskvalitet").get_data(as_text=True)
    if "<tbody" not in page:
        return []
    cells = page.split("<tbody")[1].split("</tbody>")[0].split("<span>")[1:]
    return [cell.split("</span>")[0] for cell in cells]


FEW = "færre enn 5, eller skjult"


@pytest.mark.parametrize(
    ("sent", "returned", "completed", "shown"),
    [
        (20, 12, 6, ["20", "12", "6", "0", "1"]),
        (20, 3, 1, ["20", FEW, FEW, "vises ikke", "1"]),
        (20, 17, 10, ["20", FEW, FEW, "vises ikke", "1"]),
        (20, 12, 10, ["20", "12", FEW, "vises ikke", "1"]),
        (4, 4, 4, [FEW, FEW, FEW, "vises ikke", "vises ikke"]),
        (10, 0, 0, ["10", "0", "0", "vises ikke", "1"]),
    ],
)
def test_what_is_shown_and_what_is_hidden(
    house: House, sent: int, returned: int, completed: int, shown: list[str]
) -> None:
    send(house, sent, returned, completed)
    assert figures(house) == shown


def test_of_another_place_she_sees_nothing(house: House) -> None:
    send(house, 10, 5, 5)
    assert figures(house, at=house.elsewhere) == []


def test_the_month_that_runs_is_not_counted(house: House) -> None:
    send(house, 10, 5, 5)
    manager = house.person("Nina", "Falk", ("manager", house.clinic))
    assert "<tbody" not in house.browser(manager, staff=True).get("/henvisningskvalitet").get_data(as_text=True)


@pytest.mark.parametrize("role", ["therapist", "head", "referrer", "trust_administrator"])
def test_only_managers_may_look(house: House, role: str) -> None:
    person = house.person("Tora", "Vik", (role, house.clinic))
    assert house.browser(person, staff=True).get("/henvisningskvalitet").status_code == 403
