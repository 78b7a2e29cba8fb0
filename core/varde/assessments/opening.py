"""The one statement that opens a form: the occasion, what was answered there, and what it is compared with."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import Integer, ScalarSelect, Select, bindparam, cast, exists, func, literal, null, select, union
from sqlalchemy.orm import aliased, contains_eager

from varde.assessments.models import Response
from varde.enrolments.models import Enrolment
from varde.identity.models import Organisation, Person
from varde.scheduling.models import AgendaItem
from varde.standing.start import START
from varde.wording.models import WordingPack

KIND = "assessment"
Beside = ScalarSelect[int]


@cache
def sheet_statement(
    beside: Beside | None,
) -> Select[AgendaItem | None, Enrolment | None, Response | None, bool, int | None]:
    """An occasion with its responses, those of the start, and the first and the last to each instrument; the same for
    everybody, and so made once. The occasion stands in a row of its own, so that nothing of it is read twice."""
    wanted = _wanted().subquery("wanted")
    head = select(cast(null(), Integer).label("id"), literal(1).label("head"))
    lines = head.union_all(select(wanted.c.id, literal(0))).subquery("lines")
    return (
        select(
            AgendaItem,
            Enrolment,
            Response,
            exists().where(WordingPack.retired_at.is_(None)),
            null() if beside is None else beside,
        )
        .select_from(lines)
        .outerjoin(
            AgendaItem, (lines.c.head == 1) & (AgendaItem.id == bindparam("agenda_id")) & (AgendaItem.kind == KIND)
        )
        .outerjoin(Enrolment, Enrolment.id == AgendaItem.enrolment_id)
        .outerjoin(Person, Person.id == Enrolment.person_id)
        .outerjoin(Organisation, Organisation.id == Enrolment.organisation_id)
        .outerjoin(Response, Response.id == lines.c.id)
        .options(contains_eager(Enrolment.person), contains_eager(Enrolment.organisation))
        .order_by(Response.submitted_at, Response.id)
    )


def _wanted() -> Any:
    """The ids of the responses that are read. Each is found by an index, however many there are."""
    answered, asked, start = aliased(Response), aliased(AgendaItem), aliased(AgendaItem)
    mine = select(asked.enrolment_id).where(asked.id == bindparam("agenda_id")).scalar_subquery()
    answers = _instruments(mine)
    at = (
        select(
            answers.c.instrument,
            _moment(mine, answers.c.instrument, func.min).label("first"),
            _moment(mine, answers.c.instrument, func.max).label("last"),
        )
        .where(answers.c.instrument.is_not(None))
        .cte("scored")
    )
    at_start = aliased(Response)
    return union(
        select(answered.id).where(answered.agenda_id == bindparam("agenda_id")),
        select(at_start.id)
        .join(start, start.id == at_start.agenda_id)
        .where(start.enrolment_id == mine, start.kind == KIND, start.key == START, at_start.submitted_at.is_not(None)),
        *(select(_scored_at(mine, at.c.instrument, end)).select_from(at) for end in (at.c.first, at.c.last)),
    )


def _instruments(enrolment_id: Any) -> Any:
    """The instruments that were answered, each found from the one before it, and NULL after the last."""
    answer, after = aliased(Response), aliased(Response)
    least = select(func.min(answer.instrument).label("instrument")).where(answer.enrolment_id == enrolment_id)
    answers = least.cte("instruments", recursive=True)
    following = (
        select(func.min(after.instrument))
        .where(after.enrolment_id == enrolment_id, after.instrument > answers.c.instrument)
        .scalar_subquery()
    )
    return answers.union_all(select(following).where(answers.c.instrument.is_not(None)))


def _moment(enrolment_id: Any, instrument: Any, least_or_most: Callable[[Any], Any]) -> Any:
    """When the instrument was first, or last, handed in with a total."""
    scored = aliased(Response)
    return (
        select(least_or_most(scored.submitted_at))
        .where(scored.enrolment_id == enrolment_id, scored.instrument == instrument, scored.total.is_not(None))
        .scalar_subquery()
    )


def _scored_at(enrolment_id: Any, instrument: Any, moment: Any) -> Any:
    """The id of what was scored then."""
    scored = aliased(Response)
    return (
        select(func.max(scored.id))
        .where(
            scored.enrolment_id == enrolment_id,
            scored.instrument == instrument,
            scored.submitted_at == moment,
            scored.total.is_not(None),
        )
        .scalar_subquery()
    )
