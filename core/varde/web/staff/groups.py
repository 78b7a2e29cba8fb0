"""Groups for those who plan and lead them: the list, one group with its sheet of attendance, and what can be done with each."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from marshmallow import Schema
from werkzeug.wrappers import Response

from varde.audit.service import record_all
from varde.dialogue.service import LONGEST
from varde.enrolments.access import open_record
from varde.enrolments.access_entries import listed_access
from varde.enrolments.models import TAKES_IN, Enrolment, Offering
from varde.enrolments.reach import Reach, reach_of
from varde.enrolments.stored_settings import find_offering
from varde.groups.models import CareGroup, GroupSession
from varde.groups.reading import (
    WHAT,
    GroupView,
    enrolments_by_id,
    group_view,
    groups_for,
    is_talk,
    may_be_added,
    open_group,
    place_of_group,
    place_offerings,
)
from varde.groups.service import LONGEST_NAME, GroupPlan, kind_of, make_group, may_lead, rooms_for_groups
from varde.groups.sessions import plan_row
from varde.identity.rights import roles_with
from varde.kernel.characters import row_number
from varde.kernel.errors import BadInput, Conflict, VardeError
from varde.kernel.words import Text
from varde.notes.service import notes_of_many
from varde.programmes.gone import programme_of
from varde.programmes.group_kinds import MOST_SESSIONS
from varde.programmes.values import Programme
from varde.scheduling.errors import HourTwice
from varde.web.shell import http
from varde.web.shell.forms import Coded, Form, FormFault, LimitedText, Typed, Whole, read_form, typed
from varde.web.shell.moments import Day, TimeOfDay
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import booking_words
from varde.web.staff import group_words as words
from varde.web.staff.booking_form import WHICH

bp = Blueprint("groups", __name__, url_prefix="/grupper")
_LONG = {"name": LONGEST_NAME, "name_nn": LONGEST_NAME, "name_en": LONGEST_NAME, "place": 200, "theme": 120}


def form_of(declared: Mapping[str, Any]) -> Schema:
    """A form of these fields."""
    return Form.from_dict(dict(declared))()


def plan_fields() -> dict[str, Any]:
    """The fields of what a group is."""
    long = {name: LimitedText(most) for name, most in _LONG.items() if name != "theme"}
    seats = Whole(2, 200, 12, words.WRITE_SEATS)
    tick = {name: Coded({"1": True}, words.CHOOSE_OFFERING, False) for name in ("drop_in", "video")}
    return {
        **long,
        "seats": seats,
        "led_by": LimitedText(19),
        "led_with": LimitedText(19),
        "room": LimitedText(19),
        **tick,
    }


def row_fields() -> dict[str, Any]:
    """The fields of a row of times."""
    return {
        "day": Day(booking_words.CHOOSE_DAY),
        "clock": TimeOfDay(booking_words.WRITE_CLOCK),
        "which": Typed(),
        "minutes": Whole(5, 480, 60, words.WRITE_MINUTES),
        "number": Whole(1, MOST_SESSIONS, 1, words.WRITE_NUMBER),
        "theme": LimitedText(_LONG["theme"]),
    }


def plan_in(form: Mapping[str, Any]) -> GroupPlan:
    """What a group is to be, as the form says it."""
    leaders = [row_number(form[name]) for name in ("led_by", "led_with")]
    return GroupPlan(
        Text(form["name"], form["name_nn"], form["name_en"]),
        form["seats"],
        tuple(each for each in leaders if each is not None),
        drop_in=form["drop_in"],
        video=form["video"],
        place=form["place"],
        room_id=row_number(form["room"]),
    )


def plan_times(group: CareGroup, form: Mapping[str, Any]) -> None:
    """Plan the row of times that the form asks for, as far from each other as its kind meets."""
    work = http.work()
    kind = kind_of(work, group)
    row = {"number": form["number"], "every": kind.every if kind is not None else 7, "theme": form["theme"]}
    fold = WHICH.get(form["which"])
    plan_row(work, group, form["day"], form["clock"], form["minutes"], actor().person_id, fold=fold, **row)


def back_to(group_id: int, said: Text | None = None, **about: Any) -> Response:
    """Back to the group, with a sentence."""
    if said is not None:
        flash(http.speech().say(said, **about), "done")
    return redirect(url_for("groups.show", group_id=group_id), 303)


def said_of(fault: VardeError, control: str, which: str = "which") -> dict[str, str]:
    """What is wrong, by control; what is of none, at ``control``. A time that comes twice is asked about at ``which``."""
    if isinstance(fault, FormFault):
        return fault.said(http.speech())
    if isinstance(fault, HourTwice):
        return {which: fault.to(http.language())}
    return {control: fault.to(http.language())}


# --- the list, and a new one


@bp.get("")
@audience("treat")
def index() -> str:
    """The groups where she works, those she leads first."""
    work = http.work()
    lines = groups_for(work, actor(), closed=True)
    return render_template(
        "groups/index.html",
        lines=[line for line in lines if not line.closed],
        closed=[line for line in lines if line.closed],
        kinds={(line.programme, line.kind): _kind_title(line.programme, line.kind) for line in lines},
        can_make=bool(_offerings()),
        nav=staff_nav("groups"),
    )


def _kind_title(programme: str, key: str) -> Text:
    declared = programme_of(http.work(), programme)
    kind = declared.group_kind(key)
    return kind.title if kind is not None else declared.title


def _offerings() -> dict[str, tuple[Offering, str]]:
    """What a group can be of here, by the code of the form: the offering and the key of the kind."""
    work = http.work()
    reach = reach_of(work, actor(), roles_with("treat"))
    rows = place_offerings(work, reach)
    return {
        f"{row.id}/{kind.key}": (row, kind.key) for row in rows for kind in programme_of(work, row.programme).groups
    }


def _choices(offerings: Mapping[str, tuple[Offering, str]]) -> list[tuple[str, str]]:
    say = http.speech().say
    return [
        (code, f"{say(_kind_title(row.programme, kind))}, {row.organisation.name}")
        for code, (row, kind) in offerings.items()
    ]


@bp.get("/ny")
@audience("treat")
def new() -> str:
    """A new group: what it is, who leads it, and when it meets first."""
    return _new(_offerings(), {}, {})


def _new(offerings: Mapping[str, tuple[Offering, str]], errors: Mapping[str, str], form: Mapping[str, str]) -> str:
    work = http.work()
    places = {row.organisation_id for row, _ in offerings.values()}
    staff = {person.id: person.name for place in sorted(places) for person in may_lead(work, place)}
    return render_template(
        "groups/new.html",
        choices=_choices(offerings),
        staff=sorted(staff.items(), key=lambda pair: pair[1]),
        rooms=[(room.id, room.name) for place in sorted(places) for room in rooms_for_groups(work, place)],
        me=actor().person_id,
        errors=errors,
        typed=form,
        nav=staff_nav("groups"),
    )


@bp.post("/ny")
@audience("treat")
def make() -> Any:
    """Make it, and plan its first times."""
    work, offerings = http.work(), _offerings()
    control = "kind"
    try:
        kinds = Coded(offerings, words.CHOOSE_OFFERING)
        form = read_form(form_of({"kind": kinds, **plan_fields(), **row_fields()}))
        control = "day"
        offering, kind = form["kind"]
        with work.apart():
            group = make_group(work, offering, kind, plan_in(form), actor().person_id)
            plan_times(group, form)
    except (BadInput, Conflict) as fault:
        return _new(offerings, said_of(fault, control), typed()), 422
    return back_to(group.id, words.MADE)


def programme_by_hand(group: CareGroup) -> Programme | None:
    """The programme without digital follow-up whose people the group takes in, where it is offered at its place; None when there is
    none. A statement for each that may be."""
    work, kind = http.work(), kind_of(http.work(), group)
    keys = (group.programme, *(kind.with_programmes if kind is not None else ()))
    for key in keys:
        programme = programme_of(work, key)
        offering = find_offering(work, group.organisation_id, key) if not programme.digital else None
        if offering is not None and offering.state in TAKES_IN:
            return programme
    return None


# --- one group


@bp.get("/<int:group_id>")
@audience("treat")
def show(group_id: int) -> str:
    """One group: the sheet of today's time or of another, who is in it, its times, notes, and a message to all."""
    return page(group_id, {}, {})


def page(group_id: int, errors: Mapping[str, str], form: Mapping[str, str]) -> str:
    """The page of one group; the access is logged."""
    work, signed_in = http.work(), actor()
    group, reach = group_of(group_id)
    view = group_view(work, signed_in, group, reach)
    g.organisation = place_of_group(work, view.group)
    session = _chosen(view)
    ids = [line.enrolment_id for line in (*view.members, *view.dropped_in)]
    notes = notes_of_many(work, ids, 5) if view.leads else []
    written_about = {enrolment_id for enrolment_id, _ in notes}
    read = enrolments_by_id(work, written_about)
    record_all(work, listed_access(work, signed_in, read, "notes"))
    declared = programme_of(work, view.group.programme)
    return render_template(
        "groups/show.html",
        view=view,
        programme=declared.title,
        is_talk=is_talk(work, view.group),
        kind=_kind_title(view.group.programme, view.group.kind),
        session=session,
        begun=session is not None and session.starts_at <= work.now,
        addable=[(row.id, row.person.name) for row in may_be_added(work, signed_in, view.group, reach)],
        attendance=words.ATTENDANCE,
        by_hand=programme_by_hand(group) if group.closed_at is None else None,
        notes=notes,
        names={line.enrolment_id: line.name for line in (*view.members, *view.dropped_in)},
        staff=[(person.id, person.name) for person in may_lead(work, view.group.organisation_id)],
        rooms=[(room.id, room.name) for room in rooms_for_groups(work, view.group.organisation_id)],
        once=secrets.token_urlsafe(12),
        longest=LONGEST,
        errors=errors,
        typed=form,
        nav=staff_nav("groups"),
    )


def _chosen(view: GroupView) -> GroupSession | None:
    """The time asked for; else the latest that has begun and is held; else the next."""
    asked = request.view_args.get("session_id") if request.view_args else None
    asked = asked or request.args.get("gang", type=int)
    lines = [line.session for line in view.sessions]
    wanted = next((each for each in lines if each.id == asked), None)
    held = [each for each in lines if each.state == "planned"]
    begun = [each for each in held if each.starts_at <= http.work().now]
    return wanted or (begun[-1] if begun else held[0] if held else None)


def group_of(group_id: int) -> tuple[CareGroup, Reach]:
    """The group, and where she reaches. :raises NoSuchGroup"""
    return open_group(http.work(), actor(), group_id)


def hers(enrolment_id: int) -> Enrolment:
    """The enrolment, through the gates. It is logged as a write."""
    return open_record(http.work(), actor(), enrolment_id, WHAT, write=True)
