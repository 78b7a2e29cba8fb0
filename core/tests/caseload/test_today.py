"""Who on the list has an appointment with the reader today, and which groups of hers meet. What is shown is written by hand."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from varde.enrolments.models import Enrolment
from varde.groups.members import join
from varde.groups.sessions import cancel_session, plan_row
from varde.privacy.models import Block
from varde.scheduling.booking import book, call_off, record_attendance
from varde.scheduling.models import Appointment
from varde.testing.house import all_samples, make_house, sqlite_url

from ..groups.made_groups import made

NOON = datetime(2026, 9, 21, 10, tzinfo=UTC)  # the house begins at ten on the wall
BOOKED = """
name   | with  | at               | state    | shown
Anne   | maren | 2026-09-21 12:00 | booked   | kl. 14.00
Berit  | maren | 2026-09-21 10:30 | attended | kl. 12.30
Cecile | maren | 2026-09-21 15:00 | cancelled|
Dina   | maren | 2026-09-21 22:30 | booked   |
Eva    | sara  | 2026-09-21 12:00 | booked   |
Frida  | maren | 2026-09-21 13:00 | blocked  |
Gro    | maren | 2026-09-21 14:00 | offered  |
"""


def test_who_has_an_appointment_today(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    people = {name: house.person(name.title(), "Aas", ("therapist", house.clinic)) for name in ("maren", "sara")}

    def page(query: str = "") -> str:
        return house.browser(people["maren"], staff=True).get("/arbeidsliste" + query).get_data(as_text=True)

    assert "Time i dag" not in page()
    browser = house.browser(people["maren"], staff=True)
    with house.counted() as before:
        browser.get("/arbeidsliste")
    rows = [[cell.strip() for cell in line.split("|")] for line in BOOKED.strip().splitlines()[1:]]
    for name, whose, at, state, _shown in rows:
        patient = house.person(name, "Vik")
        enrolment_id = house.enrolled(patient, people["maren"], "village")
        moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
        with house.work() as work:
            known: dict[str, Any] = {"state": "offered", "offered_until": moment} if state == "offered" else {}
            row = book(work, enrolment_id, people[whose].id, "phone", moment, 30, **known)
            if state == "cancelled":
                call_off(work, row, by_id=None)
            if state == "attended":
                came = row.id
            if state == "blocked":
                work.add(Block(patient_id=patient.id, blocked_id=people["maren"].id, created_at=work.now))
            if name == "Anne":
                group = made(work, house, people["maren"], programme="village")
                join(work, work.session.get_one(Enrolment, enrolment_id), group, None)
                today, _later = plan_row(work, group, date(2026, 9, 21), time(18), 60, None, number=2)
    house.clock.set(NOON + timedelta(hours=1))
    with house.work() as work:
        record_attendance(work, work.session.get_one(Appointment, came), "attended")
    shown = page("?hvorfor=booked")
    names = re.findall(r"<a href=\"/pasient/\d+[^>]*>(\w+) Vik</a>", shown)
    assert names == ["Berit", "Anne"]
    assert re.findall(r"Time i dag (kl\. [\d.]+)", shown) == sorted(clock for *_, clock in rows if clock)
    assert re.search(r"Time i dag <b>2</b>", shown)
    assert "Gå og prat møtes i dag kl. 18.00." in shown
    assert "1 har plass." in shown
    browser = house.browser(people["maren"], staff=True)
    with house.counted() as after:
        browser.get("/arbeidsliste")
    assert len(before) <= len(after) <= 10, "what the rows need"
    with house.work() as work:
        cancel_session(work, group, work.session.merge(today), "Sykdom", None)
    assert "møtes i dag" not in page()
    assert "Time i dag" not in house.browser(people["sara"], staff=True).get("/arbeidsliste").get_data(as_text=True)
