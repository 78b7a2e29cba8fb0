"""Bring in answers from an earlier system: everything in one transaction, or nothing and every reason why.

Every answer is kept, and each response is scored by the instrument as it is here. It happened long ago: the responses are
counted into benefits, and nobody is alerted or told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from varde.assessments.models import Response
from varde.exchange.csv.imported import Arrival, Known, announce, day_of, known_of, noon, place_of, settle, source_key
from varde.exchange.csv.importing import ImportReport
from varde.exchange.csv.legacy import LegacyFault
from varde.exchange.csv.response_rows import ImportedPerson, ImportedResponse, read_answers, responses_in
from varde.identity.models import Organisation
from varde.instruments.rules import score
from varde.instruments.values import Instrument
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.scheduling.models import AgendaItem
from varde.standing.start import START


@dataclass(frozen=True, slots=True)
class _NewResponses:
    """What one person of the file brings that is not stored yet. ``known`` is None for a person never seen before."""

    person: ImportedPerson
    source_key: str
    known: Known | None
    responses: tuple[ImportedResponse, ...]


def import_responses(
    work: Work, source: bytes, *, organisation: str, programme: str, dry_run: bool = False
) -> ImportReport:
    """Store a CSV file with one row for each answer as handed-in questionnaires of completed enrolments.

    The columns are those of :mod:`varde.exchange.csv.response_rows`. Nothing is stored when anything is wrong, or on a dry
    run. What an earlier run stored is left as it is; a file that says otherwise about it is refused. Each new or grown
    enrolment is published as changed, so that it is counted.
    """
    destination = place_of(work, organisation, programme)
    if isinstance(destination, LegacyFault):
        return ImportReport(dry_run=dry_run, faults=(destination,))
    place, declared = destination
    rows, faults = read_answers(source)
    people, wrong = responses_in(rows, declared, work.catalogue.all(Instrument), work.today)
    keys = {person.source_id: source_key(work, place.key, declared.key, person.source_id) for person in people}
    known = known_of(work, list(keys.values()), Response.answers, Response.context)
    news = [_news(person, keys[person.source_id], known.get(keys[person.source_id])) for person in people]
    faults += [*wrong, *(fault for arrival in news for fault in _conflicts(work, arrival))]
    faults.sort(key=lambda fault: fault.row or 0)
    if not faults and not dry_run:
        _store(work, place, declared, [arrival for arrival in news if arrival.known is None or arrival.responses])
    brought = sum(len(arrival.responses) for arrival in news)
    return ImportReport(
        rows=len(rows),
        persons_new=sum(arrival.known is None for arrival in news),
        persons_known=sum(arrival.known is not None for arrival in news),
        responses_new=brought,
        responses_known=sum(len(person.responses) for person in people) - brought,
        dry_run=dry_run,
        faults=tuple(faults),
    )


def _news(person: ImportedPerson, key: str, known: Known | None) -> _NewResponses:
    stored = known.stored if known else {}
    return _NewResponses(
        person, key, known, tuple(response for place, response in person.responses.items() if place not in stored)
    )


def _conflicts(work: Work, news: _NewResponses) -> Iterator[LegacyFault]:
    """Where the file and what was imported before do not agree."""
    if news.known is None:
        return
    person, enrolment = news.person, news.known.enrolment
    started, ended = enrolment.started_at, enrolment.ended_at
    if (
        enrolment.track != person.track
        or (started and day_of(work, started) != person.started)
        or (person.ended and ended and day_of(work, ended) != person.ended)
    ):
        yield LegacyFault("conflict", "this person was imported before with another start, track or end.", person.row)
    for (occasion, instrument), response in person.responses.items():
        stored = news.known.stored.get((occasion, instrument))
        if stored is None:
            continue
        answers, context = stored.values
        if (answers, stored.on) != (response.given, response.on):
            sentence = f"{instrument} at {occasion} was imported before with other answers or another date."
            yield LegacyFault("conflict", sentence, response.row)
        elif any(context.get(name) != value for name, value in response.needed.items()):
            sentence = f"{instrument} at {occasion} was imported before with another context."
            yield LegacyFault("conflict", sentence, response.row)


def _store(work: Work, organisation: Organisation, programme: Programme, news: Sequence[_NewResponses]) -> None:
    settled = settle(work, organisation, programme, [_arrival(arrival) for arrival in news])
    for arrival in news:
        for response in arrival.responses:
            item = settled.occasions[arrival.source_key, response.occasion]
            work.add(_response(work, item, response, _context(arrival, response)))
    announce(work, settled)


def _arrival(arrived: _NewResponses) -> Arrival:
    days: dict[str, date] = {}
    for response in arrived.responses:
        days[response.occasion] = max(response.on, days.get(response.occasion, response.on))
    person = arrived.person
    known = arrived.known.enrolment if arrived.known else None
    return Arrival(arrived.source_key, person.track, person.started, days, known, person.ended)


def _context(news: _NewResponses, response: ImportedResponse) -> dict[str, object]:
    """What the instrument reads besides the answers, as the file says it; how far she walked at the start is found in the
    file, or in what an earlier run stored, when the file does not say."""
    context = response.needed
    if (
        "baseline_metres" in response.instrument.needs
        and "baseline_metres" not in context
        and response.occasion != START
    ):
        place = START, response.instrument.key
        known = news.known.stored.get(place) if news.known else None
        first = news.person.responses[place].given if place in news.person.responses else known and known.values[0]
        walked = score(response.instrument, first).total if first else None
        if walked is not None:
            context["baseline_metres"] = walked
    return context


def _response(work: Work, item: AgendaItem, imported: ImportedResponse, context: dict[str, object]) -> Response:
    """A handed-in response, scored now."""
    scored = score(imported.instrument, imported.given, context)
    return Response(
        enrolment_id=item.enrolment_id,
        agenda_id=item.id,
        occasion=item.key,
        instrument=imported.instrument.key,
        version=imported.instrument.version,
        answers=imported.given,
        context=context,
        saved_at=work.now,
        submitted_at=noon(work, imported.on),
        mode="import",
        status=scored.status,
        total=scored.total,
        band=scored.band,
        subscores=dict(scored.subscores),
        flags=dict(scored.flags),
        n_missing=scored.n_missing,
    )
