"""A house that sends through real machines, and what becomes of it."""

from __future__ import annotations

import json
from dataclasses import replace

from sqlalchemy import select

from varde.kernel.settings import read_settings
from varde.notifications.gateway import sign
from varde.notifications.models import DeliveryAttempt
from varde.notifications.receipts import take_receipt
from varde.notifications.sending import _claim
from varde.testing.gateway import SECRET, StubGateway
from varde.testing.house import environment

from .conftest import Post


def reaching(post: Post, **variables: str) -> Post:
    settings = read_settings(environment("sqlite:///x.sqlite", **variables))
    post.house.platform.settings = replace(
        post.house.platform.settings, sms=settings.sms, mail=settings.mail, notices_a_day=99
    )
    return post


def attempts(post: Post, delivery_id: int | None) -> list[tuple[int, str, str]]:
    with post.house.work() as work:
        rows = (
            select(DeliveryAttempt).where(DeliveryAttempt.delivery_id == delivery_id).order_by(DeliveryAttempt.number)
        )
        return [(row.number, row.state, row.said) for row in work.session.scalars(rows)]


def keys(gateway: StubGateway) -> list[tuple[str, bool]]:
    return [(entry["key"], entry["again"]) for entry in gateway.taken]


def killed(out: Post, delivery_id: int | None, gateway: StubGateway, *, taken: bool) -> None:
    """As a ``kill -9`` after the row was taken leaves it, with the gateway handed it or not."""
    with out.house.work() as work:
        _seen, (claimed,) = _claim(work, 50, delivery_id)
    assert claimed.message is not None
    if taken:
        assert claimed.sender.send(claimed.message).outcome == "taken"


def receipt(post: Post, body: dict[str, str] | bytes, secret: str = SECRET) -> None:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    with post.house.work() as work:
        take_receipt(work, raw, sign(secret, raw))
