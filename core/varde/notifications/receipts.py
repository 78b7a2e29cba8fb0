"""Receipts: what a machine says afterwards about a message it took. They come signed, in any order, and more than once."""

from __future__ import annotations

import json
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate
from sqlalchemy import select

from varde.kernel.errors import BadRequest, NotAllowed, NotFound
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.notifications.gateway import is_signed
from varde.notifications.models import Delivery, DeliveryAttempt
from varde.notifications.rules import after_receipt
from varde.notifications.settling import carried_by, id_in, key_of, settle
from varde.notifications.values import MachineAnswer

SAYS = ("sent", "delivered", "failed")


class Forged(NotAllowed):
    sentence = Text(
        "Kvitteringen er ikke signert med hemmeligheten vi har avtalt. Ingenting er endret.",
        "Kvitteringa er ikkje signert med løyndomen vi har avtalt. Ingenting er endra.",
        "The receipt is not signed with the secret we have agreed on. Nothing is changed.",
    )


class BadReceipt(BadRequest):
    sentence = Text(
        "Kvitteringen kan ikke leses: den må være JSON med key, og state som er sent, delivered eller failed.",
        "Kvitteringa kan ikkje lesast: ho må vere JSON med key, og state som er sent, delivered eller failed.",
        "The receipt cannot be read: it must be JSON with key, and state that is sent, delivered or failed.",
    )


class NoSuchMessage(NotFound):
    sentence = Text(
        "Vi har ikke sendt noen melding med den nøkkelen.",
        "Vi har ikkje sendt noka melding med den nøkkelen.",
        "We have sent no message with that key.",
    )


class ReceiptSchema(Schema):
    """One receipt. What else the gateway tells is left alone."""

    key = fields.String(required=True, validate=validate.Length(1, 80))
    state = fields.String(required=True, validate=validate.OneOf(SAYS))
    code = fields.String(load_default="", validate=validate.Length(0, 60))


def take_receipt(work: Work, body: bytes, signature: str) -> Delivery:
    """Take in one receipt; the same again changes nothing, and an earlier one that comes later neither.

    :raises Forged: its signature is not the gateway's. :raises BadReceipt: it cannot be read. :raises NoSuchMessage
    """
    if not is_signed(work.settings, body, signature):
        raise Forged()
    said = _read(body)
    row_id = id_in(said["key"])
    row = work.session.get(Delivery, row_id, with_for_update=True) if row_id is not None else None
    if row is None or key_of(row) != said["key"] or row.claimed_at is None:
        raise NoSuchMessage()
    last = select(DeliveryAttempt).where(DeliveryAttempt.delivery_id == row.id).order_by(DeliveryAttempt.number.desc())
    attempt = work.session.scalar(last.limit(1))
    state = after_receipt(row.state, said["state"])
    if attempt is not None:
        attempt.receipt_at, attempt.state = work.now, after_receipt(attempt.state, said["state"])
        attempt.said = (said["code"] or attempt.said)[:80]
    if state == row.state:
        return row
    row.unsure = False
    settle(work, row, state, None, MachineAnswer("refused", said=said["code"]), carried_by(work, [row]))
    return row


def _read(body: bytes) -> dict[str, Any]:
    try:
        loaded = ReceiptSchema(unknown=EXCLUDE).load(json.loads(body))
    except (ValueError, RecursionError, ValidationError):
        raise BadReceipt() from None
    return dict(loaded)
