"""A referral to the wrong place is passed on with its facts, and undone while nobody has worked on it; so is a refusal."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.benefits.counting.service import count
from varde.enrolments.errors import NotOffered, NotUndone, WrongState
from varde.enrolments.exits import undo
from varde.enrolments.models import Enrolment, Referral
from varde.enrolments.service import history_of, referral_of
from varde.identity.models import Person
from varde.identity.service import Actor
from varde.notifications.models import Delivery
from varde.plugin.fitting import fitting_facts
from varde.referrals.errors import AlreadyReferred, SamePlace
from varde.referrals.passing_on import pass_on
from varde.referrals.service import decide, hope_of, refer
from varde.testing.counted import cells_in
from varde.testing.house import House, all_samples, make_house, sqlite_url


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(sqlite_url(tmp_path), catalogue=all_samples())


@pytest.fixture
def maren(house: House) -> Actor:
    person = house.person("Maren", "Aas", ("therapist", house.clinic), phone="40000001")
    return house.actor(person, ("therapist", house.clinic))


@pytest.fixture
def tor(house: House) -> Person:
    return house.person("Tor", "Vik", phone="40000002")


@pytest.fixture
def sent(house: House, tor: Person) -> int:
    with house.work() as work:
        lake = house.programme("lake")
        return refer(work, tor, house.clinic, lake, fitting_facts(lake), source="self", hope="Å sove bedre.")[0].id


def passed(house: House, maren: Actor, enrolment_id: int, programme: str = "ridge", place: str = "clinic") -> int:
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, enrolment_id)
        to = house.clinic if place == "clinic" else house.elsewhere
        note = "Eggen passer bedre for deg."
        return pass_on(work, maren, enrolment, work.session.merge(to), house.programme(programme), note).id


@pytest.mark.parametrize(("programme", "place"), [("ridge", "clinic"), ("lake", "elsewhere"), ("village", "elsewhere")])
def test_it_goes_on_with_its_facts_time_limit_and_hope(
    house: House, maren: Actor, sent: int, programme: str, place: str
) -> None:
    house.clock.move(days=3)
    successor_id = passed(house, maren, sent, programme, place)
    with house.work() as work:
        old, new = work.session.get_one(Enrolment, sent), work.session.get_one(Enrolment, successor_id)
        before, after = referral_of(work, sent), referral_of(work, successor_id)
        asked = {fact.key for fact in house.programme(programme).eligibility.asked}
        assert (old.state, old.end_reason, before.decision) == ("discontinued", "passed_on", "passed_on")
        assert (new.state in ("referred", "screening"), new.programme, new.referred_at) == (
            True,
            programme,
            old.referred_at,
        )
        assert (after.answer_by, after.passed_from_id, hope_of(work, after)) == (
            before.answer_by,
            sent,
            "Å sove bedre.",
        )
        assert {key: value for key, value in before.facts.items() if key in asked}.items() <= after.facts.items()
        assert set(after.facts) <= asked
        assert [event.kind for event in history_of(work, successor_id)] == ["passed_here"]


def test_the_patient_is_told_once_and_where_it_is(house: House, maren: Actor, sent: int, tor: Person) -> None:
    successor_id = passed(house, maren, sent)
    house.platform.drain()
    with house.work() as work:
        sent_to_her = select(Delivery.notice, Delivery.path, Delivery.state).where(Delivery.person_id == tor.id)
        assert [tuple(row) for row in work.session.execute(sent_to_her)] == [
            ("news", f"/pamelding/{successor_id}/mottatt", "sent")
        ]


def test_it_is_counted_as_passed_on_and_never_as_refused(house: House, maren: Actor, sent: int) -> None:
    successor_id = passed(house, maren, sent)
    with house.work() as work:
        for enrolment_id in (sent, successor_id):
            count.run(work, enrolment_id=enrolment_id)
        work.session.flush()
        cells = cells_in(work).items()
        counted = [(key.programme, key.category, stats.n) for key, stats in cells if key.scale == "flow"]
    assert ("lake", "passed_on", 1) in counted
    assert not any(programme == "lake" and category != "passed_on" for programme, category, _ in counted)
    assert ("ridge", "referred", 1) in counted


@pytest.mark.parametrize("fault", ["same", "there", "decided", "closed"])
def test_what_cannot_be_passed_on(house: House, maren: Actor, sent: int, tor: Person, fault: str) -> None:
    error: type[Exception] = {
        "same": SamePlace, "there": AlreadyReferred, "decided": WrongState, "closed": NotOffered
    }[fault]  # fmt: skip
    if fault == "there":
        house.referred(tor, "ridge")
    if fault == "decided":
        with house.work() as work:
            decide(work, maren, work.session.get_one(Enrolment, sent), accept=True)
    if fault == "closed":
        with house.work() as work:
            work.session.connection().exec_driver_sql("UPDATE offering SET state = 'closed' WHERE programme = 'ridge'")
    with pytest.raises(error):
        passed(house, maren, sent, "lake" if fault == "same" else "ridge")
    with house.work() as work:
        assert referral_of(work, sent).decision == ("accepted" if fault == "decided" else None)


# --- undone


def test_passing_on_is_undone_and_what_it_led_to_is_taken_back(house: House, maren: Actor, sent: int) -> None:
    successor_id = passed(house, maren, sent)
    with house.work() as work:
        undo(work, maren, work.session.get_one(Enrolment, sent))
    with house.work() as work:
        old, new = work.session.get_one(Enrolment, sent), work.session.get_one(Enrolment, successor_id)
        assert (old.state, old.ended_at, old.decided_at, referral_of(work, sent).decision) == (
            "referred",
            None,
            None,
            None,
        )
        assert (new.state, new.end_reason) == ("discontinued", "taken_back")
        for enrolment_id in (sent, successor_id):
            count.run(work, enrolment_id=enrolment_id)
        work.session.flush()
        assert [key.programme for key in cells_in(work) if key.category == "referred"] == ["lake"]
    passed(house, maren, sent, "village")


def test_what_somebody_has_decided_there_is_not_taken_back(house: House, maren: Actor, sent: int) -> None:
    successor_id = passed(house, maren, sent)
    with house.work() as work:
        decide(work, maren, work.session.get_one(Enrolment, successor_id), accept=True, track="north")
    with house.work() as work, pytest.raises(NotUndone) as refused:
        undo(work, maren, work.session.get_one(Enrolment, sent))
    assert refused.value.to("nb") == "Det kan ikke angres: noen har arbeidet videre med det."


REASONS = ("not_eligible", "too_ill", "better_elsewhere", "outside_area", "declined")


@pytest.mark.parametrize("reason", REASONS)
def test_a_refusal_has_its_reason_and_is_undone(
    house: House, maren: Actor, sent: int, tor: Person, reason: str
) -> None:
    with house.work() as work:
        decide(work, maren, work.session.get_one(Enrolment, sent), accept=False, note="Fordi.", reason=reason)
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, sent)
        assert (enrolment.state, enrolment.end_reason) == ("discontinued", reason)
        undo(work, maren, enrolment)
    with house.work() as work:
        enrolment = work.session.get_one(Enrolment, sent)
        assert (enrolment.state, enrolment.ended_at, referral_of(work, sent).decision) == ("referred", None, None)
        decide(work, maren, enrolment, accept=True)
    house.platform.drain()
    with house.work() as work:
        told = select(Delivery.notice).where(Delivery.person_id == tor.id, Delivery.state == "sent")
        assert work.session.scalars(told).all() == ["decision", "decision"]


@pytest.mark.parametrize("reason", ["", "withdrawn", "passed_on", "died"])
def test_a_refusal_takes_a_reason_of_its_own(house: House, maren: Actor, sent: int, reason: str) -> None:
    from varde.enrolments.errors import NoSuchEndReason

    with house.work() as work, pytest.raises(NoSuchEndReason):
        decide(work, maren, work.session.get_one(Enrolment, sent), accept=False, note="Fordi.", reason=reason)


def test_after_seven_days_it_stands(house: House, maren: Actor, sent: int) -> None:
    with house.work() as work:
        decide(work, maren, work.session.get_one(Enrolment, sent), accept=False, note="Fordi.")
    house.clock.move(days=8)
    with house.work() as work, pytest.raises(NotUndone):
        undo(work, maren, work.session.get_one(Enrolment, sent))
    with house.work() as work:
        waited = house.clock.now() - work.session.get_one(Enrolment, sent).referred_at
        assert waited == timedelta(days=8)
        assert work.session.scalars(select(Referral.decision)).all() == ["declined"]
