"""Signing out, here and where the sign-in came from: ID-porten and HelseID each tell the other way too."""

from __future__ import annotations

import json
import secrets
from typing import Any

import structlog
from flask import Response, g, render_template, request, url_for
from joserfc import jws
from joserfc.errors import JoseError

from varde.identity.errors import ONLY_HERE, ProviderDown
from varde.identity.models import WebSession
from varde.identity.oidc import errors as refusals
from varde.identity.oidc.client import Client
from varde.identity.oidc.errors import SignInRefused
from varde.identity.sessions import (
    ID_TOKEN_PLACE,
    end_every_session,
    end_session,
    end_sessions_of_issuer,
    hashed,
    spend_logout_token,
)
from varde.kernel import errors
from varde.kernel.vault import Unsealable
from varde.web.public.sign_in import absolute, bp, client_of, clients, origin_of
from varde.web.shell import http
from varde.web.shell.forms import typed
from varde.web.shell.pages import actor, audience, cookie_name

log = structlog.get_logger("varde.sign_out")


@bp.post("/ut")
@audience("signed_in")
def sign_out() -> Any:
    """End the session here, and with ``everywhere`` in every other browser, then at the provider."""
    signed_in, keeps = actor(), typed().get("keep") == "1"
    id_token = _id_token(end_session(http.work(), signed_in.session_ref))
    if typed().get("everywhere") == "1":
        ended = end_every_session(http.work(), signed_in.person_id)
        log.info(
            "signed_out_everywhere", issuer=signed_in.issuer_key, person_id=signed_in.person_id, sessions=1 + ended
        )
    http.finish_work()
    log.info("signed_out", issuer=signed_in.issuer_key, person_id=signed_in.person_id)
    g.actor, g.session_key = None, ""
    answer = _on_to_the_provider(signed_in.issuer_key, id_token)
    secure = http.platform().settings.secure_cookies
    answer.delete_cookie(cookie_name(), path="/", secure=secure, httponly=True, samesite="Lax")
    # What she chose to keep in this browser lies in its storage.
    answer.headers["Clear-Site-Data"] = '"cache"' if keeps else '"cache", "storage"'
    return answer


def _id_token(session: WebSession | None) -> str:
    if session is None or not session.id_token_sealed:
        return ""
    try:
        return http.platform().vault.open(ID_TOKEN_PLACE, session.id_token_sealed)
    except Unsealable:
        # The key it was sealed with is retired; the provider then asks the person instead.
        log.warning("id_token_unsealable")
        return ""


def _on_to_the_provider(issuer: str, id_token: str) -> Response:
    """A form that posts itself on to the provider; when that is not to be had, a page that says so."""
    try:
        client = client_of(issuer)
        back = absolute(url_for("sign_in.signed_out"))
        url, fields = client.end_session(id_token, back, secrets.token_urlsafe(16))
    except (SignInRefused, errors.NotFound) as failed:
        log.error("sign_out_stopped_here", issuer=issuer, reason=str(failed))
        return Response(render_template("varde/signed_out.html", only_here=ONLY_HERE))
    fields = {name: value for name, value in fields.items() if value}
    answer = Response(render_template("varde/sign_out.html", url=url, fields=fields))
    # The provider may live at several addresses, and browsers hold this rule against where it sends the form on to.
    allowed = " ".join(dict.fromkeys((origin_of(url), origin_of(client.profile.issuer))))
    answer.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"form-action 'self' {allowed}; base-uri 'none'; frame-ancestors 'none'"
    )
    return answer


@bp.get("/utlogget")
@audience("public")
def signed_out() -> str:
    """The provider's way back after signing out."""
    return render_template("varde/signed_out.html", only_here="")


@bp.get("/frontkanal")
@audience("public")
def front_channel() -> Any:
    """ID-porten tells, in a frame, that a session ended there. No cookie comes along, so it is found by ``sid``."""
    for key, client in clients().items():
        try:
            issuer, sid = client.read_front_channel_logout(request.args.to_dict())
        except SignInRefused:
            continue  # another issuer's; the loop's end answers when it is nobody's
        ended = end_sessions_of_issuer(http.work(), issuer, sid=sid)
        http.finish_work()
        log.info("signed_out_elsewhere", issuer=key, channel="front", sessions=ended)
        answer = Response("", 200)
        answer.headers["Content-Security-Policy"] = f"default-src 'none'; frame-ancestors {_framers(client)}"
        return answer
    raise errors.BadRequest()


def _framers(client: Client) -> str:
    """The issuer, and the address its sign-out pages live at, which at ID-porten is another one."""
    origins = [origin_of(client.profile.issuer)]
    try:
        origins.append(client.logout_frame_origin())
    except SignInRefused as refusal:
        log.warning("frame_origin_unknown", issuer=client.profile.key, reason=refusal.reason)
    return " ".join(dict.fromkeys(origins))


@bp.post("/bakkanal")
@audience("public")
@http.exempt_from_csrf
def back_channel() -> Any:
    """A provider tells, server to server, that a session ended there."""
    token = typed().get("logout_token", "")
    http.finish_work()
    client = _sender_of(token)
    try:
        notice = client.read_logout_token(token, http.platform().clock.now())
    except SignInRefused as refusal:
        log.warning("logout_refused", issuer=client.profile.key, reason=refusal.reason, detail=refusal.detail)
        down = isinstance(refusal, refusals.ProviderUnavailable)
        raise (ProviderDown(refusal) if down else errors.BadRequest()) from refusal
    work, jti = http.work(), hashed(f"{client.profile.issuer} {notice.jti}")
    if not spend_logout_token(work, jti):
        log.warning("logout_refused", issuer=client.profile.key, reason="replayed")
        raise errors.BadRequest()
    ended = end_sessions_of_issuer(work, client.profile.issuer, sid=notice.sid, subject=notice.subject)
    log.info("signed_out_elsewhere", issuer=client.profile.key, channel="back", sessions=ended)
    return "", 200


def _sender_of(token: str) -> Client:
    """The provider that the token names; nothing in it is believed yet. :raises BadRequest: none of ours."""
    try:
        named = json.loads(jws.extract_compact(token.encode()).payload)["iss"]
    except (JoseError, ValueError, KeyError, TypeError, RecursionError):
        raise errors.BadRequest() from None
    for client in clients().values():
        if client.profile.issuer == named:
            return client
    raise errors.BadRequest()
