"""The texts of a programme as a reader meets them, for tests of what is written: how long, how easily read, in which words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from varde.content.blocks import Piece, without_media
from varde.content.rules import Readability, readability
from varde.content.texts import StepText, read_content
from varde.content.values import StepWords
from varde.programmes.values import Module, Programme

SHORTEST_SENTENCE = 6
"""Words from which the same sentence in two modules is a repetition, and no chance."""


@dataclass(frozen=True)
class WrittenProgramme:
    """Everything that a programme says in its steps. ``texts`` is by ``programme/module/step/language``."""

    programme: Programme
    texts: Mapping[str, StepText]

    @classmethod
    def of(cls, programme: Programme) -> WrittenProgramme:
        """:raises StartRefused: as when Varde starts."""
        return cls(programme, {text.key: text for text in read_content(programme)})

    def text(self, module: Module, step: str, language: str) -> StepText:
        return self.texts[f"{self.programme.key}/{module.key}/{step}/{language}"]

    def of_module(self, module: Module, language: str, shared: str = "") -> Readability:
        """How long a module is, and how easily read; from ``shared``, a pattern, on nothing of a step is counted."""
        said = [self.own(module, step.key, language, shared) for step in module.steps]
        return readability(StepWords("", "\n\n".join(said)))

    def of_step(self, module: Module, step: str, language: str, shared: str = "") -> Readability:
        """How long a step is, and how easily read; ``shared`` as of a module."""
        return readability(StepWords("", self.own(module, step, language, shared)))

    def own(self, module: Module, step: str, language: str, shared: str) -> str:
        """What a step says, without its drawings, and without what stands from ``shared``, a pattern, on."""
        running = self.running(module, step, language)
        return re.sub(f"(?s){shared}.*", "", running) if shared else running

    def body(self, module: Module, step: str, language: str) -> str:
        """What stands below the first sentence of a step, as Markdown."""
        return self.text(module, step, language).words.body

    def figures(self, module: Module, language: str) -> list[Piece]:
        """The drawings of a module."""
        pieces = [piece for step in module.steps for piece in self.text(module, step.key, language).pieces]
        return [piece for piece in pieces if piece.kind == "figure"]

    def running(self, module: Module, step: str, language: str) -> str:
        """What a step says, without its drawings."""
        words = self.text(module, step, language).words
        return without_media(f"{words.lede}\n\n{words.body}")

    def everything(self, module: Module, language: str) -> str:
        """What a module says, and what stands in and for its drawings."""
        figures = self.figures(module, language)
        drawn = [piece.alt for piece in figures] + [label for piece in figures for label in piece.labels]
        return "\n".join([*(self.running(module, step.key, language) for step in module.steps), *drawn])

    def repeated(self, modules: Iterable[Module], language: str, shared: str) -> dict[str, list[str]]:
        """The sentences that stand in more than one of these modules, with the modules; from ``shared``, a pattern, on nothing is
        read, since what is shared is written once."""
        places: dict[str, set[str]] = defaultdict(set)
        for module in modules:
            for step in module.steps:
                said = self.own(module, step.key, language, shared)
                for sentence in re.split(r"(?<=[.?:])\s+|\n+", said):
                    if len(re.findall(r"\w+", sentence)) >= SHORTEST_SENTENCE:
                        places[sentence.strip(" -*#")].add(module.key)
        return {sentence: sorted(keys) for sentence, keys in places.items() if len(keys) > 1}
