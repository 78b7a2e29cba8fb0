"""An occasion follows when an answer in it is corrected: it is opened again for an instrument that is asked for now, and done when
nothing is left (:mod:`varde.assessments.reopening_rules`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from varde.assessments.models import Response
from varde.assessments.planning import TOLD, next_time
from varde.assessments.reopening_rules import Outcome, Window, outcome_of
from varde.assessments.service import KIND, settle
from varde.assessments.sheet import Sheet, known_for_conditions, occasion_of
from varde.enrolments.exits import asks_still
from varde.enrolments.models import Enrolment
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.scheduling.agenda import call_off
from varde.scheduling.models import AgendaItem

PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Standing:
    """An occasion before the correction, and the instruments that stood unanswered in it."""

    sheet: Sheet
    unanswered: frozenset[str]


@dataclass(frozen=True, slots=True)
class AskedNow:
    """Instruments that a correction calls for at an occasion, what became of it, and when it closes."""

    occasion: str
    instruments: tuple[str, ...]
    outcome: Outcome
    closes_at: datetime | None


def standings_of(work: Work, enrolment: Enrolment, agenda_id: int | None) -> list[Standing]:
    """The occasion with this id, or every one of the enrolment, held until the unit of work ends. Two statements, and one for
    each source that conditions ask."""
    mine = (AgendaItem.enrolment_id == enrolment.id, AgendaItem.kind == KIND)
    items = select(AgendaItem).where(*mine).order_by(AgendaItem.id).with_for_update()
    answers = select(Response).where(Response.enrolment_id == enrolment.id).order_by(Response.id)
    if agenda_id is not None:
        items, answers = items.where(AgendaItem.id == agenda_id), answers.where(Response.agenda_id == agenda_id)
    responses: dict[int, dict[str, Response]] = {}
    for response in work.session.scalars(answers):
        responses.setdefault(response.agenda_id, {})[response.instrument] = response
    programme = programme_of(work, enrolment.programme)
    known = known_for_conditions(work, enrolment.id, programme.occasions)
    sheets = [
        Sheet(
            item,
            enrolment,
            programme,
            occasion_of(programme, item.key),
            responses.get(item.id, {}),
            today=work.today,
            known=known,
        )
        for item in work.session.scalars(items)
    ]
    return [Standing(sheet, frozenset(sheet.unanswered)) for sheet in sheets if sheet.responses]


def follow(work: Work, standings: Iterable[Standing]) -> tuple[AskedNow, ...]:
    """Let each occasion be what the corrected answers make of it. Those in which more is asked than before are returned."""
    asked = []
    for standing in standings:
        further = tuple(key for key in standing.sheet.unanswered if key not in standing.unanswered)
        outcome = _follow(work, standing.sheet, further)
        if further:
            item = standing.sheet.item
            asked.append(AskedNow(item.key, further, outcome, item.closes_at))
    return tuple(asked)


def _follow(work: Work, sheet: Sheet, further: Sequence[str]) -> Outcome:
    item, enrolment = sheet.item, sheet.enrolment
    state = "held" if item.state == "cancelled" and item.reason == PAUSED else item.state
    asked = bool(further) and asks_still(work, enrolment, sheet.occasion.asked_after)
    window = Window(state, item.closes_at, asked, enrolment.paused_at)
    outcome = outcome_of(window, work.now, further=bool(further), complete=sheet.all_answered)
    if outcome == "settled":
        item.state = "planned"
        settle(work, sheet)
    elif outcome == "reopened":
        _open(work, sheet)
    elif outcome == "held" and item.state == "done":
        item.done_at = None
        call_off(item, PAUSED)
    work.session.flush()
    return outcome


def _open(work: Work, sheet: Sheet) -> None:
    """It waits for her as before. She hears of it with the correction, and again at the reminders that are to come."""
    item = sheet.item
    item.state, item.done_at = "planned", None
    item.details = {name: value for name, value in item.details.items() if name != "overdue"} | {
        TOLD: work.today.isoformat()
    }
    item.act_at = work.now if work.now > item.due_at else next_time(work, item, sheet.occasion)
