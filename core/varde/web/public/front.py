"""The public pages: who treats what, and how; privacy, accessibility and help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, request, url_for

from varde.enrolments.models import Offering
from varde.enrolments.service import offerings_of, open_offerings
from varde.enrolments.stored_settings import settings_of
from varde.identity.accessibility import statements_for
from varde.identity.models import Organisation
from varde.identity.service import organisation_by_key
from varde.kernel.errors import NotFound
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.referrals.service import answer_days, answers_as
from varde.web.shell import http
from varde.web.shell.pages import audience

bp = Blueprint("front", __name__)
SECURITY_STANDS = timedelta(days=90)
"""How long whoever has read where to report may rely on it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One programme as the front page shows it. ``waiting_weeks`` is None when the organisation has not said; with
    ``waiting_list`` people are taken in to wait for a place. ``answer_days`` is how many working days are promised."""

    programme: Programme
    organisation: Organisation
    self_referral: bool
    waiting_weeks: int | None
    waiting_list: bool
    answer_days: int


@dataclass(frozen=True, slots=True)
class FrontDoor:
    """An organisation to choose, and the programmes behind it."""

    organisation: Organisation
    programmes: tuple[Programme, ...]


@bp.get("/")
@audience("public")
def index() -> Any:
    """The only organisation's page; a list of them when there are several."""
    doors = doors_of(http.work())
    if len(doors) == 1:
        return redirect(url_for("front.organisation", key=doors[0].organisation.key))
    return render_template("front/index.html", doors=doors)


@bp.get("/o/<key>")
@audience("public")
def organisation(key: str) -> str:
    """What one organisation, and the clinics right under it, offer."""
    work = http.work()
    shown = organisation_by_key(work, key)
    g.organisation = shown
    offers = [_offer(work, row) for row in offerings_of(work, shown)]
    return render_template(
        "front/organisation.html",
        shown=shown,
        offers=offers,
        phone=shown.settings.phone,
        hours=shown.settings.hours,
        about=_about(shown),
        answer_days=max((offer.answer_days for offer in offers), default=0),
    )


@bp.get("/personvern")
@audience("public")
def privacy() -> str:
    """What is kept about a person, who sees it, and what she can decide."""
    return render_template("front/privacy.html")


@bp.get("/tilgjengelighet")
@audience("public")
def accessibility() -> Any:
    """The statement of whoever answers for the page that led here; where several do, each of them, and otherwise what has been
    checked, how, and where to report what does not work."""
    work = http.work()
    own, statements = work.settings.accessibility_url, statements_for(work, request.args.get("sted", ""))
    if len(statements) == 1 or (own and not statements):
        return redirect(statements[0][1] if statements else own, 302)
    return render_template("front/accessibility.html", statements=statements)


@bp.get("/hjelp")
@audience("public")
def help_page() -> str:
    """Where to call, and answers to what people ask most."""
    return render_template("front/help.html", doors=doors_of(http.work()))


def _about(shown: Organisation) -> list[str]:
    """What the organisation says of itself in the language of the page, by paragraph."""
    texts = shown.settings.front or {}
    return [part for part in texts.get(http.language(), "").split("\n\n") if part]


def doors_of(work: Work) -> list[FrontDoor]:
    """The organisations people know by name (the trust or municipality above a clinic), with what they offer.

    One statement.
    """
    rows = open_offerings(work)
    offered: dict[int, tuple[Organisation, dict[str, Programme]]] = {}
    for row in rows:
        known = _known_by_name(row.organisation)
        offered.setdefault(known.id, (known, {}))[1][row.programme] = work.catalogue.one(Programme, row.programme)
    doors = [FrontDoor(known, tuple(programmes.values())) for known, programmes in offered.values()]
    return sorted(doors, key=lambda door: door.organisation.name)


def _known_by_name(clinic: Organisation) -> Organisation:
    return clinic.parent if clinic.kind == "clinic" and clinic.parent is not None else clinic


def _offer(work: Work, row: Offering) -> Offer:
    settings = settings_of(work, row)
    return Offer(
        programme=work.catalogue.one(Programme, row.programme),
        organisation=row.organisation,
        self_referral=settings.self_referral,
        waiting_weeks=settings.waiting_weeks,
        waiting_list=row.state == "waiting",
        answer_days=answer_days(answers_as(work, row.organisation), settings.answer_working_days),
    )


@bp.get("/.well-known/security.txt")
@audience("public")
def security() -> Response:
    """Where a weakness is reported (RFC 9116). :raises NotFound: the installation has not said."""
    settings = http.platform().settings
    if not settings.security_contact:
        raise NotFound()
    expires = (http.platform().clock.now() + SECURITY_STANDS).replace(microsecond=0)
    lines = (
        f"Contact: {settings.security_contact}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: nb, nn, en",
        f"Canonical: {settings.base_url}{url_for('front.security')}",
    )
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
