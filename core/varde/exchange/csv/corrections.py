"""What a file says otherwise than an earlier run of it: in one sentence, and stored as a correction when that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from varde.alerts.notes import dangers_of_response
from varde.alerts.rules import Danger
from varde.assessments.correcting import SHORTEST_REASON, keep, replace_answers, version_of
from varde.assessments.models import Response
from varde.assessments.sheet import OTHER
from varde.exchange.csv.imported import Stored, noon
from varde.exchange.csv.table import MOST_NAMED, LegacyFault
from varde.instruments.answers import TOTAL
from varde.instruments.rules import band_of, score
from varde.instruments.values import Instrument
from varde.kernel.errors import BadUsage
from varde.kernel.work import Work
from varde.scheduling.models import AgendaItem

REPLACES = "--correct WHY replaces it."
BY_HAND = "It has been corrected here since, and no file replaces that."


@dataclass(frozen=True, slots=True)
class Replacement:
    """A response that the file says otherwise: where it is stored, and what it is to say. ``answers`` and ``context`` are of a
    file of answers, ``total`` of one of totals; ``row`` is where it begins."""

    stored: Stored
    instrument: Instrument
    occasion: str
    on: date
    row: int
    column: str = ""
    answers: Mapping[str, Any] | None = None
    context: Mapping[str, Any] | None = None
    total: float | None = None

    def conflict(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> LegacyFault:
        """One sentence that says what is otherwise: each answer, what is known besides, and the date."""
        names = [name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name)]
        said = [f"{name} was {_said(before.get(name))} and is {_said(after.get(name))}" for name in names[:MOST_NAMED]]
        if len(names) > MOST_NAMED:
            said.append(f"{len(names) - MOST_NAMED} more")
        if self.stored.on != self.on:
            said.append(f"the date was {self.stored.on} and is {self.on}")
        ends = BY_HAND if self.stored.by_hand else REPLACES
        said_of = about(self.instrument, self.occasion, self.on)
        sentence = f"{said_of} is not what was imported before: {', '.join(said)}. {ends}"
        return LegacyFault("conflict", sentence, self.row, self.column)


def about(instrument: Instrument, occasion: str, on: date) -> str:
    """“who-5 at start on 2024-03-04”."""
    return f"{instrument.key} at {occasion.removeprefix(OTHER)} on {on}"


def danger_in_words(row: int, said_of: str, danger: Danger) -> str:
    """What the report says of an answer about danger that nobody is alerted about."""
    return f"Row {row}: {said_of} says that somebody was in danger ({danger.alert.key}); nobody is alerted."


def check_reason(why: str) -> str:
    """Why a file replaces what an earlier one brought. :raises BadUsage: it is too short to be a reason."""
    reason = " ".join(why.split())
    if reason and len(reason) < SHORTEST_REASON:
        raise BadUsage(f"--correct is “{reason}”; write why in {SHORTEST_REASON} characters at least.")
    return reason


def _said(value: Any) -> str:
    if value is None:
        return "not answered"
    return f"{value:g}" if isinstance(value, float) else str(value).lower() if isinstance(value, bool) else str(value)


def total_alone(instrument: Instrument, total: float | None) -> tuple[dict[str, Any], str | None]:
    """What is stored beside a total that came alone: the one answer of an instrument that has no other, and the level."""
    answers = {TOTAL: total} if instrument.kind == "score_only" else {}
    return answers, score(instrument, answers).band if answers else band_of(instrument, total)


def only_total(work: Work, item: AgendaItem, instrument: Instrument, on: date, total: float) -> Response:
    """A handed-in response of which only the total is known; its flags and subscores are not. Not added."""
    answers, band = total_alone(instrument, total)
    response = brought(work, item, instrument, on, answers, {})
    response.status, response.total, response.band = "scored", total, band
    return response


def brought(
    work: Work, item: AgendaItem, instrument: Instrument, on: date, answers: dict[str, Any], context: dict[str, Any]
) -> Response:
    """A handed-in response as a file brings it, not scored. Not added."""
    return Response(
        enrolment_id=item.of_enrolment,
        agenda_id=item.id,
        occasion=item.key,
        instrument=instrument.key,
        version=instrument.version,
        answers=answers,
        context=context,
        saved_at=work.now,
        submitted_at=noon(work, on),
        mode="import",
        subscores={},
        flags={},
        n_missing=0,
    )


def replace_stored(work: Work, programme: str, replacement: Replacement, reason: str) -> list[str]:
    """Let a response say what the file says. Returns a sentence for each danger in it that was not there."""
    response = work.session.get_one(Response, replacement.stored.response_id)
    known = {danger.alert.key for danger in dangers_of_response(work, programme, response)}
    at = noon(work, replacement.on)
    if replacement.stored.on != replacement.on:
        item = work.session.get_one(AgendaItem, response.agenda_id)
        item.opens_at = item.due_at = item.closes_at = item.done_at = at
    why: dict[str, Any] = {"reason": reason, "said_on": work.today, "by_id": None}
    if replacement.answers is not None:
        handed_in = at if replacement.stored.on != replacement.on else None
        replace_answers(
            work,
            response,
            replacement.instrument,
            replacement.answers,
            context=replacement.context,
            handed_in=handed_in,
            **why,
        )
    else:
        before = version_of(response)
        response.total, response.submitted_at, response.corrected_at = replacement.total, at, work.now
        response.answers, response.band = total_alone(replacement.instrument, replacement.total)
        keep(work, response, replacement.instrument, before, **why)
    said_of = about(replacement.instrument, replacement.occasion, replacement.on)
    return [
        danger_in_words(replacement.row, said_of, danger)
        for danger in dangers_of_response(work, programme, response)
        if danger.alert.key not in known
    ]
