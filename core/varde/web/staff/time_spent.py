"""Minutes that are spent on a patient: the card on her page, what it is made of, a call that is written down, and corrections."""

from __future__ import annotations

import secrets
from typing import Any, NamedTuple

from flask import Blueprint, flash, redirect, render_template, url_for
from marshmallow import Schema, fields

from varde.enrolments.models import Enrolment
from varde.kernel.errors import BadInput
from varde.kernel.words import Text
from varde.minutes import words as minutes_words
from varde.minutes.errors import DayBefore, DayNotYet, MinutesReason, NotMinutes
from varde.minutes.rules import MOST
from varde.minutes.service import LONGEST_REASON, correct_minutes, deeds_spent, note_call, weeks_spent
from varde.notes.service import LONGEST
from varde.programmes.gone import programme_of
from varde.web.shell import http
from varde.web.shell.forms import Form, FormFault, LimitedText, Whole, read_form, typed
from varde.web.shell.moments import Day
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import booking_words, words
from varde.web.staff.records import record_page

bp = Blueprint("time_spent", __name__, url_prefix="/pasient/<int:enrolment_id>/tid")
FEW_WEEKS = 6
_FIELD: dict[type[BadInput], str] = {NotMinutes: "minutes", DayNotYet: "day", DayBefore: "day", MinutesReason: "reason"}


class WeekLine(NamedTuple):
    """One week in words, with its minutes."""

    title: str
    minutes: int


class TimeCard(NamedTuple):
    """What stands on the patient's page: a heading with the figure, the rule that it comes from, what is expected, and the weeks,
    the latest first. ``most`` is the longest bar."""

    heading: str
    rule: str
    expected: str
    weeks: tuple[WeekLine, ...]
    most: int


def time_card(enrolment: Enrolment, weeks: int | None = FEW_WEEKS) -> TimeCard:
    """The minutes of an enrolment, by week; the latest ``weeks`` of them, or all. One statement."""
    work, speech = http.work(), http.speech()
    reckoned = programme_of(work, enrolment.programme).staff_minutes
    spent = weeks_spent(work, enrolment)[::-1]
    lines = tuple(
        WeekLine(
            speech.say(minutes_words.WEEK, n=each.number) if each.number else speech.say(minutes_words.BEFORE_START),
            each.minutes,
        )
        for each in spent[:weeks]
    )
    under_way = enrolment.started_at is not None and enrolment.ended_at is None
    n = spent[0].minutes if under_way else sum(each.minutes for each in spent)
    expected = ""
    if reckoned.weekly is not None:
        low, high = reckoned.weekly
        expected = speech.say(minutes_words.EXPECTED, low=low, high=high)
    return TimeCard(
        speech.say(minutes_words.THIS_WEEK if under_way else minutes_words.IN_ALL, n=n),
        speech.say(minutes_words.RULE, message=reckoned.message, feedback=reckoned.feedback),
        expected,
        lines,
        max((reckoned.weekly or (0, 30))[1] * 2, *(each.minutes for each in spent)),
    )


@bp.get("")
@audience("staff")
def index(enrolment_id: int) -> str:
    """What each deed took, and how that was corrected."""
    return _page(record_page(enrolment_id, "minutes"), {}, {})


def _page(enrolment: Enrolment, errors: dict[str, str], form: dict[str, str], corrected: int = 0) -> str:
    work = http.work()
    return render_template(
        "caseload/time_spent.html",
        enrolment=enrolment,
        card=time_card(enrolment, None),
        deeds=deeds_spent(work, enrolment.id),
        kinds=minutes_words.KIND,
        usual=programme_of(work, enrolment.programme).staff_minutes.call,
        corrected=corrected,
        today=work.today,
        most=MOST,
        longest=LONGEST,
        longest_reason=LONGEST_REASON,
        once=secrets.token_urlsafe(12),
        errors=errors,
        given=form,
        nav=staff_nav("caseload"),
    )


def _minutes() -> Whole:
    return Whole(0, MOST, -1, NotMinutes.sentence)


@bp.post("", endpoint="call")
@audience("staff")
def keep_call(enrolment_id: int) -> Any:
    """A call was made: on which day, how long it took, and what it was about."""
    work = http.work()
    enrolment = record_page(enrolment_id, "minutes", write=True)
    declared: dict[str, fields.Field[Any]] = {
        "day": Day(booking_words.CHOOSE_DAY),
        "minutes": _minutes(),
        "about": LimitedText(LONGEST),
        "once": LimitedText(50, words.FORM_TOO_OLD),
    }
    try:
        form = read_form(_schema(declared))
        note_call(work, actor(), enrolment, form["day"], form["minutes"], form["about"], form["once"])
    except BadInput as fault:
        return _page(enrolment, _errors(fault), typed()), 422
    return _done(enrolment_id, minutes_words.CALL_KEPT)


@bp.post("/<int:spent_id>", endpoint="correct")
@audience("staff")
def correct(enrolment_id: int, spent_id: int) -> Any:
    """A deed took another number of minutes, and why."""
    work = http.work()
    enrolment = record_page(enrolment_id, "minutes", write=True)
    declared: dict[str, fields.Field[Any]] = {"minutes": _minutes(), "reason": LimitedText(LONGEST_REASON)}
    try:
        form = read_form(_schema(declared))
        correct_minutes(work, actor(), enrolment, spent_id, form["minutes"], form["reason"])
    except BadInput as fault:
        errors = {f"{field}-{spent_id}": said for field, said in _errors(fault).items()}
        return _page(enrolment, errors, typed(), spent_id), 422
    return _done(enrolment_id, minutes_words.CORRECTED)


def _schema(declared: dict[str, fields.Field[Any]]) -> Schema:
    return Form.from_dict(declared)()


def _errors(fault: BadInput) -> dict[str, str]:
    speech = http.speech()
    return fault.said(speech) if isinstance(fault, FormFault) else {_FIELD[type(fault)]: fault.to(speech.language)}


def _done(enrolment_id: int, said: Text) -> Any:
    flash(http.speech().say(said), "done")
    return redirect(url_for("time_spent.index", enrolment_id=enrolment_id), 303)
