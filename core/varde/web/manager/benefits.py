"""The manager's benefits: choose a place, look at its figures, take them along as a file. Counts only, no patients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from varde.benefits.figures.cards import cards_of, columns
from varde.benefits.figures.export import Drawn, as_csv
from varde.benefits.figures.figures import Report, Selection
from varde.benefits.figures.headline import cautions, headlines
from varde.benefits.figures.looking import AskedFigures, FiguresView, look_upon, voice_for
from varde.benefits.figures.places import ProgrammePlace, place_of, places_of, single
from varde.benefits.figures.voice import Voice, month_in_words
from varde.benefits.report.pictures import chart_of
from varde.kernel.errors import BadInput
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.web.manager import words
from varde.web.manager.periods import period_asked
from varde.web.shell import http
from varde.web.shell.confirming import confirmed
from varde.web.shell.pages import actor, audience, staff_nav

bp = Blueprint("benefits", __name__, url_prefix="/gevinster")
TOGETHER, APART = "alle", "respons"


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
def show(organisation: str, programme: str) -> tuple[str, int]:
    """The figures of one programme at one organisation and everything under it; what is wrong in the address stands beside its
    field, and the rest of it holds."""
    place = place_of(http.work(), actor(), organisation, programme)
    g.organisation = place.organisation
    look, errors = _look_as_far_as_it_holds(http.work(), place)
    voice = voice_of(http.work(), look.place.programme)
    report = look.report
    first, second, few = cards_of(report, voice) if report else ([], [], [])
    page = render_template(
        "benefits/show.html",
        nav=staff_nav("benefits"),
        look=look,
        report=report,
        voice=voice,
        columns=columns(first),
        chart_of=chart_of,
        more=columns(second),
        few=few,
        headlines=headlines(report, voice) if report else (),
        cautions=cautions(report, voice, threshold=look.place.fewest) if report else (),
        form=_form(look),
        errors=errors,
        month=month_name,
        threshold=look.place.fewest,
        invented=http.platform().settings.environment == "demo",
    )
    return page, 422 if errors else 200


def _look_as_far_as_it_holds(work: Work, place: ProgrammePlace) -> tuple[FiguresView, dict[str, str]]:
    """What the address asks for, without what is wrong in it, and one sentence of that by the name of its field."""
    asked, errors = period_asked()
    asked = replace(asked, split=request.args.get("vis") == APART)
    try:
        look = look_upon(work, place, replace(asked, track=request.args.get("spor") or None))
    except BadInput as fault:
        errors["spor"] = fault.to(http.speech().language)
        look = look_upon(work, place, asked)
    if look.report is not None and not errors:
        shown = look.report.selection
        if (asked.first and shown.first < asked.first) or (asked.last and shown.last > asked.last):
            names = {"first": month_name(shown.first), "last": month_name(shown.last)}
            errors["til"] = http.speech().say(words.MONTHS_TOO_FEW, n=str(place.fewest), **names)
    return look, errors


@bp.get("/<organisation>/<programme>.csv", endpoint="csv")
@audience("manager")
@confirmed
def as_file(organisation: str, programme: str) -> Response:
    """The same figures as :func:`show`, hidden where they are hidden there, as comma-separated values."""
    work = http.work()
    look = look_at(work, organisation, programme)
    voice = voice_of(work, look.place.programme)
    selection = look.report.selection if look.report else Selection("", "")
    drawn = Drawn(organisation, programme, selection.track or "", selection.first, selection.last, work.today)
    empty = Report(selection, (), (), (), ())
    answer = Response(as_csv(look.report or empty, drawn, voice.versions, voice.units), mimetype="text/csv")
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=gevinster-{look.place.organisation.key}-{programme}.csv"
    )
    return answer


def look_at(work: Work, organisation: str, programme: str) -> FiguresView:
    """What the address asks for. Two statements for the place, and those
    of :func:`varde.benefits.figures.looking.look_upon`."""
    place = place_of(work, actor(), organisation, programme)
    return look_upon(work, place, replace(asked_figures(), split=request.args.get("vis") == APART))


def asked_figures() -> AskedFigures:
    """The months and the track that the address names. :raises BadInput: a month that is not one, or months in the wrong order."""
    first, last, track = (request.args.get(name) or None for name in ("fra", "til", "spor"))
    return AskedFigures(first, last, track)


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
    return month_in_words(month, http.speech())


def voice_of(work: Work, programme: Programme) -> Voice:
    """How the figures of this programme are spoken of to whoever asks."""
    return voice_for(work, programme, http.speech())
