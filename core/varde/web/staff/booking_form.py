"""The form of an appointment: read, judged, and made with the therapist who fills it in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from marshmallow import Schema, fields

from varde.appointments.errors import IN_PAST, NO_SUCH_PARTY, NotThen
from varde.appointments.service import Wish, arrange, rooms_for
from varde.enrolments.models import Enrolment
from varde.identity.service import Actor
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.programmes.values import PARTIES
from varde.record.words import APPOINTMENT_KIND, PARTY
from varde.scheduling.errors import HostNotAllowed, NotFree
from varde.scheduling.models import Room
from varde.scheduling.rules import readings_of
from varde.scheduling.video_hosts import must_be_allowed
from varde.web.shell.forms import Coded, Form, FormFault, LimitedText, Typed, Whole, read_form
from varde.web.shell.moments import Day, TimeOfDay
from varde.web.staff import booking_words, words
from varde.web.staff.forms import KINDS

WHICH = {"first": 0, "second": 1}
"""Which of the two, when a time comes twice."""


def booking_form(meetings: Mapping[str, str], rooms: Mapping[str, int | None]) -> Schema:
    """A new appointment. ``meetings`` and ``rooms`` are what may be chosen, by what is sent."""
    declared: dict[str, fields.Field[Any]] = {
        "kind": Coded({key: key for key in (*KINDS, "home")}, words.CHOOSE_KIND),
        "meeting": Coded(meetings, words.CHOOSE_KIND, ""),
        "room": Coded(rooms, booking_words.CHOOSE_ROOM, 0),
        "day": Day(booking_words.CHOOSE_DAY),
        "clock": TimeOfDay(booking_words.WRITE_CLOCK),
        "which": Typed(),
        "minutes": Whole(5, 480, 45, booking_words.CHOOSE_LENGTH),
        "place": LimitedText(200),
        "anyway": LimitedText(200),
        "party": Typed(),
        "party_words": LimitedText(200),
    }
    return Form.from_dict(declared)()


def begins_at(day: date, clock: time, which: str, work: Work) -> datetime:
    """When it begins, in UTC. One that comes twice that night is asked about. :raises FormFault"""
    readings = readings_of(day, clock, work.zone)
    said = {"clock": clock.strftime("%H.%M")}
    if not readings:
        raise FormFault({"clock": booking_words.NEVER_THAT_NIGHT.filled(**said)})
    if len(readings) == 2 and which not in WHICH:
        raise FormFault({"which": booking_words.TWICE_THAT_NIGHT.filled(**said)})
    return readings[WHICH.get(which, 0)] if len(readings) == 2 else readings[0]


def book_from_form(work: Work, actor: Actor, enrolment: Enrolment) -> None:
    """Make what the form asks for. :raises FormFault: naming the control."""
    meetings = {meeting.key: meeting.key for meeting in programme_of(work, enrolment.programme).meetings}
    rooms: dict[str, int | None] = {str(room.id): room.id for room in rooms_for(work, enrolment)}
    form = read_form(booking_form({"": "", **meetings}, {"": None, "0": None, **rooms}))
    begins = begins_at(form["day"], form["clock"], form["which"], work)
    if begins <= work.now:
        raise FormFault({"day": IN_PAST})
    wish = Wish(
        form["kind"],
        begins,
        form["minutes"],
        actor.person_id,
        form["meeting"],
        form["room"] or None,
        form["place"],
        form["anyway"],
        form["party"],
        form["party_words"],
    )
    try:
        must_be_allowed(work, wish.way, wish.place)
        arrange(work, actor, enrolment, wish)
    except HostNotAllowed as fault:
        raise FormFault({"place": fault.whole}) from None
    except (NotThen, NotFree) as fault:
        control = "party" if NO_SUCH_PARTY in fault.faults else "clock"
        raise FormFault({control: fault.whole}) from None


def choices_of(work: Work, enrolment: Enrolment, rooms: list[Room]) -> dict[str, Any]:
    """What the page of the form is drawn with."""
    meetings = programme_of(work, enrolment.programme).meetings_of(enrolment.track)
    parties = [party for party in PARTIES if any(party in each.parties for each in meetings)]
    home = any("home" in each.ways for each in meetings)
    return {
        "kinds": [(key, APPOINTMENT_KIND[key]) for key in (*KINDS, *(("home",) if home else ()))],
        "parties": [(party, PARTY[party]) for party in parties],
        "meetings": [(each.key, each.title) for each in meetings],
        "rooms": [(each.id, each.name) for each in rooms],
    }
