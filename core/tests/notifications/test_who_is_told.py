"""Who is told of what: by the event, by how grave the alert is, by who works where, and by the day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from varde.alerts.events import AlertEscalated, AlertRaised
from varde.assessments.events import QuestionnaireDue
from varde.dialogue.events import MessageSent
from varde.identity.models import Grant, Person
from varde.identity.service import grant
from varde.notifications.service import LISTENERS, therapists_at
from varde.referrals.events import ReferralDecided

from .conftest import Post
from .test_sending import raised

NOBODY = 404
"""The id of an enrolment or alert that has been deleted since."""


def test_what_is_heard() -> None:
    heard = {listener.event.__name__ for listener in LISTENERS}
    assert heard == {"AlertRaised", "AlertEscalated", "QuestionnaireDue", "MessageSent", "ReferralDecided"}


# --- patients


@pytest.mark.parametrize(
    ("reminder", "notice"), [(0, "questionnaire"), (1, "reminder"), (2, "reminder"), (3, "reminder")]
)
def test_of_a_questionnaire(post: Post, reminder: int, notice: str) -> None:
    event = QuestionnaireDue(post.enrolment_id, 31, reminder)
    told = (post.patient.id, notice, f"questionnaire:31:{reminder}", "/skjema/31")
    assert post.hear(event) == [told]
    assert post.hear(event) == [], "the same time round"


def test_each_reminder_and_each_questionnaire_is_told_of(post: Post) -> None:
    for agenda_id in (31, 32):
        for reminder in (0, 1, 2):
            assert len(post.hear(QuestionnaireDue(post.enrolment_id, agenda_id, reminder))) == 1


def test_of_a_message_from_the_therapist_and_not_of_her_own(post: Post) -> None:
    assert post.hear(MessageSent(post.enrolment_id, 7, from_patient=1)) == []
    told = (post.patient.id, "message", "message:7", f"/meldinger/{post.enrolment_id}")
    assert post.hear(MessageSent(post.enrolment_id, 7, from_patient=0)) == [told]


@pytest.mark.parametrize("accepted", [0, 1])
def test_of_the_answer_to_a_referral_once(post: Post, accepted: int) -> None:
    event = ReferralDecided(post.enrolment_id, accepted)
    assert post.hear(event) == [(post.patient.id, "decision", f"decision:{post.enrolment_id}", "/min-sti")]
    assert post.hear(event) == []


def test_what_is_gone_is_told_to_nobody(post: Post) -> None:
    alert_id = raised(post)
    for event in (
        QuestionnaireDue(NOBODY, 31, 0),
        MessageSent(NOBODY, 7, 0),
        ReferralDecided(NOBODY, 1),
        AlertRaised(NOBODY, alert_id, 1),
        AlertRaised(post.enrolment_id, NOBODY, 1),
        AlertEscalated(NOBODY, alert_id),
        AlertEscalated(post.enrolment_id, NOBODY),
    ):
        assert post.hear(event) == [], event


# --- staff


def about_alert(post: Post, alert_id: int, person: Person, end: str = "") -> tuple[int, str, str, str]:
    return (person.id, "alert", f"alert:{alert_id}:{person.id}{end}", "/arbeidsliste")


@pytest.mark.parametrize(
    ("severity", "crisis", "told"),
    [
        ("critical", False, True),
        ("red", False, True),
        ("amber", False, False),
        ("amber", True, True),  # it shows the patient where to turn
        ("red", True, True),
    ],
)
def test_a_danger_is_told_at_once_to_whoever_has_her(post: Post, severity: str, crisis: bool, told: bool) -> None:
    post.therapist_at("Per", post.house.clinic)
    alert_id = raised(post, severity, crisis=crisis)
    event = AlertRaised(post.enrolment_id, alert_id, int(told))
    assert post.hear(event) == ([about_alert(post, alert_id, post.therapist)] if told else [])
    assert post.hear(event) == []


def test_a_danger_about_somebody_nobody_has_is_told_to_all(post: Post) -> None:
    colleague = post.therapist_at("Per", post.house.clinic)
    post.assign(None)
    alert_id = raised(post)
    assert post.hear(AlertRaised(post.enrolment_id, alert_id, 1)) == [
        about_alert(post, alert_id, post.therapist),
        about_alert(post, alert_id, colleague),
    ]


def test_what_nobody_opened_is_told_to_all_of_them_also_to_whoever_was_told_before(post: Post) -> None:
    colleague = post.therapist_at("Per", post.house.clinic)
    alert_id = raised(post)
    post.hear(AlertRaised(post.enrolment_id, alert_id, 1))
    escalated = AlertEscalated(post.enrolment_id, alert_id)
    assert post.hear(escalated) == [
        about_alert(post, alert_id, post.therapist, ":escalated"),
        about_alert(post, alert_id, colleague, ":escalated"),
    ]
    assert post.hear(escalated) == []


def test_the_lesser_ones_are_told_of_together_once_a_day(post: Post) -> None:
    """The day is the therapist's: 21 September is over at 22.00 UTC."""
    first, second, third = (raised(post, "amber"), raised(post, "green"), raised(post, "yellow"))
    told = (post.therapist.id, "list", f"list:{post.therapist.id}:2026-09-21", "/arbeidsliste")
    assert post.hear(AlertEscalated(post.enrolment_id, first)) == [told]
    post.house.clock.move(hours=13, minutes=59)
    assert post.hear(AlertEscalated(post.enrolment_id, second)) == []
    post.house.clock.move(minutes=1)
    tomorrow = (post.therapist.id, "list", f"list:{post.therapist.id}:2026-09-22", "/arbeidsliste")
    assert post.hear(AlertEscalated(post.enrolment_id, third)) == [tomorrow]


def test_the_lesser_ones_do_not_stand_in_the_way_of_a_danger(post: Post) -> None:
    post.hear(AlertEscalated(post.enrolment_id, raised(post, "amber")))
    alert_id = raised(post)
    assert post.hear(AlertEscalated(post.enrolment_id, alert_id)) == [
        about_alert(post, alert_id, post.therapist, ":escalated")
    ]


def therapists(post: Post) -> list[int]:
    with post.house.work() as work:
        return therapists_at(work, post.house.enrolment(post.enrolment_id))


def test_who_works_there(post: Post) -> None:
    """Therapists of the clinic and of what it belongs to; not of another clinic, nor in another role."""
    house = post.house
    at_the_trust, in_the_region = post.therapist_at("Ane", house.trust), post.therapist_at("Bo", house.region)
    post.therapist_at("Eli", house.elsewhere)
    post.therapist_at("Ida", house.clinic, role="manager")
    assert therapists(post) == [post.therapist.id, at_the_trust.id, in_the_region.id]


@pytest.mark.parametrize(("programme", "told"), [("ridge", True), ("lake", False)])
def test_who_works_with_that_programme(post: Post, programme: str, told: bool) -> None:
    colleague = post.house.person("Per", "Dale")
    with post.house.work() as work:
        grant(work, colleague, "therapist", post.house.clinic, programme)
    assert therapists(post) == [post.therapist.id, *([colleague.id] if told else [])]


@pytest.mark.parametrize(("seconds", "told"), [(-1, False), (0, False), (1, True)])
def test_who_no_longer_works_there(post: Post, seconds: int, told: bool) -> None:
    """A grant ends at its moment: from then on she is told nothing."""
    colleague = post.therapist_at("Per", post.house.clinic)
    with post.house.work() as work:
        row = work.session.query(Grant).filter_by(person_id=colleague.id).one()
        row.ends_at = work.now + timedelta(seconds=seconds)
    assert therapists(post) == [post.therapist.id, *([colleague.id] if told else [])]
