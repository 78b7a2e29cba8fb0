"""What staff do in a conversation beside writing: close a topic, and take back that a message needs no answer."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from varde.dialogue.topics import close
from varde.dialogue.waiting import undo
from varde.enrolments.access import open_record
from varde.web.shell import http
from varde.web.shell.pages import actor, audience
from varde.web.staff import words

bp = Blueprint("talks", __name__)


@bp.post("/meldinger/<int:enrolment_id>/emne/<int:topic_id>/avslutt", endpoint="close")
@audience("staff")
def close_topic(enrolment_id: int, topic_id: int) -> Response:
    """No more is to be said about it, until somebody writes in it again."""
    work = http.work()
    enrolment = open_record(work, actor(), enrolment_id, "messages", write=True)
    close(work, actor(), enrolment, topic_id)
    flash(http.speech().say(words.TOPIC_CLOSED), "done")
    return redirect(url_for("dialogue.thread", enrolment_id=enrolment_id), 303)


@bp.post("/meldinger/<int:enrolment_id>/avklart/<int:deed_id>/angre", endpoint="undo")
@audience("staff")
def undo_settled(enrolment_id: int, deed_id: int) -> Response:
    """The message waits for an answer after all."""
    work = http.work()
    enrolment = open_record(work, actor(), enrolment_id, "messages", write=True)
    undo(work, actor(), enrolment, deed_id)
    flash(http.speech().say(words.MESSAGE_WAITS_AGAIN), "done")
    return redirect(url_for("caseload.patient", enrolment_id=enrolment_id, _anchor="dialog"), 303)
