"""Absence and presence of staff: who is there, reporting an absence with what becomes of its appointments, and one's weekdays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from marshmallow import Schema, fields

from varde.appointments.service import rearrange
from varde.enrolments.cover import appointments_within
from varde.enrolments.ending_care import Leaver, leavers_at
from varde.enrolments.reach import kept_out_of
from varde.enrolments.service import enrolment_by_id
from varde.enrolments.team import staff_at
from varde.identity.models import Person
from varde.identity.rights import roles_with
from varde.identity.service import person_by_id, under
from varde.kernel.characters import row_number
from varde.kernel.dates import as_date
from varde.kernel.errors import BadInput, NotAllowed
from varde.kernel.speech import Speech
from varde.kernel.words import PATIENT_LANGUAGES
from varde.kernel.work import Work
from varde.record.words import APPOINTMENT_KIND
from varde.scheduling.booking import give, is_free
from varde.scheduling.models import Appointment
from varde.scheduling.rules import at_wall_time, is_working_day
from varde.staffing.models import REASONS, Absence, Presence
from varde.staffing.rules import WORKING_WEEK
from varde.staffing.service import absence_by_id, absences_of, be_present, cancel, presence_of, report
from varde.staffing.words import REASON, WEEKDAY, away_in_words, days_in_words
from varde.web.shell import http
from varde.web.shell.forms import Coded, Form, FormFault, LimitedText, read_form, typed
from varde.web.shell.moments import Day, TimeOfDay
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import care_words as words
from varde.web.staff.booking_form import begins_at

bp = Blueprint("absence", __name__, url_prefix="/fravaer")
SHOWN_DAYS = 10
"""Working days in the table: two weeks."""
QUEUE = "kø"
"""What stands for the clinic's queue where a substitute is chosen."""
DEED, DAY, CLOCK, WHICH_OF = "time-", "dag-", "klokke-", "hvilken-"
"""Fields about one appointment of the period, before its number."""


@dataclass(frozen=True, slots=True)
class PresenceLine:
    """One of the staff in the table of two weeks: for each day ``here``, ``off`` (absent) or ``none`` (a weekday off)."""

    person: Person
    days: tuple[str, ...]
    weekdays: str


@dataclass(frozen=True, slots=True)
class Affected:
    """One appointment inside the absence that is being reported; ``may_be_given`` whether the substitute may have it, ``free``
    whether she has no other then as well."""

    appointment: Appointment
    name: str
    may_be_given: bool
    free: bool


@dataclass(frozen=True, slots=True)
class AffectedBy:
    """What an absence does to the appointments of whoever is away: those that the reader decides about, and how many are with
    people whose record she is kept out of, which a colleague must decide about."""

    rows: tuple[Affected, ...] = ()
    kept_from: int = 0


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page is about: whom the reader may report for, and who can stand in."""

    staff: tuple[Person, ...]
    therapists: tuple[Person, ...]
    me: int

    def find(self, text: str) -> Person | None:
        number = row_number(text) or self.me
        return next((person for person in self.staff if person.id == number), None)


def _desk(work: Work) -> Desk:
    signed_in = actor()
    heads = under(work, signed_in.places("head"))
    own = under(work, signed_in.places(*roles_with("absence")))
    mine = person_by_id(work, signed_in.person_id)
    staff = [person for person, _place in staff_at(work, heads, roles_with("absence"))] if heads else []
    staff = [mine, *(person for person in staff if person.id != mine.id)]
    therapists = [person for person, _place in staff_at(work, own, ("therapist",))]
    return Desk(tuple(staff), tuple(therapists), mine.id)


def absence_form() -> Schema:
    """Who, from when to when, why (for heads alone), and who answers."""
    reasons = {reason: reason for reason in REASONS}
    declared: dict[str, fields.Field[Any]] = {
        "person": LimitedText(19),
        "first": Day(words.CHOOSE_FIRST_DAY),
        "last": Day(words.CHOOSE_LAST_DAY),
        "reason": Coded(reasons, words.CHOOSE_REASON),
        "substitute": LimitedText(19),
    }
    return Form.from_dict(declared)()


@bp.get("")
@audience("absence")
def index() -> str:
    """Who is here these two weeks, and the form."""
    return _page({}, {})


def _page(
    errors: dict[str, str], form: dict[str, str], affected: AffectedBy = AffectedBy(), presence: Presence | None = None
) -> str:
    """``form`` is what was typed about an absence; ``presence`` what was chosen of one's weekdays and could not be kept."""
    work, speech = http.work(), http.speech()
    desk = _desk(work)
    days = _working_days(work.today)
    shown = {person.id: person for person in (*desk.staff, *desk.therapists)}
    presences = presence_of(work, shown)
    absences = absences_of(work, shown, days[-1])
    own = absences_of(work, [person.id for person in desk.staff])
    mine = presence or presences.get(desk.me)
    return render_template(
        "care/absence.html",
        days=days,
        lines=[_line(person, days, presences.get(person.id), absences) for person in shown.values()],
        absences=own,
        reasons=[(key, speech.say(REASON[key])) for key in REASONS],
        titles=REASON,
        staff=[(person.id, person.name) for person in desk.staff],
        therapists=[
            (QUEUE, speech.say(words.CLINICS_QUEUE)),
            *((person.id, person.name) for person in desk.therapists),
        ],
        leaving=_leaving(work),
        me=desk.me,
        weekdays=[(digit, speech.say(WEEKDAY[int(digit)])) for digit in WORKING_WEEK],
        present=mine.weekdays if mine else WORKING_WEEK,
        present_substitute=(mine.substitute_id or QUEUE) if mine else QUEUE,
        preview=_preview(desk, form),
        affected=affected.rows,
        decided_by_others=affected.kept_from,
        kinds=APPOINTMENT_KIND,
        errors=errors,
        typed=form,
        in_words=lambda weekdays: days_in_words(speech, weekdays),
        nav=staff_nav("absence"),
    )


def _leaving(work: Work) -> list[Leaver]:
    """Whoever leaves or has left where the reader is head; nobody for others, without a statement."""
    if not actor().may("hand_over"):
        return []
    return leavers_at(work, under(work, actor().places("head")))


def _working_days(today: date) -> list[date]:
    every = (today + timedelta(days=n) for n in range(40))
    return [day for day in every if is_working_day(day)][:SHOWN_DAYS]


def _line(person: Person, days: Sequence[date], presence: Presence | None, absences: Sequence[Absence]) -> PresenceLine:
    weekdays = presence.weekdays if presence else WORKING_WEEK

    def state(day: date) -> str:
        if any(a.person_id == person.id and a.first_day <= day <= a.last_day for a in absences):
            return "off"
        return "here" if str(day.weekday()) in weekdays else "none"

    return PresenceLine(person, tuple(state(day) for day in days), weekdays)


def _preview(desk: Desk, form: dict[str, str]) -> list[tuple[str, str, str]]:
    """How the patients read it, in both written languages: the language, who is away, and who answers."""
    person = desk.find(form.get("person", ""))
    first, last = as_date(form.get("first", "")), as_date(form.get("last", ""))
    if person is None or first is None or last is None or last < first:
        return []
    substitute = next((t for t in desk.therapists if str(t.id) == form.get("substitute")), None)
    page, said = http.speech(), []
    for language in PATIENT_LANGUAGES:
        speech = Speech(language, page.zone, page.now)
        said.append(
            (language, *away_in_words(speech, person.given_name, first, last, substitute.name if substitute else ""))
        )
    return said


@bp.post("")
@audience("absence")
def save() -> Any:
    """Report an absence. Its appointments are shown first, each to be handed over, moved or left."""
    work, form = http.work(), typed()
    desk = _desk(work)
    person = desk.find(form.get("person", ""))
    if person is None:
        raise NotAllowed()
    base: dict[str, list[str]] = {
        name: [form[name]] for name in ("person", "first", "last", "reason", "substitute") if name in form
    }
    try:
        values = read_form(absence_form(), base)
    except FormFault as fault:
        return _page(fault.said(http.speech()), form), 422
    substitute_id = row_number(values["substitute"])
    affected = _affected(work, person, values["first"], values["last"], substitute_id)
    if form.get("gjor") != "lagre" or any(f"{DEED}{row.appointment.id}" not in form for row in affected.rows):
        return _page({}, form, affected)
    try:
        with work.session.begin_nested():
            report(
                work,
                person.id,
                values["first"],
                values["last"],
                values["reason"],
                substitute_id,
                by_id=desk.me,
                may_stand_in=[therapist.id for therapist in desk.therapists],
            )
            for row in affected.rows:
                _settle(work, row, form, values["first"], values["last"], substitute_id)
    except FormFault as fault:
        return _page(fault.said(http.speech()), form, affected), 422
    except BadInput as fault:
        return _page({"first": fault.to(http.language())}, form, affected), 422
    flash(http.speech().say(words.ABSENCE_SAVED), "done")
    return redirect(url_for("absence.index"), 303)


def _affected(work: Work, person: Person, first: date, last: date, substitute_id: int | None) -> AffectedBy:
    begin, end = _bounds(work, first, last)
    every = appointments_within(work, person.id, begin, end)
    not_hers = kept_out_of(work, actor().person_id)
    not_substitutes = kept_out_of(work, substitute_id) if substitute_id is not None else frozenset()
    rows = [
        Affected(
            appointment,
            patient.name,
            patient.id not in not_substitutes,
            substitute_id is not None
            and patient.id not in not_substitutes
            and is_free(work, substitute_id, appointment.starts_at, appointment.minutes),
        )
        for appointment, _enrolment, patient in every
        if patient.id not in not_hers
    ]
    return AffectedBy(tuple(rows), len(every) - len(rows))


def _bounds(work: Work, first: date, last: date) -> tuple[datetime, datetime]:
    return at_wall_time(first, time(0), work.zone), at_wall_time(last + timedelta(days=1), time(0), work.zone)


def _settle(
    work: Work, row: Affected, form: dict[str, str], first: date, last: date, substitute_id: int | None
) -> None:
    """:raises FormFault: naming the control that is wrong."""
    appointment, by_id = row.appointment, actor().person_id
    match form[f"{DEED}{appointment.id}"]:
        case "gi" if substitute_id is not None and row.may_be_given:
            deed = _as_fault(f"{DEED}{appointment.id}", lambda: give(work, appointment, substitute_id, by_id))
        case "flytt":
            day_name, clock_name = f"{DAY}{appointment.id}", f"{CLOCK}{appointment.id}"
            chosen = read_form(
                Form.from_dict(
                    {day_name: Day(words.CHOOSE_FIRST_DAY), clock_name: TimeOfDay(words.CHOOSE_WHAT_TO_DO)}
                )(),
                {name: [form[name]] for name in (day_name, clock_name) if name in form},
            )
            if first <= chosen[day_name] <= last:
                raise FormFault({day_name: words.OUTSIDE_ABSENCE})
            enrolment = enrolment_by_id(work, appointment.enrolment_id)

            which_name = f"{WHICH_OF}{appointment.id}"
            named = {"clock": clock_name, "which": which_name}
            try:
                begins = begins_at(chosen[day_name], chosen[clock_name], form.get(which_name, ""), work)
            except FormFault as fault:
                raise FormFault({named[control]: said for control, said in fault.errors.items()}) from None
            deed = _as_fault(day_name, lambda: rearrange(work, actor(), enrolment, appointment, begins))
        case "la":
            return
        case _:
            raise FormFault({f"{DEED}{appointment.id}": words.CHOOSE_WHAT_TO_DO})
    deed()


def _as_fault(control: str, deed: Any) -> Any:
    def tried() -> None:
        try:
            deed()
        except BadInput as fault:
            raise FormFault({control: fault.whole}) from None

    return tried


@bp.post("/<int:absence_id>/avlys", endpoint="cancel")
@audience("absence")
def cancel_absence(absence_id: int) -> Any:
    """She is here after all. :raises NotAllowed: it is of somebody whose head the reader is not."""
    work = http.work()
    absence = absence_by_id(work, absence_id)
    if absence.person_id not in {person.id for person in _desk(work).staff}:
        raise NotAllowed()
    cancel(work, absence)
    flash(http.speech().say(words.ABSENCE_CANCELLED), "done")
    return redirect(url_for("absence.index"), 303)


@bp.post("/dager", endpoint="days")
@audience("absence")
def save_days() -> Any:
    """The weekdays I am here, and who answers on the others."""
    work, form = http.work(), typed()
    desk = _desk(work)
    weekdays = "".join(digit for digit in WORKING_WEEK if form.get(f"dag{digit}") == "1")
    try:
        therapists = [therapist.id for therapist in desk.therapists]
        be_present(work, desk.me, weekdays, row_number(form.get("substitute", "")), therapists)
    except BadInput as fault:
        chosen = Presence(weekdays=weekdays, substitute_id=row_number(form.get("substitute", "")))
        return _page({"dag0": fault.to(http.language())}, {}, presence=chosen), 422
    flash(http.speech().say(words.DAYS_SAVED), "done")
    return redirect(url_for("absence.index"), 303)
