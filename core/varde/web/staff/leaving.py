"""Pause, end, undo and open again: what stands open is listed first, what follows is shown before it is confirmed, and what
became of each is said afterwards."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from marshmallow import Schema, fields
from werkzeug.wrappers import Response

from varde.caseload.ended import ended_of
from varde.dialogue.service import LONGEST, reply_of, thread_of, write, writing_in
from varde.drafts.service import drafts_at
from varde.enrolments.access import may_take_over
from varde.enrolments.errors import EndMeetingNeeded, TakeOverReasonNeeded, WrongState
from varde.enrolments.exits import Leaving, end, endings_of, may_undo, reopen, undo
from varde.enrolments.gates import closing_ahead
from varde.enrolments.models import Enrolment
from varde.enrolments.reason_rules import says_why
from varde.enrolments.rules import (
    LEAVING,
    UNDECIDED,
    WAYS,
    Consequence,
    consequences,
    may_reopen,
    undo_until,
    way_taken,
)
from varde.enrolments.service import pause, take_over
from varde.enrolments.words import END_REASON, STATE, STATE_SAID, WAY
from varde.identity.service import person_by_id
from varde.kernel.words import Text
from varde.modules.entries import LONGEST_FEEDBACK, give_feedback
from varde.programmes.gone import programme_of
from varde.programmes.values import Meeting, Programme
from varde.record import words as record_words
from varde.record.leaving import OpenThings, open_things, prospects, still_asked
from varde.record.patient import sheets_of
from varde.web.shell import http
from varde.web.shell.draft_forms import go_on
from varde.web.shell.forms import Coded, Form, FormFault, LimitedText, Typed, of_the_page, read_form, typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import leaving_words as words
from varde.web.staff.records import record_page

bp = Blueprint("leaving", __name__)
PAUSE = "pause"
LONGEST_WORDS, LONGEST_NOTE = 1000, 2000
STOPPING = WAYS["no_more_contact"].reasons


@bp.get("/pasient/<int:enrolment_id>/avslutt")
@audience("staff")
def finish(enrolment_id: int) -> str:
    """What stands open, the ways out with what follows from each, and the words to the patient."""
    return _page(record_page(enrolment_id, "state"), {}, {})


@bp.post("/pasient/<int:enrolment_id>/avslutt", endpoint="send")
@audience("staff")
def take_way(enrolment_id: int) -> Any:
    """First shown over again, with what follows; done when that is confirmed."""
    work = http.work()
    enrolment = record_page(enrolment_id, "state", write=True)
    outstanding = open_things(work, enrolment)
    if typed().get("go") == "edit":
        _not_sent_yet(enrolment)
        return _page(enrolment, typed(), {})
    try:
        form = read_form(_schema(outstanding))
        _check(outstanding, _closing(enrolment), form)
    except FormFault as fault:
        return _page(enrolment, typed(), fault.said(http.speech())), 422
    if form["way"] != PAUSE and enrolment.state not in WAYS[form["way"]].states:
        raise WrongState(state=STATE_SAID[enrolment.state])
    if form["go"] != "confirm":
        _not_sent_yet(enrolment)
        return _review(enrolment, outstanding, form)
    return _done(enrolment, outstanding, form)


def _not_sent_yet(enrolment: Enrolment) -> None:
    """What is written stays a draft until the way is taken."""
    place = of_the_page().get("draft", "")
    if place:
        go_on()
        draft = drafts_at(http.work(), actor().person_id, [place]).get(place)
        if draft is not None:
            draft.enrolment_id = enrolment.id


def _schema(outstanding: OpenThings) -> Schema:
    declared: dict[str, fields.Field[Any]] = {
        "go": Typed(),
        "mark": Typed(),
        "once": Typed(),
        "way": Coded({key: key for key in (PAUSE, *WAYS)}, words.CHOOSE_WAY),
        "reason": Typed(),
        "stop": Typed(),
        "asked": Typed(),
        "note": LimitedText(LONGEST_NOTE),
        "words": LimitedText(LONGEST_WORDS),
        "message": Typed(),
        "reply": LimitedText(LONGEST),
        "appointments": Typed(),
    }
    for sheet in outstanding.sheets:
        declared |= {f"sheet-{sheet.id}": Typed(), f"feedback-{sheet.id}": LimitedText(LONGEST_FEEDBACK)}
    return Form.from_dict(declared)()


def _closing(enrolment: Enrolment) -> Meeting | None:
    """The meeting that must be held before it is completed, and has not been."""
    ahead = closing_ahead(http.work(), enrolment, programme_of(http.work(), enrolment.programme))
    return ahead.meeting if ahead is not None else None


def _check(outstanding: OpenThings, closing: Meeting | None, form: Mapping[str, Any]) -> None:
    """:raises FormFault: a choice is missing, the meeting that closes is, or something has come since the page was shown."""
    faults: dict[str, Text] = {}
    way = form["way"]
    if way in ("discontinued", "never_started") and form["reason"] not in LEAVING:
        faults["reason"] = words.CHOOSE_REASON
    if way == "no_more_contact" and form["stop"] not in STOPPING:
        faults["stop"] = words.CHOOSE_REASON
    if way not in (PAUSE, "no_more_contact"):
        faults |= dict(_unwritten(outstanding, form))
    if way == "completed" and closing is not None:
        faults["way"] = EndMeetingNeeded(meeting=closing.title).whole
    if form["mark"] and form["mark"] != outstanding.mark:
        faults["way"] = words.SOMETHING_NEW
    if faults:
        raise FormFault(faults)


def _unwritten(outstanding: OpenThings, form: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    """What is said to be answered now, and has no words."""
    if outstanding.message and form["message"] == "reply" and not form["reply"]:
        yield "reply", words.WRITE_REPLY
    for sheet in outstanding.sheets:
        if form[f"sheet-{sheet.id}"] == "reply" and not form[f"feedback-{sheet.id}"]:
            yield f"feedback-{sheet.id}", words.WRITE_FEEDBACK


def _reason(form: Mapping[str, Any]) -> str:
    way = form["way"]
    if way == "no_more_contact":
        return str(form["stop"])
    return "completed" if way == "completed" else str(form["reason"])


def _done(enrolment: Enrolment, outstanding: OpenThings, form: Mapping[str, Any]) -> Response:
    work, signed_in = http.work(), actor()
    if form["way"] == PAUSE:
        pause(work, signed_in, enrolment)
        flash(http.speech().say(words.PAUSED), "done")
        return redirect(url_for("caseload.patient", enrolment_id=enrolment.id, _anchor="forlop"), 303)
    contact = WAYS[form["way"]].contact
    message, answered_sheets = "", 0
    if outstanding.message and contact and form["message"] == "reply" and outstanding.may_reply:
        write(work, signed_in, enrolment, form["reply"], form["once"] or secrets.token_urlsafe(12))
        message = "answered"
    elif outstanding.message:
        message = "settled"
    for sheet in outstanding.sheets if contact else ():
        if form[f"sheet-{sheet.id}"] == "reply":
            give_feedback(work, signed_in, sheet, form[f"feedback-{sheet.id}"])
            answered_sheets += 1
    kept = {row.id for row in outstanding.appointments} if contact and form["appointments"] == "keep" else set()
    how = Leaving(
        note=form["note"],
        words=form["words"] if contact else "",
        willing=form["asked"] != "no",
        kept=frozenset(kept),
        settled=message == "settled",
    )
    ending = end(work, signed_in.person_id, enrolment, _reason(form), how)
    said = {"message": message, "sheets": answered_sheets, "sheets_open": len(outstanding.sheets), "kept": len(kept)}
    ending.became = {**ending.became, **said}
    return redirect(url_for("leaving.finished", enrolment_id=enrolment.id), 303)


@bp.get("/pasient/<int:enrolment_id>/avsluttet")
@audience("staff")
def finished(enrolment_id: int) -> Any:
    """What became of each, what she sees, and how to undo."""
    work, speech = http.work(), http.speech()
    enrolment = record_page(enrolment_id, "state")
    endings = endings_of(work, enrolment.id)
    ending = next((row for row in endings if row.undone_at is None), None)
    if ending is None or enrolment.ended_at is None:
        return redirect(url_for("caseload.patient", enrolment_id=enrolment.id), 303)
    by = person_by_id(work, ending.by_id) if ending.by_id else None
    way = way_taken(enrolment.state, enrolment.end_reason, started=enrolment.started_at is not None)
    thread = thread_of(work, enrolment.id)
    return render_template(
        "leaving/finished.html",
        enrolment=enrolment,
        programme=programme_of(work, enrolment.programme),
        ending=ending,
        by=by.name if by else "",
        way=WAY[ending.way],
        reason=END_REASON[ending.reason],
        state=STATE[enrolment.state],
        undoing=may_undo(work, enrolment, [ending]),
        until=undo_until(speech.date_of(ending.at)),
        may_reopen=may_reopen(way, stopped=enrolment.contact_stopped_at is not None),
        became=ending.became,
        waiting=reply_of(thread, work.now),
        writing=writing_in(enrolment, thread, by_patient=False),
        asked=still_asked(work, enrolment),
        words=record_words,
        nav=staff_nav("caseload"),
    )


@bp.post("/pasient/<int:enrolment_id>/angre", endpoint="undo")
@audience("staff")
def undo_ending(enrolment_id: int) -> Response:
    """Put back what the end cancelled."""
    work, signed_in = http.work(), actor()
    enrolment = record_page(enrolment_id, "state", write=True)
    ending = undo(work, signed_in, enrolment)
    lost = len(ending.before.get("appointments", ())) - int(ending.became.get("booked_again", 0))
    flash(http.speech().say(words.UNDONE), "done")
    if lost:
        flash(http.speech().say(words.APPOINTMENTS_PAST), "now")
    page = "intake.decide" if enrolment.state in UNDECIDED else "caseload.patient"
    return redirect(url_for(page, enrolment_id=enrolment_id), 303)


@bp.post("/pasient/<int:enrolment_id>/apne-igjen", endpoint="reopen")
@audience("staff")
def open_again(enrolment_id: int) -> Response:
    """Open an enrolment that ended, also long after."""
    work, signed_in = http.work(), actor()
    enrolment = record_page(enrolment_id, "state", write=True)
    reopen(work, signed_in, enrolment)
    flash(http.speech().say(words.REOPENED), "done")
    return redirect(url_for("caseload.patient", enrolment_id=enrolment_id), 303)


# --- the page


def _page(enrolment: Enrolment, form: Mapping[str, str], errors: Mapping[str, str]) -> str:
    work, speech = http.work(), http.speech()
    programme, outstanding = programme_of(work, enrolment.programme), open_things(work, enrolment)
    ways = prospects(work, enrolment, outstanding)
    return render_template(
        "leaving/finish.html",
        enrolment=enrolment,
        programme=programme,
        state=STATE[enrolment.state],
        outstanding=outstanding,
        closing=_closing(enrolment),
        titles={shown.row.id: shown.title for shown in sheets_of(speech, programme, outstanding.sheets)},
        ways={key: (prospect, consequences(prospect.way, prospect.planned)) for key, prospect in ways.items()},
        reasons=[(key, END_REASON[key]) for key in LEAVING],
        stops=[(key, END_REASON[key]) for key in STOPPING],
        says_line=words.LINE,
        counts=words.COUNTS,
        until=undo_until(work.today),
        words=record_words,
        once=secrets.token_urlsafe(12),
        longest={"reply": LONGEST, "feedback": LONGEST_FEEDBACK, "words": LONGEST_WORDS, "note": LONGEST_NOTE},
        given=dict(form),
        errors=dict(errors),
        nav=staff_nav("caseload"),
    )


def _review(enrolment: Enrolment, outstanding: OpenThings, form: Mapping[str, Any]) -> str:
    work = http.work()
    prospect = prospects(work, enrolment, outstanding).get(form["way"])
    willing, kept = form["asked"] != "no", form["appointments"] == "keep"
    lines: tuple[Consequence, ...] = ()
    if prospect is not None:
        planned = prospect.planned
        if kept and prospect.way.contact:
            planned = replace(planned, appointments=0)
        lines = consequences(prospect.way, planned, willing=willing)
    return render_template(
        "leaving/review.html",
        enrolment=enrolment,
        way=form["way"],
        title=words.PAUSE if form["way"] == PAUSE else WAY[form["way"]],
        reason=END_REASON.get(_reason(form)) if form["way"] != PAUSE else None,
        contact=form["way"] == PAUSE or WAYS[form["way"]].contact,
        lines=lines,
        says_line=words.LINE,
        counts=words.COUNTS,
        prospect=prospect,
        willing=willing,
        outstanding=outstanding,
        form=form,
        hidden={**typed(), "mark": outstanding.mark, **_draft_shown()},
        until=undo_until(work.today),
        nav=staff_nav("caseload"),
    )


def _draft_shown() -> dict[str, str]:
    """Which draft the form keeps, for the page that is sent in its place."""
    return {name: value for name, value in of_the_page().items() if name.startswith("draft")}


# --- those who have ended


@bp.get("/avsluttede")
@audience("treat")
def ended() -> str:
    """Her own ended enrolments; by name those of her clinics."""
    return _ended_page(request.args.get("sok", "").strip()[:80], {})


@bp.post("/avsluttede", endpoint="search")
@audience("treat")
def search_ended() -> str:
    """Those of a name: sent as a form, so that no name stands in an address."""
    return _ended_page(typed().get("sok", "").strip()[:80], {})


def _ended_page(search: str, errors: Mapping[str, str], reason: str = "") -> str:
    work = http.work()
    return render_template(
        "leaving/ended.html",
        rows=ended_of(work, actor(), search),
        search=search,
        reason=reason,
        reasons=END_REASON,
        titles={key: programme.title for key, programme in work.catalogue.all(Programme).items()},
        errors=dict(errors),
        nav=staff_nav("caseload"),
    )


@bp.post("/pasient/<int:enrolment_id>/hent-tilbake", endpoint="bring_back")
@audience("treat")
def take_over_and_open(enrolment_id: int) -> Any:
    """Take over an enrolment that ended at another therapist's, and open it again."""
    work, signed_in = http.work(), actor()
    enrolment = may_take_over(work, signed_in, enrolment_id, ended=True)
    search, reason = typed().get("sok", "").strip()[:80], typed().get("reason", "")
    if not says_why(reason):
        said = {f"reason-{enrolment_id}": http.speech().say(TakeOverReasonNeeded.sentence)}
        return _ended_page(search, said, reason), 422
    reopen(work, signed_in, enrolment)
    take_over(work, signed_in, enrolment, reason)
    flash(http.speech().say(words.REOPENED), "done")
    return redirect(url_for("caseload.patient", enrolment_id=enrolment_id), 303)
