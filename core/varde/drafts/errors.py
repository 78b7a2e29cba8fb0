"""What can be wrong with a draft."""

from __future__ import annotations

from varde.kernel.errors import Conflict, NotFound
from varde.kernel.words import Text


class NoSuchDraft(NotFound):
    """The address names no form that keeps drafts."""

    sentence = Text("Utkastet finnes ikke.", "Utkastet finst ikkje.", "There is no such draft.")


class WrittenInBoth(Conflict):
    """The same was changed in another window after the page was made."""

    sentence = Text(
        "Du har også skrevet i et annet vindu. Utkastet her er ikke lagret; lagre eller send, så ser du begge.",
        "Du har òg skrive i eit anna vindauge. Utkastet her er ikkje lagra; lagre eller send, så ser du begge.",
        "You have also written in another window. The draft here is not saved; save or send, and you see both.",
    )


class SentElsewhere(Conflict):
    """The draft that the page goes on from was sent or thrown away in another window."""

    sentence = Text(
        "Utkastet er sendt eller forkastet i et annet vindu. Det du skriver her, står på siden til du sender det.",
        "Utkastet er sendt eller forkasta i eit anna vindauge. Det du skriv her, står på sida til du sender det.",
        "The draft was sent or thrown away in another window. What you write here stays on the page until you send it.",
    )
