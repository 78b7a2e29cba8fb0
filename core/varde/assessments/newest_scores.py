"""The newest answers to an instrument, read for rules that ask of them (:mod:`varde.assessments.score_facts`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from varde.assessments.models import Response
from varde.assessments.score_facts import AskedScore, read_name
from varde.kernel.work import Work


def known_scores(
    work: Work, enrolment_ids: Collection[int], names: Collection[str], as_of: datetime
) -> dict[int, dict[str, object]]:
    """By enrolment what is known of it. One statement."""
    asked = [each for name in names if (each := read_name(name)) is not None]
    today = as_of.astimezone(work.zone).date()
    known: dict[int, dict[str, object]] = {}
    for response in _newest(work, enrolment_ids, {each.instrument for each in asked}, as_of):
        values = known.setdefault(response.enrolment_id, {})
        for each in asked:
            if each.instrument == response.instrument and (value := _value(each, response, today, work)) is not None:
                values[each.name] = value
    return known


def _newest(work: Work, enrolment_ids: Collection[int], instruments: Collection[str], as_of: datetime) -> Sequence[Any]:
    """Of each enrolment the newest answers to each instrument that were handed in by then."""
    place = func.row_number().over(
        partition_by=(Response.enrolment_id, Response.instrument),
        order_by=(Response.submitted_at.desc(), Response.id.desc()),
    )
    handed_in = (
        select(*(getattr(Response, name) for name in _COLUMNS), place.label("place"))
        .where(
            Response.enrolment_id.in_(enrolment_ids),
            Response.instrument.in_(sorted(instruments)),
            Response.submitted_at <= as_of,
        )
        .subquery()
    )
    return work.session.execute(select(handed_in).where(handed_in.c.place == 1)).all()


_COLUMNS = ("enrolment_id", "instrument", "total", "band", "subscores", "flags", "answers", "submitted_at")


def _value(asked: AskedScore, response: Any, today: date, work: Work) -> object:
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
