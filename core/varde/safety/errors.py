"""What can be wrong when safety facts are stated and locks opened."""

from __future__ import annotations

from collections.abc import Mapping

from varde.audit.values import Access
from varde.enrolments.errors import RecordClosed
from varde.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from varde.kernel.words import Text
from varde.programmes.values import Opener


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
    """The lock is not for this person to open; the sentence says for whom it is."""

    sentence = Text(
        "Denne låsen er det ikke du som kan åpne. Det kan {opener}.",
        "Denne låsen er det ikkje du som kan opne. Det kan {opener}.",
        "This lock is not yours to open, but for {opener} to open.",
    )

    def __init__(self, access: Access, opener: Opener) -> None:
        self.access = access
        NotAllowed.__init__(self, opener=_OPENERS[opener])


_OPENERS: Mapping[Opener, Text] = {
    "therapist": Text("behandleren", "behandlaren", "the therapist"),
    "dietitian": Text("en klinisk ernæringsfysiolog", "ein klinisk ernæringsfysiolog", "a clinical dietitian"),
    "head": Text("seksjonslederen", "seksjonsleiaren", "the head of the clinic"),
    "nobody": Text("ingen", "ingen", "nobody"),
}
