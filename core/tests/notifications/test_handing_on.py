"""Who is told of an open alert when somebody else answers: in an absence, after a leaver, and when nobody is responsible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from varde.enrolments.events import ResponsibleChanged
from varde.identity.models import Person
from varde.notifications.models import Delivery
from varde.privacy.events import KeptOut
from varde.privacy.models import Block
from varde.scheduling.agenda import tick
from varde.staffing.models import Absence
from varde.staffing.service import cancel, report

from .conftest import Post, Told

TODAY = date(2026, 9, 21)


@pytest.fixture
def per(post: Post) -> Person:
    return post.therapist_at("Per", post.house.clinic)


@pytest.fixture
def liv(post: Post) -> Person:
    return post.therapist_at("Liv", post.house.clinic)


def of_alert(alert_id: int, person: Person, end: str) -> Told:
    return (person.id, "alert", f"alert:{alert_id}:{person.id}{end}", "/arbeidsliste")


# --- an absence


def away(post: Post, person: Person, substitute: Person | None, begins: int = 0, days: int = 5) -> int:
    """She is away for so many days, which begin in so many; the absence's id."""
    first = TODAY + timedelta(days=begins)
    with post.house.work() as work:
        last, who = first + timedelta(days=days - 1), substitute.id if substitute else None
        able = [who] if who is not None else []
        return report(work, person.id, first, last, "course", who, by_id=None, may_stand_in=able).id


def of_list(person: Person) -> Told:
    return (person.id, "list", f"list:{person.id}:2026-09-21", "/arbeidsliste")


def absence(post: Post, absence_id: int) -> Absence:
    with post.house.work() as work:
        return work.session.get_one(Absence, absence_id)


def begun(post: Post) -> tuple[int, list[Told]]:
    """How many absences the clock began, and who was told of what."""
    before = _begun(post)
    told = post.after(lambda _work: tick(post.house.platform))
    return _begun(post) - before, told


def _begun(post: Post) -> int:
    with post.house.work() as work:
        return work.session.scalar(select(func.count()).where(Absence.begun_at.is_not(None))) or 0


def test_the_substitute_is_handed_her_open_alerts_and_told(post: Post, per: Person, liv: Person) -> None:
    alert_id, closed = post.raised(), post.raised(state="closed")
    absence_id = away(post, post.therapist, liv)
    assert begun(post) == (1, [of_alert(alert_id, liv, f":absence{absence_id}"), of_list(liv)])
    assert (post.owner(alert_id), post.owner(closed)) == (liv.id, post.therapist.id)
    assert absence(post, absence_id).begun_at == post.house.clock.now()
    assert begun(post) == (0, []), "once"


def test_without_a_substitute_the_queue_is_told(post: Post, per: Person, liv: Person) -> None:
    alert_id, end = post.raised(), f":absence{away(post, post.therapist, None)}"
    assert begun(post) == (1, [of_alert(alert_id, per, end), of_alert(alert_id, liv, end)])
    assert post.owner(alert_id) is None


def test_one_that_was_taken_back_begins_for_nobody(post: Post, liv: Person) -> None:
    """Also where its row of the agenda was taken by the clock just before."""
    post.raised()
    absence_id = away(post, post.therapist, liv)
    with post.house.work() as work:
        work.session.get_one(Absence, absence_id).cancelled_at = work.now
    assert begun(post) == (0, [])


def test_each_absence_is_told_of(post: Post, per: Person, liv: Person) -> None:
    alert_id, first = post.raised(), away(post, post.therapist, liv)
    begun(post)
    with post.house.work() as work:
        cancel(work, work.session.get_one(Absence, first))
    assert begun(post) == (0, [])
    second = away(post, post.therapist, liv)
    assert begun(post) == (1, [of_alert(alert_id, liv, f":absence{second}")])


def test_a_lesser_alert_stands_on_the_list_of_whoever_answers(post: Post, liv: Person) -> None:
    alert_id = post.raised("amber")
    away(post, post.therapist, liv)
    assert begun(post) == (1, [(liv.id, "list", f"list:{liv.id}:2026-09-21", "/arbeidsliste")])
    assert post.owner(alert_id) == liv.id


def test_what_is_anothers_stays_with_her(post: Post, per: Person, liv: Person) -> None:
    alert_id = post.raised()
    away(post, per, liv)
    assert begun(post) == (1, [of_list(liv)])
    assert post.owner(alert_id) == post.therapist.id


@pytest.mark.parametrize(("days", "state", "told"), [(6, "active", 0), (7, "active", 1), (7, "completed", 0)])
def test_of_an_absence_of_a_week_her_patients_are_told(post: Post, days: int, state: str, told: int) -> None:
    post.put(state)
    absence_id = away(post, post.therapist, None, days=days)
    key, path = f"absence:{absence_id}:{post.enrolment_id}", f"/meldinger/{post.enrolment_id}"
    assert begun(post) == (1, [(post.patient.id, "news", key, path)] * told)
    assert begun(post) == (0, [])


def test_nobody_is_told_before_it_begins_or_of_nothing(post: Post, liv: Person) -> None:
    away(post, post.therapist, liv, begins=1)
    assert begun(post) == (0, [])
    post.house.clock.move(days=1)
    assert begun(post) == (1, [(liv.id, "list", f"list:{liv.id}:2026-09-22", "/arbeidsliste")]), "no alert is open"


# --- a leaver


def left_with(post: Post, notice: str, alert_id: int, before: Callable[[], object] = lambda: None) -> Delivery:
    """The therapist leaves the staff while a notice to her waits; what became of it."""
    delivery_id = post.plan(post.therapist, notice, f"{notice}:{alert_id}:{post.therapist.id}")
    post.end_grants(post.therapist)
    before()
    return post.deliver(delivery_id)


@pytest.mark.parametrize("notice", ["alert", "list"])
def test_whoever_is_no_staff_any_more_is_sent_nothing(post: Post, notice: str) -> None:
    delivery = left_with(post, notice, post.raised())
    assert (delivery.state, delivery.reason, delivery.channel, delivery.text) == (
        "skipped",
        "no staff any more",
        "none",
        "",
    )


def test_of_her_alerts_those_are_told_who_answer_now(post: Post, per: Person, liv: Person) -> None:
    told, other, closed = post.raised(), post.raised("critical"), post.raised(state="closed")
    delivery = left_with(post, "alert", told)
    end = f":after{delivery.id}"
    expected = [of_alert(alert_id, person, end) for alert_id in (other, told) for person in (per, liv)]
    assert [(row.person_id, row.notice, row.key, row.path) for row in post.rows()[1:]] == expected
    assert {row.enrolment_id for row in post.rows()} == {post.enrolment_id}
    assert closed not in (told, other)


def test_only_her_new_therapist_is_told_when_there_is_one(post: Post, per: Person, liv: Person) -> None:
    alert_id = post.raised()
    delivery = left_with(post, "alert", alert_id, lambda: post.assign(liv))
    assert [row.key for row in post.rows()[1:]] == [f"alert:{alert_id}:{liv.id}:after{delivery.id}"]


def test_her_list_is_told_to_nobody_else(post: Post, per: Person) -> None:
    left_with(post, "list", post.raised())
    assert len(post.rows()) == 1


def test_what_is_about_no_enrolment_is_sent_to_whoever_is_no_staff_here(post: Post) -> None:
    """At the door the notice is about nobody's enrolment."""
    alert_id = post.raised()
    post.end_grants(post.therapist)
    key = f"alert:{alert_id}:{post.therapist.id}"
    assert post.deliver(post.plan(post.therapist, "alert", key, about=False)).state == "sent"


# --- nobody is responsible


def test_the_queue_is_told_of_what_is_open_when_nobody_is_responsible(post: Post, per: Person) -> None:
    danger = post.raised()
    post.assign(None)
    moment = f"{post.enrolment_id}:0:{post.house.clock.now().isoformat()}"
    end = f":{moment}"
    assert post.hear(ResponsibleChanged(post.enrolment_id, post.therapist.id, 0)) == [
        (post.therapist.id, "list", f"taken:{moment}", "/arbeidsliste"),
        of_alert(danger, post.therapist, end),
        of_alert(danger, per, end),
    ]


def test_nobody_else_is_told_of_it_when_somebody_is(post: Post, per: Person) -> None:
    """Her own list says so."""
    post.raised()
    told = post.hear(ResponsibleChanged(post.enrolment_id, post.therapist.id, per.id))
    assert [notice for _person_id, notice, *_ in told] == ["news", "list"]


# --- she keeps out whoever is responsible


def kept_out(post: Post, person: Person) -> list[Told]:
    """She keeps this person out; whoever is told of it."""
    with post.house.work() as work:
        work.add(Block(patient_id=post.patient.id, blocked_id=person.id, created_at=work.now))
    return post.hear(KeptOut(post.patient.id, person.id))


def test_the_queue_has_the_alerts_of_whoever_keeps_out_her_therapist(post: Post, per: Person, liv: Person) -> None:
    danger, closed = post.raised(), post.raised(state="closed")
    end = f":without{post.therapist.id}"
    assert kept_out(post, post.therapist) == [of_alert(danger, per, end), of_alert(danger, liv, end)]
    assert (post.owner(danger), post.owner(closed)) == (None, post.therapist.id)
    assert post.hear(KeptOut(post.patient.id, post.therapist.id)) == [], "the same notices"


def test_when_nothing_is_open_nobody_is_told_that_she_keeps_anyone_out(post: Post, per: Person) -> None:
    post.raised(state="closed")
    assert kept_out(post, post.therapist) == []


def test_somebody_else_whom_she_keeps_out_has_no_alert_to_hand_on(post: Post, per: Person, liv: Person) -> None:
    danger = post.raised()
    assert kept_out(post, per) == []
    assert post.owner(danger) == post.therapist.id


def test_the_alerts_of_another_patient_stay_with_the_therapist(post: Post, per: Person) -> None:
    danger, another = post.raised(), post.house.person("Kari", "Moe")
    with post.house.work() as work:
        work.add(Block(patient_id=another.id, blocked_id=post.therapist.id, created_at=work.now))
    assert post.hear(KeptOut(another.id, post.therapist.id)) == []
    assert post.owner(danger) == post.therapist.id
