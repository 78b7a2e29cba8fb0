"""Each morning: whoever has somebody on her list that waits for her is told, once."""

from __future__ import annotations

from sqlalchemy import cast as as_type
from sqlalchemy import exists, literal, select
from sqlalchemy.types import String

from varde.caseload.models import PLANNED, CaseloadRow
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.notifications.recurring import digest_prefix, tell_therapists
from varde.scheduling.rules import QUIET_UNTIL, is_working_day


def send_digests(work: Work) -> int:
    """From eight on each working day. Returns how many were told. One statement when all have been."""
    if not is_working_day(work.today) or work.now.astimezone(work.zone).time() < QUIET_UNTIL:
        return 0
    key = literal(digest_prefix(work)) + as_type(CaseloadRow.therapist_id, String)
    waiting = work.session.scalars(
        select(CaseloadRow.therapist_id)
        .where(CaseloadRow.rank < PLANNED, CaseloadRow.therapist_id.is_not(None), ~exists().where(Delivery.key == key))
        .distinct()
        .order_by(CaseloadRow.therapist_id)
    )
    return tell_therapists(work, [person_id for person_id in waiting if person_id is not None])
