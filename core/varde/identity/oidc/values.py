"""What a sign-in carries from the first redirect to the last."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Self


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sign-in under way. The caller keeps it on the server, finds it once by ``state``, and deletes it when found.

    ``dpop_key`` is a private JWK, or None where tokens are not bound to a key. ``created_at`` is UTC. ``anew``: the person was to
    identify herself again, though the issuer knows the browser.
    """

    issuer: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    code_verifier: str = field(repr=False)
    redirect_uri: str
    dpop_key: Mapping[str, Any] | None = field(repr=False)
    created_at: datetime
    anew: bool = False

    def to_json(self) -> str:
        """As text to store; it holds secrets, so store it sealed or briefly."""
        return json.dumps(asdict(self) | {"created_at": self.created_at.isoformat()})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Back from :meth:`to_json`."""
        stored = json.loads(text)
        return cls(**stored | {"created_at": datetime.fromisoformat(stored["created_at"])})

    def identified_at(self, auth_time: datetime | None, now: datetime) -> datetime | None:
        """Since when we know that she has identified herself, by our clock; None when the issuer does not say.

        Asked to do it anew, she has, after this began; the issuer's clock may be ahead of ours, and then it was no later than now.
        """
        if self.anew:
            return self.created_at
        return None if auth_time is None else min(auth_time, now)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in. ``issuer`` and ``subject`` together name the person there; ``sid`` names the session.

    ``pid`` is the national identity number as the issuer wrote it, or None for electronic identities without one.
    ``amr`` is told, never relied on. ``claims`` are those of the id_token, with userinfo beneath.
    """

    issuer: str
    subject: str
    pid: str | None = field(repr=False)
    acr: str | None
    amr: tuple[str, ...]
    sid: str | None
    auth_time: datetime | None
    name: str | None = field(repr=False)
    claims: Mapping[str, Any] = field(repr=False)
    id_token: str = field(repr=False)


class LogoutNotice(NamedTuple):
    """A verified back-channel message. Remember ``jti`` for ten minutes and accept it once.

    With ``sid`` that one session ends; with only ``subject`` all sessions of that person at the issuer.
    """

    subject: str | None
    sid: str | None
    jti: str
