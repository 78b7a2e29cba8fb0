"""Days, times of the day, and how long something took."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, ClassVar

from varde.kernel.characters import plain
from varde.kernel.dates import as_date
from varde.kernel.text import clock_time, day
from varde.kernel.words import LANGUAGES, Counted, Text
from varde.kinds.kind import REFUSED, AnswerKind, Controls, InventedPerson, Unfit, sent_once
from varde.kinds.numbers import whole

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_CLOCK = re.compile(r"(?:kl\.? ?)?([0-9]{1,2})(?:[:.]?([0-9]{2}))?(?:[:.][0-9]{2})?", re.ASCII | re.IGNORECASE)
_ISO_TIME = re.compile(r"((?:[01][0-9]|2[0-3]):[0-5][0-9])(?::00)?", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class CalendarDay(AnswerKind):
    """A day from ``first`` to ``last``. The value is the day as ``2026-11-17``."""

    first: date = FIRST_DAY
    last: date = LAST_DAY

    template: ClassVar[str] = "varde/kinds/day.html"

    def check(self) -> Iterator[str]:
        if self.first > self.last:
            yield f"first is {self.first} and last is {self.last}"
        if self.first < FIRST_DAY or self.last > LAST_DAY:
            yield f"reaches from {self.first} to {self.last} and must lie from {FIRST_DAY} to {LAST_DAY}"

    def read(self, sent: Controls) -> str | None:
        written = plain(sent_once(sent)).strip()
        if not written:
            return None
        chosen = as_date(written)
        if chosen is None:
            raise Unfit(_NO_DAY)
        if not self.first <= chosen <= self.last:
            limits = {"first": _spelled(self.first), "last": _spelled(self.last)}
            raise Unfit(_DAYS.filled(**limits))
        return chosen.isoformat()

    def accept(self, value: object) -> Any:
        try:
            chosen = date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            return REFUSED
        return chosen.isoformat() if chosen is not None and self.first <= chosen <= self.last else REFUSED

    def controls(self, value: str) -> Controls:
        return {"": (value,)}

    def say(self, value: str, language: str) -> str:
        return day(date.fromisoformat(value), language, year=True)

    def invent(self, person: InventedPerson) -> str:
        first = max(self.first, self.last - timedelta(days=365))
        return (first + timedelta(days=person.chance.randint(0, (self.last - first).days))).isoformat()

    def fhir(self, value: str, language: str) -> Sequence[Mapping[str, Any]]:
        return ({"valueDate": value},)

    def fhir_item(self, language: str) -> Mapping[str, Any]:
        return {"type": "date"}


@dataclass(frozen=True, slots=True)
class ClockTime(AnswerKind):
    """A time of the day. The value is the time as ``07:30``."""

    template: ClassVar[str] = "varde/kinds/time.html"

    def read(self, sent: Controls) -> str | None:
        written = plain(sent_once(sent)).strip()
        if not written:
            return None
        parts = _CLOCK.fullmatch(written)
        clock = f"{int(parts[1]):02d}:{parts[2] or '00'}" if parts else ""
        if not _ISO_TIME.fullmatch(clock):
            raise Unfit(_NO_TIME)
        return clock

    def accept(self, value: object) -> Any:
        parts = _ISO_TIME.fullmatch(value) if isinstance(value, str) else None
        return parts[1] if parts else REFUSED

    def controls(self, value: str) -> Controls:
        return {"": (value,)}

    def say(self, value: str, language: str) -> str:
        return clock_time(time.fromisoformat(value), language)

    def invent(self, person: InventedPerson) -> str:
        return f"{person.chance.randint(6, 23):02d}:{person.chance.randrange(0, 60, 5):02d}"

    def fhir(self, value: str, language: str) -> Sequence[Mapping[str, Any]]:
        return ({"valueTime": f"{value}:00"},)

    def fhir_item(self, language: str) -> Mapping[str, Any]:
        return {"type": "time"}


@dataclass(frozen=True, slots=True)
class Timer(AnswerKind):
    """How long something took, at most ``longest`` minutes: timed on the page, or written. The value is in whole seconds."""

    longest: int = 60

    template: ClassVar[str] = "varde/kinds/timer.html"

    def check(self) -> Iterator[str]:
        if not 1 <= self.longest <= 24 * 60:
            yield f"longest is {self.longest} minutes and must lie from 1 to {24 * 60}"

    def has(self, control: str) -> bool:
        return control in ("min", "sec")

    def read(self, sent: Controls) -> int | None:
        written = {part: plain(sent_once(sent, part)).strip() for part in ("min", "sec")}
        if not any(written.values()):
            return None
        faults = {part: _COUNTED for part, text in written.items() if text and not _COUNT.fullmatch(text)}
        if faults:
            raise Unfit(of=faults)
        value = self.accept(int(written["min"] or 0) * 60 + int(written["sec"] or 0))
        if value is REFUSED:
            raise Unfit(of={"min": _TOO_LONG.filled(longest=self.longest)})
        return int(value)

    def accept(self, value: object) -> Any:
        seconds = whole(value)
        return seconds if seconds is not REFUSED and 0 <= seconds <= self.longest * 60 else REFUSED

    def controls(self, value: int) -> Controls:
        return {"min": (str(value // 60),), "sec": (str(value % 60),)}

    def say(self, value: int, language: str) -> str:
        minutes, seconds = divmod(value, 60)
        parts = [(_MINUTES, minutes)] if minutes else []
        parts += [(_SECONDS, seconds)] if seconds or not minutes else []
        return f" {_AND.to(language)} ".join(words.of(n).to(language).format(n=n) for words, n in parts)

    @property
    def bounds(self) -> tuple[float, float]:
        return 0, self.longest * 60

    def invent(self, person: InventedPerson) -> int:
        return round(self.longest * 60 * person.chance.betavariate(2, 2 + 3 * person.burden))

    def fhir(self, value: int, language: str) -> Sequence[Mapping[str, Any]]:
        second = {"unit": "s", "system": "http://unitsofmeasure.org", "code": "s"}
        return ({"valueQuantity": {"value": value, **second}},)

    def fhir_item(self, language: str) -> Mapping[str, Any]:
        return {"type": "quantity"}


def _spelled(of: date) -> Text:
    return Text(*(day(of, language, year=True) for language in LANGUAGES))


_NO_DAY = Text(
    "Skriv en dato, for eksempel 17.11.2026.",
    "Skriv ein dato, til dømes 17.11.2026.",
    "Write a date, such as 17.11.2026.",
)
_DAYS = Text(
    "Velg en dato fra {first} til {last}.",
    "Vel ein dato frå {first} til {last}.",
    "Choose a date from {first} to {last}.",
)
_NO_TIME = Text(
    "Skriv et klokkeslett, for eksempel 14.30.",
    "Skriv eit klokkeslett, til dømes 14.30.",
    "Write a time, such as 14:30.",
)
_COUNTED = Text("Skriv et helt tall.", "Skriv eit heilt tal.", "Write a whole number.")
_TOO_LONG = Text("Skriv høyst {longest} minutter.", "Skriv høgst {longest} minutt.", "Write at most {longest} minutes.")
_MINUTES = Counted(Text("{n} minutt", "{n} minutt", "{n} minute"), Text("{n} minutter", "{n} minutt", "{n} minutes"))
_SECONDS = Counted(Text("{n} sekund", "{n} sekund", "{n} second"), Text("{n} sekunder", "{n} sekund", "{n} seconds"))
_AND = Text("og", "og", "and")
