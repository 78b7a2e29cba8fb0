"""How the figures are spoken of: names of occasions, versions of instruments, and numbers that may be hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from varde.benefits.figures import words
from varde.benefits.values import Measure
from varde.charts.values import Hidden
from varde.kernel.speech import Speech
from varde.kernel.words import Text


@dataclass(frozen=True, slots=True)
class Voice:
    """Whom we speak to, what each occasion is called, the version of each instrument, the units of totals by instrument, and what
    each track is called."""

    speech: Speech
    occasions: Mapping[str, Text]
    versions: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, Text] = field(default_factory=dict)
    tracks: Mapping[str, Text] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return self.speech.language

    def say(self, text: Text, /, **values: object) -> str:
        return self.speech.say(text, **values)

    def when(self, occasion: str) -> str:
        """“3 måneder”: the last part of the occasion's title."""
        title = self.say(self.occasions[occasion]) if occasion in self.occasions else occasion
        return title.rsplit(", ", 1)[-1].lower()

    def track(self, key: str) -> str:
        return self.say(self.tracks[key]) if key in self.tracks else key

    def number(self, value: float | Hidden | None, decimals: int = 0) -> str:
        if value is None:
            return "–"
        return str(value) if isinstance(value, Hidden) else self.speech.number(value, decimals)

    def median(self, days: float | Hidden | None) -> str:
        """Days, with the half that is between two people."""
        return self.number(days, decimals_of_median(days))

    def percent(self, share: float | Hidden | None) -> str:
        return f"{self.number(100 * share)}\u00a0%" if isinstance(share, float | int) else self.number(share)

    def title(self, measure: Measure) -> str:
        return self.say(measure.title)

    def unit(self, measure: Measure) -> str:
        """What its numbers are counted in: “poeng” where nothing else is said."""
        return self.say(unit_of(measure, self.units) or words.UNIT_POINTS)


def unit_of(measure: Measure, units: Mapping[str, Text]) -> Text | None:
    """What a measure is counted in, ``units`` being those of totals by instrument; None of points."""
    if measure.computed is not None:
        return measure.computed.unit
    return units.get(measure.instrument) if measure.scale == measure.instrument else None


def decimals_of(measure: Measure) -> int:
    """Whole points on a long scale, tenths on a short one."""
    return 0 if measure.high - measure.low >= 200 else 1


def decimals_of_median(days: float | Hidden | None) -> int:
    """One where it is between two whole days."""
    return 0 if days is None or isinstance(days, Hidden) or float(days).is_integer() else 1


def period_name(period: str, voice: Voice) -> str:
    """``2026-Q1`` as “1. kv. 2026”; a year as it is; "" as all periods."""
    if not period:
        return voice.say(words.IN_ALL)
    year, _, quarter = period.partition("-Q")
    return voice.say(words.QUARTER, n=quarter, year=year) if quarter else year


def month_in_words(month: str, speech: Speech) -> str:
    """“november 2024” for ``2024-11``."""
    return speech.day(date.fromisoformat(f"{month}-01"), year=True).split(" ", 1)[1]
