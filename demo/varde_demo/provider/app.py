"""The demo provider as a Flask application: two issuers, ``<base>/idporten`` and ``<base>/helseid``."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Flask, Response, redirect, render_template, request
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey, import_key
from werkzeug.wrappers import Response as AnyResponse

from varde_demo.provider.checks import Checks, ProtocolFault, s256
from varde_demo.provider.memory import Asked, Granted, Memory
from varde_demo.provider.people import ISSUERS, DemoClient, DemoPerson, told_in_id_token, told_in_userinfo
from varde_demo.provider.words import words_in

LOOPBACK = ("127.0.0.1", "::1", "localhost")
_ASKED_SECONDS = 600
_CODE_SECONDS = 60
_TOKEN_SECONDS = 120


class DemoProviderRefused(RuntimeError):
    """The demo provider will not run here; the sentence says why."""


def create_provider(
    people: Sequence[DemoPerson],
    clients: Sequence[DemoClient],
    signing_key: Mapping[str, Any],
    issuer_base: str,
    *,
    environment: str = "demo",
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Flask:
    """A provider for ``people`` and ``clients``.

    :param signing_key: private RSA or P-256 JWK that signs id_tokens.
    :param issuer_base: ``http://127.0.0.1:PORT``, without a slash at the end.
    :raises DemoProviderRefused: in production, or at an address others can reach.
    """
    if environment == "production":
        raise DemoProviderRefused("The demo sign-in lets anybody in as anybody, so it does not run in production.")
    if urlsplit(issuer_base).hostname not in LOOPBACK:
        raise DemoProviderRefused("The demo sign-in runs only on this machine: its address must be 127.0.0.1.")
    names: dict[str, str] = {}
    for person in people:
        if person.key in names:
            raise DemoProviderRefused(
                f"Two demo people have the same key, {person.key}: {names[person.key]} and {person.name}."
            )
        names[person.key] = person.name
    app = Flask(__name__, static_folder=None)
    provider = _Provider(people, clients, signing_key, issuer_base.rstrip("/"), clock)
    app.register_blueprint(provider.routes(), url_prefix=urlsplit(provider.base).path or None)
    app.before_request(_only_from_this_machine)
    app.after_request(_set_headers)
    app.register_error_handler(ProtocolFault, _tell)
    return app


class _Provider:
    def __init__(
        self,
        people: Sequence[DemoPerson],
        clients: Sequence[DemoClient],
        signing_key: Mapping[str, Any],
        base: str,
        clock: Callable[[], datetime],
    ) -> None:
        key = import_key(dict(signing_key))
        if not isinstance(key, RSAKey | ECKey) or not key.is_private:
            raise DemoProviderRefused("The signing key of the demo sign-in must be a private RSA or P-256 key.")
        key.ensure_kid()
        self.base = base
        self._key, self._algorithm = key, "RS256" if isinstance(key, RSAKey) else "ES256"
        self._people = {person.key: person for person in people}
        self._clients: dict[str, dict[str, DemoClient]] = {
            issuer: {c.client_id: c for c in clients if c.issuer == issuer} for issuer in ISSUERS
        }
        self._clock = clock
        self._memory = Memory(clock)
        self._checks = Checks(clock, self._memory.used_once)

    def routes(self) -> Blueprint:
        """All addresses; the first part of each path is the issuer."""
        blueprint = Blueprint("demo_provider", __name__, template_folder="templates", static_folder="static")
        at = "/<any(idporten, helseid):issuer>"
        blueprint.add_url_rule("/demo.css", view_func=lambda: blueprint.send_static_file("demo.css"), endpoint="css")
        blueprint.add_url_rule(f"{at}/.well-known/openid-configuration", view_func=self.metadata)
        blueprint.add_url_rule(f"{at}/jwks", view_func=self.jwks)
        blueprint.add_url_rule(f"{at}/par", view_func=self.push, methods=["POST"])
        blueprint.add_url_rule(f"{at}/authorize", view_func=self.authorize)
        blueprint.add_url_rule(f"{at}/authorize", view_func=self.choose, methods=["POST"])
        blueprint.add_url_rule(f"{at}/token", view_func=self.token, methods=["POST"])
        blueprint.add_url_rule("/helseid/userinfo", view_func=self.userinfo)
        blueprint.add_url_rule(f"{at}/end_session", view_func=self.end_session, methods=["GET", "POST"])
        return blueprint

    def _url(self, issuer: str, path: str = "") -> str:
        return f"{self.base}/{issuer}{path}"

    def metadata(self, issuer: str) -> dict[str, Any]:
        strict = issuer == "helseid"
        extra = {"userinfo_endpoint": self._url(issuer, "/userinfo"), "dpop_signing_alg_values_supported": ["ES256"]}
        return {
            "issuer": self._url(issuer),
            "authorization_endpoint": self._url(issuer, "/authorize"),
            "pushed_authorization_request_endpoint": self._url(issuer, "/par"),
            "require_pushed_authorization_requests": strict,
            "token_endpoint": self._url(issuer, "/token"),
            "jwks_uri": self._url(issuer, "/jwks"),
            "end_session_endpoint": self._url(issuer, "/end_session"),
            "authorization_response_iss_parameter_supported": True,
            "frontchannel_logout_supported": True,
            "frontchannel_logout_session_supported": True,
            "response_types_supported": ["code"],
            "subject_types_supported": ["pairwise"],
            "scopes_supported": ["openid", "profile"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": ["PS256", "ES256"],
            "id_token_signing_alg_values_supported": [self._algorithm],
            "ui_locales_supported": ["nb", "nn", "en"],
            **(extra if strict else {}),
        }

    def jwks(self, issuer: str) -> dict[str, Any]:
        del issuer
        return {"keys": [{**self._key.as_dict(private=False), "use": "sig", "alg": self._algorithm}]}

    def push(self, issuer: str) -> tuple[dict[str, Any], int]:
        form = request.form.to_dict()
        client = self._checks.client(form, self._clients[issuer], self._url(issuer))
        thumbprint = self._proof(issuer, "/par") if issuer == "helseid" or "DPoP" in request.headers else None
        if form.get("redirect_uri") not in client.redirect_uris:
            raise ProtocolFault("invalid_request", "The redirect_uri is not registered.")
        if wrong := _fault_in(form):
            raise ProtocolFault(*wrong)
        handle = self._memory.asked.put(Asked(client, form, thumbprint), _ASKED_SECONDS)
        return {"request_uri": f"urn:ietf:params:oauth:request_uri:{handle}", "expires_in": _ASKED_SECONDS}, 201

    def authorize(self, issuer: str) -> AnyResponse | tuple[str, int]:
        query = request.args.to_dict()
        client = self._clients[issuer].get(query.get("client_id", ""))
        if client is None:
            return _fault_page("fault_client", query)
        if pushed := query.get("request_uri"):
            handle = pushed.rpartition(":")[2]
            asked = self._memory.asked.look(handle)
            if asked is None or asked.client is not client:
                return _fault_page("fault_gone", query)
        else:
            if query.get("redirect_uri") not in client.redirect_uris:
                return _fault_page("fault_client", query)
            asked = Asked(client, query, None)
            wrong = _fault_in(query)
            if issuer == "helseid":
                wrong = ("invalid_request", "Pushed authorization request must be used.")
            if wrong:
                return self._back(asked, {"error": wrong[0], "error_description": wrong[1]})
            handle = self._memory.asked.put(asked, _ASKED_SECONDS)
        hinted = self._people.get(query.get("login_hint") or asked.parameters.get("login_hint", ""))
        if hinted is not None and hinted.issuer == issuer:
            return self._sign_in(handle, hinted)
        if asked.parameters.get("prompt") == "none":
            return self._back(asked, {"error": "login_required"})
        return self._people_page(issuer, asked, handle)

    def _people_page(self, issuer: str, asked: Asked, handle: str) -> Response:
        language, words = words_in(asked.parameters.get("ui_locales", ""))
        people = [person for person in self._people.values() if person.issuer == issuer]
        page = render_template(
            "demo_provider/people.html", people=people, handle=handle, issuer=issuer, language=language, words=words
        )
        # Browsers hold form-action against the redirect that follows a form too, so the way back must be named.
        return _page(page, f"form-action 'self' {_origin(asked.parameters['redirect_uri'])}")

    def choose(self, issuer: str) -> AnyResponse | tuple[str, int]:
        handle = request.form.get("request", "")
        asked = self._memory.asked.look(handle)
        if asked is None or asked.client.issuer != issuer:
            return _fault_page("fault_gone", {})
        person = self._people.get(request.form.get("person", ""))
        if person is None or person.issuer != issuer:
            self._memory.asked.take(handle)
            return self._back(asked, {"error": "access_denied"})
        return self._sign_in(handle, person)

    def _sign_in(self, handle: str, person: DemoPerson) -> AnyResponse | tuple[str, int]:
        asked = self._memory.asked.take(handle)
        if asked is None:
            return _fault_page("fault_gone", {})
        pairwise = hashlib.sha256(f"{person.issuer} {asked.client.client_id} {person.key}".encode()).hexdigest()[:32]
        now = int(self._clock().timestamp())
        granted = Granted(asked, person, pairwise, secrets.token_urlsafe(16), now)
        return self._back(asked, {"code": self._memory.codes.put(granted, _CODE_SECONDS)})

    def _back(self, asked: Asked, answer: Mapping[str, str]) -> AnyResponse:
        answer = {**answer, "iss": self._url(asked.client.issuer)}
        if state := asked.parameters.get("state"):
            answer = {**answer, "state": state}
        return redirect(_with_query(asked.parameters["redirect_uri"], answer), 303)

    def token(self, issuer: str) -> dict[str, Any]:
        form = request.form.to_dict()
        client = self._checks.client(form, self._clients[issuer], self._url(issuer))
        thumbprint = self._proof(issuer, "/token") if issuer == "helseid" or "DPoP" in request.headers else None
        if form.get("grant_type") != "authorization_code":
            raise ProtocolFault("unsupported_grant_type", "Only authorization_code is offered.")
        granted = self._memory.codes.take(form.get("code", ""))
        if granted is None or granted.asked.client is not client:
            raise ProtocolFault("invalid_grant", "The code is unknown, used or too old.")
        asked = granted.asked.parameters
        if (
            form.get("redirect_uri") != asked["redirect_uri"]
            or s256(form.get("code_verifier", "")) != asked["code_challenge"]
        ):
            raise ProtocolFault("invalid_grant", "The code was issued for another request.")
        if granted.asked.thumbprint not in (None, thumbprint):
            raise ProtocolFault("invalid_dpop_proof", "The code is bound to another key.")
        bound = Granted(
            Asked(client, asked, thumbprint), granted.person, granted.subject, granted.sid, granted.auth_time
        )
        return {
            "access_token": self._memory.access_tokens.put(bound, _TOKEN_SECONDS),
            "token_type": "DPoP" if thumbprint else "Bearer",
            "expires_in": _TOKEN_SECONDS,
            "scope": asked.get("scope", "openid"),
            "id_token": self._id_token(issuer, granted),
        }

    def _id_token(self, issuer: str, granted: Granted) -> str:
        now = int(self._clock().timestamp())
        claims = {
            "iss": self._url(issuer),
            "sub": granted.subject,
            "aud": granted.asked.client.client_id,
            "iat": now,
            "exp": now + _TOKEN_SECONDS,
            "auth_time": granted.auth_time,
            "nonce": granted.asked.parameters.get("nonce"),
            "sid": granted.sid,
            "jti": secrets.token_urlsafe(16),
            **told_in_id_token(granted.person),
        }
        return jwt.encode({"alg": self._algorithm, "kid": self._key.kid}, claims, self._key, [self._algorithm])

    def userinfo(self) -> dict[str, Any]:
        scheme, _, access_token = request.headers.get("Authorization", "").partition(" ")
        granted = self._memory.access_tokens.look(access_token)
        if scheme != "DPoP" or granted is None:
            raise ProtocolFault("invalid_token", "The access token is unknown, too old or not sent as DPoP.", 401)
        if self._proof("helseid", "/userinfo", access_token) != granted.asked.thumbprint:
            raise ProtocolFault("invalid_token", "The access token is bound to another key.", 401)
        return {"sub": granted.subject, **told_in_userinfo(granted.person)}

    def _proof(self, issuer: str, path: str, access_token: str | None = None) -> str:
        return self._checks.proof(request.headers.get("DPoP"), request.method, self._url(issuer, path), access_token)

    def end_session(self, issuer: str) -> AnyResponse:
        query = request.values.to_dict()
        language, words = words_in(query.get("ui_locales", ""))
        hint = self._read_hint(issuer, query.get("id_token_hint", ""))
        client = self._clients[issuer].get(str(hint.get("aud")))
        onward, frame = "", ""
        if client and query.get("post_logout_redirect_uri") in client.post_logout_redirect_uris:
            state = {"state": query["state"]} if query.get("state") else {}
            onward = _with_query(query["post_logout_redirect_uri"], state)
        if client and client.frontchannel_logout_uri:
            frame = _with_query(client.frontchannel_logout_uri, {"iss": self._url(issuer), "sid": str(hint["sid"])})
        if onward and not frame:
            return redirect(onward, 303)
        page = render_template("demo_provider/out.html", onward=onward, frame=frame, language=language, words=words)
        return _page(page, f"frame-src {_origin(frame)}" if frame else "")

    def _read_hint(self, issuer: str, hint: str) -> dict[str, Any]:
        try:
            claims = jwt.decode(hint, self._key, [self._algorithm]).claims
        except (JoseError, ValueError):
            return {}  # signing out without a proof of who is always allowed; it only gets no way back
        return claims if claims.get("iss") == self._url(issuer) else {}


def _fault_in(asked: Mapping[str, str]) -> tuple[str, str] | None:
    if asked.get("response_type") != "code":
        return "unsupported_response_type", "Only response_type=code is offered."
    if asked.get("code_challenge_method") != "S256" or len(asked.get("code_challenge", "")) != 43:
        return "invalid_request", "PKCE with S256 is required."
    if "openid" not in asked.get("scope", "").split():
        return "invalid_scope", "The scope must contain openid."
    return None


def _fault_page(key: str, asked: Mapping[str, str]) -> tuple[str, int]:
    language, words = words_in(asked.get("ui_locales", ""))
    return render_template("demo_provider/fault.html", sentence=words[key], language=language, words=words), 400


def _page(html: str, extra_policy: str) -> Response:
    response = Response(html)
    response.headers["Content-Security-Policy"] = "; ".join(filter(None, (_POLICY, extra_policy)))
    return response


_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"


def _set_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", f"{_POLICY}; form-action 'none'")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _only_from_this_machine() -> tuple[str, int] | None:
    if request.remote_addr not in LOOPBACK:
        return "The demo sign-in answers only on this machine.\n", 403
    return None


def _tell(fault: ProtocolFault) -> tuple[dict[str, str], int, dict[str, str]]:
    headers = {"DPoP-Nonce": fault.nonce} if fault.nonce else {}
    if fault.status == 401:
        headers["WWW-Authenticate"] = f'DPoP error="{fault.error}", algs="ES256"'
    return {"error": fault.error, "error_description": fault.sentence}, fault.status, headers


def _with_query(address: str, query: Mapping[str, str]) -> str:
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(query)}" if query else address


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
