"""The view of a place: its share of responders beside those of the places under it, who is reached, and where the programme is
offered. Counts only, no patients."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request

from varde.benefits.counting.rebuilding import how_counted
from varde.benefits.figures.place_cards import (
    equity_card,
    funnel_card,
    places_table,
    roll_out_card,
    share_in_words,
    unknown_card,
)
from varde.benefits.figures.place_view import place_view
from varde.benefits.figures.places import place_of
from varde.benefits.figures.roll_out import roll_out
from varde.benefits.figures.voice import month_in_words
from varde.web.manager import words
from varde.web.manager.benefits import voice_of
from varde.web.shell import http
from varde.web.shell.pages import actor, audience, staff_nav

bp = Blueprint("place", __name__, url_prefix="/gevinster")


@bp.get("/<organisation>/<programme>/sted")
@audience("manager")
def show(organisation: str, programme: str) -> tuple[str, int]:
    """One programme at one organisation, those above it that the manager sees, and those under it. Seventeen statements."""
    work = http.work()
    place = place_of(work, actor(), organisation, programme)
    g.organisation = place.organisation
    counted = how_counted(work, place.programme.key)
    asked = request.args.get("mal") or None
    view, voice = place_view(work, place, asked), voice_of(work, place.programme)
    caption = http.speech().say(words.PLACES_UNDER, place=place.organisation.name)
    fault = asked is not None and view.measure is not None and view.measure.key != asked
    page = render_template(
        "benefits/place.html",
        nav=staff_nav("benefits"),
        view=view,
        counted=counted,
        voice=voice,
        last_month=month_in_words(view.last, http.speech()) if view.last else "",
        measure_choices=[(measure.key, measure.title) for measure in view.measures],
        fault=fault,
        funnel=funnel_card(view, voice),
        places=places_table(view, voice, caption),
        equity=equity_card(view, voice),
        unknown=unknown_card(voice),
        rolled_out=roll_out_card(roll_out(work, place.programme), place.programme.owner, voice),
        share=share_in_words,
        invented=http.platform().settings.environment == "demo",
    )
    return page, 422 if fault else 200
