"""Where what is imported belongs: an enrolment that stands for each person of a file, and its done occasions.

The persons are nobody Varde knows: they get no identity number and a name that says nothing. What finds them again at
the next run is a keyed fingerprint of organisation, programme and the id in the file; the id itself is not kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from varde.assessments.models import Correction, Response
from varde.assessments.service import KIND
from varde.enrolments.access_entries import system_access
from varde.enrolments.events import EnrolmentChanged
from varde.enrolments.models import Enrolment, EnrolmentEvent, Offering, Referral
from varde.exchange.csv.table import LegacyFault
from varde.identity.models import Organisation, Person
from varde.instruments.answers import under_present_keys
from varde.instruments.values import Instrument
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
    of the days is the end, unless she is ``running``. ``background`` is what else is told of her (``sex``, ``age_band``,
    ``arm``); it is kept with the history of the enrolment.
    """

    source_key: str
    track: str | None
    start: date
    days: Mapping[str, date]
    known: Enrolment | None = None
    ended: date | None = None
    running: bool = False
    background: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settled:
    """The enrolments by source key, and their done occasions by (source key, occasion)."""

    enrolments: Mapping[str, Enrolment]
    occasions: Mapping[tuple[str, str], AgendaItem]


@dataclass(frozen=True, slots=True)
class Stored:
    """A response of an earlier run, as that run or a later one brought it: its day, and the columns that were asked for.

    ``by_hand``: a therapist has corrected it since, so that what is stored is hers, and no file replaces it."""

    on: date
    values: tuple[Any, ...]
    response_id: int = field(default=0, compare=False)
    by_hand: bool = field(default=False, compare=False)


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
    """The enrolments of earlier runs by source key, with these columns of their responses. Three statements for each
    500 persons, the first by source key."""
    known = {key: Known(enrolment) for key, enrolment in enrolments_of(work, keys).items()}
    by_id = {person.enrolment.id: person for person in known.values()}
    asked = Response.enrolment_id, Response.occasion, Response.instrument, Response.submitted_at, Response.id, *columns
    names = [column.key for column in columns]
    for begin in range(0, len(by_id), CHUNK):
        rows = work.session.execute(select(*asked).where(Response.enrolment_id.in_(list(by_id)[begin : begin + CHUNK])))
        by_hand = _before_hands(work, list(by_id)[begin : begin + CHUNK])
        for enrolment_id, occasion, instrument, at, response_id, *values in rows:
            if at is not None:
                brought = _by_hand(work, by_hand.get(response_id), instrument) or {
                    "submitted_at": at.isoformat(),
                    **dict(zip(names, values, strict=True)),
                }
                on = day_of(work, datetime.fromisoformat(brought["submitted_at"]))
                by_id[enrolment_id].stored[occasion, instrument] = Stored(
                    on, tuple(brought[name] for name in names), response_id, response_id in by_hand
                )
    return known


def _before_hands(work: Work, enrolment_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """By response id what a file had brought before somebody corrected it here. One statement."""
    rows = work.session.scalars(
        select(Correction)
        .where(Correction.enrolment_id.in_(enrolment_ids), Correction.by_id.is_not(None))
        .order_by(Correction.number)
    )
    brought: dict[int, dict[str, Any]] = {}
    for correction in rows:
        brought.setdefault(correction.response_id, json.loads(correction.before))
    return brought


def _by_hand(work: Work, said: dict[str, Any] | None, instrument: str) -> dict[str, Any] | None:
    if said is None:
        return None
    return {**said, "answers": under_present_keys(work.catalogue.all(Instrument).get(instrument), said["answers"])}


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
            _way_in(work, made[arrival.source_key], arrival)
        elif has_ended_there(arrival.known, running=arrival.running):
            _finish(work, arrival.known, arrival)
        system_access(work, made[arrival.source_key], "imported_scores", "import")
    return Settled(made, _occasions(work, [(made[arrival.source_key], arrival) for arrival in arrivals]))


def person_conflicts(work: Work, known: Known, arrival: Arrival, row: int) -> Iterator[LegacyFault]:
    """What the file says of a person herself otherwise than an earlier one did: that no correction replaces. One who has not
    begun here has begun nowhere else than the file says."""
    enrolment = known.enrolment
    started, ended = enrolment.started_at, enrolment.ended_at
    said = [
        ("track", enrolment.track, arrival.track),
        ("start", day_of(work, started) if started else arrival.start, arrival.start),
        ("end", day_of(work, ended) if ended and arrival.ended else None, arrival.ended if ended else None),
    ]
    otherwise = [f"another {name} ({before}, and {after} here)" for name, before, after in said if before != after]
    if arrival.running and ended:
        otherwise.append("an end, and is running here")
    if otherwise:
        yield LegacyFault("conflict", f"this person was imported before with {' and '.join(otherwise)}.", row)


def has_ended_there(enrolment: Enrolment, *, running: bool) -> bool:
    """Whether the file ends an enrolment that an earlier file left running. One that runs here no file ends."""
    return enrolment.imported and enrolment.state == "active" and not running


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
    """An enrolment that has ended, or that runs where she was. The day of the referral is not known."""
    began = noon(work, arrival.start)
    last = None if arrival.running else _last_day(work, arrival)
    return work.add(
        Enrolment(
            person_id=person.id,
            organisation_id=organisation.id,
            programme=programme.key,
            track=arrival.track,
            state="active" if arrival.running else "completed",
            referred_at=began,
            started_at=began,
            ended_at=last,
            end_reason=None if arrival.running else "completed",
            access_until=last,
            imported=True,
            source_key=arrival.source_key,
        )
    )


def _finish(work: Work, enrolment: Enrolment, arrival: Arrival) -> None:
    """She was running when an earlier file was written, and is not now."""
    enrolment.state, enrolment.end_reason = "completed", "completed"
    enrolment.ended_at = enrolment.access_until = _last_day(work, arrival)


def _last_day(work: Work, arrival: Arrival) -> datetime:
    days = [arrival.ended] if arrival.ended else [arrival.start, *arrival.days.values()]
    return max(noon(work, day) for day in days)


def _way_in(work: Work, enrolment: Enrolment, arrival: Arrival) -> None:
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
    work.add(
        EnrolmentEvent(
            enrolment_id=enrolment.id, at=work.now, kind="imported", by_id=None, details=dict(arrival.background)
        )
    )


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
        items.update({(grown[item.of_enrolment], item.key): item for item in rows})
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
