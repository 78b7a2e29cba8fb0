"""What a patient is not given yet when she asks for all that is held about her: what would say that her record was opened by
break-glass, before she is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Select, false, or_, select

from varde.audit.models import AccessEntry, AccessLink
from varde.enrolments.break_glass import ToPatient
from varde.enrolments.break_glass_rules import BREAK_GLASS, PUT_OFF
from varde.enrolments.models import BreakGlass, Enrolment, EnrolmentEvent
from varde.kernel.work import Work
from varde.privacy.models import AccessFlag
from varde.privacy.service import UNTOLD

TABLES = ("break_glass", "enrolment_event", "access_entry", "access_link", "access_flag")


def untold_of(work: Work, numbers: frozenset[int]) -> ToPatient:
    """What was opened of whoever has these numbers and she is not told of yet. One statement."""
    untold = (Enrolment.person_id.in_(numbers), BreakGlass.opened_at.is_not(None), BreakGlass.told_at.is_(None))
    return ToPatient([], list(work.session.scalars(select(BreakGlass).join(BreakGlass.enrolment).where(*untold))))


def untold_rows(work: Work, numbers: frozenset[int]) -> Mapping[str, Collection[int]]:
    """The rows, by table, that say so: what was opened and why, its events, what the access log has, and its flags."""
    rows = untold_of(work, numbers).untold
    if not rows:
        return dict.fromkeys(TABLES, frozenset())
    since = [(row, row.opened_at) for row in rows if row.opened_at is not None]
    looks = [(AccessEntry.enrolment_id == row.enrolment_id) & (AccessEntry.at >= at) for row, at in since]
    entries = select(AccessEntry.id).where(or_(false(), *looks), AccessEntry.basis.in_(UNTOLD))
    events = [
        (EnrolmentEvent.enrolment_id == row.enrolment_id)
        & (EnrolmentEvent.at >= at)
        & or_(
            (EnrolmentEvent.kind == BREAK_GLASS) & (EnrolmentEvent.by_id == row.by_id), EnrolmentEvent.kind == PUT_OFF
        )
        for row, at in since
    ]
    # A flag is of a whole day on the wall, and a night has two.
    flags = [
        (AccessFlag.actor_id == row.by_id) & (AccessFlag.day >= at.astimezone(work.zone).date()) for row, at in since
    ]

    def ids(query: Select[int]) -> frozenset[int]:
        return frozenset(work.session.scalars(query))

    return {
        "break_glass": frozenset(row.id for row in rows),
        "enrolment_event": ids(select(EnrolmentEvent.id).where(or_(*events))),
        "access_entry": ids(entries),
        "access_link": ids(select(AccessLink.id).where(AccessLink.entry_id.in_(entries))),
        "access_flag": ids(select(AccessFlag.id).where(or_(*flags), AccessFlag.patient_id.in_(numbers))),
    }
