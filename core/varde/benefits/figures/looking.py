"""What a reader asks to see of a programme at a place, and what may be shown of it: the same for page, file, report and command."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from varde.benefits.counting.cells import FLOW
from varde.benefits.counting.reading import LAST, sums_of
from varde.benefits.counting.rebuilding import HowCounted, how_counted
from varde.benefits.figures import words
from varde.benefits.figures.deciding import due_months, measures_of, months_told
from varde.benefits.figures.figures import Report, Selection, report
from varde.benefits.figures.periods import Stretch, chosen, few_by_track, withheld
from varde.benefits.figures.places import ProgrammePlace
from varde.benefits.figures.seen import flows_seen, referred, surroundings_of
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
    that may be shown; ``kept_back`` says that there is something all the same, and ``unsettled`` that it is too early: whoever is
    counted can still answer, or they are too few. ``parted`` are the same figures with responders and
    non-responders apart, where they were asked for too. ``counted`` says how far the counting had come when it was read."""

    place: ProgrammePlace
    counted: HowCounted
    tracks: tuple[str, ...] = ()
    months: tuple[Stretch, ...] = ()
    report: Report | None = None
    kept_back: bool = False
    unsettled: bool = False
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
    """What is asked for at this place, to and with the last month that is told. Six statements, whatever there is: how it is
    counted, the sums of the place, what is decided, and what is around it. Two or three more where there are places around it.

    :raises BadInput: a track that cannot be shown on its own.
    """
    fewest = place.fewest
    how = how_counted(work, place.programme.key)  # before the sums: they have at least what it says
    counted = sums_of(work, place.programme.key, [place.organisation.id])
    if not counted:
        return FiguresView(place, how)
    can_be_chosen = months_told(work, place, counted, again=how.again)
    months, tracks = can_be_chosen.stretches, can_be_chosen.tracks
    last = months[-1].last if months else LAST
    flows = flows_seen(work, place, last)
    if withheld(place.inside, referred(flows), fewest):
        return FiguresView(place, how, kept_back=True)
    if not months:
        return FiguresView(place, how, unsettled=True)
    measures = measures_of(work, place.programme)
    selection = _selection(asked, place.programme, measures, tracks, months, work.today)
    if counted.months[-1] > last:
        selection = replace(selection, told_to=last)
        counted = counted.chosen(last=last)
    closed: frozenset[tuple[str, str]] = frozenset()
    if selection.track is not None:
        seen = counted.chosen(first=selection.first, last=selection.last)
        closed = few_by_track(seen, tracks, can_be_chosen.scores, fewest)
    around = None
    if len(place.around) > len(place.inside):
        around = surroundings_of(work, place, measures, selection, months)
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
    """What is asked for, widened to what may be shown. A follow-up that a programme was given later may not be due for everybody.

    :raises BadInput: a track that cannot be shown on its own.
    """
    if asked.track is not None and asked.track not in tracks:
        raise BadInput(words.UNKNOWN_TRACK)
    own = [m for m in measures if not asked.track or m.for_track(asked.track)]
    seen = chosen(months, asked.first, asked.last)
    late = tuple(occasion for occasion, month in due_months(programme, own, today).items() if seen.last > month)
    return Selection(seen.first, seen.last, asked.track, split=asked.split, undue=late)


def voice_for(work: Work, programme: Programme, speech: Speech) -> Voice:
    """How the figures of this programme are spoken of."""
    occasions = {occasion.key: occasion.title for occasion in programme.occasions}
    for measure in work.catalogue.all(Measure).values():
        if measure.programme == programme.key and measure.computed is not None:
            occasions |= {moment.key: moment.title for moment in measure.computed.moments}
    instruments = work.catalogue.all(Instrument)
    versions = {key: instrument.version for key, instrument in instruments.items()}
    units = {key: instrument.unit for key, instrument in instruments.items() if instrument.unit is not None}
    tracks = {track.key: track.title for track in programme.tracks}
    return Voice(speech, occasions, versions, units, tracks)
