"""The manager's benefits plans: choose a place, see its plan whole, and what was changed in it."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from varde.benefits.figures.places import place_of, places_of, single
from varde.benefits.plan import words as plan_words
from varde.benefits.plan.board import by_receiver, summary
from varde.benefits.plan.service import changes_of_plan, plan_of
from varde.web.manager import words
from varde.web.manager.benefits import month_name
from varde.web.manager.plan_changes import plan_changes
from varde.web.manager.plan_shown import look_at_plan
from varde.web.shell import http
from varde.web.shell.pages import actor, audience, staff_nav

bp = Blueprint("plan", __name__, url_prefix="/gevinstplan")
EVERY_CHANGE = 500


@bp.get("")
@audience("plan_benefits")
def index() -> str | AnyResponse:
    """The programmes and organisations to choose between; the only one leads straight there."""
    places = places_of(http.work(), actor())
    only = single(places)
    if only is not None:
        return redirect(url_for("plan.show", organisation=only[1].key, programme=only[0].key), 303)
    return render_template("plan/choose.html", nav=staff_nav("plan"), places=places)


@bp.get("/<organisation>/<programme>")
@audience("plan_benefits")
def show(organisation: str, programme: str) -> str:
    """The plan of one programme at one organisation."""
    look = look_at_plan(http.work(), organisation, programme)
    g.organisation = look.look.place.organisation
    return render_template(
        "plan/show.html",
        nav=staff_nav("plan"),
        look=look,
        place=look.look.place,
        groups=by_receiver(look.lines),
        summary=summary(look.lines, http.speech()),
        words=words,
        month=month_name,
        plan_words=plan_words,
        invented=http.platform().settings.environment == "demo",
    )


@bp.get("/<organisation>/<programme>/historie")
@audience("plan_benefits")
def history(organisation: str, programme: str) -> str:
    """Every change of the plan, the newest first."""
    work = http.work()
    place = place_of(work, actor(), organisation, programme)
    g.organisation = place.organisation
    plan = plan_of(work, place.organisation.id, programme)
    changes = changes_of_plan(work, plan.id, most=EVERY_CHANGE) if plan is not None else []
    return render_template(
        "plan/history.html", nav=staff_nav("plan"), place=place, changes=plan_changes(http.speech(), changes)
    )
