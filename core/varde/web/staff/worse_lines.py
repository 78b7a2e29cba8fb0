"""By which instruments somebody is worse, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from varde.alerts.plans import WorseBy
from varde.kernel.speech import Speech
from varde.record.overviews import SpeakingExercise, said_on
from varde.standing.words import worse_in_words
from varde.web.staff import words


class WorseLine(NamedTuple):
    """By which instrument somebody is worse, in words; ``since`` is against what: start, first or last."""

    key: str
    title: str
    said: str
    since: str
    then: Sequence[str]
    """What her exercises say of the day she answered so, as the phase of a diet in which symptoms are brought on."""


def worse_line(speech: Speech, by: WorseBy, speaking: Sequence[SpeakingExercise]) -> WorseLine:
    """One instrument and what it says, with what her exercises say of that day."""
    said = worse_in_words(by.instrument, by.worse, speech.language)
    then = said_on(speech, speaking, speech.date_of(by.at))
    answered = [speech.say(words.WHEN_WORSE, day=speech.near_day(by.at), said=each) for each in then]
    return WorseLine(by.instrument.key, speech.say(by.instrument.title), said, by.worse.since, answered)
