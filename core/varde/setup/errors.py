"""What can be wrong with setting up."""

from __future__ import annotations

from varde.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from varde.kernel.words import Text


class SetUpRefused(BadInput):
    """Something about an organisation cannot be what somebody wants it to be; each fault is a sentence. Nothing is stored."""


class NotYours(NotAllowed):
    """An administrator reaches what is at or below the places she administers."""

    sentence = Text(
        nb="Du er ikke administrator for {place}.",
        nn="Du er ikkje administrator for {place}.",
        en="You are not an administrator of {place}.",
    )


class OvertakenBy(Conflict):
    """Somebody else changed it after the form was made, or the list was read. What stands is kept."""

    sentence = Text(
        nb="{name} endret dette {when}, mens du så på det som sto før. Det du skrev, er ikke lagret. Se hva som står nå, og "
        "lagre på nytt om det fortsatt skal endres.",
        nn="{name} endra dette {when}, medan du såg på det som stod før. Det du skreiv, er ikkje lagra. Sjå kva som står no, og "
        "lagre på nytt om det framleis skal endrast.",
        en="{name} changed this {when}, while you were looking at what stood before. What you wrote is not stored. See what "
        "stands now, and save again if it is still to be changed.",
    )


class NoSuchStaff(NotFound):
    """There is no such member of the staff, or none where this administrator reaches; the two look the same."""

    sentence = Text(
        nb="Vi finner ingen slik ansatt her.",
        nn="Vi finn ingen slik tilsett her.",
        en="We find no such member of the staff here.",
    )


class NoSuchSetUp(NotFound):
    """What was named is not there."""

    sentence = Text(nb="{what} finnes ikke her.", nn="{what} finst ikkje her.", en="{what} is not here.")
