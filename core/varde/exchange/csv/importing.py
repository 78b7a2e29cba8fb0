"""Bring in scores from an earlier system: everything in one transaction, or nothing and every reason why.

Who the persons are, and where their scores are put, is in :mod:`varde.exchange.csv.imported`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from varde.assessments.models import Response
from varde.exchange.csv.imported import (
    Arrival,
    Known,
    Stored,
    announce,
    day_of,
    known_of,
    noon,
    place_of,
    settle,
    source_key,
)
from varde.exchange.csv.legacy import (
    LegacyFault,
    LegacyPerson,
    LegacyScore,
    Measurement,
    mapping_faults,
    people_of,
    read_rows,
)
from varde.exchange.csv.mapping import ScoreMapping
from varde.identity.models import Organisation
from varde.instruments.rules import band_of, score
from varde.instruments.values import Instrument
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.scheduling.models import AgendaItem


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a file holds and what came of it. ``stored`` is False for a dry run and for a file with faults.

    New and known add up to all: a second run of the same file has everything known and nothing new.
    """

    rows: int = 0
    persons_new: int = 0
    persons_known: int = 0
    responses_new: int = 0
    responses_known: int = 0
    dry_run: bool = False
    faults: tuple[LegacyFault, ...] = ()

    @property
    def stored(self) -> bool:
        return not self.dry_run and not self.faults

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON; the faults as a number, since the sentences are for people."""
        return {
            "stored": self.stored,
            "dry_run": self.dry_run,
            "rows": self.rows,
            "persons_new": self.persons_new,
            "persons_known": self.persons_known,
            "responses_new": self.responses_new,
            "responses_known": self.responses_known,
            "faults": len(self.faults),
        }


@dataclass(frozen=True, slots=True)
class _NewScores:
    """What one person of the file brings that is not stored yet. ``known`` is None for a person never seen before."""

    person: LegacyPerson
    source_key: str
    known: Known | None
    measurements: tuple[Measurement, ...]

    @property
    def scores(self) -> int:
        return sum(len(measurement.scores) for measurement in self.measurements)


def import_scores(
    work: Work, source: bytes, mapping: ScoreMapping, *, organisation: str, programme: str, dry_run: bool = False
) -> ImportReport:
    """Store the totals of a CSV file as answered questionnaires of completed enrolments.

    Nothing is stored when anything is wrong, or on a dry run. What an earlier run stored is left as it is; a file that
    says otherwise about it is refused. Each new or grown enrolment is published as changed, so that it is counted.
    """
    destination = place_of(work, organisation, programme)
    if isinstance(destination, LegacyFault):
        return ImportReport(dry_run=dry_run, faults=(destination,))
    place, declared = destination
    instruments = work.catalogue.all(Instrument)
    faults = mapping_faults(mapping, declared, instruments)
    if faults:
        return ImportReport(dry_run=dry_run, faults=tuple(faults))
    rows, faults = read_rows(source, mapping)
    people, in_cells = people_of(rows, mapping, declared, instruments, work.today)
    keys = {p.source_id: source_key(work, place.key, declared.key, p.source_id) for p in people}
    known = known_of(work, list(keys.values()), Response.total)
    faults += [*in_cells, *(fault for p in people for fault in _conflicts(work, p, known.get(keys[p.source_id])))]
    faults.sort(key=lambda fault: fault.row or 0)
    news = [_news(p, keys[p.source_id], known.get(keys[p.source_id])) for p in people]
    if not faults and not dry_run:
        _store(work, place, declared, [person for person in news if person.known is None or person.measurements])
    brought = sum(person.scores for person in news)
    return ImportReport(
        rows=len(rows),
        persons_new=sum(person.known is None for person in news),
        persons_known=sum(person.known is not None for person in news),
        responses_new=brought,
        responses_known=sum(len(m.scores) for p in people for m in p.measurements) - brought,
        dry_run=dry_run,
        faults=tuple(faults),
    )


def _conflicts(work: Work, person: LegacyPerson, known: Known | None) -> Iterator[LegacyFault]:
    """Where the file and what was imported before do not agree."""
    if known is None:
        return
    started = known.enrolment.started_at
    if known.enrolment.track != person.track or (started and day_of(work, started) != person.start):
        yield LegacyFault("conflict", "this person was imported before with another start or track.", person.row)
    for measurement in person.measurements:
        for imported in measurement.scores:
            stored = known.stored.get((measurement.occasion, imported.instrument))
            if stored is not None and stored != Stored(measurement.on, (imported.total,)):
                sentence = (
                    f"{imported.total:g} for {imported.instrument} at {measurement.occasion} on {measurement.on} is not what "
                    f"was imported before, which is {stored.values[0]} on {stored.on}."
                )
                yield LegacyFault("conflict", sentence, imported.row, imported.column)


def _news(person: LegacyPerson, key: str, known: Known | None) -> _NewScores:
    stored = known.stored if known else {}
    fresh = []
    for measurement in person.measurements:
        scores = tuple(s for s in measurement.scores if (measurement.occasion, s.instrument) not in stored)
        if scores:
            fresh.append(Measurement(measurement.occasion, measurement.on, scores))
    return _NewScores(person, key, known, tuple(fresh))


def _store(work: Work, organisation: Organisation, programme: Programme, news: Sequence[_NewScores]) -> None:
    arrivals = [
        Arrival(
            person.source_key,
            person.person.track,
            person.person.start,
            {measurement.occasion: measurement.on for measurement in person.measurements},
            person.known.enrolment if person.known else None,
        )
        for person in news
    ]
    settled = settle(work, organisation, programme, arrivals)
    for person in news:
        for measurement in person.measurements:
            item = settled.occasions[person.source_key, measurement.occasion]
            for imported in measurement.scores:
                work.add(_response(work, item, measurement.on, imported))
    announce(work, settled)


def _response(work: Work, item: AgendaItem, on: date, imported: LegacyScore) -> Response:
    """A handed-in response of which only the total is known; its flags and subscores are not."""
    instrument = work.catalogue.one(Instrument, imported.instrument)
    answers = {"total": imported.total} if instrument.kind == "score_only" else {}
    band = score(instrument, answers).band if answers else band_of(instrument, imported.total)
    return Response(
        enrolment_id=item.enrolment_id,
        agenda_id=item.id,
        occasion=item.key,
        instrument=instrument.key,
        version=instrument.version,
        answers=answers,
        saved_at=work.now,
        submitted_at=noon(work, on),
        mode="import",
        status="scored",
        total=imported.total,
        band=band,
        subscores={},
        flags={},
        n_missing=0,
    )
