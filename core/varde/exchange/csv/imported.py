"""Where what is imported belongs: an enrolment that stands for each person of a file, and its done occasions.

The persons are nobody Varde knows: they get no identity number and a name that says nothing. What finds them again at
the next run is a keyed fingerprint of organisation, programme and the id in the file; the id itself is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from varde.assessments.models import Response
from varde.assessments.service import KIND
from varde.enrolments.access import system_access
from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import Enrolment, EnrolmentEvent, Offering, Referral
from varde.exchange.csv.legacy import LegacyFault
from varde.identity.models import Organisation, Person
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.scheduling.agenda import finish, plan
from varde.scheduling.models import AgendaItem
from varde.scheduling.rules import at_wall_time

SOURCE_PLACE = "enrolment.source"
NOON = time(12, 0)
"""Legacy files have dates, not times; noon is the same day in every zone a person is likely to read it in."""
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Arrival:
    """A person of a file: when she began and ended, and the day of each occasion that brings something new.

    ``known`` is the enrolment that an earlier run made; None for a person never seen before. Without ``ended`` the last
    of the days is the end.
    """

    source_key: str
    track: str | None
    start: date
    days: Mapping[str, date]
    known: Enrolment | None = None
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """The enrolments by source key, and their done occasions by (source key, occasion)."""

    enrolments: Mapping[str, Enrolment]
    occasions: Mapping[tuple[str, str], AgendaItem]


@dataclass(frozen=True, slots=True)
class Stored:
    """A response of an earlier run: its day, and the columns that were asked for."""

    on: date
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """An enrolment that an earlier run made, and its responses by (occasion, instrument)."""

    enrolment: Enrolment
    stored: dict[tuple[str, str], Stored] = field(default_factory=dict)


def place_of(work: Work, organisation: str, programme: str) -> tuple[Organisation, Programme] | LegacyFault:
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


def source_key(work: Work, organisation: str, programme: str, source_id: str) -> str:
    """The fingerprint that finds an imported enrolment again; 64 hex digits."""
    return work.vault.fingerprint(SOURCE_PLACE, f"{organisation}\0{programme}\0{source_id}")


def enrolments_of(work: Work, keys: Sequence[str]) -> dict[str, Enrolment]:
    """The enrolments of earlier runs by source key. One statement for each 500 persons."""
    by_key: dict[str, Enrolment] = {}
    for begin in range(0, len(keys), CHUNK):
        rows = work.session.scalars(select(Enrolment).where(Enrolment.source_key.in_(keys[begin : begin + CHUNK])))
        by_key.update({str(enrolment.source_key): enrolment for enrolment in rows})
    return by_key


def known_of(work: Work, keys: Sequence[str], *columns: InstrumentedAttribute[Any]) -> dict[str, Known]:
    """The enrolments of earlier runs by source key, with these columns of their responses. Two statements for each 500
    persons."""
    known = {key: Known(enrolment) for key, enrolment in enrolments_of(work, keys).items()}
    by_id = {person.enrolment.id: person for person in known.values()}
    asked = Response.enrolment_id, Response.occasion, Response.instrument, Response.submitted_at, *columns
    for begin in range(0, len(by_id), CHUNK):
        rows = work.session.execute(select(*asked).where(Response.enrolment_id.in_(list(by_id)[begin : begin + CHUNK])))
        for enrolment_id, occasion, instrument, at, *values in rows:
            if at is not None:
                by_id[enrolment_id].stored[occasion, instrument] = Stored(day_of(work, at), tuple(values))
    return known


def settle(work: Work, organisation: Organisation, programme: Programme, arrivals: Sequence[Arrival]) -> Settled:
    """Make the enrolments and occasions that are not there yet.

    Rows of one kind at a time, so that a file of thousands is a few statements for each kind. The caller adds what was
    answered, and then calls :func:`announce`.
    """
    first = (work.session.scalar(select(func.count()).where(Enrolment.imported.is_(True))) or 0) + 1
    new = [arrival for arrival in arrivals if arrival.known is None]
    persons = [
        work.add(Person(given_name="Importert", family_name=str(number), created_at=work.now))
        for number, _ in enumerate(new, start=first)
    ]
    work.session.flush()
    made = {arrival.source_key: arrival.known for arrival in arrivals if arrival.known is not None}
    for arrival, person in zip(new, persons, strict=True):
        made[arrival.source_key] = _enrolment(work, organisation, programme, arrival, person)
    work.session.flush()
    for arrival in arrivals:
        if arrival.known is None:
            _way_in(work, made[arrival.source_key])
        system_access(work, made[arrival.source_key], "imported_scores", "import")
    return Settled(made, _occasions(work, [(made[arrival.source_key], arrival) for arrival in arrivals]))


def announce(work: Work, settled: Settled) -> None:
    """Say that these enrolments changed, so that they are counted. What was answered long ago is no news to others."""
    work.session.flush()
    for enrolment in settled.enrolments.values():
        work.publish(EnrolmentChanged(enrolment.id))


def noon(work: Work, day: date) -> datetime:
    """The moment that stands for a day."""
    return at_wall_time(day, NOON, work.zone)


def day_of(work: Work, at: datetime) -> date:
    """The day that a moment stands for."""
    return at.astimezone(work.zone).date()


def _enrolment(
    work: Work, organisation: Organisation, programme: Programme, arrival: Arrival, person: Person
) -> Enrolment:
    """A completed enrolment. The day of the referral is not known; benefits count no waiting time for it."""
    began = noon(work, arrival.start)
    last = (
        noon(work, arrival.ended)
        if arrival.ended
        else max([began, *(noon(work, day) for day in arrival.days.values())])
    )
    return work.add(
        Enrolment(
            person_id=person.id,
            organisation_id=organisation.id,
            programme=programme.key,
            track=arrival.track,
            state="completed",
            referred_at=began,
            started_at=began,
            ended_at=last,
            end_reason="completed",
            access_until=last,
            imported=True,
            source_key=arrival.source_key,
        )
    )


def _way_in(work: Work, enrolment: Enrolment) -> None:
    work.add(
        Referral(
            enrolment_id=enrolment.id,
            source="import",
            facts={},
            outcome="eligible",
            because=[],
            answer_by=enrolment.referred_at,
        )
    )
    work.add(EnrolmentEvent(enrolment_id=enrolment.id, at=work.now, kind="imported", by_id=None, details={}))


def _occasions(work: Work, brought: Sequence[tuple[Enrolment, Arrival]]) -> dict[tuple[str, str], AgendaItem]:
    """A done agenda item for each occasion: those of earlier runs, and new ones."""
    grown = {enrolment.id: arrival.source_key for enrolment, arrival in brought if arrival.known is not None}
    items: dict[tuple[str, str], AgendaItem] = {}
    for begin in range(0, len(grown), CHUNK):
        rows = work.session.scalars(
            select(AgendaItem).where(
                AgendaItem.enrolment_id.in_(list(grown)[begin : begin + CHUNK]), AgendaItem.kind == KIND
            )
        )
        items.update({(grown[item.enrolment_id], item.key): item for item in rows})
    for enrolment, arrival in brought:
        for occasion, day in arrival.days.items():
            if (arrival.source_key, occasion) not in items:
                at = noon(work, day)
                item = plan(
                    work, enrolment.id, KIND, occasion, opens_at=at, due_at=at, closes_at=at, details={"imported": True}
                )
                finish(item, at)
                items[arrival.source_key, occasion] = item
    work.session.flush()
    return items
