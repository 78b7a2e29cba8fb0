"""Answers that are a file: a picture, a recording, a film. The value is the file's key (:mod:`varde.files`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from varde.files.invented import invented_file
from varde.files.rules import BLOB_NAME
from varde.files.values import ACCEPTED, LARGEST, MB, NAMED
from varde.kernel.characters import plain
from varde.kernel.words import Text
from varde.kinds.kind import REFUSED, AnswerKind, Controls, InventedPerson, Unfit, Upload, sent_once

FILE, CAMERA, REMOVE = "file", "camera", "remove"
"""The controls that bring a file, and the box that takes it away. The key of the one that is there stands in the control with no
name of its own."""


@dataclass(frozen=True, slots=True)
class _Uploaded(AnswerKind):
    """What the three have in common. ``megabytes`` is how large it may be, at most what Varde takes of its medium."""

    megabytes: int

    template: ClassVar[str] = "varde/kinds/uploaded.html"
    medium: ClassVar[str]

    def check(self) -> Iterator[str]:
        most = LARGEST[self.medium] // MB
        if not 1 <= self.megabytes <= most:
            yield f"takes {self.megabytes} megabytes, and must take from 1 to {most}"

    @property
    def uploads(self) -> Mapping[str, Upload]:
        return {control: Upload((self.medium,), self.megabytes * MB) for control in (FILE, CAMERA)}

    def files(self, value: str) -> Sequence[str]:
        return (value,)

    def has(self, control: str) -> bool:
        return control in ("", REMOVE)

    def read(self, sent: Controls) -> str | None:
        key, remove = plain(sent_once(sent)).strip(), sent_once(sent, REMOVE)
        if remove not in ("", "1"):
            raise Unfit(of={REMOVE: _UNKNOWN})
        if remove or not key:
            return None
        if not BLOB_NAME.fullmatch(key):
            raise Unfit(_UNKNOWN)
        return key

    def accept(self, value: object) -> Any:
        return value if isinstance(value, str) and BLOB_NAME.fullmatch(value) else REFUSED

    def controls(self, value: str) -> Controls:
        return {"": (value,)}

    def say(self, value: str, language: str) -> str:
        return NAMED[self.medium].to(language)

    def invent(self, person: InventedPerson) -> str | None:
        if person.keeps is None:
            return None
        content = invented_file(self.medium, person.chance)
        return None if content is None else person.keeps(self.medium, content)

    def fhir(self, value: str, language: str) -> Sequence[Mapping[str, Any]]:
        return ({"valueAttachment": {"url": UUID(value).urn, "title": self.say(value, language)}},)

    def fhir_item(self, language: str) -> Mapping[str, Any]:
        return {"type": "attachment"}

    @property
    def accepted(self) -> str:
        """What a browser is told to offer."""
        return ACCEPTED[self.medium]


@dataclass(frozen=True, slots=True)
class Picture(_Uploaded):
    """A picture, taken with the telephone or chosen there: JPEG, PNG or WebP, of at most so many ``megabytes``. It is drawn anew
    before it is kept, so that neither place nor time comes along."""

    megabytes: int = 10

    medium: ClassVar[str] = "picture"


@dataclass(frozen=True, slots=True)
class SoundRecording(_Uploaded):
    """A sound recording: MP3, M4A, WAV, Ogg or WebM, of at most so many ``megabytes``. It is kept as it came, without the place
    that an M4A tells of."""

    megabytes: int = 25

    medium: ClassVar[str] = "sound"


@dataclass(frozen=True, slots=True)
class Film(_Uploaded):
    """A film: MP4, MOV or WebM, of at most so many ``megabytes``. It is kept as it came, without the place that an MP4 or MOV
    tells of. Nobody who is invented has one: a film that a browser plays takes an encoder, and Varde has none."""

    megabytes: int = 100

    medium: ClassVar[str] = "film"


_UNKNOWN = Text(
    "Filen er ikke en vi har. Legg den til på nytt.",
    "Fila er ikkje ei vi har. Legg ho til på nytt.",
    "The file is none that we have. Add it again.",
)
