"""The words that the rows of one programme and track share on a list."""

from __future__ import annotations

from varde.instruments.values import Instrument
from varde.kernel.speech import Speech
from varde.kernel.work import Work
from varde.programmes.values import Programme


class TrackWords:
    """What all rows of one programme and track share, said once for the page."""

    def __init__(self, work: Work, speech: Speech, programme: Programme, track: str | None) -> None:
        self.programme = programme
        named = next((speech.say(t.title) for t in programme.tracks if t.key == track), "")
        self.title = f"{speech.say(programme.title)} {named.lower()}".strip()
        self.main = programme.main_instrument(track) or ""
        self.instrument = work.catalogue.one(Instrument, self.main) if self.main else None
        self.modules = {
            module.key: (_upfirst(speech.say(module.named)), max(1, len(module.steps))) for module in programme.modules
        }
        self.exercises = {place: speech.say(step.title) for place, (_, step) in programme.exercises.items()}


def _upfirst(words: str) -> str:
    return words[:1].upper() + words[1:]
