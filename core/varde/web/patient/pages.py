"""The patient's own pages: the home, whom one keeps out, and where one is signed in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from varde.dialogue.service import place_of
from varde.enrolments.access import admit
from varde.enrolments.break_glass import to_patient
from varde.enrolments.errors import NoSuchEnrolment
from varde.enrolments.models import Enrolment
from varde.enrolments.service import OPEN_STATES, enrolments_of
from varde.enrolments.team import treating
from varde.identity.models import Organisation, WebSession
from varde.identity.service import Actor
from varde.identity.sessions import end_session, open_sessions
from varde.kernel.characters import row_number
from varde.kernel.errors import BadRequest, NotFound
from varde.kernel.words import Text
from varde.privacy.service import NobodyToBlock, block, unblock, visitors_of
from varde.programmes.gone import programme_of
from varde.web.patient import words
from varde.web.patient.crisis import crisis_notice
from varde.web.patient.home import home_of
from varde.web.patient.places import PatientPlace, stand_at
from varde.web.shell import http
from varde.web.shell.forms import typed
from varde.web.shell.join_lines import join_lines
from varde.web.shell.pages import actor, audience, patient_nav, staff_nav

bp = Blueprint("patient", __name__)
PLACES = {
    "patient.home": "home",
    "own_groups": "home",
    "own_leaving": "home",
    "modules": "modules",
    "questionnaires": "questionnaires",
    "dialogue": "messages",
}
OWN_PAGE = ("applied", "declined", "left")
"""What there is to do when there is no path: these have a page of their own."""
SESSION_MARK = 16
"""How many characters of a session's hash name it in a form; too few to be of use to anybody else."""


@bp.app_context_processor
def surroundings() -> dict[str, Any]:
    """The menu and the organisation around a patient's page; one statement when the view does not know them."""
    signed_in: Actor | None = g.get("actor")
    if signed_in is None or not signed_in.is_patient:
        return {} if signed_in is None else {"sessions_url": url_for("patient.sessions")}
    if g.get("failed"):
        return {"crisis_notice": crisis_notice}
    current = PLACES.get(request.endpoint or "", PLACES.get(request.blueprint or "", ""))
    place: PatientPlace | None = g.get("patient_place")
    if place is None:
        return {"nav": patient_nav(current, None), "crisis_notice": crisis_notice}
    organisation, unread = place.organisation, place.unread
    if organisation is None or unread is None:
        organisation, unread = _missing(place)
    where = organisation.id if organisation is not None else None
    return {
        "nav": patient_nav(current, place.enrolment_id, unread or 0, place.programme, where),
        "organisation": organisation,
        "crisis_notice": crisis_notice,
    }


def _missing(place: PatientPlace) -> tuple[Organisation | None, int]:
    return place_of(http.work(), place.enrolment_id)


# --- home


@bp.get("/min-sti")
@bp.get("/min-sti/<int:enrolment_id>")
@audience("patient")
def home(enrolment_id: int | None = None) -> str:
    """The newest open enrolment, or the one asked for."""
    work, signed_in = http.work(), actor()
    enrolments = enrolments_of(work, signed_in.person_id)
    asked = enrolment_id if enrolment_id is not None else _asked()
    enrolment = _chosen(enrolments, asked)
    if enrolment is None:
        return render_template("patient/nothing.html", joins=join_lines(work, signed_in, signed_in.person_id))
    admit(work, signed_in, enrolment, "home")
    shown = home_of(work, enrolment)
    unread = shown.thread.unread_by_patient if shown.thread else 0
    stand_at(enrolment, organisation=enrolment.organisation, unread=unread)
    switches = [
        (candidate.id, programme_of(work, candidate.programme).title)
        for candidate in enrolments
        if candidate is not enrolment
    ]
    page = shown.next.kind if shown.next.kind in OWN_PAGE else "home"
    return render_template(f"patient/{page}.html", home=shown, enrolment=enrolment, others=switches)


def _asked() -> int | None:
    asked = request.args.get("forlop", "")
    number = row_number(asked)
    if asked and number is None:
        raise NoSuchEnrolment()
    return number


def _chosen(enrolments: list[Enrolment], asked: int | None) -> Enrolment | None:
    """The one asked for; else the newest that is open; else the newest. :raises NoSuchEnrolment: it is not hers."""
    if asked is not None:
        for enrolment in enrolments:
            if enrolment.id == asked:
                return enrolment
        raise NoSuchEnrolment()
    return next(
        (candidate for candidate in enrolments if candidate.state in OPEN_STATES), enrolments[0] if enrolments else None
    )


# --- whom one keeps out


@bp.get("/sperrer")
@audience("patient")
def blocks() -> str:
    """Those who have been in my record or treat me, and whom of them I keep out."""
    work, me = http.work(), actor().person_id
    visitors = visitors_of(work, me, treating=treating(work, me), held=to_patient(work, me).held)
    return render_template("patient/blocks.html", visitors=visitors)


@bp.post("/sperrer")
@audience("patient")
def change_block() -> Response:
    """Block one of them, or lift the block."""
    work, signed_in, asked = http.work(), actor(), row_number(typed().get("person", ""))
    if asked is None:
        raise NobodyToBlock()
    match typed().get("action"):
        case "block":
            me = signed_in.person_id
            person = block(work, me, asked, treating=treating(work, me), held=to_patient(work, me).held)
            flash(http.speech().say(words.MAY_NO_LONGER_OPEN, name=person.name), "done")
        case "unblock":
            unblock(work, signed_in.person_id, asked)
            flash(http.speech().say(words.BLOCK_LIFTED), "done")
        case _:
            raise BadRequest()
    return redirect(url_for("patient.blocks"), 303)


# --- where one is signed in


class NoSuchSession(NotFound):
    sentence = Text(
        "Denne innloggingen er allerede avsluttet.",
        "Denne innlogginga er alt avslutta.",
        "This sign-in has already ended.",
    )


@bp.get("/innlogginger")
@audience("signed_in")
def sessions() -> str:
    """The browsers I am signed in with."""
    signed_in = actor()
    lines = [
        {
            "mark": session.key_hash[:SESSION_MARK],
            "browser": browser_words(session.browser),
            "since": session.created_at,
            "seen": session.seen_at,
            "current": session.key_hash == signed_in.session_ref,
        }
        for session in open_sessions(http.work(), signed_in.person_id)
    ]
    shell = "varde/patient.html" if signed_in.is_patient else "varde/clinician.html"
    surround = {} if signed_in.is_patient else {"nav": staff_nav("")}
    return render_template("patient/sessions.html", sessions=lines, shell=shell, **surround)


@bp.post("/innlogginger")
@audience("signed_in")
def end_one_session() -> Response:
    """End one of my own sessions. :raises NoSuchSession: it has ended, or is not mine."""
    work, signed_in, mark = http.work(), actor(), typed().get("mark", "")
    for session in open_sessions(work, signed_in.person_id):
        if len(mark) == SESSION_MARK and session.key_hash.startswith(mark):
            _end(session, signed_in)
            return redirect(url_for("patient.sessions"), 303)
    raise NoSuchSession()


def _end(session: WebSession, signed_in: Actor) -> None:
    end_session(http.work(), session.key_hash)
    if session.key_hash != signed_in.session_ref:
        flash(http.speech().say(words.OTHER_SIGN_IN_ENDED), "done")


_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def browser_words(user_agent: str) -> str:
    """“Firefox, Windows”; “Ukjent nettleser” when nothing is recognised."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return ", ".join(filter(None, (browser or http.speech().say(words.UNKNOWN_BROWSER), system)))
