"""The talk that a patient chooses herself, among those with times to come: one seat at a time, and the last one is taken by one."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from typing import Any

import pytest

from varde.enrolments.models import Enrolment
from varde.groups.attending import Came, record_came
from varde.groups.choosing import choose_talk, talks_to_choose, wait_for_talk
from varde.groups.errors import GroupFull, NoSuchGroup, NotToChoose
from varde.groups.members import join, member_of
from varde.groups.models import CareGroup
from varde.groups.sessions import plan_row, sessions_of
from varde.kernel.work import Work
from varde.testing.house import House, make_house, sample_only, token

from .made_groups import made

TEN = time(10)


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    house = make_house(database_url, catalogue=sample_only())
    yield house
    house.platform.engine.dispose()


def test_she_chooses_changes_and_waits(house: House) -> None:
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    people = [house.person(name, "Lie") for name in ("Ingrid", "Tor", "Siri")]
    ids = [house.enrolled(each, maren, "sample") for each in people]
    with house.work() as work:
        ingrid, tor, siri = (work.session.get_one(Enrolment, each) for each in ids)
        ingrid.state, ingrid.started_at = "waiting", None  # she was accepted, and has not begun
        tuesday, thursday, full, walk = (
            made(work, house, maren, kind=kind) for kind in ("talk", "talk", "talk", "walk")
        )
        for group, day in ((thursday, 24), (tuesday, 22), (full, 29), (walk, 30)):
            plan_row(work, group, date(2026, 9, day), TEN, 60, maren.id, number=1)
        for each in (tor, siri):
            join(work, each, full, maren.id)
        assert [(each.group_id, each.free, each.state) for each in talks_to_choose(work, ingrid)] == [
            (tuesday.id, 2, ""),
            (thursday.id, 2, ""),
            (full.id, 0, ""),
        ]
        choose_talk(work, ingrid, tuesday.id)
        with pytest.raises(GroupFull), work.apart():
            choose_talk(work, ingrid, full.id)
        wait_for_talk(work, ingrid, full.id)
        assert states(work, ids[0], tuesday, thursday, full) == ["member", None, "waiting"], "she keeps what she has"
        choose_talk(work, ingrid, thursday.id)
        assert states(work, ids[0], tuesday, thursday, full) == ["left", "member", "left"], "one at a time"
        with pytest.raises(NoSuchGroup), work.apart():
            choose_talk(work, ingrid, walk.id)
    browser, page = house.browser(people[0]), f"/grupper-mine/{ids[0]}"
    text = browser.get(page).text
    assert "Torsdag 24. september kl. 10.00" in text
    assert "2 ledige plasser." in text
    assert "Tor" not in text.replace("Torsdag", "").replace("torsdag", "")

    def sent(group: CareGroup, **form: str) -> Any:
        return browser.post(f"{page}/{group.id}/velg", data=form | {"csrf_token": token(browser)})

    assert sent(tuesday).status_code == 303
    refused = sent(full)
    assert (refused.status_code, "Gruppen er full" in refused.text) == (409, True)
    assert sent(full, wants="wait").status_code == 303
    assert sent(walk).status_code == 404
    house.clock.move(days=2)
    with house.work() as work:
        ingrid, group = work.session.get_one(Enrolment, ids[0]), work.session.get_one(CareGroup, tuesday.id)
        with pytest.raises(NotToChoose), work.apart():
            choose_talk(work, ingrid, tuesday.id)
        [session] = sessions_of(work, group.id)
        record_came(work, group, session, ingrid, Came("missed"), maren.id)
        assert [each.group_id for each in talks_to_choose(work, ingrid)] == [thursday.id, full.id], (
            "and may choose again"
        )
        record_came(work, group, session, ingrid, Came("late"), maren.id)
        assert talks_to_choose(work, ingrid) == []


def states(work: Work, enrolment_id: int, *groups: CareGroup) -> list[str | None]:
    members = [member_of(work, each.id, enrolment_id) for each in groups]
    return [None if each is None else each.state for each in members]


def test_two_who_change_places_and_many_who_want_one_seat(house: House) -> None:
    """Neither waits for the other, and of six one has the last seat."""
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    ids = [house.enrolled(house.person(f"Nr{n}", "Lie"), maren, "sample") for n in range(8)]
    with house.work() as work:
        groups = [made(work, house, maren, kind="talk", seats=seats).id for seats in (3, 3, 2)]
        for n, group_id in enumerate(groups):
            plan_row(
                work, work.session.get_one(CareGroup, group_id), date(2026, 9, 22 + n), TEN, 60, maren.id, number=1
            )
        for enrolment_id, group_id in zip(ids, [*groups, groups[2]], strict=False):
            if enrolment_id != ids[3]:
                choose_talk(work, work.session.get_one(Enrolment, enrolment_id), group_id)

    def chooses(wish: tuple[int, int]) -> str:
        enrolment_id, group_id = wish
        try:
            with house.work() as work:
                choose_talk(work, work.session.get_one(Enrolment, enrolment_id), group_id)
        except GroupFull:
            return "full"
        return "has it"

    wishes = [(ids[0], groups[1]), (ids[1], groups[0]), *((each, groups[2]) for each in ids[3:])]
    with ThreadPoolExecutor(8) as pool:
        heard = list(pool.map(chooses, wishes))
    assert heard[:2] == ["has it", "has it"]
    assert sorted(heard[2:]) == ["full"] * 4 + ["has it"]
