"""The reply time that an organisation has set holds for what the patient is told, the deadline, and the therapist's list."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from varde.dialogue.models import Thread
from varde.dialogue.service import write
from varde.enrolments.models import Enrolment, Offering
from varde.scheduling.models import ClosedDays
from varde.testing.house import House

HOLIDAYS = [
    # sent (UTC), working days, answered by the end of this day in Oslo: the last second, in UTC
    ("2026-09-21T08:00", 1, "2026-09-22T21:59:59"),
    ("2026-09-21T08:00", 5, "2026-09-28T21:59:59"),
    ("2026-09-25T08:00", 1, "2026-09-28T21:59:59"),  # a Friday
    ("2026-09-26T08:00", 1, "2026-09-28T21:59:59"),  # a Saturday
    ("2026-09-20T22:30", 1, "2026-09-22T21:59:59"),  # half past midnight on Monday where she is
    ("2026-12-23T09:00", 3, "2026-12-29T22:59:59"),  # Christmas Day is a Friday, and Christmas Eve is worked
    ("2027-03-24T09:00", 1, "2027-03-30T21:59:59"),  # the Wednesday before Easter; summer time begins meanwhile
    ("2027-05-05T08:00", 1, "2027-05-07T21:59:59"),  # the day before Ascension Day
    ("2027-05-05T08:00", 6, "2027-05-14T21:59:59"),
    ("2027-05-14T08:00", 1, "2027-05-18T21:59:59"),  # Whit Monday is the 17th of May that year
]


def set_reply_time(house: House, days: int, programme: str = "lake") -> None:
    with house.work() as work:
        here = (Offering.organisation_id == house.clinic.id, Offering.programme == programme)
        work.session.execute(update(Offering).where(*here).values(settings={"reply_working_days": days}))


def words(client: FlaskClient, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.get_data(as_text=True))).split())


@pytest.mark.parametrize(("sent", "days", "due"), HOLIDAYS)
def test_the_deadline_is_counted_in_working_days(house: House, sent: str, days: int, due: str) -> None:
    set_reply_time(house, days)
    house.clock.set(datetime.fromisoformat(sent).replace(tzinfo=UTC))
    ingrid, maren = house.person("Ingrid", "Solheim"), house.person("Maren", "Aas", ("therapist", house.clinic))
    enrolment_id = house.enrolled(ingrid, maren)
    with house.work() as work:
        write(work, house.actor(ingrid), work.session.get_one(Enrolment, enrolment_id), "Hei", "once-0001")
    with house.work() as work:
        assert work.session.get_one(Thread, enrolment_id).answer_by == datetime.fromisoformat(due).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "promise", "fact"),
    [
        (1, "Du får svar innen 1 virkedag.", "Svarer Innen 1 virkedag"),
        (5, "Du får svar innen 5 virkedager.", "Svarer Innen 5 virkedager"),
    ],
)
def test_the_patient_is_told_the_reply_time_of_the_organisation(
    house: House, days: int, promise: str, fact: str
) -> None:
    set_reply_time(house, days)
    ingrid, maren = house.person("Ingrid", "Solheim"), house.person("Maren", "Aas", ("therapist", house.clinic))
    page = words(house.browser(ingrid), f"/meldinger/{house.enrolled(ingrid, maren)}")
    assert promise in page
    assert fact in page


def test_every_page_says_the_same_day(house: House) -> None:
    """Sent on Monday 21 September with five working days: by Monday 28."""
    set_reply_time(house, 5)
    ingrid, maren = house.person("Ingrid", "Solheim"), house.person("Maren", "Aas", ("therapist", house.clinic))
    enrolment_id = house.enrolled(ingrid, maren)
    with house.work() as work:
        write(work, house.actor(ingrid), work.session.get_one(Enrolment, enrolment_id), "Hei", "once-0001")
    patient, therapist = house.browser(ingrid), house.browser(maren, staff=True)
    assert "Du får svar senest mandag 28. september." in words(patient, f"/meldinger/{enrolment_id}")
    assert "Du får svar senest mandag 28. september." in words(patient, f"/min-sti/{enrolment_id}")
    assert "Venter på svar. Fristen er mandag 28. september." in words(therapist, "/arbeidsliste")
    assert "Pasienten venter på svar innen mandag 28. september." in words(therapist, f"/meldinger/{enrolment_id}")
    house.clock.move(days=8)
    patient, therapist = house.browser(ingrid), house.browser(maren, staff=True)
    assert "Svaret er forsinket, og det beklager vi." in words(patient, f"/meldinger/{enrolment_id}")
    assert "Svarfristen var mandag 28. september." in words(therapist, "/arbeidsliste")


def test_the_promise_that_was_given_stands_when_the_setting_changes(house: House) -> None:
    set_reply_time(house, 1)
    ingrid, maren = house.person("Ingrid", "Solheim"), house.person("Maren", "Aas", ("therapist", house.clinic))
    enrolment_id = house.enrolled(ingrid, maren)
    with house.work() as work:
        write(work, house.actor(ingrid), work.session.get_one(Enrolment, enrolment_id), "Hei", "once-0001")
    set_reply_time(house, 5)
    assert "Du får svar senest tirsdag 22. september." in words(house.browser(ingrid), f"/meldinger/{enrolment_id}")


def test_another_programme_and_another_place_keep_their_own(house: House) -> None:
    set_reply_time(house, 5, programme="village")
    ingrid, maren = house.person("Ingrid", "Solheim"), house.person("Maren", "Aas", ("therapist", house.clinic))
    assert "innen 2 virkedager" in words(house.browser(ingrid), f"/meldinger/{house.enrolled(ingrid, maren)}")


def test_before_a_clinic_closes_the_patient_reads_the_day(house: House) -> None:
    """On Monday 21 September, two days before a week in which nobody is there."""
    with house.work() as work:
        closed = {"first_day": date(2026, 9, 23), "last_day": date(2026, 9, 30), "why": "Flytting"}
        work.add(ClosedDays(organisation_id=house.clinic.id, **closed))
    ingrid, maren = house.person("Ingrid", "Solheim"), house.person("Maren", "Aas", ("therapist", house.clinic))
    enrolment_id = house.enrolled(ingrid, maren)
    patient = house.browser(ingrid)
    page = words(patient, f"/meldinger/{enrolment_id}")
    assert "Du får svar senest torsdag 1. oktober. Ikke skriv hit hvis det haster." in page
    assert "Svarer Senest torsdag 1. oktober" in page
    with house.work() as work:
        write(work, house.actor(ingrid), work.session.get_one(Enrolment, enrolment_id), "Hei", "once-0001")
    assert "Du får svar senest torsdag 1. oktober." in words(patient, f"/min-sti/{enrolment_id}")
    therapist = house.browser(maren, staff=True)
    assert "Venter på svar. Fristen er torsdag 1. oktober." in words(therapist, "/arbeidsliste")
