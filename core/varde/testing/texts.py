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
from varde.kernel.words import PATIENT_LANGUAGES
from varde.programmes.values import Exercise, Module, Programme

SHORTEST_SENTENCE = 6
"""Words from which the same sentence in two places is a repetition, and no chance."""
ENDINGS = {
    "nb": "(?s)## Det viktigste.*## Ukens øving.*## Når det haster.*113.*116 123",
    "nn": "(?s)## Det viktigaste.*## Øvinga for veka.*## Når det hastar.*113.*116 123",
}
"""How the last step of every module goes."""


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
        """The sentences that stand more than once in these modules, however they are written and ended, with the steps that have
        them; from ``shared``, a pattern, on nothing is read, since what is shared is written once."""
        places: dict[str, list[str]] = defaultdict(list)
        for module in modules:
            for step in module.steps:
                said = self.own(module, step.key, language, shared)
                for sentence in re.split(r"(?<=[.?:])\s+|\n+", said):
                    words = re.findall(r"\w+", sentence.lower())
                    if len(words) >= SHORTEST_SENTENCE:
                        places[" ".join(words)].append(f"{module.key}/{step.key}")
        return {sentence: steps for sentence, steps in places.items() if len(steps) > 1}

    def faults_of_shape(self, module: Module, language: str, least: int, most: int, shared: str = "") -> list[str]:
        """What keeps a module from being whole and easily read by who is tired: from ``least`` to ``most`` words, in 4 to
        7 steps of at most 220, LIX at most 30 and in no step over 40, three drawings, and something to do. ``shared`` as of a
        module."""
        whole = self.of_module(module, language, shared)
        steps = [self.of_step(module, step.key, language, shared) for step in module.steps]
        drawings = {figure.code for figure in self.figures(module, language)}
        wrong = {
            f"{whole.words} words": not least <= whole.words <= most,
            f"LIX {whole.lix}": whole.lix is None or whole.lix > 30,
            "a step of LIX over 40": max(step.lix or 0 for step in steps) > 40,
            "a step of more than 220 words": max(step.words for step in steps) > 220,
            f"{len(steps)} steps": not 4 <= len(steps) <= 7,
            f"{len(drawings)} drawings": len(drawings) < 3,
            "no exercise": not any(isinstance(step, Exercise) for step in module.steps),
        }
        return [f"{module.key} ({language}): {fault}" for fault, is_so in wrong.items() if is_so]

    def unlike(self, shared: str = "") -> list[str]:
        """The modules that are longer in one language than in the other, or have other drawings there."""
        keys = []
        for module in self.programme.modules:
            nb, nn = (self.of_module(module, language, shared).words for language in PATIENT_LANGUAGES)
            codes = {tuple(each.code for each in self.figures(module, language)) for language in PATIENT_LANGUAGES}
            if abs(nb - nn) >= 20 or len(codes) > 1:
                keys.append(module.key)
        return keys

    def met(self, people: Iterable[str]) -> dict[str, int]:
        """In how many modules each of these people is met."""
        said = [self.everything(module, "nb") for module in self.programme.modules]
        return {name: sum(name in each for each in said) for name in people}

    def ends_otherwise(self) -> list[str]:
        """The modules that do not end with what matters most, the practice of the week, and where to turn when it is urgent, with
        the language in which they do not."""
        last = [(each, each.steps[-1].key) for each in self.programme.modules if not each.library]
        return [
            f"{module.key} ({language})"
            for language, ending in ENDINGS.items()
            for module, step in last
            if not re.search(ending, self.body(module, step, language))
        ]
