"""The book of a programme's sums: where in a wide row each of them stands, and how it is written as whole numbers.

A row belongs to one part (:data:`PARTS`), and grows at its end when a sum comes that nobody had before. A count of people takes
one word, a score nine, and a score in parts of a point thirteen: its squares take two words each, ``high * 2**39 + low``, and both
stay under 63 bits for ten million people. What is added is pairs of 64-bit whole numbers, a position and a number;
the position is the part's place in :data:`PARTS` times ``2**20``, and the word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from varde.benefits.counting.cells import FLOW, GRAIN, LARGE, OPERATION, WAIT, CellStats, Place

OUTCOMES, WAY, WAITING, RUNNING = "outcomes", "flow", "waiting", "operation"
PARTS = (OUTCOMES, WAY, WAITING, RUNNING)
"""Appended to, never changed: positions rest on the order."""
PART_BITS = 20
LOW_BITS = 39
_LOW = (1 << LOW_BITS) - 1
COUNT_WORDS, SCORE_WORDS, FINE_WORDS = 1, 9, 13
PAIRS_AT = 2
"""The word of a score that counts those with a score at the start too."""
WHOLE, COARSE, FINE = 1, 10**6, GRAIN
"""Parts of a point that a slot counts in."""
LARGEST_WHOLE = 960_383
"""The square of it times ten million is the largest that one word holds."""


SlotName = tuple[Place, int]
"""What a sum is of, and its resolution."""

_PART_OF = {FLOW: WAY, WAIT: WAITING, OPERATION: RUNNING}


def part_of(scale: str) -> str:
    return _PART_OF.get(scale, OUTCOMES)


@dataclass(frozen=True, slots=True)
class Slot:
    """One sum in the rows of a part; see :class:`~varde.benefits.counting.models.CellSlot`."""

    part: str
    first: int
    words: int
    scale: str
    occasion: str
    category: str
    resolution: int

    @property
    def name(self) -> tuple[Place, int]:
        return (self.scale, self.occasion, self.category), self.resolution

    @property
    def position(self) -> int:
        return (PARTS.index(self.part) << PART_BITS) + self.first

    def read(self, words: Sequence[int]) -> CellStats:
        """The sums that these words say."""
        if self.words == COUNT_WORDS:
            return CellStats(n=words[0])
        point = GRAIN // self.resolution
        square = point * point
        n, s1, pn, px1, py1, *squares = words
        if self.words == FINE_WORDS:
            squares = [(high << LOW_BITS) + low for high, low in zip(squares[::2], squares[1::2], strict=True)]
        s2, px2, py2, pxy = (total * square for total in squares)
        return CellStats(n, s1 * point, s2, pn, px1 * point, px2, py1 * point, py2, pxy)

    def write(self, stats: CellStats) -> list[int]:
        """These sums in words. They must be whole at the slot's resolution."""
        if self.words == COUNT_WORDS:
            return [stats.n]
        point = GRAIN // self.resolution
        square = point * point
        firsts = [stats.n, stats.s1 // point, stats.pn, stats.px1 // point, stats.py1 // point]
        squares = [total // square for total in (stats.s2, stats.px2, stats.py2, stats.pxy)]
        if self.words == FINE_WORDS:
            squares = [half for total in squares for half in (total >> LOW_BITS, total & _LOW)]
        return firsts + squares


def resolution_of(place: Place, stats: CellStats) -> int:
    """The coarsest resolution at which what one enrolment adds is whole."""
    if place[2]:
        return WHOLE
    sizes = [abs(total) for total in (stats.s1, stats.px1, stats.py1)]
    if not any(size % GRAIN for size in sizes) and max(sizes) <= LARGEST_WHOLE * GRAIN:
        return WHOLE
    return FINE if max(sizes) < LARGE * GRAIN or any(size % (GRAIN // COARSE) for size in sizes) else COARSE


def names_of(entries: Mapping[Place, CellStats]) -> set[SlotName]:
    """The names of the slots that these entries need."""
    return {(place, resolution_of(place, stats)) for place, stats in entries.items()}


def words_of(place: Place, resolution: int) -> int:
    if place[2]:
        return COUNT_WORDS
    return SCORE_WORDS if resolution == WHOLE else FINE_WORDS


class Book:
    """The slots of one programme. A row of all parts together has ``width`` words, part after part."""

    def __init__(self, slots: Iterable[Slot] = ()) -> None:
        self.slots = tuple(sorted(slots, key=lambda slot: slot.position))
        self.by_name = {slot.name: slot for slot in self.slots}
        self.widths = dict.fromkeys(PARTS, 0)
        for slot in self.slots:
            self.widths[slot.part] = max(self.widths[slot.part], slot.first + slot.words)
        before = 0
        self.offsets: dict[str, int] = {}
        for part in PARTS:
            self.offsets[part] = before
            before += self.widths[part]
        self.width = before

    @cached_property
    def _of_place(self) -> dict[Place, tuple[Slot, ...]]:
        places: dict[Place, tuple[Slot, ...]] = {}
        for (place, _), slot in self.by_name.items():
            places[place] = (*places.get(place, ()), slot)
        return places

    @cached_property
    def _of_kind(self) -> dict[tuple[str, str, str], list[tuple[str, int]]]:
        kinds: dict[tuple[str, str, str], list[tuple[str, int]]] = {}
        for slot in self.slots:
            kind, colon, name = slot.category.partition(":")
            if colon:
                kinds.setdefault((slot.scale, slot.occasion, kind), []).append((name, self.column(slot)))
        return kinds

    @cached_property
    def _people(self) -> list[tuple[Place, int, int | None]]:
        return [
            (slot.name[0], column, column + PAIRS_AT if slot.words > COUNT_WORDS else None)
            for slot in self.slots
            for column in (self.column(slot),)
        ]

    @property
    def places(self) -> Iterable[Place]:
        return self._of_place

    def at(self, scale: str, occasion: str, category: str) -> tuple[Slot, ...]:
        """The slots of a sum: more than one where some scores are finer than others."""
        return self._of_place.get((scale, occasion, category), ())

    def kinds(self, scale: str, occasion: str, kind: str) -> Sequence[tuple[str, int]]:
        """The categories of a kind, without it, and the column of each."""
        return self._of_kind.get((scale, occasion, kind), ())

    def column(self, slot: Slot) -> int:
        """Where the slot begins in a row of all parts."""
        return self.offsets[slot.part] + slot.first

    def stats(self, row: Sequence[int], scale: str, occasion: str, category: str) -> CellStats:
        """A sum of a row of all parts, as whole numbers of Python; zeros where there is none."""
        total = CellStats()
        for slot in self.at(scale, occasion, category):
            begin = self.column(slot)
            total += slot.read(row[begin : begin + slot.words])
        return total

    def missing(self, names: Iterable[SlotName]) -> list[SlotName]:
        """Those of these slots that the book has not, in order."""
        return sorted(set(names) - self.by_name.keys())

    def with_more(self, names: Iterable[tuple[Place, int]]) -> Book:
        """The book with slots for these appended."""
        widths, slots = dict(self.widths), list(self.slots)
        for place, resolution in names:
            part, words = part_of(place[0]), words_of(place, resolution)
            slots.append(Slot(part, widths[part], words, *place, resolution))
            widths[part] += words
        return Book(slots)

    def pairs(self, entries: Mapping[Place, CellStats]) -> list[tuple[int, int]]:
        """What these add, as (position, number), by position; nothing that is 0."""
        added: list[tuple[int, int]] = []
        for place, stats in entries.items():
            slot = self.by_name[place, resolution_of(place, stats)]
            begin = slot.position
            added += [(begin + at, number) for at, number in enumerate(slot.write(stats)) if number]
        return sorted(added)

    def people(self, wanted: Callable[[Place], bool]) -> list[tuple[Place, int, int | None]]:
        """Of the sums that are wanted: which, the column of how many people, and of how many with a score at the start too."""
        return [each for each in self._people if wanted(each[0])]
