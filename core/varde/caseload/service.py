"""Keep the caseload right."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import cache
from typing import Any

import sqlalchemy
from sqlalchemy import bindparam, case, delete, exists, func, not_, or_, select

from varde.alerts.events import AlertClosed, AlertRaised, PlanPassed, PlanWritten
from varde.alerts.models import DeteriorationPlan, RaisedAlert
from varde.alerts.service import IS_DANGER, hand_over, open_alerts
from varde.alerts.service import OPEN_STATES as OPEN_ALERT_STATES
from varde.assessments.activity import HANDED_IN_AT, last_active, latest
from varde.assessments.events import (
    QuestionnaireMissed,
    QuestionnaireOverdue,
    QuestionnaireSettled,
    ResponseCorrected,
    ResponseSubmitted,
)
from varde.assessments.models import Response
from varde.assessments.trends import late_forms
from varde.caseload.judging import judge
from varde.caseload.listed import ListedRow
from varde.caseload.models import CaseloadRow, own_reason
from varde.dialogue.events import MessageSent, ThreadSettled, ThreadUnsettled
from varde.dialogue.models import Thread
from varde.enrolments.events import EnrolmentChanged, EnrolmentLeft, EnrolmentReturned
from varde.enrolments.exits import latest_ending
from varde.enrolments.models import Activity, Ending, Enrolment
from varde.enrolments.service import OPEN_STATES
from varde.kernel.db import UtcTime
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.modules.entries import waits_for_feedback_since
from varde.modules.events import EntryAnswered, EntryShared, StepDone
from varde.modules.progress import steps_from
from varde.scheduling.rules import at_wall_time
from varde.standing.silence import listed_at, silence_at

MOST = 1000
"""How many are looked at for silence at a time."""


def on_enrolment(work: Work, event: EnrolmentChanged) -> None:
    """Make, update or remove the row of an enrolment that changed. One that has ended stays while an alert is open or a
    message of hers waits, one that was imported while an alert is open."""
    work.session.flush()
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    row = work.session.get(CaseloadRow, event.enrolment_id)
    if (
        enrolment is None
        or (enrolment.imported and (row is None or not open_alerts(work, enrolment.id)))
        or (enrolment.state not in OPEN_STATES and not _needs_somebody(work, enrolment))
    ):
        if row is not None:
            work.session.delete(row)
        return
    is_new = row is None
    if row is None:
        row = _new_row(work, enrolment)
    elif row.therapist_id != enrolment.therapist_id:
        hand_over(work, enrolment.id, enrolment.therapist_id)
    _write(work, row, enrolment)
    if is_new and enrolment.started_at is not None:
        _catch_up(work, enrolment.id)


def _catch_up(work: Work, enrolment_id: int) -> None:
    """A row that comes on the list anew says what was answered and shared before."""
    _set(work, enrolment_id, exercise_since=waits_for_feedback_since(enrolment_id))
    judge(work, [enrolment_id])


_RECALLED = ("module", "steps_done")
_RECALLED_SINCE = ("overdue_since",)
"""What a row cannot be made of anew: it is kept with the ending that takes somebody off the list."""


def on_left(work: Work, event: EnrolmentLeft) -> None:
    work.session.flush()
    row = work.session.get(CaseloadRow, event.enrolment_id, populate_existing=True)
    if row is not None:
        ending = work.session.get_one(Ending, event.ending_id)
        since = {name: at.isoformat() for name in _RECALLED_SINCE if (at := getattr(row, name)) is not None}
        ending.before = {**ending.before, "listed": {name: getattr(row, name) for name in _RECALLED} | since}


def on_returned(work: Work, event: EnrolmentReturned) -> None:
    row = work.session.get(CaseloadRow, event.enrolment_id)
    if row is not None:
        _recall(row, work.session.get_one(Ending, event.ending_id))
        work.session.flush()
        _catch_up(work, event.enrolment_id)


def _new_row(work: Work, enrolment: Enrolment) -> CaseloadRow:
    row = CaseloadRow(enrolment_id=enrolment.id, steps_done=0)
    row.unanswered_since = _waiting_since(work, enrolment.id)
    ending = latest_ending(work, enrolment.id)
    if ending is not None:
        _recall(row, ending)
        row.overdue_since = None
    return row


def _recall(row: CaseloadRow, ending: Ending) -> None:
    listed = ending.before.get("listed", {})
    for name in _RECALLED:
        if name in listed:
            setattr(row, name, listed[name])
    for name in _RECALLED_SINCE:
        if name in listed:
            setattr(row, name, datetime.fromisoformat(listed[name]))


def _needs_somebody(work: Work, enrolment: Enrolment) -> bool:
    return bool(open_alerts(work, enrolment.id)) or _waiting_since(work, enrolment.id) is not None


def _waiting_since(work: Work, enrolment_id: int) -> datetime | None:
    return work.session.scalar(select(Thread.waiting_since).where(Thread.enrolment_id == enrolment_id))


def _write(work: Work, row: CaseloadRow, enrolment: Enrolment) -> None:
    person = enrolment.person
    row.organisation_id, row.therapist_id = enrolment.organisation_id, enrolment.therapist_id
    row.programme, row.track, row.state = enrolment.programme, enrolment.track, enrolment.state
    row.name, row.birth_year = person.name, person.birth_date.year if person.birth_date else None
    undecided = enrolment.state in ("referred", "screening")
    row.referral_since = enrolment.referred_at if undecided else None
    active = enrolment.state == "active"
    row.inactive_at = listed_at(last_active(work, enrolment.id) or work.now, work.zone) if active else None
    if enrolment.state != "active":
        row.inactive_since = row.overdue_since = None
    if enrolment.state not in OPEN_STATES:
        row.unanswered_since = _waiting_since(work, enrolment.id)
    work.add(row)
    work.session.flush()


def _set(work: Work, enrolment_id: int, **values: Any) -> bool:
    """One plain UPDATE: the row may be in the hands of nobody, and is read anew by whoever shows it. False: there is no
    row."""
    table = CaseloadRow.__table__
    done = work.session.connection().execute(
        sqlalchemy.update(table).where(table.c.enrolment_id == enrolment_id).values(**values)  # type: ignore[arg-type]
    )
    return done.rowcount > 0


def _active(work: Work) -> dict[str, Any]:
    return _active_until(listed_at(work.now, work.zone))


def _active_until(moment: Any) -> dict[str, Any]:
    return {"inactive_at": case((CaseloadRow.state == "active", moment), else_=None), "inactive_since": None}


def _alert_open(enrolment_id: int, *, risk: bool | None = None) -> Any:
    """Whether an alert (about a danger, about none, or any) about the enrolment is open, inside a statement."""
    query = select(RaisedAlert.id).where(
        RaisedAlert.enrolment_id == enrolment_id, RaisedAlert.state.in_(OPEN_ALERT_STATES)
    )
    if risk is not None:
        query = query.where(IS_DANGER if risk else not_(IS_DANGER))
    return exists(query)


def on_step(work: Work, event: StepDone) -> None:
    place = {} if event.beside else {"module": event.module, "steps_done": event.steps_done}
    _set(work, event.enrolment_id, **place, **_active(work))


def on_response(work: Work, event: ResponseSubmitted) -> None:
    response = work.session.get(Response, event.response_id) if event.worse is not None else None
    worse = bool(event.worse) if response is not None else None
    values: dict[str, Any] = {
        "row": event.enrolment_id,
        "moment": work.now,
        "silent_at": listed_at(work.now, work.zone),
    }
    mark = {} if response is None else {"mark": f";{response.instrument};"}
    work.session.connection().execute(_response_statement(bool(event.finished), worse), values | mark)


# Every form that is handed in does one of these six, so each is put together once.
@cache
def _response_statement(finished: bool, worse: bool | None) -> sqlalchemy.Update:
    values: dict[str, Any] = _active_until(bindparam("silent_at", type_=UtcTime))
    if finished:
        values["overdue_since"] = None
    if worse is not None:
        values |= _worse(worse=worse)
    return sqlalchemy.update(CaseloadRow).where(CaseloadRow.enrolment_id == bindparam("row")).values(**values)


def on_corrected(work: Work, event: ResponseCorrected) -> None:
    """Whether she is worse, and since when, is what all her answers say now. She herself has done nothing."""
    judge(work, [event.enrolment_id])


def _worse(*, worse: bool) -> dict[str, Any]:
    """She is worse as long as any instrument says so, whatever becomes of the alert about it. A worse answer ends the plan
    that closed it, and so does the last one that is not worse any more."""
    mark = bindparam("mark", type_=sqlalchemy.String)
    without = func.replace(CaseloadRow.worse, mark, "")
    if worse:
        since = func.coalesce(CaseloadRow.worse_since, bindparam("moment", type_=UtcTime))
        return {"worse": without.concat(mark), "worse_since": since, "plan_since": None, "plan_until": None}
    still = {
        name: case((without != "", getattr(CaseloadRow, name)), else_=None)
        for name in ("worse_since", "plan_since", "plan_until")
    }
    return {"worse": without} | still


def on_plan(work: Work, event: PlanWritten) -> None:
    """The deterioration is closed until the plan has passed."""
    plan = work.session.get_one(DeteriorationPlan, event.plan_id)
    _set(work, event.enrolment_id, worse_since=None, plan_since=plan.written_at, plan_until=plan.until)


def on_plan_passed(work: Work, event: PlanPassed) -> None:
    """Whoever is still worse stands on the list as worse again."""
    again = case(
        (CaseloadRow.plan_since.is_not(None) & (CaseloadRow.worse != ""), work.now), else_=CaseloadRow.worse_since
    )
    _set(work, event.enrolment_id, worse_since=again, plan_since=None, plan_until=None)


def on_exercise(work: Work, event: EntryShared | EntryAnswered) -> None:
    """She waits for an answer on what she shared as long as one exercise has none."""
    work.session.flush()
    _set(work, event.enrolment_id, exercise_since=waits_for_feedback_since(event.enrolment_id))


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
        if not _set(work, event.enrolment_id, unanswered_since=waiting, **_active(work)):
            _list_again(work, event.enrolment_id)
    else:
        on_settled(work, event)


def _list_again(work: Work, enrolment_id: int) -> bool:
    """Somebody whose enrolment has ended, or was imported, needs somebody after all: she is on the list until she does not."""
    work.session.flush()
    enrolment = work.session.get(Enrolment, enrolment_id)
    if enrolment is None or (enrolment.imported and not open_alerts(work, enrolment_id)):
        return False
    _write(work, _new_row(work, enrolment), enrolment)
    _catch_up(work, enrolment_id)
    return True


def on_alert(work: Work, event: AlertRaised) -> None:
    """A danger stands first; every other alert is the next reason, whatever it is about, until it is closed."""
    reason = CaseloadRow.risk_since if event.risk else CaseloadRow.deterioration_since
    values: dict[str, Any] = {reason.key: func.coalesce(reason, work.now)}
    if event.risk:
        values["urgency"] = case((CaseloadRow.urgency < event.urgency, CaseloadRow.urgency), else_=event.urgency)
    if not _set(work, event.enrolment_id, **values) and _list_again(work, event.enrolment_id):
        _set(work, event.enrolment_id, **values)


def on_alert_closed(work: Work, event: AlertClosed) -> None:
    if event.risk:
        _set(work, event.enrolment_id, urgency=event.urgency, **({} if event.left else {"risk_since": None}))
    elif not event.left:
        _set(work, event.enrolment_id, deterioration_since=None)
    _drop_ended(work, event.enrolment_id)


def _drop_ended(work: Work, enrolment_id: int) -> None:
    """Whoever has ended, or was imported, leaves the list when no alert is open and no message waits. One statement."""
    imported = exists(select(Enrolment.id).where(Enrolment.id == enrolment_id, Enrolment.imported.is_(True)))
    ended = or_(CaseloadRow.state.not_in(OPEN_STATES), imported)
    waits = CaseloadRow.unanswered_since.is_not(None)
    work.session.execute(
        delete(CaseloadRow)
        .where(CaseloadRow.enrolment_id == enrolment_id, ended, not_(waits), not_(_alert_open(enrolment_id)))
        .execution_options(synchronize_session="fetch")  # who has the row in hand must know that it is gone
    )


def on_settled(work: Work, event: MessageSent | ThreadSettled | ThreadUnsettled) -> None:
    """It was answered, or needs no answer, or does after all: she waits as long as any message of hers does."""
    work.session.flush()
    _set(work, event.enrolment_id, unanswered_since=_waiting_since(work, event.enrolment_id))
    _drop_ended(work, event.enrolment_id)


LISTENERS = (
    Listener(EnrolmentChanged, on_enrolment),
    Listener(EnrolmentLeft, on_left),
    Listener(EnrolmentReturned, on_returned),
    Listener(StepDone, on_step),
    Listener(ResponseSubmitted, on_response),
    Listener(ResponseCorrected, on_corrected),
    Listener(QuestionnaireOverdue, on_overdue),
    Listener(QuestionnaireMissed, on_missed),
    Listener(QuestionnaireSettled, on_missed),
    Listener(MessageSent, on_message),
    Listener(ThreadSettled, on_settled),
    Listener(ThreadUnsettled, on_settled),
    Listener(AlertRaised, on_alert),
    Listener(AlertClosed, on_alert_closed),
    Listener(PlanWritten, on_plan),
    Listener(PlanPassed, on_plan_passed),
    Listener(EntryShared, on_exercise),
    Listener(EntryAnswered, on_exercise),
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
    return own_reason(row.rank)


def waited(row: CaseloadRow | ListedRow, now: datetime) -> timedelta | None:
    """How long this has waited."""
    return now - row.since if row.since else None
