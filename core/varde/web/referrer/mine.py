"""What a referrer has sent and what became of it, what she is asked, and where she can refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from flask import Blueprint, flash, redirect, render_template, url_for

from varde.alerts.at_referral import dangers_of
from varde.drafts.models import Draft
from varde.drafts.service import drafts_at, fields_of
from varde.enrolments.models import Enrolment
from varde.enrolments.service import open_offerings
from varde.kernel.errors import BadInput
from varde.programmes.gone import programme_of
from varde.programmes.values import Programme
from varde.referrals.asking import AskedView
from varde.referrals.errors import NotAskedNow
from varde.referrals.receiving import may_refer_to, who_refers
from varde.referrals.sent import SentReferral, answer_as_referrer, asked_of, sent_by
from varde.web.referrer import words
from varde.web.shell import http
from varde.web.shell.forms import FormFault, sent
from varde.web.shell.offered import Offered, typed_again
from varde.web.shell.pages import actor, audience, staff_nav
from varde.web.shell.referral_drafts import CLINICIANS
from varde.web.shell.referral_form import Question, questions_about, read_answers

bp = Blueprint("referrer", __name__, url_prefix="/henvis")


class AskedOfReferrer(NamedTuple):
    """What a clinic asks about one referral: by its questions, and whom it is about as she wrote it."""

    view: AskedView
    enrolment: Enrolment
    programme: Programme
    questions: tuple[Question, ...]
    name: str


class SentAndAsked(NamedTuple):
    """What she has sent, and what is asked of her about it: read once for a page, since each row is unsealed."""

    rows: Sequence[SentReferral]
    asked: Sequence[AskedOfReferrer]


class OfferToRefer(NamedTuple):
    """One offer, and why this person may not refer to it; "" when she may."""

    offered: Offered
    closed: str


@bp.get("")
@audience("refer")
def index() -> str:
    """Her referrals of the last year. What a clinic asks her and is due first stands at the top, to be answered there."""
    return _page(_known())


@bp.get("/svar/<int:asked_id>")
@audience("refer")
def answer(asked_id: int) -> str:
    """The same, with this question at the top."""
    known = _known()
    return _page(known, _one(known.asked, asked_id))


def _one(asked: Iterable[AskedOfReferrer], asked_id: int) -> AskedOfReferrer:
    """:raises NotAskedNow: nobody asks her this, or not any more."""
    wanted = next((each for each in asked if each.view.id == asked_id), None)
    if wanted is None:
        raise NotAskedNow()
    return wanted


@bp.post("/svar/<int:asked_id>", endpoint="send_answer")
@audience("refer")
def send_answer(asked_id: int) -> Any:
    """Take the answer; the clinic is told."""
    work, known = http.work(), _known()
    asked = _one(known.asked, asked_id)
    try:
        facts, said = read_answers(asked.questions, sent())
        answer_as_referrer(work, actor(), asked.enrolment, facts, said)
    except BadInput as fault:
        errors = fault.said(http.speech()) if isinstance(fault, FormFault) else {"answer": fault.to(http.language())}
        return _page(known, asked, typed_again(), errors), 422
    flash(http.speech().say(words.ANSWER_SENT), "done")
    if dangers_of(work, asked.programme, asked.enrolment.organisation_id, dict(facts)):
        flash(http.speech().say(words.LIFE_IN_DANGER), "risk")
    return redirect(url_for("referrer.index"), 303)


def _known() -> SentAndAsked:
    work = http.work()
    rows, asked = sent_by(work, actor()), []
    names = {row.asked_id: row.name for row in rows if row.asked_id}
    for enrolment, view in asked_of(work, actor()):
        programme = programme_of(work, enrolment.programme)
        questions = questions_about(programme, view.facts, clinician=True)
        asked.append(AskedOfReferrer(view, enrolment, programme, questions, names.get(view.id, "")))
    return SentAndAsked(rows, asked)


def _page(
    known: SentAndAsked,
    first: AskedOfReferrer | None = None,
    filled_in: Mapping[str, Any] | None = None,
    errors: dict[str, str] | None = None,
) -> str:
    work = http.work()
    first = first or next(iter(known.asked), None)
    doors = _doors()
    return render_template(
        "referrer/mine.html",
        rows=known.rows,
        first=first,
        others=[each for each in known.asked if first is None or each.view.id != first.view.id],
        doors=doors,
        drafts=_drafts([door.offered for door in doors]),
        titles={key: programme.title for key, programme in work.catalogue.all(Programme).items()},
        stages=words.STAGES,
        given=filled_in or {},
        errors=errors or {},
        today=work.today,
        nav=staff_nav("refer"),
    )


def _doors() -> list[OfferToRefer]:
    work, speech = http.work(), http.speech()
    rows = sorted(open_offerings(work), key=lambda row: (row.organisation.name, row.programme))
    offered = [Offered(row.organisation, work.catalogue.one(Programme, row.programme), row) for row in rows]
    return [
        OfferToRefer(
            each,
            ""
            if may_refer_to(actor(), each.programme)
            else speech.say(words.ONLY_BY, professions=speech.say(who_refers(each.programme))),
        )
        for each in offered
    ]


def _drafts(doors: list[Offered]) -> list[tuple[Offered, str, Draft]]:
    """What she has begun and not sent: where to, whom it is about as she wrote it, and the draft."""
    places = {f"{CLINICIANS}/{door.organisation.key}/{door.programme.key}": door for door in doors}
    drafts = drafts_at(http.work(), actor().person_id, list(places))
    return [(places[place], _name_in(draft), draft) for place, draft in drafts.items()]


def _name_in(draft: Draft) -> str:
    written = fields_of(draft)
    return " ".join("".join(written.get(name, ())) for name in ("given_name", "family_name")).strip()
