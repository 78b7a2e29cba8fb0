"""A contact register for demo and tests: a real server that gives tokens to whoever shows a good assertion, answers about those it
was told of, and fails as it is told. The wire is that of :mod:`varde.people.register.krr`."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qs

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from varde.people.register.krr import GRANT, SCOPE
from varde.testing.loopback import JsonHandler, served

CLIENT, LONGEST_ASSERTION = "varde-of-the-stub-register", 120


@dataclass
class StubRegister:
    """One register. ``people`` is what it says of each identity number, as it stands on the wire.

    ``status`` is answered to whoever asks about people, unless it is 200; ``token_status`` likewise to whoever asks for a token.
    ``delay`` is seconds before it answers; ``nonsense`` is what it answers instead of JSON. ``asked`` is what was asked of it, and
    ``calls`` how often anything was.
    """

    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    status: int = 200
    token_status: int = 200
    delay: float = 0.0
    nonsense: bytes | None = None
    asked: list[list[str]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    calls: int = 0
    port: int = 0
    _seen: set[str] = field(default_factory=set)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def environment(self, days: int = 14) -> dict[str, str]:
        """The settings of a Varde that asks here."""
        return {
            "VARDE_KRR_URL": f"{self.issuer}rest/v2/personer",
            "VARDE_KRR_ISSUER": self.issuer,
            "VARDE_KRR_CLIENT_ID": CLIENT,
            "VARDE_KRR_KEY": json.dumps(_key().as_dict(private=True)),
            "VARDE_KRR_DAYS": str(days),
        }

    def holds(self, number: str, *, phone: str | None = None, email: str | None = None, **said: str) -> None:
        """It knows this person, as whoever registered these herself; ``said`` is other words of the register, such as
        ``reservasjon="JA"``."""
        held = {"mobiltelefonnummer": phone, "epostadresse": email}
        verified = {f"{name}_sist_verifisert": "2026-06-01T10:45:15.768Z" for name, value in held.items() if value}
        self.people[number] = {
            "personidentifikator": number,
            "reservasjon": "NEI",
            "status": "AKTIV",
            "varslingsstatus": "KAN_VARSLES",
            "kontaktinformasjon": {name: value for name, value in held.items() if value} | verified,
            **said,
        }

    def token(self, form: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        """A token for a good assertion: signed by us, for here, with the scope, short, and shown for the first time."""
        try:
            claims = jwt.decode(form["assertion"][0], _key(), ["RS256"]).claims
        except (JoseError, ValueError, KeyError):
            return 400, {"error": "invalid_grant"}
        good = (
            form.get("grant_type") == [GRANT]
            and (claims["iss"], claims["aud"], claims["scope"]) == (CLIENT, self.issuer, SCOPE)
            and 0 < claims["exp"] - claims["iat"] <= LONGEST_ASSERTION
            and claims["jti"] not in self._seen
        )
        if not good or self.token_status != 200:
            return 400 if self.token_status == 200 else self.token_status, {"error": "invalid_grant"}
        self._seen.add(claims["jti"])
        token = secrets.token_urlsafe(24)
        self.tokens.add(token)
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 120, "scope": SCOPE}

    def answer(self, numbers: list[str]) -> dict[str, Any]:
        """What it says of each of these."""
        self.asked.append(numbers)
        nobody = {"reservasjon": "NEI", "status": "IKKE_REGISTRERT", "varslingsstatus": "KAN_IKKE_VARSLES"}
        return {"personer": [self.people.get(number, {"personidentifikator": number, **nobody}) for number in numbers]}


@cache
def _key() -> RSAKey:
    return RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True)


def _handler(register: StubRegister) -> type[JsonHandler]:
    class RegisterHandler(JsonHandler):
        def do_POST(self) -> None:  # noqa: N802 - the server calls it by this name
            body = self.body()
            register.calls += 1
            time.sleep(register.delay)
            if self.path == "/token":
                self.say(*register.token(parse_qs(body.decode())))
            elif self.headers.get("Authorization", "").removeprefix("Bearer ") not in register.tokens:
                self.say(401, {})
            elif register.status != 200:
                self.say(register.status, {})
            else:
                self.say(200, register.answer(json.loads(body)["personidentifikatorer"]))

        def say_bytes(self, status: int, body: bytes) -> None:
            super().say_bytes(status, body if register.nonsense is None else register.nonsense)

    return RegisterHandler


@contextmanager
def stub_register(port: int = 0) -> Iterator[StubRegister]:
    """A register on loopback until the block is left."""
    register = StubRegister()
    with served(_handler(register), port) as register.port:
        yield register
