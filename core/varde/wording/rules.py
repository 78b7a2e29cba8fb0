"""Words for an instrument: put in, compared with what the instrument asks, and read from a file."""

from __future__ import annotations

import codecs
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from varde.instruments.answers import items_of
from varde.instruments.values import Choices, Instrument, Item
from varde.kernel.errors import BadUsage
from varde.kernel.json_input import as_object
from varde.kernel.words import LANGUAGES, Text
from varde.wording.values import Choice, ItemWords, Pack, Words


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
    return replace(
        instrument,
        title=_said(instrument.title, words.title, language),
        recall=_said_or_not(instrument.recall, words.recall, language),
        question=_said_or_not(instrument.question, words.question, language),
        items=tuple(
            _item(item, by_key[item.key], language) if item.key in by_key else item for item in instrument.items
        ),
    )


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


def fitted(instrument: Instrument, words: Words, *, form: bool = False) -> Words:
    """The words as they are kept: every choice by its code. ``form``: they are a Questionnaire's, whose groups may only
    divide its pages, so that a heading stays where the instrument has one too; and where the total is an item."""
    declared = {item.key: item for item in instrument.items}

    def fit(item: ItemWords) -> ItemWords:
        asked = declared.get(item.key)
        if asked is None:
            return item
        choices = None if item.choices is None else with_codes(asked.choices, item.choices)
        heading = None if form and asked.heading is None else item.heading
        return replace(item, choices=choices, heading=heading)

    totals = {item.key for item in items_of(instrument)} - declared.keys() if form else set()
    return replace(words, items=tuple(fit(item) for item in words.items if item.key not in totals))


# --- compared


def check_words(instrument: Instrument, words: Words, language: str) -> list[str]:
    """What keeps these words from being shown for the instrument, one sentence each; an empty list when nothing does."""
    return [
        *_language(language),
        *_texts("the", (("title", words.title), ("recall", words.recall), ("question", words.question))),
        *_which(instrument, words),
        *(fault for item in words.items for fault in _compared(instrument, item)),
    ]


def check_note(note: str, most: int) -> list[str]:
    """What is wrong with a licence note, of at most this many characters."""
    if not note.strip():
        return [
            "there is no licence note: “licence” (or --licence) says what right the organisation has to these words."
        ]
    if len(note) > most:
        return [f"the licence note has {len(note)} characters and may have {most}."]
    return [f"the licence note holds {bad}, which is no text." for bad in _unprintable(note)]


def _language(language: str) -> Iterator[str]:
    if language not in LANGUAGES:
        yield f"the language is {language!r} and must be one of {', '.join(LANGUAGES)}."


def _which(instrument: Instrument, words: Words) -> Iterator[str]:
    counted = Counter(item.key for item in words.items)
    declared = [item.key for item in instrument.items]
    for key in declared:
        if key not in counted:
            yield f"item {key} is missing; a pack has words for every item of {instrument.key}."
    for key, times in counted.items():
        if key not in declared:
            lacking = [key for key in declared if key not in counted]
            yield f"item {key} is not an item of {instrument.key}{meant(key, lacking)}."
        if times > 1:
            yield f"item {key} stands {times} times."


def _compared(instrument: Instrument, words: ItemWords) -> Iterator[str]:
    where = f"item {words.key}:"
    if words.label is None:
        yield f"{where} it has no label."
    yield from _texts(
        f"{where} the",
        (
            ("label", words.label),
            ("low_label", words.low_label),
            ("high_label", words.high_label),
            ("heading", words.heading),
        ),
    )
    item = next((each for each in instrument.items if each.key == words.key), None)
    if item is None:
        return
    for name in ("low_label", "high_label", "heading"):
        if getattr(words, name) is not None and getattr(item, name) is None:
            yield f"{where} it has a {name}, and in {instrument.key} it has none."
    if words.choices is not None:
        yield from _compared_choices(where, instrument.key, item, words.choices)


def _compared_choices(where: str, instrument: str, item: Item, choices: tuple[Choice, ...]) -> Iterator[str]:
    codes = [str(code) for code, _ in item.choices]
    if not codes:
        yield f"{where} it has choices, and in {instrument} it is answered with {_ANSWERED[item.kind]}."
        return
    if len(choices) != len(codes):
        yield f"{where} it has {len(choices)} choices and must have {len(codes)}: {', '.join(codes)}."
    for code, times in Counter(code for code, _ in choices if code).items():
        if code not in codes:
            yield f"{where} choice {code} does not exist; the choices are {', '.join(codes)}."
        if times > 1:
            yield f"{where} choice {code} stands {times} times."
    for place, (code, words) in enumerate(choices, start=1):
        yield from _texts(f"{where} the", ((f"choice {code}" if code else f"choice number {place}", words),))


_ANSWERED = {
    "vas": "a place on a line",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "yes or no",
    "days": "steps for each day",
}


def _texts(where: str, named: tuple[tuple[str, str | None], ...]) -> Iterator[str]:
    for name, text in named:
        if text is None:
            continue
        if not text.strip():
            yield f"{where} {name} is empty."
        for bad in _unprintable(text):
            yield f"{where} {name} holds {bad}, which is no text."


def _unprintable(text: str) -> Iterator[str]:
    """The first character that is no text: a control character (line ends and tabs are fine) or half a character."""
    for sign in text:
        if unicodedata.category(sign) in ("Cc", "Cs") and sign not in ("\n", "\r", "\t"):
            yield f"the character U+{ord(sign):04X}"
            return


def meant(name: str, known: Iterable[str]) -> str:
    """“ (did you mean q3?)”, or nothing when no known name is like it."""
    close = get_close_matches(name, list(known))
    return f" (did you mean {close[0]}?)" if close else ""


# --- read


def read_pack(raw: bytes) -> Pack:
    """A wording pack, TOML or FHIR: a file that begins with a brace is JSON.

    :raises BadUsage: with a sentence for everything that is wrong with the file as such; none of them names the file.
    """
    return read_fhir(raw) if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else read_toml(raw)


def _decoded(raw: bytes) -> str:
    try:
        return raw.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as fault:
        raise BadUsage(f"it is not UTF-8: byte {fault.start + 1} cannot be read.") from None


_SAID = ("language", "licence", "title", "recall", "question")
_TOP = ("instrument", "version", *_SAID, "items")
_OF_ITEM = ("label", "choices", "low_label", "high_label", "heading")


def read_toml(raw: bytes) -> Pack:
    """A pack in the form of docs/operations/wording.md.

    :raises BadUsage: it is not UTF-8, not TOML, or has keys or values that a pack does not have.
    """
    try:
        tables = tomllib.loads(_decoded(raw))
    except (RecursionError, ValueError) as fault:
        raise BadUsage(f"it is neither JSON nor TOML: {fault}.") from None
    faults: list[str] = []
    _only(tables, _TOP, "", faults)
    said = {name: _text(tables, name, "", faults) for name in _SAID}
    key, version = _text(tables, "instrument", "", faults), tables.get("version", "")
    if isinstance(version, bool) or not isinstance(version, str | int):
        faults.append("“version” must be text in quotes.")
    items = tables.get("items", {})
    if not isinstance(items, dict):
        faults.append("“items” must be tables: [items.KEY] for each item.")
        items = {}
    words = tuple(_item_of_toml(str(name), item, faults) for name, item in items.items())
    if faults:
        raise BadUsage(*faults)
    return Pack(
        "toml",
        Words(words, said["title"], said["recall"], said["question"]),
        (key,) if key else (),
        str(version),
        said["language"] or "",
        said["licence"] or "",
    )


def _item_of_toml(key: str, table: object, faults: list[str]) -> ItemWords:
    where = f"item {key}: "
    if not isinstance(table, dict):
        faults.append(f"{where}it must be a table: [items.{key}] with its label.")
        table = {}
    _only(table, _OF_ITEM, where, faults)
    label, low, high, heading = (_text(table, name, where, faults) for name in _OF_ITEM if name != "choices")
    choices: tuple[Choice, ...] | None = None
    match table.get("choices"):
        case None:
            pass
        case dict() as by_code if all(isinstance(words, str) for words in by_code.values()):
            choices = tuple((str(code), words) for code, words in by_code.items())
        case list() as labels if all(isinstance(words, str) for words in labels):
            choices = tuple(("", words) for words in labels)
        case _:
            faults.append(f"{where}“choices” must be a table from code to words, or a list of words in order.")
    return ItemWords(key, label, choices, low, high, heading)


def _only(table: Mapping[str, Any], known: tuple[str, ...], where: str, faults: list[str]) -> None:
    for key in table:
        if key not in known:
            faults.append(f"{where}“{key}” is not known here{meant(key, known)}; known are {', '.join(known)}.")


def _text(table: Mapping[str, Any], name: str, where: str, faults: list[str]) -> str | None:
    text = table.get(name)
    if text is not None and not isinstance(text, str):
        faults.append(f"{where}“{name}” must be text in quotes.")
        return None
    return text


_ORDINAL = ("/ordinalValue", "/itemWeight")


def read_fhir(raw: bytes) -> Pack:
    """A pack from a FHIR R4 Questionnaire in JSON. Groups are opened, with their text as the heading of what is in them.
    Of texts that are only shown (``display``), those at the two ends of an answer are read and others left out.

    :raises BadUsage: it is not UTF-8, not JSON, no Questionnaire, or an item or a choice is not as FHIR has it.
    """
    resource = as_object(_decoded(raw), "it", "a Questionnaire")
    if resource.get("resourceType") != "Questionnaire":
        raise BadUsage(f"it is not a Questionnaire: its resourceType is {resource.get('resourceType')!r}.")
    faults: list[str] = []
    title, version, language, licence, url, name = (
        _text(resource, key, "", faults) for key in ("title", "version", "language", "copyright", "url", "name")
    )
    items = tuple(_items_of_fhir(resource, None, faults))
    identifiers = [each.get("value") for each in _list_of_objects(resource, "identifier", "", faults)]
    if faults:
        raise BadUsage(*faults)
    end = re.split(r"[|?#]", url or "")[0].rstrip("/").rpartition("/")[2]
    names = tuple(dict.fromkeys(each for each in (end, name, *identifiers) if isinstance(each, str) and each))
    return Pack("fhir", Words(items, title), names, version or "", language or "", licence or "")


def _items_of_fhir(parent: Mapping[str, Any], heading: str | None, faults: list[str]) -> Iterator[ItemWords]:
    for place, item in enumerate(_list_of_objects(parent, "item", "", faults), start=1):
        kind, key = item.get("type"), item.get("linkId")
        where = f"item {key}: "
        # A group that repeats is one item of ours: the same few figures for every day.
        if kind == "group" and item.get("repeats") is not True:
            yield from _items_of_fhir(item, _text(item, "text", where, faults) or heading, faults)
        elif kind != "display" and isinstance(key, str) and key:
            yield _item_of_fhir(key, item, heading, faults)
            if kind != "group":
                yield from _items_of_fhir(item, heading, faults)
        elif kind != "display":
            faults.append(f"item number {place} of {parent.get('linkId', 'the Questionnaire')} has no linkId.")


def _item_of_fhir(key: str, item: Mapping[str, Any], heading: str | None, faults: list[str]) -> ItemWords:
    where = f"item {key}: "
    choices = tuple(_choices_of_fhir(_list_of_objects(item, "answerOption", where, faults), where, faults))
    shown = [
        shown_item for shown_item in _list_of_objects(item, "item", where, []) if shown_item.get("type") == "display"
    ]
    ends = {_end(shown_item): _text(shown_item, "text", where, faults) for shown_item in shown}
    label = _text(item, "text", where, faults)
    return ItemWords(key, label, choices or None, ends.get("lower"), ends.get("upper"), heading)


def _end(shown: Mapping[str, Any]) -> str:
    """``lower`` or ``upper`` when this text stands at an end of the answer above it."""
    for control in _list_of_objects(shown, "extension", "", []):
        concept = control.get("valueCodeableConcept")
        if str(control.get("url")).endswith("/questionnaire-itemControl") and isinstance(concept, dict):
            return next((str(coding.get("code")) for coding in _list_of_objects(concept, "coding", "", [])), "")
    return ""


def _choices_of_fhir(options: Iterable[Mapping[str, Any]], where: str, faults: list[str]) -> Iterator[Choice]:
    for option in options:
        number, coding = option.get("valueInteger"), option.get("valueCoding")
        if isinstance(number, int) and not isinstance(number, bool):
            yield str(number), str(number)
        elif isinstance(coding, dict):
            yield _choice_of_fhir(option, coding, where, faults)
        else:
            faults.append(f"{where}an answerOption has neither valueCoding nor valueInteger.")


def _choice_of_fhir(option: Mapping[str, Any], coding: Mapping[str, Any], where: str, faults: list[str]) -> Choice:
    code, words = (_text(coding, name, where, faults) or "" for name in ("code", "display"))
    # A terminology's own code says nothing to us; the number it stands for may be beside it.
    if not re.fullmatch(r"-?\d+", code):
        code = _ordinal(option) or _ordinal(coding) or code
    if not code:
        faults.append(f"{where}the choice “{words}” has no code.")
    return code, words


def _ordinal(option: Mapping[str, Any]) -> str:
    for extension in _list_of_objects(option, "extension", "", []):
        value = extension.get("valueDecimal")
        if isinstance(value, int | float) and value % 1 == 0 and str(extension.get("url")).endswith(_ORDINAL):
            return str(int(value))
    return ""


def _list_of_objects(resource: Mapping[str, Any], name: str, where: str, faults: list[str]) -> list[dict[str, Any]]:
    objects = resource.get(name, [])
    if isinstance(objects, list) and all(isinstance(each, dict) for each in objects):
        return objects
    faults.append(f"{where}“{name}” must be a list of objects.")
    return []
