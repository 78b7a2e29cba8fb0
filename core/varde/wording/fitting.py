"""A pack's words as they are kept for an instrument: every item by its key, every answer by its code.

The order of a form decides nothing. What is not said in so many words, which item or which answer a text belongs to, is
refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from varde.instruments.answers import items_of
from varde.instruments.engine import counted
from varde.instruments.values import Instrument, Item
from varde.wording.rules import introduction_of, meant, with_codes
from varde.wording.values import Choice, FormItem, ItemWords, Option, Pack, PublishedForm, Words

SNOMED = "http://snomed.info/sct"
TOTAL = ""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Words for an instrument, what keeps them from being understood, and what of the file is not shown."""

    words: Words
    faults: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def fitted(instrument: Instrument, pack: Pack, language: str) -> Fitted:
    """The words of the pack as they are kept for this instrument in ``language``."""
    if pack.form is None:
        return Fitted(_by_code(instrument, pack.words), (), pack.left_out)
    fitting = _Fitting(instrument, pack.form, language)
    items = tuple(fitting.items())
    introduction = fitting.introduction()
    words = replace(pack.words, items=items, introduction=introduction)
    return Fitted(words, tuple(fitting.faults), (*pack.left_out, *fitting.left_out))


def _by_code(instrument: Instrument, words: Words) -> Words:
    declared = {item.key: item for item in instrument.items}

    def fit(item: ItemWords) -> ItemWords:
        asked = declared.get(item.key)
        if asked is None or item.choices is None:
            return item
        return replace(item, choices=with_codes(asked.choices, item.choices))

    return replace(words, items=tuple(fit(item) for item in words.items))


@dataclass(slots=True)
class _Fitting:
    instrument: Instrument
    form: PublishedForm
    language: str
    faults: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def introduction(self) -> str | None:
        """What the form says before its items; None when that is what the instrument says itself."""
        ours = introduction_of(self.instrument, self.language)
        shown, described = self.form.introduction, self.form.description
        changed = {text for text in (shown, described) if text and text != ours}
        if len(changed) > 1:
            self.faults.append("its description and what it says before the first item are changed, and not alike.")
        return min(changed, default=None)

    def items(self) -> Iterator[ItemWords]:
        declared = {item.key: item for item in self.instrument.items}
        keyed = [(item, self._key(item, declared)) for item in self.form.items]
        unknown = [item.key for item, key in keyed if key is None and not item.computed]
        known = {key for _, key in keyed if key}
        if unknown and not known:
            named = ", ".join(unknown[:5]) + (" …" if len(unknown) > 5 else "")
            self.faults.append(
                f"none of its items ({named}) is an item of {self.instrument.key}, neither by linkId nor by code: the "
                f"linkIds must be {', '.join(declared)}."
            )
            return
        lacking = [key for key in declared if key not in known]
        for key in unknown:
            self.faults.append(f"item {key} is not an item of {self.instrument.key}{meant(key, lacking)}.")
        for item, of in keyed:
            if of:
                yield self._words(item, declared[of])
            elif item.computed or (of == TOTAL and not self.form.own):
                self.left_out.append(f"item {item.key}, which nobody is asked")

    def _key(self, item: FormItem, declared: dict[str, Item]) -> str | None:
        """Which item this is, by its linkId or by a terminology's code; "" for a total, None when it is not known."""
        totals = {asked.key for asked in items_of(self.instrument)} - declared.keys()
        linked = item.key if item.key in declared else TOTAL if item.key in totals else None
        of = {code.of for code in self.instrument.codes if code.code in item.codes}
        coded = {TOTAL if name in ("total", "panel") else name for name in of}
        if len(coded) > 1 or (linked is not None and coded and coded != {linked}):
            said = " and ".join(sorted(name or "the total" for name in coded))
            self.faults.append(f"item {item.key}: its code says that it is {said}, and not what its linkId says.")
        return min(coded) if coded and linked is None else linked

    def _words(self, item: FormItem, asked: Item) -> ItemWords:
        where = f"item {item.key}: "
        choices = tuple(self._choices(item.options, asked, where)) if item.options else None
        if choices is None and asked.choices:
            codes = ", ".join(str(code) for code, _ in asked.choices)
            self.faults.append(f"{where}it has no answers, and must have {len(asked.choices)}: {codes}.")
        return ItemWords(asked.key, item.label, choices, item.low_label, item.high_label, item.heading)

    def _choices(self, options: tuple[Option, ...], asked: Item, where: str) -> Iterator[Choice]:
        numbers = self._numbers(options, asked, where)
        for option in options:
            code = _whole(option)
            if not code and option.number is not None:
                code = numbers.get(option.number, f"{option.number:g}")
            yield code or option.code, option.words
        self._agree(options, asked, where)

    def _numbers(self, options: tuple[Option, ...], asked: Item, where: str) -> dict[float, str]:
        """The code that each number beside an answer stands for, where there is only a terminology's code: the number is
        the code itself, or the points that the code gives."""
        numbers = {option.number for option in options if option.number is not None and not _whole(option)}
        codes = {float(code): str(code) for code, _ in asked.choices}
        points = {float(counted(asked, code)): str(code) for code, _ in asked.choices} if asked.scored else codes
        fitting = [each for each in (codes, points) if numbers <= each.keys()]
        if numbers and len(fitting) > 1 and any(codes[number] != points[number] for number in numbers):
            self.faults.append(
                f"{where}its answers have no code but an ordinalValue, and this item is turned when it is scored, so it is "
                f"not certain which answer is which: give the codes {', '.join(codes.values())}."
            )
        return fitting[0] if fitting else codes

    def _agree(self, options: tuple[Option, ...], asked: Item, where: str) -> None:
        """A code of ours and a number beside it say the same: the code itself, or the points it gives, for all alike."""
        coded = [(option, int(_whole(option))) for option in options if _whole(option) and option.number is not None]
        if asked.scored and all(option.number == counted(asked, code) for option, code in coded):
            return
        for option, code in coded:
            if option.number != code:
                self.faults.append(
                    f"{where}the choice “{option.words}” has the code {code} and the ordinalValue {option.number:g}, which "
                    "do not agree."
                )


def _whole(option: Option) -> str:
    """The code, when it is a number of the instrument's own and not a terminology's name for the answer."""
    return option.code if re.fullmatch(r"-?[0-9]{1,9}", option.code) and option.system != SNOMED else ""
