"""What is done with a group: who came, who is in it, when it meets, what is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from varde.dialogue.service import LONGEST
from varde.dialogue.to_group import write_to_group
from varde.enrolments.access import admit, open_record
from varde.enrolments.models import Enrolment
from varde.groups.attending import MOST_GUESTS, Came, count_guests, excuse_from_group, record_came
from varde.groups.changing import change_group, close_group
from varde.groups.errors import NotInGroup
from varde.groups.member_times import elsewhere
from varde.groups.members import join, join_or_wait, leave, member_of
from varde.groups.models import ATTENDANCE, CareGroup, GroupSession
from varde.groups.reading import WHAT, enrolments_by_id
from varde.groups.service import kind_of, leaders_of
from varde.groups.sessions import cancel_session, coming_sessions, move_session, session_of
from varde.kernel.characters import row_number
from varde.kernel.errors import BadInput, Conflict, VardeError
from varde.notes.service import LONGEST as LONGEST_NOTE
from varde.notes.service import write_note
from varde.web.shell import http
from varde.web.shell.forms import Coded, FormFault, LimitedText, Typed, read_form, typed
from varde.web.shell.moments import Day, TimeOfDay
from varde.web.shell.pages import actor, audience
from varde.web.staff import booking_words
from varde.web.staff import group_words as words
from varde.web.staff import words as staff_words
from varde.web.staff.booking_form import WHICH
from varde.web.staff.groups import (
    back_to,
    bp,
    form_of,
    group_of,
    hers,
    page,
    plan_fields,
    plan_in,
    plan_times,
    row_fields,
    said_of,
)

MOST_SAID = 3
CAME, WHY = "came-", "why-"
"""The fields of the sheet: what is said of somebody, and why she is excused, with the number of her enrolment."""


@bp.post("/<int:group_id>/oppmote/<int:session_id>")
@audience("treat")
def attend(group_id: int, session_id: int) -> Any:
    """The whole sheet at once: all of it is kept, or nothing and what is wrong with each."""
    work, (group, _) = http.work(), group_of(group_id)
    session, form, errors = session_of(work, group.id, session_id), typed(), dict[str, str]()
    changed = 0
    with work.session.begin_nested() as savepoint:
        for name, state in form.items():
            number = row_number(name.removeprefix(CAME)) if name.startswith(CAME) else None
            if number is None:
                continue
            if state not in (*ATTENDANCE, ""):
                errors[name] = http.speech().say(words.NO_SUCH_STATE)
                continue
            try:
                changed += _say_came(group, session, number, Came(state, form.get(f"{WHY}{number}", "")))
            except (BadInput, Conflict) as fault:
                errors[f"{WHY}{number}" if state == "excused" else name] = fault.to(http.language())
        _others(group, session, form, errors)
        if errors:
            savepoint.rollback()
    if errors:
        return page(group.id, errors, form), 422
    flash(http.speech().say(words.SAVED), "done")
    return redirect(url_for("groups.show", group_id=group.id, gang=session.id), 303)


def _say_came(group: CareGroup, session: GroupSession, enrolment_id: int, came: Came) -> bool:
    work = http.work()
    enrolment = next(iter(enrolments_by_id(work, [enrolment_id])), None)
    if enrolment is None:
        raise NotInGroup()
    with work.apart():
        try:
            news = record_came(work, group, session, enrolment, came, actor().person_id)
        except VardeError:
            admit(work, actor(), enrolment, WHAT, write=True)  # what is wrong may name her
            raise
        if news:
            admit(work, actor(), enrolment, WHAT, write=True)
    return news


def _others(group: CareGroup, session: GroupSession, form: Mapping[str, str], errors: dict[str, str]) -> None:
    """Whoever came without a seat: one who is enrolled, and how many who are not."""
    work, by_id = http.work(), actor().person_id
    try:
        number = row_number(form.get("dropped_in", ""))
        if number is not None:
            record_came(work, group, session, hers(number), Came("attended"), by_id)
    except (BadInput, Conflict) as fault:
        errors["dropped_in"] = fault.to(http.language())
    text = form.get("guests", "").strip()
    guests = row_number(text) if text else session.guests
    if guests is None or guests > MOST_GUESTS:
        errors["guests"] = http.speech().say(words.WRITE_GUESTS)
        return
    try:
        count_guests(work, group, session, guests, by_id)
    except (BadInput, Conflict) as fault:
        errors["guests"] = fault.to(http.language())


# --- who is in it


@bp.post("/<int:group_id>/deltaker")
@audience("treat")
def add(group_id: int) -> Any:
    """Somebody gets a seat, or stands on the waiting list when there is none."""
    work, (group, _) = http.work(), group_of(group_id)
    number = row_number(typed().get("person", ""))
    if number is None:
        return page(group.id, {"person": http.speech().say(words.CHOOSE_MEMBER)}, typed()), 422
    enrolment = hers(number)
    try:
        with work.apart():
            member = join_or_wait(work, enrolment, group, actor().person_id)
    except (BadInput, Conflict) as fault:
        return page(group.id, {"person": fault.to(http.language())}, typed()), 422
    if member.state == "waiting":
        return back_to(group.id, words.WAITS, name=enrolment.person.name)
    _say_elsewhere(group, enrolment)
    return back_to(group.id, words.JOINED_GROUP, name=enrolment.person.name)


def _say_elsewhere(group: CareGroup, enrolment: Enrolment) -> None:
    """Staff is told at which times she who has a seat now has something else, and not what."""
    work, speech = http.work(), http.speech()
    coming = coming_sessions(work, group.id)
    busy = elsewhere(work, coming, enrolment.id)
    lost = [each.starts_at for each in coming if enrolment.id in busy[each.id]]
    if lost:
        times = ", ".join(f"{speech.weekday(at)} {speech.clock(at)}" for at in lost[:MOST_SAID])
        times += " …" if len(lost) > MOST_SAID else ""
        flash(speech.count(words.ELSEWHERE, len(lost), name=enrolment.person.name, times=times), "now")


@bp.post("/<int:group_id>/deltaker/<int:enrolment_id>/plass")
@audience("treat")
def give_seat(group_id: int, enrolment_id: int) -> Any:
    """Somebody who waits gets a seat."""
    work, (group, _), enrolment = http.work(), group_of(group_id), hers(enrolment_id)
    try:
        with work.apart():
            join(work, enrolment, group, actor().person_id)
    except (BadInput, Conflict) as fault:
        return page(group.id, {"h-plasser": fault.to(http.language())}, {}), 409
    _say_elsewhere(group, enrolment)
    return back_to(group.id, words.JOINED_GROUP, name=enrolment.person.name)


@bp.post("/<int:group_id>/deltaker/<int:enrolment_id>/slutt")
@audience("treat")
def take_out(group_id: int, enrolment_id: int) -> Any:
    """She is in it no longer, or waits no more."""
    work, (group, _), enrolment = http.work(), group_of(group_id), hers(enrolment_id)
    member = member_of(work, group.id, enrolment.id)
    if member is None:
        raise NotInGroup()
    leave(work, member, actor().person_id)
    return back_to(group.id, words.LEFT_GROUP)


# --- when it meets


@bp.post("/<int:group_id>/gang")
@audience("treat")
def plan(group_id: int) -> Any:
    """More times in a row."""
    group, _ = group_of(group_id)
    try:
        plan_times(group, read_form(form_of(row_fields())))
    except (BadInput, Conflict) as fault:
        return page(group.id, said_of(fault, "day"), typed()), 422
    return back_to(group.id, words.PLANNED)


@bp.post("/<int:group_id>/gang/<int:session_id>/flytt")
@audience("treat")
def move(group_id: int, session_id: int) -> Any:
    """This time, or with those after it, to another day and hour."""
    work, (group, _) = http.work(), group_of(group_id)
    session = session_of(work, group.id, session_id)
    declared = {
        "to_day": Day(booking_words.CHOOSE_DAY),
        "to_clock": TimeOfDay(booking_words.WRITE_CLOCK),
        "to_which": Typed(),
        "row": Coded({"1": True}, words.CHOOSE_OFFERING, False),
    }
    try:
        form = read_form(form_of(declared))
        fold = WHICH.get(form["to_which"])
        to, by_id = (form["to_day"], form["to_clock"]), actor().person_id
        move_session(work, group, session, *to, by_id, row=form["row"], fold=fold)
    except (BadInput, Conflict) as fault:
        return page(group.id, said_of(fault, "to_day", "to_which"), typed()), 422
    return back_to(group.id, words.ROW_MOVED if form["row"] else words.MOVED)


@bp.post("/<int:group_id>/gang/<int:session_id>/avlys")
@audience("treat")
def cancel(group_id: int, session_id: int) -> Any:
    """The group does not meet then."""
    work, (group, _) = http.work(), group_of(group_id)
    try:
        form = read_form(form_of({"cancelled_because": LimitedText(200)}))
        session = session_of(work, group.id, session_id)
        cancel_session(work, group, session, form["cancelled_because"], actor().person_id)
    except (BadInput, Conflict) as fault:
        return page(group.id, said_of(fault, "cancelled_because"), typed()), 422
    return back_to(group.id, words.CANCELLED)


# --- the group itself, and what is written


@bp.post("/<int:group_id>/endre")
@audience("treat")
def change(group_id: int) -> Any:
    """Another name, place, number of seats, or others who lead it."""
    work, (group, _) = http.work(), group_of(group_id)
    try:
        change_group(work, group, plan_in(read_form(form_of(plan_fields()))), actor().person_id)
    except (BadInput, Conflict) as fault:
        return page(group.id, said_of(fault, "name"), typed()), 422
    return back_to(group.id, words.CHANGED)


@bp.post("/<int:group_id>/avslutt")
@audience("treat")
def close(group_id: int) -> Response:
    """It meets no more."""
    close_group(http.work(), group_of(group_id)[0], actor().person_id)
    return back_to(group_id, words.CLOSED)


def _must_lead(group: CareGroup) -> None:
    if actor().person_id not in leaders_of(http.work(), group.id):
        raise NotInGroup()


@bp.post("/<int:group_id>/melding")
@audience("treat")
def tell(group_id: int) -> Any:
    """The same words to each member, in her own conversation."""
    work, (group, _) = http.work(), group_of(group_id)
    _must_lead(group)
    once = LimitedText(60, staff_words.FORM_TOO_OLD)
    try:
        form = read_form(form_of({"body": LimitedText(LONGEST), "once": once}))
        with work.apart():
            outcome = write_to_group(work, actor(), group, form["body"], form["once"])
    except (BadInput, Conflict) as fault:
        return page(group.id, said_of(fault, "body"), typed()), 422
    said = words.TOLD_NOT_ALL if outcome.left_out else words.TOLD
    return back_to(group.id, said, sent=outcome.sent, left_out=outcome.left_out)


@bp.post("/<int:group_id>/notat")
@audience("treat")
def note(group_id: int) -> Any:
    """A note about one of them, which stands in her record for those who treat her."""
    work, (group, _) = http.work(), group_of(group_id)
    number = row_number(typed().get("about", ""))
    try:
        declared = {"about": LimitedText(19), "inner_note": LimitedText(LONGEST_NOTE), "once": LimitedText(60)}
        form = read_form(form_of(declared))
        if number is None:
            raise FormFault({"about": words.CHOOSE_MEMBER})
        enrolment = open_record(work, actor(), number, "notes", write=True)
        write_note(work, actor(), enrolment, form["inner_note"], form["once"])
    except BadInput as fault:
        return page(group.id, said_of(fault, "inner_note"), typed()), 422
    return back_to(group.id, words.NOTED)


@bp.post("/<int:group_id>/fritak")
@audience("treat")
def excuse(group_id: int) -> Any:
    """Somebody need not come to this kind of group, for a reason that stands in her history: what waits for it opens."""
    work, (group, _) = http.work(), group_of(group_id)
    kind = kind_of(work, group)
    try:
        form = read_form(form_of({"excused": LimitedText(19), "excused_because": LimitedText(500)}))
        number = row_number(form["excused"])
        if number is None or kind is None:
            raise FormFault({"excused": words.CHOOSE_MEMBER})
        enrolment = hers(number)
        excuse_from_group(work, actor(), enrolment, kind, form["excused_because"])
    except (BadInput, Conflict) as fault:
        return page(group.id, said_of(fault, "excused_because"), typed()), 422
    return back_to(group.id, words.EXCUSED, name=enrolment.person.name)
