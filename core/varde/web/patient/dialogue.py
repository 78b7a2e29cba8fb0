"""The conversation of an enrolment: the same page for the patient and for the therapist, each in their own shell."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from varde.assessments.contact import contact_of
from varde.dialogue.errors import TooManyTopics, TopicName
from varde.dialogue.quotes import Quote, quotes_of
from varde.dialogue.rules import NO_ANSWER_BECAUSE
from varde.dialogue.service import (
    LONGEST,
    MOST_FILES,
    MessageView,
    mark_read,
    messages_of,
    promise_to,
    promised,
    reply_of,
    thread_of,
    write,
    writing_in,
)
from varde.dialogue.templates import templates_for
from varde.dialogue.topics import LONGEST_TITLE, TopicLine, topics_of
from varde.dialogue.waiting import DeedLine, deeds_of
from varde.enrolments.access import open_record
from varde.enrolments.care_roles import care_roles_of, titles
from varde.enrolments.models import Enrolment
from varde.enrolments.team import team_of
from varde.enrolments.words import STATE
from varde.files.service import own_files
from varde.files.values import ACCEPTED, MB
from varde.identity.service import Actor
from varde.kernel.errors import BadInput
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.kinds.kind import Upload
from varde.programmes.gone import programme_of
from varde.record.quoting import NoSuchQuote, quotable, quote_of
from varde.web.patient import words
from varde.web.patient.away import away_of
from varde.web.patient.places import stand_at
from varde.web.shell import http
from varde.web.shell.forms import Form, FormFault, Matching, Typed, Whole, read_form, sent
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.shell.uploads import Taken, take_files, takes_files

bp = Blueprint("dialogue", __name__, url_prefix="/meldinger")
MOST_SHOWN = 200
PHOTO, ATTACHED, ADDED = "photo", "attached", "added"
"""The controls that files come with, and the field in which a page that is shown again keeps what came already."""
LARGEST_ATTACHED = 10 * MB
WANTED = {
    PHOTO: Upload(("picture",)),
    ATTACHED: Upload(("picture", "sound", "film", "document"), LARGEST_ATTACHED, MOST_FILES),
}


class BadMessageForm(BadInput):
    """The form is not the one we made."""

    sentence = Text(
        "Skjemaet mangler noe eller har noe vi ikke kjenner: {fields}. Last siden på nytt og send igjen.",
        "Skjemaet manglar noko eller har noko vi ikkje kjenner: {fields}. Last sida på nytt og send igjen.",
        "The form lacks something or has something we do not know: {fields}. Reload the page and send again.",
    )


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """One line of the thread: a day that begins, a message, or what was done beside writing. ``mine`` is from the reader's own
    side; ``undo``: the deed may be taken back."""

    day: date | None = None
    message: MessageView | None = None
    deed: DeedLine | None = None
    quote: Quote | None = None
    undo: bool = False
    mine: bool = False
    new: bool = False

    @property
    def paragraphs(self) -> list[list[str]]:
        """The message as paragraphs of lines."""
        body = self.message.body.replace("\r\n", "\n") if self.message else ""
        return [part.strip("\n").split("\n") for part in body.split("\n\n") if part.strip()]


@bp.get("/<int:enrolment_id>")
@audience("signed_in")
def thread(enrolment_id: int) -> str:
    """The conversation. What the other wrote counts as read from now on."""
    work, signed_in = http.work(), actor()
    enrolment = open_record(work, signed_in, enrolment_id, "messages")
    return render_template("dialogue/thread.html", **_page(work, signed_in, enrolment, ""))


def _page(work: Work, signed_in: Actor, enrolment: Enrolment, body: str, **instead: Any) -> dict[str, Any]:
    thread, topics = thread_of(work, enrolment.id), topics_of(work, enrolment.id)
    topic = next((each for each in topics if str(each.id) == request.args.get("emne")), None)
    messages = messages_of(work, enrolment.id, MOST_SHOWN, topic.id if topic is not None else None)
    deeds = [deed for deed in deeds_of(work, enrolment.id) if topic is None or deed.topic_id in (None, topic.id)]
    mark_read(work, signed_in, thread)
    stand_at(enrolment, organisation=enrolment.organisation, unread=0)
    programme = programme_of(work, enrolment.programme)
    page: dict[str, Any] = {
        "enrolment": enrolment,
        "programme": programme,
        "promise": promise_to(work, enrolment),
        "lines": list(_lines(messages, deeds, signed_in, quotes_of(work, enrolment.id))),
        "quotable": quotable(work, http.speech(), enrolment, by_patient=signed_in.is_patient),
        "quoted": "",
        "contact": contact_of(work, enrolment),
        "topics": topics,
        "topic": topic,
        "choices": _topic_choices(topics),
        "chosen": topic.id if topic is not None else _waits_in(messages) if signed_in.is_staff else "",
        "new_topic": "",
        "longest_topic": LONGEST_TITLE,
        "titles": {each.id: each.title for each in topics},
        "templates": () if signed_in.is_patient else templates_for(work, signed_in, enrolment),
        "reasons": NO_ANSWER_BECAUSE,
        "waits_here": any(message.waits for message in messages),
        "waiting": promised(enrolment, thread, work.now) if signed_in.is_patient else reply_of(thread, work.now),
        "team": team_of(work, enrolment.id),
        "away": away_of(work, http.speech(), enrolment),
        "team_titles": titles(care_roles_of(work, enrolment.organisation_id)),
        "cut": len(messages) == MOST_SHOWN,
        "writing": writing_in(enrolment, thread, by_patient=signed_in.is_patient),
        "state": STATE[enrolment.state],
        "body": body,
        "longest": LONGEST,
        "once": secrets.token_urlsafe(12),
        "errors": {},
        "added": (),
        "takes_files": work.settings.files is not None,
        "accepted": {medium: ACCEPTED[medium] for medium in WANTED[ATTACHED].media},
        "shell": "varde/patient.html" if signed_in.is_patient else "varde/clinician.html",
    }
    if signed_in.is_staff:
        page |= {"nav": staff_nav("caseload"), "organisation": enrolment.organisation}
    return page | instead


def _topic_choices(topics: Sequence[TopicLine]) -> list[tuple[str, str]]:
    return [(str(each.id), each.title) for each in topics if each.closed_at is None]


def _waits_in(messages: Sequence[MessageView]) -> int | str:
    """What the message that has waited longest is about: an answer goes there unless somebody chooses otherwise."""
    return next((message.topic_id or "" for message in messages if message.waits), "")


def _when(line: MessageView | DeedLine) -> datetime:
    return line.at if isinstance(line, DeedLine) else line.sent_at


def _lines(
    messages: Sequence[MessageView], deeds: Sequence[DeedLine], signed_in: Actor, quotes: Mapping[int, Quote]
) -> Iterator[ThreadLine]:
    last: date | None = None
    answered = max((message.sent_at for message in messages if not message.from_patient), default=None)
    begin = messages[0].sent_at if messages else None
    shown = [deed for deed in deeds if deed.kind != "waits_again" and begin is not None and deed.at >= begin]
    if signed_in.is_patient:
        shown = [deed for deed in shown if not deed.undone and deed.reason != "ended"]
    lines: list[MessageView | DeedLine] = [*messages, *shown]
    for each in sorted(lines, key=_when):
        day = http.speech().date_of(_when(each))
        if day != last:
            yield ThreadLine(day=day)
            last = day
        if isinstance(each, DeedLine):
            undo = each.kind == "settled" and not each.undone and (answered is None or answered <= each.at)
            yield ThreadLine(deed=each, undo=undo)
            continue
        mine = each.from_patient == signed_in.is_patient
        yield ThreadLine(message=each, mine=mine, new=not mine and each.read_at is None, quote=quotes.get(each.id))


@bp.post("/<int:enrolment_id>", endpoint="send")
@audience("signed_in")
@takes_files("document", files=1 + MOST_FILES)
def send(enrolment_id: int) -> Any:
    """Send a message, with what was added to it. The same form sent twice is one message."""
    signed_in = actor()
    form, added = _form(), sent().get(ADDED, [])
    taken = take_files(signed_in, enrolment_id, WANTED)
    work = http.work()
    enrolment = open_record(work, signed_in, enrolment_id, "messages", write=True)
    added = [*added, *(key for keys in taken.keys.values() for key in keys)]
    errors = {name: fault.to(http.language()) for name, fault in taken.faults.items()}
    if not errors:
        try:
            by_patient = signed_in.is_patient
            quote = quote_of(work, http.speech(), enrolment, form["quote"], by_patient=by_patient)
            about = {"quote": quote, "topic_id": form["topic"] or None, "new_topic": form["new_topic"]}
            write(work, signed_in, enrolment, form["body"], _once(form, taken), added, **about)
        except (TopicName, TooManyTopics) as error:
            errors = {"new_topic": error.to(http.language())}
        except NoSuchQuote as error:
            errors = {"quote": error.to(http.language())}
        except BadInput as error:
            errors = {"body": error.to(http.language())}
    if errors:
        shown = {
            "errors": errors,
            "once": form["once"],
            "added": own_files(work, enrolment_id, added, signed_in.person_id),
            "new_topic": form["new_topic"],
            "chosen": form["topic"],
            "quoted": form["quote"],
        }
        page = _page(work, signed_in, enrolment, form["body"], **shown)
        return render_template("dialogue/thread.html", **page), 422
    flash(http.speech().say(words.MESSAGE_SENT), "done")
    return redirect(url_for("dialogue.thread", enrolment_id=enrolment_id, _anchor="siste"), 303)


def _form() -> dict[str, Any]:
    """:raises BadMessageForm: naming the fields."""
    once = Matching(r"[A-Za-z0-9_-]{8,64}", BadMessageForm.sentence)
    words_and_key = {name: values for name, values in sent().items() if name != ADDED}
    try:
        topic = Whole(0, 999_999_999, 0, BadMessageForm.sentence)
        form = Form.from_dict({"body": Typed(), "once": once, "topic": topic, "new_topic": Typed(), "quote": Typed()})
        return read_form(form(), words_and_key)
    except FormFault as fault:
        raise BadMessageForm(fields=", ".join(key[:40] for key in fault.errors)) from None


def _once(form: dict[str, Any], taken: Taken) -> str:
    """The form's key with a mark of the words and the files: pressing twice is one message; going back to write another, or to
    send another picture, is two."""
    content = "\n".join((form["body"].strip(), *taken.marks, *sent().get(ADDED, ())))
    return f"{form['once']}-{hashlib.sha256(content.encode()).hexdigest()[:16]}"
