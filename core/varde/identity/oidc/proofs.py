"""What we sign and invent ourselves: random values, PKCE, client assertions and DPoP proofs."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from joserfc.util import urlsafe_b64encode

from varde.identity.oidc.profile import IssuerProfile

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
MACHINE_SECONDS = 60


def random_value() -> str:
    """43 URL-safe characters, 256 bits: fit for state, nonce, jti and PKCE verifier."""
    return secrets.token_urlsafe(32)


def s256(text: str) -> str:
    """base64url(SHA-256): the PKCE challenge of a verifier, the ``ath`` of an access token."""
    return urlsafe_b64encode(hashlib.sha256(text.encode("ascii")).digest()).decode()


def new_private_jwk() -> dict[str, Any]:
    """A fresh P-256 private key with a key id, as a JWK."""
    return dict(ECKey.generate_key("P-256", auto_kid=True).as_dict(private=True))


def client_assertion(profile: IssuerProfile, now: datetime) -> str:
    """Our signed word to the issuer that this is us (RFC 7523), good once and for a few seconds."""
    issued = int(now.timestamp())
    claims = {
        "iss": profile.client_id,
        "sub": profile.client_id,
        "aud": profile.assertion_audience or profile.issuer,
        "jti": random_value(),
        "iat": issued,
        "exp": issued + profile.assertion_seconds,
    }
    header = {"alg": profile.algorithm, "kid": profile.signing_key.kid}
    return jwt.encode(header, claims, profile.signing_key, [profile.algorithm])


def machine_assertion(private_jwk: Mapping[str, Any], client_id: str, audience: str, scope: str, now: datetime) -> str:
    """Our signed word that a machine of ours may have a token with this scope (RFC 7523, as Maskinporten wants it: RS256, at most
    120 seconds, good once)."""
    key = RSAKey.import_key(dict(private_jwk))
    issued = int(now.timestamp())
    claims = {
        "iss": client_id,
        "aud": audience,
        "scope": scope,
        "jti": random_value(),
        "iat": issued,
        "exp": issued + MACHINE_SECONDS,
    }
    return jwt.encode({"alg": "RS256", "kid": private_jwk["kid"]}, claims, key, ["RS256"])


def dpop_proof(
    key: ECKey, method: str, url: str, now: datetime, *, nonce: str | None = None, access_token: str | None = None
) -> str:
    """A proof that the sender of this one request holds ``key`` (RFC 9449)."""
    claims: dict[str, Any] = {
        "jti": random_value(),
        "htm": method,
        "htu": urlsplit(url)._replace(query="", fragment="").geturl(),
        "iat": int(now.timestamp()),
    }
    if nonce is not None:
        claims["nonce"] = nonce
    if access_token is not None:
        claims["ath"] = s256(access_token)
    header = {"typ": "dpop+jwt", "alg": "ES256", "jwk": public_part(key)}
    return jwt.encode(header, claims, key, ["ES256"])


def public_part(key: ECKey) -> dict[str, Any]:
    """The four public members of a P-256 key, and nothing more."""
    whole = key.as_dict(private=False)
    return {name: whole[name] for name in ("kty", "crv", "x", "y")}
