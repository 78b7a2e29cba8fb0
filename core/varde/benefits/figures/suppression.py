"""Small numbers stay hidden: in the figures themselves, so that page, chart, file and API agree.

A count of 1 to 4 is hidden, and so is what would let a reader work it out: other cells when a total is
shown, and a share whose other side is 1 to 4. A zero is shown. The limit (5 unless told) can be raised in settings.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from varde.charts.values import THRESHOLD, Hidden, Shown, Why

Name = TypeVar("Name", bound=Hashable)


def small(count: int, threshold: int = THRESHOLD) -> bool:
    """Whether this many people is too few to show; nobody at all is not."""
    return 0 < count < threshold


def hide(count: int, threshold: int = THRESHOLD) -> Shown:
    """The count, or hidden when it is too small."""
    return Hidden(Why.SMALL, threshold) if small(count, threshold) else count


def suppress(cells: Mapping[Name, int], total_published: bool = True, threshold: int = THRESHOLD) -> dict[Name, Shown]:
    """Hide small cells, and with a published total what would give them away. Every hidden cell keeps two answers at
    least, also for a reader who knows this rule and reads which cells are ``<5`` and which are ``skjult``.

    1. Several small cells hide one another, unless they are all 1 or all as large as small ones can be, or the rest is
       a single cell and they together the few that are missing from it.
    2. Else the smallest other one goes too (all of that size): ``skjult`` beside ``<5``, when two answers remain.
    3. Else the same cells go, all as ``skjult``: nobody can tell which of them is the small one.
    4. With no other cell to hide, all go, zeros too; and so they do at a total that equal small cells alone would
       make, for else such a table would be known by being the only one to vanish.

    What a cell counts must be able to be any number, zero too: leave out what cannot happen. A total under the limit
    is taken as hidden itself.
    """
    shown: dict[Name, Shown] = {name: hide(count, threshold) for name, count in cells.items()}
    few = [count for count in cells.values() if small(count, threshold)]
    total = sum(cells.values())
    if not few or not total_published or (total < threshold and len(few) == 1):
        return shown
    hidden = Hidden(Why.DERIVABLE, threshold)
    larger = sorted(count for count in cells.values() if count >= threshold)
    if total < threshold or total in (len(cells), len(cells) * (threshold - 1)):
        return dict.fromkeys(cells, hidden)
    if _hide_one_another(len(few), sum(few), len(larger), threshold):
        return shown
    if not larger:
        return dict.fromkeys(cells, hidden)
    smallest = larger[0]
    if _has_two_answers(few, larger, threshold):
        return {name: hidden if cells[name] == smallest else value for name, value in shown.items()}
    return {name: hidden if 0 < cells[name] <= smallest else value for name, value in shown.items()}


def _hide_one_another(few: int, together: int, larger: int, threshold: int) -> bool:
    return few > 1 and few < together < few * (threshold - 1) and (larger != 1 or together >= threshold)


def _has_two_answers(few: Sequence[int], larger: Sequence[int], threshold: int) -> bool:
    """Whether small cells of another sum, beside other cells of another size, would look the same."""
    alike = larger.count(larger[0])
    together = sum(few) + alike * larger[0]
    next_size = larger[alike] if alike < len(larger) else together
    answers = [
        together_few
        for together_few in range(len(few), len(few) * (threshold - 1) + 1)
        if not _hide_one_another(len(few), together_few, len(larger), threshold)
        and (together - together_few) % alike == 0
        and threshold <= (together - together_few) // alike < next_size
    ]
    return len(answers) > 1


def has_few(numbers: Iterable[int], threshold: int = THRESHOLD) -> bool:
    """Whether any of these counts of people is too small to show."""
    return any(small(number, threshold) for number in numbers)


def open_parts(parts: Mapping[Name, Sequence[int]], own: Sequence[int], threshold: int = THRESHOLD) -> frozenset[Name]:
    """The parts of a whole that can be shown beside it, so that what is left when they are taken from it is no few either.

    Each part is a row of counts of the same numbers, and is shown or hidden as a row; the whole, all parts and its ``own``
    together, is shown. ``parts`` go from the first that is hidden for the sake of another to the last; a part with a few in it
    is hidden, and so is, in the end, every part of a whole that has a few in it. Hidden for the sake of others is only what adds
    somebody to the few, if that is enough. One with nobody in it can always be shown.
    """
    people = {name for name, row in parts.items() if any(row)}
    hidden = {name for name, row in parts.items() if has_few(row, threshold)}
    left = [sum(numbers) for numbers in zip(own, *(parts[name] for name in hidden), strict=True)]
    for only_what_adds in (True, False):
        for name in parts:
            few = [at for at, number in enumerate(left) if small(number, threshold)]
            if few and name in people - hidden and (not only_what_adds or any(parts[name][at] for at in few)):
                hidden.add(name)
                left = [sum(numbers) for numbers in zip(left, parts[name], strict=True)]
    return frozenset(parts.keys() - hidden)


def differs_by_few(first: int, second: int, threshold: int = THRESHOLD) -> bool:
    """Whether two counts of nested groups give away a group of 1 to 4 by subtraction."""
    return small(abs(first - second), threshold)


def suppress_flow(common: Sequence[int], ends: Sequence[int], threshold: int = THRESHOLD) -> list[Shown]:
    """Hide steps of a flow, where each group is a part of the one before it (counts never rise), and which may have several
    ends, each a part of the last common step and not of one another: first the common steps, then the ends.

    Neighbours that are shown differ by 0 or by at least the limit, so nobody can count the few who left between them. The
    end is kept before all others, then the last common step, since most other figures of these people say how many they are;
    then the first, and those in the middle. A common step that one end hides is hidden for all.
    """
    flows = [[*common, end] for end in ends] or [list(common)]
    kept = [_kept(counts, len(common) - 1, threshold) for counts in flows]
    shared = {place: count for place, count in enumerate(common) if all(place in steps for steps in kept)}
    last = len(common)
    shown = _as_shown(common, shared, threshold)
    for counts, steps in zip(flows[: len(ends)], kept, strict=False):
        own = {**shared, last: counts[last]} if last in steps else shared
        shown.append(_as_shown(counts, own, threshold)[last])
    return shown


def _kept(counts: Sequence[int], before_first: int, threshold: int) -> dict[int, int]:
    """The steps that are shown; the one at ``before_first`` goes before the first."""
    kept: dict[int, int] = {}
    last = len(counts) - 1
    if last < 0:
        return kept
    for place in dict.fromkeys((last, before_first, 0, *range(last - 1, 0, -1))):
        near = [kept[neighbour] for neighbour in _neighbours(place, kept)]
        if not small(counts[place], threshold) and not any(differs_by_few(counts[place], n, threshold) for n in near):
            kept[place] = counts[place]
    return kept


def _as_shown(counts: Sequence[int], kept: Mapping[int, int], threshold: int) -> list[Shown]:
    return [
        count if place in kept else _hidden_step(count, kept, place, threshold) for place, count in enumerate(counts)
    ]


def _hidden_step(count: int, kept: Mapping[int, int], place: int, threshold: int) -> Hidden:
    """One below a step of ``threshold + 1`` could, when not small, only be the limit itself, so the two are not told
    apart there."""
    above = [step for step in kept if step < place]
    apart = not above or kept[max(above)] != threshold + 1
    return Hidden(Why.SMALL if apart and small(count, threshold) else Why.DERIVABLE, threshold)


def _neighbours(place: int, kept: Mapping[int, int]) -> list[int]:
    before, after = [p for p in kept if p < place], [p for p in kept if p > place]
    return [*([max(before)] if before else []), *([min(after)] if after else [])]
