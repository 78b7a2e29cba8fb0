"""How a programme is run, for managers: who waits, deadlines, replies, alerts, where people stop. No patient.

It is shown of the widest places that a manager sees, each with everything under it, and not of those under them: what a trust has
more than a clinic would be the few of another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from varde.benefits.counting.book import RUNNING
from varde.benefits.counting.now import WaitsNow, load_now, places_with_load, waits_now, waits_together
from varde.benefits.counting.reading import sums_of
from varde.benefits.figures.looking import AskedFigures, FiguresView, look_upon, voice_for
from varde.benefits.figures.operation import operation_figures
from varde.benefits.figures.places import ProgrammePlace, place_of, places_of
from varde.benefits.figures.suppression import hide, suppress
from varde.benefits.figures.voice import month_in_words
from varde.charts.values import Hidden, Shown
from varde.identity.errors import NoSuchOrganisation
from varde.identity.lines import line_among
from varde.identity.models import Organisation
from varde.identity.service import Actor, fewest_shown, under, with_those_above
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.web.manager import words
from varde.web.manager.operation_drawn import RunCard, cards_of_run, columns_of, load_card, said_of
from varde.web.shell import http
from varde.web.shell.pages import actor, audience, staff_nav

bp = Blueprint("operation", __name__, url_prefix="/programdrift")


@dataclass(frozen=True, slots=True)
class RunLine:
    """One programme at one place, and what waits there now."""

    programme: Programme
    organisation: Organisation
    waiting: Shown
    late: Shown
    unanswered: Shown
    overdue: Shown
    unopened: Shown


@bp.get("")
@audience("manager")
def index() -> str | AnyResponse:
    """What waits now in every programme that this manager answers for; the only one leads straight there. Nine statements."""
    lines, fewest = lines_of_run(http.work(), actor())
    if len(lines) == 1:
        programme, organisation = lines[0].programme, lines[0].organisation
        return redirect(url_for("operation.show", organisation=organisation.key, programme=programme.key), 303)
    nav = staff_nav("operation")
    return render_template("operation/index.html", nav=nav, lines=lines, threshold=fewest, written=as_written)


def lines_of_run(work: Work, signed_in: Actor) -> tuple[list[RunLine], int]:
    """What waits in each programme at the widest places that a manager sees, and the fewest that may be shown. Nine statements."""
    every = with_those_above(work, under(work, signed_in.places("manager")))
    tree = {row.id: row for row in every}
    tops = [(programme, place) for programme, at in places_of(work, signed_in) for place in _widest(at, tree)]
    fewest, lines = fewest_shown(every), []
    waits = waits_now(work, tree.keys(), [programme.key for programme, _ in tops])
    for programme, place in tops:
        inside = [id_ for id_ in tree if place in line_among(tree, id_)]
        lines.append(_line(programme, place, waits_together(waits, programme.key, inside), fewest))
    return lines, fewest


def _widest(places: Sequence[Organisation], tree: Mapping[int, Organisation]) -> list[Organisation]:
    """Those that stand under no other of them."""
    return [place for place in places if not any(above in places for above in line_among(tree, place.id)[1:])]


def _line(programme: Programme, organisation: Organisation, now: WaitsNow, fewest: int) -> RunLine:
    """A part is hidden with its whole, and so is what would tell it by what is left."""
    total, unopened = now.answer + now.start, sum(now.alerts.values())
    late = suppress({"part": now.late, "rest": total - now.late}, threshold=fewest)["part"]
    overdue = suppress({"part": now.overdue, "rest": now.unanswered - now.overdue}, threshold=fewest)["part"]
    return RunLine(
        programme,
        organisation,
        hide(total, fewest),
        late,
        hide(now.unanswered, fewest),
        overdue,
        hide(unopened, fewest),
    )


def as_written(number: Shown) -> str:
    """A number of people, or that it is of few."""
    if isinstance(number, Hidden):
        return http.speech().say(words.FEW, n=str(number.threshold))
    return http.speech().number(number, 0)


@bp.get("/<organisation>/<programme>")
@audience("manager")
def show(organisation: str, programme: str) -> str:
    """One programme at one of the widest places that this manager sees.

    :raises NoSuchOrganisation: there is none, or it stands under another that she sees.
    """
    work = http.work()
    place = place_of(work, actor(), organisation, programme)
    if place.above[place.organisation.id] is not None:
        raise NoSuchOrganisation(key=organisation)
    g.organisation = place.organisation
    look = look_upon(work, place, AskedFigures(*_year(work)))
    cards = [] if look.kept_back else _cards(work, place, look)
    said, few = said_of(cards)
    return render_template(
        "operation/show.html",
        nav=staff_nav("operation"),
        place=place,
        counted=look.counted,
        months=[month_in_words(month, http.speech()) for month in _months(work, look)] if cards else [],
        kept_back=look.kept_back,
        columns=list(columns_of(said)),
        few=few,
        threshold=place.fewest,
        invented=http.platform().settings.environment == "demo",
    )


def _year(work: Work) -> tuple[str, str]:
    """The twelve months before this one, and this one."""
    today = work.today
    return f"{today.year - 1:04d}-{today.month:02d}", f"{today.year:04d}-{today.month:02d}"


def _months(work: Work, look: FiguresView) -> tuple[str, str]:
    """From the first month that is told apart from those before the year, to this month: how a programme is run does not wait for
    follow-ups."""
    first, last = _year(work)
    return look.report.selection.first if look.report else first, last


def _cards(work: Work, place: ProgrammePlace, look: FiguresView) -> list[RunCard]:
    """Every picture. Seven statements, and one for the load where an organisation has switched it on."""
    programme, fewest = place.programme, place.fewest
    voice = voice_for(work, programme, http.speech())
    now = waits_together(waits_now(work, place.inside, [programme.key]), programme.key, place.inside)
    first, last = _months(work, look)
    counted = sums_of(
        work,
        programme.key,
        [place.organisation.id],
        dimension=None,
        tracked=False,
        first=first,
        last=last,
        parts=(RUNNING,),
        together=True,
    )
    tracks: list[str | None] = [track.key for track in programme.tracks] or [None]
    ways = [[module.key for module in programme.modules_of(track)] for track in tracks]
    figures = operation_figures(counted.pool(), ways, has_dose=bool(programme.active_modules), threshold=fewest)
    cards = cards_of_run(figures, now, programme, voice, fewest)
    loads = load_now(work, programme.key, places_with_load(work, place.inside), fewest)
    load = load_card(loads, voice, fewest)
    return [*cards[:1], load, *cards[1:]] if load is not None else cards
