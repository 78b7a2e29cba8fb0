"""Short ways to write an instrument down: answer choices, rows of items, numbers, and totals without items."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from varde.instruments.values import (
    Band,
    Choices,
    Direction,
    Flag,
    Instrument,
    Item,
    JacobsonTruax,
    Licence,
    Responder,
    Scale,
)
from varde.kernel.words import Text
from varde.kinds.kind import AnswerKind

Words = tuple[str, str, str]
"""The same words in bokmål, nynorsk and English."""


def choices(first: int, *words: Words) -> Choices:
    """Answer choices numbered upwards from ``first``."""
    return tuple((first + place, Text(*word)) for place, word in enumerate(words))


def choice_items(
    answers: Choices,
    labels: Mapping[str, Words],
    *,
    reverse: Collection[str] = (),
    safety: Collection[str] = (),
    scored: bool = True,
    offset: int = 0,
    gate: str = "",
    heading: Text | None = None,
    weighed_by: str = "",
) -> tuple[Item, ...]:
    """A row of items that share their answer choices. ``reverse`` and ``safety`` name the items that are; ``weighed_by`` is
    of the latter."""
    codes = [code for code, _ in answers]
    return tuple(
        Item(
            key,
            "choice",
            min(codes),
            max(codes),
            Text(*label),
            answers,
            scored=scored,
            reverse=key in reverse,
            offset=offset,
            gate=gate,
            safety=key in safety,
            heading=heading,
            weighed_by=weighed_by if key in safety else "",
        )
        for key, label in labels.items()
    )


def yes_no_items(labels: Mapping[str, Words], *, scored: bool = True, gate: str = "") -> tuple[Item, ...]:
    """A row of items answered with yes or no."""
    return tuple(Item(key, "boolean", 0, 1, Text(*label), scored=scored, gate=gate) for key, label in labels.items())


def total_of(items: Collection[Item], *, max_missing: int = 0, method: str = "sum", factor: int = 1) -> Scale:
    """The total over the scored ones of these items: their ``sum`` or their ``mean``."""
    keys = tuple(item.key for item in items if item.scored)
    return Scale("total", keys, "mean" if method == "mean" else "sum", max_missing, factor=factor)


def bands(*parts: tuple[str, float, float, Words]) -> tuple[Band, ...]:
    """Bands given as (key, low, high, words), both ends included."""
    return tuple(Band(key, Text(*words), low, high) for key, low, high, words in parts)


def half_open_bands(*parts: tuple[str, float, Words], last: float) -> tuple[Band, ...]:
    """Bands given as (key, low, words), each up to but not including the next; the last one includes ``last``."""
    lows = [low for _, low, _ in parts[1:]]
    closed = tuple(Band(k, Text(*w), low, high, open_high=True) for (k, low, w), high in zip(parts, lows, strict=False))
    key, low, words = parts[-1]
    return (*closed, Band(key, Text(*words), low, last))


def score_only(
    key: str,
    title: Text,
    low: float,
    high: float,
    direction: Direction,
    *,
    licence: Licence,
    bands: tuple[Band, ...] = (),
    whole: bool = False,
    responder: Responder | None = None,
    flags: tuple[Flag, ...] = (),
    words: tuple[tuple[str, Text], ...] = (),
    jacobson_truax: JacobsonTruax | None = None,
    proposed: tuple[str, ...] = (),
) -> Instrument:
    """An instrument of which only totals are known, for cohorts collected elsewhere. Its one answer is ``total``."""
    return Instrument(
        key=key,
        title=title,
        licence=licence,
        direction=direction,
        total_range=(low, high),
        bands=bands,
        whole=whole,
        responder=responder,
        flags=flags,
        words=words,
        jacobson_truax=jacobson_truax,
        kind="score_only",
        proposed=proposed,
    )


def asked(key: str, kind: AnswerKind, label: Text, *, heading: Text | None = None, gate: str = "") -> Item:
    """An item that is asked and not scored, of any kind of answer, as ``asked("why", LongText(), Text(...))``. It is shown,
    exported, read by the therapist and erased like any other."""
    low, high = kind.bounds or (0, 0)
    return Item(key, kind, low, high, label, scored=False, heading=heading, gate=gate)
