"""Which months and tracks a reader may choose between, so that no two choices differ by a few people.

Figures add up, so what is shown for two choices is also shown, by subtraction, for what lies between them. The months
are therefore cut only where every stretch between two cuts holds nobody or at least the limit: of those referred, of
those who started, and of those behind each score; and so it is for each track that can be chosen on its own.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from varde.benefits.counting.cells import AFTER, BEFORE, FLOW, IMPORTED, CellKey, CellStats
from varde.benefits.figures.suppression import small, suppress
from varde.charts.values import THRESHOLD, Hidden
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
        if key.scale == FLOW and key.category in ("started", IMPORTED):
            started[key.track] = started.get(key.track, 0) + stats.n
    tracks = sorted((t for t, n in started.items() if t and n >= threshold), key=lambda track: -started[track])
    while tracks and small(sum(started.values()) - sum(started[t] for t in tracks), threshold):
        tracks.pop()
    return tuple(sorted(tracks))


def few_by_track(
    cells: Iterable[tuple[CellKey, CellStats]],
    tracks: Collection[str],
    scores: Collection[tuple[str, str]],
    threshold: int = THRESHOLD,
) -> frozenset[tuple[str, str]]:
    """What is not shown for one track, since everyone minus the other tracks would be a few on some track: (scale,
    occasion) of instruments, and (flow, milestone)."""
    parts: dict[tuple[str, str], Counts] = {}
    for key, stats in cells:
        if key.group != "all" or not _is_shown(key, scores) or key.category == "referred":
            continue
        counts = parts.setdefault((key.scale.split(".")[0], key.occasion or key.category), {})
        track = key.track if key.track in tracks else ""
        _add(counts, ("n", track), stats.n)
        _add(counts, ("pairs", track), stats.pn)
    return frozenset(place for place, counts in parts.items() if any(small(n, threshold) for n in counts.values()))


def stretches(
    cells: Iterable[tuple[CellKey, CellStats]],
    tracks: Collection[str],
    scores: Collection[tuple[str, str]],
    outside: Iterable[tuple[CellKey, CellStats]] = (),
    threshold: int = THRESHOLD,
) -> tuple[Stretch, ...]:
    """As many stretches of months as can be chosen between, in order.

    ``scores`` are the (scale, occasion) that figures show. ``outside`` are the cells of what the same reader sees
    elsewhere: this place and all of it together must not differ by a few either.
    """
    months: dict[str, Counts] = {}
    for key, stats in cells:
        _note(months.setdefault(key.month, {}), key, stats, tracks, scores)
    for key, stats in outside:
        if key.scale == FLOW and key.category.split(":")[0] not in (BEFORE, AFTER):
            _add(months.setdefault(key.month, {}), ("outside", key.category), stats.n)
    names = sorted(months)
    return tuple(Stretch(names[i], names[j - 1]) for i, j in _most_parts([months[name] for name in names], threshold))


def _note(
    counts: Counts, key: CellKey, stats: CellStats, tracks: Collection[str], scores: Collection[tuple[str, str]]
) -> None:
    """Count a cell among the numbers it is shown in. Groups are not: their figures guard themselves."""
    if key.group != "all":
        return
    if not _is_shown(key, scores):
        return
    number = (key.scale, key.occasion, key.category)
    # Those referred and never placed on a track are few at any time, and no score of theirs is shown.
    own = () if not tracks or key.category == "referred" else (key.track if key.track in tracks else "",)
    for place in ((), *((own,) if own else ())):
        _add(counts, ("n", *number, *place), stats.n)
        _add(counts, ("pairs", *number, *place), stats.pn)


def _is_shown(key: CellKey, scores: Collection[tuple[str, str]]) -> bool:
    """Whether a cell is a number of people that some figure shows."""
    if key.scale != FLOW:
        return not key.category and (key.scale, key.occasion) in scores
    answered = {f"answered:{occasion}" for _, occasion in scores}
    return key.category in ("referred", "started", IMPORTED) or key.category in answered


def _add(counts: Counts, number: tuple[str, ...], people: int) -> None:
    counts[number] = counts.get(number, 0) + people


def _most_parts(months: Sequence[Counts], threshold: int) -> list[tuple[int, int]]:
    """Cut the months into as many parts as can be, each with nobody or enough behind every number; one part when it
    cannot be cut. Latest cuts first where there is a choice, so that recent months can be told apart."""
    numbers = sorted({number for counts in months for number in counts})
    sums = [[0] * len(numbers)]
    for counts in months:
        sums.append([before + counts.get(number, 0) for before, number in zip(sums[-1], numbers, strict=True)])
    best: list[tuple[int, int] | None] = [(0, 0)]
    for end in range(1, len(sums)):
        ways = [
            (way[0] + 1, begin)
            for begin in range(end)
            if (way := best[begin]) is not None and _enough(sums[begin], sums[end], threshold)
        ]
        best.append(max(ways, default=None))
    parts: list[tuple[int, int]] = []
    end = len(months)
    while end:
        way = best[end]
        if way is None:
            return [(0, len(months))]
        parts.append((way[1], end))
        end = way[1]
    return parts[::-1]


def _enough(before: Sequence[int], after: Sequence[int], threshold: int) -> bool:
    return not any(small(b - a, threshold) for a, b in zip(before, after, strict=True))


def chosen(offered: Sequence[Stretch], first: str | None, last: str | None) -> Stretch:
    """What is shown when ``first`` to ``last`` is asked for: widened to whole stretches. None is the end there is.

    :raises ValueError: nothing is offered.
    """
    if not offered:
        raise ValueError("There are no months to choose between.")
    begin = next((s for s in offered if first is None or first <= s.last), offered[-1])
    end = next((s for s in reversed(offered) if last is None or last >= s.first), offered[0])
    return Stretch(min(begin.first, end.first), max(begin.last, end.last))


def usual_last(offered: Sequence[Stretch], due: str | None, lag: int = 6) -> str | None:
    """The last month when nobody asks for one: the end of the latest stretch in which everyone has had time to answer
    (by ``due``). None, all there is, when that lies more than ``lag`` months before ``due`` or there is none."""
    ends = [s.last for s in offered if due is not None and s.last <= due]
    if due is None or not ends or _number(due) - _number(ends[-1]) > lag:
        return None
    return ends[-1]


def _number(month: str) -> int:
    return 12 * int(month[:4]) + int(month[5:])


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
