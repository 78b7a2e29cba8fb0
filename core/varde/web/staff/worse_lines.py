"""How somebody is worse, as her therapist reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from varde.alerts.plans import WorseBy
from varde.record.overviews import SpeakingExercise, said_on
from varde.standing.words import worse_in_words
from varde.web.shell import http
from varde.web.staff import words


class WorseLine(NamedTuple):
    """By which instrument somebody is worse, in words; ``since`` is against what: start, first or last."""

    key: str
    title: str
    said: str
    since: str
    then: Sequence[str]
    """What her exercises say of the day she answered so, as the phase of a diet in which symptoms are brought on."""


def worse_line(by: WorseBy, speaking: Sequence[SpeakingExercise]) -> WorseLine:
    """What is said of one instrument, and what her exercises said of the day."""
    speech, instrument = http.speech(), by.instrument
    said = worse_in_words(instrument, by.worse, speech.language)
    then = said_on(speech, speaking, speech.date_of(by.at))
    answered = [speech.say(words.WHEN_WORSE, day=speech.near_day(by.at), said=each) for each in then]
    return WorseLine(instrument.key, speech.say(instrument.title), said, by.worse.since, answered)
