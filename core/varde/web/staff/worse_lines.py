"""By which instruments somebody is worse, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
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
    then = when_worse(speech, speaking, by.at)
    return WorseLine(by.instrument.key, speech.say(by.instrument.title), said, by.worse.since, then)


def when_worse(speech: Speech, speaking: Sequence[SpeakingExercise], at: datetime) -> list[str]:
    """What her exercises say of the day on which an answer was worse, each in one sentence."""
    then = said_on(speech, speaking, speech.date_of(at))
    return [speech.say(words.WHEN_WORSE, day=speech.near_day(at), said=each) for each in then]
