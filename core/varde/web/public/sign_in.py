"""Signing in and out: ID-porten for patients, HelseID for staff.

No transaction is open while we wait for a provider: on SQLite it would hold up everybody who writes.
"""

from __future__ import annotations

import secrets
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode, urlsplit

import structlog
from flask import Blueprint, Flask, current_app, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from varde.identity.errors import (
    NOTHING_CHANGED,
    TRY_AGAIN,
    AttemptSpent,
    NoIdentityNumber,
    NoReferrer,
    NotStaff,
    ProviderDown,
    RefusedSignIn,
    UnreadableHpr,
    refused,
)
from varde.identity.hpr import InvalidHpr, professional_in
from varde.identity.models import Person, SignInAttempt
from varde.identity.nin import InvalidNationalIdentityNumber, parse
from varde.identity.oidc import errors as refusals
from varde.identity.oidc.client import ATTEMPT_LIFETIME, Client
from varde.identity.oidc.errors import SignInRefused
from varde.identity.oidc.values import Attempt, SignedIn
from varde.identity.service import keep_professional, meet, person_by_id, person_by_nin, staff_roles_of
from varde.identity.sessions import end_session, hashed, start_session, take_attempt
from varde.kernel import errors
from varde.kernel.words import LANGUAGES
from varde.people.register.service import met
from varde.web.public.devices import DEVICE_MARK, recognise
from varde.web.shell import http
from varde.web.shell.addresses import own_path
from varde.web.shell.forms import typed
from varde.web.shell.pages import actor, audience, cookie_name, home_url

ATTEMPT_PLACE = "sign_in_attempt.attempt"
bp = Blueprint("sign_in", __name__, url_prefix="/logg-inn")
log = structlog.get_logger("varde.sign_in")


def clients() -> dict[str, Client]:
    """The configured providers by key."""
    return cast(dict[str, Client], current_app.extensions["varde_oidc"])


def client_of(key: str) -> Client:
    """:raises NotFound: no provider has this key."""
    if key not in clients():
        raise errors.NotFound()
    return clients()[key]


def absolute(path: str) -> str:
    """The whole address of one of our paths, as others are told it."""
    return http.platform().settings.base_url + path


@bp.context_processor
def _way_back() -> dict[str, Any]:
    """What the error page says and offers when a sign-in did not hold."""
    if not g.get("failed") or request.endpoint not in ("sign_in.begin", "sign_in.returned", "sign_in.landed"):
        return {}
    language = http.language()
    again = g.get("sign_in_again") or url_for("sign_in.choose")
    return {"advice": NOTHING_CHANGED.to(language), "back_url": again, "back_label": TRY_AGAIN.to(language)}


@bp.get("")
@audience("public")
def choose() -> Any:
    """Patient or staff."""
    next_path = own_path(request.args.get("next", ""))
    if g.actor is not None:
        return redirect(next_path or home_url())
    return render_template("varde/sign_in.html", issuers=sorted(clients()), next_path=next_path, ended=g.session_over)


@bp.get("/<issuer>")
@audience("public")
def begin(issuer: str) -> AnyResponse:
    """Send the browser to the provider. The attempt waits on the server and is bound to this browser by a cookie.

    ``?prompt=login`` makes the person identify herself anew. ``?login_hint=`` chooses among invented people, so it is
    not passed on in production, where it could be anybody's identity number.
    """
    client, settings = client_of(issuer), http.platform().settings
    http.finish_work()
    hint = "" if settings.is_production else request.args.get("login_hint", "")[:80]
    prompt = "login" if request.args.get("prompt") == "login" else ""
    try:
        url, attempt = client.begin(
            absolute(url_for("sign_in.returned", issuer=issuer)),
            http.language(),
            http.platform().clock.now(),
            login_hint=hint,
            prompt=prompt,
        )
    except SignInRefused as refusal:
        raise _noted(issuer, refusal) from refusal
    browser = _browser() or secrets.token_urlsafe(24)
    _keep(attempt, browser)
    response = redirect(url)
    response.set_cookie(
        _attempt_cookie(),
        browser,
        max_age=int(ATTEMPT_LIFETIME.total_seconds()),
        httponly=True,
        secure=settings.secure_cookies,
        samesite="Lax",
        path="/",
    )
    return response


def _keep(attempt: Attempt, browser: str) -> None:
    work = http.work()
    work.add(
        SignInAttempt(
            state_hash=hashed(attempt.state),
            browser_hash=hashed(browser),
            attempt_sealed=work.vault.seal(ATTEMPT_PLACE, attempt.to_json()),
            next_path=own_path(request.args.get("next", "")),
            created_at=work.now,
        )
    )


def _attempt_cookie() -> str:
    return cookie_name() + "-attempt"


def _browser() -> str:
    """What this browser's attempts are bound to. One value for all of them, so that two tabs can both come back."""
    return request.cookies.get(_attempt_cookie(), "")


def _noted(issuer: str, refusal: SignInRefused) -> RefusedSignIn:
    error = refused(refusal)
    write = log.error if isinstance(error, ProviderDown) else log.warning
    write("sign_in_refused", issuer=issuer, reason=refusal.reason, detail=refusal.detail)
    return error


@bp.get("/<issuer>/retur")
@audience("public")
def returned(issuer: str) -> AnyResponse:
    """The provider sends the browser back. The attempt is used up, whatever comes of it."""
    client = client_of(issuer)
    attempt, next_path = _use_attempt(request.args.get("state", ""))
    # Whoever was refused is still known to the provider, which would only say the same again.
    g.sign_in_again = url_for("sign_in.begin", issuer=issuer, prompt="login", next=next_path or None)
    try:
        signed_in = client.complete(attempt, request.args.to_dict(), http.platform().clock.now())
    except refusals.DeniedByPerson as cancelled:
        flash(cancelled.to(http.language()), "now")
        return redirect(url_for("sign_in.choose", next=next_path or None))
    except SignInRefused as refusal:
        raise _noted(issuer, refusal) from refusal
    person = _person(issuer, signed_in)
    if issuer != "helseid":
        met(http.work(), person)
    if g.actor is not None:
        end_session(http.work(), g.actor.session_ref)
    key = start_session(
        http.work(),
        person,
        issuer=signed_in.issuer,
        issuer_key=issuer,
        subject=signed_in.subject,
        sid=signed_in.sid,
        acr=signed_in.acr,
        id_token=signed_in.id_token,
        browser=request.user_agent.string,
        identified_at=attempt.identified_at(signed_in.auth_time, http.work().now),
    )
    log.info("signed_in", issuer=issuer, person_id=person.id)
    response = redirect(next_path or url_for("sign_in.landed"))
    secure = http.platform().settings.secure_cookies
    if issuer == "helseid":
        recognise(response, person.id, hashed(key)[:DEVICE_MARK])
    response.set_cookie(cookie_name(), key, httponly=True, secure=secure, samesite="Lax", path="/")
    return response


def _use_attempt(state: str) -> tuple[Attempt, str]:
    """Take the attempt out, in a transaction of its own: used is used, also when what follows fails."""
    http.finish_work()
    with http.platform().work() as work:
        taken = take_attempt(work, state, _browser())
        if taken is None:
            raise AttemptSpent()
        return Attempt.from_json(work.vault.open(ATTEMPT_PLACE, taken[0])), taken[1]


def _person(issuer: str, signed_in: SignedIn) -> Person:
    """The person with this identity number. A citizen we have not met is added, and so is health personnel with a profession that
    refers; all other staff must have a role beforehand."""
    work = http.work()
    try:
        nin = parse(signed_in.pid or "", allow_synthetic=work.settings.synthetic_ids)
    except InvalidNationalIdentityNumber as wrong:
        log.warning("sign_in_refused", issuer=issuer, reason="identity_number", detail=wrong.rule)
        raise NoIdentityNumber() from None
    if issuer != "helseid":
        return meet(work, nin, signed_in.name or "", http.language())
    person = person_by_nin(work, nin)
    roles = () if person is None else staff_roles_of(work, person)
    try:
        professional = professional_in(signed_in.claims)
    except InvalidHpr as wrong:
        log.warning("hpr_unreadable", rule=wrong.rule, person_id=person.id if person else None)
        if person is None or not roles:
            raise UnreadableHpr() from None
        return person  # what makes no sense takes no role from anybody
    if person is None or not roles:
        if professional is None or not professional.professions:
            reason = "no_role" if professional is None else "profession"
            log.warning("sign_in_refused", issuer=issuer, reason=reason, person_id=person.id if person else None)
            raise NotStaff() if professional is None else NoReferrer()
        person = meet(work, nin, signed_in.name or "", http.language())
    keep_professional(work, person, professional)
    return person


@bp.get("/videre")
@audience("signed_in")
def landed() -> AnyResponse:
    """After sign-in: the start page of whoever it is."""
    signed_in = actor()
    if signed_in.is_staff and signed_in.kinds == {"staff"}:
        raise NotStaff()
    return redirect(home_url())


def origin_of(address: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


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
    chosen = typed().get("language", "")
    if chosen not in LANGUAGES:
        raise errors.BadRequest()
    if g.actor is not None:
        person_by_id(http.work(), g.actor.person_id).language = chosen
    response = redirect(_came_from() or url_for("front.index"), 303)
    response.set_cookie(
        "varde-lang", chosen, max_age=31_536_000, samesite="Lax", secure=http.platform().settings.secure_cookies
    )
    return response


def _came_from() -> str:
    """The page the form was on; the start of the sign-in when it was a page in the middle of one."""
    whence = urlsplit(request.referrer or "")
    if origin_of(request.referrer or "") != http.platform().settings.base_url:
        return ""
    if whence.path.startswith("/logg-inn/"):
        return url_for("sign_in.choose")
    query = urlencode([(name, value) for name, value in parse_qsl(whence.query) if name != "lang"])
    return own_path(whence.path + ("?" + query if query else ""))


def install(app: Flask, clients: dict[str, Client]) -> None:
    """Make the providers known to the views."""
    app.extensions["varde_oidc"] = clients
