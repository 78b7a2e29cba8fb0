"""How the items of a questionnaire lie on a page: which share a table, what is said before them, and which step aside."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from varde.instruments.item_kinds import Shape
from varde.instruments.values import Item
from varde.kernel.words import Text
from varde.kinds.asking import named, split, written_out
from varde.kinds.kind import REFUSED


@dataclass(frozen=True, slots=True)
class Group:
    """Items that are shown as one thing, and what is said before them, when it was not said already."""

    shape: Shape
    items: tuple[Item, ...]
    heading: Text | None


@dataclass(frozen=True, slots=True)
class Passage:
    """Groups after each other; ``gate`` is the question that lets them step aside."""

    gate: Group | None
    groups: tuple[Group, ...]


def form_of(item: Item, answers: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """What stands in the controls of an item that its kind draws: its answer, or what was typed and could not be read."""
    value = answers.get(item.key)
    if value is not None and item.takes.accept(value) is not REFUSED:
        return written_out({item.key: item.takes}, {item.key: value})
    typed = split(answers, {item.key})[0][item.key]
    return {
        named(item.key, control): tuple(texts) if isinstance(texts, list | tuple) else (str(texts),)
        for control, texts in typed.items()
        if texts is not None
    }


def passages(items: Iterable[Item], weeks: Collection[str] = ()) -> list[Passage]:
    """The items in their order. One that is counted for each day is left out unless its key is in ``weeks``."""
    asked = [item for item in items if not item.by_day or item.key in weeks]
    gates = {item.gate for item in asked} - {""}
    laid: list[Passage] = []
    for opened, members in groupby(_with_gate(asked, gates), key=lambda pair: pair[0]):
        run = [item for _gate, item in members if item is not opened]
        if opened is None:
            laid.append(Passage(None, _groups(run)))
        else:
            laid.append(Passage(_groups([opened])[0], _groups(run, opened.heading)))
    return laid


def _with_gate(items: Sequence[Item], gates: Collection[str]) -> list[tuple[Item | None, Item]]:
    """Each item with the gate that it is, or that it stands behind."""
    pairs: list[tuple[Item | None, Item]] = []
    opened: Item | None = None
    for item in items:
        if item.key in gates:
            opened = item
        elif opened is not None and item.gate != opened.key:
            opened = None
        pairs.append((opened, item))
    return pairs


def _groups(items: Sequence[Item], said: Text | None = None) -> tuple[Group, ...]:
    groups: list[Group] = []
    for item in items:
        looks, last = item.shape, groups[-1] if groups else None
        if last and looks == last.shape == "table" and _alike(last.items[0], item):
            groups[-1] = Group(looks, (*last.items, item), last.heading)
            continue
        groups.append(Group(looks, (item,), item.heading if item.heading != said else None))
        said = item.heading
    return tuple(groups)


def _alike(first: Item, item: Item) -> bool:
    return first.choices == item.choices and first.heading == item.heading


def rows(items: Iterable[Item], answers: Mapping[str, Any], errors: Mapping[str, str], language: str) -> list[Any]:
    """The rows of a table: key, label, value and error of each item."""
    return [
        {
            "key": item.key,
            "label": item.label.to(language),
            "value": plain(answers.get(item.key)),
            "error": errors.get(item.key, ""),
        }
        for item in items
    ]


def choices(item: Item, language: str) -> list[tuple[str, str]]:
    """The answers to an item: code and words."""
    return [(str(code), words.to(language)) for code, words in item.choices]


def plain(value: Any) -> Any:
    """A value as a field shows it: nothing for None, no decimals where there are none."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float) and value == int(value):
        return int(value)
    return "" if value is None else value


def yes_no(value: Any) -> str:
    """1, 0, or nothing."""
    return "" if value is None else "1" if str(value) in ("1", "True", "true", "1.0") else "0"
