"""Where a member of staff says whom she is close to, so that she is kept out of their records."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from marshmallow import Schema, fields

from varde.enrolments.leavers import release
from varde.kernel.errors import BadInput, BadRequest
from varde.privacy.kin import LONGEST_NAME, declare_by_name, declare_by_number, kin_of, withdraw
from varde.web.shell import http
from varde.web.shell.forms import BirthDate, Form, FormFault, IdentityNumber, LimitedText, read_form, typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff import care_words as words

bp = Blueprint("kin", __name__, url_prefix="/naere")


def kin_form(*, by_number: bool) -> Schema:
    """The number alone; without one, first and last name and date of birth."""
    work = http.work()
    synthetic = not work.settings.is_production
    declared: dict[str, fields.Field[Any]] = {
        "nin": LimitedText(20),
        "name": LimitedText(LONGEST_NAME),
        "born": LimitedText(20),
    }
    if by_number:
        declared["nin"] = IdentityNumber(allow_synthetic=synthetic)
    else:
        declared |= {"name": LimitedText(LONGEST_NAME, words.WRITE_KINS_NAME), "born": BirthDate(work.today)}
    return Form.from_dict(declared)()


@bp.get("")
@audience("kin")
def index() -> str:
    """Those whom I have declared."""
    return _page({}, {})


def _page(errors: dict[str, str], form: dict[str, str]) -> str:
    kin = kin_of(http.work(), actor().person_id)
    return render_template("kin/index.html", kin=kin, errors=errors, typed=form, nav=staff_nav("absence"))


@bp.post("")
@audience("kin")
def declare() -> Any:
    """One more, by number or by name and date of birth; what stands already changes nothing."""
    work, signed_in = http.work(), actor()
    by_number = bool(typed().get("nin", "").strip())
    try:
        form = read_form(kin_form(by_number=by_number))
        if by_number:
            declare_by_number(work, signed_in.person_id, form["nin"])
        else:
            declare_by_name(work, signed_in.person_id, form["name"], form["born"])
        work.session.flush()
        release(work, signed_in.person_id, "stood_aside")
    except FormFault as fault:
        return _page(fault.said(http.speech()), typed()), 422
    except BadInput as fault:
        return _page({"nin" if by_number else "name": fault.to(http.language())}, typed()), 422
    flash(http.speech().say(words.KIN_DECLARED), "done")
    return redirect(url_for("kin.index"), 303)


@bp.post("/fjern")
@audience("kin")
def remove() -> Any:
    """It was a mistake. :raises BadRequest: that is no number."""
    asked = typed().get("kin", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        raise BadRequest()
    withdraw(http.work(), actor().person_id, int(asked))
    flash(http.speech().say(words.KIN_WITHDRAWN), "done")
    return redirect(url_for("kin.index"), 303)
