"""What appointments say of an enrolment, as facts that rules may ask for: how many were missed and attended, and whether a meeting
that the programme declares was held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from varde.kernel.catalogue import Catalogue
from varde.kernel.words import Text
from varde.programmes.fact_sources import FactSource
from varde.programmes.values import Programme
from varde.rules.facts import Fact

MISSED, ATTENDED, HELD = "appointments:missed", "appointments:attended", "appointments:held:"
_COUNTS = {
    MISSED: Text("Timer uten oppmøte", "Timar utan oppmøte", "Appointments missed"),
    ATTENDED: Text("Timer med oppmøte", "Timar med oppmøte", "Appointments attended"),
}


def declared(name: str, programme: Programme | None, catalogue: Catalogue) -> Fact | str:
    """``appointments:missed``, ``appointments:attended``, and ``appointments:held:<meeting>``."""
    if name in _COUNTS:
        return Fact(name, "count", _COUNTS[name], low=0, source="progress")
    among = [programme] if programme is not None else list(catalogue.all(Programme).values())
    meetings = {meeting.key: meeting for each in among for meeting in each.meetings}
    if name.startswith(HELD) and name.removeprefix(HELD) in meetings:
        title = meetings[name.removeprefix(HELD)].title
        label = Text(f"Holdt: {title.nb}", f"Halde: {title.nn}", f"Held: {title.to('en')}")
        return Fact(name, "boolean", label, source="progress")
    known = ", ".join((*_COUNTS, *(f"{HELD}{key}" for key in sorted(meetings))))
    return f"fact '{name}' is not known of appointments; known are {known}"


def values(
    work: Any, enrolment_ids: Collection[int], names: Collection[str], as_of: datetime
) -> Mapping[int, Mapping[str, object]]:
    """One statement."""
    from sqlalchemy import func, select

    from varde.scheduling.booking import ATTENDANCE, CAME
    from varde.scheduling.models import Appointment

    counted = (
        select(Appointment.enrolment_id, Appointment.meeting, Appointment.state, func.count())
        .where(
            Appointment.enrolment_id.in_(enrolment_ids),
            Appointment.state.in_(ATTENDANCE),
            Appointment.starts_at <= as_of,
        )
        .group_by(Appointment.enrolment_id, Appointment.meeting, Appointment.state)
    )
    known: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for enrolment_id, meeting, state, times in work.session.execute(counted):
        came = state in CAME
        known[enrolment_id][ATTENDED if came else MISSED] += times
        if came:
            known[enrolment_id][f"{HELD}{meeting}"] += times
    return {each: {name: _value(name, known[each][name]) for name in names} for each in enrolment_ids}


def _value(name: str, times: int) -> object:
    return times > 0 if name.startswith(HELD) else times


SOURCE = FactSource("appointments", declared, values)
