"""What Varde has agreed with one identity provider: who we are there, what we ask for, and what we demand back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal
from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey, import_key

from varde.kernel.production import is_loopback

Par = Literal["off", "use", "required"]
PrivateKey = RSAKey | ECKey

IDPORTEN = "https://idporten.no"
IDPORTEN_TEST = "https://test.idporten.no"
HELSEID = "https://helseid-sts.nhn.no"
HELSEID_TEST = "https://helseid-sts.test.nhn.no"
_HELSEID_CLAIM = "helseid://claims/identity/"
_HELSEID_SCOPE = "helseid://scopes/identity/"
_HPR_SCOPE = "helseid://scopes/hpr/hpr_number"


@dataclass(frozen=True)
class IssuerProfile:
    """One issuer and our registration there.

    ``accepted_acr`` and ``required_claims`` are the demanded assurance; at least one must say something.
    ``par``: ``use`` pushes when the issuer offers it, ``required`` refuses to go on without, ``off`` never pushes.
    ``userinfo`` also reads the userinfo endpoint, for issuers that keep claims out of the id_token.
    ``front_channel_logout`` says whether the issuer calls our front-channel address.

    :raises ValueError: one sentence, when the profile could not sign anybody in safely.
    """

    key: str
    issuer: str
    client_id: str
    private_jwk: Mapping[str, Any] = field(repr=False)
    scopes: tuple[str, ...] = ("openid", "profile")
    acr_values: tuple[str, ...] = ()
    accepted_acr: tuple[str, ...] = ()
    required_claims: tuple[tuple[str, str], ...] = ()
    pid_claim: str = "pid"
    par: Par = "use"
    dpop: bool = False
    userinfo: bool = False
    ui_locales: tuple[str, ...] = ("nb", "nn", "en")
    assertion_audience: str = ""
    assertion_seconds: int = 10
    token_algorithms: tuple[str, ...] = ("PS256", "ES256", "RS256")
    front_channel_logout: bool = True

    def __post_init__(self) -> None:
        if not is_safe_address(self.issuer):
            raise ValueError(f"The issuer of {self.key} must be an https address.")
        if not (self.accepted_acr or self.required_claims):
            raise ValueError(f"The profile of {self.key} demands no assurance; name an acr or a claim it must have.")
        if "openid" not in self.scopes:
            raise ValueError(f"The scopes of {self.key} must contain openid.")
        if not self.token_algorithms or not set(self.token_algorithms) <= {"PS256", "ES256", "RS256"}:
            raise ValueError(f"The token algorithms of {self.key} must be among PS256, ES256 and RS256.")
        _ = self.algorithm

    @cached_property
    def signing_key(self) -> PrivateKey:
        """Our private key at this issuer, with a key id."""
        try:
            key = import_key(dict(self.private_jwk))
        except (JoseError, ValueError, TypeError) as wrong:
            raise ValueError(f"The key of {self.key} is not a JWK: {wrong}.") from wrong
        if not isinstance(key, RSAKey | ECKey) or not key.is_private:
            raise ValueError(f"The key of {self.key} must be a private RSA or P-256 key.")
        key.ensure_kid()
        return key

    @property
    def algorithm(self) -> str:
        """PS256 for an RSA key, ES256 for a P-256 key."""
        key = self.signing_key
        if isinstance(key, RSAKey):
            return "PS256"
        if key.curve_name != "P-256":
            raise ValueError(f"The key of {self.key} must be a private RSA or P-256 key.")
        return "ES256"


def is_safe_address(address: str) -> bool:
    """Whether ``address`` is https, or http to this very machine (tests and the demo)."""
    parts = urlsplit(address)
    if not parts.hostname:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))


def idporten(client_id: str, private_jwk: Mapping[str, Any], issuer: str = IDPORTEN) -> IssuerProfile:
    """ID-porten for patients: highest level only."""
    high = ("idporten-loa-high",)
    return IssuerProfile("idporten", issuer, client_id, private_jwk, acr_values=high, accepted_acr=high)


def helseid(client_id: str, private_jwk: Mapping[str, Any], issuer: str = HELSEID) -> IssuerProfile:
    """HelseID for personnel: pushed requests, DPoP, security level 4, and as claims the national identity number and what the
    register of health personnel says."""
    return IssuerProfile(
        "helseid",
        issuer,
        client_id,
        private_jwk,
        scopes=("openid", "profile", f"{_HELSEID_SCOPE}pid", f"{_HELSEID_SCOPE}security_level", _HPR_SCOPE),
        required_claims=((f"{_HELSEID_CLAIM}security_level", "4"),),
        pid_claim=f"{_HELSEID_CLAIM}pid",
        par="required",
        dpop=True,
        userinfo=True,
        front_channel_logout=False,
    )
