"""The manager's benefits: choose a place, look at its figures, take them along as a file. Counts only, no patients."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from varde.benefits.counting.reading import sums_of
from varde.benefits.counting.roller import counted_until
from varde.benefits.figures.cards import cards_of, columns
from varde.benefits.figures.export import Drawn, as_csv
from varde.benefits.figures.figures import Report, Selection, report
from varde.benefits.figures.headline import cautions, headlines
from varde.benefits.figures.periods import (
    Stretch,
    chosen,
    few_by_track,
    last_answered_month,
    offered_tracks,
    stretches,
    usual_last,
    withheld,
)
from varde.benefits.figures.places import ProgrammePlace, place_of, places_of, single
from varde.benefits.figures.seen import flows_seen, outside_by_month, referred, surroundings_of
from varde.benefits.figures.units import without
from varde.benefits.figures.voice import Voice
from varde.benefits.values import Measure
from varde.instruments.values import Instrument
from varde.kernel.errors import BadInput
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.web.manager import words
from varde.web.shell import http
from varde.web.shell.pages import actor, audience, staff_nav

bp = Blueprint("benefits", __name__, url_prefix="/gevinster")
TOGETHER, APART = "alle", "respons"
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class FiguresView:
    """A place, what can be chosen there, and the figures of what was chosen. ``report`` is None when there is nothing
    that may be shown; ``kept_back`` says that there is something all the same."""

    place: ProgrammePlace
    tracks: tuple[str, ...] = ()
    months: tuple[Stretch, ...] = ()
    report: Report | None = None
    kept_back: bool = False


@bp.get("")
@audience("manager")
def index() -> str | AnyResponse:
    """The programmes and organisations to choose between; the only one leads straight there."""
    places = places_of(http.work(), actor())
    only = single(places)
    if only is not None:
        return redirect(url_for("benefits.show", organisation=only[1].key, programme=only[0].key), 303)
    return render_template("benefits/choose.html", nav=staff_nav("benefits"), places=places)


@bp.get("/<organisation>/<programme>")
@audience("manager")
def show(organisation: str, programme: str) -> str:
    """The figures of one programme at one organisation and everything under it."""
    look = look_at(http.work(), organisation, programme)
    voice = voice_of(http.work(), look.place.programme)
    g.organisation = look.place.organisation
    report = look.report
    first, second, few = cards_of(report, voice) if report else ([], [], [])
    return render_template(
        "benefits/show.html",
        nav=staff_nav("benefits"),
        look=look,
        counted=counted_until(http.work()),
        report=report,
        voice=voice,
        columns=columns(first),
        more=columns(second),
        few=few,
        headlines=headlines(report, voice) if report else (),
        cautions=cautions(report, voice, threshold=look.place.fewest) if report else (),
        form=_form(look),
        month=month_name,
        threshold=look.place.fewest,
        invented=http.platform().settings.environment == "demo",
    )


@bp.get("/<organisation>/<programme>.csv", endpoint="csv")
@audience("manager")
def as_file(organisation: str, programme: str) -> Response:
    """The same figures as :func:`show`, hidden where they are hidden there, as comma-separated values."""
    work = http.work()
    look = look_at(work, organisation, programme)
    versions = voice_of(work, look.place.programme).versions
    instruments = work.catalogue.all(Instrument).items()
    units = {key: instrument.unit for key, instrument in instruments if instrument.unit is not None}
    selection = look.report.selection if look.report else Selection("", "")
    drawn = Drawn(organisation, programme, selection.track or "", selection.first, selection.last, work.today)
    empty = Report(selection, (), (), (), ())
    answer = Response(as_csv(look.report or empty, drawn, versions, units), mimetype="text/csv")
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=gevinster-{look.place.organisation.key}-{programme}.csv"
    )
    return answer


def look_at(work: Work, organisation: str, programme: str) -> FiguresView:
    """What the address asks for. Four statements, whatever there is: the place and what is around it, and the sums of both. Two or
    three more where there are places around it, of all of them."""
    place = place_of(work, actor(), organisation, programme)
    fewest = place.fewest
    counted = sums_of(work, place.programme.key, [place.organisation.id])
    if not counted:
        return FiguresView(place)
    flows = flows_seen(work, place)
    if withheld(place.inside, referred(flows), fewest):
        return FiguresView(place, kept_back=True)
    measures = [m for m in work.catalogue.all(Measure).values() if m.programme == place.programme.key]
    scores = {(m.scale, o) for m in measures for o in (m.start_occasion or m.follow_up[0], *m.follow_up)}
    tracks = offered_tracks(counted, fewest)
    months = stretches(counted, tracks, scores, outside_by_month(work, place), fewest)
    selection = _selection(place.programme, measures, tracks, months, work.today)
    closed: frozenset[tuple[str, str]] = frozenset()
    if selection.track is not None:
        seen = counted.chosen(first=selection.first, last=selection.last)
        closed = few_by_track(seen, tracks, scores, fewest)
    shown = partial(report, counted, place.programme.key, measures, closed=closed, flows=flows, threshold=fewest)
    figures = shown(selection)
    if len(place.above) > len(place.inside):
        every_month = (selection.first, selection.last) == (months[0].first, months[-1].last)
        surroundings = surroundings_of(work, place, measures, selection, every_month=every_month)
        together = shown(replace(selection, split=False))
        figures = without(figures, together, surroundings.closed(place.organisation.id, selection), fewest)
    return FiguresView(place, tracks, months, figures)


def _selection(
    programme: Programme, measures: Sequence[Measure], tracks: Sequence[str], months: Sequence[Stretch], today: date
) -> Selection:
    """What the address asks for, widened to what may be shown. Without a last month: the latest in which everyone has
    had time to answer the first follow-up, or, when there is none yet, all there is.

    :raises BadInput: a month or a track that is not one.
    """
    track = request.args.get("spor") or None
    if track is not None and track not in tracks:
        raise BadInput(words.UNKNOWN_TRACK)
    first, last = (_month(name) for name in ("fra", "til"))
    if first and last and first > last:
        raise BadInput(words.MONTHS_REVERSED)
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
    return Selection(seen.first, seen.last, track, split=request.args.get("vis") == APART, undue=late)


def _month(name: str) -> str | None:
    written = request.args.get(name) or None
    if written is not None and not _MONTH.fullmatch(written):
        raise BadInput(words.BAD_MONTH)
    return written


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


def _form(look: FiguresView) -> dict[str, Sequence[tuple[str, object]]]:
    """The choices of each filter; a filter with one choice is left out."""
    programme = look.place.programme
    titles = {track.key: track.title for track in programme.tracks}
    choices: dict[str, Sequence[tuple[str, object]]] = {}
    if len(look.tracks) > 0:
        choices["spor"] = [("", http.speech().say(words.ALL_TRACKS)), *((t, titles.get(t, t)) for t in look.tracks)]
    choices["fra"] = [(s.first, month_name(s.first)) for s in look.months]
    choices["til"] = [(s.last, month_name(s.last)) for s in look.months]
    choices["vis"] = [(TOGETHER, http.speech().say(words.TOGETHER)), (APART, http.speech().say(words.APART))]
    return choices


def month_name(month: str) -> str:
    """“november 2024” for ``2024-11``."""
    first = date.fromisoformat(f"{month}-01")
    return http.speech().day(first, year=True).split(" ", 1)[1]


def voice_of(work: Work, programme: Programme) -> Voice:
    """How the figures of this programme are spoken of to whoever asks."""
    occasions = {occasion.key: occasion.title for occasion in programme.occasions}
    for measure in work.catalogue.all(Measure).values():
        if measure.programme == programme.key and measure.computed is not None:
            occasions |= {moment.key: moment.title for moment in measure.computed.moments}
    versions = {key: instrument.version for key, instrument in work.catalogue.all(Instrument).items()}
    return Voice(http.speech(), occasions, versions)
