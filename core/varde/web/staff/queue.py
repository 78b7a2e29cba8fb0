"""The clinic's queue: whoever waits and has nobody to answer."""

from __future__ import annotations

from flask import Blueprint, render_template

from varde.caseload.queue import lone_appointments, own_attempts, queue_of, queue_reach
from varde.enrolments.ending_care import leavers_at
from varde.enrolments.words import STATE
from varde.identity.service import under
from varde.programmes.values import Programme
from varde.record.words import APPOINTMENT_KIND
from varde.web.shell import http
from varde.web.shell.pages import actor, audience, staff_nav

bp = Blueprint("queue", __name__, url_prefix="/koen")


@bp.get("")
@audience("queue")
def index() -> str:
    """Alerts, messages and exercises that nobody answers, and people nobody has. A therapist opens them; a head hands them on."""
    work, signed_in = http.work(), actor()
    programmes, reach = work.catalogue.all(Programme), queue_reach(work, signed_in)
    queue = queue_of(work, reach)
    hands_over = signed_in.may("hand_over")
    return render_template(
        "care/queue.html",
        rows=queue.rows,
        left_out=queue.failed,
        appointments=lone_appointments(work, reach),
        attempts=own_attempts(work, reach),
        programmes={key: programme.title for key, programme in programmes.items()},
        states=STATE,
        kinds=APPOINTMENT_KIND,
        opens=signed_in.may("take_over"),
        hands_over=hands_over,
        leavers=leavers_at(work, under(work, signed_in.places("head"))) if hands_over else (),
        nav=staff_nav("queue"),
    )
