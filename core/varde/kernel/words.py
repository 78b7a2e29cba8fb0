"""Text a person reads, in every language it must exist in."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("nb", "nn", "en")


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

    def missing(self) -> tuple[str, ...]:
        """Languages of patient text (nb, nn) that are empty."""
        return tuple(language for language in ("nb", "nn") if not getattr(self, language).strip())
