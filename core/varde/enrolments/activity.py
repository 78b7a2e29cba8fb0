"""When a patient did what leaves no date of its own below: a step done, a message written; and the start, or the end of a
pause, from which silence is counted. With what she handed in it makes :func:`varde.assessments.activity.last_active`.

Its own table, not a column of the enrolment: whoever pauses an enrolment holds its row, and what a patient hands in waits for
no pause.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, insert, update

from varde.enrolments.models import Activity
from varde.kernel.work import Work

_TABLE: Any = Activity.__table__
_AGAIN = update(_TABLE).where(_TABLE.c.enrolment_id == bindparam("enrolment")).values(last_active_at=bindparam("at"))
_FIRST = insert(_TABLE)


def was_active(work: Work, enrolment_id: int) -> None:
    """She is active now. One statement, and another the first time."""
    connection = work.session.connection()
    if not connection.execute(_AGAIN, {"enrolment": enrolment_id, "at": work.now}).rowcount:
        work.session.flush()  # the enrolment may be as new as this
        connection.execute(_FIRST, {"enrolment_id": enrolment_id, "last_active_at": work.now})
