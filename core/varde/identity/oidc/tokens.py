"""Reading signed tokens: id_token at sign-in, logout_token at back-channel sign-out."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key
from joserfc.jwt import JWTClaimsRegistry

from varde.identity.oidc.errors import BadLogout, BadToken, SignInRefused
from varde.identity.oidc.profile import IssuerProfile
from varde.identity.oidc.provider import Provider
from varde.identity.oidc.values import LogoutNotice
from varde.kernel.characters import is_whole_json

LEEWAY_SECONDS = 10
LOGOUT_SECONDS = 300
LONGEST_SUBJECT = 200
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


def read_id_token(profile: IssuerProfile, provider: Provider, token: str, nonce: str, now: datetime) -> dict[str, Any]:
    """The claims of an id_token that is from the issuer, for us, for this attempt, and of now.

    :raises BadToken: naming the rule that is broken.
    """
    claims = _read(profile, provider, token, now, typ="jwt", typ_optional=True, refuse=BadToken)
    for name in ("sub", "exp", "nonce"):
        if not claims.get(name):
            raise BadToken(f"the id_token has no {name}")
    if not isinstance(claims["sub"], str) or len(claims["sub"]) > LONGEST_SUBJECT:
        raise BadToken("the sub is no text that we can keep")
    if not isinstance(claims["nonce"], str) or not hmac.compare_digest(claims["nonce"].encode(), nonce.encode()):
        raise BadToken("the nonce is not that of this attempt")
    return claims


def read_logout_token(profile: IssuerProfile, provider: Provider, token: str, now: datetime) -> LogoutNotice:
    """A back-channel logout message (OpenID Connect Back-Channel Logout 1.0, section 2.6).

    :raises BadLogout: naming the rule that is broken.
    """
    claims = _read(profile, provider, token, now, typ="logout+jwt", typ_optional=False, refuse=BadLogout)
    events, subject, sid, jti = (claims.get(name) for name in ("events", "sub", "sid", "jti"))
    if "nonce" in claims:
        raise BadLogout("a logout_token has no nonce")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict):
        raise BadLogout("the event is not a back-channel logout")
    if not jti or not (subject or sid) or not all(isinstance(value, str | None) for value in (subject, sid)):
        raise BadLogout("a logout_token has a jti, and a sub or a sid")
    if claims["iat"] < now.timestamp() - LOGOUT_SECONDS:
        raise BadLogout("the logout_token is too old")
    return LogoutNotice(subject, sid, jti)


def _read(
    profile: IssuerProfile,
    provider: Provider,
    token: str,
    now: datetime,
    *,
    typ: str,
    typ_optional: bool,
    refuse: type[SignInRefused],
) -> dict[str, Any]:
    registry = jws.JWSRegistry(algorithms=profile.token_algorithms, strict_check_header=False)

    def issuers_key(obj: Any) -> Key:
        header = obj.headers()
        if header.get("alg") not in profile.token_algorithms:
            raise refuse("the algorithm is not allowed")
        return provider.key(header.get("kid"), header["alg"])

    try:
        read = jwt.decode(token, issuers_key, profile.token_algorithms, registry)
        JWTClaimsRegistry(
            now=int(now.timestamp()),
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": profile.issuer},
            aud={"essential": True, "value": profile.client_id},
            iat={"essential": True},
        ).validate(read.claims)
    except (JoseError, ValueError) as wrong:
        raise refuse(str(wrong)) from wrong
    if not is_whole_json(read.claims):
        raise refuse("a claim holds half a character")
    declared = str(read.header.get("typ", "")).lower().removeprefix("application/")
    if declared != typ and not (typ_optional and not declared):
        raise refuse("the token is of another type")
    audience, authorised = read.claims["aud"], read.claims.get("azp")
    if authorised not in (None, profile.client_id) or (_is_many(audience) and authorised is None):
        raise refuse("the token is for somebody else")
    return read.claims


def _is_many(audience: Any) -> bool:
    return isinstance(audience, list) and len(audience) > 1
