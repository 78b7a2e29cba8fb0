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
from varde.benefits.figures.periods import Stretch, is_cut_by
from varde.benefits.figures.places import ProgrammePlace
from varde.benefits.figures.suppression import has_few
from varde.benefits.values import Measure
from varde.kernel.work import Work

if TYPE_CHECKING:
    from varde.benefits.counting.counted import CountedSums


def flows_seen(work: Work, place: ProgrammePlace, last: str) -> Flows:
    """Who came, began and left at each organisation around the place, all months to and with ``last`` together. One statement."""
    counted = _flows(work, place, last=last, together=True)
    return Flows(flows_of(counted).people, frozenset(place.inside))


def flows_by_month(work: Work, place: ProgrammePlace) -> CountedSums:
    """The same month by month, of all there are. One statement."""
    return _flows(work, place, last=LAST, together=False)


def _flows(work: Work, place: ProgrammePlace, *, last: str, together: bool) -> CountedSums:
    programme, near = place.programme.key, place.around
    counted = sums_of(
        work, programme, near.keys(), dimension=None, tracked=False, parts=(WAY,), last=last, together=together
    )
    return apart(counted, near)


def referred(flows: Flows) -> dict[int, int]:
    """How many were referred, or imported, at each organisation."""
    people: dict[int, int] = {}
    for category in ("referred", IMPORTED):
        for organisation_id, n in flows.people.get(category, {}).items():
            people[organisation_id] = people.get(organisation_id, 0) + n
    return people


def outside_by_month(work: Work, place: ProgrammePlace, last: str) -> list[dict[str, dict[str, int]]]:
    """Of each place beside this one, and beside one above it, and of what is at those above it themselves: by milestone, how many
    in each month to and with ``last``. Those of a few in all are told nowhere, and are put together with the next. One statement,
    none at the top."""
    near = families(place.around, place.organisation.id)
    if len(near) == 1:
        return []
    counted = sums_of(work, place.programme.key, near.keys(), dimension=None, tracked=False, parts=(WAY,), last=last)
    alone = apart(counted, near)
    beside = [_by_month(alone, each) for each in near if each != place.organisation.id]
    return _enough_together([people for people in beside if people], place.fewest)


def _by_month(counted: CountedSums, place: int) -> dict[str, dict[str, int]]:
    by_month = counted.chosen(places=[place]).people(lambda of: of[0] == FLOW, lambda row: row.month)
    people: dict[str, dict[str, int]] = {}
    for ((_scale, _occasion, category), _), months in by_month.items():
        of = people.setdefault(category, {})
        for month, n in months.items():
            of[str(month)] = of.get(str(month), 0) + n
    return people


def _enough_together(places: list[dict[str, dict[str, int]]], fewest: int) -> list[dict[str, dict[str, int]]]:
    """From the smallest, each with those before it that are of a few in all."""
    together: list[dict[str, dict[str, int]]] = []
    for people in sorted(places, key=lambda people: sum(map(_total, people.values()))):
        if together and _is_few(together[-1], fewest):
            together[-1] = _added(together[-1], people)
        else:
            together.append(people)
    if len(together) > 1 and _is_few(together[-1], fewest):
        together[-2:] = [_added(*together[-2:])]
    return together


def _is_few(people: Mapping[str, Mapping[str, int]], fewest: int) -> bool:
    return has_few((_total(months) for category, months in people.items() if is_cut_by(category)), fewest)


def _total(months: Mapping[str, int]) -> int:
    return sum(months.values())


def _added(people: dict[str, dict[str, int]], added: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """The two as one."""
    return {
        category: {
            month: sum(each.get(category, {}).get(month, 0) for each in (people, added))
            for month in {**people.get(category, {}), **added.get(category, {})}
        }
        for category in {**people, **added}
    }


def surroundings_of(
    work: Work, place: ProgrammePlace, measures: Sequence[Measure], selection: Selection, stretches: Sequence[Stretch]
) -> Surroundings:
    """What may give a few away at the place: those above it, and what is right under each of these. Two statements, or three for a
    part of the ``stretches`` that are told or one track."""
    near = families(place.around, place.organisation.id)
    programme, parts, last = place.programme.key, (OUTCOMES, WAY), stretches[-1].last
    whole = apart(sums_of(work, programme, near.keys(), parts=parts, last=last, together=True), near)
    chosen = None
    every_month = (selection.first, selection.last) == (stretches[0].first, last)
    if not every_month or selection.track is not None:
        chosen = apart(sums_of(work, programme, near.keys(), parts=parts, last=last), near)
    waits = [row for row in waits_apart(waits_of(work, programme, near.keys()), near) if row.month <= last]
    cuts = () if every_month else tuple(stretches)
    return Surroundings(whole, chosen, near, programme, measures, place.fewest, waits, cuts)


DIMENSIONS = (AGE, SEX, ROUTE)
"""Who people are, as the report tells it."""


def people_seen(work: Work, place: ProgrammePlace, measure: Measure | None, last: str) -> tuple[PeopleFigure, ...]:
    """Who began at the place, all months to and with ``last`` and all tracks together, and who of them
    responded by ``measure``. One statement for each dimension. One that cannot be shown, here or because of a place above, is left
    out."""
    above = families(place.around, place.organisation.id)
    programme, parts = place.programme.key, (WAY, OUTCOMES)
    figures = []
    for dimension in DIMENSIONS:
        counted = sums_of(
            work, programme, above.keys(), dimension=dimension, tracked=False, parts=parts, last=last, together=True
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
