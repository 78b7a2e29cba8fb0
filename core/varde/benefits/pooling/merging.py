"""Months, and what is counted in them, put together until no number of people is a few: the same for every installation.

Sums add, so what is merged is still exact for all months together. Time is merged before anything else is: the shares of a month
are shares of that month's people, and would not be if some of them were left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from varde.benefits.counting.book import OUTCOMES, WAITING, part_of
from varde.benefits.counting.cells import AFTER, BEFORE, FLOW, CellStats, Place
from varde.benefits.counting.dimensions import RESPONSE, TRACK, GroupKey
from varde.benefits.counting.recoveries import RECOVERY, TWO_SCALES
from varde.charts.values import THRESHOLD

EVERYBODY = GroupKey("", "")
FEW = "few"
"""Before the kind of a category that holds what was too few in several others."""
COMMON = 4
"""So many times the fewest are a category that keeps months together; a rarer one is put with others where it is of few."""
RESPONDER = "responder:"
OF_PAIRS = ("pair", "responder", "change", RECOVERY, TWO_SCALES)
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


def merge(
    rows: Mapping[GroupKey, ByMonth], fewest: int = THRESHOLD, stretches: Sequence[tuple[str, str]] | None = None
) -> MergedCells:
    """The sums of one place and programme, by group and month, so that no number of people in them is from 1 to below ``fewest``.

    A stretch of months ends as soon as nothing of everybody is a few in it, but for what is a few, or of a category that is
    rare, in all months together; the last one takes what is left. Within a stretch reasons that few gave become ``other`` of the
    same way, waits of few join those that waited next longer, and other categories of few are put together. A dimension leaves
    for a stretch when nobody in it is one of a few, and whole; waiting times leave for everybody alone. ``stretches`` are those
    that :func:`stretches_of` gives; None: with months that may end anywhere.
    """
    everybody = rows.get(EVERYBODY, {})
    stretches = stretches_of(everybody, fewest) if stretches is None else tuple(stretches)
    by_stretch = {
        last: {group: _together(by_month, first, last) for group, by_month in rows.items()} for first, last in stretches
    }
    shut = frozenset[Shut]().union(*(shut_by(own[EVERYBODY], fewest) for own in by_stretch.values()))
    merged: dict[tuple[GroupKey, str], Mapping[Place, CellStats]] = {}
    left_out = {" ".join(filter(None, of)) for of in shut}
    kept: dict[str, list[GroupKey]] = {}
    shut_of: dict[Unit, frozenset[Shut]] = {}
    for last, sums_of in by_stretch.items():
        own = {group: sums for group, sums in sums_of.items() if group != EVERYBODY}
        whole = sums_of[EVERYBODY]
        merged[EVERYBODY, last] = _told(whole, fewest, shut)
        left_out |= {_name(place) for place in whole if _is_people(place) and place not in merged[EVERYBODY, last]}
        kept[last] = _dimensions_kept(own, whole, fewest)
        left_out |= {group.dimension for group, sums in own.items() if sums} - {each.dimension for each in kept[last]}
        for unit in {_unit(group) for group in kept[last]}:
            members = [own[group] for group in kept[last] if _unit(group) == unit]
            few = shut_by_parts(members, merged[EVERYBODY, last], fewest).union(
                *(shut_by(each, fewest) for each in members)
            )
            shut_of[unit] = shut_of.get(unit, shut) | few
    for last, groups in kept.items():
        leaving = merged[EVERYBODY, last]
        for group in groups:
            sums = {place: stats for place, stats in by_stretch[last][group].items() if part_of(place[0]) != WAITING}
            merged[group, last] = {
                place: stats
                for place, stats in _told(sums, fewest, shut_of[_unit(group)]).items()
                if place in leaving and (leaving[place].pn or not stats.pn)
            }
    return MergedCells(stretches, {of: sums for of, sums in merged.items() if sums}, tuple(sorted(left_out)))


Unit = tuple[str, bool]
"""A dimension, of all tracks or of each."""


def _unit(group: GroupKey) -> Unit:
    return group.dimension, bool(group.track)


def stretches_of(
    by_month: ByMonth, fewest: int = THRESHOLD, may_end: Collection[str] | None = None
) -> tuple[tuple[str, str], ...]:
    """The stretches that the months of everybody are put together in; one may end after the months of ``may_end`` (None: any)."""
    return tuple(_stretches(by_month, fewest, may_end))


def _stretches(by_month: ByMonth, fewest: int, may_end: Collection[str] | None) -> Iterator[tuple[str, str]]:
    months = sorted(month for month, sums in by_month.items() if any(sums.values()))
    if not months:
        return
    in_all = _people(_together(by_month, months[0], months[-1]))
    lasting = {name for name, n in in_all.items() if n >= (COMMON * fewest if _may_be_put_together(name) else fewest)}
    ends = []
    first = months[0]
    for month in months:
        people = _people(_together(by_month, first, month))
        if may_end is not None and month not in may_end:
            continue
        if all(not 0 < n < fewest for name, n in people.items() if name in lasting):
            ends.append(month)
            first = next((later for later in months if later > month), "")
    ends[-1:] = [months[-1]]
    begins = [months[0], *(next(month for month in months if month > end) for end in ends[:-1])]
    yield from zip(begins, ends, strict=True)


def _may_be_put_together(name: tuple[str, ...]) -> bool:
    """Whether it is a category that others of few join; a response is a share of those who answered, and never put with another."""
    return ":" in name[2] and name[0] != FLOW and not name[2].startswith(RESPONDER)


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
    return people | {of: n for of, n in differences(sums).items() if n}


Shut = tuple[str, str, str]
"""What no stretch tells, since one of them would tell of a few: pairs of a scale and occasion, a step of the flow or the exits on
one side of the start, or a kind of category of a scale and occasion."""
PAIRS, STEP = "pairs", "step"


def differences(sums: Mapping[Place, CellStats]) -> dict[tuple[str, ...], int]:
    """How many are left when one number of people is taken from another that holds them: by what is not told where they are few."""
    people = {place[2]: stats.n for place, stats in sums.items() if place[0] == FLOW and not _is_exit(place)}
    started = people.get("started", 0)
    left: dict[tuple[str, ...], int] = {}
    for kind, total in ((BEFORE, people.get("referred", 0) - started), (AFTER, started)):
        ended = [stats.n for place, stats in sums.items() if _is_exit(place) and place[2].startswith(f"{kind}:")]
        if ended:
            left[STEP, kind, ""] = total - sum(ended)
    for name, below in (("eligible", started), ("referred", started), ("referred", people.get("eligible", 0))):
        if name in people:
            left[STEP, name, "", str(below)] = people[name] - below
    scores = [(place[:2], stats) for place, stats in sums.items() if not place[2] and part_of(place[0]) == OUTCOMES]
    for name in (name for name in people if name.startswith("answered:")):
        occasion = name.partition(":")[2]
        left[STEP, name, ""] = started - people[name]
        for of, stats in scores:
            if of[1] == occasion:
                left[STEP, name, "", *of] = people[name] - stats.n
    for of, stats in scores:
        for (scale, occasion), beside in scores:
            if stats.pn and scale == of[0] and (occasion == of[1] or not beside.pn):  # the start has no pairs
                left[PAIRS, *of, occasion] = beside.n - stats.pn
    return left


def shut_by(sums: Mapping[Place, CellStats], fewest: int) -> frozenset[Shut]:
    """What these sums cannot tell of, because a few are left, or responded, or did not."""
    few = {(of[0], of[1], of[2]) for of, n in differences(sums).items() if 0 < n < fewest}
    kind = RESPONDER.rstrip(":")
    responses = {
        (kind, place[0], place[1])
        for place, stats in sums.items()
        if place[2].startswith(RESPONDER) and 0 < stats.n < fewest
    }
    return frozenset(few | responses)


def shut_by_parts(
    parts: Sequence[Mapping[Place, CellStats]], leaving: Mapping[Place, CellStats], fewest: int
) -> frozenset[Shut]:
    """The kinds of categories that no value of a dimension tells: one of them is of few in a part, or in what everybody has besides
    these parts, or everybody's are put together."""
    left = {place: stats.n for place, stats in leaving.items() if ":" in place[2] and place[0] != FLOW}
    shut = {_kind(place) for place in left if place[2].startswith(f"{FEW}-")}
    for sums in parts:
        of_kinds = {place: stats.n for place, stats in sums.items() if ":" in place[2] and place[0] != FLOW}
        shut |= {_kind(place) for place, n in of_kinds.items() if 0 < n < fewest or place not in left}
        for place in of_kinds.keys() & left.keys():
            left[place] -= of_kinds[place]
    return frozenset(shut | {_kind(place) for place, n in left.items() if 0 < n < fewest})


def _kind(place: Place) -> Shut:
    return place[2].partition(":")[0].removeprefix(f"{FEW}-"), place[0], place[1]


def _is_exit(place: Place) -> bool:
    return place[0] == FLOW and place[2].partition(":")[0] in (BEFORE, AFTER)


def _is_people(place: Place) -> bool:
    """Whether it is a score or a milestone, and no part of one."""
    return not place[2] or (place[0] == FLOW and not _is_exit(place))


def _name(place: Place) -> str:
    return " ".join(filter(None, place))


def _told(sums: Mapping[Place, CellStats], fewest: int, shut: Collection[Shut]) -> Sums:
    """What of a stretch may leave; nothing that is ``shut``."""
    leaving: Sums = {}
    scores = {
        place[:2]: stats if stats.pn >= fewest and (PAIRS, *place[:2]) not in shut else _without_pairs(stats)
        for place, stats in sums.items()
        if not place[2]
    }
    kinds: dict[tuple[str, str, str], dict[Place, CellStats]] = {}
    for place, stats in sums.items():
        if _is_people(place):
            if stats.n >= fewest and (STEP, place[2], "") not in shut:
                leaving[place] = stats if place[2] else scores[place[:2]]
            continue
        kind = place[2].partition(":")[0]
        if (STEP, kind, "") in shut or (kind, *place[:2]) in shut:
            continue
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
    if f"{kind}:" == RESPONDER:
        merged = people  # a share of those who answered: all of it, or nothing
    elif part_of(scale) == WAITING:
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
