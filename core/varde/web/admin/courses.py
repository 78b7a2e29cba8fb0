"""How the course of each programme is laid out, for whoever plans or writes one: no patient is in it, and nothing is stored."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from varde.kernel.dates import as_date
from varde.kernel.errors import NotFound
from varde.programmes.course_picture import picture_of
from varde.programmes.values import Programme
from varde.web.shell import http
from varde.web.shell.pages import audience, staff_nav

bp = Blueprint("courses", __name__, url_prefix="/forlopsplan")
FIRST_YEAR, LAST_YEAR = 1990, 2199


@bp.get("")
@audience("plan_courses")
def index() -> str:
    """The programmes that are installed."""
    programmes = http.work().catalogue.all(Programme).values()
    return render_template("set_up/courses.html", programmes=programmes, nav=staff_nav("courses"))


@bp.get("/<programme>")
@audience("plan_courses")
def show(programme: str) -> str:
    """The course of a start on ``?start=2026-12-01`` (else today) for somebody on ``?spor=``, where the programme has tracks."""
    work = http.work()
    declared = work.catalogue.all(Programme).get(programme)
    if declared is None:
        raise NotFound()
    written = request.args.get("start", "").strip()
    start = as_date(written)
    wrong = bool(written) and (start is None or not FIRST_YEAR <= start.year <= LAST_YEAR)
    start = work.today if start is None or wrong else start
    tracks = {track.key: track.title for track in declared.tracks}
    track = request.args.get("spor", "")
    track = track if track in tracks else next(iter(tracks), "")
    return render_template(
        "set_up/course.html",
        programme=declared,
        chart=picture_of(http.speech(), declared, track or None, start),
        tracks=tracks,
        track=track,
        start=written if wrong else start.isoformat(),
        wrong=wrong,
        first=FIRST_YEAR,
        last=LAST_YEAR,
        nav=staff_nav("courses"),
    )
