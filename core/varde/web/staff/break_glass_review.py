"""The review of break-glass, by the head of the clinic and the privacy officer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.audit.words import ACTION
from varde.enrolments.break_glass_errors import DelayNeeds, VerdictNeeded
from varde.enrolments.break_glass_review import (
    LONGEST,
    latest_delay,
    may_answer,
    officers_of,
    one_to_review,
    opened_by,
    put_off,
    review,
    to_review,
)
from varde.enrolments.break_glass_rules import VERDICTS
from varde.enrolments.models import BreakGlass
from varde.kernel.errors import BadInput
from varde.web.shell import http
from varde.web.shell.break_glass_told import KIND, told_in_words
from varde.web.shell.forms import Form, LimitedText, read_form, typed
from varde.web.shell.moments import Day
from varde.web.shell.pages import actor, audience, page_number, staff_nav
from varde.web.staff import break_glass_words as words

bp = Blueprint("break_glass_review", __name__, url_prefix="/noedrett")


@bp.get("")
@audience("review_access")
def index() -> str:
    """What waits to be reviewed, and what was."""
    return _page(None)


@bp.get("/<int:row_id>")
@audience("review_access")
def show(row_id: int) -> str:
    """One of them: the reason beside what was opened."""
    return _page(one_to_review(http.work(), actor(), row_id))


def _page(
    row: BreakGlass | None, errors: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None
) -> str:
    work, signed_in, page = http.work(), actor(), page_number()
    listed = to_review(work, signed_in, page)
    seen = opened_by(work, row) if row is not None else ()
    hers = row is not None and may_answer(work, signed_in, row)
    after = words.after_verdict(bool(officers_of(work, row.enrolment)) if row is not None else False)
    return render_template(
        "break_glass/review.html",
        rows=listed.rows,
        waiting=listed.waiting,
        in_all=listed.in_all,
        page=page,
        more=listed.has_next,
        row=row,
        seen=[(each.at, ACTION[each.action], words.part_of_record(each.what)) for each in seen],
        answers=row is not None and row.reviewed_at is None and hers,
        puts_off=row is not None and row.told_at is None and hers,
        kinds=KIND,
        verdicts=[(key, words.VERDICT[key], after[key]) for key in VERDICTS],
        judged=words.JUDGED,
        told=told_in_words(row) if row is not None else "",
        earliest=work.today + timedelta(days=1),
        latest=latest_delay(work, row) if row is not None else work.today,
        longest=LONGEST,
        errors=dict(errors or {}),
        given=dict(form or {}),
        nav=staff_nav("break_glass"),
    )


@bp.post("/<int:row_id>", endpoint="answer")
@audience("review_access")
def answer(row_id: int) -> Any:
    """Whether there was reason to open, and when the patient is told."""
    work = http.work()
    row = one_to_review(work, actor(), row_id, write=True)
    try:
        form = read_form(
            _form(
                verdict=LimitedText(10),
                words=LimitedText(LONGEST),
                tell=LimitedText(5),
                delay=LimitedText(LONGEST),
                until=Day(),
            )
        )
        later = form["tell"] == "later"
        if later and (not form["delay"] or form["until"] is None):
            raise DelayNeeds()
        until = form["until"] if later else None
        review(work, actor(), row, form["verdict"], form["words"], delay=form["delay"] if later else "", until=until)
    except BadInput as fault:
        field = "delay" if isinstance(fault, DelayNeeds) else "verdict" if isinstance(fault, VerdictNeeded) else "until"
        return _page(row, {field: fault.to(http.language())}, typed()), 422
    flash(http.speech().say(words.REVIEWED), "done")
    return redirect(url_for("break_glass_review.show", row_id=row_id), 303)


@bp.post("/<int:row_id>/vent", endpoint="put_off")
@audience("review_access")
def put_off_telling(row_id: int) -> Any:
    """The patient is not told yet, and why."""
    work = http.work()
    row = one_to_review(work, actor(), row_id, write=True)
    try:
        form = read_form(_form(delay=LimitedText(LONGEST), until=Day()))
        put_off(work, actor(), row, form["delay"], form["until"])
    except BadInput as fault:
        return _page(row, {"delay": fault.to(http.language())}, typed()), 422
    flash(http.speech().say(words.PUT_OFF, day=http.speech().day(row.tell_at) if row.tell_at else ""), "done")
    return redirect(url_for("break_glass_review.show", row_id=row_id), 303)


def _form(**fields: Any) -> Form:
    form: Form = Form.from_dict(fields)()  # type: ignore[assignment]
    return form
