"""Reasons and columns that plugins hand in, for all rows of a list at once. One that fails is left out, and said."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import structlog

from varde.caseload import asked as parts
from varde.caseload.asked import ListAsked
from varde.caseload.models import PLANNED, CaseloadRow, own_reason
from varde.caseload.values import Column, Reason, Waits
from varde.kernel.speech import Speech
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.standing.on_track import REASONS

if TYPE_CHECKING:
    from varde.caseload.listed import ListedRow

log = structlog.get_logger("varde.caseload")
LONGEST_TEXT = 80
"""Characters of a cell."""
WIDE_PARTS = (parts.TO_START, parts.SHARED, parts.FINISHED)
"""The parts of a list that no rank tells of."""
DANGER = REASONS.index("risk") + 1


class Ranked(NamedTuple):
    """One enrolment on a list, before its row is read: where it stands by Varde's own reasons. Its name and whether it is in the
    parts of a list are read only where they are asked for."""

    enrolment_id: int
    programme: str
    rank: int
    urgency: int
    since: datetime | None
    therapist_id: int | None = None
    name: str = ""
    to_start: bool = False
    shared: bool = False
    finished: bool = False


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


def reasons_of(work: Work, standings: Collection[Ranked], *, beside: int = 0) -> HandedIn:
    """The plugin's reason of each enrolment that has one before its own, or before the rank ``beside``. Each is asked once."""
    by_programme, ranks = _by_programme(standings), {s.enrolment_id: beside or s.rank for s in standings}
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


class Today(NamedTuple):
    """What the order and the parts of a list are told by beside where each stands: who has an appointment with the reader and when,
    since when things are new, and who she is."""

    booked: Mapping[int, datetime]
    fresh_since: datetime
    reader_id: int


NOBODY_TODAY = Today({}, datetime.max.replace(tzinfo=UTC), 0)


def arranged(
    standings: Iterable[Ranked], handed: Mapping[int, StandsFor], asked: ListAsked, today: Today = NOBODY_TODAY
) -> list[int]:
    """The enrolments of a list that are asked for, in the order that is: by rank, urgency and time waited; or those in danger
    first, and then by time waited, by the hour of the appointment, or by name."""
    kept = [
        standing
        for standing in standings
        if asked.programme in ("", standing.programme)
        and _is_in(standing, handed.get(standing.enrolment_id), asked.part, today)
    ]
    if asked.part == parts.BOOKED and asked.sort == "urgency":
        asked = ListAsked(parts.BOOKED, asked.programme, "today")
    return [each.enrolment_id for each in sorted(kept, key=lambda each: _place(each, handed, asked.sort, today))]


def _is_in(standing: Ranked, handed: StandsFor | None, part: str, today: Today) -> bool:
    needs = handed is not None or standing.rank < PLANNED
    match part:
        case "":
            return needs
        case parts.FRESH:
            return is_fresh(standing, handed, today.fresh_since)
        case parts.BOOKED:
            return standing.enrolment_id in today.booked
        case parts.OTHERS:
            return standing.therapist_id not in (None, today.reader_id)
        case parts.TO_START | parts.SHARED | parts.FINISHED:
            return bool(getattr(standing, part))
    return part == (handed.reason.key if handed else own_reason(standing.rank))


def is_fresh(standing: Ranked | ListedRow, handed: StandsFor | None, fresh_since: datetime) -> bool:
    """Whether somebody needs something that has come since then: what a plugin says of her, or else Varde's own reason."""
    since = handed.waits.since if handed else standing.since if standing.rank < PLANNED else None
    return since is not None and since > fresh_since


def _place(standing: Ranked, handed: Mapping[int, StandsFor], sort: str, today: Today) -> tuple[Any, ...]:
    mine = handed.get(standing.enrolment_id)
    rank, since = (behind(mine.reason), mine.waits.since) if mine else (standing.rank, standing.since)
    urgency = (rank, standing.urgency, since.timestamp() if since else 0, standing.enrolment_id)
    later = standing.rank != DANGER
    match sort:
        case "waited":
            return later, since is None, since.timestamp() if since else 0, urgency
        case "today":
            at = today.booked.get(standing.enrolment_id)
            return later, at is None, at.timestamp() if at else 0, urgency
        case "name":
            return later, standing.name.casefold(), urgency
    return urgency


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
