"""Which months and tracks a reader may choose between, so that no two choices differ by a few people.

Figures add up, so what is shown for two choices is also shown, by subtraction, for what lies between them. The months
are therefore cut only where every stretch between two cuts holds nobody or at least the limit: of those referred, of those who
started, of those behind each score, of what became of them, and of responders and the others apart; and so it is for each track
that can be chosen on its own. Where that cannot be, there is one stretch, and nothing to subtract it from.
"""

from __future__ import annotations

import calendar
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from varde.benefits.counting.cells import AFTER, BEFORE, FLOW, IMPORTED, Place
from varde.benefits.figures.suppression import small, suppress
from varde.charts.values import THRESHOLD, Hidden
from varde.scheduling.rules import add_months

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from varde.benefits.counting.counted import CountedSums, SumRow
    from varde.benefits.values import Measure


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months ``first`` to ``last`` (``YYYY-MM``, both included) that are only shown together."""

    first: str
    last: str


def offered_tracks(counted: CountedSums, threshold: int = THRESHOLD) -> tuple[str, ...]:
    """The tracks that can be chosen on their own: enough who started, and enough on the others together."""
    started: dict[str, int] = {}
    for by_track in counted.people(_is_start, _track).values():
        for track, n in by_track.items():
            started[str(track)] = started.get(str(track), 0) + n
    tracks = sorted((t for t, n in started.items() if t and n >= threshold), key=lambda track: -started[track])
    while tracks and small(sum(started.values()) - sum(started[t] for t in tracks), threshold):
        tracks.pop()
    return tuple(sorted(tracks))


def few_by_track(
    counted: CountedSums, tracks: Collection[str], scores: Collection[tuple[str, str]], threshold: int = THRESHOLD
) -> frozenset[tuple[str, str]]:
    """What is not shown for one track, since everyone minus the other tracks would be a few on some track: (scale,
    occasion) of instruments, and (flow, milestone)."""
    parts: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    shown = counted.people(lambda place: _is_shown(place, scores) and place[2] != "referred", _track)
    for ((scale, occasion, category), number), by_track in shown.items():
        counts = parts.setdefault((scale.split(".")[0], occasion or category), {})
        for track, n in by_track.items():
            of = (number, str(track) if track in tracks else "")
            counts[of] = counts.get(of, 0) + n
    return frozenset(place for place, counts in parts.items() if any(small(n, threshold) for n in counts.values()))


def stretches(
    counted: CountedSums,
    tracks: Collection[str],
    scores: Collection[tuple[str, str]],
    outside: Sequence[Mapping[str, Mapping[str, int]]] = (),
    threshold: int = THRESHOLD,
    *,
    measures: Sequence[Measure] = (),
    cuts: Collection[str] | None = None,
) -> tuple[Stretch, ...]:
    """As many stretches of months as can be chosen between, in order, where every month is settled: see ``MonthsSeen``."""
    seen = MonthsSeen(counted, tracks, scores, outside, threshold, measures=measures)
    return seen.told(seen.decided(cuts, ALWAYS)) if cuts is not None else seen.apart()


ALWAYS = "9999-12"
"""After every month."""
FIRST_MONTHS = 6
"""So many are settled before they are told as one."""


class MonthsSeen:
    """Everybody behind any number that figures show, by month, and how the months can be cut.

    ``scores`` are the (scale, occasion) that figures show, and ``measures`` those whose outcomes they show. ``outside`` are, of
    each place beside this one and by milestone, the months of what is there: what is left of those above must not be a few either.
    """

    def __init__(
        self,
        counted: CountedSums,
        tracks: Collection[str],
        scores: Collection[tuple[str, str]],
        outside: Sequence[Mapping[str, Mapping[str, int]]] = (),
        threshold: int = THRESHOLD,
        *,
        measures: Sequence[Measure] = (),
    ) -> None:
        import numpy as np  # slow to import, and most who import this choose no months

        from varde.benefits.figures.monthly_people import EVERYBODY, MonthlyPeople

        beside = [(category, months) for of in outside for category, months in of.items()]
        names = sorted({*counted.months, *(month for _, months in beside for month in months)})
        monthly = MonthlyPeople(counted, names, tracks)
        numbers = [monthly.shown(lambda place: _is_shown(place, scores), EVERYBODY)]
        # Those referred and never placed on a track are few at any time, and no score of theirs is shown.
        for track in (*tracks, None) if tracks else ():
            numbers.append(monthly.shown(lambda place: _is_shown(place, scores) and place[2] != "referred", track))
        for track in (EVERYBODY, *tracks, None) if tracks else (EVERYBODY,):
            if measures:
                numbers.append(monthly.outcomes(measures, track))
        elsewhere = [months for category, months in beside if is_cut_by(category)]
        numbers.append(np.array([[months.get(month, 0) for months in elsewhere] for month in names], dtype=np.int64))
        self._names, self._threshold = names, threshold
        self._people = np.hstack(numbers) if names else np.zeros((0, 0), dtype=np.int64)

    def apart(self) -> tuple[Stretch, ...]:
        """As many stretches as can be, of all months."""
        return self._cut(0, len(self._names))

    def decided(self, before: Collection[str] | None, settled: str) -> tuple[str, ...]:
        """The last months of the stretches that are told: of settled months, those to and with ``settled``, whose numbers no longer
        grow.

        ``before`` are those decided before (None: none): what was told together then is never told apart, and what is settled
        since is cut for itself; where that cannot be, it waits for the months after it. The first time all that is settled is
        told; where some number of all that is of a few, it is one stretch, which waits for half a year, and what comes later is
        told with it until every number is of nobody or enough.
        """
        names, until = self._names, bisect_right(self._names, settled)
        ends = frozenset(before or ())
        if not ends:
            early = not until or _number(settled) - _number(names[0]) + 1 < FIRST_MONTHS
            waits = not self._is_fine(0, until) and (early or not self._are_enough(until))
            return () if waits else tuple(each.last for each in self._cut(0, until))
        known = bisect_right(names, max(ends))
        if not self._is_fine(0, known):
            return (self._with_more(known, until) or max(ends),)
        kept, later = self._cut(0, known, ends), self._cut(known, until, waits=True)
        return tuple(each.last for each in (*kept, *later))

    def told(self, ends: Collection[str]) -> tuple[Stretch, ...]:
        """The stretches to choose between, where these are decided. Nothing is told of the months after them."""
        return self._cut(0, bisect_right(self._names, max(ends, default="")), frozenset(ends))

    def _with_more(self, known: int, until: int) -> str | None:
        """The latest month that can be told together with all to ``known``, where some numbers are of a few. These are hidden
        there, and may become enough; every other may grow by nobody or by enough."""
        people = self._people[:known].sum(axis=0)
        shown = (people == 0) | (people >= self._threshold)
        for end in range(until, known, -1):
            added = self._people[known:end, shown].sum(axis=0)
            if not ((added > 0) & (added < self._threshold)).any():
                return self._names[end - 1]
        return None

    def _is_fine(self, begin: int, end: int) -> bool:
        """Whether every number of these months is of nobody or enough."""
        people = self._people[begin:end].sum(axis=0)
        return not ((people > 0) & (people < self._threshold)).any()

    def _are_enough(self, until: int) -> bool:
        return bool((self._people[:until].sum(axis=0) >= self._threshold).any())

    def _cut(
        self, begin: int, end: int, ends: frozenset[str] | None = None, *, waits: bool = False
    ) -> tuple[Stretch, ...]:
        names = self._names[begin:end]
        may_end = [ends is None or month in ends for month in names]
        parts = _most_parts(self._people[begin:end], self._threshold, may_end, waits=waits)
        return tuple(Stretch(names[i], names[j - 1]) for i, j in parts)


def is_cut_by(category: str) -> bool:
    """Whether months are cut by how many elsewhere are of this category of the flow: how people left is told of all months."""
    return category.split(":")[0] not in (BEFORE, AFTER)


def _track(row: SumRow) -> str | None:
    return row.track if row.group == "all" else None


def _is_start(place: Place) -> bool:
    return place[0] == FLOW and place[2] in ("started", IMPORTED)


def _is_shown(place: Place, scores: Collection[tuple[str, str]]) -> bool:
    """Whether a sum is a number of people that some figure shows."""
    scale, occasion, category = place
    if scale != FLOW:
        return not category and (scale, occasion) in scores
    return category in ("referred", "started", IMPORTED) or any(
        category == f"answered:{answered}" for _, answered in scores
    )


def _most_parts(
    months: NDArray[np.int64], threshold: int, may_end: Sequence[bool] = (), *, waits: bool = False
) -> list[tuple[int, int]]:
    """Cut the months into as many parts as can be, each with nobody or enough behind every number; one part when it
    cannot be cut. ``may_end`` says after which months a part may end (empty: all); after the last it always does. Latest cuts
    first where there is a choice, so that recent months can be told apart. With ``waits`` the last months, as few as can be, may be
    in no part."""
    import numpy as np

    if not len(months):
        return []
    months = months[:, months.any(axis=0)]
    sums = np.cumsum(np.vstack([np.zeros_like(months[:1]), months]), axis=0)
    best: list[tuple[int, int] | None] = [(0, 0)]
    for end in range(1, len(sums)):
        if may_end and not may_end[end - 1] and end < len(months):
            best.append(None)
            continue
        begins = [begin for begin, way in enumerate(best) if way is not None]
        people = sums[end] - sums[begins]
        enough = ~((people > 0) & (people < threshold)).any(axis=1)
        ways = [(way[0] + 1, begin) for begin in np.array(begins)[enough].tolist() if (way := best[begin]) is not None]
        best.append(max(ways, default=None))
    parts: list[tuple[int, int]] = []
    end = len(months)
    if waits:
        end = max(end for end, way in enumerate(best) if way is not None)
    while end:
        way = best[end]
        if way is None:
            return [(0, len(months))]
        parts.append((way[1], end))
        end = way[1]
    return parts[::-1]


def chosen(offered: Sequence[Stretch], first: str | None, last: str | None) -> Stretch:
    """What is shown when ``first`` to ``last`` is asked for: widened to whole stretches. None is the end there is.

    :raises ValueError: nothing is offered.
    """
    if not offered:
        raise ValueError("There are no months to choose between.")
    begin = next((s for s in offered if first is None or first <= s.last), offered[-1])
    end = next((s for s in reversed(offered) if last is None or last >= s.first), offered[0])
    return Stretch(min(begin.first, end.first), max(begin.last, end.last))


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
