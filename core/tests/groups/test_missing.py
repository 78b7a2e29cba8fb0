"""Whoever misses two sessions in a row is called in, and members are reminded of tomorrow."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from sqlalchemy import delete, select

from varde.alerts.models import RaisedAlert
from varde.enrolments.models import Enrolment
from varde.groups.attending import Came, record_came, sign_off
from varde.groups.members import join
from varde.groups.models import CareGroup, GroupSession
from varde.groups.sessions import plan_row
from varde.notifications.models import Delivery
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.house import all_samples, make_house, sqlite_url

from .made_groups import made

TEN = time(10)


def test_missed_twice_raises_the_declared_alert_and_tomorrow_is_told_of(tmp_path: Path) -> None:
    """The rule is that of appointments. Whoever signed off is reminded of nothing, and has missed nothing. Of whoever waits to
    begin and has nobody yet, the clinic's queue is told, and of nothing but that she did not come."""
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    ids = [house.enrolled(house.person(name, "Lie"), maren, "village") for name in ("Ingrid", "Tor", "Siri")]
    with house.work() as work:
        siri = work.session.get_one(Enrolment, ids[2])
        siri.state, siri.started_at, siri.therapist_id = "waiting", None, None
        work.session.execute(delete(AgendaItem).where(AgendaItem.enrolment_id == siri.id))
        group = made(work, house, maren, programme="village", seats=3)
        for each in ids:
            join(work, work.session.get_one(Enrolment, each), group, maren.id)
        first, second = plan_row(work, group, date(2026, 9, 22), TEN, 60, maren.id, number=2, every=1)
        sign_off(work, group, first, work.session.get_one(Enrolment, ids[1]))
    house.clock.move(hours=3)  # past noon
    for _ in range(2):
        tick(house.platform)
    with house.work() as work:
        keys = work.session.scalars(select(Delivery.key).where(Delivery.notice == "tomorrow")).all()
        assert sorted(keys) == [f"tomorrow:2026-09-21:group:{first.id}:{each}" for each in (ids[0], ids[2])]
    house.clock.move(days=3)
    with house.work() as work:
        group = work.session.get_one(CareGroup, group.id)
        said = {ids[0]: ("missed", "missed"), ids[1]: ("", "missed"), ids[2]: ("missed", "missed")}
        for enrolment_id, states in said.items():
            for session, state in zip((first, second), states, strict=True):
                row, enrolment = (
                    work.session.get_one(GroupSession, session.id),
                    work.session.get_one(Enrolment, enrolment_id),
                )
                if state:
                    record_came(work, group, row, enrolment, Came(state), maren.id)
    house.clock.move(days=1)
    house.tick()
    with house.work() as work:
        columns = RaisedAlert.enrolment_id, RaisedAlert.owner_id, RaisedAlert.alert, RaisedAlert.cause
        raised = work.session.execute(select(*columns).order_by(RaisedAlert.enrolment_id)).all()
        why = "village.missed-appointments", f"missed:group:{first.id}"
        assert [tuple(row) for row in raised] == [(ids[0], maren.id, *why), (ids[2], None, *why)]
    assert "Siri Lie" in house.browser(maren, staff=True).get("/koen").text
    house.platform.engine.dispose()
