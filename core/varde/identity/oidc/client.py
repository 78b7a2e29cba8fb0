"""Signing in with one issuer: begin, complete, and out again.

Follows OpenID Connect Core with PKCE (RFC 7636), pushed requests (RFC 9126), signed client assertions (RFC 7523),
DPoP (RFC 9449) and issuer identification (RFC 9207). Holds nothing about any person; the caller keeps the attempt.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests
from joserfc.jwk import ECKey

from varde.identity.oidc import errors, tokens
from varde.identity.oidc.profile import IssuerProfile
from varde.identity.oidc.proofs import ASSERTION_TYPE, client_assertion, new_private_jwk, random_value, s256
from varde.identity.oidc.provider import Http, Provider, json_object
from varde.identity.oidc.values import Attempt, LogoutNotice, SignedIn

ATTEMPT_LIFETIME = timedelta(minutes=30)
_UNAVAILABLE = ("server_error", "temporarily_unavailable")


def utc_now() -> datetime:
    """Now, with its zone."""
    return datetime.now(UTC)


class Client:
    """Varde as a client of one issuer. Safe to share between threads."""

    def __init__(self, profile: IssuerProfile, http: Http, clock: Callable[[], datetime] = utc_now) -> None:
        self.profile = profile
        self._provider = Provider(profile, http, clock)

    def begin(
        self, redirect_uri: str, language: str, now: datetime, *, login_hint: str = "", prompt: str = ""
    ) -> tuple[str, Attempt]:
        """Where to send the browser, and the attempt to keep on the server until it comes back.

        :param prompt: ``login`` makes the person sign in anew though the issuer knows the browser, and :meth:`complete` sees that
            it was done.
        :raises ProviderUnavailable: when the issuer does not answer. :raises NotSetUp: when it does not accept us.
        """
        profile = self.profile
        dpop_key = new_private_jwk() if profile.dpop else None
        state, nonce, verifier = random_value(), random_value(), random_value()
        attempt = Attempt(profile.key, state, nonce, verifier, redirect_uri, dpop_key, now, anew=prompt == "login")
        asked = {
            "client_id": profile.client_id,
            "response_type": "code",
            "redirect_uri": redirect_uri,
            "scope": " ".join(profile.scopes),
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": s256(attempt.code_verifier),
            "code_challenge_method": "S256",
            "acr_values": " ".join(profile.acr_values),
            "ui_locales": language if language in profile.ui_locales else "",
            "login_hint": login_hint,
            "prompt": prompt,
        }
        asked = {name: value for name, value in asked.items() if value}
        if self._pushes():
            asked = {"client_id": profile.client_id, "request_uri": self._push(asked, attempt, now)}
        authorize = self._provider.endpoint("authorization_endpoint")
        return f"{authorize}{'&' if urlsplit(authorize).query else '?'}{urlencode(asked)}", attempt

    def complete(self, attempt: Attempt, callback: Mapping[str, str], now: datetime) -> SignedIn:
        """Who came back. Call once for each attempt; the caller has already found and deleted it.

        :param callback: the query parameters of the redirect, one value each.
        :raises SignInRefused: the subclass says which rule was broken.
        """
        if attempt.issuer != self.profile.key:
            raise errors.MixUp("the attempt was begun with another issuer")
        if not hmac.compare_digest(callback.get("state", "").encode(), attempt.state.encode()):
            raise errors.StateMismatch()
        self._check_issuer(callback.get("iss"))
        if now - attempt.created_at > ATTEMPT_LIFETIME:
            raise errors.AttemptExpired()
        if error := callback.get("error"):
            raise _refusal(error)
        if not callback.get("code"):
            raise errors.BadToken("the answer has neither code nor error")
        answer = self._exchange(attempt, callback["code"], now)
        id_token = answer.get("id_token")
        if not isinstance(id_token, str):
            raise errors.BadToken("the answer has no id_token")
        claims = tokens.read_id_token(self.profile, self._provider, id_token, attempt.nonce, now)
        if self.profile.userinfo:
            claims = self._userinfo(attempt, answer, claims["sub"], now) | claims
        self._check_assurance(claims)
        signed_in = _signed_in(self.profile, claims, id_token)
        if attempt.anew and not _is_since(signed_in.auth_time, attempt.created_at):
            raise errors.NotAnew("auth_time is not after the attempt")
        return signed_in

    def end_session(self, id_token: str, post_logout_redirect_uri: str, state: str) -> tuple[str, dict[str, str]]:
        """Address and form fields for signing out at the issuer too. POST them, so the token stays out of every log."""
        fields = {"id_token_hint": id_token, "post_logout_redirect_uri": post_logout_redirect_uri, "state": state}
        return self._provider.endpoint("end_session_endpoint"), fields

    def logout_frame_origin(self) -> str:
        """The origin that frames our front-channel address, for ``frame-ancestors`` on that one page."""
        parts = urlsplit(self._provider.endpoint("end_session_endpoint"))
        return f"{parts.scheme}://{parts.netloc}"

    def read_front_channel_logout(self, arguments: Mapping[str, str]) -> tuple[str, str]:
        """Issuer and session id of a front-channel logout call. :raises BadLogout: when it is not this issuer's."""
        issuer, sid = arguments.get("iss", ""), arguments.get("sid", "")
        if not self.profile.front_channel_logout or issuer != self.profile.issuer or not sid:
            raise errors.BadLogout("front-channel logout needs the iss we know, and a sid")
        return issuer, sid

    def read_logout_token(self, token: str, now: datetime) -> LogoutNotice:
        """A verified back-channel logout. :raises BadLogout: when any rule is broken."""
        return tokens.read_logout_token(self.profile, self._provider, token, now)

    def _pushes(self) -> bool:
        offered = "pushed_authorization_request_endpoint" in self._provider.metadata()
        return self.profile.par == "required" or (self.profile.par == "use" and offered)

    def _push(self, asked: Mapping[str, str], attempt: Attempt, now: datetime) -> str:
        endpoint = self._provider.endpoint("pushed_authorization_request_endpoint")
        response = self._post(endpoint, asked, attempt, now)
        if response.status_code != 201:
            raise errors.NotSetUp(f"the pushed request was refused: {_error_of(response)}")
        handle = json_object(response).get("request_uri")
        if not isinstance(handle, str) or not handle:
            raise errors.BadToken("the pushed request has no request_uri")
        return handle

    def _exchange(self, attempt: Attempt, code: str, now: datetime) -> dict[str, Any]:
        asked = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": attempt.redirect_uri,
            "code_verifier": attempt.code_verifier,
        }
        response = self._post(self._provider.endpoint("token_endpoint"), asked, attempt, now)
        if response.status_code != 200:
            error = _error_of(response)
            raise errors.CodeRefused(error) if error == "invalid_grant" else errors.NotSetUp(error)
        answer = json_object(response)
        if str(answer.get("token_type", "")).lower() != ("dpop" if self.profile.dpop else "bearer"):
            raise errors.BadToken("the access token is of another type than agreed")
        return answer

    def _post(self, url: str, asked: Mapping[str, str], attempt: Attempt, now: datetime) -> requests.Response:
        def form() -> dict[str, str]:
            assertion = client_assertion(self.profile, now)
            proof = {"client_assertion_type": ASSERTION_TYPE, "client_assertion": assertion}
            return {**asked, "client_id": self.profile.client_id, **proof}

        return self._provider.call("POST", url, now, form=form, dpop_key=_key_of(attempt))

    def _userinfo(self, attempt: Attempt, answer: Mapping[str, Any], subject: str, now: datetime) -> dict[str, Any]:
        token = answer.get("access_token")
        if not isinstance(token, str):
            raise errors.BadToken("the answer has no access token")
        endpoint = self._provider.endpoint("userinfo_endpoint")
        response = self._provider.call("GET", endpoint, now, dpop_key=_key_of(attempt), access_token=token)
        if response.status_code != 200:
            raise errors.BadToken(f"userinfo answered {response.status_code}")
        claims = json_object(response)
        if claims.get("sub") != subject:
            raise errors.BadToken("userinfo is about somebody else")
        return claims

    def _check_issuer(self, issuer: str | None) -> None:
        if issuer is None and not self._provider.metadata().get("authorization_response_iss_parameter_supported"):
            return
        if issuer != self.profile.issuer:
            raise errors.MixUp("the answer names another issuer, or none")

    def _check_assurance(self, claims: Mapping[str, Any]) -> None:
        profile = self.profile
        if profile.accepted_acr and claims.get("acr") not in profile.accepted_acr:
            raise errors.WrongAssurance("the acr is not accepted")
        for name, value in profile.required_claims:
            if str(claims.get(name)) != value:
                raise errors.WrongAssurance(f"{name} is not {value}")


def _key_of(attempt: Attempt) -> ECKey | None:
    return ECKey.import_key(dict(attempt.dpop_key)) if attempt.dpop_key else None


def _error_of(response: requests.Response) -> str:
    return str(json_object(response).get("error", response.status_code))[:80]


def _refusal(error: str) -> errors.SignInRefused:
    if error == "access_denied":
        return errors.DeniedByPerson()
    if error in _UNAVAILABLE:
        return errors.ProviderUnavailable(error)
    # Anybody can write this parameter in a link, so only a short, plain part of it reaches the log.
    return errors.NotSetUp("".join(letter for letter in error if letter.isalnum() or letter == "_")[:60])


def _signed_in(profile: IssuerProfile, claims: Mapping[str, Any], id_token: str) -> SignedIn:
    amr = claims.get("amr")
    return SignedIn(
        issuer=profile.issuer,
        subject=claims["sub"],
        pid=_text(claims.get(profile.pid_claim)),
        acr=_text(claims.get("acr")),
        amr=(amr,) if isinstance(amr, str) else tuple(map(str, amr)) if isinstance(amr, list) else (),
        sid=_text(claims.get("sid"), tokens.LONGEST_SUBJECT),
        auth_time=_moment(claims.get("auth_time")),
        name=_text(claims.get("name")),
        claims=claims,
        id_token=id_token,
    )


def _is_since(auth_time: datetime | None, asked_at: datetime) -> bool:
    """Whether she identified herself after she was asked to; the issuer's clock may be a little behind ours."""
    return auth_time is not None and auth_time >= asked_at - timedelta(seconds=tokens.LEEWAY_SECONDS)


def _text(value: Any, most: int = 1000) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= most else None


def _moment(value: Any) -> datetime | None:
    if not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError) as wrong:
        raise errors.BadToken("auth_time is not a time") from wrong
