"""A start in a group, on two phones: chosen, joined by video, missed twice until she is rung, and attended at last, after which the
first module opens. Beside it an appointment that she books, moves and cancels around the group."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.enrolments.models import Offering
from varde.groups.service import GroupPlan, make_group
from varde.groups.sessions import plan_row
from varde.identity.models import Person
from varde.kernel.words import Text
from varde.scheduling.booking import book
from varde.scheduling.models import AgendaItem
from varde.testing.browser import axe, sign_in
from varde.testing.house import House

pytestmark = pytest.mark.slow

TUESDAY, THURSDAY, LATER = date(2026, 9, 22), date(2026, 9, 24), date(2026, 9, 29)
SIX = time(18)
ROOM = "https://join.nhn.no/felles-oppstart"


def starts(house: House, maren: Person) -> list[int]:
    """The clinic begins with a start in a group, and has planned three. Returns the groups."""
    with house.work() as work:
        of_school = Offering.organisation_id == house.clinic.id, Offering.programme == "ibs"
        offering = work.session.scalars(select(Offering).where(*of_school)).one()
        offering.settings = {**offering.settings, "group_start": True}
        plan = GroupPlan(Text("Oppstart", "Oppstart", "Start"), 4, (maren.id,), video=True, place=ROOM)
        groups = [make_group(work, offering, "start", plan, maren.id) for _ in range(3)]
        for group, day in zip(groups, (TUESDAY, THURSDAY, LATER), strict=True):
            plan_row(work, group, day, SIX, 60, maren.id, number=1)
        return [group.id for group in groups]


def without_forms(house: House) -> None:
    """The questionnaires of the start are another journey's."""
    with house.work() as work:
        for item in work.session.scalars(select(AgendaItem).where(AgendaItem.kind == "assessment")):
            item.state, item.act_at = "done", None


def test_from_a_chosen_start_to_the_first_module(house: House, open_page: Callable[..., Page]) -> None:
    maren, ingrid = house.person("Maren", "Aas", ("therapist", house.clinic)), house.person("Ingrid", "Solheim")
    enrolment_id = house.enrolled(ingrid, maren, "ibs")
    groups = starts(house, maren)
    without_forms(house)
    with house.served() as url:
        hers, staff = open_page(), open_page()

        def go(page: Page, who: Person, path: str) -> None:
            sign_in(page, house.browser(who, staff=who is maren))
            page.goto(url + path)

        def at(day: date, hour: int, minute: int) -> None:
            """On the wall in Oslo, two hours before UTC that autumn."""
            there = datetime(day.year, day.month, day.day, hour - 2, minute, tzinfo=UTC)
            house.clock.move(seconds=(there - house.clock.now()).total_seconds())

        def chooses(day: str) -> None:
            go(hers, ingrid, f"/min-sti/{enrolment_id}")
            hers.locator("section.next .btn").click()
            hers.get_by_role("button", name=re.compile(f"^Velg denne.*{day}")).click()
            expect(hers.get_by_text("Plassen er din.")).to_be_visible()

        def said(group_id: int, state: str) -> None:
            go(staff, maren, f"/grupper/{group_id}")
            staff.get_by_role("group", name=re.compile("Ingrid")).get_by_role("radio", name=state, exact=True).check()
            staff.get_by_role("button", name="Lagre oppmøtet").click()
            expect(staff.get_by_text("Oppmøtet er lagret")).to_be_visible()

        # Her first module is closed, and her home says what comes first. She chooses a day.
        go(hers, ingrid, f"/min-sti/{enrolment_id}")
        expect(hers.get_by_role("heading", name="Først: felles oppstart")).to_be_visible()
        expect(hers.get_by_text("Åpner når du har vært med på «Felles oppstart»").first).to_be_visible()
        chooses("tirsdag 22. september")
        axe(hers)
        books_moves_and_cancels(hers, url, enrolment_id)

        # Ten minutes before, and not eleven, the door is open.
        at(TUESDAY, 17, 49)
        go(hers, ingrid, f"/min-sti/{enrolment_id}")
        expect(hers.get_by_role("heading", name=re.compile("^Gruppe tirsdag 22. september"))).to_be_visible()
        hers.get_by_role("link", name="Bli med").click()
        axe(hers)
        hers.get_by_role("button", name="Ja, på video").click()
        expect(hers.get_by_role("heading", name=re.compile("^Rommet åpner"))).to_be_visible()
        at(TUESDAY, 17, 50)
        go(hers, ingrid, f"/min-sti/{enrolment_id}")
        hers.get_by_role("link", name="Bli med").click()
        expect(hers.get_by_role("link", name="Gå inn")).to_have_attribute("href", ROOM)

        # She stayed outside, and so she does the next time.
        at(TUESDAY, 19, 30)
        said(groups[0], "Ikke møtt")
        axe(staff)
        expect(staff.locator("body")).to_have_js_property("scrollWidth", 390)
        chooses("torsdag 24. september")
        at(THURSDAY, 19, 30)
        said(groups[1], "Ikke møtt")

        # The next morning Maren is to ring her: the alert has an owner, and is closed with what was said.
        at(date(2026, 9, 25), 9, 0)
        house.tick()
        go(staff, maren, "/arbeidsliste")
        expect(staff.get_by_role("row", name=re.compile("Ingrid Solheim.*Ikke møtt")).first).to_be_visible()
        staff.goto(f"{url}/pasient/{enrolment_id}/varsler")
        expect(staff.get_by_text("Møtte ikke to ganger på rad, til time eller gruppe.").first).to_be_visible()
        staff.get_by_role("button", name="Jeg tar dette nå").first.click()
        staff.locator("textarea[name=note]").first.fill("Ringte. Hun visste ikke hvor lenken sto. Prøver tirsdag.")
        staff.get_by_role("button", name="Lukk varselet").first.click()
        expect(staff.get_by_text("Varselet er lukket.").first).to_be_visible()
        with house.work() as work:
            raised = work.session.execute(select(RaisedAlert.alert, RaisedAlert.owner_id, RaisedAlert.state)).all()
            assert [tuple(row) for row in raised] == [("ibs.missed-appointments", maren.id, "closed")]

        # The third time she is there, and the first module opens.
        chooses("tirsdag 29. september")
        at(LATER, 19, 30)
        said(groups[2], "Møtt")
        go(hers, ingrid, f"/min-sti/{enrolment_id}")
        hers.get_by_role("link", name="Begynn modulen").click()
        expect(hers.get_by_role("button", name=re.compile("Legg steinen"))).to_be_visible()
        meets_on_video(house, maren, enrolment_id, lambda path: go(hers, ingrid, path), hers)


def books_moves_and_cancels(page: Page, url: str, enrolment_id: int) -> None:
    """No time upon the group is hers to choose."""
    page.goto(f"{url}/timer/{enrolment_id}")
    page.get_by_role("link", name="Samtale").click()
    tuesday = page.get_by_role("group", name="Onsdag 23. september")
    tuesday.get_by_text("kl. 8.00", exact=True).or_(tuesday.locator("label").first).first.click()
    page.get_by_role("button", name="Sett opp timen").click()
    expect(page.get_by_role("heading", name=re.compile("^Samtale onsdag 23. september"))).to_be_visible()
    page.get_by_role("link", name="Flytt timen").click()
    page.get_by_role("group", name="Torsdag 24. september").locator("label").last.click()
    page.get_by_role("button", name="Flytt timen hit").click()
    expect(page.get_by_role("heading", name=re.compile("^Samtale torsdag 24. september"))).to_be_visible()
    page.get_by_text("Jeg kan ikke komme").click()
    page.get_by_role("button", name="Avlys timen").click()
    expect(page.get_by_text("Du har ingen timer foran deg.")).to_be_visible()


def meets_on_video(house: House, maren: Person, enrolment_id: int, go: Callable[[str], None], page: Page) -> None:
    """An appointment on video, entered ten minutes before."""
    with house.work() as work:
        begins = datetime(2026, 9, 30, 8, 0, tzinfo=UTC)
        book(work, enrolment_id, maren.id, "video", begins, 30, "https://join.nhn.no/maren-aas", meeting="talk")
    house.clock.move(seconds=(begins - house.clock.now()).total_seconds() - 600)
    go(f"/timer/{enrolment_id}")
    page.get_by_role("link", name=re.compile("^Bli med")).click()
    expect(page.get_by_role("link", name="Gå inn")).to_have_attribute("href", "https://join.nhn.no/maren-aas")
