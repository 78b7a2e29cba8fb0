"""A card: one figure of the page with its words, and the phrases that several cards share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from varde.benefits.figures import words
from varde.benefits.figures.rules import Proportion
from varde.benefits.figures.voice import Voice
from varde.benefits.values import Measure
from varde.kernel.words import Text

Kind = Literal[
    "flow", "rate", "severity", "trajectory", "pairs", "subscales", "satisfaction", "waiting", "classes", "exits"
]


@dataclass(frozen=True, slots=True)
class Card:
    """One figure. ``height`` is roughly how many pixels it takes, for laying out two columns of even length;
    ``says_something`` is False when every number in it is hidden."""

    id: str
    kind: Kind
    finding: str
    definition: str
    people: str
    rule: str
    figure: Any
    labels: Mapping[str, Any]
    height: int
    says_something: bool = True


def share_row(label: str, share: Proportion, voice: Voice) -> dict[str, Any]:
    """A bar: its words, its length and its interval in per cent, or nothing to draw when it is hidden."""
    drawn = 100 * share.share if isinstance(share.share, float) else None
    of = f"{voice.number(share.numerator)} / {voice.number(share.denominator)}"
    interval = (
        f"{voice.number(100 * share.interval.low)}–{voice.number(100 * share.interval.high)}" if share.interval else "–"
    )
    return {
        "label": label,
        "words": f"{voice.percent(share.share)} ({of})" if drawn is not None else of,
        "length": drawn,
        "low": 100 * share.interval.low if share.interval else None,
        "high": 100 * share.interval.high if share.interval else None,
        "cells": (label, of, voice.percent(share.share), interval),
    }


def share_labels(title: str, rows: Sequence[Mapping[str, Any]], voice: Voice) -> dict[str, Any]:
    """The words of a chart of bars and of its table."""
    heads = (words.GROUP_HEAD, words.PEOPLE, words.SHARE, words.INTERVAL)
    first, *numeric = (voice.say(head) for head in heads)
    return {"title": title, "rows": list(rows), "columns": [first, *(f">{head}" for head in numeric)]}


def scale_in_words(text: Text, measure: Measure, voice: Voice, then: str) -> str:
    """What a mean is of: the measure, its ends, which way is better, and its version."""
    direction = words.LOWER if measure.direction == "lower_better" else words.HIGHER
    said = voice.say(
        text,
        measure=voice.title(measure),
        low=voice.number(measure.low),
        high=voice.number(measure.high),
        direction=voice.say(direction),
        then=voice.when(then),
    )
    return f"{said} {version_in_words(measure, voice)}"


def version_in_words(measure: Measure, voice: Voice) -> str:
    """Which version of the instrument the figure rests on, or that it is worked out, and its unit."""
    if measure.computed is not None:
        unit = measure.computed.unit
        return voice.say(words.WORKED_OUT_IN, unit=unit) if unit is not None else voice.say(words.WORKED_OUT)
    return voice.say(words.VERSION, version=voice.versions.get(measure.instrument, "–"))


def points_in_words(amount: float, voice: Voice) -> str:
    """A number of points: whole when it is whole, else with one decimal."""
    return voice.number(amount, 0 if float(amount).is_integer() else 1)


def id_of(measure: Measure) -> str:
    """The key of a measure as it may stand in an ``id``."""
    return measure.key.replace(".", "-").replace("_", "-")


def listed(parts: Sequence[str]) -> str:
    """Several numbers after each other."""
    return ", ".join(parts)
