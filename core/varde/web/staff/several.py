"""Doing the same for several of those on the caseload: who it is about, the form, and what became of each."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from marshmallow import Schema, fields

from varde.appointments.errors import IN_PAST
from varde.appointments.service import Wish
from varde.caseload.errors import HandReason, NobodyTicked, ReceiverNeeded, TooManyChosen
from varde.caseload.several import ChosenPeople, DoneFor, book_row, chosen_of, colleagues_of, greet, hand_several
from varde.dialogue.service import LONGEST
from varde.enrolments.service import LONGEST_REASON
from varde.kernel.characters import row_number
from varde.kernel.errors import BadInput
from varde.record.words import APPOINTMENT_KIND
from varde.scheduling.errors import HostNotAllowed
from varde.scheduling.video_hosts import must_be_allowed
from varde.web.shell import http
from varde.web.shell.forms import Coded, Form, FormFault, LimitedText, Typed, Whole, read_form, sent, typed
from varde.web.shell.moments import Day, TimeOfDay
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import booking_words, list_words, words
from varde.web.staff.booking_form import begins_at
from varde.web.staff.forms import LENGTHS

bp = Blueprint("several", __name__, url_prefix="/arbeidsliste/flere")
CHOSEN, DEED = "velg", "gjor"
DEEDS = ("nudge", "hand_over", "book")
WAYS = ("video", "phone", "physical")


def _ids(values: Sequence[str]) -> list[int]:
    """The numbers that were ticked; what is no number is nobody's."""
    return [row_number(value) or 0 for value in values]


@bp.get("")
@audience("treat")
def choose() -> Any:
    """Those who were ticked in the list, and the form of what is to be done for them."""
    deed = request.args.get(DEED, "")
    try:
        choice = chosen_of(http.work(), actor(), _ids(request.args.getlist(CHOSEN)))
    except (NobodyTicked, TooManyChosen) as fault:
        flash(fault.to(http.language()), "now")
        return redirect(url_for("caseload.index"), 303)
    return _page(deed if deed in DEEDS else DEEDS[0], choice, {}, {})


def _page(deed: str, choice: ChosenPeople, errors: dict[str, str], form: dict[str, str]) -> str:
    work = http.work()
    colleagues = colleagues_of(work, actor(), choice) if deed == "hand_over" else []
    return render_template(
        "several/choose.html",
        deed=deed,
        choice=choice,
        staff=[(person.id, f"{person.name}, {person.title}" if person.title else person.name) for person in colleagues],
        ways=[(way, APPOINTMENT_KIND[way]) for way in WAYS],
        lengths=LENGTHS,
        greeting=http.speech().say(list_words.GREETING),
        longest=LONGEST,
        longest_reason=LONGEST_REASON,
        once=secrets.token_urlsafe(12),
        today=work.today,
        errors=errors,
        given=form,
        nav=staff_nav("caseload"),
    )


def _form(declared: dict[str, fields.Field[Any]]) -> dict[str, Any]:
    schema: Schema = Form.from_dict(declared)()
    return read_form(schema, {name: values for name, values in sent().items() if name != CHOSEN})


@bp.post("/hilsen", endpoint="nudge")
@audience("treat")
def send_greeting() -> Any:
    """The same words to each, in her own conversation."""

    def deed(choice: ChosenPeople) -> list[DoneFor]:
        form = _form({"body": LimitedText(LONGEST), "once": LimitedText(60, words.FORM_TOO_OLD)})
        return greet(http.work(), actor(), choice, form["body"], form["once"])

    return _do("nudge", deed, "body")


@bp.post("/videre", endpoint="hand_over")
@audience("treat")
def hand_over() -> Any:
    """Somebody else is responsible for each of her own."""

    def deed(choice: ChosenPeople) -> list[DoneFor]:
        form = _form({"receiver": LimitedText(19), "reason": LimitedText(LONGEST_REASON)})
        return hand_several(http.work(), actor(), choice, row_number(form["receiver"]) or 0, form["reason"])

    return _do("hand_over", deed, "reason")


@bp.post("/timer", endpoint="book")
@audience("treat")
def book() -> Any:
    """An appointment for each, one after the other."""

    def deed(choice: ChosenPeople) -> list[DoneFor]:
        form = _form(
            {
                "kind": Coded({way: way for way in WAYS}, words.CHOOSE_KIND),
                "day": Day(booking_words.CHOOSE_DAY),
                "clock": TimeOfDay(booking_words.WRITE_CLOCK),
                "which": Typed(),
                "minutes": Whole(5, 120, 30, booking_words.CHOOSE_LENGTH),
                "place": LimitedText(200),
            }
        )
        work = http.work()
        begins = begins_at(form["day"], form["clock"], form["which"], work)
        if begins <= work.now:
            raise FormFault({"day": IN_PAST})
        try:
            must_be_allowed(work, form["kind"], form["place"])
        except HostNotAllowed as fault:
            raise FormFault({"place": fault.whole}) from None
        wish = Wish(form["kind"], begins, form["minutes"], actor().person_id, place=form["place"])
        return book_row(work, actor(), choice, wish)

    return _do("book", deed, "clock")


_FIELD: dict[type[BadInput], str] = {ReceiverNeeded: "receiver", HandReason: "reason"}


def _do(deed_key: str, deed: Any, field: str) -> Any:
    """Do it for those who were chosen; with a fault in the form nothing is done for anybody."""
    speech, chosen = http.speech(), sent().get(CHOSEN, [])
    try:
        choice = chosen_of(http.work(), actor(), _ids(chosen))
    except (NobodyTicked, TooManyChosen) as fault:
        flash(fault.to(speech.language), "now")
        return redirect(url_for("caseload.index"), 303)
    try:
        outcomes: list[DoneFor] = deed(choice)
    except BadInput as fault:
        errors = (
            fault.said(speech)
            if isinstance(fault, FormFault)
            else {_FIELD.get(type(fault), field): fault.to(speech.language)}
        )
        return _page(deed_key, choice, errors, typed()), 422
    done = sum(each.refused is None for each in outcomes)
    if done == len(outcomes):
        flash(speech.count(list_words.DONE[deed_key], done), "done")
        return redirect(url_for("caseload.index"), 303)
    return render_template(
        "several/done.html",
        outcomes=outcomes,
        done=speech.count(list_words.DONE[deed_key], done) if done else speech.say(list_words.NOTHING_DONE),
        nav=staff_nav("caseload"),
    )
