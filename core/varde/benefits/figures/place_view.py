"""What a manager sees of a place: its share of responders beside those of the places under it, and who is reached.

Of each place no more is shown than its own page shows of all months together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from varde.benefits.counting.assembling import apart
from varde.benefits.counting.book import OUTCOMES, WAY
from varde.benefits.counting.counted import CountedSums
from varde.benefits.counting.reading import sums_of
from varde.benefits.counting.waits import waits_apart, waits_of
from varde.benefits.figures import rules
from varde.benefits.figures.between_places import ALL_MONTHS, Surroundings
from varde.benefits.figures.between_shares import Funnel, funnel_of
from varde.benefits.figures.equity import VALUES, Equity, equity_of, line_to, under
from varde.benefits.figures.figures import Selection
from varde.benefits.figures.periods import withheld
from varde.benefits.figures.places import ProgrammePlace
from varde.benefits.figures.rules import ResponderRate
from varde.benefits.figures.seen import families, flows_seen, referred
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
    None where nobody has answered any; ``measures`` are those to choose between."""

    place: ProgrammePlace
    line: tuple[Organisation, ...]
    measures: tuple[Measure, ...]
    measure: Measure | None = None
    own: PlaceFigures | None = None
    compared: tuple[PlaceFigures, ...] = ()
    funnel: Funnel | None = None
    equity: tuple[Equity, ...] = ()


def place_view(work: Work, place: ProgrammePlace, measure_key: str | None = None) -> PlaceView:
    """The place by one measure (None, or one that it has not: the first that has answers). Eight statements, however many places
    there are."""
    organisations = {
        row.id: row for row in work.session.scalars(select(Organisation).where(Organisation.id.in_(place.above)))
    }
    line = tuple(organisations[id_] for id_ in line_to(place.above, place.organisation.id))
    programme = place.programme.key
    declared = declared_of(work, programme)
    near = {id_: place.above[id_] for id_ in {*families(place.above, place.organisation.id), *place.inside}}
    counted = apart(sums_of(work, programme, near.keys(), parts=PARTS, together=True), near)
    together = counted.chosen(places=place.inside).pool()
    answered = sorted(
        (m for m in declared if together.counts("all", m.scale, m.follow_up[0], "responder", m.tracks)),
        key=lambda m: not m.primary,
    )
    measure = next((m for m in answered if m.key == measure_key), next(iter(answered), None))
    if measure is None:
        return PlaceView(place, line, tuple(answered))
    # Days would be three times as much to read as all the rest, and how many waited is enough.
    waits = list(waits_apart(waits_of(work, programme, near.keys()), near))
    around = Surroundings(counted, None, near, programme, declared, place.fewest, waits)
    seen = _Seen(place, declared, counted, around, referred(flows_seen(work, place)))
    own = PlaceFigures(place.organisation, seen.rate(place.organisation.id, measure))
    says_started = own.rate is not None and isinstance(own.rate.of_started.denominator, int)
    compared = tuple(PlaceFigures(organisations[id_], seen.rate(id_, measure)) for id_ in seen.compared(organisations))
    equity = tuple(_equity(work, place, measure)) if says_started and not _mixes(measure, declared) else ()
    funnel = funnel_of({each.organisation.id: each.rate for each in compared})
    return PlaceView(place, line, tuple(answered), measure, own, compared, funnel, equity)


def declared_of(work: Work, programme: str) -> Sequence[Measure]:
    return [m for m in work.catalogue.all(Measure).values() if m.programme == programme]


def _mixes(measure: Measure, declared: Sequence[Measure]) -> bool:
    """Whether the scale is another measure's too, of another track: people are not parted by track within a group."""
    return any(m.scale == measure.scale and m.key != measure.key for m in declared)


def _equity(work: Work, place: ProgrammePlace, measure: Measure) -> Sequence[Equity]:
    above, figures = families(place.above, place.organisation.id), []
    for dimension in VALUES:
        counted = sums_of(
            work, place.programme.key, above.keys(), dimension=dimension, tracked=False, parts=PARTS, together=True
        )
        alone = apart(counted, above)
        figures.append(equity_of(alone, above, place.organisation.id, dimension, measure, threshold=place.fewest))
    return figures


class _Seen:
    """Everything one reader sees of a programme, all months together, and what may be shown of each place. ``people`` are how many
    came to each organisation."""

    def __init__(
        self,
        place: ProgrammePlace,
        measures: Sequence[Measure],
        counted: CountedSums,
        around: Surroundings,
        people: Mapping[int, int],
    ) -> None:
        self.place, self.measures, self.counted, self.around, self.referred = place, measures, counted, around, people

    def rate(self, place: int, measure: Measure) -> ResponderRate | None:
        """How many responded; None where its own page may not say it."""
        inside, fewest = under(self.place.above, place), self.place.fewest
        if withheld(inside, self.referred, fewest):
            return None
        says_started = True
        if len(self.place.above) > len(inside):
            everything = Selection(*ALL_MONTHS)
            says_started = self.around.tells_started(place, everything)
            closed = self.around.closed(place, everything)
            if closed & {Unit("scores", measure.key), Unit("outcomes", measure.key)}:
                return None
        pool = self.counted.chosen(places=inside).pool()
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
        return [id_ for id_ in children if any(self.referred.get(each) for each in under(self.place.above, id_))]
