"""A coach enrols somebody who does not sign in, by name and telephone: she has a seat, and is rung."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

from sqlalchemy import select

from varde.enrolments.models import Enrolment, EnrolmentEvent, Offering
from varde.groups.models import GroupMember
from varde.groups.service import GroupPlan, make_group
from varde.groups.sessions import cancel_session, plan_row
from varde.identity.service import contact_of
from varde.kernel.words import Text
from varde.notifications.models import Delivery
from varde.programmes.values import Programme
from varde.testing.house import make_house, sample_only, sqlite_url, token


def test_name_and_telephone_are_enough(tmp_path: Path) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    jonas = house.person("Jonas", "Lie", ("therapist", house.clinic))
    coach = house.browser(jonas, staff=True)
    with house.work() as work:
        offering = work.session.scalars(select(Offering).where(Offering.organisation_id == house.clinic.id)).one()
        plan = GroupPlan(Text("Gå og prat", "Gå og prat", "Walk and talk"), 2, (jonas.id,))
        group = make_group(work, offering, "walk", plan, jonas.id)
        [session] = plan_row(work, group, date(2026, 9, 23), time(10), 60, jonas.id, number=1)
    page = f"/grupper/{group.id}"

    def enrolled(**form: str) -> Any:
        return coach.post(f"{page}/uten-bankid", data=form | {"csrf_token": token(coach)})

    olga = {"given_name": "Olga", "family_name": "Bakken", "mobile": "22 33 44 55"}
    assert "uten-bankid" not in coach.get(page).text, "whoever is followed up digitally signs up herself"
    assert enrolled(**olga).status_code == 404
    house.platform.catalogue = house.platform.catalogue.with_values(
        Programme, [replace(house.programme("sample"), digital=False)]
    )
    wrong = enrolled(**olga | {"mobile": "12", "family_name": ""})
    assert wrong.status_code == 422
    assert 'value="Olga"' in wrong.text
    assert 'id="mobile-feil"' in wrong.text
    assert 'id="family_name-feil"' in wrong.text
    assert enrolled(**olga).status_code == 303
    assert "Olga Bakken er meldt på og har fått plass." in coach.get(page).text
    again = enrolled(**olga | {"given_name": " olga "})
    assert (again.status_code, "meldt på her fra før" in again.text) == (422, True)
    for name in ("Per", "Kari"):
        assert enrolled(**olga | {"given_name": name}).status_code == 303
    assert "Kari Bakken er meldt på og står på venteliste." in coach.get(page).text
    with house.work() as work:
        rows = work.session.scalars(select(Enrolment).order_by(Enrolment.id)).all()
        assert [(row.state, row.therapist_id, row.started_at) for row in rows] == [("active", jonas.id, work.now)] * 3
        contact = contact_of(work, rows[0].person)
        assert (contact.reach, contact.phone, rows[0].person.nin_fingerprint) == ("phone", "+4722334455", None)
        events = select(EnrolmentEvent.kind, EnrolmentEvent.by_id).where(EnrolmentEvent.enrolment_id == rows[0].id)
        assert {("accepted", jonas.id), ("started", jonas.id)} <= {tuple(each) for each in work.session.execute(events)}
        members = work.session.execute(select(GroupMember.state, GroupMember.digital).order_by(GroupMember.id)).all()
        assert [tuple(each) for each in members] == [("member", False), ("member", False), ("waiting", True)]
        # What concerns the group reaches her by whoever rings.
        cancel_session(work, work.session.merge(group), work.session.merge(session), "Storm", jonas.id)
        told = select(Delivery.notice).where(Delivery.enrolment_id == rows[0].id, Delivery.notice == "appointment")
        assert work.session.scalars(told).all() == ["appointment"]
    house.platform.drain()
    assert "Olga Bakken" in coach.get("/ringeliste").text
    house.platform.engine.dispose()
