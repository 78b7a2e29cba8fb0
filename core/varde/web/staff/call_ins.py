"""Calling somebody in from an alert, and what came of it: forms on the page of the alerts."""

from __future__ import annotations

from typing import Any

from flask import flash
from marshmallow import fields

from varde.alerts.call_ins import call_in, say_outcome
from varde.alerts.errors import AgreedNeeded, NotNowInCall, OutcomeOfCall
from varde.alerts.service import alert_of
from varde.appointments.errors import NO_SUCH_WAY, NotThen
from varde.programmes.values import WAYS
from varde.scheduling.errors import NotFree
from varde.web.shell import http
from varde.web.shell.forms import Coded, Form, FormFault, LimitedText, Typed, read_form, typed
from varde.web.shell.moments import Day, TimeOfDay
from varde.web.shell.pages import actor, audience
from varde.web.staff import booking_words, words
from varde.web.staff.alerts import alerts_page, back_to_alerts, bp
from varde.web.staff.booking_form import begins_at
from varde.web.staff.records import record_page


@bp.post("/pasient/<int:enrolment_id>/varsler/<int:alert_id>/innkalling", endpoint="call_in")
@audience("treat")
def call_in_from_alert(enrolment_id: int, alert_id: int) -> Any:
    """She is called in to a talk with whoever sends this; told as of any appointment."""
    work, signed_in = http.work(), actor()
    enrolment = record_page(enrolment_id, "alerts", write=True)
    declared: dict[str, fields.Field[Any]] = {
        "way": Coded({way: way for way in WAYS}, words.CHOOSE_WAY),
        "day": Day(booking_words.CHOOSE_DAY),
        "clock": TimeOfDay(booking_words.WRITE_CLOCK),
        "which": Typed(),
    }
    try:
        row, form = alert_of(work, enrolment_id, alert_id), read_form(Form.from_dict(declared)())
        begins = begins_at(form["day"], form["clock"], form["which"], work)
        call_in(work, signed_in, enrolment, row, form["way"], begins)
    except FormFault as fault:
        return _again(enrolment_id, alert_id, fault.said(http.speech())), 422
    except (NotThen, NotFree) as fault:
        field = "way" if NO_SUCH_WAY in fault.faults else "clock"
        return _again(enrolment_id, alert_id, {field: fault.to(http.language())}), 422
    except NotNowInCall as fault:
        return _again(enrolment_id, alert_id, {"way": fault.to(http.language())}), 409
    flash(http.speech().say(words.CALLED_IN, name=enrolment.person.given_name), "done")
    return back_to_alerts(enrolment_id)


@bp.post("/pasient/<int:enrolment_id>/varsler/<int:alert_id>/innkalling/utfall", endpoint="say_outcome")
@audience("treat")
def outcome_of_call(enrolment_id: int, alert_id: int) -> Any:
    """What came of it: held, not reached or declined, with what was agreed; the alert is closed or kept."""
    work, signed_in, form = http.work(), actor(), typed()
    enrolment = record_page(enrolment_id, "alerts", write=True)
    declared: dict[str, fields.Field[Any]] = {"outcome": Typed(), "agreed": LimitedText(2000), "keep": Typed()}
    try:
        row, read = alert_of(work, enrolment_id, alert_id), read_form(Form.from_dict(declared)())
        say_outcome(work, signed_in, enrolment, row, read["outcome"], read["agreed"], keep=bool(read["keep"]))
    except FormFault as fault:
        return _again(enrolment_id, alert_id, fault.said(http.speech())), 422
    except OutcomeOfCall as fault:
        return _again(enrolment_id, alert_id, {"outcome": fault.to(http.language())}), 422
    except AgreedNeeded as fault:
        return _again(enrolment_id, alert_id, {"agreed": fault.to(http.language())}), 422
    except NotNowInCall as fault:
        errors = {"": fault.to(http.language())}
        return alerts_page(enrolment_id, errors, unsaved=form.get("agreed", "")), 409
    flash(http.speech().say(words.CALL_CLOSED if row.state == "closed" else words.CALL_SAID), "done")
    return back_to_alerts(enrolment_id)


def _again(enrolment_id: int, alert_id: int, errors: dict[str, str]) -> str:
    named = {f"{field}-{alert_id}": said for field, said in errors.items()}
    return alerts_page(enrolment_id, named, call={**typed(), "alert": str(alert_id)})
