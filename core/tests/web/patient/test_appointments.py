"""The patient's appointments: booked, moved, cancelled and joined inside the rules; what is refused says why."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from varde.appointments.service import Wish, offer, times_to_move_to
from varde.consents.service import say
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause
from varde.groups.members import join
from varde.groups.models import CareGroup, GroupSeat, GroupSession
from varde.identity.models import Person
from varde.scheduling.booking import book
from varde.scheduling.models import Appointment, AppointmentChange
from varde.testing.house import House

from .conftest import Patient, words


@pytest.fixture
def tor(house: House, maren: Person) -> Patient:
    person = house.person("Tor", "Lie")
    return Patient(house, person, house.browser(person), house.enrolled(person, maren, "sample"))


def times(page: str) -> list[str]:
    return re.findall(r'name="begins" value="([^"]+)"', page)


def set_clock(patient: Patient, at: datetime) -> None:
    patient.house.clock.set(at)
    patient.browser = patient.house.browser(patient.person)


def state_of(house: House, appointment_id: int) -> tuple[str, int]:
    with house.work() as work:
        row = work.session.get_one(Appointment, appointment_id)
        return row.state, row.sequence


def test_she_books_moves_and_cancels(house: House, maren: Person, tor: Patient) -> None:
    base = f"/timer/{tor.enrolment_id}"
    assert "Du har ingen timer foran deg." in tor.get(base)
    assert f"{base}/ny/talk" in tor.html(base)
    with house.work() as work:
        work.session.get_one(Enrolment, tor.enrolment_id).contact_stopped_at = work.now
    assert f"{base}/ny/talk" not in tor.html(base), "nothing is shown that would be refused"
    with house.work() as work:
        work.session.get_one(Enrolment, tor.enrolment_id).contact_stopped_at = None
    free = times(tor.html(f"{base}/ny/talk?way=video"))
    first = datetime.fromisoformat(free[0])
    assert first >= house.clock.now() + timedelta(hours=24)
    somebody = house.enrolled(house.person("Eva", "Lie"), maren, "sample")
    with house.work() as work:
        book(work, somebody, maren.id, "phone", first, 30)
    taken = tor.post(f"{base}/ny/talk", {"way": "video", "begins": free[0]})
    assert (taken.status_code, "akkurat tatt av en annen" in words(taken.text)) == (422, True)
    assert free[0] not in times(taken.text)
    ends = ("0001-01-01T00:00:00+10:00", "9999-12-31T23:30:00+00:00")
    for wrong in (*ends, "", "i morgen", "2026-09-22T10:00", "2126-09-22T10:00:00+00:00", "2026-09-26T10:00:00+00:00"):
        assert tor.post(f"{base}/ny/talk", {"way": "video", "begins": wrong}).status_code == 422
    begins = times(taken.text)[3]
    assert tor.post(f"{base}/ny/talk", {"way": "video", "begins": begins}).status_code == 303
    assert tor.post(f"{base}/ny/talk", {"way": "video", "begins": times(taken.text)[9]}).status_code == 409
    with house.work() as work:
        booked = work.session.scalars(select(Appointment).where(Appointment.enrolment_id == tor.enrolment_id)).one()
        assert (booked.meeting, booked.buffer, booked.therapist_id) == ("talk", 10, maren.id)
    page = tor.get(base)
    assert "Prat" in page
    assert "med Maren" in page
    # Twice, and then no more.
    for nth in (0, 1):
        there = times(tor.html(f"{base}/{booked.id}/flytt"))
        assert tor.post(f"{base}/{booked.id}/flytt", {"begins": there[5 + nth]}).status_code == 303
    assert state_of(house, booked.id) == ("booked", 2)
    assert "Du har flyttet timen 2 ganger" in tor.get(f"{base}/{booked.id}/flytt", status=409)
    assert tor.post(f"{base}/{booked.id}/avlys", {}).status_code == 303
    assert state_of(house, booked.id) == ("cancelled", 3)
    assert tor.post(f"{base}/{booked.id}/avlys", {}).status_code == 409
    with house.work() as work:
        changes = work.session.scalars(select(AppointmentChange.change).order_by(AppointmentChange.id)).all()
    assert changes[-4:] == ["booked", "moved", "moved", "cancelled"]


def test_she_moves_a_long_one_to_where_there_is_room_for_all_of_it(house: House, maren: Person, tor: Patient) -> None:
    somebody = house.enrolled(house.person("Eva", "Lie"), maren, "sample")
    at = (house.clock.now() + timedelta(days=7)).replace(hour=8, minute=0, second=0)
    with house.work() as work:
        row_id = book(work, tor.enrolment_id, maren.id, "phone", at, 90).id
        for hours in (0, 3):
            book(work, somebody, maren.id, "phone", at + timedelta(days=1, hours=hours), 60)
        enrolment, row = work.session.get_one(Enrolment, tor.enrolment_id), work.session.get_one(Appointment, row_id)
        free = [each.begins for each in times_to_move_to(work, enrolment, row) if each.begins.day == at.day + 1]
    starts = "06.00 06.15 06.30 09.00 09.15 09.30 12.00 12.15 12.30"
    assert " ".join(f"{each:%H.%M}" for each in free) == starts, "open from six to two in UTC"
    assert tor.post(f"/timer/{tor.enrolment_id}/{row_id}/flytt", {"begins": free[-1].isoformat()}).status_code == 303


def test_late_joined_offered_and_what_is_not_hers(house: House, maren: Person, tor: Patient, ingrid: Patient) -> None:
    base = f"/timer/{tor.enrolment_id}"
    soon = house.clock.now() + timedelta(hours=20)
    with house.work() as work:
        row = book(work, tor.enrolment_id, maren.id, "video", soon, 30, "https://join.nhn.no/rom-123456")
        stray = book(work, tor.enrolment_id, maren.id, "video", soon + timedelta(hours=2), 30, "https://evil.example/1")
        hers = book(work, ingrid.enrolment_id, maren.id, "phone", soon + timedelta(hours=5), 30)
    assert "under 24 timer til" in tor.get(f"{base}/{row.id}/flytt", status=409)
    assert "da rekker ingen andre" in tor.get(base)
    for action in ("flytt", "avlys", "velg"):
        assert tor.post(f"{base}/{hers.id}/{action}", {"begins": ""}).status_code == 404
    assert "Vil du møtes på video?" in tor.get(f"{base}/{row.id}/bli-med"), (
        "the room is told of to nobody who has not said yes"
    )
    assert tor.post("/mine-opplysninger/samtykker/video", {"allowed": "yes", "version": "1"}).status_code == 303
    door = tor.html(f"{base}/{row.id}/bli-med")
    assert ("Rommet åpner" in words(door), "join.nhn.no" in door) == (True, False)
    set_clock(tor, soon - timedelta(minutes=10))
    assert "https://join.nhn.no/rom-123456" in tor.html(f"{base}/{row.id}/bli-med")
    set_clock(tor, soon + timedelta(hours=2))
    assert "evil.example" not in tor.html(f"{base}/{stray.id}/bli-med")
    assert "Timen er over" in tor.get(f"{base}/{row.id}/bli-med")
    assert "camera=(self)" in tor.browser.get(f"{base}/utstyr").headers["Permissions-Policy"]
    assert tor.post(f"{base}/{stray.id}/avlys", {}).status_code == 409, "it has begun"
    _an_offer(house, maren, tor)


def test_a_group_in_good_time_is_not_said_to_be_soon(house: House, maren: Person, tor: Patient) -> None:
    """She does not move it herself, and yet it is not late."""
    base, begins = f"/timer/{tor.enrolment_id}", house.clock.now() + timedelta(days=9)
    with house.work() as work:
        row = book(work, tor.enrolment_id, maren.id, "group", begins, 60)
    assert ("Det er kort tid igjen" in tor.get(base), f"{base}/{row.id}/flytt" in tor.html(base)) == (False, False)
    set_clock(tor, begins - timedelta(hours=2))
    assert "Det er kort tid igjen" in tor.get(base)


def _an_offer(house: House, maren: Person, tor: Patient) -> None:
    base = f"/timer/{tor.enrolment_id}"
    day = (house.clock.now() + timedelta(days=6)).replace(hour=8, minute=0, second=0)
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, tor.enrolment_id)
        actor = house.actor(maren, ("therapist", house.clinic))
        wish = Wish("phone", day, 30, maren.id, "talk")
        rows = offer(work, actor, enrolment, wish, [day, day + timedelta(hours=1), day + timedelta(days=1)])
    assert tor.html(base).count("Velg denne") == 3
    assert tor.post(f"{base}/{rows[1].id}/velg", {}).status_code == 303
    assert tor.post(f"{base}/{rows[0].id}/velg", {}).status_code == 409
    assert [state_of(house, row.id)[0] for row in rows] == ["withdrawn", "booked", "withdrawn"]
    assert tor.post(f"{base}/{rows[1].id}/avlys", {}).status_code == 303
    with house.work() as work:
        pause(work, actor, work.session.get_one(Enrolment, tor.enrolment_id))
    begins = (house.clock.now() + timedelta(days=2)).isoformat()
    assert tor.post(f"{base}/ny/talk", {"way": "phone", "begins": begins}).status_code == 409


def test_the_list_costs_the_same_however_long_it_is(house: House, maren: Person, tor: Patient) -> None:
    def cost() -> int:
        with house.counted() as statements:
            tor.get(f"/timer/{tor.enrolment_id}")
        return len(statements)

    def several(first: int) -> None:
        with house.work() as work:
            for n in range(first, first + 6):
                book(work, tor.enrolment_id, maren.id, "phone", work.now + timedelta(days=n + 1), 30)

    several(0)
    before = cost()
    several(6)
    assert cost() == before


def test_her_calendar_fetches_from_an_address_that_she_can_take_back(house: House, maren: Person, tor: Patient) -> None:
    base = f"/timer/{tor.enrolment_id}"
    with house.work() as work:
        row = book(work, tor.enrolment_id, maren.id, "phone", work.now + timedelta(days=3), 30)
    single = tor.browser.get(f"{base}/{row.id}/time.ics")
    assert (single.status_code, single.content_type) == (200, "text/calendar; charset=utf-8")
    made = tor.post(f"{base}/kalender").text
    address = re.search(r"https?://[^<]+(/timer/kalender/[^<]+\.ics)", made)
    assert address is not None
    anybody = house.app.test_client()
    assert row.uid in anybody.get(address[1]).text
    assert address[1] not in tor.html(base), "shown once"
    tor.post(f"{base}/kalender/stopp")
    assert anybody.get(address[1]).status_code == 404
    assert "Si fra om en tidligere time" in tor.get(base)
    for wants, said in (("yes", "Nei takk til tidligere time"), ("no", "Si fra om en tidligere time")):
        assert tor.post(f"{base}/{row.id}/tidligere", {"wants": wants}).status_code == 303
        assert said in tor.get(base)


def test_the_door_of_a_group_opens_as_that_of_an_appointment(house: House, maren: Person, tor: Patient) -> None:
    """Ten minutes before, at an address that is allowed, and to members alone."""
    begins = house.clock.now() + timedelta(days=3)
    with house.work() as work:
        group, stray = (
            work.add(
                CareGroup(
                    organisation_id=house.clinic.id,
                    programme="sample",
                    kind="walk",
                    name="Gå",
                    video=True,
                    place=place,
                    made_at=work.now,
                )
            )
            for place in ("https://join.nhn.no/gruppe-1", "https://evil.example/1")
        )
        work.session.flush()
        times = [work.add(GroupSession(group_id=each.id, starts_at=begins, minutes=60)) for each in (group, stray)]
        for each in (group, stray):
            work.add(GroupSeat(group_id=each.id, number=1))
        work.session.flush()
        enrolment = work.session.get_one(Enrolment, tor.enrolment_id)
        join(work, enrolment, group, maren.id)
        join(work, enrolment, stray, maren.id)
        say(
            work,
            work.session.get_one(Person, enrolment.person_id),
            "video",
            allowed=True,
            version=1,
            by_id=maren.id,
            own=True,
        )
        doors = [f"/grupper-mine/{tor.enrolment_id}/{each.group_id}/{each.id}/bli-med" for each in times]
    for at, said in (
        (begins - timedelta(minutes=11), "Rommet åpner"),
        (begins - timedelta(minutes=10), "Den som leder gruppen, slipper deg inn."),
        (begins + timedelta(hours=2), "Gangen er over"),
    ):
        set_clock(tor, at)
        door = tor.html(doors[0])
        assert said in words(door), at
        assert ("https://join.nhn.no/gruppe-1" in door) == ("slipper" in said), at
        assert "evil.example" not in tor.html(doors[1])
    nobody = Patient(house, maren, house.browser(house.person("Eva", "Lie")), tor.enrolment_id)
    assert nobody.browser.get(doors[0]).status_code == 404
