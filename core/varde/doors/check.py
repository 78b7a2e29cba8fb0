"""What a door must be like for a machine to find it, and for nobody else to come in by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from marshmallow import Schema
from marshmallow.fields import AwareDateTime

if TYPE_CHECKING:
    from varde.doors.door import Door


_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_KEY = 40
ENROLMENT = "enrolment"
"""The field that every body may have: whom it is about, which must be whom the key is for."""


def faults_of(door: Door) -> Iterator[str]:
    """What is wrong with a door, without the full stop."""
    if not _KEY.fullmatch(door.key) or len(door.key) > _LONGEST_KEY:
        yield f"its key must have the form {_KEY.pattern} and at most {_LONGEST_KEY} letters"
    if not door.summary.strip():
        yield "it has no summary"
    if door.per_minute < 1:
        yield "a key must be allowed to call at least once in a minute"
    schema: object = door.schema
    if not (isinstance(schema, type) and issubclass(schema, Schema)):
        yield "its schema must be a class of marshmallow.Schema"
        return
    fields = schema().fields
    if ENROLMENT in fields:
        yield f"its schema has a field {ENROLMENT}, which is read before the schema"
    if door.moment and not isinstance(fields.get(door.moment), AwareDateTime):
        yield f"its moment {door.moment} must be a field AwareDateTime of the schema"
