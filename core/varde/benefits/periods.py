"""Which months and tracks a reader may choose between, so that no two choices differ by a few people.

Figures add up, so what is shown for two choices is also shown, by subtraction, for what lies between them. The months
are therefore cut only where every stretch between two cuts holds nobody or at least the limit, of those referred, of
those who started, and of those behind each score; and so it is for each track that can be chosen on its own.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from varde.benefits.cells import FLOW, CellKey, CellStats
from varde.benefits.suppression import THRESHOLD, Hidden, small, suppress
from varde.scheduling.rules import add_months

Counts = dict[tuple[str, ...], int]
"""How many people behind each number that a choice would show; the key says which number."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months ``first`` to ``last`` (``YYYY-MM``, both included) that are only shown together."""

    first: str
    last: str


def offered_tracks(cells: Iterable[tuple[CellKey, CellStats]], threshold: int = THRESHOLD) -> tuple[str, ...]:
    """The tracks that can be chosen on their own: enough who started, and enough on the others together."""
    started: dict[str, int] = {}
    for key, stats in cells:
        if key.scale == FLOW and key.category == "started":
            started[key.track] = started.get(key.track, 0) + stats.n
    found = sorted((t for t, n in started.items() if t and n >= threshold), key=lambda track: -started[track])
    while found and small(sum(started.values()) - sum(started[t] for t in found), threshold):
        found.pop()
    return tuple(sorted(found))


def stretches(
    cells: Iterable[tuple[CellKey, CellStats]],
    tracks: Collection[str],
    outside: Iterable[tuple[CellKey, CellStats]] = (),
    threshold: int = THRESHOLD,
) -> tuple[Stretch, ...]:
    """The shortest stretches of months that can be chosen, in order. ``outside`` are the cells of a larger place that
    the same reader sees, without those of this one: the two must not differ by a few either."""
    months: dict[str, Counts] = {}
    for key, stats in cells:
        _note(months.setdefault(key.month, {}), key, stats, tracks)
    for key, stats in outside:
        if key.scale == FLOW:
            _add(months.setdefault(key.month, {}), ("outside", key.category), stats.n)
    found: list[tuple[list[str], Counts]] = []
    for month in sorted(months):
        if found and not _open(found[-1][1], threshold):
            found[-1] = ([*found[-1][0], month], _sum(found[-1][1], months[month]))
        else:
            found.append(([month], months[month]))
    while len(found) > 1 and not _open(found[-1][1], threshold):
        last = found.pop()
        found[-1] = (found[-1][0] + last[0], _sum(found[-1][1], last[1]))
    return tuple(Stretch(names[0], names[-1]) for names, _ in found)


def _note(counts: Counts, key: CellKey, stats: CellStats, tracks: Collection[str]) -> None:
    if key.category and key.scale != FLOW:
        return
    number = (key.group, key.scale, key.occasion, key.category)
    _add(counts, ("n", *number), stats.n)
    _add(counts, ("pairs", *number), stats.pn)
    # Those referred and never placed on a track are few at any time, and no score of theirs is shown.
    if tracks and not (key.scale == FLOW and key.category in ("referred", "eligible")):
        track = key.track if key.track in tracks else ""
        _add(counts, ("n of a track", track, *number), stats.n)
        _add(counts, ("pairs of a track", track, *number), stats.pn)


def _add(counts: Counts, number: tuple[str, ...], people: int) -> None:
    counts[number] = counts.get(number, 0) + people


def _sum(one: Counts, other: Counts) -> Counts:
    return {number: one.get(number, 0) + other.get(number, 0) for number in {**one, **other}}


def _open(counts: Counts, threshold: int) -> bool:
    return not any(small(people, threshold) for people in counts.values())


def chosen(offered: Sequence[Stretch], first: str | None, last: str | None) -> Stretch:
    """What is shown when ``first`` to ``last`` is asked for: widened to whole stretches. None is the end there is.

    :raises ValueError: nothing is offered.
    """
    if not offered:
        raise ValueError("There are no months to choose between.")
    begin = next((s for s in offered if first is None or first <= s.last), offered[-1])
    end = next((s for s in reversed(offered) if last is None or last >= s.first), offered[0])
    return Stretch(min(begin.first, end.first), max(begin.last, end.last))


def last_answered_month(months: int, days: int, today: date) -> str:
    """The latest month in which everyone who started has had ``months`` and ``days`` to answer before ``today``."""
    year, month = today.year, today.month
    while True:
        last_day = date(year, month, calendar.monthrange(year, month)[1])
        if add_months(last_day, months) + timedelta(days=days) < today:
            return f"{year:04d}-{month:02d}"
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)


def withheld(organisations: Collection[int], people: Mapping[int, int], threshold: int = THRESHOLD) -> bool:
    """Whether a place must not be shown because, with the other places the reader sees, it would give a few away.

    ``people`` counts those referred at each organisation the reader sees; ``organisations`` are those of the place.
    """
    inside = sum(n for organisation, n in people.items() if organisation in organisations)
    if small(inside, threshold) or small(sum(people.values()) - inside, threshold):
        return True
    alone = [organisation for organisation in organisations if people.get(organisation)]
    if len(alone) != 1 or inside == sum(people.values()):
        return False
    return isinstance(suppress(people, threshold=threshold)[alone[0]], Hidden)
