"""What goes with a message beside its words."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select

from varde.appointments.calendars import invitation, row_for_calendar
from varde.identity.models import Person
from varde.kernel.work import Work
from varde.notifications.models import Delivery
from varde.scheduling.models import Appointment


def calendars_of(work: Work, tells: Sequence[Delivery], by: str) -> tuple[bytes, ...]:
    """The invitations that go with an e-mail: one for each appointment that a patient is told of in it, and one for each row, as it
    is now; a reminder carries none, since she has it. None goes to staff, who are not told of what they change themselves, so that
    their calendars would keep what no longer holds. Two statements where there is any."""
    if by != "email" or tells[0].person_id is None:
        return ()
    ids = {row.appointment_id for row in tells if row.appointment_id is not None and row.notice != "tomorrow"}
    series = {row.series for row in tells if row.series is not None}
    if not ids and not series:
        return ()
    language = work.session.get_one(Person, tells[0].person_id).language
    query = select(Appointment).where(
        or_(Appointment.id.in_(ids), Appointment.series.in_(series)), Appointment.state != "offered"
    )
    rows = list(work.session.scalars(query.order_by(Appointment.id)))
    single = [invitation(work, row, language) for row in rows if row.series not in series]
    together = [
        row_for_calendar(work, [row for row in rows if row.series == each], language) for each in sorted(series)
    ]
    return (*single, *together)
