"""What becomes of a notice: by the state of the enrolment, whose notice it is, what is known of her, and how often."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from varde.alerts.models import AlertEvent
from varde.enrolments.models import ENROLMENT_STATES
from varde.identity.models import Person
from varde.kernel.jobs import Outbox
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.notifications.notices import NOTICES
from varde.notifications.service import deliveries_of, latest_sent
from varde.scheduling.models import AgendaItem
from varde.testing.by_hand import crossed

from .conftest import Post

TO_PATIENTS = ("questionnaire", "reminder", "message", "feedback", "appointment", "decision", "news", "nudge")
TO_STAFF = ("list",)
WITH_TESTS = ("alert", "duty", "glass", "trial", "many", "module", "tomorrow", "choice", "opinion", "hand_over", "late")
OTHERS = ("booked", "earlier", "digest", "digest_month", "more", "consent", "plan_value", "new_device")
"""Like one of these, or with a test of their own."""

# A pause stops what is sent to the patient about that enrolment, but not that an appointment is cancelled, and nothing else.
# Of questionnaires she is told when one can be answered, which is never before the start. An end stops what it called off, and
# leaves what is asked still, what was written to her, and the answer to her referral. No more contact stops all that is sent to
# her, whatever the state, and nothing that is sent to those who work there. Nobody is greeted but who is under way.
BY_STATE = """
state                 | questionnaire | reminder | no form    | message | feedback | appointment | decision |news    |list | nudge
referred              | skipped       | skipped  | skipped    | sent    | sent     | sent        | sent     |sent    |sent | skipped
screening             | skipped       | skipped  | skipped    | sent    | sent     | sent        | sent     |sent    |sent | skipped
waiting               | skipped       | skipped  | skipped    | sent    | sent     | sent        | sent     |sent    |sent | skipped
active                | sent          | sent     | skipped    | sent    | sent     | sent        | sent     |sent    |sent | sent
paused                | skipped       | skipped  | skipped    | skipped | skipped  | sent        | skipped  |skipped |sent | skipped
completed             | sent          | sent     | skipped    | sent    | sent     | sent        | sent     |sent    |sent | skipped
discontinued          | sent          | sent     | skipped    | sent    | sent     | sent        | sent     |sent    |sent | skipped
referred, stopped     | skipped       | skipped  | skipped    | skipped | skipped  | skipped     | skipped  |skipped |sent | skipped
screening, stopped    | skipped       | skipped  | skipped    | skipped | skipped  | skipped     | skipped  |skipped |sent | skipped
waiting, stopped      | skipped       | skipped  | skipped    | skipped | skipped  | skipped     | skipped  |skipped |sent | skipped
active, stopped       | skipped       | skipped  | skipped    | skipped | skipped  | skipped     | skipped  |skipped |sent | skipped
paused, stopped       | skipped       | skipped  | skipped    | skipped | skipped  | skipped     | skipped  |skipped |sent | skipped
completed, stopped    | skipped       | skipped  | skipped    | skipped | skipped  | skipped     | skipped  |skipped |sent | skipped
discontinued, stopped | skipped       | skipped  | skipped    | skipped | skipped  | skipped     | skipped  |skipped |sent | skipped
"""


def test_what_is_sent_in_each_state(post: Post) -> None:
    expected = crossed(BY_STATE)
    assert tuple(expected) == (*ENROLMENT_STATES, *(f"{state}, stopped" for state in ENROLMENT_STATES))
    assert {*TO_PATIENTS, *TO_STAFF, *WITH_TESTS, *OTHERS} == set(NOTICES)
    asked = post.form("planned")
    outcome: dict[str, dict[str, str]] = {}
    for label in expected:
        state, _, stopped = label.partition(", ")
        post.put(state, stopped=bool(stopped))
        for notice in (*TO_PATIENTS, *TO_STAFF):
            person = post.patient if notice in TO_PATIENTS else post.therapist
            delivery = post.deliver(post.plan(person, notice, f"{notice}:{asked}:{label}"))
            outcome.setdefault(label, {})[notice] = delivery.state
        post.every_form("cancelled")
        outcome[label]["no form"] = post.deliver(post.plan(post.patient, "reminder", f"none:{label}")).state
        post.every_form("planned")
    assert outcome == expected


@pytest.mark.parametrize("notice", ["questionnaire", "reminder"])
@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        ("planned", ("sent", None)),
        ("done", ("skipped", "nothing waits")),
        ("missed", ("skipped", "nothing waits")),
        ("failed", ("skipped", "nothing waits")),
        ("cancelled", ("skipped", "nothing waits")),
    ],
)
def test_of_a_form_that_waits_no_more(post: Post, notice: str, state: str, outcome: tuple[str, str | None]) -> None:
    post.every_form("done")
    post.form(state)
    delivery = post.deliver(post.plan(post.patient, notice, "forms"))
    assert (delivery.state, delivery.reason) == outcome


def test_the_notice_of_a_day_leads_to_what_waits(post: Post) -> None:
    """At the one form, in the list of an enrolment with several, at home when they are in several; nothing that is closed, to
    come or stopped is counted, and one enrolment does not take the notice from the other."""
    post.every_form("done")
    first = post.form("planned")
    post.form("planned", opens_in=1)
    post.form("planned", closes_in=-1)
    assert post.deliver(post.plan(post.patient, "questionnaire", "1")).path == f"/skjema/{first}"
    second = post.form("planned")
    assert post.deliver(post.plan(post.patient, "questionnaire", "2")).path == f"/skjema/forlop/{post.enrolment_id}"
    elsewhere = post.house.enrolled(post.patient, post.therapist, "lake")
    assert post.deliver(post.plan(post.patient, "questionnaire", "3")).path == "/min-sti"
    post.put("paused")
    delivery = post.deliver(post.plan(post.patient, "questionnaire", "4"))
    with post.house.work() as work:
        third = work.session.scalar(select(func.min(AgendaItem.id)).where(AgendaItem.enrolment_id == elsewhere))
    assert third not in (first, second)
    assert (delivery.state, delivery.path) == ("sent", f"/skjema/{third}")


def test_a_message_is_about_no_form(post: Post) -> None:
    """Its number is another's."""
    assert post.deliver(post.plan(post.patient, "message", f"message:{post.form('cancelled')}")).state == "sent"


def test_what_waits_when_contact_ends_is_never_sent(post: Post) -> None:
    delivery_id = post.plan(post.patient, "message", "message:1")
    post.put("completed", stopped=True)
    delivery = post.deliver(delivery_id)
    assert (delivery.state, delivery.reason, delivery.text) == ("skipped", "no more contact", "")
    post.put("completed")
    assert post.deliver(delivery_id).state == "skipped"


def test_whoever_has_ended_contact_as_a_patient_is_told_at_work(post: Post) -> None:
    post.put("completed", stopped=True)
    for notice in ("digest", "digest_month", "hand_over", "list"):
        assert post.deliver(post.plan(post.patient, notice, f"{notice}:1", about=False)).state == "sent"


@pytest.mark.parametrize(("stopped", "outcome"), [(False, "sent"), (True, "skipped")])
def test_a_notice_about_no_enrolment_goes_out_unless_contact_has_ended(post: Post, stopped: bool, outcome: str) -> None:
    post.put("completed", stopped=stopped)
    delivery = post.deliver(post.plan(post.patient, "message", "message:1", about=False))
    assert (delivery.state, delivery.reason) == (outcome, "no more contact" if stopped else None)


def test_a_notice_about_no_enrolment_goes_out_while_contact_about_another_stands(post: Post) -> None:
    post.put("completed", stopped=True)
    post.house.enrolled(post.patient, post.therapist, "lake")
    assert post.deliver(post.plan(post.patient, "message", "message:1", about=False)).state == "sent"


def test_to_those_who_work_there_it_always_goes_out(post: Post) -> None:
    post.put("discontinued", stopped=True)
    assert post.deliver(post.plan(post.therapist, "list", "list:1", about=False)).state == "sent"


def test_what_waits_while_she_pauses_is_never_sent(post: Post) -> None:
    """Planned before the pause, tried in it: skipped, also when she is back before it is tried again."""
    delivery_id = post.plan(post.patient, "reminder", "reminder:1")
    post.put("paused")
    delivery = post.deliver(delivery_id)
    assert (delivery.state, delivery.reason, delivery.channel) == ("skipped", "paused", "none")
    assert (delivery.sent_at, delivery.text, delivery.recipient_sealed) == (None, "", None)
    post.put("active")
    assert post.deliver(delivery_id).state == "skipped"


def test_planned_in_the_pause_and_tried_after_it_is_sent(post: Post) -> None:
    post.form("planned")
    post.put("paused")
    delivery_id = post.plan(post.patient, "questionnaire", "questionnaire:1")
    post.put("active")
    assert post.deliver(delivery_id).state == "sent"


def test_a_notice_about_no_enrolment_knows_no_pause(post: Post) -> None:
    post.put("paused")
    delivery = post.deliver(post.plan(post.patient, "message", "message:1", about=False))
    assert (delivery.state, delivery.enrolment_id) == ("sent", None)


@pytest.mark.parametrize(
    ("state", "phone", "environment", "outcome"),
    [
        ("active", True, "test", ("sent", None, "sms")),
        ("active", True, "demo", ("sent", None, "sms")),
        ("active", True, "production", ("failed", "no SMS gateway is set up", "none")),
        ("active", False, "test", ("skipped", "no mobile number", "none")),
        ("active", False, "production", ("skipped", "no mobile number", "none")),
        ("paused", True, "production", ("skipped", "paused", "none")),
        ("paused", False, "test", ("skipped", "paused", "none")),
        ("paused", False, "production", ("skipped", "paused", "none")),
    ],
)
def test_the_first_reason_not_to_send(
    post: Post, state: str, phone: bool, environment: str, outcome: tuple[str, str | None, str]
) -> None:
    post.put(state)
    post.environment(environment)
    if not phone:
        post.take_phone(post.patient)
    delivery = post.deliver(post.plan(post.patient, "message", "message:1"))
    assert (delivery.state, delivery.reason, delivery.channel) == outcome
    went_out = outcome[0] == "sent"
    assert (delivery.sent_at is not None) is went_out
    assert (delivery.text != "") is went_out
    assert (post.number(delivery) == "+4740000002") is went_out


def test_a_notice_is_a_row_before_it_is_sent(post: Post) -> None:
    delivery_id = post.plan(post.patient, "questionnaire", "questionnaire:1", path="/skjema/5")
    assert delivery_id is not None
    row = post.row(delivery_id)
    assert (row.person_id, row.enrolment_id, row.notice, row.key, row.path) == (
        post.patient.id,
        post.enrolment_id,
        "questionnaire",
        "questionnaire:1",
        "/skjema/5",
    )
    assert (row.state, row.channel, row.text, row.reason, row.sent_at) == ("queued", "none", "", None, None)
    assert row.planned_at == datetime(2026, 9, 21, 8, 0, tzinfo=UTC)


def jobs(work: Work) -> list[Outbox]:
    return work.session.query(Outbox).filter(Outbox.job == "notifications.dispatch", Outbox.done_at.is_(None)).all()


def test_a_planned_notice_is_sent_by_its_job_and_only_once(post: Post) -> None:
    delivery_id = post.plan(post.patient, "message", "message:1")
    assert delivery_id is not None
    with post.house.work() as work:
        assert len(jobs(work)) == 1
    post.house.clock.move(minutes=3)
    post.house.platform.drain()
    assert (post.row(delivery_id).state, post.row(delivery_id).sent_at) == (
        "sent",
        datetime(2026, 9, 21, 8, 3, tzinfo=UTC),
    )


@pytest.mark.parametrize("state", ["sent", "delivered", "given_up", "skipped"])
def test_only_what_is_due_is_sent(post: Post, state: str) -> None:
    """A job that runs twice, or late, sends nothing more."""
    delivery_id = post.plan(post.patient, "message", "message:1")
    with post.house.work() as work:
        row = work.session.get_one(Delivery, delivery_id)
        row.state, row.next_at = state, None
    row = post.deliver(delivery_id)
    assert (row.state, row.text, row.sent_at) == (state, "", None)


def test_sent_again_with_another_number_and_time_nothing_changes(post: Post) -> None:
    delivery_id = post.plan(post.patient, "message", "message:1")
    first = post.deliver(delivery_id)
    post.house.clock.move(hours=1)
    post.change_phone(post.patient, "+4740000009")
    again = post.deliver(delivery_id)
    assert (again.sent_at, post.number(again)) == (first.sent_at, "+4740000002")


def test_the_number_is_the_one_she_has_when_it_is_sent(post: Post) -> None:
    delivery_id = post.plan(post.patient, "message", "message:1")
    post.change_phone(post.patient, "+4740000009")
    assert post.number(post.deliver(delivery_id)) == "+4740000009"


def test_the_same_key_is_planned_once_for_ever(post: Post) -> None:
    first = post.plan(post.patient, "message", "message:1")
    assert first is not None
    assert post.plan(post.patient, "message", "message:1") is None
    post.deliver(first)
    post.house.clock.move(days=30)
    assert post.plan(post.patient, "reminder", "message:1") is None
    assert post.plan(post.patient, "message", "message:2") is not None
    assert [(row.key, row.notice) for row in post.rows()] == [("message:1", "message"), ("message:2", "message")]


# --- what it says


WORDS = {
    ("questionnaire", "nb"): "Hei. Det er et skjema klart til deg. Logg inn når det passer: http://localhost/skjema/5",
    ("questionnaire", "nn"): "Hei. Det er eit skjema klart til deg. Logg inn når det passar: http://localhost/skjema/5",
    ("questionnaire", "en"): "Hello. A form is ready for you. Sign in when it suits you: http://localhost/skjema/5",
    ("message", "nb"): "Hei. Du har en ny melding. Logg inn for å lese den: http://localhost/skjema/5",
    ("message", "nn"): "Hei. Du har ei ny melding. Logg inn for å lese henne: http://localhost/skjema/5",
    ("news", "nb"): "Hei. Det er noe nytt til deg. Logg inn for å lese det: http://localhost/skjema/5",
    ("news", "nn"): "Hei. Det er noko nytt til deg. Logg inn for å lese det: http://localhost/skjema/5",
    ("news", "en"): "Hello. There is something new for you. Sign in to read it: http://localhost/skjema/5",
    ("decision", "en"): "Hello. The answer to your referral is ready. Sign in to read it: http://localhost/skjema/5",
}


def test_it_is_in_her_language_and_leads_to_the_place(post: Post) -> None:
    post.every_form("done")
    texts, asked = {}, post.form("planned")
    for notice, language in WORDS:
        with post.house.work() as work:
            work.session.get_one(Person, post.patient.id).language = language
        key = f"{notice}:{language}"
        delivery = post.deliver(post.plan(post.patient, notice, key, path="/skjema/5"))
        texts[notice, language] = delivery.text.replace(f"/skjema/{asked}", "/skjema/5")
    assert texts == WORDS


def test_no_notice_says_what_it_is_about(post: Post) -> None:
    """Whoever else sees the phone learns neither programme, clinic nor name; and one text message holds it."""
    for notice, words in NOTICES.items():
        assert words.missing() == ()
        for language in ("nb", "nn", "en"):
            text = words.to(language)
            assert text.count("{link}") == 1, (notice, language)
            assert len(text) <= 120
            for secret in ("Klinikken", "Fjordvest", "Eggen", "Tor", "behandling", "nordsiden"):
                assert secret.lower() not in text.lower()


# --- an alert that somebody is told about


def notified(post: Post, alert_id: int) -> list[int | None]:
    with post.house.work() as work:
        events = work.session.query(AlertEvent).filter_by(alert_id=alert_id, kind="notified").order_by(AlertEvent.id)
        return [event.by_id for event in events]


def test_that_a_therapist_was_told_stands_in_the_alerts_history(post: Post) -> None:
    alert_id = post.raised()
    delivery_id = post.plan(post.therapist, "alert", f"alert:{alert_id}:{post.therapist.id}", path="/arbeidsliste")
    assert notified(post, alert_id) == [], "planned is not told"
    assert post.deliver(delivery_id).state == "sent"
    assert notified(post, alert_id) == [post.therapist.id]
    post.deliver(delivery_id)
    assert notified(post, alert_id) == [post.therapist.id]


def test_it_stands_in_the_history_of_that_alert_and_of_no_other(post: Post) -> None:
    """Also when the alert and whoever is told have different numbers."""
    alerts = [post.raised(severity) for severity in ("red", "critical", "amber")]
    told, therapist_id = alerts[1], post.therapist.id
    assert told != therapist_id
    post.deliver(post.plan(post.therapist, "alert", f"alert:{told}:{therapist_id}"))
    assert [notified(post, alert_id) for alert_id in alerts] == [[], [therapist_id], []]


@pytest.mark.parametrize(("phone", "environment"), [(False, "test"), (True, "production")])
def test_nobody_was_told_by_what_was_not_sent(post: Post, phone: bool, environment: str) -> None:
    alert_id = post.raised()
    post.environment(environment)
    if not phone:
        post.take_phone(post.therapist)
    post.deliver(post.plan(post.therapist, "alert", f"alert:{alert_id}:{post.therapist.id}"))
    assert notified(post, alert_id) == []


def test_other_notices_leave_nothing_in_an_alerts_history(post: Post) -> None:
    alert_id = post.raised()
    post.deliver(post.plan(post.therapist, "list", f"list:{alert_id}:1"))
    assert notified(post, alert_id) == []


def test_the_notices_of_an_enrolment_newest_first(post: Post) -> None:
    post.plan(post.patient, "message", "message:1")
    post.plan(post.therapist, "list", "list:1")
    post.plan(post.patient, "message", "message:2", about=False)
    with post.house.work() as work:
        assert [row.key for row in deliveries_of(work, post.enrolment_id)] == ["list:1", "message:1"]
        assert deliveries_of(work, post.enrolment_id + 1) == []


def test_the_text_messages_that_were_sent_last(post: Post) -> None:
    """Newest first, of one moment the last planned first; what was not sent is no text message."""

    def sent(most: int) -> list[tuple[str, int]]:
        with post.house.work() as work:
            return [(delivery.key, person.id) for delivery, person in latest_sent(work, most)]

    assert sent(9) == []
    later = post.plan(post.patient, "message", "message:1")
    for person, key in ((post.therapist, "list:1"), (post.patient, "message:2")):
        post.deliver(post.plan(person, "message", key))
    post.house.clock.move(minutes=1)
    post.deliver(later)
    post.plan(post.patient, "message", "queued")
    post.environment("production")
    post.deliver(post.plan(post.patient, "message", "failed"))
    with post.house.work() as work:
        other = post.plan(post.patient, "message", "by letter")
        row = work.session.get_one(Delivery, other)
        row.state, row.sent_at, row.channel = "sent", work.now, "none"
    everything = [("message:1", post.patient.id), ("message:2", post.patient.id), ("list:1", post.therapist.id)]
    assert (sent(9), sent(2)) == (everything, everything[:2])
