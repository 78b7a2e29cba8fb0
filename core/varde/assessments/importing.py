"""Bring in scores from an earlier system: everything in one transaction, or nothing and every reason why.

The persons are nobody Varde knows: they get no identity number and a name that says nothing. What finds them again at
the next run is a keyed fingerprint of organisation, programme and the id in the file; the id itself is not kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, select

from varde.assessments.legacy import (
    LegacyFault,
    LegacyPerson,
    LegacyScore,
    Measurement,
    mapping_faults,
    people_of,
    read_rows,
)
from varde.assessments.mapping import ScoreMapping
from varde.assessments.models import Response
from varde.assessments.service import KIND
from varde.identity.models import Organisation, Person
from varde.instruments.rules import band_of, score
from varde.instruments.values import Instrument
from varde.kernel.work import Work
from varde.programmes.access import system_access
from varde.programmes.events import EnrolmentChanged
from varde.programmes.models import Enrolment, EnrolmentEvent, Offering, Referral
from varde.programmes.values import Programme
from varde.scheduling.agenda import finish, plan
from varde.scheduling.models import AgendaItem
from varde.scheduling.rules import at_wall_time

SOURCE_PLACE = "enrolment.source"
NOON = time(12, 0)
"""Legacy files have dates, not times; noon is the same day in every zone a person is likely to read it in."""
_CHUNK = 500


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
            "stored": self.stored, "dry_run": self.dry_run, "rows": self.rows, "persons_new": self.persons_new,
            "persons_known": self.persons_known, "responses_new": self.responses_new,
            "responses_known": self.responses_known, "faults": len(self.faults),
        }  # fmt: skip


@dataclass(slots=True)
class _Known:
    """An enrolment that an earlier run made, with its totals and their days by (occasion, instrument)."""

    enrolment: Enrolment
    totals: dict[tuple[str, str], tuple[float | None, date]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _News:
    """What one person of the file brings that is not stored yet. ``known`` is None for a person never seen before."""

    person: LegacyPerson
    source_key: str
    known: _Known | None
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
    found = _place(work, organisation, programme)
    if isinstance(found, LegacyFault):
        return ImportReport(dry_run=dry_run, faults=(found,))
    place, declared = found
    instruments = work.catalogue.all(Instrument)
    faults = mapping_faults(mapping, declared, instruments)
    if faults:
        return ImportReport(dry_run=dry_run, faults=tuple(faults))
    rows, faults = read_rows(source, mapping)
    people, in_cells = people_of(rows, mapping, declared, instruments, work.today)
    keys = {p.source_id: source_key(work, place.key, declared.key, p.source_id) for p in people}
    known = _known(work, list(keys.values()))
    faults += [*in_cells, *(fault for p in people for fault in _conflicts(work, p, known.get(keys[p.source_id])))]
    faults.sort(key=lambda fault: fault.row or 0)
    news = [_news(p, keys[p.source_id], known.get(keys[p.source_id])) for p in people]
    if not faults and not dry_run:
        _store(work, place, declared, [one for one in news if one.known is None or one.measurements])
    brought = sum(one.scores for one in news)
    return ImportReport(
        rows=len(rows),
        persons_new=sum(one.known is None for one in news),
        persons_known=sum(one.known is not None for one in news),
        responses_new=brought,
        responses_known=sum(len(m.scores) for p in people for m in p.measurements) - brought,
        dry_run=dry_run,
        faults=tuple(faults),
    )


def source_key(work: Work, organisation: str, programme: str, source_id: str) -> str:
    """The fingerprint that finds an imported enrolment again; 64 hex digits."""
    return work.vault.fingerprint(SOURCE_PLACE, f"{organisation}\0{programme}\0{source_id}")


def _place(work: Work, organisation: str, programme: str) -> tuple[Organisation, Programme] | LegacyFault:
    """Where the file belongs, or why it cannot be taken there."""
    declared = work.catalogue.all(Programme).get(programme)
    if declared is None:
        known = ", ".join(work.catalogue.all(Programme))
        return LegacyFault("unknown programme", f"There is no programme “{programme}”. There are {known}.")
    place = work.session.scalar(
        select(Organisation)
        .where(Organisation.key == organisation)
        # Two imports at one organisation take turns; referrals there need not wait.
        .with_for_update(key_share=True)
    )
    if place is None:
        return LegacyFault("unknown organisation", f"There is no organisation “{organisation}”.")
    offers = select(Offering.id).where(Offering.organisation_id == place.id, Offering.programme == programme)
    if work.session.scalar(offers) is None:
        return LegacyFault("not offered", f"The organisation {organisation} does not offer the programme {programme}.")
    return place, declared


def _known(work: Work, keys: Sequence[str]) -> dict[str, _Known]:
    """The enrolments of earlier runs by source key. Two statements for each 500 persons."""
    found: dict[str, _Known] = {}
    for begin in range(0, len(keys), _CHUNK):
        enrolments = work.session.scalars(
            select(Enrolment).where(Enrolment.source_key.in_(keys[begin : begin + _CHUNK]))
        ).all()
        by_id = {enrolment.id: _Known(enrolment) for enrolment in enrolments}
        rows = work.session.execute(
            select(
                Response.enrolment_id, Response.occasion, Response.instrument, Response.total, Response.submitted_at
            ).where(Response.enrolment_id.in_(by_id))
        )
        for enrolment_id, occasion, instrument, total, at in rows:
            if at is not None:
                by_id[enrolment_id].totals[occasion, instrument] = total, at.astimezone(work.zone).date()
        found.update({str(one.enrolment.source_key): one for one in by_id.values()})
    return found


def _conflicts(work: Work, person: LegacyPerson, known: _Known | None) -> Iterator[LegacyFault]:
    """Where the file and what was imported before do not agree."""
    if known is None:
        return
    started = known.enrolment.started_at
    if known.enrolment.track != person.track or (started and started.astimezone(work.zone).date() != person.start):
        yield LegacyFault("conflict", "this person was imported before with another start or track.", person.row)
    for measurement in person.measurements:
        for found in measurement.scores:
            stored = known.totals.get((measurement.occasion, found.instrument))
            if stored is not None and stored != (found.total, measurement.on):
                sentence = (
                    f"{found.total:g} for {found.instrument} at {measurement.occasion} on {measurement.on} is not what "
                    f"was imported before, which is {stored[0]} on {stored[1]}."
                )
                yield LegacyFault("conflict", sentence, found.row, found.column)


def _news(person: LegacyPerson, key: str, known: _Known | None) -> _News:
    stored = known.totals if known else {}
    fresh = []
    for measurement in person.measurements:
        scores = tuple(s for s in measurement.scores if (measurement.occasion, s.instrument) not in stored)
        if scores:
            fresh.append(Measurement(measurement.occasion, measurement.on, scores))
    return _News(person, key, known, tuple(fresh))


# --- storing: rows of one kind at a time, so that a file of thousands is a few statements for each kind


def _store(work: Work, organisation: Organisation, programme: Programme, news: Sequence[_News]) -> None:
    enrolments = [one.known.enrolment if one.known else None for one in news]
    first = (work.session.scalar(select(func.count()).where(Enrolment.imported.is_(True))) or 0) + 1
    persons = [
        work.add(Person(given_name="Importert", family_name=str(number), created_at=work.now))
        for number, _ in enumerate((one for one in news if one.known is None), start=first)
    ]
    work.session.flush()
    arrivals = iter(persons)
    made = [
        found or _enrolment(work, organisation, programme, one, next(arrivals))
        for one, found in zip(news, enrolments, strict=True)
    ]
    work.session.flush()
    for enrolment, one in zip(made, news, strict=True):
        if one.known is None:
            _way_in(work, enrolment)
        system_access(work, enrolment, "imported_scores", "import")
    _add_responses(work, list(zip(made, news, strict=True)))
    work.session.flush()
    for enrolment in made:
        work.publish(EnrolmentChanged(enrolment.id))


def _enrolment(work: Work, organisation: Organisation, programme: Programme, one: _News, person: Person) -> Enrolment:
    """A completed enrolment. The day of the referral is not known; benefits count no waiting time for it."""
    began = _noon(work, one.person.start)
    last = max([began, *(_noon(work, measurement.on) for measurement in one.measurements)])
    return work.add(
        Enrolment(
            person_id=person.id, organisation_id=organisation.id, programme=programme.key, track=one.person.track,
            state="completed", referred_at=began, started_at=began, ended_at=last, end_reason="completed",
            access_until=last, imported=True, source_key=one.source_key,
        )
    )  # fmt: skip


def _way_in(work: Work, enrolment: Enrolment) -> None:
    work.add(
        Referral(
            enrolment_id=enrolment.id, source="import", facts={}, outcome="eligible", because=[],
            answer_by=enrolment.referred_at,
        )
    )  # fmt: skip
    work.add(EnrolmentEvent(enrolment_id=enrolment.id, at=work.now, kind="imported", by_id=None, details={}))


def _add_responses(work: Work, brought: Sequence[tuple[Enrolment, _News]]) -> None:
    items = _agenda(work, brought)
    for enrolment, one in brought:
        for measurement in one.measurements:
            for found in measurement.scores:
                work.add(_response(work, enrolment, items[enrolment.id, measurement.occasion], measurement.on, found))


def _agenda(work: Work, brought: Sequence[tuple[Enrolment, _News]]) -> dict[tuple[int, str], AgendaItem]:
    """A done agenda item for each (enrolment, occasion): those of earlier runs, and new ones."""
    grown = [enrolment.id for enrolment, one in brought if one.known is not None]
    items: dict[tuple[int, str], AgendaItem] = {}
    for begin in range(0, len(grown), _CHUNK):
        rows = work.session.scalars(
            select(AgendaItem).where(
                AgendaItem.enrolment_id.in_(grown[begin : begin + _CHUNK]), AgendaItem.kind == KIND
            )
        )
        items.update({(item.enrolment_id, item.key): item for item in rows})
    for enrolment, one in brought:
        for measurement in one.measurements:
            if (enrolment.id, measurement.occasion) not in items:
                at = _noon(work, measurement.on)
                item = plan(
                    work, enrolment.id, KIND, measurement.occasion, opens_at=at, due_at=at, closes_at=at,
                    details={"imported": True},
                )  # fmt: skip
                finish(item, at)
                items[enrolment.id, measurement.occasion] = item
    work.session.flush()
    return items


def _response(work: Work, enrolment: Enrolment, item: AgendaItem, on: date, found: LegacyScore) -> Response:
    """A handed-in response of which only the total is known; its flags and subscores are not."""
    instrument = work.catalogue.one(Instrument, found.instrument)
    answers = {"total": found.total} if instrument.kind == "score_only" else {}
    band = score(instrument, answers).band if answers else band_of(instrument, found.total)
    return Response(
        enrolment_id=enrolment.id, agenda_id=item.id, occasion=item.key, instrument=instrument.key,
        version=instrument.version, answers=answers, saved_at=work.now, submitted_at=_noon(work, on), mode="import",
        status="scored", total=found.total, band=band, subscores={}, flags={}, n_missing=0,
    )  # fmt: skip


def _noon(work: Work, day: date) -> datetime:
    return at_wall_time(day, NOON, work.zone)
