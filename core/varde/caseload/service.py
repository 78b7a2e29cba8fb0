"""Keep the caseload right, and read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy
from sqlalchemy import and_, func, or_, select, update

from varde.alerts.events import AlertClosed, AlertRaised
from varde.assessments.events import QuestionnaireMissed, QuestionnaireOverdue, ResponseSubmitted
from varde.caseload.models import ON_TRACK, REASONS, CaseloadRow
from varde.dialogue.events import MessageSent, ThreadSettled
from varde.identity.service import Actor, under
from varde.kernel.events import Listener
from varde.kernel.work import Work
from varde.programmes.events import EnrolmentChanged, StepDone
from varde.programmes.models import Enrolment, Referral
from varde.programmes.screening import screen
from varde.programmes.service import OPEN_STATES
from varde.programmes.values import Programme

INACTIVE_AFTER = timedelta(days=14)
PAGE = 50


def on_enrolment(work: Work, event: EnrolmentChanged) -> None:
    """Make, update or remove the row of an enrolment that changed."""
    work.session.flush()
    enrolment = work.session.get(Enrolment, event.enrolment_id)
    row = work.session.get(CaseloadRow, event.enrolment_id)
    if enrolment is None or enrolment.state not in OPEN_STATES or enrolment.imported:
        if row is not None:
            work.session.delete(row)
        return
    person = enrolment.person
    if row is None:
        row = work.add(CaseloadRow(enrolment_id=enrolment.id, steps_done=0))
    row.organisation_id, row.therapist_id = enrolment.organisation_id, enrolment.therapist_id
    row.programme, row.track, row.state = enrolment.programme, enrolment.track, enrolment.state
    row.name, row.birth_year = person.name, person.birth_date.year if person.birth_date else None
    undecided = enrolment.state in ("referred", "screening")
    row.referral_since = enrolment.referred_at if undecided else None
    if undecided and _is_urgent(work, enrolment):
        row.risk_since = enrolment.referred_at
    elif row.risk_since == enrolment.referred_at:
        row.risk_since = None
    if enrolment.state == "active" and row.last_active_at is None:
        row.last_active_at = work.now
    row.inactive_at = (
        row.last_active_at + INACTIVE_AFTER if enrolment.state == "active" and row.last_active_at else None
    )
    if enrolment.state != "active":
        row.inactive_since = row.overdue_since = None
    work.session.flush()


def _is_urgent(work: Work, enrolment: Enrolment) -> bool:
    """Whether the referral says that somebody must make contact today."""
    facts = work.session.scalar(select(Referral.facts).where(Referral.enrolment_id == enrolment.id))
    return screen(work.catalogue.one(Programme, enrolment.programme), facts or {}).urgent


def _set(work: Work, enrolment_id: int, **values: Any) -> None:
    """One plain UPDATE: the row may be in the hands of nobody, and is read anew by whoever shows it."""
    table = CaseloadRow.__table__
    work.session.connection().execute(
        sqlalchemy.update(table).where(table.c.enrolment_id == enrolment_id).values(**values)  # type: ignore[arg-type]
    )


def _active(work: Work) -> dict[str, Any]:
    return {"last_active_at": work.now, "inactive_at": work.now + INACTIVE_AFTER, "inactive_since": None}


def on_step(work: Work, event: StepDone) -> None:
    _set(work, event.enrolment_id, module=event.module, steps_done=event.steps_done, **_active(work))


def on_response(work: Work, event: ResponseSubmitted) -> None:
    values: dict[str, Any] = _active(work)
    if event.finished:
        values["overdue_since"] = None
    if event.worse is not None:
        values["deterioration_since"] = work.now if event.worse else None
    _set(work, event.enrolment_id, **values)


def on_overdue(work: Work, event: QuestionnaireOverdue) -> None:
    _set(work, event.enrolment_id, overdue_since=work.now)


def on_missed(work: Work, event: QuestionnaireMissed) -> None:
    _set(work, event.enrolment_id, overdue_since=None)


def on_message(work: Work, event: MessageSent) -> None:
    if event.from_patient:
        waiting = func.coalesce(CaseloadRow.unanswered_since, work.now)
        _set(work, event.enrolment_id, unanswered_since=waiting, **_active(work))
    else:
        _set(work, event.enrolment_id, unanswered_since=None)


def on_alert(work: Work, event: AlertRaised) -> None:
    if event.risk:
        _set(work, event.enrolment_id, risk_since=func.coalesce(CaseloadRow.risk_since, work.now))


def on_alert_closed(work: Work, event: AlertClosed) -> None:
    if not event.risk_left:
        _set(work, event.enrolment_id, risk_since=None)


def on_settled(work: Work, event: ThreadSettled) -> None:
    _set(work, event.enrolment_id, unanswered_since=None)


LISTENERS = (
    Listener(EnrolmentChanged, on_enrolment),
    Listener(StepDone, on_step),
    Listener(ResponseSubmitted, on_response),
    Listener(QuestionnaireOverdue, on_overdue),
    Listener(QuestionnaireMissed, on_missed),
    Listener(MessageSent, on_message),
    Listener(ThreadSettled, on_settled),
    Listener(AlertRaised, on_alert),
    Listener(AlertClosed, on_alert_closed),
)


def mark_inactive(work: Work) -> None:
    """Call inactive those from whom nothing has been heard for two weeks. One statement, whoever there are."""
    work.session.execute(
        update(CaseloadRow)
        .where(CaseloadRow.inactive_at <= work.now)
        .values(inactive_since=CaseloadRow.last_active_at, inactive_at=None)
        .execution_options(synchronize_session=False)
    )


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the caseload: rows by rank and time waited, how many there are for each reason, and what follows."""

    rows: tuple[CaseloadRow, ...]
    counts: dict[str, int]
    more: bool

    @property
    def waiting(self) -> int:
        """How many need something."""
        return sum(n for reason, n in self.counts.items() if reason != "on_track")

    @property
    def everybody(self) -> int:
        return sum(self.counts.values())


def caseload_of(work: Work, actor: Actor, *, reason: str | None = None, search: str = "", page: int = 1) -> Page:
    """The therapist's own patients and the referrals of her clinics that nobody has taken.

    Three statements, whatever there is: the clinics, the counts, one page of rows. ``reason`` is one of the reasons,
    ``on_track``, or None for everybody who needs something.
    """
    mine = _mine(work, actor)
    counts = dict.fromkeys((*REASONS, "on_track"), 0)
    for rank, n in work.session.execute(select(CaseloadRow.rank, func.count()).where(mine).group_by(CaseloadRow.rank)):
        counts["on_track" if rank == ON_TRACK else REASONS[rank - 1]] = n
    query = select(CaseloadRow).where(mine)
    if search:
        query = query.where(CaseloadRow.name.icontains(search, autoescape=True))
    elif reason == "on_track":
        query = query.where(CaseloadRow.rank == ON_TRACK)
    elif reason in REASONS:
        query = query.where(CaseloadRow.rank == REASONS.index(reason) + 1)
    else:
        query = query.where(CaseloadRow.rank < ON_TRACK)
    query = query.order_by(CaseloadRow.rank, CaseloadRow.since, CaseloadRow.enrolment_id)
    rows: Sequence[CaseloadRow] = work.session.scalars(query.offset((page - 1) * PAGE).limit(PAGE + 1)).all()
    return Page(tuple(rows[:PAGE]), counts, len(rows) > PAGE)


def _mine(work: Work, actor: Actor) -> Any:
    clinics = under(work, actor.places("therapist"))
    open_referral = and_(
        CaseloadRow.organisation_id.in_(clinics),
        CaseloadRow.therapist_id.is_(None),
        CaseloadRow.referral_since.is_not(None),
    )
    return or_(CaseloadRow.therapist_id == actor.person_id, open_referral)


def reason_of(row: CaseloadRow) -> str:
    """The reason key of a row."""
    return "on_track" if row.rank == ON_TRACK else REASONS[row.rank - 1]


def waited(row: CaseloadRow, now: datetime) -> timedelta | None:
    """How long this has waited."""
    return now - row.since if row.since else None
