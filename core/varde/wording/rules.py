"""Words for an instrument: put in, and compared with what the instrument asks."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from varde.instruments.values import Choices, Instrument, Item
from varde.kernel.words import LANGUAGES, Text
from varde.wording import words as said
from varde.wording import words_of_items
from varde.wording.values import Choice, ItemWords, Words


def language_of(tag: str) -> str | None:
    """``nb``, ``nn`` or ``en`` for a language tag (``nb-NO``, ``en-GB``; ``no`` is bokmål), or None for any other."""
    first = re.split(r"[-_]", tag.strip().lower())[0]
    first = "nb" if first == "no" else first
    return first if first in LANGUAGES else None


# --- put in


def worded(instrument: Instrument, words: Words, language: str) -> Instrument:
    """The instrument with these words in ``language``. What it says in the other languages, and everything that there are
    no words for, is as declared."""
    by_key = {item.key: item for item in words.items}
    recall = _said_or_not(instrument.recall, words.recall, language)
    question = _said_or_not(instrument.question, words.question, language)
    if words.introduction is not None:
        ours = {code: introduction_of(instrument, code) for code in LANGUAGES}
        recall, question = None, _said(Text(**ours), words.introduction, language)
    return replace(
        instrument,
        title=_said(instrument.title, words.title, language),
        recall=recall,
        question=question,
        items=tuple(
            _item(item, by_key[item.key], language) if item.key in by_key else item for item in instrument.items
        ),
    )


def introduction_of(instrument: Instrument, language: str) -> str:
    """What is said before the first item: the period and what is asked, in one text; "" when there is neither."""
    said = [text.to(language).strip() for text in (instrument.recall, instrument.question) if text]
    *before, last = [words for words in said if words] or [""]
    return " ".join([*(words if words.endswith((".", "?", "!", ":")) else f"{words}." for words in before), last])


def _item(item: Item, words: ItemWords, language: str) -> Item:
    return replace(
        item,
        label=_said(item.label, words.label, language),
        choices=_choices(item.choices, words.choices, language),
        low_label=_said_or_not(item.low_label, words.low_label, language),
        high_label=_said_or_not(item.high_label, words.high_label, language),
        heading=_said_or_not(item.heading, words.heading, language),
    )


def _choices(declared: Choices, choices: tuple[Choice, ...] | None, language: str) -> Choices:
    words = dict(with_codes(declared, choices or ()))
    return tuple((code, _said(text, words.get(str(code)), language)) for code, text in declared)


def _said(text: Text, words: str | None, language: str) -> Text:
    if words is None or text.to(language) == words:
        return text
    # Bokmål stands in for English that is missing; what is put in as bokmål must not reach an English page that way.
    texts = {code: text.to(code) for code in LANGUAGES}
    return Text(**{**texts, language: words})


def _said_or_not(text: Text | None, words: str | None, language: str) -> Text | None:
    return text if words is None else _said(text or Text("", ""), words, language)


def with_codes(declared: Choices, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The choices with the instrument's codes where the file gives the words in order."""
    if any(code for code, _ in choices) or len(choices) != len(declared):
        return choices
    return tuple((str(declared[place][0]), words) for place, (_, words) in enumerate(choices))


# --- compared


def check_words(instrument: Instrument, words: Words, language: str) -> list[Text]:
    """What keeps these words from being shown for the instrument, one sentence each; an empty list when nothing does."""
    return [
        *_language(language),
        *_texts(said.NOWHERE, _named(words, ("title", "recall", "question", "introduction"))),
        *_which(instrument, words),
        *_some_choices(instrument, words),
        *(fault for item in words.items for fault in _compared(instrument, item)),
    ]


def check_note(note: str, most: int) -> list[Text]:
    """What is wrong with a licence note, of at most this many characters."""
    if not note.strip():
        return [said.NO_NOTE]
    if len(note) > most:
        return [said.LONG_NOTE.filled(length=len(note), most=most)]
    return [_no_text(said.NOWHERE, said.THE_NOTE, sign) for sign in _unprintable(note)]


def _language(language: str) -> Iterator[Text]:
    if language not in LANGUAGES:
        yield said.LANGUAGE_KNOWN.filled(tag=repr(language), known=", ".join(LANGUAGES))


def _which(instrument: Instrument, words: Words) -> Iterator[Text]:
    counted = Counter(item.key for item in words.items)
    declared = [item.key for item in instrument.items]
    for key in declared:
        if key not in counted:
            yield words_of_items.ITEM_LACKING.filled(key=key, instrument=instrument.key)
    for key, times in counted.items():
        if key not in declared:
            lacking = [key for key in declared if key not in counted]
            yield words_of_items.NO_SUCH_ITEM.filled(key=key, instrument=instrument.key, meant=meant(key, lacking))
        if times > 1:
            yield words_of_items.ITEM_TWICE.filled(key=key, times=times)


def _some_choices(instrument: Instrument, words: Words) -> Iterator[Text]:
    """A publisher's answers and our own do not stand on one form."""
    asked = {item.key for item in instrument.items if item.choices}
    lacking = [item.key for item in words.items if item.key in asked and item.choices is None]
    if len(lacking) < len([item for item in words.items if item.key in asked]):
        for key in lacking:
            yield words_of_items.CHOICES_LACKING.filled(where=said.ITEM.filled(key=key))


def _compared(instrument: Instrument, words: ItemWords) -> Iterator[Text]:
    where = said.ITEM.filled(key=words.key)
    if words.label is None:
        yield words_of_items.NO_LABEL.filled(where=where)
    yield from _texts(where, _named(words, ("label", "low_label", "high_label", "heading")))
    item = next((each for each in instrument.items if each.key == words.key), None)
    if item is None:
        return
    for name in ("low_label", "high_label"):
        if getattr(words, name) is not None and getattr(item, name) is None:
            yield words_of_items.NO_SUCH_END.filled(where=where, name=name, instrument=instrument.key)
    if words.choices is not None:
        yield from _compared_choices(where, instrument.key, item, words.choices)


def _compared_choices(where: Text, instrument: str, item: Item, choices: tuple[Choice, ...]) -> Iterator[Text]:
    codes = [str(code) for code, _ in item.choices]
    if not codes:
        answered = words_of_items.ANSWERED.get(str(item.kind), words_of_items.OF_ITS_KIND)
        yield words_of_items.CHOICES_NOWHERE.filled(where=where, instrument=instrument, answered=answered)
        return
    listed = ", ".join(codes)
    if len(choices) != len(codes):
        yield words_of_items.CHOICES_COUNT.filled(where=where, count=len(choices), wanted=len(codes), codes=listed)
    for code, times in Counter(code for code, _ in choices if code).items():
        if code not in codes:
            yield words_of_items.NO_SUCH_CHOICE.filled(where=where, code=code, codes=listed)
        if times > 1:
            yield words_of_items.CHOICE_TWICE.filled(where=where, code=code, times=times)
    alike: dict[str, str] = {}
    for code, words in choices:
        first = alike.setdefault(" ".join(words.casefold().split()), code)
        if words.strip() and first != code:
            yield words_of_items.CHOICES_ALIKE.filled(where=where, first=first, code=code, words=words)
    for place, (code, words) in enumerate(choices, start=1):
        part = words_of_items.CHOICE.filled(code=code) if code else words_of_items.CHOICE_AT.filled(place=place)
        yield from _texts(where, ((part, words),))


def _named(words: Words | ItemWords, names: Sequence[str]) -> list[tuple[Text, str | None]]:
    return [(words_of_items.PART.filled(name=name), getattr(words, name)) for name in names]


def _texts(where: Text, named: Iterable[tuple[Text, str | None]]) -> Iterator[Text]:
    for part, text in named:
        if text is None:
            continue
        if not text.strip():
            yield words_of_items.EMPTY.filled(where=where, part=part)
        for sign in _unprintable(text):
            yield _no_text(where, part, sign)


def _no_text(where: Text, part: Text, sign: str) -> Text:
    return words_of_items.NO_TEXT.filled(where=where, part=part, sign=sign)


def _unprintable(text: str) -> Iterator[str]:
    """The first character that is no text: a control character (line ends and tabs are fine) or half a character."""
    for sign in text:
        if unicodedata.category(sign) in ("Cc", "Cs") and sign not in ("\n", "\r", "\t"):
            yield f"U+{ord(sign):04X}"
            return


def meant(name: str, known: Iterable[str]) -> Text:
    """“ (did you mean q3?)”, or nothing when no known name is like it."""
    close = get_close_matches(name, list(known))
    return said.MEANT.filled(near=close[0]) if close else said.NOWHERE
