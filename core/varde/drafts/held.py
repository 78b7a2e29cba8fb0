"""Forms that came when nobody was signed in: held for whoever filled them in, in the browser where she did."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from varde.drafts.models import HeldForm
from varde.identity.models import Person
from varde.identity.sessions import hashed
from varde.kernel.work import Work

HELD_FOR = timedelta(hours=24)
"""Proposed: long enough for the next day at work, and no more than a day on a computer that others use."""

Fields = Sequence[tuple[str, str]]
"""Names and values of a form, in its order; a name may come several times."""


@dataclass(frozen=True, slots=True)
class SentForm:
    """One form: where it is sent and stands, what was in it, and when it came."""

    action: str
    page: str
    fields: tuple[tuple[str, str], ...]
    at: datetime


def hold(work: Work, browser: str, owner_id: int, action: str, page: str, fields: Fields) -> bool:
    """Hold this form for its owner in the browser with this key; it takes the place of what was held of the same form.
    False when there is no such person any more."""
    if work.session.get(Person, owner_id) is None:
        return False
    row = work.session.get(HeldForm, (hashed(browser), owner_id, action))
    if row is None:
        row = work.add(HeldForm(browser_hash=hashed(browser), owner_id=owner_id, action=action))
    row.page, row.held_at, row.ends_at = page, work.now, work.now + HELD_FOR
    row.fields = json.dumps([list(pair) for pair in fields], ensure_ascii=False)
    return True


def held_for(work: Work, browser: str, owner_id: int) -> list[SentForm]:
    """What is held for this person in this browser, oldest first. One statement."""
    rows = work.session.scalars(
        select(HeldForm)
        .where(HeldForm.browser_hash == hashed(browser), HeldForm.owner_id == owner_id, HeldForm.ends_at > work.now)
        .order_by(HeldForm.held_at, HeldForm.action)
    )
    return [
        SentForm(row.action, row.page, tuple((name, value) for name, value in json.loads(row.fields)), row.held_at)
        for row in rows
    ]


def is_anything_held(work: Work, browser: str) -> bool:
    """Whether something waits in this browser, whoever it is for. One statement."""
    held = select(HeldForm.owner_id).where(HeldForm.browser_hash == hashed(browser), HeldForm.ends_at > work.now)
    return work.session.scalar(held.limit(1)) is not None


def let_go(work: Work, browser: str, owner_id: int, actions: Sequence[str]) -> bool:
    """These forms were sent, kept elsewhere or thrown away by their owner. Whether any was held."""
    gone = delete(HeldForm).where(
        HeldForm.browser_hash == hashed(browser), HeldForm.owner_id == owner_id, HeldForm.action.in_(actions)
    )
    return bool(work.session.execute(gone.returning(HeldForm.action)).all())


def forget_held(work: Work) -> None:
    """Erase what nobody came back to."""
    work.session.execute(delete(HeldForm).where(HeldForm.ends_at <= work.now))
