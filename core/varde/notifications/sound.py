"""What must hold before anything is sent: the sender's name tells nothing about whoever is sent to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from varde.identity.models import Organisation
from varde.kernel.work import Work
from varde.setup.senders import ABOUT_HEALTH, faults_of_sender, names_one_of, names_that_tell


def sender_faults(work: Work) -> Sequence[str]:
    """A sentence for each sender that names a clinic, a municipality or a programme, or what it is about. Two statements."""
    machines = {"VARDE_SMS_SENDER": work.settings.sms, "VARDE_MAIL_SENDER": work.settings.mail}
    senders = {name: machine.sender for name, machine in machines.items() if machine is not None}
    names = names_that_tell(work)
    faults = []
    for setting, sender in senders.items():
        # The address of a trust has what it is in its domain, and an e-mail shows it to nobody but whoever opens it.
        about = ABOUT_HEALTH if setting == "VARDE_SMS_SENDER" else ()
        if name := names_one_of(sender, (*about, *names)):
            faults.append(
                f"{setting} is {sender!r}, which names {name!r}: whoever sees her telephone would know where she is treated."
            )
    return [*faults, *_of_organisations(work, names)]


def _of_organisations(work: Work, names: Sequence[str]) -> list[str]:
    rows = work.session.scalars(select(Organisation).where(Organisation.closed_at.is_(None)).order_by(Organisation.key))
    return [
        f"Organisation {row.key}: {fault.to('en')}"
        for row in rows
        if row.settings.sms_sender
        for fault in faults_of_sender(row.kind, row.settings.sms_sender, names)
    ]
