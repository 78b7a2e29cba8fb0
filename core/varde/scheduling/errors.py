"""What can go wrong with an appointment."""

from __future__ import annotations

from varde.kernel.errors import BadInput, Conflict
from varde.kernel.words import Text


class NotHeldYet(Conflict):
    """Nobody has come, or stayed away, before the time."""

    sentence = Text(
        nb="Timen har ikke begynt ennå. Si fra om oppmøte etterpå.",
        nn="Timen har ikkje begynt enno. Sei frå om oppmøte etterpå.",
        en="The appointment has not begun yet. Say who came afterwards.",
    )


class Cancelled(Conflict):
    """A cancelled time is neither attended nor missed."""

    sentence = Text(
        nb="Timen er avlyst, så det er ikke noe oppmøte å føre.",
        nn="Timen er avlyst, så det er ikkje noko oppmøte å føre.",
        en="The appointment was cancelled, so nobody was to come.",
    )


class NotAhead(BadInput):
    sentence = Text(
        nb="Den nye tiden må være frem i tid.",
        nn="Den nye tida må vere fram i tid.",
        en="The new time must be in the future.",
    )


class NotFree(BadInput):
    sentence = Text(
        nb="Behandleren har en annen time da.",
        nn="Behandlaren har ein annan time då.",
        en="The therapist has another appointment then.",
    )
