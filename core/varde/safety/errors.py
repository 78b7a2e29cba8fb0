"""What can be wrong when safety facts are stated and locks opened."""

from __future__ import annotations

from varde.enrolments.errors import RecordClosed
from varde.kernel.errors import BadInput, Conflict, NotFound
from varde.kernel.words import Text


class SourceNeeded(BadInput):
    sentence = Text(
        "Skriv kort hvor du har det fra, minst fem tegn.",
        "Skriv kort kvar du har det frå, minst fem teikn.",
        "Write briefly how you know it, at least five characters.",
    )


class LockReasonNeeded(BadInput):
    sentence = Text(
        "Skriv hvorfor, minst ti tegn. Det blir stående i journalen.",
        "Skriv kvifor, minst ti teikn. Det blir ståande i journalen.",
        "Write why, at least ten characters. It stays in the record.",
    )


class NoSuchLock(NotFound):
    sentence = Text(
        "Programmet har ingen slik lås.", "Programmet har ingen slik lås.", "The programme has no such lock."
    )


class LockIsElsewise(Conflict):
    """The lock is open already, or closed already, or nothing is locked by it now."""

    sentence = Text(
        "Låsen er ikke slik lenger. Last siden på nytt og se hva som gjelder.",
        "Låsen er ikkje slik lenger. Last sida på nytt og sjå kva som gjeld.",
        "The lock is not as it was. Reload the page and see how it stands.",
    )


class NotTheOpener(RecordClosed):
    """The lock is not for this person to open."""

    sentence = Text(
        "Denne låsen er det ikke du som kan åpne.",
        "Denne låsen er det ikkje du som kan opne.",
        "This lock is not yours to open.",
    )
