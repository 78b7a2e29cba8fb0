"""Text a person reads, in every language it must exist in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("nb", "nn", "en")
PATIENT_LANGUAGES = ("nb", "nn")
"""In which everything that a patient reads is written."""


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in bokmål and nynorsk, and in English where the interface needs it.

    Patient text without English is shown in bokmål to a person who reads the interface in English.
    """

    nb: str
    nn: str
    en: str = ""

    def to(self, language: str) -> str:
        """The words in ``language`` (nb, nn or en); bokmål for anything else."""
        return getattr(self, language, "") or self.nb if language in LANGUAGES else self.nb

    def filled(self, **values: object) -> Text:
        """The same words in every language, each ``{name}`` filled with ``values``; a :class:`Text` in its own language."""
        return Text(*(self._filled(language, values) for language in LANGUAGES))

    def _filled(self, language: str, values: dict[str, object]) -> str:
        words = getattr(self, language)
        return words.format(**said_in(language, values)) if words else ""

    def missing(self) -> tuple[str, ...]:
        """Languages of patient text (nb, nn) that are empty."""
        return tuple(language for language in PATIENT_LANGUAGES if not getattr(self, language).strip())


@dataclass(frozen=True, slots=True)
class Counted:
    """Words for one of something and for any other number of it; ``{n}`` is the number."""

    one: Text
    many: Text

    def of(self, n: float) -> Text:
        """The words for ``n``, still to be filled."""
        return self.one if n == 1 else self.many


def said_in(language: str, values: Mapping[str, object]) -> dict[str, object]:
    """``values`` with each :class:`Text` among them said in ``language``."""
    return {name: value.to(language) if isinstance(value, Text) else value for name, value in values.items()}
