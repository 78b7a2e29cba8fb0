"""What was done in enrolments, read for the figures of how a programme is run: one statement, of one or of many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    BindParameter,
    CompoundSelect,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from varde.alerts.models import AlertEvent, RaisedAlert
from varde.benefits.counting.enrolled import CountedEnrolment
from varde.benefits.counting.operation import AlertFact, OperationFacts, VisitFact, WayThrough
from varde.dialogue.models import DialogueDeed, Message
from varde.kernel.among import Among, ArrayOfNumbers
from varde.kernel.db import UtcTime
from varde.kernel.work import Work
from varde.minutes.models import SpentMinutes
from varde.modules.models import ModuleState, PathSwitch
from varde.programmes.gone import programme_of
from varde.programmes.values import Programme
from varde.scheduling.models import Appointment

_HERS, _OURS, _SETTLED, _ALERT, _MINUTES, _MODULE, _VISIT = range(7)
_HELD = ("attended", "late", "missed", "cancelled_late")
_IDS: BindParameter[Any] = bindparam("ids", type_=ArrayOfNumbers())
_NO_TIME, _NO_NUMBER, _NO_WORD = cast(null(), UtcTime), cast(null(), BigInteger), cast(null(), String)
_NO_LIST = cast(null(), ModuleState.__table__.c.steps_done.type)
_BACK = aliased(DialogueDeed)


def _when(*kinds: str) -> Any:
    """When the first of these things happened to the alert."""
    happened = AlertEvent.alert_id == RaisedAlert.id, AlertEvent.kind.in_(kinds)
    return select(func.min(AlertEvent.at)).where(*happened).scalar_subquery()


_DONE: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(
        Message.enrolment_id,
        case((Message.from_patient, _HERS), else_=_OURS).label("source"),
        _NO_WORD.label("word"),
        Message.sent_at.label("at"),
        _NO_TIME.label("until"),
        cast(Message.id, BigInteger).label("number"),
        cast(Message.topic_id, BigInteger).label("of"),
        _NO_LIST.label("things"),
    ).where(Among(Message.enrolment_id, _IDS)),
    select(
        DialogueDeed.enrolment_id,
        literal(_SETTLED),
        _NO_WORD,
        DialogueDeed.at,
        _NO_TIME,
        _NO_NUMBER,
        _NO_NUMBER,
        DialogueDeed.messages,
    ).where(
        Among(DialogueDeed.enrolment_id, _IDS),
        DialogueDeed.kind == "settled",
        ~select(_BACK.id).where(_BACK.undoes_id == DialogueDeed.id).exists(),
    ),
    select(
        RaisedAlert.enrolment_id,
        literal(_ALERT),
        RaisedAlert.severity,
        _when("opened", "action", "closed"),
        RaisedAlert.open_by,
        case((_when("escalated").is_not(None), 1), else_=0),
        _NO_NUMBER,
        _NO_LIST,
    ).where(Among(RaisedAlert.enrolment_id, _IDS)),
    select(
        SpentMinutes.enrolment_id,
        literal(_MINUTES),
        _NO_WORD,
        _NO_TIME,
        _NO_TIME,
        cast(func.sum(SpentMinutes.minutes), BigInteger),
        _NO_NUMBER,
        _NO_LIST,
    )
    .where(Among(SpentMinutes.enrolment_id, _IDS))
    .group_by(SpentMinutes.enrolment_id),
    select(
        ModuleState.enrolment_id,
        literal(_MODULE),
        ModuleState.module,
        ModuleState.completed_at,
        _NO_TIME,
        _NO_NUMBER,
        _NO_NUMBER,
        ModuleState.steps_done,
    ).where(Among(ModuleState.enrolment_id, _IDS)),
    select(
        PathSwitch.enrolment_id,
        literal(_MODULE),
        PathSwitch.module,
        _NO_TIME,
        _NO_TIME,
        _NO_NUMBER,
        _NO_NUMBER,
        PathSwitch.steps_before,
    ).where(Among(PathSwitch.enrolment_id, _IDS), PathSwitch.deed == "repeat"),
    select(
        Appointment.enrolment_id,
        literal(_VISIT),
        Appointment.kind + ":" + Appointment.state,
        Appointment.starts_at,
        _NO_TIME,
        _NO_NUMBER,
        _NO_NUMBER,
        _NO_LIST,
    ).where(and_(Among(Appointment.enrolment_id, _IDS), Appointment.state.in_(_HELD))),
)
"""Everything of one shape, so that it is one statement."""
_ALL_DONE = select(_DONE.subquery())


@dataclass(slots=True)
class _Collected:
    wrote: list[tuple[int, int | None, datetime]] = field(default_factory=list)
    answered: list[tuple[int, int | None, datetime]] = field(default_factory=list)
    settled: list[tuple[datetime, frozenset[int]]] = field(default_factory=list)
    alerts: list[AlertFact] = field(default_factory=list)
    minutes: int | None = None
    done: set[str] = field(default_factory=set)
    steps: dict[str, set[str]] = field(default_factory=dict)
    visits: list[VisitFact] = field(default_factory=list)

    def take(self, row: Any) -> None:
        if row.source == _HERS:
            self.wrote.append((row.number, row.of, row.at))
        elif row.source == _OURS:
            self.answered.append((row.number, row.of, row.at))
        elif row.source == _SETTLED:
            self.settled.append((row.at, frozenset(int(key) for key in row.things)))
        elif row.source == _ALERT:
            self.alerts.append(AlertFact(row.word, row.until, row.at, bool(row.number)))
        elif row.source == _MINUTES:
            self.minutes = int(row.number)
        elif row.source == _MODULE:
            self._take_module(row)
        else:
            kind, _, state = row.word.partition(":")
            self.visits.append(VisitFact(kind, state, row.at))

    def _take_module(self, row: Any) -> None:
        # What is to be done again was done once, and stays counted.
        self.steps.setdefault(row.word, set()).update(row.things)
        if row.at is not None:
            self.done.add(row.word)

    def replies(self) -> tuple[tuple[datetime, datetime], ...]:
        """When she wrote and when that was answered: by the first message of ours after it in the same topic. What was said to need
        no answer before that got none."""
        pairs = []
        for number, topic, at in sorted(self.wrote):
            after = [said_at for answer, of, said_at in self.answered if of == topic and answer > number]
            if after and not any(number in settled and said_at < min(after) for said_at, settled in self.settled):
                pairs.append((at, min(after)))
        return tuple(pairs)


def operations_of(
    work: Work, enrolments: Collection[CountedEnrolment], ways_in: dict[int, Any], ways_out: dict[int, str | None]
) -> dict[int, OperationFacts]:
    """What was done in each, by its id. One statement.

    :param ways_in: for each a row with ``answer_by`` of its referral and ``promised_by`` of a place, None where there is none.
    :param ways_out: the way each has ended, None while it has not.
    """
    read: dict[int, _Collected] = defaultdict(_Collected)
    for row in work.columns(_ALL_DONE, {"ids": [enrolment.id for enrolment in enrolments]}):
        read[row.enrolment_id].take(row)
    through = cache(lambda programme, track: way_through(programme_of(work, programme), track))
    return {
        enrolment.id: _facts(
            work.zone,
            enrolment,
            read[enrolment.id],
            ways_in[enrolment.id],
            ways_out[enrolment.id],
            through(enrolment.programme, enrolment.track),
        )
        for enrolment in enrolments
    }


def _facts(
    zone: ZoneInfo, enrolment: CountedEnrolment, read: _Collected, way_in: Any, way_out: str | None, way: WayThrough
) -> OperationFacts:
    started, ended = enrolment.started_at, enrolment.ended_at
    return OperationFacts(
        zone=zone,
        started=started.astimezone(zone).date() if started else None,
        ended=ended.astimezone(zone).date() if ended else None,
        left=way_out == "discontinued",
        answer_by=way_in.answer_by,
        answered_at=enrolment.decided_at,
        promised_by=way_in.promised_by,
        replies=read.replies(),
        alerts=tuple(read.alerts),
        minutes=read.minutes,
        way=way,
        done=frozenset(read.done),
        steps=read.steps,
        visits=tuple(read.visits),
    )


def way_through(programme: Programme, track: str | None) -> WayThrough:
    """The modules that somebody on this track is led through."""
    modules = programme.modules_of(track)
    return WayThrough(
        tuple((module.key, tuple(step.key for step in module.steps)) for module in modules),
        frozenset(module.key for module in modules if not module.optional),
        frozenset(module.key for module in modules if module.key in programme.active_modules),
    )
