"""The newest answers to an instrument, read for rules that ask of them (:mod:`varde.assessments.score_facts`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, union_all

from varde.assessments.models import Response
from varde.assessments.score_facts import AskedScore, read_name
from varde.kernel.work import Work


def known_scores(work: Work, enrolment_id: int, names: Collection[str], as_of: datetime) -> dict[str, object]:
    """What is known of an enrolment. One statement."""
    asked = [each for name in names if (each := read_name(name)) is not None]
    newest = _newest(work, enrolment_id, {each.instrument for each in asked}, as_of)
    today = as_of.astimezone(work.zone).date()
    known = {each.name: _value(each, newest.get(each.instrument), today, work) for each in asked}
    return {name: value for name, value in known.items() if value is not None}


def _newest(work: Work, enrolment_id: int, instruments: Collection[str], as_of: datetime) -> Mapping[str, Any]:
    """By instrument the newest answers that were handed in by then."""
    columns = [getattr(Response, name) for name in ("instrument", *_COLUMNS)]
    each = [
        select(*columns)
        .where(Response.enrolment_id == enrolment_id, Response.instrument == instrument, Response.submitted_at <= as_of)
        .order_by(Response.submitted_at.desc(), Response.id.desc())
        .limit(1)
        .subquery()
        for instrument in sorted(instruments)
    ]
    rows = work.session.execute(union_all(*(select(one_of) for one_of in each))) if each else ()
    return {row.instrument: row for row in rows}


_COLUMNS = ("total", "band", "subscores", "flags", "answers", "submitted_at")


def _value(asked: AskedScore, response: Any, today: date, work: Work) -> object:
    if response is None:
        return None
    match asked.figure:
        case "days_since":
            return (today - response.submitted_at.astimezone(work.zone).date()).days
        case "subscore":
            return response.subscores.get(asked.of)
        case "flag":
            return response.flags.get(asked.of)
        case "answer":
            return response.answers.get(asked.of)
    value: object = getattr(response, asked.figure)
    return value
