"""Wording packs read from a file: TOML of docs/operations/wording.md, or FHIR R4 in JSON."""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from varde.kernel.words import Text
from varde.wording import words
from varde.wording.answer_sets import text_of
from varde.wording.errors import PackRefused
from varde.wording.questionnaires import read_questionnaires
from varde.wording.rules import meant
from varde.wording.values import Choice, ItemWords, Pack, Words


def read_packs(raw: bytes) -> tuple[Pack, ...]:
    """The wording packs of a file: one in TOML or a Questionnaire, several in a Bundle. A file that begins with a brace is
    JSON.

    :raises PackRefused: with a sentence for everything that is wrong with the file as such; none of them names the file.
    """
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return read_questionnaires(_decoded(raw))
    return (read_toml(raw),)


def _decoded(raw: bytes) -> str:
    try:
        return raw.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as fault:
        raise PackRefused(words.NOT_UTF8.filled(byte=fault.start + 1)) from None


_SAID = ("language", "licence", "title", "recall", "question", "introduction")
_TOP = ("instrument", "version", *_SAID, "items")
_OF_ITEM = ("label", "choices", "low_label", "high_label", "heading")


def read_toml(raw: bytes) -> Pack:
    """A pack in the form of docs/operations/wording.md.

    :raises PackRefused: it is not UTF-8, not TOML, or has keys or values that a pack does not have.
    """
    try:
        tables = tomllib.loads(_decoded(raw))
    except (RecursionError, ValueError) as fault:
        raise PackRefused(_not_toml(str(fault))) from None
    faults: list[Text] = []
    _only(tables, _TOP, words.NOWHERE, faults)
    said = {name: text_of(tables, name, words.NOWHERE, faults) for name in _SAID}
    key, version = text_of(tables, "instrument", words.NOWHERE, faults), tables.get("version", "")
    if isinstance(version, bool) or not isinstance(version, str | int):
        faults.append(words.TEXT_IN_QUOTES.filled(where=words.NOWHERE, name="version"))
    items = tables.get("items", {})
    if not isinstance(items, dict):
        faults.append(words.ITEMS_TABLES)
        items = {}
    of_items = tuple(_item_of_toml(str(name), item, faults) for name, item in items.items())
    if faults:
        raise PackRefused(*faults)
    return Pack(
        "toml",
        Words(of_items, said["title"], said["recall"], said["question"], said["introduction"]),
        (key,) if key else (),
        str(version),
        said["language"] or "",
        said["licence"] or "",
    )


def _item_of_toml(key: str, table: object, faults: list[Text]) -> ItemWords:
    where = words.ITEM.filled(key=key)
    if not isinstance(table, dict):
        faults.append(words.ITEM_TABLE.filled(where=where, key=key))
        table = {}
    _only(table, _OF_ITEM, where, faults)
    label, low, high, heading = (text_of(table, name, where, faults) for name in _OF_ITEM if name != "choices")
    choices: tuple[Choice, ...] | None = None
    match table.get("choices"):
        case None:
            pass
        case dict() as by_code if all(isinstance(each, str) for each in by_code.values()):
            choices = tuple((str(code), each) for code, each in by_code.items())
        case list() as labels if all(isinstance(each, str) for each in labels):
            choices = tuple(("", each) for each in labels)
        case _:
            faults.append(words.CHOICES_TABLE.filled(where=where))
    return ItemWords(key, label, choices, low, high, heading)


def _only(table: Mapping[str, Any], known: tuple[str, ...], where: Text, faults: list[Text]) -> None:
    for key in table:
        if key not in known:
            near = meant(key, known)
            faults.append(words.UNKNOWN_KEY.filled(where=where, key=key, meant=near, known=", ".join(known)))


def _not_toml(said: str) -> Text:
    """What the parser says is in English; where it stopped is told in every language."""
    place = re.search(r"line (\d+), column (\d+)", said)
    stopped = words.STOPS_AT.filled(line=place[1], column=place[2]) if place else words.STOPS
    return words.NEITHER.filled(said=Text(stopped.nb, stopped.nn, said))
