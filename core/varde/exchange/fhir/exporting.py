"""Write responses to a file as FHIR: a page at a time, whole or not there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from varde.assessments.models import Response
from varde.exchange.choosing import PAGE, Choice, pages
from varde.exchange.courses import Occasions, course_of
from varde.exchange.fhir.responses import observations_of, response_of
from varde.instruments.values import Instrument, Licence
from varde.kernel.files import whole_file
from varde.kernel.words import Text
from varde.kernel.work import Platform, Work
from varde.wording.models import WordingPack
from varde.wording.rules import worded
from varde.wording.values import Words


@dataclass(slots=True)
class Exported:
    """How much a file holds."""

    responses: int = 0
    observations: int = 0


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
    place, occasions = platform.settings.base_url, Occasions()
    for work, rows in pages(platform, choice, page):
        _load_packs(work, [response for response, _enrolment in rows], packs)
        for response, enrolment in rows:
            instrument = _shown(work, response, packs)
            assert response.submitted_at is not None
            on = response.submitted_at.astimezone(work.zone).date()
            occasion = occasions.name(enrolment.id, response.occasion, response.instrument, on)
            yield response_of(
                response, instrument, place=place, occasion=occasion, course=course_of(enrolment, work.zone)
            )
            yield from observations_of(response, instrument, place=place)


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
