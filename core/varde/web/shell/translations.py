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
    """The interface in three languages. The message ids are bokmål; ``<language>.po`` holds the others.
    What they do not say is said by ``behind``."""

    def __init__(self, folders: Iterable[Traversable], behind: Translator | None = None) -> None:
        self._found: dict[str, NullTranslations] = {language: NullTranslations() for language in LANGUAGES}
        for folder in folders:
            for language in LANGUAGES:
                file = folder / f"{language}.po"
                if file.is_file():
                    self._found[language] = _merged(self._found[language], file.read_bytes(), language)
        if behind is not None:
            for language in LANGUAGES:
                self._found[language].add_fallback(behind._found[language])

    def gettext(self, language: str, message: str) -> str:
        return str(self._found[language].gettext(message)) if message else ""

    def ngettext(self, language: str, single: str, many: str, n: int) -> str:
        return str(self._found[language].ngettext(single, many, n))


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
