"""The review of break-glass: who is told at once, when the patient is, and who judges. By hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from varde.enrolments.break_glass import standing_of, tell_what_is_due, to_patient
from varde.enrolments.break_glass_errors import DelayNeeds, NoSuchReview, NotYourReview, ReviewedAlready, VerdictNeeded
from varde.enrolments.break_glass_review import one_to_review, opened_by, put_off, review, to_review
from varde.enrolments.models import BreakGlass, EnrolmentEvent
from varde.identity.models import Person
from varde.identity.service import grant
from varde.notifications.models import Delivery
from varde.privacy.kin import declare_by_name
from varde.privacy.models import Block
from varde.privacy.service import looks_at, visitors_of

from .test_break_glass import WHY, Ward
from .test_break_glass import ward as ward

# --- who is told


def test_those_who_treat_and_the_head_are_told_at_once_and_the_patient_is_not(ward: Ward) -> None:
    row = ward.opens(ward.sara)
    ward.house.platform.drain()
    with ward.house.work() as work:
        told = work.session.execute(
            select(Delivery.person_id, Delivery.path).where(Delivery.key.startswith(f"glass:{row}:"))
        )
        assert {(person, path) for person, path in told} == {
            (ward.maren.id, f"/pasient/{ward.id}"),
            (ward.elin.id, f"/noedrett/{row}"),
        }
        notes = select(EnrolmentEvent).where(EnrolmentEvent.kind == "break_glass")
        assert [event.note for event in work.session.scalars(notes)] == [WHY]


def told(ward: Ward) -> tuple[bool, bool, bool]:
    """Whether the patient has a notice of it, reads it on her page of the log, and finds it among those who opened her record."""
    ward.house.platform.drain()
    with ward.house.work() as work:
        by_glass = to_patient(work, ward.tor.id)
        notice = select(Delivery.id).where(Delivery.person_id == ward.tor.id, Delivery.path == "/innsyn")
        listed = [entry.basis for entry, _where in looks_at(work, ward.tor.id, held=by_glass.held)]
        names = [person.name for person, _blocked in visitors_of(work, ward.tor.id, held=by_glass.held)]
        assert ("Sara Holm" in names) == ("break_glass" in listed) == bool(by_glass.shown)
        return work.session.scalar(notice) is not None, "break_glass" in listed, "review" in listed


def test_she_is_told_by_the_next_working_day_when_nobody_has_answered(ward: Ward) -> None:
    ward.opens(ward.sara)
    ward.reads(ward.acts(ward.sara))
    ward.house.clock.set(datetime(2026, 9, 22, 13, 29, tzinfo=UTC))
    with ward.house.work() as work:
        assert tell_what_is_due(work) == 0
    assert told(ward) == (False, False, False)
    ward.house.clock.move(minutes=1)
    with ward.house.work() as work:
        assert tell_what_is_due(work) == 1
        assert tell_what_is_due(work) == 0
    assert told(ward) == (True, True, False)


def reviews(
    ward: Ward, row: int, verdict: str = "yes", words: str = "", *, who: Person | None = None, **more: object
) -> None:
    with ward.house.work() as work:
        head = ward.acts(who or ward.elin, "head")
        review(work, head, one_to_review(work, head, row), verdict, words, **more)  # type: ignore[arg-type]


def test_she_is_told_at_the_review(ward: Ward) -> None:
    row = ward.opens(ward.sara)
    reviews(ward, row)
    assert told(ward) == (True, True, True)
    with ward.house.work() as work:
        assert [(each.verdict, each.reviewed_by_id) for each in to_patient(work, ward.tor.id).shown] == [
            ("yes", ward.elin.id)
        ]


def test_a_delay_has_a_reason_and_a_day_and_ends_with_it(ward: Ward) -> None:
    row, until = ward.opens(ward.sara), date(2026, 10, 5)
    for delay, day in (("", until), ("Han er innlagt.", None), ("Han er innlagt.", date(2026, 9, 21))):
        with pytest.raises(DelayNeeds):
            reviews(ward, row, delay=delay, until=day)
    reviews(ward, row, delay="Han er innlagt.", until=until)
    ward.house.clock.set(datetime(2026, 9, 28, 8, 0, tzinfo=UTC))
    with ward.house.work() as work:
        assert tell_what_is_due(work) == 0
        head = ward.acts(ward.elin, "head")
        put_off(work, head, one_to_review(work, head, row), "Fortsatt innlagt.", date(2026, 10, 12))
    assert told(ward) == (False, False, False)
    ward.house.clock.set(datetime(2026, 10, 12, 7, 0, tzinfo=UTC))
    with ward.house.work() as work:
        assert tell_what_is_due(work) == 1
        head = ward.acts(ward.elin, "head")
        with pytest.raises(DelayNeeds):
            put_off(work, head, one_to_review(work, head, row), "Igjen.", date(2026, 10, 20))
    assert told(ward) == (True, True, True)


# --- who reviews


def test_what_was_opened_stands_beside_the_reason(ward: Ward) -> None:
    row = ward.opens(ward.sara)
    ward.reads(ward.acts(ward.sara))
    ward.reads(ward.acts(ward.sara), "messages")
    ward.reads(ward.acts(ward.sara), "state", writes=True)
    ward.reads(ward.acts(ward.maren))
    with ward.house.work() as work:
        case = one_to_review(work, ward.acts(ward.elin, "head"), row)
        assert [entry.what for entry in opened_by(work, case)] == ["break_glass", "record", "messages"]
        assert case.reason == WHY


def test_it_waits_for_the_head_until_she_has_answered(ward: Ward) -> None:
    row = ward.opens(ward.sara)
    with ward.house.work() as work:
        listed = [(each.id, each.reviewed_at is None) for each in to_review(work, ward.acts(ward.elin, "head"))]
        assert listed == [(row, True)]
    ward.house.clock.move(days=40)
    with ward.house.work() as work:
        assert [each.id for each in to_review(work, ward.acts(ward.elin, "head"))] == [row]
    for verdict, words in (("", ""), ("maybe", "Noen ord."), ("more", ""), ("no", " ")):
        with pytest.raises(VerdictNeeded):
            reviews(ward, row, verdict, words)
    reviews(ward, row, "more", "Vi har snakket sammen.")
    with pytest.raises(ReviewedAlready):
        reviews(ward, row)


def test_who_reviews_and_who_does_not(ward: Ward) -> None:
    row = ward.opens(ward.sara)
    with ward.house.work() as work:
        officer = ward.acts(ward.gro, "privacy_officer", at=ward.house.trust)
        assert [each.id for each in to_review(work, officer)] == [row]
        with pytest.raises(NotYourReview):
            review(work, officer, one_to_review(work, officer, row), "yes", "")
        for who in (
            ward.acts(ward.sara),
            ward.acts(ward.maren),
            ward.acts(ward.liv, "head", at=ward.house.elsewhere),
            ward.acts(ward.tor, "head"),
        ):
            with pytest.raises(NoSuchReview):
                one_to_review(work, who, row)


def test_nobody_reviews_what_she_opened_and_the_privacy_officer_does_when_there_is_no_other_head(ward: Ward) -> None:
    with ward.house.work() as work:
        grant(work, ward.elin, "therapist", ward.house.clinic)
    both = ward.acts(ward.elin, "head", "therapist")
    row = ward.opens(ward.elin, both)
    with ward.house.work() as work:
        with pytest.raises(NotYourReview):
            review(work, both, one_to_review(work, both, row), "yes", "")
        officer = ward.acts(ward.gro, "privacy_officer", at=ward.house.trust)
        review(work, officer, one_to_review(work, officer, row), "no", "Det hastet ikke.")
        assert work.session.get_one(BreakGlass, row).reviewed_by_id == ward.gro.id


def test_no_reason_is_told_to_the_privacy_officer(ward: Ward) -> None:
    row = ward.opens(ward.sara)
    reviews(ward, row, "no", "Det hastet ikke.")
    ward.house.platform.drain()
    with ward.house.work() as work:
        told_of = select(Delivery.person_id).where(Delivery.key == f"glass:{row}:{ward.gro.id}:no")
        assert work.session.scalars(told_of).all() == [ward.gro.id]


@pytest.mark.parametrize("why", ["kin", "block"])
def test_a_head_who_is_kept_out_neither_sees_nor_answers_and_another_is_asked(ward: Ward, why: str) -> None:
    with ward.house.work() as work:
        if why == "kin":
            declare_by_name(work, ward.elin.id, "Tor Vik", date(1990, 5, 17))
        else:
            work.add(Block(patient_id=ward.tor.id, blocked_id=ward.elin.id, created_at=work.now))
    row = ward.opens(ward.sara)
    ward.house.platform.drain()
    with ward.house.work() as work:
        head = ward.acts(ward.elin, "head")
        assert to_review(work, head) == []
        with pytest.raises(NoSuchReview):
            one_to_review(work, head, row)
        asked = select(Delivery.person_id).where(Delivery.key.like(f"glass:{row}:%:review"))
        assert work.session.scalars(asked).all() == [ward.gro.id]
        officer = ward.acts(ward.gro, "privacy_officer", at=ward.house.trust)
        review(work, officer, one_to_review(work, officer, row), "yes", "")
        assert work.session.get_one(BreakGlass, row).reviewed_by_id == ward.gro.id


@pytest.mark.parametrize(("verdict", "open_still"), [("yes", True), ("more", True), ("no", False)])
def test_where_there_was_no_reason_the_record_is_closed(ward: Ward, verdict: str, open_still: bool) -> None:
    row = ward.opens(ward.sara)
    reviews(ward, row, verdict, "Vi har snakket sammen.")
    with ward.house.work() as work:
        enrolment_id = work.session.get_one(BreakGlass, row).enrolment_id
        assert (standing_of(work, ward.acts(ward.sara), enrolment_id) is not None) is open_still
