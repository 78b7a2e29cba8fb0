"""Who must be rung, and about what."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from varde.enrolments.access import open_record
from varde.notifications.ring_list import rung, to_ring
from varde.people.access import CONTACT
from varde.record.words import NOTICE
from varde.web.shell import http
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import words

bp = Blueprint("ring_list", __name__, url_prefix="/ringeliste")


@bp.get("")
@audience("treat")
def index() -> str:
    """Those who get no text message, and those we must ask something."""
    rows = to_ring(http.work(), actor())
    return render_template(
        "people/ring_list.html", rows=rows, notice=NOTICE, today=http.work().today, nav=staff_nav("ring_list")
    )


@bp.post("/<int:enrolment_id>/<int:delivery_id>")
@audience("treat")
def done(enrolment_id: int, delivery_id: int) -> Response:
    """She has been told by telephone."""
    work = http.work()
    enrolment = open_record(work, actor(), enrolment_id, CONTACT, write=True)
    rung(work, actor(), enrolment, delivery_id)
    flash(http.speech().say(words.RUNG, name=enrolment.person.name), "done")
    return redirect(url_for("ring_list.index"), 303)
