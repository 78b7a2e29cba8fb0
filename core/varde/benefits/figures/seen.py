"""What is counted at a place and around it, as one reader sees them: read once for a page, a file or a report."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from varde.benefits.counting.assembling import apart
from varde.benefits.counting.book import OUTCOMES, WAY
from varde.benefits.counting.cells import FLOW, IMPORTED
from varde.benefits.counting.dimensions import AGE, ROUTE, SEX
from varde.benefits.counting.reading import LAST, sums_of
from varde.benefits.counting.waits import waits_apart, waits_of
from varde.benefits.figures.between_places import Surroundings
from varde.benefits.figures.equity import under
from varde.benefits.figures.exits import Flows, flows_of
from varde.benefits.figures.figures import Selection
from varde.benefits.figures.people import PeopleFigure, people_figure, told_elsewhere
from varde.benefits.figures.places import ProgrammePlace
from varde.benefits.values import Measure
from varde.kernel.work import Work

if TYPE_CHECKING:
    from varde.benefits.counting.counted import CountedSums


def flows_seen(work: Work, place: ProgrammePlace, last: str | None = None) -> Flows:
    """Who came, began and left at each organisation that the reader sees, all months to and with ``last`` (None: all there are)
    together. One statement."""
    programme, until = place.programme.key, last or LAST
    counted = sums_of(
        work, programme, place.above.keys(), dimension=None, tracked=False, parts=(WAY,), last=until, together=True
    )
    return Flows(flows_of(apart(counted, place.above)).people, frozenset(place.inside))


def referred(flows: Flows) -> dict[int, int]:
    """How many were referred, or imported, at each organisation."""
    people: dict[int, int] = {}
    for category in ("referred", IMPORTED):
        for organisation_id, n in flows.people.get(category, {}).items():
            people[organisation_id] = people.get(organisation_id, 0) + n
    return people


def outside_by_month(work: Work, place: ProgrammePlace) -> list[dict[str, dict[str, int]]]:
    """Of each place above this one, seen or not: by milestone, how many in each month are there beside those of this place. One
    statement, none at the top."""
    if not place.over:
        return []
    counted = sums_of(
        work, place.programme.key, {*place.over, place.organisation.id}, dimension=None, tracked=False, parts=(WAY,)
    )
    at_place = _by_month(counted, place.organisation.id)
    outside = []
    for over in place.over:
        people = _by_month(counted, over)
        for category, months in at_place.items():
            of = people.setdefault(category, {})
            for month, n in months.items():
                of[month] = of.get(month, 0) - n
        outside.append(people)
    return outside


def _by_month(counted: CountedSums, place: int) -> dict[str, dict[str, int]]:
    by_month = counted.chosen(places=[place]).people(lambda of: of[0] == FLOW, lambda row: row.month)
    people: dict[str, dict[str, int]] = {}
    for ((_scale, _occasion, category), _), months in by_month.items():
        of = people.setdefault(category, {})
        for month, n in months.items():
            of[str(month)] = of.get(str(month), 0) + n
    return people


def surroundings_of(
    work: Work, place: ProgrammePlace, measures: Sequence[Measure], selection: Selection, *, every_month: bool
) -> Surroundings:
    """What may give a few away at the place: those above it that the reader sees, and what is right under each of these. Two
    statements, or three for a part of the months or one track."""
    above = families(place.above, place.organisation.id)
    programme, parts = place.programme.key, (OUTCOMES, WAY)
    until = selection.told_to or LAST
    whole = apart(sums_of(work, programme, above.keys(), parts=parts, last=until, together=True), above)
    chosen = None
    if not every_month or selection.track is not None:
        first, last = selection.first, selection.last
        months = sums_of(work, programme, above.keys(), parts=parts, first=first, last=last, together=True)
        chosen = apart(months, above)
    waits = list(waits_apart(waits_of(work, programme, above.keys()), above))
    return Surroundings(whole, chosen, above, programme, measures, place.fewest, waits)


DIMENSIONS = (AGE, SEX, ROUTE)
"""Who people are, as the report tells it."""


def people_seen(
    work: Work, place: ProgrammePlace, measure: Measure | None, last: str | None = None
) -> tuple[PeopleFigure, ...]:
    """Who began at the place, all months to and with ``last`` (None: all there are) and all tracks together, and who of them
    responded by ``measure``. One statement for each dimension. One that cannot be shown, here or because of a place above, is left
    out."""
    above = families(place.above, place.organisation.id)
    programme, parts = place.programme.key, (WAY, OUTCOMES)
    figures = []
    for dimension in DIMENSIONS:
        counted = sums_of(
            work,
            programme,
            above.keys(),
            dimension=dimension,
            tracked=False,
            parts=parts,
            last=last or LAST,
            together=True,
        )
        alone = apart(counted, above)
        if not told_elsewhere(alone, above, place.organisation.id, measure, place.fewest):
            at_place = alone.chosen(places=under(above, place.organisation.id))
            figures.append(people_figure(at_place, dimension, measure, place.fewest))
    return tuple(figure for figure in figures if figure is not None)


def families(above: Mapping[int, int | None], place: int) -> dict[int, int | None]:
    """The place and those above it, and what stands right under each of these: whatever is under one of them is in its sums."""
    line: list[int | None] = [place]
    while line[-1] is not None:
        line.append(above[line[-1]])
    return {id_: parent for id_, parent in above.items() if id_ in line or parent in _but_the_place(line, place)}


def _but_the_place(line: Collection[int | None], place: int) -> set[int | None]:
    return {id_ for id_ in line if id_ is not None and id_ != place}
