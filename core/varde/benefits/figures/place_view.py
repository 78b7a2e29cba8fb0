"""What a manager sees of a place: its share of responders beside those of the places under it, and who is reached.

Of each place no more is shown than its own page shows of all months together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sqlalchemy import select

from varde.benefits.counting.assembling import apart
from varde.benefits.counting.book import OUTCOMES, WAY
from varde.benefits.counting.counted import CountedSums
from varde.benefits.counting.reading import LAST, sums_of
from varde.benefits.counting.waits import WaitRow, waits_apart, waits_of
from varde.benefits.figures import rules
from varde.benefits.figures.between_places import ALL_MONTHS, Surroundings
from varde.benefits.figures.between_shares import Funnel, funnel_of
from varde.benefits.figures.decided import told_to
from varde.benefits.figures.deciding import measures_of
from varde.benefits.figures.equity import VALUES, Equity, equity_of, line_to, under
from varde.benefits.figures.exits import flows_of
from varde.benefits.figures.figures import Selection
from varde.benefits.figures.periods import withheld
from varde.benefits.figures.places import ProgrammePlace
from varde.benefits.figures.rules import ResponderRate
from varde.benefits.figures.seen import families, flows_by_month, referred
from varde.benefits.figures.started import flow_told, of_untold, tells_started
from varde.benefits.figures.units import Unit
from varde.benefits.values import Measure
from varde.identity.models import Organisation
from varde.kernel.work import Work

PARTS = (OUTCOMES, WAY)


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """One organisation with everything under it. ``rate`` is None where nothing of it may be shown."""

    organisation: Organisation
    rate: ResponderRate | None


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place, those above it from the top (``line``), and those that are laid beside one another under it. ``measure`` is
    None where nobody has answered any; ``measures`` are those to choose between. ``last`` is the last month that is told ("": none
    is decided yet)."""

    place: ProgrammePlace
    line: tuple[Organisation, ...]
    measures: tuple[Measure, ...]
    measure: Measure | None = None
    own: PlaceFigures | None = None
    compared: tuple[PlaceFigures, ...] = ()
    funnel: Funnel | None = None
    equity: tuple[Equity, ...] = ()
    last: str = ""


def place_view(work: Work, place: ProgrammePlace, measure_key: str | None = None) -> PlaceView:
    """The place by one measure (None, or one that it has not: the first that has answers), each place to and with the last month
    that is decided for it. Nine statements, however many places there are."""
    organisations = {
        row.id: row for row in work.session.scalars(select(Organisation).where(Organisation.id.in_(place.above)))
    }
    line = tuple(organisations[id_] for id_ in line_to(place.above, place.organisation.id))
    programme = place.programme.key
    declared = measures_of(work, place.programme)
    near = {id_: place.around[id_] for id_ in {*families(place.around, place.organisation.id), *place.inside}}
    last_months = told_to(work, programme)
    own_last = last_months.get(place.organisation.id)
    if own_last is None:
        return PlaceView(place, line, ())
    counted = apart(sums_of(work, programme, near.keys(), parts=PARTS, last=max(last_months.values())), near)
    together = counted.chosen(places=place.inside, last=own_last).pool()
    answered = sorted(
        (m for m in declared if together.counts("all", m.scale, m.follow_up[0], "responder", m.tracks)),
        key=lambda m: not m.primary,
    )
    measure = next((m for m in answered if m.key == measure_key), next(iter(answered), None))
    if measure is None:
        return PlaceView(place, line, tuple(answered), last=own_last)
    # Days would be three times as much to read as all the rest, and how many waited is enough.
    waits = list(waits_apart(waits_of(work, programme, near.keys()), near))
    seen = _Seen(place, declared, counted, waits, flows_by_month(work, place), last_months)
    own = PlaceFigures(place.organisation, seen.rate(place.organisation.id, measure))
    says_started = own.rate is not None and isinstance(own.rate.of_started.denominator, int)
    compared = tuple(PlaceFigures(organisations[id_], seen.rate(id_, measure)) for id_ in seen.compared(organisations))
    equity = tuple(_equity(work, place, measure, own_last)) if says_started and not _mixes(measure, declared) else ()
    funnel = funnel_of({each.organisation.id: each.rate for each in compared})
    return PlaceView(place, line, tuple(answered), measure, own, compared, funnel, equity, own_last)


def _mixes(measure: Measure, declared: Sequence[Measure]) -> bool:
    """Whether the scale is another measure's too, of another track: people are not parted by track within a group."""
    return any(m.scale == measure.scale and m.key != measure.key for m in declared)


def _equity(work: Work, place: ProgrammePlace, measure: Measure, last: str) -> Sequence[Equity]:
    above, figures = families(place.around, place.organisation.id), []
    for dimension in VALUES:
        counted = sums_of(
            work,
            place.programme.key,
            above.keys(),
            dimension=dimension,
            tracked=False,
            parts=PARTS,
            last=last,
            together=True,
        )
        alone = apart(counted, above)
        figures.append(equity_of(alone, above, place.organisation.id, dimension, measure, threshold=place.fewest))
    return figures


class _Seen:
    """What is counted around a place month by month, and what may be shown of each place under it. ``last_months`` is, by place,
    the last month that is told of it, and ``flows`` are who came to each organisation, month by month."""

    def __init__(
        self,
        place: ProgrammePlace,
        measures: Sequence[Measure],
        counted: CountedSums,
        waits: Sequence[WaitRow],
        flows: CountedSums,
        last_months: Mapping[int, str],
    ) -> None:
        self.place, self.measures, self.counted, self.waits, self.last_months = (
            place,
            measures,
            counted,
            waits,
            last_months,
        )
        self.around = cache(self._around)
        self.referred = cache(lambda last: referred(flows_of(flows.chosen(last=last))))

    def _around(self, last: str) -> Surroundings:
        place, waits = self.place, [row for row in self.waits if row.month <= last]
        near = {id_: place.around[id_] for id_ in {*families(place.around, place.organisation.id), *place.inside}}
        counted = self.counted.chosen(last=last)
        return Surroundings(counted, None, near, place.programme.key, self.measures, place.fewest, waits)

    def rate(self, place: int, measure: Measure) -> ResponderRate | None:
        """How many responded; None where its own page may not say it."""
        inside, fewest, last = under(self.place.around, place), self.place.fewest, self.last_months.get(place)
        if last is None or withheld(inside, self.referred(last), fewest):
            return None
        says_started = True
        if len(self.place.around) > len(inside):
            everything = Selection(*ALL_MONTHS)
            says_started = self.around(last).tells_started(place, everything)
            closed = self.around(last).closed(place, everything)
            if closed & {Unit("scores", measure.key), Unit("outcomes", measure.key)}:
                return None
        pool = self.counted.chosen(places=inside, last=last).pool()
        rate = rules.responder_rate(pool, measure, measure.follow_up[0], threshold=fewest)
        if says_started and tells_started(flow_told(pool, self.measures, fewest)):
            return rate
        return replace(rate, of_started=of_untold(rate.of_started, fewest))

    def compared(self, organisations: Mapping[int, Organisation]) -> list[int]:
        """Those right under the place that anybody came to; of regions, those under them, and where there is but one, those under
        that."""
        chosen = self._with_people(self.place.organisation.id)
        while chosen and (len(chosen) == 1 or all(organisations[id_].kind == "region" for id_ in chosen)):
            deeper = [child for id_ in chosen for child in self._with_people(id_)]
            if not deeper:
                break
            chosen = deeper
        return sorted(chosen, key=lambda id_: organisations[id_].name) if len(chosen) > 1 else []

    def _with_people(self, parent: int) -> list[int]:
        children = [id_ for id_, over in self.place.above.items() if over == parent]
        came = self.referred(LAST)
        return [id_ for id_ in children if any(came.get(each) for each in under(self.place.above, id_))]
