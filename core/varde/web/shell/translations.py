"""The static words of the templates, in three languages."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from varde.kernel.words import LANGUAGES


class Translator:
    """The interface in three languages. The message ids are bokmål; ``<language>.po`` holds the others."""

    def __init__(self, folders: Iterable[Traversable]) -> None:
        self._found: dict[str, NullTranslations] = {language: NullTranslations() for language in LANGUAGES}
        for folder in folders:
            for language in LANGUAGES:
                file = folder / f"{language}.po"
                if file.is_file():
                    self._found[language] = _merged(self._found[language], file.read_bytes(), language)

    def gettext(self, language: str, message: str) -> str:
        return str(self._found[language].gettext(message)) if message else ""

    def ngettext(self, language: str, single: str, many: str, n: int) -> str:
        translations = self._found[language]
        if isinstance(translations, Translations):
            return str(translations.ngettext(single, many, n))
        return single if n == 1 else many


def _merged(translations: NullTranslations, po: bytes, language: str) -> NullTranslations:
    catalogue = read_po(io.BytesIO(po), locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    new = Translations(compiled)
    return translations.merge(new) if isinstance(translations, Translations) else new


@lru_cache(maxsize=1)
def translator() -> Translator:
    """The interface's translations; read once."""
    return Translator([files("varde") / "locale"])
