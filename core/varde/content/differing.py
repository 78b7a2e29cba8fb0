"""How words of a step differ: from those before, and between what the plugin and the organisation made of the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from varde.content.rules import paragraphs
from varde.content.values import StepWords


@dataclass(frozen=True, slots=True)
class DiffSpan:
    """Words that stay (``same``), go (``out``) or come (``in``)."""

    kind: Literal["same", "out", "in"]
    words: str


def changes(before: StepWords, after: StepWords) -> tuple[tuple[DiffSpan, ...], ...]:
    """Every paragraph that is another, the first sentence first; empty when none is."""
    return tuple(_changes(_parts(before), _parts(after)))


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[DiffSpan, ...]]:
    for tag, i, j, m, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        gone, come = old[i:j], new[m:n]
        paired = min(len(gone), len(come))
        for a, b in zip(gone, come, strict=False):
            yield tuple(_spans(a, b))
        yield from ((DiffSpan("out", each),) for each in gone[paired:])
        yield from ((DiffSpan("in", each),) for each in come[paired:])


def _spans(before: str, after: str) -> Iterator[DiffSpan]:
    old, new = (re.findall(r"\S+\s*", text) for text in (before, after))
    for tag, i, j, m, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield DiffSpan("same", "".join(old[i:j]))
            continue
        if gone := "".join(old[i:j]):
            yield DiffSpan("out", gone)
        if come := "".join(new[m:n]):
            yield DiffSpan("in", come)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Paragraphs that were one text and are three: as both began, as the plugin has them now, and as the organisation has. Who
    changed them: nobody (``same``), the ``plugin``, the organisation (``ours``), both alike (``alike``) or each in its own way
    (``clash``)."""

    kind: Literal["same", "plugin", "ours", "alike", "clash"]
    base: tuple[str, ...]
    plugin: tuple[str, ...]
    ours: tuple[str, ...]

    @property
    def joined(self) -> tuple[str, ...]:
        """What stands when neither's change is lost; of a clash our own words, which somebody must look at."""
        return self.plugin if self.kind == "plugin" else self.ours


def three_way(base: StepWords, plugin: StepWords, ours: StepWords) -> tuple[Chunk, ...]:
    """The three texts side by side, the first sentence first."""
    parts = (_parts(base), _parts(plugin), _parts(ours))
    return tuple(_chunk(*each) for each in _aligned(*parts))


def joined(base: StepWords, plugin: StepWords, ours: StepWords) -> StepWords:
    """Our words with what the plugin alone has changed; of what both have changed ours stay."""
    lede = plugin.lede if ours.lede == base.lede else ours.lede
    bodies = (tuple(paragraphs(each.body)) for each in (base, plugin, ours))
    body = (part for each in _aligned(*bodies) for part in _chunk(*each).joined)
    return StepWords(lede, "\n\n".join(body))


def _parts(words: StepWords) -> tuple[str, ...]:
    return (*((words.lede,) if words.lede else ()), *paragraphs(words.body))


Parts = tuple[str, ...]


def _aligned(base: Parts, plugin: Parts, ours: Parts) -> Iterator[tuple[Parts, Parts, Parts]]:
    """What lies between the paragraphs that all three have, and each run of these."""
    in_plugin, in_ours = _matched(base, plugin), _matched(base, ours)
    b = p = o = 0
    for place in (*range(len(base)), len(base)):
        ends = place == len(base)
        if not ends and (place not in in_plugin or place not in in_ours):
            continue
        at_plugin, at_ours = (len(plugin), len(ours)) if ends else (in_plugin[place], in_ours[place])
        if (b, p, o) != (place, at_plugin, at_ours):
            yield base[b:place], plugin[p:at_plugin], ours[o:at_ours]
        if not ends:
            yield (base[place],), (base[place],), (base[place],)
        b, p, o = place + 1, at_plugin + 1, at_ours + 1


def _matched(old: Parts, new: Parts) -> dict[int, int]:
    matching = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {block.a + n: block.b + n for block in matching for n in range(block.size)}


def _chunk(base: Parts, plugin: Parts, ours: Parts) -> Chunk:
    if plugin == ours:
        return Chunk("same" if ours == base else "alike", base, plugin, ours)
    if ours == base:
        return Chunk("plugin", base, plugin, ours)
    return Chunk("ours" if plugin == base else "clash", base, plugin, ours)
