"""What must hold before anything is sent: the sender's name tells nothing about whoever is sent to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from varde.identity.models import Organisation
from varde.kernel.words import LANGUAGES
from varde.kernel.work import Work
from varde.programmes.values import Programme

TREATS = ("clinic", "municipality")


def sender_faults(work: Work) -> Sequence[str]:
    """A sentence for each sender that names a clinic, a municipality or a programme. One statement."""
    machines = {"VARDE_SMS_SENDER": work.settings.sms, "VARDE_MAIL_SENDER": work.settings.mail}
    senders = [(name, machine.sender) for name, machine in machines.items() if machine is not None]
    if not senders:
        return []
    organisations = work.session.scalars(select(Organisation).where(Organisation.kind.in_(TREATS))).all()
    names = [name for row in organisations for name in (row.name, row.key)]
    for programme in work.catalogue.all(Programme).values():
        names += [programme.key, *(programme.title.to(language) for language in LANGUAGES)]
    return [
        f"{setting} is {sender!r}, which names {name!r}: whoever sees her telephone would know where she is treated."
        for setting, sender in senders
        if (name := names_one_of(sender, names))
    ]


def names_one_of(sender: str, names: Iterable[str]) -> str | None:
    """The first of these names that stands in the sender, whatever its case and what is between its letters; None when none does.
    A name of two letters is in too many words to tell anything."""
    said = _letters(sender)
    return next((name for name in names if len(_letters(name)) > 2 and _letters(name) in said), None)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
