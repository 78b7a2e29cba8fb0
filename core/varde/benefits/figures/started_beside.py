"""How many started at a place, which is not told where a place beside it hides it: that of all, less those told, would be it.

The places right under one are taken two and two, in the order of their ids, and where one of two hides how many started, so does
the other. Whoever knows why then has still two answers: those who are lacking may be of the one or of the other. Where the two can
be no others all the same (everybody started), all of them hide it; where even that leaves one answer, only who hides it anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from varde.benefits.figures.started import flow_told, tells_started
from varde.benefits.figures.suppression import small
from varde.charts.values import THRESHOLD

if TYPE_CHECKING:
    from varde.benefits.counting.pool import Pool
    from varde.benefits.values import Measure


class StartedAt(NamedTuple):
    """A place: whether its page ``hides`` how many started, and how many ``below`` and ``above`` that it could be, by what
    it tells of those who answered and of those who were eligible."""

    hides: bool
    below: int
    above: int


def started_at(cells: Pool, measures: Sequence[Measure], threshold: int = THRESHOLD) -> StartedAt:
    """Of the page of these people. Few who started are hidden in another way, and not meant here."""
    started = cells.milestone("started")
    occasions = {occasion for measure in measures for occasion in measure.follow_up}
    answered = max((cells.milestone(f"answered:{occasion}") for occasion in occasions), default=0)
    hides = not small(started, threshold) and not tells_started(flow_told(cells, measures, threshold))
    return StartedAt(hides, max(started - answered, 0), max(cells.milestone("eligible") - started, 0))


def started_is_open(line: Sequence[int], parts: Mapping[int, Sequence[int]], at: Callable[[int], StartedAt]) -> bool:
    """Whether it may be told of the last in ``line``, which goes from the top. ``parts`` are, by place, those right under it of
    which anything is shown, in order.

    A place that hides it for another's sake has it hidden at some of its own parts too: else they would add up to it.
    """
    hidden = at(line[0]).hides
    for parent, child in pairwise(line):
        groups = two_and_two(parts.get(parent, ()))
        closed = [group for group in groups if any(at(part).hides for part in group)] or (groups[:1] if hidden else [])
        hidden = child in _hidden_in(groups, closed, at)
    return not hidden


def _hidden_in(
    groups: Sequence[Sequence[int]], closed: Sequence[Sequence[int]], at: Callable[[int], StartedAt]
) -> Sequence[int]:
    for tried in (closed, groups):
        places = list(chain.from_iterable(tried))
        if have_two_answers([at(part) for part in places]):
            return places
    return [part for part in chain.from_iterable(closed) if at(part).hides]


def have_two_answers(places: Iterable[StartedAt]) -> bool:
    """Whether each of these can be more, and another so many fewer, or the other way round."""
    listed = list(places)
    below, above = sum(each.below for each in listed), sum(each.above for each in listed)
    return all((each.above and below > each.below) or (each.below and above > each.above) for each in listed)


def two_and_two(parts: Sequence[int]) -> list[Sequence[int]]:
    """In groups of two; the last is of three where the number is odd."""
    groups = [parts[at : at + 2] for at in range(0, len(parts), 2)]
    if len(groups) > 1 and len(groups[-1]) == 1:
        groups[-2:] = [[*groups[-2], *groups[-1]]]
    return groups
