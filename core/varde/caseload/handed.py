"""Reasons and columns that plugins hand in, for all rows of a list at once. One that fails is left out, and said."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

import structlog

from varde.caseload.models import ON_TRACK, PLANNED, CaseloadRow
from varde.caseload.values import Column, Reason, Waits
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.standing.on_track import REASONS

log = structlog.get_logger("varde.caseload")
LONGEST_TEXT = 80
"""Characters of a cell."""


class Ranked(NamedTuple):
    """One enrolment on a list, before its row is read: where it stands by Varde's own reasons."""

    enrolment_id: int
    programme: str
    rank: int
    urgency: int
    since: datetime | None
    therapist_id: int | None = None


class StandsFor(NamedTuple):
    """The reason that an enrolment stands for, when a plugin's comes before Varde's own."""

    reason: Reason
    waits: Waits


class HandedIn(NamedTuple):
    """What the plugins say of a list: reasons by enrolment, and the titles of those that failed."""

    by_id: Mapping[int, StandsFor]
    failed: tuple[Text, ...]


NOTHING = HandedIn({}, ())


class FilledColumn(NamedTuple):
    """A column of one page: its title, and the text of each row that has one."""

    title: Text
    texts: Mapping[int, str]


def reasons_of(work: Work, standings: Collection[Ranked]) -> HandedIn:
    """The plugin's reason of each enrolment that has one before its own. Each is asked once."""
    by_programme, ranks = _by_programme(standings), {s.enrolment_id: s.rank for s in standings}
    by_id: dict[int, StandsFor] = {}
    failed = []
    for reason in sorted(work.catalogue.all(Reason).values(), key=lambda reason: (behind(reason), reason.key)):
        ids = by_programme.get(reason.programme, [])
        waits = _asked(work, reason, ids, reason.of) if ids else {}
        if waits is None:
            failed.append(reason.title)
        for enrolment_id in sorted(set(waits or ()) & set(ids)):
            if behind(reason) < ranks[enrolment_id]:
                by_id.setdefault(enrolment_id, StandsFor(reason, waits[enrolment_id]))
    return HandedIn(by_id, tuple(failed))


def reason_handed(work: Work, row: CaseloadRow) -> Reason | None:
    """The plugin's reason that this row stands for; None when it is Varde's own."""
    standing = Ranked(row.enrolment_id, row.programme, row.rank, row.urgency, row.since)
    handed = reasons_of(work, [standing]).by_id.get(row.enrolment_id)
    return handed.reason if handed else None


def behind(reason: Reason) -> float:
    """Its place among the ranks of Varde's own reasons."""
    return REASONS.index(reason.after) + 1.5


def columns_of(work: Work, speech: Speech, rows: Sequence[Any]) -> tuple[list[FilledColumn], list[Text]]:
    """The columns of this page, sorted by key, and the titles of those that failed. Each is asked once."""
    by_programme = _by_programme(rows)
    filled, failed = [], []
    for column in work.catalogue.all(Column).values():
        ids = by_programme.get(column.programme, [])
        texts = _asked(work, column, ids, partial(_texts, column, speech)) if ids else {}
        if texts is None:
            failed.append(column.title)
        elif ids:
            filled.append(FilledColumn(column.title, {i: text[:LONGEST_TEXT] for i, text in texts.items()}))
    return filled, failed


def _texts(column: Column, speech: Speech, work: Work, ids: Sequence[int]) -> Mapping[int, str]:
    return column.texts(work, speech, ids)


def arranged(standings: Iterable[Ranked], handed: Mapping[int, StandsFor], reason: str | None) -> list[int]:
    """The enrolments of a list in its order: by rank, urgency and time waited. ``reason`` as of
    :func:`varde.caseload.listed.caseload_of`, or the key of a plugin's."""
    kept = [standing for standing in standings if _is_asked_for(standing, handed.get(standing.enrolment_id), reason)]
    return [standing.enrolment_id for standing in sorted(kept, key=lambda standing: _order(standing, handed))]


def _is_asked_for(standing: Ranked, handed: StandsFor | None, reason: str | None) -> bool:
    if reason is None:
        return handed is not None or standing.rank < PLANNED
    return reason == (handed.reason.key if handed else own_reason(standing.rank))


def own_reason(rank: int) -> str:
    """Varde's own reason of this rank."""
    return "on_track" if rank == ON_TRACK else REASONS[rank - 1]


def _order(standing: Ranked, handed: Mapping[int, StandsFor]) -> tuple[float, int, float, int]:
    mine = handed.get(standing.enrolment_id)
    rank, since = (behind(mine.reason), mine.waits.since) if mine else (standing.rank, standing.since)
    return rank, standing.urgency, since.timestamp() if since else 0, standing.enrolment_id


def _by_programme(rows: Iterable[Any]) -> Mapping[str, list[int]]:
    by_programme: dict[str, list[int]] = {"": []}
    for row in rows:
        by_programme[""].append(row.enrolment_id)
        by_programme.setdefault(row.programme, []).append(row.enrolment_id)
    return by_programme


def _asked(work: Work, asked: Column | Reason, ids: Sequence[int], ask: Callable[[Work, Sequence[int]], Any]) -> Any:
    """What it answers, as a dictionary of the right values; None when it failed."""
    try:
        with work.undone():
            answer = dict(ask(work, tuple(ids)))
        wrong = [
            value for value in answer.values() if not isinstance(value, Waits if isinstance(asked, Reason) else str)
        ]
        if wrong:
            raise TypeError(f"it answers with a {type(wrong[0]).__name__}")
        return answer
    except Exception:
        log.exception("handed_in_failed", kind=type(asked).__name__, key=asked.key)
        return None
