"""The words of a programme's modules as they are counted: how many, how easily read, with which figures and exercises, and what
stands twice. What several steps share by ``[del: name]`` is written once, and is counted nowhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from varde.content.blocks import media_in, without_media
from varde.content.rules import Readability, readability
from varde.content.texts import SHARED_PART, read_words
from varde.content.values import REQUIRED, StepWords
from varde.programmes.values import Exercise, Module, Programme

SHORTEST = 6
"""Sentences of fewer words, as "Slik gjør du", may stand in several steps."""


@dataclass(frozen=True, slots=True)
class ModuleText:
    """One module in one language. ``steps`` are its steps one by one, ``exercises`` the keys of those that are done."""

    module: str
    language: str
    whole: Readability
    steps: Mapping[str, Readability]
    figures: tuple[str, ...]
    exercises: tuple[str, ...]


def module_texts(programme: Programme) -> list[ModuleText]:
    """Every module in bokmål and nynorsk."""
    return [_of_module(programme, module, language) for module in programme.modules for language in REQUIRED]


def _of_module(programme: Programme, module: Module, language: str) -> ModuleText:
    said = {step.key: own_words_of(programme, module.key, step.key, language) for step in module.steps}
    together = "\n\n".join(f"{words.lede}\n\n{words.body}" for words in said.values())
    return ModuleText(
        module.key,
        language,
        readability(StepWords(body=together)),
        {key: readability(words) for key, words in said.items()},
        tuple(piece.code for words in said.values() for piece in media_in(words.body) if piece.kind == "figure"),
        tuple(step.key for step in module.steps if isinstance(step, Exercise)),
    )


def own_words_of(programme: Programme, module: str, step: str, language: str) -> StepWords:
    """What a step says beside what it shares with others."""
    path = files(programme.package) / "content" / language / module / f"{step}.md"
    return read_words(SHARED_PART.sub("", path.read_text(encoding="utf-8")))


def said_twice(programme: Programme, language: str) -> dict[str, list[str]]:
    """By sentence the steps that say it, of sentences that stand in more than one place. Headings may be alike."""
    places: dict[str, list[str]] = defaultdict(list)
    for module in programme.modules:
        for step in module.steps:
            for sentence in _sentences(own_words_of(programme, module.key, step.key, language)):
                places[sentence].append(f"{module.key}/{step.key}")
    return {sentence: steps for sentence, steps in places.items() if len(steps) > 1}


def _sentences(words: StepWords) -> Iterator[str]:
    running = re.sub(r"\]\([^)]*\)", "]", without_media(f"{words.lede}\n\n{words.body}"))
    running = re.sub(r"^#+ .*$", "", running, flags=re.MULTILINE)
    for part in re.split(r"[.!?]+\s|\n+", running):
        plain = re.findall(r"\w+", part.lower())
        if len(plain) >= SHORTEST:
            yield " ".join(plain)
