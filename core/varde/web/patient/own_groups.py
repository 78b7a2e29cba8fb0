"""The patient's groups: when, where and who leads them, signing off from one time, and taking a seat that is free."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from varde.appointments.calendars import invitation
from varde.appointments.rules import OPENS_BEFORE, may_join
from varde.enrolments.access import open_record
from varde.enrolments.models import Enrolment
from varde.groups.attending import come_after_all, sign_off
from varde.groups.choosing import choose_talk, is_chosen, talks_to_choose, wait_for_talk
from varde.groups.errors import NotInGroup
from varde.groups.member_times import member_times
from varde.groups.members import join, leave, member_of
from varde.groups.models import CareGroup
from varde.groups.own import OwnGroup, hour_of, own_groups
from varde.groups.reading import WHAT
from varde.groups.service import hold_group
from varde.groups.sessions import session_of
from varde.kernel.errors import BadInput, Conflict
from varde.programmes.gone import programme_of
from varde.web.patient import words
from varde.web.patient.appointments import as_calendar
from varde.web.patient.places import stand_at
from varde.web.patient.video_door import door_page
from varde.web.shell import http
from varde.web.shell.forms import Form, LimitedText, read_form, typed
from varde.web.shell.pages import actor, audience

bp = Blueprint("own_groups", __name__, url_prefix="/grupper-mine")


def _open(enrolment_id: int, *, write: bool = False) -> Enrolment:
    return open_record(http.work(), actor(), enrolment_id, WHAT, write=write)


def _group(enrolment: Enrolment, group_id: int) -> CareGroup:
    """A group that she is in or waits for. :raises NotInGroup: whatever else there is is not hers to know."""
    work = http.work()
    member = member_of(work, group_id, enrolment.id)
    if member is None or member.state == "left":
        raise NotInGroup()
    return hold_group(work, group_id)


def _back(enrolment_id: int) -> Response:
    return redirect(url_for("own_groups.index", enrolment_id=enrolment_id), 303)


@bp.get("/<int:enrolment_id>")
@audience("patient")
def index(enrolment_id: int) -> str:
    """Her groups."""
    return _page(_open(enrolment_id), {}, {})


def _page(enrolment: Enrolment, errors: dict[str, str], form: dict[str, str]) -> str:
    work = http.work()
    stand_at(enrolment, organisation=enrolment.organisation)
    programmes = programme_of(work, enrolment.programme)
    groups, talks = own_groups(work, enrolment), talks_to_choose(work, enrolment)
    return render_template(
        "own_groups/index.html",
        enrolment=enrolment,
        groups=groups,
        talks=talks,
        kinds={kind.key: kind.title for kind in programmes.groups},
        open_rooms={
            each.id for group in groups for each in _near(group) if may_join(each.starts_at, each.minutes, work.now)
        },
        opens_before=int(OPENS_BEFORE.total_seconds() // 60),
        errors=errors,
        typed=form,
    )


def _near(group: OwnGroup) -> tuple[Any, ...]:
    return (*group.coming, *group.been[:1]) if group.video and group.state == "member" else ()


@bp.post("/<int:enrolment_id>/<int:group_id>/<int:session_id>/avbud", endpoint="sign_off")
@audience("patient")
def does_not_come(enrolment_id: int, group_id: int, session_id: int) -> Any:
    """She does not come to one time, and need not say why."""
    work, enrolment = http.work(), _open(enrolment_id, write=True)
    group = _group(enrolment, group_id)
    try:
        form = read_form(Form.from_dict({"why": LimitedText(500)})())
        sign_off(work, group, session_of(work, group.id, session_id), enrolment, form["why"])
    except (BadInput, Conflict) as fault:
        return _page(enrolment, {f"why-{session_id}": fault.to(http.language())}, typed()), 422
    flash(http.speech().say(words.SIGNED_OFF), "done")
    return _back(enrolment_id)


@bp.post("/<int:enrolment_id>/<int:group_id>/<int:session_id>/kommer", endpoint="come")
@audience("patient")
def comes_after_all(enrolment_id: int, group_id: int, session_id: int) -> Response:
    """She comes after all."""
    work, enrolment = http.work(), _open(enrolment_id, write=True)
    group = _group(enrolment, group_id)
    come_after_all(work, group, session_of(work, group.id, session_id), enrolment)
    flash(http.speech().say(words.COMES_AFTER_ALL), "done")
    return _back(enrolment_id)


@bp.post("/<int:enrolment_id>/<int:group_id>/plass", endpoint="take")
@audience("patient")
def take_seat(enrolment_id: int, group_id: int) -> Any:
    """She waited, and takes a seat that is free, unless somebody was before her."""
    work, enrolment = http.work(), _open(enrolment_id, write=True)
    group = _group(enrolment, group_id)
    try:
        with work.apart():
            if is_chosen(work, group):
                choose_talk(work, enrolment, group.id)
            else:
                join(work, enrolment, group, enrolment.person_id)
    except Conflict as fault:
        return _page(enrolment, {"": fault.to(http.language())}, {}), 409
    flash(http.speech().say(words.SEAT_TAKEN), "done")
    return _back(enrolment_id)


@bp.post("/<int:enrolment_id>/<int:group_id>/velg", endpoint="choose")
@audience("patient")
def choose_one(enrolment_id: int, group_id: int) -> Any:
    """She chooses this talk and gives up the other of its kind; or waits for a seat in it."""
    work, enrolment = http.work(), _open(enrolment_id, write=True)
    waits = typed().get("wants") == "wait"
    try:
        with work.apart():
            (wait_for_talk if waits else choose_talk)(work, enrolment, group_id)
    except Conflict as fault:
        return _page(enrolment, {"": fault.to(http.language())}, {}), 409
    flash(http.speech().say(words.WAITS_FOR_SEAT if waits else words.SEAT_TAKEN), "done")
    return _back(enrolment_id)


@bp.post("/<int:enrolment_id>/<int:group_id>/slutt", endpoint="leave")
@audience("patient")
def give_up_seat(enrolment_id: int, group_id: int) -> Response:
    """She leaves the group, or waits no more."""
    work, enrolment = http.work(), _open(enrolment_id, write=True)
    group = _group(enrolment, group_id)
    member = member_of(work, group.id, enrolment.id)
    assert member is not None  # she is in it, or would not have come so far
    leave(work, member, enrolment.person_id)
    flash(http.speech().say(words.LEFT_GROUP), "done")
    return _back(enrolment_id)


@bp.get("/<int:enrolment_id>/<int:group_id>/<int:session_id>/time.ics", endpoint="calendar")
@audience("patient")
def one_for_calendar(enrolment_id: int, group_id: int, session_id: int) -> Response:
    """A time of the group for her calendar: it says “Time” there, and nothing more. :raises NotInGroup: she has no seat then."""
    work, enrolment = http.work(), _open(enrolment_id)
    session = session_of(work, _group(enrolment, group_id).id, session_id)
    times = member_times(work, work.now, enrolment_id=enrolment.id, session_id=session.id)
    if not times:
        raise NotInGroup()
    return as_calendar(invitation(work, times[0], http.language()), "time.ics")


@bp.get("/<int:enrolment_id>/<int:group_id>/<int:session_id>/bli-med", endpoint="join")
@audience("patient")
def door(enrolment_id: int, group_id: int, session_id: int) -> str:
    """The door to the group's video room: open ten minutes before. The room knows her given name alone."""
    work, enrolment = http.work(), _open(enrolment_id)
    group = _group(enrolment, group_id)
    session = session_of(work, group.id, session_id)
    if not group.video or session.state != "planned":
        raise NotInGroup()
    hour = hour_of(group, session)
    back = url_for("own_groups.index", enrolment_id=enrolment.id)
    return door_page("own_groups/join.html", enrolment, hour, back)
