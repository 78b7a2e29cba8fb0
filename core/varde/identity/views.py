"""Signing in and out: ID-porten for patients, HelseID for staff."""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, current_app, g, redirect, render_template, request, url_for
from sqlalchemy import delete
from werkzeug.wrappers import Response as AnyResponse

from varde.identity.errors import AttemptSpent
from varde.identity.models import Person, SignInAttempt, SpentLogoutToken
from varde.identity.nin import InvalidNationalIdentityNumber, parse
from varde.identity.oidc import errors as refusals
from varde.identity.oidc.client import Client
from varde.identity.oidc.errors import SignInRefused
from varde.identity.oidc.values import Attempt, SignedIn
from varde.identity.service import (
    ID_TOKEN_PLACE,
    add_person,
    end_session,
    end_sessions_of_issuer,
    hashed,
    person_by_nin,
    start_session,
)
from varde.kernel import errors, http
from varde.kernel.words import LANGUAGES, Text
from varde.identity.pages import actor, audience, cookie_name, home_url

ATTEMPT_PLACE = "sign_in_attempt.attempt"
ATTEMPT_MINUTES = 15
bp = Blueprint("sign_in", __name__, url_prefix="/logg-inn")


class RefusedSignIn(errors.NotAllowed):
    """A sign-in that did not hold; the sentence is the refusal's own."""

    def __init__(self, refusal: SignInRefused) -> None:
        self.refusal = refusal
        super().__init__()

    def to(self, language: str) -> str:
        return self.refusal.to(language)


class ProviderDown(errors.Unavailable, RefusedSignIn):
    """The provider does not answer."""


class NotStaff(errors.NotAllowed):
    sentence = Text(
        "Du er logget inn, men har ingen rolle i Varde. Be administratoren om tilgang.",
        "Du er logga inn, men har inga rolle i Varde. Be administratoren om tilgang.",
        "You are signed in, but have no role in Varde. Ask the administrator for access.",
    )


class NoIdentityNumber(errors.NotAllowed):
    sentence = Text(
        "Innloggingen gav oss ikke et gyldig fødselsnummer, så vi kan ikke vite hvem du er.",
        "Innlogginga gav oss ikkje eit gyldig fødselsnummer, så vi kan ikkje vite kven du er.",
        "The sign-in gave us no valid national identity number, so we cannot know who you are.",
    )


def clients() -> dict[str, Client]:
    """The configured providers by key."""
    return cast(dict[str, Client], current_app.extensions["varde_oidc"])


def _client(key: str) -> Client:
    if key not in clients():
        raise errors.NotFound()
    return clients()[key]


def _callback_url(key: str) -> str:
    return http.platform().settings.base_url + url_for("sign_in.returned", issuer=key)


def own_path(path: str) -> str:
    """Only a path of our own; anything else leads to the start page."""
    parts = urlsplit(path)
    own = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return path[:500] if own else ""


@bp.get("")
@audience("public")
def choose() -> Any:
    """Patient or staff."""
    if g.actor is not None:
        return redirect(home_url())
    next_path = own_path(request.args.get("next", ""))
    return render_template("varde/sign_in.html", issuers=sorted(clients()), next_path=next_path, ended=g.session_over)


@bp.get("/<issuer>")
@audience("public")
def begin(issuer: str) -> AnyResponse:
    """Send the browser to the provider. The attempt waits on the server and is bound to this browser by a cookie."""
    work, client = http.work(), _client(issuer)
    try:
        url, attempt = client.begin(
            _callback_url(issuer), http.language(), work.now, login_hint=request.args.get("login_hint", "")[:80]
        )
    except SignInRefused as refusal:
        raise _refused(refusal) from refusal
    browser = secrets.token_urlsafe(24)
    work.session.execute(
        delete(SignInAttempt).where(SignInAttempt.created_at < work.now - timedelta(minutes=ATTEMPT_MINUTES))
    )
    work.add(
        SignInAttempt(
            state_hash=hashed(attempt.state),
            browser_hash=hashed(browser),
            attempt_sealed=work.vault.seal(ATTEMPT_PLACE, attempt.to_json()),
            next_path=own_path(request.args.get("next", "")),
            created_at=work.now,
        )
    )
    response = redirect(url)
    secure = http.platform().settings.secure_cookies
    response.set_cookie(
        _attempt_cookie(), browser, max_age=ATTEMPT_MINUTES * 60, httponly=True, secure=secure, samesite="Lax", path="/"
    )
    return response


def _attempt_cookie() -> str:
    return cookie_name() + "-attempt"


def _refused(refusal: SignInRefused) -> errors.VardeError:
    return ProviderDown(refusal) if isinstance(refusal, refusals.ProviderUnavailable) else RefusedSignIn(refusal)


@bp.get("/<issuer>/retur")
@audience("public")
def returned(issuer: str) -> AnyResponse:
    """The provider sends the browser back. The attempt is used up, whatever comes of it."""
    client = _client(issuer)
    attempt, next_path = _use_attempt(request.args.get("state", ""))
    try:
        signed_in = client.complete(attempt, request.args.to_dict(), http.platform().clock.now())
    except SignInRefused as refusal:
        raise _refused(refusal) from refusal
    person = _person(issuer, signed_in)
    key = start_session(
        http.work(), person, issuer=signed_in.issuer, issuer_key=issuer, subject=signed_in.subject, sid=signed_in.sid,
        acr=signed_in.acr, id_token=signed_in.id_token, browser=request.user_agent.string,
    )  # fmt: skip
    response = redirect(next_path or url_for("sign_in.landed"))
    secure = http.platform().settings.secure_cookies
    response.set_cookie(cookie_name(), key, httponly=True, secure=secure, samesite="Lax", path="/")
    response.delete_cookie(_attempt_cookie(), path="/", secure=secure, httponly=True, samesite="Lax")
    return response


def _use_attempt(state: str) -> tuple[Attempt, str]:
    """Take the attempt out, in a transaction of its own: used is used, also when what follows fails."""
    browser = request.cookies.get(_attempt_cookie(), "")
    http.finish_work()
    with http.platform().work() as work:
        row = work.session.get(SignInAttempt, hashed(state))
        if row is None or not hmac.compare_digest(row.browser_hash, hashed(browser)):
            raise AttemptSpent()
        work.session.delete(row)
        return Attempt.from_json(work.vault.open(ATTEMPT_PLACE, row.attempt_sealed)), row.next_path


def _person(issuer: str, signed_in: SignedIn) -> Person:
    """The person with this identity number. A citizen we have not met is added; staff must be known beforehand."""
    work = http.work()
    try:
        nin = parse(signed_in.pid or "", allow_synthetic=work.settings.synthetic_ids)
    except InvalidNationalIdentityNumber:
        raise NoIdentityNumber() from None
    person = person_by_nin(work, nin)
    if person is None and issuer == "helseid":
        raise NotStaff()
    if person is None:
        given, _, family = (signed_in.name or "").strip().rpartition(" ")
        person = add_person(work, given or family, family if given else "", nin, language=_person_language())
    return person


def _person_language() -> str:
    return http.language() if http.language() in LANGUAGES else "nb"


@bp.get("/videre")
@audience("signed_in")
def landed() -> AnyResponse:
    """After sign-in: the start page of whoever it is."""
    somebody = actor()
    if somebody.is_staff and not somebody.roles:
        raise NotStaff()
    return redirect(home_url())


@bp.post("/ut")
@audience("signed_in")
def sign_out() -> Any:
    """End the session here, then at the provider."""
    somebody, work = actor(), http.work()
    session = end_session(work, somebody.session_ref)
    answer: Response
    try:
        assert session is not None
        token = work.vault.open(ID_TOKEN_PLACE, session.id_token_sealed) if session.id_token_sealed else ""
        back = work.settings.base_url + url_for("sign_in.signed_out")
        url, fields = _client(somebody.issuer_key).end_session(token, back, secrets.token_urlsafe(16))
        answer = Response(render_template("varde/sign_out.html", url=url, fields=fields, actor=None))
    except (SignInRefused, errors.NotFound):
        answer = Response(render_template("varde/signed_out.html", actor=None))
    answer.delete_cookie(
        cookie_name(), path="/", secure=work.settings.secure_cookies, httponly=True, samesite="Lax"
    )
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@bp.get("/utlogget")
@audience("public")
def signed_out() -> str:
    """The provider's way back after signing out."""
    return render_template("varde/signed_out.html")


@bp.post("/forleng")
@audience("signed_in")
def extend() -> tuple[str, int]:
    """The person is still here."""
    actor()
    return "", 204


@bp.post("/sprak")
@audience("public")
@http.exempt_from_csrf
def set_language() -> AnyResponse:
    """Choose the language of the interface; for a signed-in person it is remembered with her."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        raise errors.BadRequest()
    if g.actor is not None:
        person = http.work().session.get(Person, g.actor.person_id)
        assert person is not None
        person.language = chosen
    came_from = urlsplit(request.referrer or "")
    own = f"{came_from.scheme}://{came_from.netloc}" == http.platform().settings.base_url
    response = redirect(own_path(came_from.path) if own and came_from.path else url_for("front.index"))
    response.set_cookie(
        "varde-lang", chosen, max_age=31_536_000, samesite="Lax", secure=http.platform().settings.secure_cookies
    )
    return response


@bp.get("/frontkanal")
@audience("public")
def front_channel() -> Any:
    """ID-porten tells, in a frame, that a session ended there. No cookie comes along, so it is found by ``sid``."""
    for client in clients().values():
        try:
            issuer, sid = client.read_front_channel_logout(request.args.to_dict())
        except SignInRefused:
            continue
        end_sessions_of_issuer(http.work(), issuer, sid=sid)
        answer = Response("", 200)
        origin = client.logout_frame_origin()
        answer.headers["Content-Security-Policy"] = f"default-src 'none'; frame-ancestors {origin}"
        return answer
    raise errors.BadRequest()


@bp.post("/bakkanal")
@audience("public")
@http.exempt_from_csrf
def back_channel() -> Any:
    """A provider tells, server to server, that a session ended there."""
    work, token = http.work(), request.form.get("logout_token", "")
    for client in clients().values():
        try:
            notice = client.read_logout_token(token, work.now)
        except SignInRefused:
            continue
        if work.session.get(SpentLogoutToken, notice.jti) is not None:
            raise errors.BadRequest()
        work.add(SpentLogoutToken(jti=notice.jti, at=work.now))
        end_sessions_of_issuer(work, client.profile.issuer, sid=notice.sid, subject=notice.subject)
        return "", 200
    raise errors.BadRequest()


def install(app: Flask, found: dict[str, Client]) -> None:
    """Make the providers known to the views, and allow forms to lead to them."""
    app.extensions["varde_oidc"] = found
    origins = []
    for client in found.values():
        parts = urlsplit(client.profile.issuer)
        origins.append(f"{parts.scheme}://{parts.netloc}")
    app.config["FORM_ORIGINS"] = tuple(dict.fromkeys(origins))
    app.register_blueprint(bp)

