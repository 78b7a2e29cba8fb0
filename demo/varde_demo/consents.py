"""What invented people say yes and no to beside treatment: the same each time, and drawn apart from all else about them."""

from __future__ import annotations

import random

from varde.consents.service import say
from varde.consents.values import QUOTE, VIDEO
from varde.identity.models import Person
from varde.kernel.work import Work

SHARES = {VIDEO: (0.75, 0.05), QUOTE: (0.4, 0.15)}
"""How many say yes and how many no, of everybody; the others have not answered."""


def say_some(work: Work, person: Person) -> None:
    """She answers some of what she is asked, the day she is referred."""
    chance = random.Random(f"consents of {person.name}, {person.birth_date}")
    for purpose, (yes, no) in SHARES.items():
        drawn = chance.random()
        if drawn < yes + no:
            say(work, person, purpose.key, allowed=drawn < yes, version=purpose.version, by_id=person.id, own=True)
