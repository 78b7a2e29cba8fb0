"""Keep the caseload right."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import sqlalchemy
from sqlalchemy import bindparam, case, delete, exists, func, not_, select

from varde.alerts.events import AlertClosed, AlertRaised
from varde.alerts.models import RaisedAlert
from varde.alerts.service import IS_DANGER, hand_over, open_alerts
from varde.alerts.service import OPEN_STATES as OPEN_ALERT_STATES
from varde.assessments.activity import HANDED_IN_AT, last_active, latest
from varde.assessments.events import QuestionnaireMissed, QuestionnaireOverdue, QuestionnaireSettled, ResponseSubmitted
from varde.assessments.models import Response
from varde.assessments.trends import late_forms
from varde.caseload.listed import ListedRow
from varde.caseload.models import ON_TRACK, REASONS, CaseloadRow
from varde.dialogue.events import MessageSent, ThreadSettled
from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import Activity, Enrolment, Referral
from varde.enrolments.service import OPEN_STATES
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.modules.events import StepDone
from varde.modules.progress import steps_from
from varde.programmes.values import Programme
from varde.referrals.screening import screen
from varde.scheduling.rules import at_wall_time
from varde.standing.silence import listed_at, silence_at

MOST = 1000
"""How many are looked at for silence at a time."""


def on_enrolment(work: Work, event: EnrolmentChanged) -> None:
    """Make, update or remove the row of an enrolment that changed. One that has ended stays while an alert is open."""
    work.session.flush()
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    row = work.session.get(CaseloadRow, event.enrolment_id)
    if (
        enrolment is None
        or enrolment.imported
        or (enrolment.state not in OPEN_STATES and not _alerted(work, enrolment))
    ):
        if row is not None:
            work.session.delete(row)
        return
    if row is None:
        row = CaseloadRow(enrolment_id=enrolment.id, steps_done=0)
    elif row.therapist_id != enrolment.therapist_id:
        hand_over(work, enrolment.id, enrolment.therapist_id)
    _write(work, row, enrolment)


def _alerted(work: Work, enrolment: Enrolment) -> bool:
    return bool(open_alerts(work, enrolment.id))


def _write(work: Work, row: CaseloadRow, enrolment: Enrolment) -> None:
    person = enrolment.person
    was_undecided = row.state in ("referred", "screening")
    row.organisation_id, row.therapist_id = enrolment.organisation_id, enrolment.therapist_id
    row.programme, row.track, row.state = enrolment.programme, enrolment.track, enrolment.state
    row.name, row.birth_year = person.name, person.birth_date.year if person.birth_date else None
    undecided = enrolment.state in ("referred", "screening")
    row.referral_since = enrolment.referred_at if undecided else None
    if undecided and _is_urgent(work, enrolment):
        row.risk_since = enrolment.referred_at
    elif was_undecided:
        row.risk_since = None
    active = enrolment.state == "active"
    row.inactive_at = listed_at(last_active(work, enrolment.id) or work.now, work.zone) if active else None
    if enrolment.state != "active":
        row.inactive_since = row.overdue_since = None
    if enrolment.state not in OPEN_STATES:
        row.unanswered_since = None
    work.add(row)
    work.session.flush()


def _is_urgent(work: Work, enrolment: Enrolment) -> bool:
    """Whether the referral says that somebody must make contact today."""
    facts = work.session.scalar(select(Referral.facts).where(Referral.enrolment_id == enrolment.id))
    return screen(work.catalogue.one(Programme, enrolment.programme), facts or {}).urgent


def _set(work: Work, enrolment_id: int, **values: Any) -> bool:
    """One plain UPDATE: the row may be in the hands of nobody, and is read anew by whoever shows it. False: there is no
    row."""
    table = CaseloadRow.__table__
    done = work.session.connection().execute(
        sqlalchemy.update(table).where(table.c.enrolment_id == enrolment_id).values(**values)  # type: ignore[arg-type]
    )
    return done.rowcount > 0


def _active(work: Work) -> dict[str, Any]:
    later = case((CaseloadRow.state == "active", listed_at(work.now, work.zone)), else_=None)
    return {"inactive_at": later, "inactive_since": None}


def _alert_open(enrolment_id: int, *, risk: bool | None = None) -> Any:
    """Whether an alert (about a danger, about none, or any) about the enrolment is open, inside a statement."""
    query = select(RaisedAlert.id).where(
        RaisedAlert.enrolment_id == enrolment_id, RaisedAlert.state.in_(OPEN_ALERT_STATES)
    )
    if risk is not None:
        query = query.where(IS_DANGER if risk else not_(IS_DANGER))
    return exists(query)


def on_step(work: Work, event: StepDone) -> None:
    _set(work, event.enrolment_id, module=event.module, steps_done=event.steps_done, **_active(work))


def on_response(work: Work, event: ResponseSubmitted) -> None:
    values: dict[str, Any] = _active(work)
    if event.finished:
        values["overdue_since"] = None
    response = work.session.get(Response, event.response_id) if event.worse is not None else None
    if response is not None:
        values |= _worse(work, response.instrument, worse=bool(event.worse))
    _set(work, event.enrolment_id, **values)


def _worse(work: Work, instrument: str, *, worse: bool) -> dict[str, Any]:
    """She is worse as long as any instrument says so, whatever becomes of the alert about it."""
    mark = f";{instrument};"
    without = func.replace(CaseloadRow.worse, mark, "")
    if worse:
        return {"worse": without.concat(mark), "worse_since": func.coalesce(CaseloadRow.worse_since, work.now)}
    return {"worse": without, "worse_since": case((without != "", CaseloadRow.worse_since), else_=None)}


def on_overdue(work: Work, event: QuestionnaireOverdue) -> None:
    _set(work, event.enrolment_id, overdue_since=work.now)


def on_missed(work: Work, event: QuestionnaireMissed | QuestionnaireSettled) -> None:
    """It waits no longer, so a silence must be looked at again."""
    _set(work, event.enrolment_id, overdue_since=None, inactive_since=None, inactive_at=_look_now(work))


def _look_now(work: Work) -> Any:
    return case((CaseloadRow.inactive_since.is_not(None), work.now), else_=CaseloadRow.inactive_at)


def on_message(work: Work, event: MessageSent) -> None:
    if event.from_patient:
        waiting = func.coalesce(CaseloadRow.unanswered_since, work.now)
        _set(work, event.enrolment_id, unanswered_since=waiting, **_active(work))
    else:
        _set(work, event.enrolment_id, unanswered_since=None)


def on_alert(work: Work, event: AlertRaised) -> None:
    """A danger stands first; every other alert is the next reason, whatever it is about, until it is closed."""
    reason = CaseloadRow.risk_since if event.risk else CaseloadRow.deterioration_since
    values = {reason.key: func.coalesce(reason, work.now)}
    if _set(work, event.enrolment_id, **values):
        return
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    if enrolment is not None:
        # Somebody who has completed answered a follow-up: she is listed again until a human has looked.
        _write(work, CaseloadRow(enrolment_id=enrolment.id, steps_done=0), enrolment)
        _set(work, event.enrolment_id, **values)


def on_alert_closed(work: Work, event: AlertClosed) -> None:
    if not event.left:
        _set(work, event.enrolment_id, **{"risk_since" if event.risk else "deterioration_since": None})
    ended = CaseloadRow.state.not_in(OPEN_STATES)
    work.session.execute(
        delete(CaseloadRow)
        .where(CaseloadRow.enrolment_id == event.enrolment_id, ended, not_(_alert_open(event.enrolment_id)))
        .execution_options(synchronize_session="fetch")  # who has the row in hand must know that it is gone
    )


def on_settled(work: Work, event: ThreadSettled) -> None:
    _set(work, event.enrolment_id, unanswered_since=None)


LISTENERS = (
    Listener(EnrolmentChanged, on_enrolment),
    Listener(StepDone, on_step),
    Listener(ResponseSubmitted, on_response),
    Listener(QuestionnaireOverdue, on_overdue),
    Listener(QuestionnaireMissed, on_missed),
    Listener(QuestionnaireSettled, on_missed),
    Listener(MessageSent, on_message),
    Listener(ThreadSettled, on_settled),
    Listener(AlertRaised, on_alert),
    Listener(AlertClosed, on_alert_closed),
)


def mark_silent(work: Work) -> int:
    """List those who have been silent for two weeks, of those who may have become so; whoever has nothing to do is looked at
    again tomorrow. At most ``MOST`` a time; returns how many were looked at. One statement when there are none, five for
    however many there are."""
    rows = work.session.execute(
        select(CaseloadRow.enrolment_id, CaseloadRow.inactive_at, Activity.last_active_at, HANDED_IN_AT)
        .outerjoin(Activity, Activity.enrolment_id == CaseloadRow.enrolment_id)
        .where(CaseloadRow.inactive_at <= work.now, CaseloadRow.state == "active")
        .order_by(CaseloadRow.inactive_at)
        .limit(MOST)
    ).all()
    if not rows:
        return 0
    active: dict[int, datetime] = {row[0]: latest(row[2:]) or work.now for row in rows}
    looked_at = {row[0]: row[1] for row in rows}
    enrolments = work.session.scalars(select(Enrolment).where(Enrolment.id.in_(active))).all()
    steps, forms = steps_from(work, enrolments), late_forms(work, active)
    tomorrow = at_wall_time(work.today + timedelta(days=1), time(0), work.zone)
    changes = []
    for enrolment_id, active_at in active.items():
        silence = silence_at(active_at, steps.get(enrolment_id), forms.get(enrolment_id, ()), work.now, work.zone)
        listed = silence is not None and silence.listed
        since = at_wall_time(silence.since, time(0), work.zone) if silence is not None and silence.opened else active_at
        changes.append(
            {
                "of": enrolment_id,
                "seen": looked_at[enrolment_id],
                "silent_since": since if listed else None,
                "look_at": None if listed else tomorrow,
            }
        )
    work.session.connection().execute(_MARK, changes)
    return len(changes)


_ROW: Any = CaseloadRow.__table__
_MARK = (
    # Whoever has done something in the meantime is to be looked at later, and is left alone.
    sqlalchemy.update(_ROW)
    .where(_ROW.c.enrolment_id == bindparam("of"), _ROW.c.inactive_at == bindparam("seen"))
    .values(inactive_since=bindparam("silent_since"), inactive_at=bindparam("look_at"))
)


def row_of(work: Work, enrolment_id: int) -> CaseloadRow | None:
    """The row of one enrolment; None when it is not on any list."""
    return work.session.get(CaseloadRow, enrolment_id)


def reason_of(row: CaseloadRow | ListedRow) -> str:
    """The reason key of a row."""
    return "on_track" if row.rank == ON_TRACK else REASONS[row.rank - 1]


def waited(row: CaseloadRow | ListedRow, now: datetime) -> timedelta | None:
    """How long this has waited."""
    return now - row.since if row.since else None
