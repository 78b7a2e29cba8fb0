"""What the exercises say to her therapist: beside her scores, with a worsening, and on the list."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from varde.alerts.service import raise_alert
from varde.alerts.values import Alert
from varde.assessments.models import Response
from varde.caseload.judging import judge
from varde.enrolments.models import Enrolment
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.rules.language import is_true
from varde.scheduling.models import AgendaItem
from varde.testing.house import token
from varde.testing.samples.workshop.programme import KEY

from .library_tried import TRIED
from .workshop import Workshop


def test_what_she_tolerates_says_why_and_her_therapist_reads_the_phase_beside_her_scores(workshop: Workshop) -> None:
    staff = workshop.house.browser(workshop.maren, staff=True)
    quiet = {"pain": "1", "bloating": "2", "stool": "3"}
    for form in (
        {"phase": "swap", **quiet},
        {"phase": "try", "challenge": "garlic", "portion": "small", **quiet},
        {"phase": "try", "challenge": "garlic", "portion": "medium", **quiet, "pain": "6"},
    ):
        number = workshop.write("fodmap", form)
        workshop.post(workshop.at("fodmap", f"/innforing/{number}/del"), {}, 303)
        workshop.house.clock.move(days=1)
        workshop.sign_in()
    page = workshop.html(workshop.at("fodmap"))
    assert "Tåler litt" in page
    assert "Du tåler omtrent ¼ fedd. Den neste porsjonen ga mer plager." in page
    assert "Hviledag 1." in page
    staff = workshop.house.browser(workshop.maren, staff=True)
    of_her = staff.get(f"/pasient/{workshop.enrolment_id}").get_data(as_text=True)
    assert "Fase 2, prøve, dag 3. Fruktaner: hvitløk. I denne fasen framkalles plager med vilje." in of_her
    assert "Du tåler omtrent ¼ fedd." in staff.get(workshop.shared_at("fodmap")).get_data(as_text=True)


def test_a_worsening_is_shown_with_the_phase_of_the_day_it_was_answered(workshop: Workshop) -> None:
    quiet = {"pain": "1", "bloating": "2", "stool": "3"}
    for form in (
        {"phase": "swap", **quiet},
        {"phase": "try", "challenge": "garlic", "portion": "small", **quiet},
        {"phase": "own", **quiet},
    ):
        number = workshop.write("fodmap", form)
        workshop.post(workshop.at("fodmap", f"/innforing/{number}/del"), {}, 303)
        workshop.house.clock.move(days=1)
        workshop.sign_in()
    with workshop.house.work() as work:
        for days, total in ((3, 4.0), (2, 19.0)):
            answered(work, workshop.enrolment_id, work.now - timedelta(days=days), total)
    of_her = workshop.house.browser(workshop.maren, staff=True).get(f"/pasient/{workshop.enrolment_id}")
    page = of_her.get_data(as_text=True)
    then = "Fase 2, prøve, dag 1. Fruktaner: hvitløk, porsjon 1. I denne fasen framkalles plager med vilje."
    assert f"Da dette ble svart, 22. september: Prøv én gruppe om gangen: {then}" in page
    assert "Prøv én gruppe om gangen: Fase 3, maten min, dag 2" in page

    def row(staff: FlaskClient) -> str:
        return staff.get("/arbeidsliste").get_data(as_text=True).split("Kari Dal")[1]

    with workshop.house.work() as work:
        judge(work, [workshop.enrolment_id])
    staff = workshop.house.browser(workshop.maren, staff=True)
    assert then in row(staff), "on the list"
    workshop.house.platform.catalogue = workshop.house.platform.catalogue.with_values(Alert, [WORSE])
    with workshop.house.work() as work:
        enrolment = work.session.get_one(Enrolment, workshop.enrolment_id)
        newest = work.session.scalars(select(Response.id).order_by(Response.submitted_at.desc())).first()
        raise_alert(work, enrolment, WORSE, "worse", {"worse": True}, newest)
    alerts = staff.get(f"/pasient/{workshop.enrolment_id}/varsler").get_data(as_text=True)
    assert f"Da dette ble svart, 22. september: Prøv én gruppe om gangen: {then}" in alerts
    assert then in row(staff), "also while the alert is open"


WORSE = Alert("phq-worse", Text("Verre", "Verre", "Worse"), is_true("worse"), "amber", "phq-9", KEY)


def answered(work: Work, enrolment_id: int, at: datetime, total: float) -> None:
    """A form that nothing else of the workshop asks."""
    item = AgendaItem(enrolment_id=enrolment_id, kind="assessment", key=f"{at:%d}", opens_at=at, due_at=at, details={})
    work.add(item)
    work.session.flush()
    response = Response(
        enrolment_id=enrolment_id, agenda_id=item.id, instrument="phq-9", version="1", occasion=item.key
    )
    item.state = "done"
    response.answers, response.total, response.saved_at, response.submitted_at = {}, total, at, at
    response.subscores, response.flags, response.n_missing = {}, {}, 0
    work.add(response)


def test_her_therapist_reads_on_the_list_that_she_said_no_twice_until_it_is_answered(workshop: Workshop) -> None:
    staff, again = (
        workshop.house.browser(workshop.maren, staff=True),
        "Nei to ganger på rad: «Ti minutter etter middag».",
    )
    for key in ("plan-goals", "action-plan"):
        workshop.write(key, TRIED[key].form)
    for said, stands in (("no", False), ("yes", False), ("no", False), ("no", True)):
        form = {**TRIED["check-in"].form, "did-{action-plan}": said}
        number = workshop.write("check-in", form)
        assert (again in staff.get("/arbeidsliste").get_data(as_text=True)) is False, (
            "what she does not share is not read"
        )
        workshop.post(workshop.at("check-in", f"/innforing/{number}/del"), {}, 303)
        assert (again in staff.get("/arbeidsliste").get_data(as_text=True)) is stands, said
        workshop.house.clock.move(minutes=1)
    answer = {"csrf_token": token(staff), "feedback": "Vi ser på planen sammen."}
    assert staff.post(workshop.shared_at("check-in", f"/{number}"), data=answer).status_code == 303
    assert again not in staff.get("/arbeidsliste").get_data(as_text=True)
