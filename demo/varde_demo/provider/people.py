"""Who can sign in at the demo provider, and which of the two issuers answers for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Issuer = Literal["idporten", "helseid"]
ISSUERS: tuple[Issuer, ...] = ("idporten", "helseid")
_HELSEID = "helseid://claims/identity/"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An invented person. ``claims`` add to, or replace, what the issuer would say, such as ``acr``."""

    key: str
    name: str
    pid: str
    role_label: str
    issuer: Issuer
    claims: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DemoClient:
    """An application that may ask this issuer to sign people in. ``public_jwk`` checks its assertions."""

    client_id: str
    issuer: Issuer
    public_jwk: Mapping[str, Any]
    redirect_uris: tuple[str, ...]
    post_logout_redirect_uris: tuple[str, ...] = ()
    frontchannel_logout_uri: str = ""


def varde_at(base: str, client_id: str, issuer: Issuer, private_jwk: Mapping[str, Any]) -> DemoClient:
    """Varde, served at ``base``, as a client of this issuer; only the public part of its key is kept."""
    return DemoClient(
        client_id=client_id,
        issuer=issuer,
        public_jwk={name: value for name, value in private_jwk.items() if name != "d"},
        redirect_uris=(f"{base}/logg-inn/{issuer}/retur",),
        post_logout_redirect_uris=(f"{base}/logg-inn/utlogget",),
        frontchannel_logout_uri=f"{base}/logg-inn/frontkanal" if issuer == "idporten" else "",
    )


def told_in_id_token(person: DemoPerson) -> dict[str, Any]:
    """What the id_token says of ``person`` besides the protocol's own claims."""
    if person.issuer == "idporten":
        own = {"acr": "idporten-loa-high", "amr": ["TestID"], "pid": person.pid, "locale": "nb", "name": person.name}
    else:
        own = {"amr": ["pwd"]}
    return {**own, **person.claims}


def told_in_userinfo(person: DemoPerson) -> dict[str, Any]:
    """What HelseID's userinfo says of ``person``; ID-porten has none here."""
    own = {
        "name": person.name,
        f"{_HELSEID}pid": person.pid,
        f"{_HELSEID}security_level": "4",
        f"{_HELSEID}assurance_level": "high",
    }
    return {**own, **person.claims}
