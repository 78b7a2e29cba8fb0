"""Whether somebody is worse: by an answer, until a new one or a written plan closes it.

An answer is worse when its total has moved, by the instrument's own limit, against the start (else the first answer) or
against the answer before it. Whoever is worse is so until an answer that can be judged says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

from varde.instruments.values import Instrument
from varde.programmes.values import Programme
from varde.scheduling.rules import at_wall_time
from varde.standing.change import ChangeLimit, is_worse, moved_between, worse_limit_of
from varde.standing.start import START, Answered, comparable, is_start, start_of

Response = TypeVar("Response", bound=Answered)
Since = Literal["start", "first", "last"]


@dataclass(frozen=True, slots=True)
class Deterioration:
    """That an answer is worse. ``since``: against the start, the first answer (there is none at the start), or the last
    one before it. ``before`` and ``after`` are totals, ``moved`` the points between them as shown; ``limit`` is what was
    reached."""

    since: Since
    before: float
    after: float
    moved: float
    limit: ChangeLimit


def worse_against(
    instrument: Instrument, earlier: Sequence[Response], response: Response
) -> Deterioration | bool | None:
    """The deterioration that a response is; against the start when it is one by both. False: it is known to be none. None:
    it says nothing of that, as the start itself, one without a total or the first in another version. ``earlier`` are other
    responses to ``instrument``, oldest first."""
    limit = worse_limit_of(instrument)
    if limit is None or response.total is None or response.occasion == START:
        return None
    scored = [answer for answer in earlier if answer.total is not None]
    start = start_of(scored)
    if start is None:
        return None
    compared: list[bool] = []
    ends: tuple[tuple[Since, Response], ...] = (("start" if is_start(start) else "first", start), ("last", scored[-1]))
    for since, before in ends:
        worse = is_worse(instrument, before.total, response.total) if comparable(before, response) else None
        if worse and before.total is not None:
            moved = moved_between(instrument, before.total, response.total)
            return Deterioration(since, before.total, response.total, moved, limit)
        if worse is not None:
            compared.append(worse)
    return False if compared else None


def is_worse_than_before(instrument: Instrument, earlier: Sequence[Answered], response: Answered) -> bool | None:
    """Whether a response is a deterioration, in one word. None when that cannot be known."""
    judged = worse_against(instrument, earlier, response)
    return judged if judged is None else bool(judged)


def deterioration_of(instrument: Instrument, responses: Sequence[Answered]) -> Deterioration | None:
    """How somebody is worse now by one instrument: what the latest response that can be judged says. None when she is not.
    ``responses`` are to ``instrument``, oldest first."""
    for place in range(len(responses) - 1, 0, -1):
        judged = worse_against(instrument, responses[:place], responses[place])
        if judged is not None:
            return judged if isinstance(judged, Deterioration) else None
    return None


def worse_answers(instrument: Instrument, responses: Sequence[Response]) -> list[Response]:
    """The responses by which somebody is worse now by one instrument, from the one since which she has been so; none when
    she is not. ``responses`` are to ``instrument``, oldest first."""
    worse: list[Response] = []
    for place, response in enumerate(responses):
        judged = is_worse_than_before(instrument, responses[:place], response)
        if judged is not None:
            worse = [*worse, response] if judged else []
    return worse


# --- the plan


def plan_ends(until: date, zone: ZoneInfo) -> datetime:
    """When a plan that holds to and with a day has passed: the midnight after it, on the wall in ``zone``."""
    return at_wall_time(until + timedelta(days=1), time(0), zone)


def plan_holds(written_at: datetime, until: date, worse_at: datetime | None, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a plan still closes a deterioration: its last day has not passed, and no worse answer (the latest was at
    ``worse_at``) has come since it was written."""
    return now < plan_ends(until, zone) and (worse_at is None or worse_at <= written_at)


# --- what a programme declares


def check_worsening(programme: Programme, instruments: Mapping[str, Instrument]) -> list[str]:
    """A fault for each track whose main instrument does not say from when it is worse; empty when all do. ``instruments``
    are those that are installed, by key."""
    tracks: Iterable[str | None] = [track.key for track in programme.tracks] or [None]
    mains = {track: programme.main_instrument(track) for track in tracks}
    return [
        f"{programme.key}: main_instruments: '{key}'"
        + (f" of track {track}" if track else "")
        + " does not say from when it is worse: declare worsening, or a reliable change or a response in points"
        for track, key in mains.items()
        if (main := instruments.get(key or "")) is not None and _says_nothing(main)
    ]


def _says_nothing(instrument: Instrument) -> bool:
    return not instrument.direction or worse_limit_of(instrument) is None
