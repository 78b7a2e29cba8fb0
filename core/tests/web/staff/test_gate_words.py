"""What her page and her therapist's two pages say of the first meeting, however it stands: every sentence is true then."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from varde.enrolments.meeting_records import Recorded
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.kernel.words import Text
from varde.programmes.values import Meeting, Programme
from varde.referrals.meetings import record_meeting
from varde.scheduling.booking import book, record_attendance
from varde.testing.house import House, all_samples, make_house, sqlite_url

INTAKE = Meeting("intake", Text("Startsamtale", "Startsamtale", "Intake meeting"), 45, gate="start")
DECIDES = replace(INTAKE, decides=True)
CHOSEN = replace(DECIDES, self_booked=True)
AHEAD, OPENS = "Etter samtalen får du vite når du kan begynne.", "Etter samtalen kan du begynne her."
BEFORE = "må være holdt, og starten gitt i referatet, før pasienten kan begynne."
WE, SHE = "Vi avtaler tid med deg.", "Du kan velge en tid selv."
GATE, BEGIN = "Først: startsamtale", "Begynn når det passer deg"
PATIENT = (
    GATE,
    BEGIN,
    OPENS,
    AHEAD,
    WE,
    SHE,
    "Takk for samtalen",
    "Du venter med å begynne",
    "Du begynner ikke her nå",
)
STAFF = (
    BEFORE,
    "må være holdt før pasienten kan begynne.",
    "Pasienten kan begynne når referatet gir starten.",
    "pasienten skal vente.",
    "pasienten skal ikke begynne.",
)
ROWS: tuple[tuple[Meeting, str, tuple[str, ...], tuple[str, ...]], ...] = (
    (INTAKE, "nothing", (GATE, OPENS, WE), (STAFF[1],)),
    (DECIDES, "nothing", (GATE, AHEAD, WE), (BEFORE,)),
    (CHOSEN, "nothing", (GATE, AHEAD, SHE), (BEFORE,)),
    (DECIDES, "booked", (GATE, AHEAD), (BEFORE,)),
    (DECIDES, "held", (GATE, AHEAD), (BEFORE,)),
    (DECIDES, "missed", (GATE, AHEAD, WE), (BEFORE,)),
    (INTAKE, "attended", (BEGIN,), ()),
    (DECIDES, "attended", (PATIENT[6],), (STAFF[2],)),
    (DECIDES, "wait", (PATIENT[7],), (STAFF[3],)),
    (DECIDES, "not", (PATIENT[8],), (STAFF[4],)),
    (DECIDES, "begin", (BEGIN,), ()),
)


def stand(house: House, maren: Person, enrolment_id: int, meeting: Meeting, state: str) -> None:
    if state == "nothing":
        return
    with house.work() as work:
        n = 2 + enrolment_id
        at = work.now + timedelta(hours=n) if state == "booked" else work.now - timedelta(hours=n)
        row = book(work, enrolment_id, maren.id, "phone", at, 45, meeting="intake")
        if state not in ("booked", "held"):
            record_attendance(work, row, "missed" if state == "missed" else "attended")
        if state in ("wait", "not", "begin"):
            actor = house.actor(maren, ("therapist", house.clinic))
            said = Recorded("Ingen fare.", track="south", decision=state)
            record_meeting(work, actor, work.session.get_one(Enrolment, enrolment_id), row, meeting, said)


def test_what_each_page_says_of_the_first_meeting(tmp_path: Path) -> None:
    for number, meeting in enumerate((INTAKE, DECIDES, CHOSEN)):
        catalogue = all_samples()
        programme = replace(catalogue.one(Programme, "ridge"), meetings=(meeting,))
        folder = tmp_path / str(number)
        folder.mkdir()
        house = make_house(sqlite_url(folder), catalogue=catalogue.with_values(Programme, [programme]))
        maren = house.person("Maren", "Aas", ("therapist", house.clinic))
        browser = house.browser(maren, staff=True)
        for _, state, hers, theirs in (row for row in ROWS if row[0] is meeting):
            patient = house.person(state.title(), "Lie")
            enrolment_id = house.enrolled(patient, maren, "ridge", "south", started=False)
            stand(house, maren, enrolment_id, meeting, state)
            page, case = house.browser(patient).get(f"/min-sti/{enrolment_id}").text, (meeting.decides, state)
            assert [each for each in PATIENT if each in page] == sorted(hers, key=PATIENT.index), case
            assert ("Skriv til oss" in page) == (state == "not"), case
            for address in (f"/pasient/{enrolment_id}", f"/pasient/{enrolment_id}/timer"):
                page = browser.get(address).text
                assert [each for each in STAFF if each in page] == list(theirs), (*case, address)
        house.platform.engine.dispose()
