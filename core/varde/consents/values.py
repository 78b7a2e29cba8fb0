"""What may be asked of a person beside treatment: for what, in which words."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernel.words import Text


@dataclass(frozen=True, slots=True)
class Purpose:
    """Something that is done only with a person's yes. ``asks`` is what she says yes to, in her words' plain sense: what is done,
    who sees it, and what a no means. A new ``asks`` is a new ``version``, and then she is asked anew: a yes to other words is none.
    """

    key: str
    title: Text
    asks: Text
    version: int = 1


VIDEO = Purpose(
    "video",
    Text("Møte på video", "Møte på video", "Meeting on video"),
    Text(
        "Du og behandleren ser og hører hverandre i et videorom på nett. Samtalen blir ikke tatt opp. Sier du nei, møtes dere på "
        "telefon eller på klinikken i stedet.",
        "Du og behandlaren ser og høyrer kvarandre i eit videorom på nett. Samtalen blir ikkje teken opp. Seier du nei, møtest de "
        "på telefon eller på klinikken i staden.",
        "You and your therapist see and hear each other in a video room on the web. The talk is not recorded. If you say no, you "
        "meet by phone or at the clinic instead.",
    ),
)
QUOTE = Purpose(
    "quote",
    Text(
        "Bruke dine ord for å forbedre tilbudet",
        "Bruke orda dine for å betre tilbodet",
        "Use your words to improve the service",
    ),
    Text(
        "Noe du har sagt eller skrevet om tilbudet, kan stå som sitat i planer og rapporter. Navnet ditt står aldri ved siden av. "
        "Sier du nei senere, tar vi sitatet bort.",
        "Noko du har sagt eller skrive om tilbodet, kan stå som sitat i planar og rapportar. Namnet ditt står aldri ved sida av. "
        "Seier du nei seinare, tek vi sitatet bort.",
        "Something you have said or written about the service may stand as a quote in plans and reports. Your name never stands "
        "beside it. If you say no later, we take the quote away.",
    ),
)
CORE = (VIDEO, QUOTE)
"""What the core asks. Messages by text and e-mail, and what the GP may know, are chosen where they are used and stand on the same
page (:mod:`varde.notifications.choices`, :mod:`varde.referrals.gp`)."""
