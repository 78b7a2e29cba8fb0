"""What can go wrong when sums are read."""

from __future__ import annotations

from varde.kernel.errors import Conflict
from varde.kernel.words import Text


class PlacesMoved(Conflict):
    """A place was put under another one between two looks at it: what it has alone cannot be told from these."""

    sentence = Text(
        "Organisasjonen ble endret akkurat nå. Last siden på nytt.",
        "Organisasjonen vart endra akkurat no. Last sida på nytt.",
        "The organisation was changed just now. Load the page again.",
    )
