"""Small numbers stay hidden: in the figures themselves, so that page, chart, file and API agree.

A count of 1 to 4 is hidden, and so is what would let a reader work it out: the next smallest cell when a total is
shown, and a share whose other side is 1 to 4. A zero is shown. The limit (5 unless told) can be raised in settings.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
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
    """Hide small cells, and with a published total also the smallest other ones until none can be worked out.

    One hidden cell is the total minus the rest, so a second one goes. Several can still be worked out when their
    sum allows one answer only (two hidden cells that share a sum of 2 are one each), so then one more goes.
    """
    shown: dict[Name, Shown] = {name: hide(count, threshold) for name, count in cells.items()}
    while total_published and _can_be_worked_out(cells, shown, threshold):
        open_cells = [name for name, value in shown.items() if not isinstance(value, Hidden) and cells[name] > 0]
        if not open_cells:
            break
        shown[min(open_cells, key=lambda name: cells[name])] = Hidden(Why.DERIVABLE, threshold)
    return shown


def _can_be_worked_out(cells: Mapping[Name, int], shown: Mapping[Name, Shown], threshold: int) -> bool:
    hidden = {name: value for name, value in shown.items() if isinstance(value, Hidden)}
    if len(hidden) == 1:
        return True
    if not hidden or any(value.why is Why.DERIVABLE for value in hidden.values()):
        return False
    together = sum(cells[name] for name in hidden)
    return together in (len(hidden), len(hidden) * (threshold - 1))


def hides_share(k: int, n: int, threshold: int = THRESHOLD) -> bool:
    """Whether ``k`` of ``n`` says too much: few people in all, few with it, or few without it."""
    return small(n, threshold) or small(k, threshold) or small(n - k, threshold)


def differs_by_few(one: int, other: int, threshold: int = THRESHOLD) -> bool:
    """Whether two counts of nested groups give away a group of 1 to 4 by subtraction."""
    return small(abs(one - other), threshold)


def suppress_chain(counts: Sequence[int], threshold: int = THRESHOLD) -> list[Shown]:
    """Hide steps of a flow, where each group is a part of the one before it (counts never rise).

    Neighbours that are shown differ by 0 or by at least the limit, so nobody can count the few who left between
    them. The last step and the first are kept before those in the middle.
    """
    kept: dict[int, int] = {}
    last = len(counts) - 1
    for place in [*_last_and_first(last), *range(last - 1, 0, -1)]:
        near = [kept[other] for other in _neighbours(place, kept)]
        if not small(counts[place], threshold) and not any(differs_by_few(counts[place], n, threshold) for n in near):
            kept[place] = counts[place]
    return [
        count if place in kept else Hidden(Why.SMALL if small(count, threshold) else Why.DERIVABLE, threshold)
        for place, count in enumerate(counts)
    ]


def _last_and_first(last: int) -> list[int]:
    return [last, 0] if last > 0 else list(range(last + 1))


def _neighbours(place: int, kept: Mapping[int, int]) -> list[int]:
    before, after = [p for p in kept if p < place], [p for p in kept if p > place]
    return [*([max(before)] if before else []), *([min(after)] if after else [])]
