"""A long instrument, one page of items at a time: where it may be cut, and where somebody who comes back goes on."""

from __future__ import annotations

from collections.abc import Mapping

from varde.instruments.answers import items_of
from varde.instruments.values import Instrument, Item

Sides = tuple[tuple[Item, ...], ...]


def sides_of(instrument: Instrument) -> Sides:
    """The items of each page, in order; every item is on exactly one.

    An item and those it gates are never parted, nor are items under one heading unless they alone are more than a page.
    A page holds at most ``page_length`` items (more only when so many belong together), and no page is needlessly short.
    """
    items = items_of(instrument)
    length = instrument.page_length
    if not length or len(items) <= length:
        return (items,)
    blocks = _blocks(items, length)
    fewest = len(_filled(blocks, length))
    evenly = next(most for most in range(1, length + 1) if len(_filled(blocks, most)) == fewest)
    return _filled(blocks, evenly)


def _blocks(items: tuple[Item, ...], length: int) -> list[tuple[Item, ...]]:
    place = {item.key: n for n, item in enumerate(items)}
    until = 0
    """How far the questions that stand behind one already met reach."""
    reach = {place[item.gate]: n for n, item in enumerate(items) if item.gate in place}
    starts = [0]
    for n, item in enumerate(items):
        if n > until and not _goes_on(items, n, starts[-1], length):
            starts.append(n)
        until = max(until, reach.get(n, n), place.get(item.gate, n))
    return [items[start:end] for start, end in zip(starts, [*starts[1:], len(items)], strict=True)]


def _goes_on(items: tuple[Item, ...], n: int, start: int, length: int) -> bool:
    """Whether item ``n`` stands under the heading of the one before it, with room for all that do."""
    heading = items[n].heading
    if heading is None or items[n - 1].heading != heading:
        return False
    end = next((m for m in range(n, len(items)) if items[m].heading != heading), len(items))
    return end - start <= length


def _filled(blocks: list[tuple[Item, ...]], most: int) -> Sides:
    sides: list[tuple[Item, ...]] = []
    for block in blocks:
        if sides and len(sides[-1]) + len(block) <= most:
            sides[-1] += block
        else:
            sides.append(block)
    return tuple(sides)


def side_with(sides: Sides, key: str) -> int:
    """The number of the page an item is on, from 1; ``StopIteration`` never happens for an item of the instrument."""
    return next(number for number, items in enumerate(sides, start=1) if any(item.key == key for item in items))


def side_to_go_on(sides: Sides, answers: Mapping[str, object]) -> int:
    """Where somebody who comes back goes on: the last page with an answer, or the one after it when that is full."""
    begun = [n for n, items in enumerate(sides, start=1) if any(answers.get(item.key) is not None for item in items)]
    if not begun:
        return 1
    left = (item for item in sides[begun[-1] - 1] if not (item.gate and answers.get(item.gate) in (0, False)))
    full = all(answers.get(item.key) is not None for item in left)
    return min(begun[-1] + 1, len(sides)) if full else begun[-1]
