"""What the agenda should have done and has not: what is due, what fails and how often, and running it again. By kind alone."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.kernel.errors import BadInput
from varde.scheduling.agenda import planned_ahead
from varde.scheduling.late import MOST_COUNTED, failing_now, late_now, run_again
from varde.web.operator import words
from varde.web.operator.choosing import chosen
from varde.web.shell import http
from varde.web.shell.pages import audience, staff_nav

bp = Blueprint("operating_agenda", __name__, url_prefix="/drift/agenda")


@bp.get("")
@audience("operate")
def show() -> str:
    """The page. Three statements of its own, whatever there is."""
    work, speech = http.work(), http.speech()
    late, failing = late_now(work), failing_now(work)
    number = sum(kind.number for kind in late)
    return render_template(
        "operating/agenda.html",
        late=late,
        failing=failing,
        number=number,
        many=number >= MOST_COUNTED,
        broken=sum(kind.number for kind in failing),
        title=speech.say(words.AGENDA_LATE, n=number) if number else speech.say(words.AGENDA_ON_TIME),
        kinds=words.PLANNED_KIND,
        ahead=planned_ahead(work),
        at=work.now,
        nav=staff_nav("operating"),
    )


@bp.post("/igjen", endpoint="again")
@audience("operate")
def run_chosen_again() -> Any:
    """Have the clock act once more on what fails as those that are chosen do. :raises BadInput: none is chosen that fails."""
    number = run_again(http.work(), chosen(words.CHOOSE_PLANNED))
    if not number:
        raise BadInput(words.CHOOSE_PLANNED)
    flash(http.speech().say(words.PLANNED_AGAIN, n=number), "done")
    return redirect(url_for("operating_agenda.show"), 303)
