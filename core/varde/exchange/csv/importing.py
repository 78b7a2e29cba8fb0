"""Bring in scores from an earlier system: everything in one transaction, or nothing and every reason why.

Who the persons are, and where their scores are put, is in :mod:`varde.exchange.csv.imported`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from varde.assessments.models import Response
from varde.exchange.csv.corrections import Replacement, check_reason, only_total, replace_stored
from varde.exchange.csv.imported import (
    Arrival,
    Known,
    Stored,
    announce,
    has_ended_there,
    known_of,
    person_conflicts,
    place_of,
    settle,
    source_key,
)
from varde.exchange.csv.legacy import LegacyMeasurement, LegacyPerson, mapping_faults, people_of, read_rows
from varde.exchange.csv.mapping import ScoreMapping
from varde.exchange.csv.table import LegacyFault
from varde.identity.models import Organisation
from varde.instruments.values import Instrument
from varde.kernel.work import Work
from varde.programmes.values import Programme


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a file holds and what came of it. ``stored`` is False for a dry run and for a file with faults.

    New, known and corrected add up to all: a second run of the same file has everything known and nothing else. ``dangers`` has one
    sentence for each answer that says somebody was in danger in an enrolment that has ended: nobody is alerted about those.
    """

    rows: int = 0
    persons_new: int = 0
    persons_known: int = 0
    responses_new: int = 0
    responses_known: int = 0
    responses_corrected: int = 0
    dry_run: bool = False
    faults: tuple[LegacyFault, ...] = ()
    dangers: tuple[str, ...] = ()

    @property
    def stored(self) -> bool:
        return not self.dry_run and not self.faults

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON; faults and dangers as numbers, since the sentences are for people."""
        return {
            "stored": self.stored,
            "dry_run": self.dry_run,
            "rows": self.rows,
            "persons_new": self.persons_new,
            "persons_known": self.persons_known,
            "responses_new": self.responses_new,
            "responses_known": self.responses_known,
            "responses_corrected": self.responses_corrected,
            "dangers": len(self.dangers),
            "faults": len(self.faults),
        }


@dataclass(frozen=True, slots=True)
class _NewScores:
    """What one person of the file brings that is not stored yet. ``known`` is None for a person never seen before."""

    person: LegacyPerson
    source_key: str
    known: Known | None
    measurements: tuple[LegacyMeasurement, ...]
    replacements: tuple[Replacement, ...] = ()

    @property
    def scores(self) -> int:
        return sum(len(measurement.scores) for measurement in self.measurements)


def import_scores(
    work: Work,
    source: bytes,
    mapping: ScoreMapping,
    *,
    organisation: str,
    programme: str,
    dry_run: bool = False,
    correct: str = "",
) -> ImportReport:
    """Store the totals of a CSV file as answered questionnaires of completed enrolments, or of running ones.

    Nothing is stored when anything is wrong, or on a dry run. What an earlier run stored is left as it is; a file that
    says otherwise about it is refused, or (``correct`` says why) replaces it by corrections.
    Each new or grown enrolment is published as changed, so that it is counted.

    :raises BadUsage: ``correct`` is too short.
    """
    correct = check_reason(correct)
    destination = place_of(work, organisation, programme)
    if isinstance(destination, LegacyFault):
        return ImportReport(dry_run=dry_run, faults=(destination,))
    place, declared = destination
    instruments = work.catalogue.all(Instrument)
    faults = mapping_faults(mapping, declared, instruments)
    if faults:
        return ImportReport(dry_run=dry_run, faults=tuple(faults))
    table = read_rows(source, mapping)
    faults = list(table.faults)
    people, in_cells = people_of(table, mapping, declared, instruments, work.today)
    keys = {p.source_id: source_key(work, place.key, declared.key, p.source_id) for p in people}
    known = known_of(work, list(keys.values()), Response.total)
    news = [_news(p, keys[p.source_id], known.get(keys[p.source_id]), instruments) for p in people]
    faults += [*in_cells, *(fault for person in news for fault in _conflicts(work, person, correct))]
    faults.sort(key=lambda fault: fault.row or 0)
    if not faults and not dry_run:
        _store(work, place, declared, [person for person in news if _changes(person)])
        for person in news:
            for replacement in person.replacements:
                replace_stored(work, declared.key, replacement, correct)
    brought = sum(person.scores for person in news)
    corrected = sum(len(person.replacements) for person in news) if correct else 0
    return ImportReport(
        rows=len(table.rows),
        persons_new=sum(person.known is None for person in news),
        persons_known=sum(person.known is not None for person in news),
        responses_new=brought,
        responses_known=sum(len(m.scores) for p in people for m in p.measurements) - brought - corrected,
        responses_corrected=corrected,
        dry_run=dry_run,
        faults=tuple(faults),
    )


def _changes(news: _NewScores) -> bool:
    known = news.known
    return (
        known is None
        or bool(news.measurements or news.replacements)
        or has_ended_there(known.enrolment, running=news.person.running)
    )


def _conflicts(work: Work, news: _NewScores, correct: str) -> Iterator[LegacyFault]:
    """Where the file and what was imported before do not agree, and nothing makes them."""
    if news.known is None:
        return
    yield from person_conflicts(work, news.known, _arrival(news), news.person.row)
    for replacement in news.replacements:
        if not correct or replacement.stored.by_hand:
            yield replacement.conflict({"the total": replacement.stored.values[0]}, {"the total": replacement.total})


def _news(person: LegacyPerson, key: str, known: Known | None, instruments: Mapping[str, Instrument]) -> _NewScores:
    fresh, replacements = [], []
    for measurement in person.measurements:
        new = []
        for imported in measurement.scores:
            stored = known.stored.get((measurement.occasion, imported.instrument)) if known else None
            if stored is None:
                new.append(imported)
            elif stored != Stored(measurement.on, (imported.total,)):
                replacements.append(
                    Replacement(
                        stored,
                        instruments[imported.instrument],
                        measurement.occasion,
                        measurement.on,
                        imported.row,
                        imported.column,
                        total=imported.total,
                    )
                )
        if new:
            fresh.append(LegacyMeasurement(measurement.occasion, measurement.on, tuple(new)))
    return _NewScores(person, key, known, tuple(fresh), tuple(replacements))


def _arrival(news: _NewScores) -> Arrival:
    person = news.person
    return Arrival(
        news.source_key,
        person.track,
        person.start,
        {measurement.occasion: measurement.on for measurement in news.measurements},
        news.known.enrolment if news.known else None,
        person.ended,
        person.running,
        person.background,
    )


def _store(work: Work, organisation: Organisation, programme: Programme, news: Sequence[_NewScores]) -> None:
    settled = settle(work, organisation, programme, [_arrival(person) for person in news])
    for person in news:
        for measurement in person.measurements:
            item = settled.occasions[person.source_key, measurement.occasion]
            for imported in measurement.scores:
                instrument = work.catalogue.one(Instrument, imported.instrument)
                work.add(only_total(work, item, instrument, measurement.on, imported.total))
    announce(work, settled)
