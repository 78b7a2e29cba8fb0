"""The text message gateway over HTTP: JSON out, JSON back, and receipts that are signed.

``POST url`` with ``{"key", "to", "from", "text"}``, the key in ``Idempotency-Key`` too, the token in ``Authorization``. 200, 201 or
202 with ``{"id"}`` says that it is taken; 400, 404, 410 or 422 with ``{"code"}`` that it never will be; anything else that it was
not now. ``GET url/key`` says whether a key was taken (200) or never came (404); any other answer, that this gateway cannot tell.
A receipt is posted to us with its body's HMAC-SHA256 in ``X-Signature``.
"""

from __future__ import annotations

import hmac
import json
from functools import cache
from typing import Any
from urllib.parse import quote

import urllib3
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ProxyError, SSLError

from varde.kernel.settings import GatewaySettings, Settings
from varde.notifications.values import MachineAnswer, Outgoing

CONNECT_SECONDS, READ_SECONDS = 3.0, 10.0
LONGEST = 80
NEVER = (400, 404, 410, 422)
TAKEN = (200, 201, 202)
SIGNATURE = "X-Signature"


class HttpGateway:
    """One gateway; its connections are kept and shared by threads."""

    def __init__(self, url: str, token: str, sender: str) -> None:
        self.url, self.sender = url, sender
        timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        # Nothing is tried again in here: whether it may be, the row decides.
        self._pool = urllib3.PoolManager(retries=False, timeout=timeout, maxsize=8, block=False)

    def send(self, message: Outgoing) -> MachineAnswer:
        """See :class:`varde.notifications.values.Sender`."""
        body = {
            "key": message.key,
            "to": message.recipient,
            "from": message.sender or self.sender,
            "text": message.text,
        }
        headers = {**self._headers, "Idempotency-Key": message.key}
        try:
            response = self._pool.request("POST", self.url, body=json.dumps(body).encode(), headers=headers)
        except (NewConnectionError, ConnectTimeoutError, ProxyError, SSLError) as fault:
            return MachineAnswer("later", said=type(fault).__name__)
        except HTTPError as fault:
            return MachineAnswer("unknown", said=type(fault).__name__)
        answered = _json(response.data)
        if response.status in TAKEN:
            return MachineAnswer("taken", _short(answered.get("id")), str(response.status))
        code = _short(answered.get("code"))
        said = f"{response.status} {code}".strip()
        return MachineAnswer("refused" if response.status in NEVER else "later", said=said)

    def ask(self, key: str) -> MachineAnswer | None:
        """See :class:`varde.notifications.values.Sender`."""
        try:
            response = self._pool.request("GET", f"{self.url}/{quote(key, safe='')}", headers=self._headers)
        except HTTPError as fault:
            return MachineAnswer("unknown", said=type(fault).__name__)
        if response.status in TAKEN:
            return MachineAnswer("taken", _short(_json(response.data).get("id")), "asked: taken")
        if response.status == 404 and _json(response.data).get("key") == key:
            return MachineAnswer("later", said="asked: never came")
        return MachineAnswer("unknown", said=str(response.status)) if response.status >= 500 else None


def gateway_of(settings: Settings) -> HttpGateway | None:
    """The gateway of this installation; None when none is set up."""
    return None if settings.sms is None else _gateway(settings.sms)


def is_signed(settings: Settings, body: bytes, signature: str) -> bool:
    """Whether a receipt is the gateway's own."""
    return settings.sms is not None and hmac.compare_digest(sign(settings.sms.secret, body), signature)


def sign(secret: str, body: bytes) -> str:
    """What stands in ``X-Signature`` of this body."""
    return hmac.digest(secret.encode(), body, "sha256").hex()


@cache
def _gateway(settings: GatewaySettings) -> HttpGateway:
    return HttpGateway(settings.url, settings.token, settings.sender)


def _json(body: bytes) -> dict[str, Any]:
    try:
        answered = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return answered if isinstance(answered, dict) else {}


def _short(value: object) -> str:
    return "" if value is None else str(value)[:LONGEST]
