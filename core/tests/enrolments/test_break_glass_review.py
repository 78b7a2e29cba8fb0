"""The review of break-glass: who is told at once, when the patient is, and who judges. By hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from varde.audit.models import AccessEntry
from varde.audit.words import WHAT
from varde.enrolments import break_glass_review
from varde.enrolments.break_glass import standing_of, tell_what_is_due, to_patient
from varde.enrolments.break_glass_errors import DelayNeeds, NoSuchReview, NotYourReview, ReviewedAlready, VerdictNeeded
from varde.enrolments.break_glass_review import (
    officers_of,
    one_to_review,
    opened_by,
    put_off,
    review,
    to_review,
    who_answers,
)
from varde.enrolments.models import BreakGlass, Enrolment, EnrolmentEvent
from varde.identity.models import Grant, Person
from varde.identity.service import RoleAt, grant
from varde.notifications.models import Delivery
from varde.privacy.export import export_of
from varde.privacy.kin import declare_by_name
from varde.privacy.models import Block
from varde.privacy.service import looks_at, visitors_of
from varde.web.staff.break_glass_words import part_of_record

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


def test_whom_he_has_kept_out_since_is_not_told(ward: Ward) -> None:
    ward.opens(ward.sara)
    with ward.house.work() as work:
        work.add(Block(patient_id=ward.tor.id, blocked_id=ward.maren.id, created_at=work.now))
    ward.house.platform.drain()
    with ward.house.work() as work:
        rows = work.session.execute(select(Delivery.person_id, Delivery.state).where(Delivery.key.startswith("glass:")))
        skipped = {person: state == "skipped" for person, state in rows}
    assert skipped.get(ward.maren.id, True)
    assert skipped[ward.elin.id] is False


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
        listed = [(each.id, each.reviewed_at is None) for each in to_review(work, ward.acts(ward.elin, "head")).rows]
        assert listed == [(row, True)]
    ward.house.clock.move(days=40)
    with ward.house.work() as work:
        assert [each.id for each in to_review(work, ward.acts(ward.elin, "head")).rows] == [row]
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
        assert [each.id for each in to_review(work, officer).rows] == [row]
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


@pytest.mark.parametrize("why", ["kin", "block", "employee", "employee once", "employee elsewhere"])
def test_a_head_who_is_kept_out_neither_sees_nor_answers_and_another_is_asked(ward: Ward, why: str) -> None:
    with ward.house.work() as work:
        if why == "kin":
            declare_by_name(work, ward.elin.id, "Tor Vik", date(1990, 5, 17))
        elif why.startswith("employee"):
            grant(work, ward.tor, "therapist", ward.house.elsewhere if why.endswith("elsewhere") else ward.house.clinic)
            if why.endswith("once"):
                held = work.session.scalars(select(Grant).where(Grant.person_id == ward.tor.id)).one()
                held.starts_at, held.ends_at = work.now - timedelta(days=800), work.now - timedelta(days=400)
        else:
            work.add(Block(patient_id=ward.tor.id, blocked_id=ward.elin.id, created_at=work.now))
    row = ward.opens(ward.sara)
    ward.house.platform.drain()
    with ward.house.work() as work:
        head = ward.acts(ward.elin, "head")
        assert to_review(work, head).rows == []
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


# --- for which programme, in which order, and until when


@pytest.mark.parametrize(
    ("role", "programme", "reviews_it"),
    [
        ("head", None, True),
        ("head", "lake", True),
        ("head", "sea", False),
        ("privacy_officer", None, True),
        ("privacy_officer", "sea", False),
        ("therapist", None, False),
    ],
)
def test_a_role_for_one_programme_reviews_that_programme(
    ward: Ward, role: str, programme: str | None, reviews_it: bool
) -> None:
    row = ward.opens(ward.sara)
    actor = ward.house.actor(ward.dina)
    held = replace(actor, roles=(RoleAt(role, ward.house.clinic.id, programme),), staff_sign_in=True)
    with ward.house.work() as work:
        assert [each.id for each in to_review(work, held).rows] == ([row] if reviews_it else [])
        if reviews_it:
            one_to_review(work, held, row)
            logged = work.session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc())).first()
            assert logged is not None
            assert (logged.role, logged.purpose, logged.basis, logged.action) == (role, "admin", "review", "read")
        else:
            with pytest.raises(NoSuchReview):
                one_to_review(work, held, row)


@pytest.mark.parametrize(("programme", "asks_head"), [(None, True), ("lake", True), ("sea", False)])
def test_a_head_of_another_programme_is_not_asked(ward: Ward, programme: str | None, asks_head: bool) -> None:
    with ward.house.work() as work:
        held = work.session.scalars(select(Grant).where(Grant.person_id == ward.elin.id, Grant.role == "head")).one()
        held.programme = programme
    ward.opens(ward.sara)
    with ward.house.work() as work:
        enrolment = work.session.get_one(Enrolment, ward.id)
        asked = ward.elin.id if asks_head else ward.gro.id
        assert [person.id for person in who_answers(work, enrolment, ward.sara.id)] == [asked]


def test_what_waits_stands_first_and_the_newest_answer_next_and_nothing_is_lost(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(break_glass_review, "PAGE", 2)
    rows = []
    for once in "abcde":
        rows.append(ward.opens(ward.sara, once=once))
        ward.house.clock.move(hours=24)
    first, second, third, fourth, fifth = rows
    reviews(ward, first)
    ward.house.clock.move(minutes=1)
    reviews(ward, third)
    head = ward.acts(ward.elin, "head")
    with ward.house.work() as work:
        pages = [to_review(work, head, page) for page in (1, 2, 3)]
        assert [[row.id for row in page.rows] for page in pages] == [[second, fourth], [fifth, third], [first]]
        assert [(page.waiting, page.in_all, page.has_next) for page in pages] == [
            (3, 5, True),
            (3, 5, True),
            (3, 5, False),
        ]
        assert one_to_review(work, head, first).id == first


def test_however_often_it_is_put_off_he_is_told_within_three_months_of_the_opening(ward: Ward) -> None:
    row = ward.opens(ward.sara)  # 21 September
    reviews(ward, row, delay="Han er innlagt.", until=date(2026, 12, 20))
    ward.house.clock.set(datetime(2026, 12, 1, 8, 0, tzinfo=UTC))
    with ward.house.work() as work:
        head = ward.acts(ward.elin, "head")
        case = one_to_review(work, head, row, write=True)
        for day in (date(2026, 12, 21), date(2027, 2, 1)):
            with pytest.raises(DelayNeeds):
                put_off(work, head, case, "Fortsatt innlagt.", day)
        put_off(work, head, case, "Fortsatt innlagt.", date(2026, 12, 18))
    with ward.house.work() as work:
        events = select(EnrolmentEvent).where(EnrolmentEvent.kind == "glass_put_off").order_by(EnrolmentEvent.id)
        assert [(event.by_id, event.note) for event in work.session.scalars(events)] == [
            (ward.elin.id, "Han er innlagt."),
            (ward.elin.id, "Fortsatt innlagt."),
        ]
        logged = select(AccessEntry.role).where(AccessEntry.basis == "review", AccessEntry.action == "write")
        assert work.session.scalars(logged).all() == ["head"]
        (given,) = [table for table in export_of(work, ward.tor.id) if table.table == "enrolment_event"]
        assert not [event for event in given.rows if event["kind"] in ("break_glass", "glass_put_off")]


def test_a_no_is_not_told_to_an_officer_who_is_kept_out(ward: Ward) -> None:
    row = ward.opens(ward.sara)
    with ward.house.work() as work:
        work.add(Block(patient_id=ward.tor.id, blocked_id=ward.gro.id, created_at=work.now))
    reviews(ward, row, "no", "Det hastet ikke.")
    ward.house.platform.drain()
    with ward.house.work() as work:
        assert officers_of(work, work.session.get_one(Enrolment, ward.id)) == []
        assert work.session.scalars(select(Delivery).where(Delivery.key.like(f"glass:{row}:%:no"))).all() == []


def test_what_was_opened_has_words_for_staff() -> None:
    for key in (*WHAT, "pages.of.a.plugin"):
        for language in ("nb", "nn", "en"):
            words = part_of_record(key).to(language).split()
            assert words
            assert not {"du", "deg", "din", "ditt", "di", "dine", "you", "your"} & set(words), key
