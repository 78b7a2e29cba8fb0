"""A manager's overview: what needs looking at, every programme in one finding, the plans, and the days that come.

Every number is that of the page it leads to. She chooses what of it she sees.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from varde.benefits.figures.overview import PARTS, PROGRAMME, choose, left_out
from varde.web.manager import words
from varde.web.manager.benefits import voice_of
from varde.web.manager.operation import RunLine, as_written, lines_of_run
from varde.web.manager.overview_lines import (
    LookedAt,
    dates_to_come,
    look_at_line,
    programme_card,
    stages_counted,
    things_to_watch,
)
from varde.web.shell import http
from varde.web.shell.forms import sent
from varde.web.shell.pages import actor, allowed, audience, staff_nav

bp = Blueprint("overview", __name__, url_prefix="/oversikt")


@bp.get("")
@audience("manager")
def index() -> str:
    """Everything that she has not left out. Nine statements, and at most fifteen more for each programme, whatever there is."""
    work, signed_in = http.work(), actor()
    lines, fewest = lines_of_run(work, signed_in)
    hidden = left_out(work, signed_in)
    shown = [line for line in lines if (PROGRAMME, line.programme.key) not in hidden]
    plans = allowed("plan_benefits", signed_in)
    looked: list[LookedAt] = [look_at_line(work, line, plans=plans) for line in shown]
    parts = [part for part in PARTS if (part, "") not in hidden]
    return render_template(
        "overview/index.html",
        nav=staff_nav("overview"),
        name=signed_in.given_name,
        today=work.today,
        lines=lines,
        cards=[programme_card(each) for each in looked],
        watch=things_to_watch([(line, voice_of(work, line.programme)) for line in lines], looked)
        if "watch" in parts
        else None,
        plans=[(each.line, stages_counted(each.plan)) for each in looked if each.plan is not None and each.plan.plan]
        if "plans" in parts
        else None,
        dates=dates_to_come(looked, signed_in.person_id, work.today) if "dates" in parts and plans else None,
        written=as_written,
        threshold=fewest,
        invented=http.platform().settings.environment == "demo",
    )


@bp.route("/velg", methods=["GET", "POST"])
@audience("manager")
def chosen() -> Any:
    """What of it she sees; sent without anything ticked, nothing but the way back to this choice."""
    work, signed_in = http.work(), actor()
    lines, _ = lines_of_run(work, signed_in)
    offered = [*((part, "") for part in PARTS), *((PROGRAMME, line.programme.key) for line in _once(lines))]
    if request.method == "POST":
        form = sent()
        parts, programmes = form.get("part", []), form.get("program", [])
        ticked = {*((part, "") for part in parts), *((PROGRAMME, key) for key in programmes)}
        choose(work, signed_in, ticked, offered)
        return redirect(url_for("overview.index"), 303)
    hidden = left_out(work, signed_in)
    speech = http.speech()
    return render_template(
        "overview/choose.html",
        nav=staff_nav("overview"),
        parts=[(part, speech.say(words.OVERVIEW_PART[part])) for part in PARTS],
        parts_shown=[part for part in PARTS if (part, "") not in hidden],
        programmes=[(line.programme.key, line.programme.title) for line in _once(lines)],
        programmes_shown=[line.programme.key for line in lines if (PROGRAMME, line.programme.key) not in hidden],
    )


def _once(lines: list[RunLine]) -> list[RunLine]:
    """One line of each programme, which may be run at several places."""
    return list({line.programme.key: line for line in lines}.values())
