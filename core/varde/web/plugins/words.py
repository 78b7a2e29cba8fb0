"""Words beside what plugins show."""

from __future__ import annotations

from varde.kernel.words import Text

LEFT_OUT = Text(
    "«{title}» kan ikke vises akkurat nå. Resten av siden er som den skal være.",
    "«{title}» kan ikkje visast akkurat no. Resten av sida er som ho skal vere.",
    "“{title}” cannot be shown just now. The rest of the page is as it should be.",
)
