"""Erasure by decision of two: the privacy officer asks, the head decides, and a certificate is left of what went."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for

from varde.identity.models import Person
from varde.identity.nin import InvalidNationalIdentityNumber, parse
from varde.identity.service import find_person, person_by_nin
from varde.kernel.errors import BadInput, Conflict, NotFound
from varde.kernel.typeset import can_typeset, typeset
from varde.kernel.words import Text
from varde.privacy import deciding
from varde.privacy.certificates import CLASSES, RULES, as_document
from varde.privacy.holds import LONGEST_WHY, HoldNeedsReason, holds_at
from varde.web.shell import http
from varde.web.shell.confirming import confirm_first
from varde.web.shell.forms import Form, LimitedText, read_form, typed
from varde.web.shell.pages import actor, audience, staff_nav

bp = Blueprint("erasures", __name__, url_prefix="/sletting")
bp.before_request(confirm_first)
LAYOUT = Path(__file__).with_name("certificate.typ")
DAYS = (("30", Text("30 dager", "30 dagar", "30 days")), ("365", Text("Ett år", "Eitt år", "One year")))
UNTIL_LIFTED = Text("Til den oppheves", "Til ho blir oppheva", "Until it is lifted")
ASKED = Text(
    "Det er bedt om sletting. En leder avgjør det.",
    "Det er bede om sletting. Ein leiar avgjer det.",
    "The erasure is asked for. A head decides it.",
)
DECIDED = {
    True: Text("Slettingen er i gang.", "Slettinga er i gang.", "The erasure is under way."),
    False: Text("Ingenting blir slettet.", "Ingenting blir sletta.", "Nothing is erased."),
}
WITHDRAWN = Text("Ønsket er trukket.", "Ønsket er trekt.", "The request is withdrawn.")
HELD = Text(
    "Ingenting om personen blir slettet.", "Ingenting om personen blir sletta.", "Nothing of the person is erased."
)
LIFTED = Text("Sperren er opphevet.", "Sperra er oppheva.", "The hold is lifted.")
TITLE = Text("Attest om sletting", "Attest om sletting", "Certificate of erasure")
COLUMNS = (Text("Hva", "Kva", "What"), Text("Antall rader", "Talet på rader", "Rows"))
PEOPLE = Text("Personer: {n}", "Personar: {n}", "Persons: {n}")
SIGNED = Text("Signert (Ed25519) med {key}:", "Signert (Ed25519) med {key}:", "Signed (Ed25519) with {key}:")


@bp.get("")
@audience("erase")
def index() -> str:
    """What is asked for and decided, and the holds that stand."""
    return _page({}, {})


def _page(errors: Mapping[str, str], form: Mapping[str, str]) -> str:
    work = http.work()
    offices = deciding.offices_of(work, actor())
    return render_template(
        "erasures/index.html",
        rows=deciding.erasures_at(work, offices),
        holds=holds_at(work, offices.officer),
        asks=bool(offices.officer),
        days=(*DAYS, ("", UNTIL_LIFTED)),
        longest=deciding.LONGEST_GROUND,
        longest_why=LONGEST_WHY,
        errors=dict(errors),
        given=dict(form),
        nav=staff_nav("erasures"),
    )


@bp.post("", endpoint="ask")
@audience("erase")
def ask() -> Any:
    """The privacy officer asks for somebody to be erased."""
    kind = Form.from_dict({"number": LimitedText(20), "ground": LimitedText(500), "whole": LimitedText(1)})
    try:
        form = read_form(kind())
        person = _person(form["number"])
        deciding.ask(http.work(), actor(), person, form["ground"], whole=form["whole"] == "1")
    except deciding.GroundNeeded as fault:
        return _page({"ground": fault.to(http.language())}, typed()), 422
    except (BadInput, Conflict, deciding.NobodyToErase) as fault:
        return _page({"number": fault.to(http.language())}, typed()), 409 if isinstance(fault, Conflict) else 422
    return _done(ASKED)


@bp.post("/sperre", endpoint="hold")
@audience("erase")
def hold() -> Any:
    """Nothing of a person is to go."""
    kind = Form.from_dict({"held": LimitedText(20), "why": LimitedText(500), "days": LimitedText(4)})
    try:
        form = read_form(kind())
        days = int(form["days"]) if form["days"] in {code for code, _ in DAYS} else None
        deciding.set_hold(http.work(), actor(), _person(form["held"]), form["why"], days)
    except HoldNeedsReason as fault:
        return _page({"why": fault.to(http.language())}, typed()), 422
    except (BadInput, deciding.NobodyToErase) as fault:
        return _page({"held": fault.to(http.language())}, typed()), 422
    return _done(HELD)


def _person(number: str) -> Person | None:
    """Whoever has this identity number, or this number in the access log; None when nobody has."""
    digits, work = "".join(number.split()), http.work()
    if len(digits) == 11:
        try:
            known = person_by_nin(work, parse(digits, allow_synthetic=work.settings.synthetic_ids))
        except InvalidNationalIdentityNumber:
            return None
    else:
        known = find_person(work, int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 11 else None
    return find_person(work, known.joined_into_id) if known and known.joined_into_id else known


@bp.post("/sperre/<int:hold_id>", endpoint="lift")
@audience("erase")
def lift(hold_id: int) -> Any:
    """It holds no longer."""
    deciding.lift_hold(http.work(), actor(), hold_id)
    return _done(LIFTED)


@bp.get("/<int:erasure_id>")
@audience("erase")
def show(erasure_id: int) -> str:
    """One that is asked for: what would go, or what stands in the way."""
    return _one(erasure_id, "")


def _one(erasure_id: int, error: str) -> str:
    work, speech = http.work(), http.speech()
    shown, would_go = deciding.one_erasure(work, deciding.offices_of(work, actor()), erasure_id)
    return render_template(
        "erasures/one.html",
        shown=shown,
        counts=[(speech.say(CLASSES[name]), rows) for name, rows in would_go.counts.items()],
        in_the_way=would_go.in_the_way.to(speech.language) if would_go.in_the_way else "",
        errors={"decision": error} if error else {},
        nav=staff_nav("erasures"),
    )


@bp.post("/<int:erasure_id>", endpoint="decide")
@audience("erase")
def decide(erasure_id: int) -> Any:
    """The head decides it."""
    form = read_form(Form.from_dict({"decision": LimitedText(10)})())
    confirmed = form["decision"] == "confirmed"
    try:
        with http.work().apart():
            deciding.decide(http.work(), actor(), erasure_id, confirmed=confirmed)
    except Conflict as fault:
        return _one(erasure_id, fault.to(http.language())), 409
    return _done(DECIDED[confirmed])


@bp.post("/<int:erasure_id>/trekk", endpoint="withdraw")
@audience("erase")
def withdraw(erasure_id: int) -> Any:
    """It is asked for no longer."""
    deciding.withdraw(http.work(), actor(), erasure_id)
    return _done(WITHDRAWN)


@bp.get("/attest/<int:certificate_id>.json", endpoint="certificate")
@audience("erase")
def certificate(certificate_id: int) -> Response:
    """A certificate as it is signed."""
    work = http.work()
    row = deciding.certificate_at(work, deciding.offices_of(work, actor()), certificate_id)
    answer = Response(json.dumps(as_document(row), indent=2), mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="attest-{certificate_id}.json"'
    return answer


@bp.get("/attest/<int:certificate_id>.pdf", endpoint="certificate_pdf")
@audience("erase")
def certificate_pdf(certificate_id: int) -> Response:
    """The same on paper. :raises NotFound: no PDF can be made here."""
    if not can_typeset():
        raise NotFound()
    work, speech = http.work(), http.speech()
    row = deciding.certificate_at(work, deciding.offices_of(work, actor()), certificate_id)
    content = {
        "language": speech.language,
        "title": f"{speech.say(TITLE)} {certificate_id}",
        "lines": [speech.day(row.at, year=True), speech.say(RULES[row.rule]), speech.say(PEOPLE, n=row.people)],
        "columns": [speech.say(column) for column in COLUMNS],
        "rows": [[speech.say(CLASSES[name]), str(rows)] for name, rows in row.counts.items()],
        "signed": speech.say(SIGNED, key=row.signed_by),
        "signature": row.signature,
    }
    answer = Response(typeset(LAYOUT, "certificate", content, work.today), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="attest-{certificate_id}.pdf"'
    return answer


def _done(words: Text) -> Any:
    flash(http.speech().say(words), "done")
    return redirect(url_for("erasures.index"), 303)
