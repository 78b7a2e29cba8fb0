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
from varde.kernel.words import LANGUAGES, Text
from varde.wording import words as said
from varde.wording import words_of_items
from varde.wording.rules import introduction_of, meant, with_codes
from varde.wording.values import Choice, FormItem, ItemWords, Option, Pack, PublishedForm, Words

SNOMED = "http://snomed.info/sct"
TOTAL = ""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Words for an instrument, what keeps them from being understood, and what of the file is not shown."""

    words: Words
    faults: tuple[Text, ...] = ()
    left_out: tuple[Text, ...] = ()


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
    faults: list[Text] = field(default_factory=list)
    left_out: list[Text] = field(default_factory=list)

    def introduction(self) -> str | None:
        """What the form says before its items; None when that is what the instrument says itself."""
        ours = introduction_of(self.instrument, self.language)
        shown, described = self.form.introduction, self.form.description
        changed = {text for text in (shown, described) if text and text != ours}
        if len(changed) > 1:
            self.faults.append(words_of_items.TWO_INTRODUCTIONS)
        return min(changed, default=None)

    def items(self) -> Iterator[ItemWords]:
        declared = {item.key: item for item in self.instrument.items}
        keyed = [(item, self._key(item, declared)) for item in self.form.items]
        unknown = [item.key for item, key in keyed if key is None and not item.computed]
        known = {key for _, key in keyed if key}
        if unknown and not known:
            named = ", ".join(unknown[:5]) + (" …" if len(unknown) > 5 else "")
            listed = ", ".join(declared)
            self.faults.append(
                words_of_items.NONE_KNOWN.filled(named=named, instrument=self.instrument.key, declared=listed)
            )
            return
        lacking = [key for key in declared if key not in known]
        for key in unknown:
            near = meant(key, lacking)
            self.faults.append(words_of_items.NO_SUCH_ITEM.filled(key=key, instrument=self.instrument.key, meant=near))
        for item, of in keyed:
            if of:
                yield self._words(item, declared[of])
            elif item.computed or (of == TOTAL and not self.form.own):
                self.left_out.append(words_of_items.NOBODY_ASKED.filled(key=item.key))

    def _key(self, item: FormItem, declared: dict[str, Item]) -> str | None:
        """Which item this is, by its linkId or by a terminology's code; "" for a total, None when it is not known."""
        totals = {asked.key for asked in items_of(self.instrument)} - declared.keys()
        linked = item.key if item.key in declared else TOTAL if item.key in totals else None
        of = {code.of for code in self.instrument.codes if code.code in item.codes}
        coded = {TOTAL if name in ("total", "panel") else name for name in of}
        if len(coded) > 1 or (linked is not None and coded and coded != {linked}):
            self.faults.append(words_of_items.CODE_DISAGREES.filled(key=item.key, said=_all_of(coded)))
        return min(coded) if coded and linked is None else linked

    def _words(self, item: FormItem, asked: Item) -> ItemWords:
        where = said.ITEM.filled(key=item.key)
        choices = tuple(self._choices(item.options, asked, where)) if item.options else None
        if choices is None and asked.choices:
            codes = ", ".join(str(code) for code, _ in asked.choices)
            count = len(asked.choices)
            self.faults.append(words_of_items.NO_ANSWERS.filled(where=where, count=count, codes=codes))
        return ItemWords(asked.key, item.label, choices, item.low_label, item.high_label, item.heading)

    def _choices(self, options: tuple[Option, ...], asked: Item, where: Text) -> Iterator[Choice]:
        numbers = self._numbers(options, asked, where)
        for option in options:
            code = _whole(option)
            if not code and option.number is not None:
                code = numbers.get(option.number, f"{option.number:g}")
            yield code or option.code, option.words
        self._agree(options, asked, where)

    def _numbers(self, options: tuple[Option, ...], asked: Item, where: Text) -> dict[float, str]:
        """The code that each number beside an answer stands for, where there is only a terminology's code: the number is
        the code itself, or the points that the code gives."""
        numbers = {option.number for option in options if option.number is not None and not _whole(option)}
        codes = {float(code): str(code) for code, _ in asked.choices}
        points = {float(counted(asked, code)): str(code) for code, _ in asked.choices} if asked.scored else codes
        fitting = [each for each in (codes, points) if numbers <= each.keys()]
        if numbers and len(fitting) > 1 and any(codes[number] != points[number] for number in numbers):
            self.faults.append(words_of_items.TURNED.filled(where=where, codes=", ".join(codes.values())))
        return fitting[0] if fitting else codes

    def _agree(self, options: tuple[Option, ...], asked: Item, where: Text) -> None:
        """A code of ours and a number beside it say the same: the code itself, or the points it gives, for all alike."""
        coded = [(option, int(_whole(option))) for option in options if _whole(option) and option.number is not None]
        if asked.scored and all(option.number == counted(asked, code) for option, code in coded):
            return
        for option, code in coded:
            if option.number != code:
                number = f"{option.number:g}"
                self.faults.append(
                    words_of_items.DISAGREE.filled(where=where, words=option.words, code=code, number=number)
                )


def _all_of(names: set[str]) -> Text:
    """The names joined by “and”, with "" for the total, in every language."""
    total, joined = words_of_items.THE_TOTAL, words_of_items.AND
    return Text(*(joined.to(code).join(sorted(name or total.to(code) for name in names)) for code in LANGUAGES))


def _whole(option: Option) -> str:
    """The code, when it is a number of the instrument's own and not a terminology's name for the answer."""
    return option.code if re.fullmatch(r"-?[0-9]{1,9}", option.code) and option.system != SNOMED else ""
