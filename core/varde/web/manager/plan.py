"""The manager's benefits plans: choose a place, see its plan whole, and what was changed in it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from varde.benefits.figures.places import place_of, places_of, single
from varde.benefits.plan import words as plan_words
from varde.benefits.plan.assumptions import assumptions_of, spread_of
from varde.benefits.plan.board import by_receiver, summary
from varde.benefits.plan.export import WholePlan, plan_as_csv, plan_as_xlsx
from varde.benefits.plan.pathways import pathways_of
from varde.benefits.plan.proposals import proposals_for
from varde.benefits.plan.service import changes_of_plan, plan_of
from varde.benefits.plan.values import ASSUMPTIONS, VOICES
from varde.benefits.plan.voices import voices_of
from varde.web.manager import words
from varde.web.manager.benefits import month_name
from varde.web.manager.plan_changes import plan_changes
from varde.web.manager.plan_drawn import cells_as_written, estimates_shown, ways_drawn
from varde.web.manager.plan_shown import look_at_plan
from varde.web.shell import http
from varde.web.shell.confirming import confirmed
from varde.web.shell.pages import actor, audience, staff_nav

bp = Blueprint("plan", __name__, url_prefix="/gevinstplan")
EVERY_CHANGE = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    return plan_page(organisation, programme, {}, {})


def plan_page(organisation: str, programme: str, errors: Mapping[str, str], form: Mapping[str, str]) -> str:
    """The plan, with what was typed in the form that could not be taken. Three statements more than its benefits."""
    work, speech = http.work(), http.speech()
    look = look_at_plan(work, organisation, programme)
    g.organisation = look.look.place.organisation
    plan = look.plan
    assumed = assumptions_of(work, plan.id) if plan is not None else []
    return render_template(
        "plan/show.html",
        nav=staff_nav("plan"),
        look=look,
        place=look.look.place,
        groups=by_receiver(look.lines),
        summary=summary(look.lines, speech),
        ways=ways_drawn(pathways_of(work, plan.id)) if plan is not None else [],
        assumed=[(row, cells_as_written(spread_of(row))) for row in assumed],
        estimates=estimates_shown(assumed),
        assumptions=[(key, speech.say(plan_words.ASSUMPTION[key])) for key in ASSUMPTIONS],
        voices=voices_of(work, plan.id) if plan is not None else [],
        voice_kinds=[(key, speech.say(plan_words.VOICE[key])) for key in VOICES],
        proposals=proposals_for(work, programme, {line.benefit.row.proposal for line in look.lines}),
        words=words,
        month=month_name,
        plan_words=plan_words,
        invented=http.platform().settings.environment == "demo",
        errors=dict(errors),
        typed=form,
    )


@bp.get("/<organisation>/<programme>.csv", endpoint="csv")
@audience("plan_benefits")
@confirmed
def as_csv(organisation: str, programme: str) -> Response:
    """The benefits as comma-separated values, hidden where the page hides."""
    return _file(plan_as_csv(_whole(organisation, programme)), f"{organisation}-{programme}.csv", "text/csv")


@bp.get("/<organisation>/<programme>.xlsx", endpoint="xlsx")
@audience("plan_benefits")
@confirmed
def as_xlsx(organisation: str, programme: str) -> Response:
    """The whole plan as a workbook, hidden where the page hides."""
    return _file(plan_as_xlsx(_whole(organisation, programme)), f"{organisation}-{programme}.xlsx", XLSX)


def _file(content: str | bytes, name: str, mimetype: str) -> Response:
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f"attachment; filename=gevinstplan-{name}"
    return answer


def _whole(organisation: str, programme: str) -> WholePlan:
    work = http.work()
    look = look_at_plan(work, organisation, programme)
    plan = look.plan
    shown = {line.benefit.row.id: look.shown(line) for line in look.lines}
    return WholePlan(
        organisation,
        programme,
        work.today,
        look.lines,
        look.owners,
        {number: each.unit for number, each in shown.items()},
        {number: each.indicator for number, each in shown.items()},
        assumptions_of(work, plan.id) if plan is not None else (),
        pathways_of(work, plan.id) if plan is not None else None,
        changes_of_plan(work, plan.id, most=EVERY_CHANGE) if plan is not None else (),
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
