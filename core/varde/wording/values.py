"""What a wording pack is made of: words for a title and for items, and the file that brings them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from varde.kernel.words import Text

Choice = tuple[str, str]
"""The code of an answer and its words. The code is "" when the file gives the words in the instrument's order."""


@dataclass(frozen=True, slots=True)
class ItemWords:
    """The words of one item; None where the file says nothing and the instrument's own words stand."""

    key: str
    label: str | None = None
    choices: tuple[Choice, ...] | None = None
    low_label: str | None = None
    high_label: str | None = None
    heading: str | None = None

    def as_json(self) -> dict[str, Any]:
        """What is given, without the key; choices by code."""
        texts = {name: getattr(self, name) for name in ("label", "low_label", "high_label", "heading")}
        plain: dict[str, Any] = {name: text for name, text in texts.items() if text is not None}
        return plain if self.choices is None else {**plain, "choices": dict(self.choices)}

    @classmethod
    def from_json(cls, key: str, plain: Mapping[str, Any]) -> ItemWords:
        """What :meth:`as_json` made."""
        choices = tuple(plain["choices"].items()) if "choices" in plain else None
        return cls(
            key, plain.get("label"), choices, plain.get("low_label"), plain.get("high_label"), plain.get("heading")
        )


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an instrument in one language. ``introduction`` is what a form says before its first item; it stands
    in place of both ``recall`` and ``question``. ``publisher_version`` is what the form's owner calls this edition of it."""

    items: tuple[ItemWords, ...] = ()
    title: str | None = None
    recall: str | None = None
    question: str | None = None
    introduction: str | None = None
    publisher_version: str | None = None

    def as_json(self) -> dict[str, Any]:
        """What is given, as a pack keeps it: the texts by name, and ``items`` by key."""
        names = ("title", "recall", "question", "introduction", "publisher_version")
        texts = {name: getattr(self, name) for name in names}
        said = {name: text for name, text in texts.items() if text is not None}
        return {**said, "items": {item.key: item.as_json() for item in self.items}}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Words:
        """What :meth:`as_json` made."""
        items = tuple(ItemWords.from_json(key, item) for key, item in plain.get("items", {}).items())
        texts = ("title", "recall", "question", "introduction", "publisher_version")
        return cls(items, *(plain.get(name) for name in texts))

    def digest(self) -> str:
        """SHA-256 of the words that are shown, whatever order the items came in; 64 hex digits."""
        shown = replace(self, publisher_version=None).as_json()
        plain = json.dumps(shown, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(plain.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Option:
    """An answer of a form as it stands in the file: its code and the ``system`` that is of, the number beside it
    (``ordinalValue``), and its words. What the file lacks is "" or None."""

    code: str
    words: str
    number: float | None = None
    system: str = ""


@dataclass(frozen=True, slots=True)
class FormItem:
    """A question of a form as it stands in the file. ``codes`` are what terminologies call it; ``computed`` says that
    nobody is asked it: it is hidden, worked out or only shown."""

    key: str
    label: str | None = None
    options: tuple[Option, ...] = ()
    low_label: str | None = None
    high_label: str | None = None
    heading: str | None = None
    codes: tuple[str, ...] = ()
    computed: bool = False


@dataclass(frozen=True, slots=True)
class PublishedForm:
    """A Questionnaire as it stands in the file, before anything in it is compared with the instrument.

    ``codes`` are what terminologies call the whole; ``own`` says that Varde wrote the file, so that its version is that of
    the instrument and its ``description`` the introduction.
    """

    items: tuple[FormItem, ...] = ()
    introduction: str | None = None
    description: str | None = None
    codes: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Pack:
    """A file as it was read, before anything in it is compared with the instrument.

    ``names`` are what the file calls the instrument, the surest first: one key in TOML, and in FHIR the end of ``url``,
    ``name`` and the identifiers. ``language`` is the file's own tag (``nb-NO``). What the file lacks is "". The words of a
    Questionnaire wait in ``form`` until the instrument is known; ``left_out`` says what of its text is not shown.
    """

    source: Literal["toml", "fhir"]
    words: Words
    names: tuple[str, ...] = ()
    version: str = ""
    language: str = ""
    licence: str = ""
    form: PublishedForm | None = None
    left_out: tuple[Text, ...] = ()
