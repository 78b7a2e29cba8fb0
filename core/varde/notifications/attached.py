"""What goes with a message beside its words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import or_, select

from varde.appointments.calendars import invitation, row_for_calendar
from varde.enrolments.models import Ending
from varde.groups.member_times import MemberTime, member_times
from varde.identity.models import Person
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.scheduling.models import Appointment

MOST = 24
"""How many invitations go with one e-mail; her calendar fetches the others. Our own."""
OF_ENDING = re.compile(r"appointments:(\d+)")
OF_GROUP = re.compile(r"group:(\d+):(\d+):(joined|left|planned):")


def calendars_of(work: Work, tells: Sequence[Delivery], by: str) -> tuple[bytes, ...]:
    """The invitations that go with an e-mail: one for each time that a patient is told of in it, one for each row, as it is now; a
    reminder carries none, since she has it. None goes to staff, who are not told of what they change themselves, so that their
    calendars would keep what no longer holds. One statement for each thing that she is told of."""
    if by != "email" or not tells or tells[0].person_id is None:
        return ()
    tells = [row for row in tells if row.notice != "tomorrow"]
    endings = _endings(work, [int(each[1]) for row in tells if (each := OF_ENDING.match(row.key))])
    ids = {row.appointment_id for row in tells if row.appointment_id is not None}
    ids |= {row_id for ending in endings for row_id in ending.before.get("appointments", ())}
    series = {row.series for row in tells if row.series is not None}
    rows = _appointments(work, ids, series)
    held: list[Appointment | MemberTime] = [
        *(row for row in rows if row.series not in series),
        *_in_groups(work, tells, endings),
    ]
    if not rows and not held:
        return ()
    language = work.session.get_one(Person, tells[0].person_id).language
    single = [invitation(work, row, language) for row in held[:MOST]]
    together = [
        row_for_calendar(work, [row for row in rows if row.series == each], language) for each in sorted(series)
    ]
    return (*single, *together)


def _endings(work: Work, ids: Sequence[int]) -> Sequence[Ending]:
    return work.session.scalars(select(Ending).where(Ending.id.in_(ids))).all() if ids else ()


def _appointments(work: Work, ids: Collection[int], series: Collection[str]) -> Sequence[Appointment]:
    if not ids and not series:
        return ()
    asked = or_(Appointment.id.in_(ids), Appointment.series.in_(series))
    return work.session.scalars(
        select(Appointment).where(asked, Appointment.state != "offered").order_by(Appointment.id)
    ).all()


def _in_groups(work: Work, tells: Iterable[Delivery], endings: Iterable[Ending]) -> list[MemberTime]:
    """Each time of a group once, in order: what she has when she was given something, and what she has no more when she was not."""
    times = [time for ending in endings for time in member_times(work, work.now, enrolment_id=ending.enrolment_id)]
    for row in tells:
        if row.session_id is not None and row.enrolment_id is not None:
            times += member_times(work, work.now, enrolment_id=row.enrolment_id, session_id=row.session_id)
        elif group := OF_GROUP.match(row.key):
            lost = group[3] == "left"
            of_group = member_times(work, work.now, enrolment_id=int(group[1]), group_id=int(group[2]))
            times += [time for time in of_group if time.cancelled == lost]
    each_once = {time.uid: time for time in times}
    return sorted(each_once.values(), key=lambda time: (time.starts_at, time.uid))
