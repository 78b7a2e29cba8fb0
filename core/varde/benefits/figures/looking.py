"""What a reader asks to see of a programme at a place, and what may be shown of it: the same for page, file, report and command."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from varde.benefits.counting.cells import FLOW
from varde.benefits.counting.reading import sums_of
from varde.benefits.counting.rebuilding import HowCounted, how_counted
from varde.benefits.figures import words
from varde.benefits.figures.decided import decided_before, keep_decision
from varde.benefits.figures.figures import Report, Selection, report
from varde.benefits.figures.periods import (
    MonthsSeen,
    Stretch,
    chosen,
    few_by_track,
    last_answered_month,
    offered_tracks,
    usual_last,
    withheld,
)
from varde.benefits.figures.places import ProgrammePlace
from varde.benefits.figures.seen import flows_seen, outside_by_month, referred, surroundings_of
from varde.benefits.figures.units import without
from varde.benefits.figures.voice import Voice
from varde.benefits.values import Measure
from varde.instruments.values import Instrument
from varde.kernel.errors import BadInput
from varde.kernel.speech import Speech
from varde.kernel.work import Work
from varde.programmes.values import Programme

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class FiguresView:
    """A place, what can be chosen there, and the figures of what was chosen. ``report`` is None when there is nothing
    that may be shown; ``kept_back`` says that there is something all the same. ``parted`` are the same figures with responders and
    non-responders apart, where they were asked for too. ``counted`` says how far the counting had come when it was read."""

    place: ProgrammePlace
    counted: HowCounted
    tracks: tuple[str, ...] = ()
    months: tuple[Stretch, ...] = ()
    report: Report | None = None
    kept_back: bool = False
    parted: Report | None = None


@dataclass(frozen=True, slots=True)
class AskedFigures:
    """What somebody wants to see: months ``YYYY-MM`` and a track, None where they did not say, people together or ``split`` into
    responders and non-responders, or, with ``beside``, the one beside the other."""

    first: str | None = None
    last: str | None = None
    track: str | None = None
    split: bool = False
    beside: bool = False

    def __post_init__(self) -> None:
        """:raises BadInput: a month that is not one, or months in the wrong order."""
        if any(month is not None and not _MONTH.fullmatch(month) for month in (self.first, self.last)):
            raise BadInput(words.BAD_MONTH)
        if self.first and self.last and self.first > self.last:
            raise BadInput(words.MONTHS_REVERSED)


def look_upon(work: Work, place: ProgrammePlace, asked: AskedFigures) -> FiguresView:
    """What is asked for at this place. Three statements, whatever there is: how it is counted, the sums of the place and of what is
    around it, and one where the last months are of too few to be told. Two or three more where there are places around it, of all
    of them, and one of the places above it, seen or not.

    :raises BadInput: a track that cannot be shown on its own.
    """
    fewest = place.fewest
    how = how_counted(work, place.programme.key)  # before the sums: they have at least what it says
    counted = sums_of(work, place.programme.key, [place.organisation.id])
    if not counted:
        return FiguresView(place, how)
    flows = flows_seen(work, place)
    if withheld(place.inside, referred(flows), fewest):
        return FiguresView(place, how, kept_back=True)
    measures = [m for m in work.catalogue.all(Measure).values() if m.programme == place.programme.key]
    scores = {(m.scale, o) for m in measures for o in (m.start_occasion or m.follow_up[0], *m.follow_up)}
    before = decided_before(work, place)
    tracks = offered_tracks(counted, before.fewest)
    seen_months = MonthsSeen(counted, tracks, scores, outside_by_month(work, place), before.fewest, measures=measures)
    ends = before.ends or ()
    if not how.again:  # else some may be missing, and what is told together once stays so
        settled = _settled(place.programme, measures, work.today)
        ends = keep_decision(work, place, before, seen_months.decided(before.ends, settled))
    months = seen_months.told(ends)
    selection = _selection(asked, place.programme, measures, tracks, months, work.today)
    if counted.months[-1] > months[-1].last:
        told_to = months[-1].last
        selection = replace(selection, told_to=told_to)
        counted = counted.chosen(last=told_to)
        flows = flows_seen(work, place, told_to)
    closed: frozenset[tuple[str, str]] = frozenset()
    if selection.track is not None:
        seen = counted.chosen(first=selection.first, last=selection.last)
        closed = few_by_track(seen, tracks, scores, fewest)
    around = None
    if len(place.above) > len(place.inside):
        every_month = (selection.first, selection.last) == (months[0].first, months[-1].last)
        around = surroundings_of(work, place, measures, selection, every_month=every_month)
        if not around.tells_started(place.organisation.id, selection):
            closed |= {(FLOW, "started")}
    shown = partial(report, counted, place.programme.key, measures, closed=closed, flows=flows, threshold=fewest)
    together = shown(replace(selection, split=False))
    figures = shown(selection) if selection.split else together
    parted = shown(replace(selection, split=True)) if asked.beside else None
    if around is not None:
        closed_here = around.closed(place.organisation.id, selection)
        figures = without(figures, together, closed_here, fewest)
        parted = parted and without(parted, together, closed_here, fewest)
    return FiguresView(place, how, tracks, months, figures, parted=parted)


def _selection(
    asked: AskedFigures,
    programme: Programme,
    measures: Sequence[Measure],
    tracks: Sequence[str],
    months: Sequence[Stretch],
    today: date,
) -> Selection:
    """What is asked for, widened to what may be shown. Without a last month: the latest in which everyone has
    had time to answer the first follow-up, or, when there is none yet, all there is.

    :raises BadInput: a track that cannot be shown on its own.
    """
    track, first, last = asked.track, asked.first, asked.last
    if track is not None and track not in tracks:
        raise BadInput(words.UNKNOWN_TRACK)
    own = [m for m in measures if not track or m.for_track(track)]
    due = _due(programme, own, today)
    # The first follow-ups decide: a later one is often not due for half of those who started.
    firsts = [
        due[m.follow_up[0]] for m in own if m.follow_up[0] in due and (m.primary or not any(o.primary for o in own))
    ]
    if last is None and (usual := usual_last(months, min(firsts, default=None))) is not None:
        last = max(usual, first or usual)
    seen = chosen(months, first, last)
    late = tuple(occasion for occasion, month in due.items() if seen.last > month)
    return Selection(seen.first, seen.last, track, split=asked.split, undue=late)


def _settled(programme: Programme, measures: Sequence[Measure], today: date) -> str:
    """The last month that is over, and whose every follow-up everyone has had time to answer."""
    return min(last_answered_month(0, 0, today), *_due(programme, measures, today).values())


def _due(programme: Programme, measures: Sequence[Measure], today: date) -> dict[str, str]:
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


def voice_for(work: Work, programme: Programme, speech: Speech) -> Voice:
    """How the figures of this programme are spoken of."""
    occasions = {occasion.key: occasion.title for occasion in programme.occasions}
    for measure in work.catalogue.all(Measure).values():
        if measure.programme == programme.key and measure.computed is not None:
            occasions |= {moment.key: moment.title for moment in measure.computed.moments}
    instruments = work.catalogue.all(Instrument)
    versions = {key: instrument.version for key, instrument in instruments.items()}
    units = {key: instrument.unit for key, instrument in instruments.items() if instrument.unit is not None}
    return Voice(speech, occasions, versions, units)
