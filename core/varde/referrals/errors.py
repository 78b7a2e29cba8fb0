"""Why a referral cannot be taken."""

from __future__ import annotations

from varde.kernel.errors import BadInput, Conflict, NotAllowed
from varde.kernel.words import Text


class AlreadyReferred(Conflict):
    sentence = Text(
        nb="Du er allerede meldt på her. Vi har påmeldingen din fra før.",
        nn="Du er alt meld på her. Vi har påmeldinga di frå før.",
        en="You have already signed up here. We have your referral from before.",
    )


class ReferralNeeded(NotAllowed):
    sentence = Text(
        nb="Du trenger henvisning for å begynne her. Snakk med fastlegen din.",
        nn="Du treng tilvising for å begynne her. Snakk med fastlegen din.",
        en="You need a referral to begin here. Talk with your GP.",
    )


class TrackNeeded(BadInput):
    sentence = Text(
        "Velg hvilket spor pasienten skal følge.",
        "Vel kva spor pasienten skal følgje.",
        "Choose which track the patient is to follow.",
    )
