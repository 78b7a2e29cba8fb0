"""How messages go: what is due and not sent, the six states, hour by hour, and what is given up. Serial numbers alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from varde.enrolments.ending_care import without_anybody
from varde.kernel.errors import BadInput
from varde.kernel.jobs import failed_jobs, run_failed_again
from varde.notifications.operating import HourCount, late_ids, messages_now, retry
from varde.notifications.rules import SAFETY
from varde.notifications.values import Channel
from varde.people.register.service import register_now
from varde.scheduling.agenda import planned_ahead
from varde.web.operator import words
from varde.web.operator.choosing import chosen
from varde.web.operator.parts_now import held_lines, parts_now
from varde.web.shell import http
from varde.web.shell.pages import audience, staff_nav

bp = Blueprint("operating", __name__, url_prefix="/drift")
HIGH, WIDE = 90, 24


@dataclass(frozen=True, slots=True)
class HourBar:
    """One hour as it is drawn: what was taken stands on the ground, what was not on top of it. In pixels."""

    hour: int
    x: int
    taken: float
    failed: float


def bars_of(hours: Sequence[HourCount]) -> list[HourBar]:
    """Each hour with a height of its share of the busiest one."""
    most = max((hour.taken + hour.failed for hour in hours), default=0) or 1
    return [
        HourBar(hour.hour, hour.hour * WIDE, round(HIGH * hour.taken / most, 1), round(HIGH * hour.failed / most, 1))
        for hour in hours
    ]


@bp.get("")
@audience("operate")
def messages() -> str:
    """The page."""
    work, speech = http.work(), http.speech()
    now = messages_now(work)
    late = sum(kind.count for kind in now.late)
    return render_template(
        "operating/messages.html",
        now=now,
        late=late,
        oldest=min((kind.since for kind in now.late), default=None),
        dangers=sum(kind.count for kind in now.late if kind.notice in SAFETY),
        title=speech.say(words.LATE, n=late) if late else speech.say(words.ALL_WELL),
        kinds=words.KIND,
        states=words.STATES,
        tones=words.TONES,
        channels={key: channel.title for key, channel in work.catalogue.all(Channel).items()},
        parts=parts_now(
            work, speech, queue=http.platform().transport.answers(), not_added=http.page_times().not_added()
        ),
        held=held_lines(work, speech),
        jobs=failed_jobs(work),
        ahead=planned_ahead(work),
        bars=bars_of(now.hours),
        high=HIGH,
        wide=WIDE,
        attempts=sum(hour.taken + hour.failed for hour in now.hours),
        unanswered=words.NO_ANSWER,
        register=register_now(work),
        at=work.now,
        without=without_anybody(work),
        nav=staff_nav("operating"),
    )


@bp.post("/forfalt", endpoint="send_late")
@audience("operate")
def send_late() -> Response:
    """Try all that is due and not sent, now."""
    count = retry(http.work(), late_ids(http.work()))
    flash(http.speech().say(words.TRIED, n=count), "done")
    return redirect(url_for("operating.messages"), 303)


@bp.post("/oppgitt", endpoint="again")
@audience("operate")
def run_again() -> Any:
    """Try the chosen ones once more. :raises BadInput: none is chosen."""
    count = retry(http.work(), chosen(words.CHOOSE))
    flash(http.speech().say(words.TRIED, n=count), "done")
    return redirect(url_for("operating.messages"), 303)


@bp.post("/jobber", endpoint="jobs_again")
@audience("operate")
def run_jobs_again() -> Any:
    """Do the chosen jobs once more. :raises BadInput: none is chosen that was given up."""
    count = run_failed_again(http.work(), chosen(words.CHOOSE_JOB))
    if not count:
        raise BadInput(words.CHOOSE_JOB)
    flash(http.speech().say(words.JOBS_AGAIN, n=count), "done")
    return redirect(url_for("operating.messages"), 303)
