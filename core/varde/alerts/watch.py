"""The clock's watch over each enrolment under way: silence, forms that are late or missed, appointments not kept.

One agenda item of kind ``watch`` for each active enrolment in a programme with alerts to watch for. It looks at eight in
the morning, and sleeps until the first morning on which anything can have come to be; news of a late form wakes it. Pause
and exit cancel it like everything planned.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta

from sqlalchemy import BindParameter, and_, bindparam, or_, select, update

from varde.alerts.events import AlertClosed, OptOutEnded
from varde.alerts.models import RaisedAlert
from varde.alerts.optouts import opted_out
from varde.alerts.rules import gravity, judged_when
from varde.alerts.service import OPEN_STATES, raise_alert
from varde.alerts.values import Alert
from varde.alerts.watch_rules import (
    LONGEST_SLEEP,
    SILENCE,
    Booked,
    Crossing,
    PlannedForm,
    Stand,
    crossings,
    days_to_sleep,
    graver,
    may_hold,
    of_appointments_alone,
    speak_of_appointments,
)
from varde.assessments.activity import last_active
from varde.assessments.events import QuestionnaireOverdue
from varde.assessments.service import KIND as ASSESSMENT
from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import Enrolment
from varde.groups.attending import meant_for
from varde.groups.events import GroupAttendanceRecorded
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.measurements.courses import newest_of
from varde.measurements.events import MeasurementTaken
from varde.modules.progress import steps_from
from varde.programmes.gone import programme_of
from varde.programmes.known_facts import known_of
from varde.programmes.values import Programme
from varde.scheduling import agenda
from varde.scheduling.booking import ATTENDANCE
from varde.scheduling.models import AgendaItem, Appointment
from varde.scheduling.rules import at_wall_time
from varde.series.facts import waited_for

KIND, KEY = "watch", "daily"
MEASURED = "measurement:"
"""What the cause of an alert about a measurement begins with."""
LOOK_AT = time(8, 0)
MOST = 1000
"""How many enrolments are taken under watch at a time."""
WATCHED = ("active", "waiting")
"""The states in which the clock looks; at whoever waits to begin only once something was said of her."""
RECENT = 12
"""How many of the latest appointments are looked at."""

# The clock asks these about everybody, so they are put together once.
_HERE: BindParameter[int] = bindparam("enrolment")
FORMS = select(AgendaItem.id, AgendaItem.key, AgendaItem.state, AgendaItem.due_at, AgendaItem.closes_at).where(
    AgendaItem.enrolment_id == _HERE,
    AgendaItem.kind == ASSESSMENT,
    AgendaItem.state.in_(("planned", "done", "missed")),
    AgendaItem.key.not_in(bindparam("in_rhythm", expanding=True)),
)
"""But for those in a rhythm: a day of a diary that was left out is nothing to look into."""
RAISED = select(RaisedAlert.alert, RaisedAlert.cause, RaisedAlert.severity, RaisedAlert.state).where(
    RaisedAlert.enrolment_id == _HERE,
    RaisedAlert.response_id.is_(None),
    RaisedAlert.crisis.is_(False),
    RaisedAlert.cause.not_like(f"{MEASURED}%"),
)
WAKE = (
    update(AgendaItem)
    .where(
        AgendaItem.enrolment_id == _HERE,
        AgendaItem.kind == KIND,
        AgendaItem.state == "planned",
        AgendaItem.act_at > bindparam("morning"),
    )
    .values(act_at=bindparam("morning"))
)


def watched_alerts(work: Work, programme: str) -> list[Alert]:
    """The alerts the clock watches for in this programme."""
    return [
        alert
        for alert in work.catalogue.all(Alert).values()
        if judged_when(alert) == "clock" and alert.programme in ("", programme)
    ]


def on_enrolment(work: Work, event: EnrolmentChanged) -> None:
    """Begin to watch when the enrolment becomes active; look soon at whoever was watched while she waited. One statement or two,
    and none where there is nothing to watch for."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is None or enrolment.state != "active" or enrolment.imported:
        return
    if not watched_alerts(work, enrolment.programme):
        return
    if _item(work, enrolment.id) is not None:
        if enrolment.started_at == work.now:
            look_again(work, enrolment.id)
        return
    first = _mornings(work)[0]
    agenda.plan(work, enrolment.id, KIND, KEY, opens_at=work.now, due_at=first, act_at=first)


def wake(work: Work, event: QuestionnaireOverdue | AlertClosed | OptOutEnded) -> None:
    look_again(work, event.enrolment_id)


def on_attendance(work: Work, event: GroupAttendanceRecorded) -> None:
    """Look again; and from the first time that something is said of somebody who waits to begin, look at her too: at what she was
    to come to, and nothing else. One statement, two more for her."""
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None and enrolment.state == "waiting" and _item(work, enrolment.id) is None:
        if of_appointments_alone(watched_alerts(work, enrolment.programme)):
            first = _mornings(work)[0]
            agenda.plan(work, enrolment.id, KIND, KEY, opens_at=work.now, due_at=first, act_at=first)
        return
    look_again(work, event.enrolment_id)


def look_again(work: Work, enrolment_id: int) -> None:
    """Something happened: look tomorrow morning, and do not sleep longer. One statement."""
    morning = _mornings(work)[0]
    work.session.execute(WAKE, {"enrolment": enrolment_id, "morning": morning})


def on_measured(work: Work, event: MeasurementTaken) -> None:
    """How long ago it was is counted from now on. One statement, and none where nobody watches for it."""
    enrolment = work.session.get_one(Enrolment, event.enrolment_id)
    if waited_for([alert.rule for alert in watched_alerts(work, enrolment.programme)]):
        look_again(work, event.enrolment_id)


LISTENERS = (
    Listener(MeasurementTaken, on_measured),
    Listener(EnrolmentChanged, on_enrolment),
    Listener(QuestionnaireOverdue, wake),  # that its window closes is foreseen from then on
    Listener(GroupAttendanceRecorded, on_attendance),
    Listener(AlertClosed, wake),
    Listener(OptOutEnded, wake),
)


def watch_the_unwatched(work: Work) -> int:
    """Watch whoever is active and is not watched: enrolled before her programme had anything to watch for. At most
    ``MOST`` a time; returns how many. One statement when there are none."""
    programmes = [key for key in work.catalogue.all(Programme) if watched_alerts(work, key)]
    if not programmes:
        return 0
    rows = work.session.execute(
        select(Enrolment.id, AgendaItem)
        .outerjoin(
            AgendaItem, and_(AgendaItem.enrolment_id == Enrolment.id, AgendaItem.kind == KIND, AgendaItem.key == KEY)
        )
        .where(
            Enrolment.state == "active",
            Enrolment.imported.is_(False),
            Enrolment.programme.in_(programmes),
            or_(AgendaItem.id.is_(None), AgendaItem.state != "planned"),
        )
        .order_by(Enrolment.id)
        .limit(MOST)
    ).all()
    first = _mornings(work)[0]
    unwatched: list[tuple[int, AgendaItem | None]] = [(row[0], row[1]) for row in rows]
    for enrolment_id, item in unwatched:
        if item is None:
            agenda.plan(work, enrolment_id, KIND, KEY, opens_at=work.now, due_at=first, act_at=first)
        else:
            item.state, item.reason, item.act_at = "planned", None, first
    return len(unwatched)


def act(work: Work, item: AgendaItem) -> datetime | None:
    """Raise the gravest of what has come to be and was not raised before. While one that it raised is open, only a graver
    one is: whoever is silent is called about once, and is looked at again when that is closed.

    Three statements, or five where appointments count, and one more where what is measured does; one for each source that is
    asked by what may hold now; two more when somebody is silent, and one with those of what is raised; whatever there is.
    """
    enrolment = work.session.get(Enrolment, item.of_enrolment)
    if enrolment is None or enrolment.state not in WATCHED or enrolment.imported:
        item.state, item.reason = "cancelled", "ended"
        return None
    alerts = watched_alerts(work, enrolment.programme)
    if enrolment.state == "waiting":
        alerts = of_appointments_alone(alerts)
    stand = _stand(work, enrolment, alerts)
    before = work.session.execute(RAISED, {"enrolment": enrolment.id}).all()
    raised = {(row.alert, row.cause) for row in before}
    alerts = graver(alerts, [row.severity for row in before if row.state in OPEN_STATES])
    known = known_of(work, enrolment.id, may_hold(alerts, stand, work.now, work.zone))
    new = _not_raised(alerts, stand, known, work, raised)
    if any(SILENCE in crossing.because for crossing in new):
        # It seemed so while nobody had asked whether anything waits for her.
        stand = replace(stand, step_from=steps_from(work, [enrolment])[enrolment.id])
        new = _not_raised(alerts, stand, known, work, raised)
    if new:
        off = opted_out(work, enrolment.id)
        alerts = [alert for alert in alerts if alert.key not in off]
        new = [crossing for crossing in new if crossing.alert.key not in off]
    if new:
        first = max(new, key=lambda crossing: gravity(crossing.alert.severity))
        raise_alert(work, enrolment, first.alert, first.cause, first.because)
        alerts = graver(alerts, [first.alert.severity])
    mornings = _mornings(work)
    return mornings[days_to_sleep(alerts, stand, mornings, raised, work.zone)]


HANDLER = agenda.AgendaHandler(KIND, act)


def _not_raised(
    alerts: Iterable[Alert], stand: Stand, known: Mapping[str, object], work: Work, raised: Collection[tuple[str, str]]
) -> list[Crossing]:
    now = crossings(alerts, stand, work.now, work.zone, known)
    return [crossing for crossing in now if (crossing.alert.key, crossing.cause) not in raised]


def _item(work: Work, enrolment_id: int) -> int | None:
    return work.session.scalar(
        select(AgendaItem.id).where(
            AgendaItem.enrolment_id == enrolment_id, AgendaItem.kind == KIND, AgendaItem.key == KEY
        )
    )


def _mornings(work: Work) -> list[datetime]:
    """Eight o'clock on the wall, tomorrow and the days after."""
    return [at_wall_time(work.today + timedelta(days=n), LOOK_AT, work.zone) for n in range(1, LONGEST_SLEEP + 1)]


def _stand(work: Work, enrolment: Enrolment, alerts: Iterable[Alert]) -> Stand:
    alerts = tuple(alerts)
    in_rhythm = sorted(programme_of(work, enrolment.programme).in_rhythm)
    items = work.session.execute(FORMS, {"enrolment": enrolment.id, "in_rhythm": in_rhythm}).all()
    meetings = (*_booked(work, enrolment.id), *_of_groups(work, enrolment.id)) if speak_of_appointments(alerts) else ()
    series = sorted(waited_for([alert.rule for alert in alerts]))
    newest = newest_of(work, enrolment.id, series) if series else {}
    return Stand(
        last_active(work, enrolment.id) or enrolment.started_at or work.now,
        tuple(PlannedForm(*row) for row in items),
        meetings,
        {key: (line.id, line.measured_at) for key, line in newest.items()},
    )


def _booked(work: Work, enrolment_id: int) -> list[Booked]:
    rows = (
        select(Appointment.id, Appointment.state, Appointment.starts_at)
        .where(Appointment.enrolment_id == enrolment_id, Appointment.state.in_(("booked", *ATTENDANCE)))
        .order_by(Appointment.starts_at.desc())
        .limit(RECENT)
    )
    return [Booked(*row) for row in work.session.execute(rows)]


def _of_groups(work: Work, enrolment_id: int) -> list[Booked]:
    """The sessions of her groups: one rule for all that she was to come to. What she was excused from is no part of it."""
    meant = meant_for(work, enrolment_id, RECENT)
    return [
        Booked(f"group:{each.session_id}", each.state or "booked", each.starts_at)
        for each in meant
        if each.state != "excused"
    ]
