"""Numbers: counted, measured, and chosen on a line between two ends."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeGuard

from varde.kernel.characters import plain
from varde.kernel.text import number
from varde.kernel.words import LANGUAGES, Text
from varde.kinds.kind import REFUSED, AnswerKind, Controls, InventedPerson, Unfit, sent_once

_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,9}([.,][0-9]{1,9})?")
MOST_DECIMALS = 6
_MOST_STEPS = 21
"""How many steps of a scale fit beside each other on two lines of a telephone."""


@dataclass(frozen=True, slots=True)
class WholeNumber(AnswerKind):
    """A whole number from ``low`` to ``high``; only every ``step``-th, when that is not 0. ``unit`` stands beside it."""

    low: int
    high: int
    unit: Text | None = None
    step: int = 0

    template: ClassVar[str] = "varde/kinds/whole_number.html"

    def check(self) -> Iterator[str]:
        yield from _unordered(self.low, self.high)
        if self.step < 0:
            yield f"step is {self.step} and must be 0 or more"
        elif self._lowest > self.high:
            yield f"step is {self.step}, and nothing from {self.low} to {self.high} can be divided by it"

    def read(self, sent: Controls) -> int | None:
        return _read_whole(self, sent)

    def accept(self, value: object) -> Any:
        counted = whole(value)
        if counted is REFUSED or not self.low <= counted <= self.high:
            return REFUSED
        return REFUSED if self.step and counted % self.step else counted

    def controls(self, value: int) -> Controls:
        return {"": (str(value),)}

    def say(self, value: int, language: str) -> str:
        return with_unit(number(value, language=language), self.unit, language)

    @property
    def _every(self) -> int:
        return self.step or 1

    @property
    def _lowest(self) -> int:
        """The lowest number that it takes."""
        return math.ceil(self.low / self._every) * self._every

    @property
    def rule(self) -> Text:
        """What it takes, in one sentence."""
        rule = _STEPS if self.step else WHOLES
        return rule.filled(low=in_words(self.low), high=in_words(self.high), step=self.step)

    @property
    def bounds(self) -> tuple[float, float]:
        return self.low, self.high

    def invent(self, person: InventedPerson) -> int:
        drawn = round(_drawn(person, self.low, self.high))
        return max(drawn - drawn % self._every, self._lowest)

    def fhir(self, value: int, language: str) -> Sequence[Mapping[str, Any]]:
        return ({"valueInteger": value},)

    def fhir_item(self, language: str) -> Mapping[str, Any]:
        return {"type": "integer"}


@dataclass(frozen=True, slots=True)
class DecimalNumber(AnswerKind):
    """A number from ``low`` to ``high`` with at most ``decimals`` digits after the comma. ``unit`` stands beside it."""

    low: float
    high: float
    unit: Text | None = None
    decimals: int = 1

    fractions: ClassVar[bool] = True
    template: ClassVar[str] = "varde/kinds/decimal_number.html"

    def check(self) -> Iterator[str]:
        yield from _unordered(self.low, self.high)
        if not 1 <= self.decimals <= MOST_DECIMALS:
            yield f"decimals is {self.decimals} and must lie from 1 to {MOST_DECIMALS}"

    def read(self, sent: Controls) -> Any:
        written = plain(sent_once(sent)).strip().replace(",", ".")
        if not written:
            return None
        value = self.accept(float(written)) if _DECIMAL.fullmatch(written) else REFUSED
        if value is REFUSED:
            raise Unfit(self.rule)
        return value

    def accept(self, value: object) -> Any:
        if not is_number(value) or not self.low <= value <= self.high or round(value, self.decimals) != value:
            return REFUSED
        return int(value) if float(value).is_integer() else float(value)

    def controls(self, value: float) -> Controls:
        return {"": (f"{value:.{self.decimals}f}".rstrip("0").rstrip(".").replace(".", ","),)}

    def say(self, value: float, language: str) -> str:
        return with_unit(number(value, _decimals(value, self.decimals), language), self.unit, language)

    @property
    def rule(self) -> Text:
        """What it takes, in one sentence."""
        words = _ONE_DECIMAL if self.decimals == 1 else _DECIMALS
        return words.filled(low=in_words(self.low), high=in_words(self.high), decimals=self.decimals)

    @property
    def bounds(self) -> tuple[float, float]:
        return self.low, self.high

    def invent(self, person: InventedPerson) -> float:
        return round(_drawn(person, self.low, self.high), self.decimals)

    def fhir(self, value: float, language: str) -> Sequence[Mapping[str, Any]]:
        return ({"valueDecimal": value},)

    def fhir_item(self, language: str) -> Mapping[str, Any]:
        return {"type": "decimal"}


@dataclass(frozen=True, slots=True)
class RatingScale(AnswerKind):
    """A whole number from ``low`` to ``high``, chosen among them all; ``low_label`` and ``high_label`` say what the ends mean. It
    goes by ``step``: from 0 to 100 by 5 there are 21 to choose among."""

    low: int
    high: int
    low_label: Text
    high_label: Text
    step: int = 1

    template: ClassVar[str] = "varde/kinds/scale.html"

    def check(self) -> Iterator[str]:
        yield from _unordered(self.low, self.high)
        if self.step < 1:
            yield f"step is {self.step} and must be 1 or more"
        elif (self.high - self.low) % self.step:
            yield f"step is {self.step}, and does not lead from {self.low} to {self.high}"
        elif self.choices >= _MOST_STEPS:
            yield f"has {self.choices + 1} steps and can have at most {_MOST_STEPS}"

    @property
    def choices(self) -> int:
        """How many steps there are from one end to the other."""
        return (self.high - self.low) // self.step

    def read(self, sent: Controls) -> int | None:
        return _read_whole(self, sent)

    def accept(self, value: object) -> Any:
        step = whole(value)
        if step is REFUSED or not self.low <= step <= self.high:
            return REFUSED
        return REFUSED if (step - self.low) % self.step else step

    def controls(self, value: int) -> Controls:
        return {"": (str(value),)}

    def say(self, value: int, language: str) -> str:
        words = _OF if self.low in (0, 1) else _ON_SCALE
        return words.to(language).format(n=value, low=self.low, high=self.high)

    @property
    def rule(self) -> Text:
        """What it takes, in one sentence."""
        rule = _CHOOSE_STEP if self.step == 1 else _CHOOSE_EVERY
        return rule.filled(low=self.low, high=self.high, step=self.step)

    @property
    def bounds(self) -> tuple[float, float]:
        return self.low, self.high

    def invent(self, person: InventedPerson) -> int:
        drawn = round(_drawn(person, self.low, self.high))
        return drawn - (drawn - self.low) % self.step

    def fhir(self, value: int, language: str) -> Sequence[Mapping[str, Any]]:
        return ({"valueInteger": value},)

    def fhir_item(self, language: str) -> Mapping[str, Any]:
        return {"type": "integer"}


def _read_whole(kind: WholeNumber | RatingScale, sent: Controls) -> int | None:
    """The whole number that was sent: digits alone, so “7,0” is none."""
    written = plain(sent_once(sent)).strip()
    if not written:
        return None
    value = kind.accept(int(written)) if _WHOLE.fullmatch(written) else REFUSED
    if value is REFUSED:
        raise Unfit(kind.rule)
    return int(value)


def read_number(text: str) -> Any:
    """The number that was written, with a decimal comma or point; None for nothing, :data:`REFUSED` for what is no number."""
    written = plain(text).strip().replace(",", ".")
    if not written:
        return None
    value = float(written) if _DECIMAL.fullmatch(written) else REFUSED
    return int(value) if value is not REFUSED and value.is_integer() else value


def whole(value: object) -> Any:
    """The whole number that this is (3.0 is 3), or :data:`REFUSED`."""
    if type(value) is int:
        return value
    return int(value) if isinstance(value, float) and value.is_integer() else REFUSED


def is_number(value: object) -> TypeGuard[float]:
    """Whether this is a number that can be counted with; one of hundreds of digits cannot."""
    try:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:
        return False


def in_words(value: float) -> Text:
    """A limit as it is said in each language."""
    decimals = _decimals(value, MOST_DECIMALS)
    return Text(*(number(value, decimals, language) for language in LANGUAGES))


def with_unit(figure: str, unit: Text | None, language: str) -> str:
    """“7 glass”."""
    return f"{figure}\N{NO-BREAK SPACE}{unit.to(language)}" if unit else figure


def _decimals(value: float, most: int) -> int:
    _, _, digits = f"{value:.{most}f}".partition(".")
    return len(digits.rstrip("0"))


def _drawn(person: InventedPerson, low: float, high: float) -> float:
    """A number around where her burden lies between the ends."""
    usual = person.chance.gauss(low + (high - low) * person.burden, (high - low) / 5)
    return min(max(usual, low), high)


def _unordered(low: float, high: float) -> Iterator[str]:
    if low >= high:
        yield f"low is {low:g} and high is {high:g}"


_CHOOSE_STEP = Text(
    "Velg et helt tall fra {low} til {high}.",
    "Vel eit heilt tal frå {low} til {high}.",
    "Choose a whole number from {low} to {high}.",
)
_CHOOSE_EVERY = Text(
    "Velg et tall fra {low} til {high}, med {step} mellom hvert.",
    "Vel eit tal frå {low} til {high}, med {step} mellom kvart.",
    "Choose a number from {low} to {high}, {step} apart.",
)
WHOLES = Text(
    "Skriv et helt tall fra {low} til {high}.",
    "Skriv eit heilt tal frå {low} til {high}.",
    "Write a whole number from {low} to {high}.",
)
_STEPS = Text(
    "Skriv et helt tall fra {low} til {high} som kan deles på {step}.",
    "Skriv eit heilt tal frå {low} til {high} som kan delast på {step}.",
    "Write a whole number from {low} to {high} that can be divided by {step}.",
)
_ONE_DECIMAL = Text(
    "Skriv et tall fra {low} til {high}, med høyst én desimal.",
    "Skriv eit tal frå {low} til {high}, med høgst éin desimal.",
    "Write a number from {low} to {high}, with at most one decimal.",
)
_DECIMALS = Text(
    "Skriv et tall fra {low} til {high}, med høyst {decimals} desimaler.",
    "Skriv eit tal frå {low} til {high}, med høgst {decimals} desimalar.",
    "Write a number from {low} to {high}, with at most {decimals} decimals.",
)
_OF = Text("{n} av {high}", "{n} av {high}", "{n} of {high}")
_ON_SCALE = Text(
    "{n} på en skala fra {low} til {high}",
    "{n} på ein skala frå {low} til {high}",
    "{n} on a scale from {low} to {high}",
)
