"""Months, and what is counted in them, put together until no number of people is a few: the same for every installation.

Sums add, so what is merged is still exact for all months together. Time is merged before anything else is: the shares of a month
are shares of that month's people, and would not be if some of them were left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from varde.benefits.counting.book import OUTCOMES, WAITING, part_of
from varde.benefits.counting.cells import AFTER, BEFORE, FLOW, CellStats, Place
from varde.benefits.counting.dimensions import RESPONSE, TRACK, GroupKey
from varde.charts.values import THRESHOLD

EVERYBODY = GroupKey("", "")
FEW = "few"
"""Before the kind of a category that holds what was too few in several others."""
COMMON = 4
"""So many times the fewest are a category that keeps months together; a rarer one is put with others where it is of few."""
OF_PAIRS = ("pair", "responder", "change")
"""Kinds of categories that count those with a score at the start too."""

Sums = dict[Place, CellStats]
ByMonth = Mapping[str, Mapping[Place, CellStats]]


@dataclass(frozen=True, slots=True)
class MergedCells:
    """``stretches`` are months, first and last, in order, and ``rows`` sums by group and last month of a stretch. ``left_out``
    names what was too few to leave at all, for some stretch or all of them."""

    stretches: tuple[tuple[str, str], ...]
    rows: Mapping[tuple[GroupKey, str], Mapping[Place, CellStats]]
    left_out: tuple[str, ...] = ()


def merge(rows: Mapping[GroupKey, ByMonth], fewest: int = THRESHOLD) -> MergedCells:
    """The sums of one place and programme, by group and month, so that no number of people in them is from 1 to below ``fewest``.

    A stretch of months ends as soon as nothing of everybody is a few in it, but for what is a few, or of a category that is
    rare, in all months together; the last one takes what is left. Within a stretch reasons that few gave become ``other`` of the
    same way, waits of few join those that waited next longer, and other categories of few are put together. A dimension leaves
    for a stretch when nobody in it is one of a few, and whole; waiting times leave for everybody alone.
    """
    everybody = rows.get(EVERYBODY, {})
    stretches = tuple(_stretches(everybody, fewest))
    merged: dict[tuple[GroupKey, str], Mapping[Place, CellStats]] = {}
    left_out: set[str] = set()
    for first, last in stretches:
        own = {group: _together(by_month, first, last) for group, by_month in rows.items()}
        whole = own.pop(EVERYBODY)
        leaving = _told(whole, fewest)
        left_out |= {_name(place) for place in whole if _is_people(place) and place not in leaving}
        merged[EVERYBODY, last] = leaving
        kept = _dimensions_kept(own, whole, fewest)
        left_out |= {group.dimension for group, sums in own.items() if sums} - {group.dimension for group in kept}
        for group in kept:
            sums = {place: stats for place, stats in own[group].items() if part_of(place[0]) != WAITING}
            merged[group, last] = {
                place: stats
                for place, stats in _told(sums, fewest).items()
                if place in leaving and (leaving[place].pn or not stats.pn)
            }
    return MergedCells(stretches, {of: sums for of, sums in merged.items() if sums}, tuple(sorted(left_out)))


def _stretches(by_month: ByMonth, fewest: int) -> Iterator[tuple[str, str]]:
    months = sorted(month for month, sums in by_month.items() if any(sums.values()))
    if not months:
        return
    in_all = _people(_together(by_month, months[0], months[-1]))
    lasting = {
        name for name, n in in_all.items() if n >= (COMMON * fewest if ":" in name[2] and name[0] != FLOW else fewest)
    }
    ends = []
    first = months[0]
    for month in months:
        people = _people(_together(by_month, first, month))
        if all(not 0 < n < fewest for name, n in people.items() if name in lasting):
            ends.append(month)
            first = next((later for later in months if later > month), "")
    ends[-1] = months[-1]
    begins = [months[0], *(next(month for month in months if month > end) for end in ends[:-1])]
    yield from zip(begins, ends, strict=True)


def _together(by_month: ByMonth, first: str, last: str) -> Sums:
    total: Sums = {}
    for month in sorted(by_month):
        if first <= month <= last:
            for place, stats in by_month[month].items():
                total[place] = total.get(place, CellStats()) + stats
    return {place: stats for place, stats in total.items() if stats}


def _people(sums: Mapping[Place, CellStats]) -> dict[tuple[str, ...], int]:
    """Every number of people but waits: of those who left by each way, whatever the reason was."""
    people: dict[tuple[str, ...], int] = {}
    for place, stats in sums.items():
        if part_of(place[0]) == WAITING:
            continue
        scale, occasion, category = place
        if _is_exit(place):
            category = category.rpartition(":")[0]
        people[scale, occasion, category] = people.get((scale, occasion, category), 0) + stats.n
        if stats.pn:
            people[scale, occasion, category, "pairs"] = stats.pn
    return people


def _is_exit(place: Place) -> bool:
    return place[0] == FLOW and place[2].partition(":")[0] in (BEFORE, AFTER)


def _is_people(place: Place) -> bool:
    """Whether it is a score or a milestone, and no part of one."""
    return not place[2] or (place[0] == FLOW and not _is_exit(place))


def _name(place: Place) -> str:
    return " ".join(filter(None, place))


def _told(sums: Mapping[Place, CellStats], fewest: int) -> Sums:
    """What of a stretch may leave."""
    leaving: Sums = {}
    scores = {place[:2]: stats for place, stats in sums.items() if not place[2]}
    kinds: dict[tuple[str, str, str], dict[Place, CellStats]] = {}
    for place, stats in sums.items():
        if _is_people(place):
            if stats.n >= fewest:
                leaving[place] = stats if stats.pn >= fewest else _without_pairs(stats)
            continue
        kind = place[2].partition(":")[0]
        score = scores.get(place[:2])
        if score is not None and (score.pn if kind in OF_PAIRS else score.n) < fewest:
            continue
        group = place[2].rpartition(":")[0] if _is_exit(place) else kind
        kinds.setdefault((*place[:2], group), {})[place] = stats
    for of, categories in kinds.items():
        leaving |= _categories(of, categories, fewest)
    return leaving


def _without_pairs(stats: CellStats) -> CellStats:
    return replace(stats, pn=0, px1=0, px2=0, py1=0, py2=0, pxy=0)


def _categories(of: tuple[str, str, str], categories: Mapping[Place, CellStats], fewest: int) -> Sums:
    scale, occasion, kind = of
    people = {place: stats.n for place, stats in categories.items()}
    if part_of(scale) == WAITING:
        merged = _next_to_one_another(people, fewest)
    else:
        catch_all = (scale, occasion, f"{kind}:other" if _is_exit(next(iter(people))) else f"{FEW}-{kind}:{FEW}")
        merged = _in_one(people, catch_all, fewest)
    return {place: CellStats(n=n) for place, n in merged.items()}


def _in_one(people: Mapping[Place, int], catch_all: Place, fewest: int) -> dict[Place, int]:
    """Those of few together as ``catch_all``, with the smallest that is not, while they are still a few."""
    ordered = sorted(people, key=lambda place: (place != catch_all, people[place], place))
    few = [place for place in ordered if 0 < people[place] < fewest]
    many = [place for place in ordered if people[place] >= fewest]
    together = sum(people[place] for place in few)
    if few and together < fewest and many:
        together += people[many.pop(0)]
    kept = {place: people[place] for place in many}
    if together >= fewest:
        kept[catch_all] = kept.get(catch_all, 0) + together
    return kept


def _next_to_one_another(people: Mapping[Place, int], fewest: int) -> dict[Place, int]:
    """Waits of few join those that waited next longer; the longest of all, the ones before."""
    kept: dict[Place, int] = {}
    waiting = 0
    for place in sorted(people, key=lambda place: int(place[2].partition(":")[2])):
        waiting += people[place]
        if waiting >= fewest:
            kept[place], waiting = waiting, 0
    if waiting and kept:
        kept[list(kept)[-1]] += waiting
    return kept


def _dimensions_kept(
    own: Mapping[GroupKey, Mapping[Place, CellStats]], whole: Mapping[Place, CellStats], fewest: int
) -> list[GroupKey]:
    """The groups that may leave for a stretch: a dimension with all its values, or none of them."""
    units: dict[tuple[str, bool], list[GroupKey]] = {}
    for group, sums in own.items():
        if sums:
            units.setdefault((group.dimension, bool(group.track)), []).append(group)
    kept = {unit for unit, groups in units.items() if not _has_few(groups, own, whole, fewest)}
    if (RESPONSE, False) not in kept or (TRACK, False) not in kept:
        kept.discard((RESPONSE, True))
    return sorted(group for unit in kept for group in units[unit])


def _has_few(
    groups: Iterable[GroupKey],
    own: Mapping[GroupKey, Mapping[Place, CellStats]],
    whole: Mapping[Place, CellStats],
    fewest: int,
) -> bool:
    left = _core(whole)
    for group in groups:
        for name, n in _core(own[group]).items():
            if 0 < n < fewest:
                return True
            left[name] = left.get(name, 0) - n
    # Those of no value, and with tracks also whoever is on none, are what is left of everybody.
    return any(0 < n < fewest for n in left.values())


def _core(sums: Mapping[Place, CellStats]) -> dict[tuple[str, ...], int]:
    outcomes = {
        place: stats
        for place, stats in sums.items()
        if _is_people(place) and (part_of(place[0]) == OUTCOMES or place[0] == FLOW)
    }
    return _people(outcomes)
