"""Who is told of what: by the event, by how grave the alert is, by who works where, and by the day."""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import partial

import pytest

from varde.alerts.events import AlertEscalated, AlertRaised, DangerAtTheDoor
from varde.assessments.events import QuestionnaireDue, ResponseCorrected
from varde.dialogue.events import MessageSent
from varde.enrolments.cover import therapists_at
from varde.enrolments.events import MeetingDecided, OpinionAsked, PausedHerself, ResponsibleChanged
from varde.groups.events import GroupMembershipChanged, GroupSeatFreed, GroupSessionChanged, GroupSessionsPlanned
from varde.groups.sessions import plan_row
from varde.identity.models import Grant, Person
from varde.identity.service import grant
from varde.modules.events import FeedbackGiven, ModuleOpened
from varde.notifications.who_is_told import LISTENERS, on_corrected
from varde.referrals.events import CallSetUp, ReferralDecided, ReferralPassedOn
from varde.scheduling.booking import book
from varde.scheduling.events import AppointmentChanged, SeriesChanged

from ..groups.made_groups import made
from .conftest import Post

NOBODY = 404
"""The id of an enrolment or alert that has been deleted since."""


def test_what_is_heard() -> None:
    heard = {listener.event.__name__ for listener in LISTENERS}
    assert heard == {
        "AlertRaised",
        "AlertEscalated",
        "DangerAtTheDoor",
        "QuestionnaireDue",
        "MessageSent",
        "FeedbackGiven",
        "ModuleOpened",
        "ResponseCorrected",
        "ReferralDecided",
        "ReferralPassedOn",
        "CallSetUp",
        "PlacePromised",
        "MoreWanted",
        "MoreAnswered",
        "OpinionAsked",
        "KeptOut",
        "EnrolmentLeft",
        "PausedHerself",
        "EnrolmentReturned",
        "ResponsibleChanged",
        "AppointmentChanged",
        "SeriesChanged",
        "MeetingDecided",
        "GroupMembershipChanged",
        "GroupSeatFreed",
        "GroupSessionChanged",
        "GroupSessionsPlanned",
    }


# --- patients


def test_a_colleague_who_is_asked(post: Post) -> None:
    heard = post.hear(OpinionAsked(post.enrolment_id, 3, post.therapist.id))
    assert heard == [(post.therapist.id, "opinion", "opinion:3", f"/pasient/{post.enrolment_id}/raad")]


def test_of_a_group(post: Post) -> None:
    """Of a seat that somebody gave or took, of one that is free, of a time that is another or none; not of what she did herself."""
    enrolment, path = post.enrolment_id, f"/grupper-mine/{post.enrolment_id}"
    with post.house.work() as work:
        group = made(work, post.house, post.therapist, programme="village")
        session = plan_row(work, group, date(2026, 10, 1), time(15), 60, None, number=1)[0].id
    post.house.platform.drain()
    by_staff, by_herself = post.therapist.id, post.patient.id
    rows = (
        (GroupMembershipChanged(enrolment, 5, "joined", by_staff), "news"),
        (GroupMembershipChanged(enrolment, 5, "left", by_staff), "news"),
        (GroupMembershipChanged(enrolment, 5, "joined", by_herself), ""),
        (GroupMembershipChanged(enrolment, 5, "waits", by_staff), ""),
        (GroupMembershipChanged(enrolment, 5, "left", None), ""),
        (GroupSeatFreed(enrolment, 5), "news"),
        (GroupSessionsPlanned(enrolment, 5), "booked"),
        (GroupSessionChanged(enrolment, session, "moved"), "appointment"),
        (GroupSessionChanged(enrolment, session, "cancelled"), "appointment"),
        (GroupSeatFreed(NOBODY, 5), ""),
    )
    for event, notice in rows:
        heard = [(person, kind, where) for person, kind, _, where in post.hear(event)]
        assert heard == ([(post.patient.id, notice, path)] if notice else []), event


@pytest.mark.parametrize(
    ("reminder", "notice"), [(0, "questionnaire"), (1, "reminder"), (2, "reminder"), (3, "reminder")]
)
def test_of_a_questionnaire(post: Post, reminder: int, notice: str) -> None:
    event = QuestionnaireDue(post.enrolment_id, 31, reminder)
    told = (post.patient.id, notice, f"forms:{post.patient.id}:2026-09-21", "/skjema/31")
    assert post.hear(event) == [told]
    assert post.hear(event) == [], "the same time round"


def test_of_all_that_opens_and_is_late_in_a_day_she_is_told_once(post: Post) -> None:
    """The day is hers: 21 September is over at 22.00 UTC. Another enrolment of hers is the same day, too."""
    elsewhere = post.house.enrolled(post.patient, post.therapist, "village")
    due = [QuestionnaireDue(post.enrolment_id, 31, 0), QuestionnaireDue(post.enrolment_id, 32, 2)]
    assert [len(post.hear(event)) for event in due] == [1, 0]
    assert post.hear(QuestionnaireDue(elsewhere, 33, 0)) == []
    post.house.clock.move(hours=13, minutes=59)
    assert post.hear(QuestionnaireDue(post.enrolment_id, 34, 1)) == []
    post.house.clock.move(minutes=1)
    assert [told[1:3] for told in post.hear(due[1])] == [("reminder", f"forms:{post.patient.id}:2026-09-22")]


def test_of_a_message_from_the_therapist_and_not_of_her_own(post: Post) -> None:
    assert post.hear(MessageSent(post.enrolment_id, 7, from_patient=1)) == []
    told = (post.patient.id, "message", "message:7", f"/meldinger/{post.enrolment_id}")
    assert post.hear(MessageSent(post.enrolment_id, 7, from_patient=0)) == [told]


@pytest.mark.parametrize("accepted", [0, 1])
def test_of_the_answer_to_a_referral_once(post: Post, accepted: int) -> None:
    event = ReferralDecided(post.enrolment_id, accepted)
    assert post.hear(event) == [(post.patient.id, "decision", f"decision:{post.enrolment_id}", "/min-sti")]
    assert post.hear(event) == []


def test_of_the_answer_once_more_each_time_an_end_was_undone(post: Post) -> None:
    """Undone, it can be decided anew; an end that stands is no such time."""
    event, key = ReferralDecided(post.enrolment_id, 0), f"decision:{post.enrolment_id}"
    assert [told[2] for told in post.hear(event)] == [key]
    for times in (1, 2):
        ending = post.ended("declined")
        undone = {"undone_at": post.house.clock.now(), "undone_by_id": post.therapist.id}
        post.change_ending(ending, **undone)
        assert post.hear(event) == [(post.patient.id, "decision", f"{key}:{times}", "/min-sti")]
        assert post.hear(event) == []
    post.ended("declined")
    assert post.hear(event) == []


def test_of_an_end_that_was_undone_elsewhere_nothing_is_said_here(post: Post) -> None:
    ending, elsewhere = post.ended("declined"), post.house.enrolled(post.patient, post.therapist, "lake")
    undone = {"undone_at": post.house.clock.now(), "undone_by_id": post.therapist.id}
    post.change_ending(ending, **undone, enrolment_id=elsewhere)
    assert [told[2] for told in post.hear(ReferralDecided(post.enrolment_id, 1))] == [f"decision:{post.enrolment_id}"]


def test_of_each_answer_on_a_worksheet(post: Post) -> None:
    for number in (1, 2):
        event = FeedbackGiven(post.enrolment_id, 8, "thoughts", "exercise", number)
        path = f"/moduler/{post.enrolment_id}/thoughts/exercise"
        assert post.hear(event) == [(post.patient.id, "feedback", f"feedback:8:{number}", path)]
        assert post.hear(event) == []


def test_of_each_module_that_is_opened_for_her_once(post: Post) -> None:
    event, path = ModuleOpened(post.enrolment_id, "thoughts", number=1), f"/moduler/{post.enrolment_id}"
    assert post.hear(event) == [(post.patient.id, "module", f"module:{post.enrolment_id}:1", path)]
    assert post.hear(event) == []
    added = ModuleOpened(post.enrolment_id, "thoughts", "worry", 2)
    assert post.hear(added) == [(post.patient.id, "module", f"module:{post.enrolment_id}:2", f"{path}/thoughts/worry")]


def test_of_an_answer_that_was_corrected(post: Post) -> None:
    correction_id = post.corrected(post.therapist)
    key = f"corrected:{post.enrolment_id}:{post.house.clock.now().isoformat()}"
    event = ResponseCorrected(post.enrolment_id, 1, correction_id)
    assert post.hear(event) == [(post.patient.id, "news", key, f"/skjema/forlop/{post.enrolment_id}")]
    assert post.hear(event) == []


def test_of_what_one_correction_changed_at_once_she_is_told_once(post: Post) -> None:
    first, second = post.corrected(post.therapist), post.corrected(post.therapist)
    assert len(post.hear(ResponseCorrected(post.enrolment_id, 1, first))) == 1
    assert post.hear(ResponseCorrected(post.enrolment_id, 2, second)) == []
    post.house.clock.move(minutes=1)
    later = post.corrected(post.therapist)
    assert len(post.hear(ResponseCorrected(post.enrolment_id, 1, later))) == 1


def test_of_what_an_import_replaced_she_is_not_told(post: Post) -> None:
    assert post.hear(ResponseCorrected(post.enrolment_id, 1, post.corrected(None))) == []


def test_of_a_correction_that_is_gone_she_is_not_told(post: Post) -> None:
    """Nor of one whose enrolment is. Others who hear of a correction need it, so that none of them is asked."""
    correction_id = post.corrected(post.therapist)
    for event in (ResponseCorrected(NOBODY, 1, correction_id), ResponseCorrected(post.enrolment_id, 1, NOBODY)):
        assert post.after(partial(on_corrected, event=event)) == []


def test_of_each_call_that_is_set_up(post: Post) -> None:
    for call_id in (3, 4):
        event, path = CallSetUp(post.enrolment_id, call_id), f"/pamelding/{post.enrolment_id}/mottatt"
        assert post.hear(event) == [(post.patient.id, "news", f"call:{call_id}", path)]
        assert post.hear(event) == []


def test_where_a_referral_is_that_was_passed_on(post: Post) -> None:
    """It is about where it is now; where it was may be erased."""
    event, path = ReferralPassedOn(NOBODY, post.enrolment_id), f"/pamelding/{post.enrolment_id}/mottatt"
    assert post.hear(event) == [(post.patient.id, "news", f"passed:{post.enrolment_id}", path)]
    assert post.hear(event) == []


def test_each_time_that_an_appointment_changes(post: Post) -> None:
    with post.house.work() as work:
        at = post.house.clock.now() + timedelta(days=30)
        number = book(work, post.enrolment_id, None, "phone", at, 30, by_id=post.patient.id).id
    event = AppointmentChanged(post.enrolment_id, number, "moved")
    for _ in range(2):
        key = f"appointment:{number}:moved:{post.house.clock.now().isoformat()}"
        assert post.hear(event) == [(post.patient.id, "appointment", key, "/min-sti")]
        assert post.hear(event) == []
        post.house.clock.move(minutes=1)


def test_of_somebody_else_who_is_responsible_both_are_told(post: Post) -> None:
    colleague = post.therapist_at("Per", post.house.clinic)
    event = ResponsibleChanged(post.enrolment_id, post.therapist.id, colleague.id)
    moment = f"{post.enrolment_id}:{colleague.id}:{post.house.clock.now().isoformat()}"
    assert post.hear(event) == [
        (post.patient.id, "news", f"team:{moment}", f"/meldinger/{post.enrolment_id}"),
        (post.therapist.id, "list", f"taken:{moment}", "/arbeidsliste"),
    ]
    assert post.hear(event) == []


def test_of_nobody_who_is_responsible_the_patient_is_not_told(post: Post) -> None:
    told = post.hear(ResponsibleChanged(post.enrolment_id, post.therapist.id, 0))
    assert [(person_id, notice) for person_id, notice, *_ in told] == [(post.therapist.id, "list")]


def test_whoever_was_responsible_and_is_no_staff_any_more_is_not_told(post: Post) -> None:
    colleague = post.therapist_at("Per", post.house.clinic)
    post.end_grants(post.therapist)
    told = post.hear(ResponsibleChanged(post.enrolment_id, post.therapist.id, colleague.id))
    assert [(person_id, notice) for person_id, notice, *_ in told] == [(post.patient.id, "news")]


def test_the_first_who_is_responsible_after_nobody_is_told_of(post: Post) -> None:
    told = post.hear(ResponsibleChanged(post.enrolment_id, 0, post.therapist.id))
    assert [(person_id, notice) for person_id, notice, *_ in told] == [(post.patient.id, "news")]
    assert post.hear(ResponsibleChanged(post.enrolment_id, post.therapist.id, post.therapist.id)) == []


def test_what_is_gone_is_told_to_nobody(post: Post) -> None:
    alert_id = post.raised()
    for event in (
        QuestionnaireDue(NOBODY, 31, 0),
        CallSetUp(NOBODY, 3),
        MessageSent(NOBODY, 7, 0),
        ModuleOpened(NOBODY, "thoughts"),
        PausedHerself(NOBODY, "2026-09-21T08:00:00+00:00", 1),
        FeedbackGiven(NOBODY, 8, "thoughts", "exercise", 1),
        ReferralDecided(NOBODY, 1),
        ReferralPassedOn(post.enrolment_id, NOBODY),
        AppointmentChanged(NOBODY, 5, "moved"),
        MeetingDecided(NOBODY, 1, "begin"),
        SeriesChanged(NOBODY, "0b1c", (5,), "moved"),
        ResponsibleChanged(NOBODY, 1, 2),
        AlertRaised(NOBODY, alert_id, 1),
        AlertRaised(post.enrolment_id, NOBODY, 1),
        AlertEscalated(NOBODY, alert_id),
        AlertEscalated(post.enrolment_id, NOBODY),
        DangerAtTheDoor(NOBODY, 0),
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
    alert_id = post.raised(severity, crisis=crisis)
    event = AlertRaised(post.enrolment_id, alert_id, int(told))
    assert post.hear(event) == ([about_alert(post, alert_id, post.therapist)] if told else [])
    assert post.hear(event) == []


def test_a_danger_about_somebody_nobody_has_is_told_to_all(post: Post) -> None:
    colleague = post.therapist_at("Per", post.house.clinic)
    post.assign(None)
    alert_id = post.raised()
    assert post.hear(AlertRaised(post.enrolment_id, alert_id, 1)) == [
        about_alert(post, alert_id, post.therapist),
        about_alert(post, alert_id, colleague),
    ]


def test_what_nobody_opened_is_told_to_all_of_them_also_to_whoever_was_told_before(post: Post) -> None:
    colleague = post.therapist_at("Per", post.house.clinic)
    alert_id = post.raised()
    post.hear(AlertRaised(post.enrolment_id, alert_id, 1))
    escalated = AlertEscalated(post.enrolment_id, alert_id)
    assert post.hear(escalated) == [
        about_alert(post, alert_id, post.therapist, ":escalated"),
        about_alert(post, alert_id, colleague, ":escalated"),
    ]
    assert post.hear(escalated) == []


def test_the_lesser_ones_are_told_of_together_once_a_day(post: Post) -> None:
    """The day is the therapist's: 21 September is over at 22.00 UTC."""
    first, second, third = (post.raised(severity) for severity in ("amber", "green", "yellow"))
    told = (post.therapist.id, "list", f"list:{post.therapist.id}:2026-09-21", "/arbeidsliste")
    assert post.hear(AlertEscalated(post.enrolment_id, first)) == [told]
    post.house.clock.move(hours=13, minutes=59)
    assert post.hear(AlertEscalated(post.enrolment_id, second)) == []
    post.house.clock.move(minutes=1)
    tomorrow = (post.therapist.id, "list", f"list:{post.therapist.id}:2026-09-22", "/arbeidsliste")
    assert post.hear(AlertEscalated(post.enrolment_id, third)) == [tomorrow]


def test_the_lesser_ones_do_not_stand_in_the_way_of_a_danger(post: Post) -> None:
    post.hear(AlertEscalated(post.enrolment_id, post.raised("amber")))
    alert_id = post.raised()
    assert post.hear(AlertEscalated(post.enrolment_id, alert_id)) == [
        about_alert(post, alert_id, post.therapist, ":escalated")
    ]


@pytest.mark.parametrize(("escalated", "end"), [(0, ""), (1, ":escalated")])
def test_of_danger_at_the_door_every_therapist_of_the_programme_there_is_told(
    post: Post, escalated: int, end: str
) -> None:
    """Whoever is in danger has no enrolment, and nobody has her."""
    colleague, _elsewhere = post.therapist_at("Per", post.house.clinic), post.therapist_at("Eli", post.house.elsewhere)
    with post.house.work() as work:
        grant(work, post.house.person("Ida", "Dale"), "therapist", post.house.clinic, "lake")
    event = DangerAtTheDoor(post.at_the_door("ridge"), escalated)
    assert post.hear(event) == [
        (person.id, "alert", f"alert:{event.alert_id}:{person.id}{end}", f"/fare/{event.alert_id}")
        for person in (post.therapist, colleague)
    ]
    assert post.hear(event) == []


def test_what_is_told_at_the_door_is_about_no_enrolment(post: Post) -> None:
    post.hear(DangerAtTheDoor(post.at_the_door("ridge"), 0))
    assert [row.enrolment_id for row in post.rows()] == [None]


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
