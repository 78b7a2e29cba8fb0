"""What words of an instrument become others when a pack is shown: plain values in and out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from varde.instruments.values import Instrument, Item
from varde.kernel.words import Text

WordingPart = Literal["title", "recall", "question", "heading", "label", "choice", "low_label", "high_label"]


@dataclass(frozen=True, slots=True)
class WordingDifference:
    """One text that is another: which ``part`` of the instrument, of which ``item`` and answer (``code``; "" where there is
    none), and what it says before and after ("" for nothing)."""

    part: WordingPart
    item: str
    code: str
    before: str
    after: str

    def as_json(self) -> dict[str, str]:
        """What a command says of it, without what there is nothing of."""
        named = {"part": self.part, "item": self.item, "code": self.code}
        return {name: text for name, text in named.items() if text} | {"before": self.before, "after": self.after}


def differences(before: Instrument, after: Instrument, language: str) -> tuple[WordingDifference, ...]:
    """Every text of the same instrument that differs in ``language``, in the order it is read."""
    texts = dict(_texts(before, language))
    return tuple(
        WordingDifference(part, item, code, texts.get((part, item, code), ""), said)
        for (part, item, code), said in _texts(after, language)
        if texts.get((part, item, code), "") != said
    )


def _texts(instrument: Instrument, language: str) -> Iterator[tuple[tuple[WordingPart, str, str], str]]:
    whole: tuple[tuple[WordingPart, Text | None], ...] = (
        ("title", instrument.title),
        ("recall", instrument.recall),
        ("question", instrument.question),
    )
    for part, text in whole:
        yield (part, "", ""), _in(text, language)
    for item in instrument.items:
        yield from _texts_of_item(item, language)


def _texts_of_item(item: Item, language: str) -> Iterator[tuple[tuple[WordingPart, str, str], str]]:
    yield ("heading", item.key, ""), _in(item.heading, language)
    yield ("label", item.key, ""), _in(item.label, language)
    for code, words in item.choices:
        yield ("choice", item.key, str(code)), _in(words, language)
    yield ("low_label", item.key, ""), _in(item.low_label, language)
    yield ("high_label", item.key, ""), _in(item.high_label, language)


def _in(text: Text | None, language: str) -> str:
    return text.to(language) if text else ""
