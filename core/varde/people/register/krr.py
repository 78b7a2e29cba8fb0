"""The Norwegian contact register (KRR, of Digdir) over HTTP.

A signed assertion is changed for a token at Maskinporten (RFC 7523), and ``POST url`` with ``{"personidentifikatorer": [...]}``
answers ``{"personer": [...]}``. Source: docs.digdir.no, "Oppslagstjenesten REST" and "Attributter i KRR".
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import urllib3
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate
from urllib3.exceptions import HTTPError

from varde.identity.emails import read_email
from varde.identity.oidc.proofs import machine_assertion
from varde.identity.phones import RefusedNumber, read_mobile
from varde.kernel.settings import RegisterSettings, Settings
from varde.people.register.values import RegisterEntry, RegisterSilent

SCOPE = "krr:global/kontaktinformasjon.read"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
CONNECT_SECONDS, READ_SECONDS = 2.0, 5.0
LONGEST_ANSWER = 4_000_000
"""Bytes. A thousand people take well under one million."""
SPARE = timedelta(seconds=30)
"""So long before a token ends it is no longer used."""


class TokenSchema(Schema):
    access_token = fields.String(required=True, validate=validate.Length(1, 20_000))
    expires_in = fields.Integer(load_default=60, validate=validate.Range(0, 1_000_000))


class HeldSchema(Schema):
    epostadresse = fields.String(allow_none=True)
    mobiltelefonnummer = fields.String(allow_none=True)
    epostadresse_sist_verifisert = fields.AwareDateTime(allow_none=True)
    mobiltelefonnummer_sist_verifisert = fields.AwareDateTime(allow_none=True)


class RegisteredSchema(Schema):
    personidentifikator = fields.String(required=True)
    reservasjon = fields.String(required=True, validate=validate.OneOf(("JA", "NEI")))
    status = fields.String(required=True, validate=validate.OneOf(("AKTIV", "SLETTET", "IKKE_REGISTRERT")))
    varslingsstatus = fields.String(validate=validate.OneOf(("KAN_VARSLES", "KAN_IKKE_VARSLES")))
    kontaktinformasjon = fields.Nested(HeldSchema, allow_none=True, unknown=EXCLUDE)


class PeopleSchema(Schema):
    personer = fields.List(fields.Nested(RegisteredSchema, unknown=EXCLUDE), required=True)


class Krr:
    """One register and who we are there; its connections and its token are shared by threads."""

    def __init__(self, settings: RegisterSettings) -> None:
        self._settings = settings
        timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
        self._pool = urllib3.PoolManager(retries=False, timeout=timeout, maxsize=4, block=False)
        self._lock = threading.Lock()
        self._token: tuple[str, datetime] | None = None

    def look_up(self, numbers: Sequence[str], now: datetime) -> Mapping[str, RegisterEntry]:
        """See :class:`varde.people.register.values.ContactRegister`."""
        body = json.dumps({"personidentifikatorer": list(numbers), "inkluderIkkeRegistrerte": True}).encode()
        status, answer = self._call(self._settings.url, body, "application/json", self._token_at(now))
        if status == 401:  # it was taken back before its time
            self._token = None
            status, answer = self._call(self._settings.url, body, "application/json", self._token_at(now))
        if status != 200:
            raise RegisterSilent(str(status))
        said = {person["personidentifikator"]: _entry(person) for person in _loaded(PeopleSchema, answer)["personer"]}
        return {number: said.get(number, RegisterEntry(registered=False)) for number in numbers}

    def _token_at(self, now: datetime) -> str:
        with self._lock:
            if self._token is None or self._token[1] <= now:
                self._token = self._new_token(now)
            return self._token[0]

    def _new_token(self, now: datetime) -> tuple[str, datetime]:
        ours = self._settings.issuer
        assertion = machine_assertion(ours.private_jwk, ours.client_id, ours.issuer, SCOPE, now)
        form = f"grant_type={GRANT}&assertion={assertion}".encode()
        address = ours.issuer.rstrip("/") + "/token"
        status, answer = self._call(address, form, "application/x-www-form-urlencoded", None)
        if status != 200:
            raise RegisterSilent(f"token {status}")
        said = _loaded(TokenSchema, answer)
        return said["access_token"], now + timedelta(seconds=said["expires_in"]) - SPARE

    def _call(self, address: str, body: bytes, kind: str, token: str | None) -> tuple[int, bytes]:
        headers = {"Content-Type": kind, "Accept": "application/json"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        try:
            response = self._pool.request("POST", address, body=body, headers=headers, preload_content=False)
            try:
                return response.status, response.read(LONGEST_ANSWER)
            finally:
                response.release_conn()
        except HTTPError as fault:
            raise RegisterSilent(type(fault).__name__) from None


def register_of(settings: Settings) -> Krr | None:
    """The register of this installation; None when none is set up."""
    return None if settings.register is None else _krr(settings.register)


@cache
def _krr(settings: RegisterSettings) -> Krr:
    return Krr(settings)


def _loaded(schema: type[Schema], answer: bytes) -> dict[str, Any]:
    try:
        return dict(schema(unknown=EXCLUDE).load(json.loads(answer)))
    except (ValueError, RecursionError, ValidationError):
        raise RegisterSilent("nonsense") from None


def _entry(person: Mapping[str, Any]) -> RegisterEntry:
    held = person.get("kontaktinformasjon") or {}
    phone, email = _mobile(held.get("mobiltelefonnummer")), read_email(held.get("epostadresse") or "")
    moments = [held.get(f"{name}_sist_verifisert") for name in ("mobiltelefonnummer", "epostadresse")]
    return RegisterEntry(
        registered=person["status"] == "AKTIV",
        reserved=person["reservasjon"] == "JA",
        fresh=person.get("varslingsstatus", "KAN_VARSLES") == "KAN_VARSLES",
        phone=phone,
        email=email,
        verified_at=max((moment for moment in moments if moment is not None), default=None),
    )


def _mobile(text: str | None) -> str | None:
    try:
        return read_mobile(text).e164 if text else None
    except RefusedNumber:
        return None
