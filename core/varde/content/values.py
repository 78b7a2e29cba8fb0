"""The words of a step: as they are written in one language, and in all of them together."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass

from varde.kernel.words import LANGUAGES


@dataclass(frozen=True, slots=True)
class StepKey:
    """Which step of which programme."""

    programme: str
    module: str
    step: str

    def __str__(self) -> str:
        return f"{self.programme}/{self.module}/{self.step}"


@dataclass(frozen=True, slots=True)
class StepWords:
    """What a step says in one language: ``lede`` is its first sentence, ``body`` Markdown. :func:`tidy` makes them."""

    lede: str = ""
    body: str = ""

    def digest(self, language: str) -> str:
        """SHA-256 of the words and their language; 64 hex digits. The same words have the same digest whoever wrote them."""
        return _digest([language, self.lede, self.body])


@dataclass(frozen=True, slots=True)
class StepEdition:
    """The words of a step in every language that it has, bokmål first. Two steps with the same words are the same edition."""

    texts: tuple[tuple[str, StepWords], ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the digests of its languages; 64 hex digits."""
        return _digest([[language, words.digest(language)] for language, words in self.texts])

    def words(self, language: str) -> StepWords | None:
        """What it says in this language; None when it says nothing."""
        return dict(self.texts).get(language)

    @classmethod
    def of(cls, texts: dict[str, StepWords]) -> StepEdition:
        """The edition with these words, whatever order they come in; a language without any is left out."""
        known = ((language, texts.get(language, StepWords())) for language in LANGUAGES)
        return cls(tuple((language, words) for language, words in known if words.lede or words.body))


def tidy(lede: str, body: str) -> StepWords:
    """The words without what nobody sees: ends of lines of other machines, blanks at the ends of lines and around the whole.
    Two blanks at the end of a line are a line break in Markdown, and stay.

    >>> tidy(" Les  dette. ", "Hei \\r\\n\\r\\n\\r\\nDu  \\r\\nder\\n")
    StepWords(lede='Les dette.', body='Hei\\n\\nDu  \\nder')
    """
    lines = "\n".join(line for _, line in kept_lines(body))
    return StepWords(re.sub(r"[ \t\r\n]+", " ", lede).strip(" "), lines.strip(" \n"))


def kept_lines(body: str) -> list[tuple[int, str]]:
    """Each line of a text that :func:`tidy` keeps, with its number in the text, from 1; an empty one at the end is kept too."""
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(body.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        bare = line.rstrip(" \t")
        kept = f"{bare}  " if bare and line.endswith("  ") else bare
        if kept or (lines and lines[-1][1]):
            lines.append((number, kept))
    return lines


def _digest(parts: object) -> str:
    plain = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
