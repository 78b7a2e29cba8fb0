"""Attendance at groups for managers, with and without digital follow-up: shares of many, small ones hidden, and no patient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from flask import Blueprint, render_template

from varde.benefits.figures.attendance import AttendanceShare, Attended, share_of
from varde.groups.counting import Counts, attendance_between
from varde.identity.service import fewest_shown, under, with_those_above
from varde.kernel.words import Text
from varde.programmes.values import Programme
from varde.referrals.quality import year_before
from varde.scheduling.rules import at_wall_time
from varde.web.manager import words
from varde.web.shell import http
from varde.web.shell.pages import actor, audience, staff_nav

bp = Blueprint("attendance", __name__, url_prefix="/oppmote")
NOBODY = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """One kind of group: attendance of those followed up digitally, and of the others, in words."""

    title: Text
    programme: Text
    digital: str
    without: str


@bp.get("")
@audience("manager")
def index() -> str:
    """Every kind of group where this manager looks, over the twelve whole months before this one."""
    work, signed_in = http.work(), actor()
    first, after = year_before(work.today)
    span = [at_wall_time(day, time(0), work.zone) for day in (first, after)]
    fewest = fewest_shown(with_those_above(work, under(work, signed_in.places("manager"))))
    lines = []
    for key, programme in sorted(work.catalogue.all(Programme).items()):
        places = under(work, signed_in.places("manager", programme=key)) if programme.groups else ()
        counted = attendance_between(work, places, span[0], span[1]) if places else {}
        for kind in programme.groups:
            sides = [counted.get((key, kind.key, digital), NOBODY) for digital in (True, False)]
            if any(sum(side) for side in sides):
                digital, without = (_said(share_of(Attended(*side), fewest), side) for side in sides)
                lines.append(AttendanceLine(kind.title, programme.title, digital, without))
    return render_template(
        "attendance/index.html", lines=lines, since=first, until=after, threshold=fewest, nav=staff_nav("attendance")
    )


def _said(share: AttendanceShare | None, side: Counts) -> str:
    """“82 % (72 til 89), 74 ganger, 12 personer”; that it is hidden, or that there is none."""
    speech = http.speech()
    if share is None:
        return speech.say(words.ATTENDANCE_HIDDEN if sum(side) else words.NO_SUCH_MEMBERS)
    low, high = (speech.number(100 * end, 0) for end in (share.interval.low, share.interval.high))
    return speech.say(
        words.ATTENDANCE_SHARE,
        share=speech.number(100 * share.share, 0),
        low=low,
        high=high,
        times=str(share.times),
        people=str(share.people),
    )
