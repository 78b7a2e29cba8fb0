"""Which months of a place are told, and which of them apart: worked out from what is counted, alike for every reader, and kept each
night. No reader decides anything by looking; until a night has kept it, all of them work out the same from the same sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from varde.benefits.counting.models import Cell, CellDelta
from varde.benefits.counting.nightly import begin_tonight
from varde.benefits.counting.reading import sums_of
from varde.benefits.counting.rebuilding import how_counted
from varde.benefits.figures.decided import DecidedEnds, decided_before, keep_decision
from varde.benefits.figures.periods import MonthsSeen, Stretch, last_answered_month, offered_tracks
from varde.benefits.figures.places import ProgrammePlace, place_seen_from
from varde.benefits.figures.seen import outside_by_month
from varde.benefits.values import Measure
from varde.identity.models import Organisation
from varde.kernel.jobs import job
from varde.kernel.work import Work
from varde.programmes.values import Programme

if TYPE_CHECKING:
    from varde.benefits.counting.counted import CountedSums

BATCH = 20
"""So many places are decided in one job."""


@dataclass(frozen=True, slots=True)
class MonthsTold:
    """What can be chosen at a place: ``stretches`` of months (none: nothing is told yet), and ``tracks``. ``scores`` are the
    (scale, occasion) that figures show, ``before`` is what was decided, and ``ends`` are the last months of the stretches."""

    tracks: tuple[str, ...]
    scores: frozenset[tuple[str, str]]
    stretches: tuple[Stretch, ...]
    before: DecidedEnds | None
    ends: tuple[str, ...]


def months_told(work: Work, place: ProgrammePlace, counted: CountedSums, *, again: bool = False) -> MonthsTold:
    """Of the place whose sums, month by month, these are. While people are counted ``again`` nothing is decided: some may be
    missing, and what is told together once stays so. Two statements, one where nothing stands above it."""
    measures = measures_of(work, place.programme)
    scores = frozenset((m.scale, o) for m in measures for o in (m.start_occasion or m.follow_up[0], *m.follow_up))
    settled = settled_month(place.programme, measures, work.today)
    before = decided_before(work, place)
    ends = before.ends if before else ()
    last = max((settled, *ends))
    tracks = offered_tracks(counted.chosen(last=last), place.fewest)
    outside = outside_by_month(work, place, last)
    seen = MonthsSeen(counted.chosen(last=last), tracks, scores, outside, place.fewest, measures=measures)
    if not again:
        ends = seen.decided(ends, settled)
    return MonthsTold(tracks, scores, seen.told(ends), before, ends)


def measures_of(work: Work, programme: Programme) -> list[Measure]:
    return [m for m in work.catalogue.all(Measure).values() if m.programme == programme.key]


def settled_month(programme: Programme, measures: Sequence[Measure], today: date) -> str:
    """The last month that is over, and whose every follow-up everyone has had time to answer."""
    return min(last_answered_month(0, 0, today), *due_months(programme, measures, today).values())


def due_months(programme: Programme, measures: Sequence[Measure], today: date) -> dict[str, str]:
    """For each follow-up the latest month in which everyone who started has had time to answer it."""
    asked = {occasion for measure in measures for occasion in measure.follow_up}
    of_occasions = {
        o.key: last_answered_month(o.months, o.days + o.closes_after, today)
        for o in programme.occasions
        if o.key in asked
    }
    moments = (moment for measure in measures if measure.computed for moment in measure.computed.moments)
    return of_occasions | {
        moment.key: last_answered_month(0, moment.day, today)
        for moment in moments
        if moment.day and moment.key in asked
    }


# --- each night


def begin_to_decide(work: Work) -> bool:
    """From two to five, write down that the months of every place are to be decided, once a night. Two statements at night."""
    return begin_tonight(work, decide_tonight)


@job("benefits.decide_months")
def decide_tonight(work: Work, programme: str = "", reached: int = 0) -> None:
    """Keep which months of the next places are told, and write down those that come after them. A programme of which something
    waits to be added up, or is counted again, keeps what it has."""
    of = (Cell.programme > programme) | ((Cell.programme == programme) & (Cell.place_id > reached))
    statement = select(Cell.programme, Cell.place_id, Organisation.key).join(
        Organisation, Organisation.id == Cell.place_id
    )
    rows = work.session.execute(
        statement.where(of).distinct().order_by(Cell.programme, Cell.place_id).limit(BATCH)
    ).all()
    for key, _, organisation in rows:
        if key in work.catalogue.all(Programme):
            decide(work, place_seen_from(work, organisation, key, organisation))
    if rows:
        work.enqueue(decide_tonight, programme=rows[-1][0], reached=rows[-1][1])


def decide(work: Work, place: ProgrammePlace) -> None:
    """Keep which months of a place are told, unless something of the programme waits or is counted again."""
    programme = place.programme.key
    if work.session.scalar(select(CellDelta.id).where(CellDelta.programme == programme).limit(1)) is not None:
        return
    if how_counted(work, programme).again:
        return
    months_seen = months_told(work, place, sums_of(work, programme, [place.organisation.id]))
    keep_decision(work, place, months_seen.before, months_seen.ends)


def decide_everywhere(work: Work) -> None:
    """The same of every place at once: for a demonstration that has been filled, and for tests."""
    places = select(Cell.programme, Organisation.key).join(Organisation, Organisation.id == Cell.place_id).distinct()
    for programme, organisation in work.session.execute(places.order_by(Cell.programme, Organisation.key)).all():
        if programme in work.catalogue.all(Programme):
            decide(work, place_seen_from(work, organisation, programme, organisation))
