"""Take responses out: chosen, logged, read a page at a time and written to a file that is whole or not there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from varde.assessments.models import Response
from varde.audit.service import Access, record
from varde.enrolments.models import Enrolment
from varde.exchange.fhir.responses import observations_of, response_of
from varde.identity.service import organisation_by_key, under
from varde.instruments.values import Instrument, Licence
from varde.kernel.errors import BadUsage
from varde.kernel.files import whole_file
from varde.kernel.words import Text
from varde.kernel.work import Platform, Work
from varde.programmes.values import Programme
from varde.scheduling.rules import at_wall_time
from varde.wording.models import WordingPack
from varde.wording.rules import worded
from varde.wording.values import Words

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


@dataclass(slots=True)
class Exported:
    """How much a file holds."""

    responses: int = 0
    observations: int = 0


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


def write_responses(platform: Platform, choice: Choice, out: Path, *, page: int = PAGE) -> Exported:
    """Write the chosen responses to ``out`` as NDJSON: a QuestionnaireResponse and then its Observation, by id.

    Each page is a transaction of its own and at most two statements, so that nobody waits for a long export. A file that
    was there is replaced when everything is written, and stays as it was otherwise.

    :raises BadUsage: the file cannot be written.
    """
    exported = Exported()
    with whole_file(out) as file:
        for resource in _resources(platform, choice, page):
            file.write(json.dumps(resource, ensure_ascii=False) + "\n")
            if resource["resourceType"] == "QuestionnaireResponse":
                exported.responses += 1
            else:
                exported.observations += 1
    return exported


def _resources(platform: Platform, choice: Choice, page: int) -> Iterator[dict[str, Any]]:
    packs: dict[int, WordingPack] = {}
    place, after, full = platform.settings.base_url, 0, True
    while full:
        with platform.work() as work:
            responses = _page(work, choice, after, page)
            _load_packs(work, responses, packs)
        for response in responses:
            instrument = _shown(work, response, packs)
            yield response_of(response, instrument, place=place)
            yield from observations_of(response, instrument, place=place)
            after = response.id
        full = len(responses) == page


def _page(work: Work, choice: Choice, after: int, most: int) -> list[Response]:
    """The next responses by id."""
    query = (
        select(Response)
        .join(Enrolment, Enrolment.id == Response.enrolment_id)
        .where(
            Response.id > after,
            Response.submitted_at.is_not(None),
            Enrolment.organisation_id.in_(choice.organisations),
            Enrolment.programme == choice.programme,
        )
        .order_by(Response.id)
        .limit(most)
    )
    if choice.instrument:
        query = query.where(Response.instrument == choice.instrument)
    if choice.since:
        query = query.where(Response.submitted_at >= choice.since)
    if choice.before:
        query = query.where(Response.submitted_at < choice.before)
    return list(work.session.scalars(query))


def _load_packs(work: Work, responses: list[Response], packs: dict[int, WordingPack]) -> None:
    """The wording packs of these responses that are not read yet. One statement, or none."""
    wanted = {response.wording_id for response in responses if response.wording_id} - packs.keys()
    if wanted:
        loaded = work.session.scalars(select(WordingPack).where(WordingPack.id.in_(wanted)))
        packs.update({pack.id: pack for pack in loaded})


def _shown(work: Work, response: Response, packs: dict[int, WordingPack]) -> Instrument:
    """The instrument in the words that were shown; a bare one when its plugin is no longer installed."""
    key = response.instrument
    instrument = work.catalogue.all(Instrument).get(key) or Instrument(key, Text(key, key, key), Licence("own", ""))
    pack = packs.get(response.wording_id or 0)
    return instrument if pack is None else worded(instrument, Words.from_json(pack.words), pack.language)
