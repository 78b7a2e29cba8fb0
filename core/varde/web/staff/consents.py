"""What a patient has said yes and no to, as staff see it, and write it down when she has said it on paper or in a talk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.consents.errors import HowNeeded, SaidAlready, WordsChanged
from varde.consents.service import say
from varde.enrolments.models import Enrolment
from varde.people.access import CONTACT
from varde.web.shell import consent_words as words
from varde.web.shell import http
from varde.web.shell.consent_lines import consent_cards, read_said, said_lines
from varde.web.shell.forms import FormFault, sent, typed
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.staff.records import record_page

bp = Blueprint("staff_consents", __name__, url_prefix="/pasient/<int:enrolment_id>/samtykker")


@bp.get("")
@audience("staff")
def show(enrolment_id: int) -> str:
    """What she has said."""
    return _page(record_page(enrolment_id, CONTACT))


def _page(enrolment: Enrolment, errors: Mapping[str, str] | None = None) -> str:
    work, speech, person = http.work(), http.speech(), enrolment.person
    return render_template(
        "people/consents.html",
        enrolment=enrolment,
        person=person,
        cards=consent_cards(work, speech, person, own=False),
        lines=said_lines(work, speech, person),
        typed=typed() if errors else {},
        errors=dict(errors or {}),
        nav=staff_nav("caseload"),
    )


@bp.post("/<path:key>")
@audience("staff")
def keep(enrolment_id: int, key: str) -> Any:
    """Write down what she said, and how."""
    work, enrolment = http.work(), record_page(enrolment_id, CONTACT, write=True)
    try:
        said = read_said(sent())
        by_id = actor().person_id
        say(
            work,
            enrolment.person,
            key,
            allowed=said.allowed,
            version=said.version,
            by_id=by_id,
            own=False,
            how=said.how,
        )
    except FormFault as fault:
        return _page(enrolment, {f"allowed-{key}": next(iter(fault.said(http.speech()).values()))}), 422
    except HowNeeded as fault:
        return _page(enrolment, {f"how-{key}": fault.to(http.language())}), 422
    except (SaidAlready, WordsChanged) as fault:
        return _page(enrolment, {f"allowed-{key}": fault.to(http.language())}), 409
    flash(http.speech().say(words.WRITTEN), "done")
    return redirect(url_for("staff_consents.show", enrolment_id=enrolment_id), 303)
