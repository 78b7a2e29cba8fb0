"""Which responses an export takes out: chosen, logged, and read a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute

from varde.assessments.models import Response
from varde.audit.service import record
from varde.audit.values import Access
from varde.enrolments.models import Enrolment
from varde.identity.service import organisation_by_key, under
from varde.instruments.values import Instrument
from varde.kernel.errors import BadUsage
from varde.kernel.work import Platform, Work
from varde.programmes.values import Programme
from varde.scheduling.rules import at_wall_time

PAGE = 500
BASIS = "export"
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which responses: of a programme at these organisations, perhaps of one instrument, handed in from a moment and
    before another."""

    organisations: tuple[int, ...]
    programme: str
    instrument: str | None = None
    since: datetime | None = None
    before: datetime | None = None


def choose(
    work: Work,
    *,
    organisation: str,
    programme: str,
    instrument: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> Choice:
    """The responses of an organisation and those under it, handed in on the days ``first`` to ``last``, and an entry in the
    access log that they are taken out.

    The entry is about the organisation and not in each patient's log, whose words know of looks at one record only.

    :raises NoSuchOrganisation, Unknown: naming the key.
    :raises BadUsage: the last day is before the first, or one is further away than anything handed in.
    """
    for option, day in (("--from", first), ("--to", last)):
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise BadUsage(
                f"{option} is {day}, and must be from {FIRST_DAY} to {LAST_DAY}; without it there is no limit."
            )
    place = organisation_by_key(work, organisation)
    declared = work.catalogue.one(Programme, programme)
    asked = work.catalogue.one(Instrument, instrument).key if instrument else None
    if first and last and last < first:
        raise BadUsage(f"--to is {last}, which is before --from, {first}.")
    record(
        work,
        Access(
            actor_id=None,
            actor_name="Varde",
            role="system",
            organisation_id=place.id,
            action="read",
            what=f"{BASIS}:{declared.key}",
            purpose="admin",
            basis=BASIS,
        ),
    )
    return Choice(
        under(work, [place.id]),
        declared.key,
        asked,
        since=at_wall_time(first, time(0), work.zone) if first else None,
        before=at_wall_time(last + timedelta(days=1), time(0), work.zone) if last else None,
    )


def pages(
    platform: Platform, choice: Choice, most: int = PAGE
) -> Iterator[tuple[Work, Sequence[tuple[Response, Enrolment]]]]:
    """The chosen responses that were handed in, each with its enrolment: see :func:`pages_of`."""
    query = select(Response, Enrolment).join(Enrolment, Enrolment.id == Response.enrolment_id)
    query = query.where(Response.submitted_at.is_not(None))
    if choice.instrument:
        query = query.where(Response.instrument == choice.instrument)
    return pages_of(platform, choice, query, Response.id, Response.submitted_at, most)


def pages_of(
    platform: Platform,
    choice: Choice,
    query: Select[*tuple[Any, ...]],
    by: InstrumentedAttribute[int],
    at: InstrumentedAttribute[Any],
    most: int,
) -> Iterator[tuple[Work, Sequence[Any]]]:
    """The rows of a statement about enrolments that are chosen, and the unit of work that each page is read in: one statement, so
    that nobody waits for a long export.

    :param by: the id that they come in the order of, of what stands first in each row. :param at: the moment that is chosen by.
    """
    query = query.where(Enrolment.organisation_id.in_(choice.organisations), Enrolment.programme == choice.programme)
    if choice.since:
        query = query.where(at >= choice.since)
    if choice.before:
        query = query.where(at < choice.before)
    after, full = 0, True
    while full:
        with platform.work() as work:
            rows = work.session.execute(query.where(by > after).order_by(by).limit(most)).all()
            yield work, rows
        after = rows[-1][0].id if rows else after
        full = len(rows) == most
