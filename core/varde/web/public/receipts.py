"""Where the text message gateway says what became of what it took. No session: its signature says who it is."""

from __future__ import annotations

from flask import Blueprint, request

from varde.notifications.gateway import SIGNATURE
from varde.notifications.receipts import take_receipt
from varde.web.shell import http
from varde.web.shell.pages import audience

bp = Blueprint("receipts", __name__)


@bp.post("/kvittering/sms")
@http.exempt_from_csrf
@audience("public")
def sms() -> tuple[str, int]:
    """One receipt."""
    take_receipt(http.work(), request.get_data(), request.headers.get(SIGNATURE, ""))
    return "", 204
