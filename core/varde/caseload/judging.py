"""Judge anew who is worse, from all her answers: whom nobody has judged, and whoever was judged by other limits.

A row of the caseload follows answer by answer. It is begun from nothing when an enrolment comes on the list, and it must be
gone through when a limit has changed: after an upgrade, with another version of a plugin, or by a clinical owner's decision.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from typing import Any

import sqlalchemy
from sqlalchemy import bindparam, func, select

from varde.alerts.models import DeteriorationPlan
from varde.assessments.trends import Trended, trends_of
from varde.caseload.models import CaseloadRow
from varde.instruments.values import Instrument
from varde.kernel.work import Work
from varde.standing.change import worse_limit_of
from varde.standing.deterioration import plan_holds, worse_answers

MOST = 500
"""How many are judged at a time."""


def limits_of(work: Work) -> str:
    """A fingerprint of every limit by which somebody may be worse now, 16 hex digits."""
    limits = [
        (key, instrument.version, instrument.direction, limit.points, limit.operator)
        for key, instrument in sorted(work.catalogue.all(Instrument).items())
        if (limit := worse_limit_of(instrument)) is not None
    ]
    return hashlib.sha256(json.dumps(limits).encode()).hexdigest()[:16]


def judge_again(work: Work) -> int:
    """Judge those who were judged by other limits than today's, or by none; at most ``MOST`` a time. Returns how many. One
    statement when there are none, four for however many there are."""
    ids = work.session.scalars(
        select(CaseloadRow.enrolment_id)
        .where(CaseloadRow.judged_by != limits_of(work))
        .order_by(CaseloadRow.enrolment_id)
        .limit(MOST)
        .with_for_update(skip_locked=True)
    ).all()
    judge(work, ids)
    return len(ids)


def judge(work: Work, enrolment_ids: Collection[int]) -> None:
    """Let the rows of these enrolments say by which instruments they are worse, since when, and whether a plan closes that,
    as all their answers have it. Whoever calls holds the rows. Three statements for however many there are."""
    if not enrolment_ids:
        return
    limited = [key for key, each in work.catalogue.all(Instrument).items() if worse_limit_of(each) is not None]
    answers, plans = trends_of(work, dict.fromkeys(enrolment_ids, limited)), _plans(work, enrolment_ids)
    limits = limits_of(work)
    changes = [
        _change(work, enrolment_id, answers[enrolment_id], plans.get(enrolment_id)) | {"limits": limits}
        for enrolment_id in enrolment_ids
    ]
    work.session.flush()
    work.session.connection().execute(_JUDGE, changes)


def _change(
    work: Work, enrolment_id: int, answers: dict[str, list[Trended]], plan: DeteriorationPlan | None
) -> dict[str, Any]:
    known = work.catalogue.all(Instrument)
    worse = {key: said for key, each in answers.items() if (said := worse_answers(known[key], each))}
    keys = sorted(worse, key=lambda key: (worse[key][0].at, key))
    since = min((said[0].at for said in worse.values()), default=None)
    latest = max((said[-1].at for said in worse.values()), default=None)
    holds = (
        plan is not None and latest is not None and plan_holds(plan.written_at, plan.until, latest, work.now, work.zone)
    )
    return {
        "of": enrolment_id,
        "worse_by": "".join(f";{key};" for key in keys),
        "became": None if holds else since,
        "planned": plan.written_at if plan is not None and holds else None,
        "last_day": plan.until if plan is not None and holds else None,
    }


def _plans(work: Work, enrolment_ids: Collection[int]) -> dict[int, DeteriorationPlan]:
    """The newest plan of each."""
    newest = (
        select(DeteriorationPlan.enrolment_id, func.max(DeteriorationPlan.number).label("number"))
        .where(DeteriorationPlan.enrolment_id.in_(enrolment_ids))
        .group_by(DeteriorationPlan.enrolment_id)
        .subquery()
    )
    plans = work.session.scalars(
        select(DeteriorationPlan).join(
            newest,
            (newest.c.enrolment_id == DeteriorationPlan.enrolment_id) & (newest.c.number == DeteriorationPlan.number),
        )
    )
    return {plan.enrolment_id: plan for plan in plans}


_ROW: Any = CaseloadRow.__table__
_JUDGE = (
    sqlalchemy.update(_ROW)
    .where(_ROW.c.enrolment_id == bindparam("of"))
    .values(
        worse=bindparam("worse_by"),
        worse_since=bindparam("became"),
        plan_since=bindparam("planned"),
        plan_until=bindparam("last_day"),
        judged_by=bindparam("limits"),
    )
)
