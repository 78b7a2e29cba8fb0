"""What becomes of e-mails when the mail server is slow, down or wrong, or whoever sends is killed. The server is real, over real
connections, and cannot be asked."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from varde.identity.models import Person
from varde.identity.service import Contact, set_contact
from varde.notifications import sending
from varde.notifications.mail import SmtpServer
from varde.notifications.sending import NOT_TRIED, dispatch
from varde.notifications.service import NOT_REACHED, NOT_SENT
from varde.notifications.settling import key_of
from varde.notifications.values import Outgoing
from varde.scheduling.booking import book, call_off
from varde.testing.servers import Mailbox, free_port

from .conftest import Post
from .machines import attempts, reaching


@pytest.fixture
def by_mail(post: Post, mailbox: Mailbox) -> Post:
    with post.house.work() as work:
        set_contact(work, work.session.get_one(Person, post.patient.id), Contact("email", None, "tor@example.no"))
    url = f"smtp://{mailbox.host}:{mailbox.port}"
    return reaching(post, VARDE_MAIL_URL=url, VARDE_MAIL_SENDER="svar@varde.example.no")


def test_the_mail_server_takes_it(by_mail: Post, mailbox: Mailbox) -> None:
    delivery = by_mail.deliver(by_mail.plan(by_mail.patient, "message", "message:1"))
    assert (delivery.state, delivery.channel) == ("sent", "email")
    (message,) = mailbox.messages
    assert (message["To"], message["From"], message["Subject"]) == ("tor@example.no", "svar@varde.example.no", "Varde")
    assert message["Message-ID"] == f"<{key_of(delivery)}@varde.example.no>"
    assert message.get_content().strip().endswith("http://localhost/min-sti")


def test_one_of_many_lines_is_read_as_lines(mailbox: Mailbox) -> None:
    server = SmtpServer(f"smtp://{mailbox.host}:{mailbox.port}", "svar@varde.example.no")
    said = "Hei. Logg inn for å se.\n" * 100
    assert server.send(Outgoing("V-1", "tor@example.no", said)).outcome == "taken"
    assert mailbox.messages[0].get_content().splitlines() == said.splitlines()


def test_each_appointment_she_is_told_of_has_its_invitation_and_staff_have_none(
    by_mail: Post, mailbox: Mailbox
) -> None:
    with by_mail.house.work() as work:
        set_contact(work, work.session.get_one(Person, by_mail.therapist.id), Contact("email", None, "sara@example.no"))
        first, second = (
            book(work, by_mail.enrolment_id, by_mail.therapist.id, "phone", work.now + timedelta(days=days), 30)
            for days in (3, 4)
        )
        call_off(work, second, by_id=by_mail.therapist.id)
    by_mail.plan(by_mail.patient, "news", "news:1")
    for row, change in ((first, "booked"), (second, "booked"), (second, "cancelled")):
        by_mail.plan(by_mail.patient, "appointment", f"appointment:{row.id}:{change}:")
    by_mail.plan(by_mail.therapist, "list", f"appointment:{first.id}:moved:")
    dispatch.run(by_mail.house.platform)
    invited = {
        message["To"]: [part.get_param("method") for part in message.iter_attachments()] for message in mailbox.messages
    }
    assert invited == {"tor@example.no": ["REQUEST", "CANCEL"], "sara@example.no": []}


def test_a_mailbox_that_is_none(by_mail: Post, mailbox: Mailbox) -> None:
    mailbox.refuse.add("tor@example.no")
    delivery = by_mail.deliver(by_mail.plan(by_mail.patient, "message", "message:1"))
    assert (delivery.state, delivery.reason) == ("given_up", NOT_REACHED)
    assert attempts(by_mail, delivery.id) == [(1, "given_up", "550")]


def test_a_mail_server_that_says_not_now(by_mail: Post, mailbox: Mailbox) -> None:
    mailbox.later.add("tor@example.no")
    delivery_id = by_mail.plan(by_mail.patient, "message", "message:1")
    delivery = by_mail.deliver(delivery_id)
    assert (delivery.state, delivery.reason, delivery.unsure) == ("failed", "451 4.7.1", False)
    mailbox.clear()
    by_mail.house.clock.move(seconds=30)
    assert by_mail.deliver(delivery_id).state == "sent"
    assert len(mailbox.messages) == 1


def test_a_line_to_the_mail_server_that_breaks_in_the_text(by_mail: Post, mailbox: Mailbox) -> None:
    """Nobody knows whether it was taken, and a mail server cannot tell: once more, with the same number, and no more than that."""
    mailbox.hang_up = True
    delivery_id = by_mail.plan(by_mail.patient, "message", "message:1")
    delivery = by_mail.deliver(delivery_id)
    assert (delivery.state, delivery.reason, delivery.unsure) == ("failed", "SMTPServerDisconnected", True)
    by_mail.house.clock.move(seconds=30)
    assert by_mail.deliver(delivery_id).state == "failed", "not before three minutes are over"
    by_mail.house.clock.move(minutes=3)
    assert (by_mail.deliver(delivery_id).state, by_mail.row(delivery.id).reason) == ("given_up", NOT_SENT)
    by_mail.house.clock.move(hours=24)
    by_mail.deliver(delivery_id)
    assert [message["Message-ID"] for message in mailbox.messages] == [f"<{key_of(delivery)}@varde.example.no>"] * 2


class Killed(BaseException):
    """As a ``kill -9``: nothing is written down after it."""


@pytest.mark.parametrize("kills", [1, 2, 3])
def test_a_worker_that_is_killed_after_the_text_was_taken_leaves_at_most_one_repeat(
    by_mail: Post, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, kills: int
) -> None:
    """However often: what a mail server may have taken twice is never handed over a third time, and somebody must ring."""
    with monkeypatch.context() as patch:
        patch.setattr(sending, "_write_down", _killed)
        ids = [by_mail.plan(by_mail.patient, "message", "message:1"), by_mail.plan(by_mail.therapist, "list", "list:1")]
        for _ in range(kills):
            with suppress(Killed):
                by_mail.deliver(ids[0])
            by_mail.house.clock.move(seconds=121)
    delivery = by_mail.deliver(ids[0])
    assert [message["Message-ID"] for message in mailbox.messages] == [f"<{key_of(delivery)}@varde.example.no>"] * 2
    assert (delivery.state, delivery.reason) == (("sent", None) if kills == 1 else ("given_up", NOT_SENT))
    states = [state for _number, state, _said in attempts(by_mail, delivery.id)]
    assert states == (["failed", "sent"] if kills == 1 else ["failed", "given_up"])


def test_a_worker_that_is_killed_before_it_hands_an_email_over_leaves_nothing_that_is_unsure(
    by_mail: Post, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sending, "_begin", _killed)
        delivery_id = by_mail.plan(by_mail.patient, "message", "message:1")
        for _ in range(5):
            with suppress(Killed):
                by_mail.deliver(delivery_id)
            by_mail.house.clock.move(seconds=121)
    assert mailbox.messages == []
    delivery = by_mail.deliver(delivery_id)
    assert (delivery.state, delivery.attempts, len(mailbox.messages)) == ("sent", 1, 1)


def test_what_may_have_been_taken_stays_unsure_while_the_server_says_not_now(by_mail: Post, mailbox: Mailbox) -> None:
    delivery_id = by_mail.plan(by_mail.patient, "message", "message:1")
    mailbox.hang_up = True
    assert by_mail.deliver(delivery_id).unsure
    mailbox.hang_up = False
    mailbox.later.add("tor@example.no")
    by_mail.house.clock.move(minutes=4)
    delivery = by_mail.deliver(delivery_id)
    assert (delivery.state, delivery.reason, delivery.unsure) == ("failed", "451 4.7.1", True)
    mailbox.later.clear()
    mailbox.hang_up = True
    by_mail.house.clock.move(hours=1)
    assert by_mail.deliver(delivery_id).state == "given_up"
    assert len(mailbox.messages) == 2


def test_without_the_database_no_email_is_handed_over(
    by_mail: Post, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery_id = by_mail.plan(by_mail.patient, "message", "message:1")
    monkeypatch.setattr(sending, "DeliveryAttempt", _gone)
    delivery = by_mail.deliver(delivery_id)
    assert (delivery.state, delivery.reason, delivery.attempts) == ("failed", NOT_TRIED, 0)
    assert mailbox.messages == []
    monkeypatch.undo()
    by_mail.house.clock.move(seconds=30)
    assert by_mail.deliver(delivery_id).state == "sent"


def _killed(*_: object) -> None:
    raise Killed


def _gone(**_: object) -> None:
    raise OperationalError("insert", {}, Exception("the line is broken"))


def test_a_mail_server_that_is_down(by_mail: Post, mailbox: Mailbox) -> None:
    out = reaching(by_mail, VARDE_MAIL_URL=f"smtp://127.0.0.1:{free_port()}", VARDE_MAIL_SENDER="svar@varde.example.no")
    delivery_id = out.plan(out.patient, "message", "message:1")
    delivery = out.deliver(delivery_id)
    assert (delivery.state, delivery.reason) == ("failed", "ConnectionRefusedError")
    url = f"smtp://{mailbox.host}:{mailbox.port}"
    reaching(out, VARDE_MAIL_URL=url, VARDE_MAIL_SENDER="svar@varde.example.no")
    out.house.clock.move(seconds=30)
    assert out.deliver(delivery_id).state == "sent"
    assert len(mailbox.messages) == 1


def test_far_away_nothing_is_said_before_the_line_is_sealed(by_mail: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server of the tests offers no STARTTLS; as if it were another machine, it is not used."""
    monkeypatch.setattr("varde.kernel.smtp.is_loopback", lambda _host: False)
    delivery = by_mail.deliver(by_mail.plan(by_mail.patient, "message", "message:1"))
    assert (delivery.state, delivery.reason) == ("failed", "SMTPNotSupportedError")
