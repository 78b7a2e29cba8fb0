"""Bring in answers from an earlier system: everything in one transaction, or nothing and every reason why.

Every answer is kept, and each response is scored by the instrument as it is here. It happened long ago: the responses are
counted into benefits, and nobody is told. An answer that says somebody is in danger is a line of the report, or, where the
enrolment is under way, an alert.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from varde.alerts.notes import SOURCE, dangers_of_response
from varde.alerts.service import raise_alert
from varde.assessments.models import Response
from varde.assessments.scored import write_score
from varde.enrolments.models import Enrolment
from varde.enrolments.service import OPEN_STATES
from varde.exchange.csv.corrections import (
    Replacement,
    about,
    brought,
    check_reason,
    danger_in_words,
    only_total,
    replace_stored,
)
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
from varde.exchange.csv.importing import ImportReport
from varde.exchange.csv.others import check_others, own_names
from varde.exchange.csv.response_rows import CONTEXT, ImportedPerson, ImportedResponse, read_answers, responses_in
from varde.exchange.csv.table import LegacyFault
from varde.exchange.fhir.reading import read_resources
from varde.identity.models import Organisation
from varde.instruments.rules import score
from varde.instruments.values import Instrument
from varde.kernel.tables import TableOptions
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
    replacements: tuple[Replacement, ...] = ()


def import_responses(
    work: Work,
    source: bytes,
    *,
    organisation: str,
    programme: str,
    options: TableOptions | None = None,
    fhir: bool = False,
    dry_run: bool = False,
    other_occasions: Collection[str] = (),
    correct: str = "",
) -> ImportReport:
    """Store a CSV file with one row for each answer, or (``fhir``) the lines that ``varde export`` writes, as handed-in
    questionnaires of completed enrolments.

    The columns are those of :mod:`varde.exchange.csv.response_rows`. Nothing is stored when anything is wrong, or on a dry
    run. What an earlier run stored is left as it is; a file that says otherwise about it is refused, or (``correct`` says
    why) replaces it by corrections. ``other_occasions`` are names of occasions that are none of the programme's. Each new or grown
    enrolment is published as changed, so that it is counted.

    :raises BadUsage: one of ``other_occasions`` cannot be such a name, or ``correct`` is too short.
    """
    correct = check_reason(correct)
    destination = place_of(work, organisation, programme)
    if isinstance(destination, LegacyFault):
        return ImportReport(dry_run=dry_run, faults=(destination,))
    place, declared = destination
    table = read_resources(source, work.zone) if fhir else read_answers(source, options or TableOptions())
    faults = list(table.faults)
    names = {**check_others(declared, other_occasions), **own_names(table)}
    people, wrong = responses_in(table, declared, work.catalogue.all(Instrument), work.today, names)
    keys = {person.source_id: source_key(work, place.key, declared.key, person.source_id) for person in people}
    known = known_of(work, list(keys.values()), Response.answers, Response.context, Response.total)
    news = [_news(person, keys[person.source_id], known.get(keys[person.source_id])) for person in people]
    faults += [*wrong, *(fault for arrival in news for fault in _conflicts(work, arrival, correct))]
    faults.sort(key=lambda fault: fault.row or 0)
    dangers: list[str] = []
    if not faults and not dry_run:
        dangers = _store(work, place, declared, [arrival for arrival in news if _changes(arrival)])
        for arrival in news:
            for replacement in arrival.replacements:
                dangers += replace_stored(work, declared.key, replacement, correct)
    new = sum(len(arrival.responses) for arrival in news)
    corrected = sum(len(arrival.replacements) for arrival in news) if correct else 0
    return ImportReport(
        rows=len(table.rows),
        persons_new=sum(arrival.known is None for arrival in news),
        persons_known=sum(arrival.known is not None for arrival in news),
        responses_new=new,
        responses_known=sum(len(person.responses) for person in people) - new - corrected,
        responses_corrected=corrected,
        dry_run=dry_run,
        faults=tuple(faults),
        dangers=tuple(dangers),
    )


def _changes(arrival: _NewResponses) -> bool:
    """Whether anything is to be stored: somebody new, new responses, or that she is not running any more."""
    known = arrival.known
    return (
        known is None
        or bool(arrival.responses or arrival.replacements)
        or has_ended_there(known.enrolment, running=arrival.person.running)
    )


def _news(person: ImportedPerson, key: str, known: Known | None) -> _NewResponses:
    stored = known.stored if known else {}
    fresh = tuple(response for place, response in person.responses.items() if place not in stored)
    news = _NewResponses(person, key, known, fresh)
    again = [(response, stored[place]) for place, response in person.responses.items() if place in stored]
    otherwise = [_replacement(news, response, before) for response, before in again]
    return replace(news, replacements=tuple(each for each in otherwise if each is not None))


def _replacement(news: _NewResponses, response: ImportedResponse, stored: Stored) -> Replacement | None:
    """What the file says of a response otherwise than it is stored; None when it says the same. A context that it does not
    tell stays as it was."""
    answers, context, total = stored.values
    context_told = _context(news, response)
    same = answers == response.given if response.total is None else (answers, total) == ({}, response.total)
    if same and stored.on == response.on and context_told.items() <= context.items():
        return None
    place = (response.instrument, response.occasion, response.on, response.row)
    if response.total is not None:
        return Replacement(stored, *place, total=response.total)
    return Replacement(stored, *place, answers=response.given, context={**context, **context_told})


def _conflicts(work: Work, news: _NewResponses, correct: str) -> Iterator[LegacyFault]:
    """Where the file and what was imported before do not agree, and nothing makes them."""
    if news.known is None:
        return
    yield from person_conflicts(work, news.known, _arrival(news), news.person.row)
    for replacement in news.replacements:
        if not correct or replacement.stored.by_hand:
            answers, context, total = replacement.stored.values
            if replacement.total is not None:
                yield replacement.conflict({**answers, "the total": total}, {"the total": replacement.total})
                continue
            after = {**(replacement.answers or {}), **_named(replacement.context or {})}
            yield replacement.conflict({**answers, **_named(context)}, after)


def _named(context: Mapping[str, Any]) -> dict[str, Any]:
    return {CONTEXT + name: value for name, value in context.items()}


def _store(work: Work, organisation: Organisation, programme: Programme, news: Sequence[_NewResponses]) -> list[str]:
    """Returns a sentence for each answer about danger that nobody is alerted about."""
    settled = settle(work, organisation, programme, [_arrival(arrival) for arrival in news])
    stored: list[tuple[ImportedResponse, Response]] = []
    for arrival in news:
        for response in arrival.responses:
            item = settled.occasions[arrival.source_key, response.occasion]
            stored.append((response, work.add(_response(work, item, response, _context(arrival, response)))))
    announce(work, settled)
    enrolments = {enrolment.id: enrolment for enrolment in settled.enrolments.values()}
    return [
        sentence
        for imported, response in stored
        for sentence in _dangers(work, enrolments[response.enrolment_id], imported, response)
    ]


def _dangers(work: Work, enrolment: Enrolment, imported: ImportedResponse, response: Response) -> list[str]:
    """Raise what an answer calls for where the enrolment is under way, also one that the import left running; a sentence for
    each elsewhere."""
    dangers = dangers_of_response(work, enrolment.programme, response)
    if enrolment.state in OPEN_STATES:
        for danger in dangers:
            because = {**danger.because, SOURCE: "import"}
            raise_alert(work, enrolment, danger.alert, f"response:{response.id}", because, response.id)
        return []
    said = about(imported.instrument, response.occasion, imported.on)
    return [danger_in_words(imported.row, said, danger) for danger in dangers]


def _arrival(arrived: _NewResponses) -> Arrival:
    days: dict[str, date] = {}
    for response in arrived.responses:
        days[response.occasion] = max(response.on, days.get(response.occasion, response.on))
    person = arrived.person
    known = arrived.known.enrolment if arrived.known else None
    return Arrival(
        arrived.source_key, person.track, person.started, days, known, person.ended, person.running, person.background
    )


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
        said = news.person.responses.get(place)
        first = said.given if said else known and known.values[0]
        walked = score(response.instrument, first).total if first else said.total if said else None
        if walked is not None:
            context["baseline_metres"] = walked
    return context


def _response(work: Work, item: AgendaItem, imported: ImportedResponse, context: dict[str, object]) -> Response:
    """A handed-in response, scored now; or its total, as it came alone."""
    if imported.total is not None:
        return only_total(work, item, imported.instrument, imported.on, imported.total)
    response = brought(work, item, imported.instrument, imported.on, imported.given, context)
    write_score(imported.instrument, response)
    return response
