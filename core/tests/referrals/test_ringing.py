"""Ring first: who may be set to ring and when, what the person is told, whose list it stands on, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from varde.audit.models import AccessEntry
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.identity.service import Contact, set_contact
from varde.notifications.models import Delivery
from varde.referrals.models import FirstCall
from varde.referrals.ringing import last_day
from varde.referrals.service import decide
from varde.testing.house import House

from .conftest import page, send

QUESTION = "Når slutter timene hos psykologen?"
WEDNESDAY = "2026-09-23"  # the house begins on Monday the 21st


@pytest.fixture
def elin(house: House) -> FlaskClient:
    """The browser of another therapist of the clinic."""
    return house.browser(house.person("Elin", "Sande", ("therapist", house.clinic)), staff=True)


def set_up(client: FlaskClient, enrolment_id: int, who: Person, /, **changes: str) -> Any:
    form = {"caller": str(who.id), "day": WEDNESDAY, "clock": "15.00", "question": QUESTION}
    return send(client, f"/henvisning/{enrolment_id}/ring", **form | changes)


def calls(house: House) -> list[tuple[int, bool, str | None]]:
    with house.work() as work:
        rows = work.session.scalars(select(FirstCall).order_by(FirstCall.number)).all()
        return [(row.number, row.ended_at is not None, row.outcome) for row in rows]


# --- what everybody sees


def test_the_person_is_told_who_rings_and_when_and_not_about_what(
    house: House, sara: Person, elin: FlaskClient, marius: Person, waiting: int
) -> None:
    assert set_up(elin, waiting, sara).status_code == 303
    house.platform.drain()
    with house.work() as work:
        (told,) = work.session.scalars(select(Delivery).where(Delivery.person_id == marius.id)).all()
        assert (told.notice, told.state, told.path) == ("news", "sent", f"/pamelding/{waiting}/mottatt")
    hers = house.browser(marius)
    for path in ("/min-sti", f"/pamelding/{waiting}/mottatt"):
        shown = page(hers, path)
        assert "Vi ringer deg onsdag 23. september etter kl. 15.00" in shown, path
        assert "Sara Holm eller en kollega ringer." in shown, path
        assert QUESTION not in shown, path
        assert "fredag 2. oktober" in shown or "mandag 5. oktober" in shown, "the time limit stands"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "Vi ringer deg onsdag 23. september</h"),
        ("nn", "Vi ringjer deg onsdag 23. september</h"),
        ("en", "We ring you on Wednesday 23 September</h"),
    ],
)
def test_without_a_time_of_day_the_day_alone_is_said(
    house: House, sara: Person, elin: FlaskClient, marius: Person, waiting: int, language: str, said: str
) -> None:
    set_up(elin, waiting, sara, clock="")
    assert said in page(house.browser(marius), f"/min-sti?lang={language}")


def test_it_stands_on_the_page_in_the_queue_and_on_the_list_of_every_therapist_there(
    house: House, sara: Person, elin: FlaskClient, waiting: int
) -> None:
    assert "Ringes" not in page(elin, f"/henvisning/{waiting}")
    set_up(elin, waiting, sara)
    for client in (elin, house.browser(sara, staff=True)):
        assert "Ringes 23. september." in page(client, f"/henvisning/{waiting}").split('class="queue"')[1]
        listed = page(client, "/ringeliste")
        assert "Marius Foss" in listed
        assert "Sara Holm ringer onsdag 23. september etter kl. 15.00." in listed
        assert QUESTION not in listed, "what it is about stands in the record"
    elsewhere = house.browser(house.person("Ola", "Ås", ("therapist", house.elsewhere)), staff=True)
    assert "Marius Foss" not in page(elsewhere, "/ringeliste")
    with house.work() as work:
        looked = select(AccessEntry).where(AccessEntry.what == "contact", AccessEntry.action == "read")
        assert {(e.basis, e.enrolment_id) for e in work.session.scalars(looked)} == {("intake", waiting)}


def test_what_came_of_it_stands_with_the_referral_and_the_promise_is_gone(
    house: House, sara: Person, elin: FlaskClient, marius: Person, waiting: int
) -> None:
    set_up(elin, waiting, sara)
    assert QUESTION in page(elin, f"/henvisning/{waiting}")
    assert send(elin, f"/henvisning/{waiting}/ringt", outcome="Slutter i desember.").status_code == 303
    shown = page(elin, f"/henvisning/{waiting}")
    assert "Slutter i desember." in shown
    assert "Har ringt" not in shown
    assert "Ringes" not in shown
    assert "Marius Foss" not in page(elin, "/ringeliste")
    hers = page(house.browser(marius), "/min-sti")
    assert "ringer deg" not in hers
    assert "Slutter i desember." not in hers
    assert send(elin, f"/henvisning/{waiting}/ringt", outcome="Én gang til.").status_code == 409
    assert calls(house) == [(1, True, "Slutter i desember.")]
    shown = page(elin, f"/pasient/{waiting}")
    assert "Skal ringes før svar" in shown
    assert "Ringt før svar" in shown


def test_a_new_call_takes_the_place_of_the_one_to_be_made(
    house: House, sara: Person, elin: FlaskClient, marius: Person, waiting: int
) -> None:
    set_up(elin, waiting, sara)
    set_up(elin, waiting, sara, day="2026-09-24", clock="")
    assert calls(house) == [(1, True, None), (2, False, None)]
    assert "Vi ringer deg torsdag 24. september</h" in page(house.browser(marius), "/min-sti")
    house.platform.drain()
    with house.work() as work:
        told = select(func.count()).select_from(Delivery).where(Delivery.person_id == marius.id)
        assert work.session.scalar(told) == 2


def test_a_call_that_was_not_made_is_said_to_be_late(
    house: House, sara: Person, elin: FlaskClient, marius: Person, waiting: int
) -> None:
    set_up(elin, waiting, sara)
    house.clock.move(days=2)
    assert "Vi ringer deg onsdag" in page(house.browser(marius), "/min-sti")
    assert "Skulle vært ringt" not in page(house.browser(sara, staff=True), "/ringeliste")
    house.clock.move(days=1)
    assert "Vi skulle ha ringt deg onsdag 23. september" in page(house.browser(marius), "/min-sti")
    assert "Skulle vært ringt" in page(house.browser(sara, staff=True), "/ringeliste")


@pytest.mark.parametrize("accept", [True, False])
def test_an_answer_ends_the_promise(
    house: House, sara: Person, elin: FlaskClient, marius: Person, waiting: int, accept: bool
) -> None:
    set_up(elin, waiting, sara)
    with house.work() as work:
        decide(work, house.actor(sara), work.session.get_one(Enrolment, waiting), accept=accept)
    assert "ringer deg" not in page(house.browser(marius), "/min-sti")
    assert "Marius Foss" not in page(elin, "/ringeliste")
    assert set_up(house.browser(sara, staff=True), waiting, sara).status_code == 409


# --- what is refused


@pytest.mark.parametrize(
    ("changes", "control", "said"),
    [
        ({"caller": ""}, "caller", "Velg hvem som ringer"),
        ({"caller": "9999999999999999999999"}, "caller", ""),
        ({"caller": "{marius}"}, "caller", "Velg hvem som ringer"),
        ({"caller": "{ola}"}, "caller", "Velg hvem som ringer"),
        ({"day": ""}, "day", "Velg"),
        ({"day": "2026-09-20"}, "day", "Velg en dag fra i dag til 05.10.2026."),
        ({"day": "2026-10-06"}, "day", "Velg en dag fra i dag til 05.10.2026."),
        ({"day": "31.2.2026"}, "day", "Datoen finnes ikke"),
        ({"clock": "halv ti"}, "clock", "14.30"),
        ({"clock": "25.00"}, "clock", ""),
        ({"question": " Når "}, "question", "minst fem tegn"),
        ({"question": "x" * 1001}, "question", ""),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands_and_nothing_is_stored(
    house: House,
    sara: Person,
    elin: FlaskClient,
    marius: Person,
    waiting: int,
    changes: dict[str, str],
    control: str,
    said: str,
) -> None:
    ola = house.person("Ola", "Ås", ("therapist", house.elsewhere))
    filled = {key: value.format(marius=marius.id, ola=ola.id) for key, value in changes.items()}
    answer = set_up(elin, waiting, sara, **filled)
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="{control}-feil"' in shown
    assert said in shown
    if control != "question":
        assert QUESTION in shown
    assert calls(house) == []
    house.platform.drain()
    with house.work() as work:
        assert work.session.scalar(select(func.count()).select_from(Delivery)) == 0


def test_what_came_of_it_is_asked_for(house: House, sara: Person, elin: FlaskClient, waiting: int) -> None:
    assert send(elin, f"/henvisning/{waiting}/ringt", outcome="Svarte ikke.").status_code == 409
    set_up(elin, waiting, sara)
    answer = send(elin, f"/henvisning/{waiting}/ringt", outcome=" nei ")
    assert (answer.status_code, 'id="outcome-feil"' in answer.get_data(as_text=True)) == (422, True)
    assert calls(house) == [(1, False, None)]


def test_the_gates_are_those_of_the_referral(house: House, sara: Person, marius: Person, waiting: int) -> None:
    others = {
        404: house.browser(house.person("Ola", "Ås", ("therapist", house.elsewhere)), staff=True),
        403: house.browser(marius),
    }
    for status, client in others.items():
        assert set_up(client, waiting, sara).status_code == status
        assert send(client, f"/henvisning/{waiting}/ringt", outcome="Alt er bra.").status_code == status
    assert calls(house) == []


@pytest.mark.parametrize(
    ("answer_by", "today", "last"),
    [
        (date(2026, 10, 5), date(2026, 9, 21), date(2026, 10, 5)),
        (date(2026, 10, 5), date(2026, 9, 28), date(2026, 10, 5)),
        (date(2026, 10, 5), date(2026, 9, 29), date(2026, 10, 6)),
        (date(2026, 10, 5), date(2026, 10, 20), date(2026, 10, 27)),
    ],
)
def test_the_last_day_is_when_the_answer_is_due_or_a_week_ahead(answer_by: date, today: date, last: date) -> None:
    assert last_day(answer_by, today) == last


# --- what is stored


def test_what_it_is_about_is_sealed_and_bound_to_the_referral(
    house: House, sara: Person, elin: FlaskClient, waiting: int
) -> None:
    set_up(elin, waiting, sara)
    send(elin, f"/henvisning/{waiting}/ringt", outcome="Slutter i desember.")
    with house.work() as work:
        sealed = work.session.execute(text("SELECT question_sealed, outcome_sealed FROM first_call")).one()
        assert QUESTION.encode() not in bytes(sealed[0])
        assert b"desember" not in bytes(sealed[1])


def test_who_cannot_be_sent_a_notice_is_on_the_list_once(
    house: House, sara: Person, elin: FlaskClient, marius: Person, waiting: int
) -> None:
    with house.work() as work:
        set_contact(work, work.session.get_one(Person, marius.id), Contact("phone", "+4755000001"))
    set_up(elin, waiting, sara)
    house.platform.drain()
    listed = page(elin, "/ringeliste")
    assert listed.count("Marius Foss</a>") == 1
    assert "Sara Holm ringer onsdag" in listed


def test_the_queue_is_by_danger_and_then_by_when_the_answer_is_due(house: House, waiting: int) -> None:
    house.clock.move(days=1)
    later = house.referred(house.person("Jonas", "Aker"), "lake")
    elin = house.browser(house.person("Elin", "Sande", ("therapist", house.clinic)), staff=True)
    danger = house.referred(house.person("Grete", "Grønli"), "ridge")
    with house.work() as work:
        work.session.get_one(Enrolment, danger).in_danger = True
    queue = page(elin, f"/henvisning/{later}").split('class="queue"')[1].split("</ol>")[0]
    assert [name in queue for name in ("Grete Grønli", "Marius Foss", "Jonas Aker")] == [True] * 3
    assert queue.index("Grete Grønli") < queue.index("Marius Foss") < queue.index("Jonas Aker")
    assert queue.count('aria-current="page"') == 1
    assert 'aria-current="page"><b>Jonas Aker' in queue
    assert queue.count('class="risk"') == 1


def test_the_page_costs_the_same_however_many_wait(house: House, elin: FlaskClient, waiting: int) -> None:
    costs = []
    for others in (0, 5):
        for number in range(others):
            house.referred(house.person(f"Person{number}", "Ås"), "lake")
        page(elin, f"/henvisning/{waiting}")
        with house.counted() as statements:
            page(elin, f"/henvisning/{waiting}")
        costs.append(len(statements))
    assert costs[0] == costs[1]
