"""A call of a machine, from its body to its answer: checked, done once, and written in the access log."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from marshmallow import ValidationError
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from varde.audit.service import record
from varde.audit.values import Access
from varde.doors.check import ENROLMENT
from varde.doors.door import Door, DoorCall
from varde.doors.errors import (
    LiesAhead,
    NoOnce,
    NotInSchema,
    NotJson,
    NotUnderWay,
    OtherBody,
    OtherDoor,
    OtherEnrolment,
)
from varde.doors.models import AnsweredCall, DoorToken
from varde.enrolments.models import Enrolment
from varde.kernel.characters import is_whole
from varde.kernel.words import Text
from varde.kernel.work import Work

UNDER_WAY = ("active", "paused")
LONGEST_ONCE = 80
CLOCK_SKEW = timedelta(minutes=5)
"""How far ahead the clock of a device may be. Proposed."""
REMEMBERED = timedelta(days=30)
"""How long a call that comes again is known. Proposed."""


def answer(work: Work, part: str, door: Door, token: DoorToken, raw: bytes, once: str) -> Mapping[str, Any]:
    """What the machine is answered.

    :raises OtherDoor, OtherEnrolment, NotUnderWay: the key does not open this. :raises NoOnce, NotJson, NotInSchema, LiesAhead:
        what was sent is wrong. :raises OtherBody: the call was made before, and said something else.
    """
    enrolment = work.session.get_one(Enrolment, token.enrolment_id)
    access = _access(token, enrolment)
    denied = replace(access, outcome="denied")
    if (token.part, token.door) != (part, door.key):
        raise OtherDoor(denied)
    body = _object(raw)
    if body.pop(ENROLMENT, token.enrolment_id) != token.enrolment_id:
        raise OtherEnrolment(denied)
    if not 0 < len(once) <= LONGEST_ONCE or not is_whole(once):
        raise NoOnce()
    body_hash = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    known = _known(work, token, once, body_hash)
    if known is not None:
        return known
    if enrolment.state not in UNDER_WAY:
        raise NotUnderWay(denied)
    call = DoorCall(enrolment.id, token.name, _loaded(work, door, body))
    row = AnsweredCall(token_id=token.id, once=once, body_hash=body_hash, answer={}, at=work.now)
    try:
        with work.apart():
            work.add(row)
            work.session.flush()
    except IntegrityError:
        # The same call came twice at once, and the other was first.
        known = _known(work, token, once, body_hash)
        if known is None:
            raise
        return known
    row.answer = dict(door.handle(work, call))
    record(work, access)
    return row.answer


def forget_old_answers(work: Work) -> None:
    """Remove what nobody sends again after so long."""
    work.session.execute(delete(AnsweredCall).where(AnsweredCall.at < work.now - REMEMBERED))


def _known(work: Work, token: DoorToken, once: str, body_hash: str) -> Mapping[str, Any] | None:
    query = select(AnsweredCall).where(AnsweredCall.token_id == token.id, AnsweredCall.once == once)
    row = work.session.scalar(query)
    if row is None:
        return None
    if row.body_hash != body_hash:
        raise OtherBody()
    return row.answer


def _object(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise NotJson() from None
    if not isinstance(body, dict) or not is_whole(json.dumps(body, ensure_ascii=False).replace("\\u0000", "\0")):
        raise NotJson()
    return body


def _refuse(_name: str) -> None:
    raise ValueError("JSON has no such number")


def _loaded(work: Work, door: Door, body: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        loaded: Mapping[str, Any] = door.schema().load(body)
    except ValidationError as fault:
        raise NotInSchema(*(Text(said, said, said) for said in _said(fault.messages))) from None
    if door.moment and loaded.get(door.moment) is not None and loaded[door.moment] > work.now + CLOCK_SKEW:
        raise LiesAhead(field=door.moment)
    return loaded


def _said(messages: Any, place: str = "") -> Iterator[str]:
    """What the schema says, a sentence for each field; a field inside another is ``outer.inner``."""
    if isinstance(messages, dict):
        for name, inside in sorted(messages.items(), key=lambda item: str(item[0])):
            yield from _said(inside, f"{place}.{name}" if place else str(name))
    else:
        yield from (f"{place}: {message}" for message in messages)


def _access(token: DoorToken, enrolment: Enrolment) -> Access:
    return Access(
        actor_id=None,
        actor_name=token.name,
        role="device",
        organisation_id=enrolment.organisation_id,
        action="write",
        what="device",
        purpose="treat",
        basis="door",
        patient_id=enrolment.person_id,
        enrolment_id=enrolment.id,
    )
