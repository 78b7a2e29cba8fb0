"""What I have said yes to beside treatment, in which words, and how I change it."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.consents.errors import SaidAlready, WordsChanged
from varde.consents.service import say
from varde.enrolments.service import enrolments_of
from varde.identity.models import Person
from varde.kernel.speech import Speech
from varde.kernel.work import Work
from varde.people.access import open_own
from varde.programmes.gone import programme_of
from varde.referrals.gp import gps_of
from varde.web.shell import consent_words as words
from varde.web.shell import http
from varde.web.shell.choice_form import topic_boxes
from varde.web.shell.consent_lines import consent_cards, read_said, said_lines
from varde.web.shell.forms import FormFault, sent
from varde.web.shell.pages import actor, audience

bp = Blueprint("consents", __name__, url_prefix="/mine-opplysninger/samtykker")


@bp.get("")
@audience("patient")
def show() -> str:
    """Everything I am asked beside treatment, and what I have said."""
    return _page(open_own(http.work(), actor()))


def _page(person: Person, fault: str = "", of: str = "") -> str:
    work, speech = http.work(), http.speech()
    return render_template(
        "patient/consents.html",
        cards=consent_cards(work, speech, person, own=True),
        boxes=topic_boxes(work, person),
        gps=gp_lines(work, speech, person),
        lines=said_lines(work, speech, person),
        errors={of: fault} if fault else {},
    )


class GpLine(NamedTuple):
    """Of one enrolment: the programme, the GP's name ("" when she has not said), and whether she may be informed."""

    enrolment_id: int
    programme: str
    name: str
    may_inform: bool


def gp_lines(work: Work, speech: Speech, person: Person) -> list[GpLine]:
    """One for each enrolment, the newest first. Two statements."""
    hers = enrolments_of(work, person.id)
    known = gps_of(work, [each.id for each in hers])
    return [
        GpLine(
            each.id,
            speech.say(programme_of(work, each.programme).title),
            known[each.id].name,
            known[each.id].may_inform,
        )
        for each in hers
    ]


@bp.post("/<path:key>")
@audience("patient")
def choose(key: str) -> Any:
    """Say yes or no, from now on. Whoever came from a door goes back to it."""
    work = http.work()
    person = open_own(work, actor(), write=True)
    try:
        said = read_said(sent())
        say(work, person, key, allowed=said.allowed, version=said.version, by_id=person.id, own=True)
    except FormFault as fault:
        return _page(person, next(iter(fault.said(http.speech()).values())), key), 422
    except (SaidAlready, WordsChanged) as fault:
        return _page(person, fault.to(http.language()), key), 409
    if not said.back or not said.allowed:
        flash(http.speech().say(words.KEPT_YES if said.allowed else words.KEPT_NO), "done")
    return redirect(said.back or url_for("consents.show"), 303)
