"""Appointments in a row, as staff sets them up: when each would be, what is in the way, and another time for one that cannot be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from marshmallow import Schema, fields

from varde.appointments.errors import BadRow, RowNotFree
from varde.appointments.in_row import MOST_IN_ROW, MOST_WEEKS_BETWEEN, RowTime, arrange_row, look_ahead, times_in_row
from varde.appointments.service import Wish, is_bookable, rooms_for
from varde.enrolments.models import Enrolment
from varde.kernel.words import Text
from varde.programmes.gone import programme_of
from varde.record.words import APPOINTMENT_KIND
from varde.scheduling.errors import HostNotAllowed, HourTwice, NotFree
from varde.scheduling.video_hosts import must_be_allowed
from varde.web.shell import http
from varde.web.shell.forms import Coded, Form, FormFault, LimitedText, Typed, Whole, read_form, sent, typed
from varde.web.shell.moments import Day, TimeOfDay
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import booking_words, words
from varde.web.staff.appointments import bp, open_appointments
from varde.web.staff.booking_form import WHICH, begins_at
from varde.web.staff.forms import KINDS, LENGTHS

IN_COMMON = ("meeting", "kind", "day", "clock", "which", "minutes", "room", "place", "every", "number")
"""The fields that all times of a row have in common."""
TAKE, DAY, CLOCK, WHICH_OF = "take-", "day-", "clock-", "which-"
"""The fields of one of them, with its number: that it is booked, or another day and time for it, and which of the two that is."""


def row_form(meetings: Mapping[str, str], rooms: Mapping[str, int | None]) -> Schema:
    """What all times of a row have in common. ``meetings`` and ``rooms`` are what may be chosen, by what is sent."""
    declared: dict[str, fields.Field[Any]] = {
        "meeting": Coded(meetings, words.CHOOSE_KIND, ""),
        "kind": Coded({key: key for key in KINDS if key != "group"}, words.CHOOSE_KIND),
        "day": Day(booking_words.CHOOSE_DAY),
        "clock": TimeOfDay(booking_words.WRITE_CLOCK),
        "which": Typed(),
        "minutes": Whole(5, 480, 45, booking_words.CHOOSE_LENGTH),
        "room": Coded(rooms, booking_words.CHOOSE_ROOM, 0),
        "place": LimitedText(200),
        "every": Whole(1, MOST_WEEKS_BETWEEN, 1, booking_words.HOW_OFTEN),
        "number": Whole(2, MOST_IN_ROW, 6, booking_words.HOW_MANY),
    }
    return Form.from_dict(declared)()


@bp.get("/pasient/<int:enrolment_id>/timer/rekke", endpoint="row")
@audience("staff")
def look_at_row(enrolment_id: int) -> Any:
    """The form of a row; with ``?day=`` and the rest, when each would be and what is in the way."""
    enrolment = open_appointments(enrolment_id)
    asked = {name: request.args.getlist(name) for name in IN_COMMON if name in request.args}
    form = {name: values[0] for name, values in asked.items()}
    if not asked:
        return _page(enrolment, (), form, {})
    try:
        _, times = _looked(enrolment, asked)
    except FormFault as fault:
        return _page(enrolment, (), form, fault.said(http.speech())), 422
    return _page(enrolment, times, form, {})


@bp.post("/pasient/<int:enrolment_id>/timer/rekke/sett-opp", endpoint="book_row")
@audience("staff")
def book_row(enrolment_id: int) -> Any:
    """Book what is ticked, and the other times that were written, all or none. The patient is told once."""
    enrolment, form = open_appointments(enrolment_id, write=True), typed()
    times: Sequence[RowTime] = ()
    try:
        wish, times = _looked(enrolment, {name: values for name, values in sent().items() if name in IN_COMMON})
        chosen = _chosen(times, form)
        arrange_row(http.work(), actor(), enrolment, wish, chosen)
    except FormFault as fault:
        return _page(enrolment, times, form, fault.said(http.speech())), 422
    except (RowNotFree, NotFree) as fault:
        return _page(enrolment, times, form, {"times": fault.to(http.language())}), 422
    flash(http.speech().say(booking_words.ROW_BOOKED, number=len(set(chosen))), "done")
    return redirect(url_for("timebook.of_patient", enrolment_id=enrolment.id), 303)


def _looked(enrolment: Enrolment, form: Mapping[str, Sequence[str]]) -> tuple[Wish, list[RowTime]]:
    """What the times have in common, and each of them with what is in its way. :raises FormFault"""
    work = http.work()
    meetings = {each.key: each.key for each in programme_of(work, enrolment.programme).meetings}
    rooms: dict[str, int | None] = {str(room.id): room.id for room in rooms_for(work, enrolment)}
    filled = read_form(row_form({"": "", **meetings}, {"": None, "0": None, **rooms}), form)
    try:
        must_be_allowed(work, filled["kind"], filled["place"])
        times = times_in_row(
            work,
            filled["day"],
            filled["clock"],
            every=filled["every"],
            number=filled["number"],
            fold=WHICH.get(filled["which"]),
        )
    except HostNotAllowed as fault:
        raise FormFault({"place": fault.whole}) from None
    except HourTwice as fault:
        raise FormFault({"which": fault.whole}) from None
    except BadRow as fault:
        raise FormFault({"number": fault.whole}) from None
    begins = next((each.begins for each in times if each.begins is not None), work.now)
    wish = Wish(
        filled["kind"],
        begins,
        filled["minutes"],
        actor().person_id,
        filled["meeting"],
        filled["room"] or None,
        filled["place"],
    )
    return wish, look_ahead(work, enrolment, wish, times)


def _chosen(times: Sequence[RowTime], form: Mapping[str, str]) -> list[datetime]:
    """When those that are booked begin, in UTC. :raises FormFault: another time is none, or there are fewer than two."""
    chosen: list[datetime] = []
    errors: dict[str, Text] = {}
    for number, each in enumerate(times):
        instead = {name: form.get(f"{name}{number}", "") for name in (DAY, CLOCK)}
        if any(instead.values()):
            try:
                chosen.append(_instead(number, instead, form.get(f"{WHICH_OF}{number}", "")))
            except FormFault as fault:
                errors |= fault.errors
        elif f"{TAKE}{number}" in form and each.begins is not None:
            chosen.append(each.begins)
    if errors:
        raise FormFault(errors)
    if len(set(chosen)) < 2:
        raise FormFault({"times": booking_words.TWO_AT_LEAST})
    return chosen


def _instead(number: int, instead: Mapping[str, str], which: str) -> datetime:
    declared: dict[str, fields.Field[Any]] = {
        f"{DAY}{number}": Day(booking_words.CHOOSE_DAY),
        f"{CLOCK}{number}": TimeOfDay(booking_words.WRITE_CLOCK),
    }
    form = read_form(Form.from_dict(declared)(), {f"{name}{number}": [value] for name, value in instead.items()})
    try:
        return begins_at(form[f"{DAY}{number}"], form[f"{CLOCK}{number}"], which, http.work())
    except FormFault as fault:
        raise FormFault({f"{control}-{number}": said for control, said in fault.errors.items()}) from None


def _page(enrolment: Enrolment, times: Sequence[RowTime], form: Mapping[str, str], errors: Mapping[str, str]) -> str:
    work = http.work()
    g.organisation = enrolment.organisation
    meetings = programme_of(work, enrolment.programme).meetings_of(enrolment.track)
    return render_template(
        "timebook/row.html",
        enrolment=enrolment,
        bookable=is_bookable(enrolment),
        times=times,
        free=sum(not each.faults for each in times),
        meetings=[(each.key, each.title) for each in meetings if not each.gate],
        kinds=[(key, APPOINTMENT_KIND[key]) for key in KINDS if key != "group"],
        rooms=[(str(room.id), room.name) for room in rooms_for(work, enrolment)],
        lengths=LENGTHS,
        most=(MOST_IN_ROW, MOST_WEEKS_BETWEEN),
        in_common=[name for name in IN_COMMON if form.get(name)],
        sent=bool(form) and request.method == "POST",
        given=form,
        tomorrow=work.today + timedelta(days=1),
        errors=dict(errors),
        nav=staff_nav("caseload"),
    )
