"""E-mail over SMTP."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache

from varde.kernel.settings import MailSettings, Settings
from varde.kernel.smtp import connected
from varde.notifications.values import MachineAnswer, Outgoing

SUBJECT = "Varde"
"""The same for every notice, so that a list of e-mails tells nothing."""


class SmtpServer:
    """One mail server. Each e-mail has a connection of its own."""

    def __init__(self, url: str, sender: str) -> None:
        self._url, self._from = url, sender

    def send(self, message: Outgoing) -> MachineAnswer:
        """See :class:`varde.notifications.values.Sender`. What the server says before it has the text is an answer; silence after
        that leaves it unknown."""
        try:
            connection = connected(self._url)
        except (OSError, smtplib.SMTPException) as fault:
            return MachineAnswer("later", said=_said(fault))
        with connection:
            try:
                for step in (connection.mail(self._from), connection.rcpt(message.recipient)):
                    if step[0] >= 400:
                        return MachineAnswer("refused" if step[0] >= 500 else "later", said=_code(step))
            except (OSError, smtplib.SMTPException) as fault:
                return MachineAnswer("later", said=_said(fault))
            try:
                done = connection.data(self._written(message).as_bytes(policy=SMTP))
            except (OSError, smtplib.SMTPException) as fault:
                refused = isinstance(fault, smtplib.SMTPDataError)
                return MachineAnswer("later" if refused else "unknown", said=_said(fault))
            if done[0] >= 400:
                return MachineAnswer("refused" if done[0] >= 500 else "later", said=_code(done))
            return MachineAnswer("taken", message.key, _code(done))

    def ask(self, key: str) -> MachineAnswer | None:  # noqa: ARG002 - the protocol names it
        """A mail server cannot tell."""
        return None

    def _written(self, message: Outgoing) -> EmailMessage:
        email = EmailMessage()
        email["Subject"], email["From"], email["To"] = SUBJECT, self._from, message.recipient
        email["Message-ID"] = f"<{message.key}@{self._from.rpartition('@')[2]}>"
        email["Auto-Submitted"] = "auto-generated"
        email.set_content(message.text)
        for calendar in message.calendars:
            method = "CANCEL" if b"METHOD:CANCEL" in calendar else "REQUEST"
            params = {"method": method, "charset": "utf-8"}
            email.add_attachment(calendar, maintype="text", subtype="calendar", filename="time.ics", params=params)
        return email


def server_of(settings: Settings) -> SmtpServer | None:
    """The mail server of this installation; None when none is set up."""
    return None if settings.mail is None else _server(settings.mail)


@cache
def _server(settings: MailSettings) -> SmtpServer:
    return SmtpServer(settings.url, settings.sender)


def _code(answered: tuple[int, bytes]) -> str:
    """The number, and the enhanced one (RFC 3463) when it is there. The rest may hold her address."""
    first = answered[1].decode(errors="replace").split(" ")[0]
    return f"{answered[0]} {first}" if first.replace(".", "").isdigit() else str(answered[0])


def _said(fault: Exception) -> str:
    code = getattr(fault, "smtp_code", None)
    return f"{type(fault).__name__} {code}" if code else type(fault).__name__
