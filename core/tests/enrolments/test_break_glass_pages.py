"""The pages before the door of break-glass: two clicks, a reason too few, and which gate is closed. By hand."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from sqlalchemy import select

from varde.enrolments.access import may_break_glass
from varde.enrolments.break_glass import asked_by, open_by_glass
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment, EnrolmentEvent
from varde.privacy.models import Block
from varde.testing.house import all_samples, make_house, token

from .test_break_glass import Ward
from .test_break_glass import ward as ward


def test_a_click_too_many_opens_it_once_and_goes_in(ward: Ward) -> None:
    ward.opens(ward.sara)
    window = ward.house.browser(ward.sara, staff=True)
    again = window.post(f"/pasient/{ward.id}/nodrett/apne", data={"csrf_token": token(window)})
    assert (again.status_code, again.headers["Location"]) == (303, f"/pasient/{ward.id}/nodrett/inne")
    with ward.house.work() as work:
        events = select(EnrolmentEvent).where(EnrolmentEvent.kind == "break_glass")
        assert len(work.session.scalars(events).all()) == 1


def test_of_two_clicks_at_once_one_opens_it(postgres_database_url: str) -> None:
    ward = Ward(make_house(postgres_database_url, catalogue=all_samples()))
    ward.asks(ward.sara)
    begun = Event()

    def second() -> None:
        with ward.house.work() as work:
            enrolment = may_break_glass(work, ward.acts(ward.sara), ward.id)
            assert asked_by(work, ward.acts(ward.sara), ward.id) is not None
            begun.set()
            open_by_glass(work, ward.acts(ward.sara), enrolment)

    clicks = Thread(target=second)
    with ward.house.work() as work:
        open_by_glass(work, ward.acts(ward.sara), may_break_glass(work, ward.acts(ward.sara), ward.id))
        work.session.flush()
        clicks.start()
        assert begun.wait(10)
    clicks.join(10)
    with ward.house.work() as work:
        events = select(EnrolmentEvent).where(EnrolmentEvent.kind == "break_glass")
        assert len(work.session.scalars(events).all()) == 1
    ward.house.platform.engine.dispose()


def test_whoever_has_it_open_and_gives_no_reason_to_take_over_loses_nothing(ward: Ward) -> None:
    ward.opens(ward.sara)
    window = ward.house.browser(ward.sara, staff=True)
    form = {"csrf_token": token(window), "reason": "asdf"}
    page = window.post(f"/pasient/{ward.id}/ta-over", data=form)
    assert page.status_code == 422
    assert "asdf" in page.get_data(as_text=True)


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("relation", "Du er ikke i behandlerteamet"),
        ("block", "Pasienten har valgt at du ikke skal se opplysningene."),
        ("ended", "Forløpet er avsluttet og kan ikke tas over."),
    ],
)
def test_the_page_says_which_gate_is_closed(ward: Ward, why: str, said: str) -> None:
    with ward.house.work() as work:
        enrolment = work.session.get_one(Enrolment, ward.id)
        if why == "ended":
            end(work, ward.maren.id, enrolment, "completed")
        if why == "block":
            work.add(Block(patient_id=ward.tor.id, blocked_id=ward.maren.id, created_at=work.now))
    who = ward.maren if why == "block" else ward.sara
    window = ward.house.browser(who, staff=True)
    for path in ("", "/nodrett"):
        assert said in window.get(f"/pasient/{ward.id}{path}").get_data(as_text=True), path
