"""By which instruments somebody is worse, in words."""

from __future__ import annotations

from typing import NamedTuple

from varde.alerts.plans import WorseBy
from varde.kernel.speech import Speech
from varde.standing.words import worse_in_words


class WorseLine(NamedTuple):
    """By which instrument somebody is worse, in words; ``since`` is against what: start, first or last."""

    key: str
    title: str
    said: str
    since: str


def worse_line(speech: Speech, by: WorseBy) -> WorseLine:
    """One instrument and what it says."""
    said = worse_in_words(by.instrument, by.worse, speech.language)
    return WorseLine(by.instrument.key, speech.say(by.instrument.title), said, by.worse.since)
