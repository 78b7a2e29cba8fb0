"""What is stored of what organisations have decided: read as typed values, and whether everything can be read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal

from sqlalchemy import and_, func, select, tuple_
from sqlalchemy.orm import joinedload

from varde.enrolments.models import Enrolment, Offering
from varde.enrolments.rules import TAKES_ROOM
from varde.enrolments.settings import OfferingSettings
from varde.identity.models import Organisation
from varde.kernel.characters import keys_in
from varde.kernel.declared import declared_by, faults_of, read
from varde.kernel.part import LevelSettings
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.programmes.gone import programme_of
from varde.programmes.setting_facts import PREFIX, decided_by
from varde.programmes.values import Programme, Track
from varde.rules.facts import Fact, check_values
from varde.rules.language import Rule, facts_of
from varde.series.limits import limit_facts, limit_faults
from varde.series.values import Series

DEMANDS_SIGNATURES = Offering.settings["demands_signatures"].as_boolean()
"""That an offering shows only what a clinical owner has signed, in SQL."""


def settings_of(work: Work, offering: Offering) -> OfferingSettings:
    """What holds at this organisation, the programme's own reply time where the organisation has none.

    :raises WrongSettings: something stored cannot be what it is.
    """
    return _settings(work, offering.programme, offering)


def settings_for(work: Work, enrolment: Enrolment) -> OfferingSettings:
    """What holds for an enrolment, also where the offering is closed or gone. One statement."""
    offering = find_offering(work, enrolment.organisation_id, enrolment.programme)
    return _settings(work, enrolment.programme, offering)


def settings_at(work: Work, places: Collection[tuple[int, str]]) -> dict[tuple[int, str], OfferingSettings]:
    """What holds at each of these organisations for the programme, also where the offering is closed or gone. One statement."""
    rows = select(Offering).where(tuple_(Offering.organisation_id, Offering.programme).in_(places))
    offered = {(each.organisation_id, each.programme): each for each in work.session.scalars(rows)}
    return {place: _settings(work, place[1], offered.get(place)) for place in places}


def signed_only_at(work: Work, organisation_id: int) -> frozenset[str]:
    """The programmes of which this organisation shows only what a clinical owner has signed. One statement."""
    rows = work.session.scalars(select(Offering).where(Offering.organisation_id == organisation_id))
    return frozenset(each.programme for each in rows if settings_of(work, each).demands_signatures)


def find_offering(work: Work, organisation_id: int, programme: str) -> Offering | None:
    """The offering, open or closed; None when there is none. One statement."""
    return work.session.scalar(
        select(Offering).where(Offering.organisation_id == organisation_id, Offering.programme == programme)
    )


def tracks_offered(work: Work, enrolment: Enrolment) -> tuple[Track, ...]:
    """The tracks of the programme that the organisation offers: those it has named, else all. One statement."""
    tracks = programme_of(work, enrolment.programme).tracks
    named = keys_in(settings_for(work, enrolment).tracks)
    return tuple(track for track in tracks if not named or track.key in named)


def room_left(work: Work, enrolment: Enrolment) -> tuple[int, int] | None:
    """How many are under way, or about to begin, where this enrolment is, and how many can be; None where the organisation has not
    said. Two statements."""
    capacity = settings_for(work, enrolment).capacity
    if capacity is None:
        return None
    taken = select(func.count()).where(
        Enrolment.organisation_id == enrolment.organisation_id,
        Enrolment.programme == enrolment.programme,
        Enrolment.state.in_(TAKES_ROOM),
    )
    return work.session.scalar(taken) or 0, capacity


def _settings(work: Work, programme: str, offering: Offering | None) -> OfferingSettings:
    days = programme_of(work, programme).reply_working_days
    return read(OfferingSettings, offering.settings if offering else {}, reply_working_days=days)


def eligibility_settings(programme: Programme, offering: Offering | None) -> dict[str, object]:
    """The settings of the offering that this programme's eligibility declares, such as an age limit."""
    names = {fact.key for fact in programme.eligibility.settings}
    return {name: value for name, value in (offering.settings if offering else {}).items() if name in names}


def declared_for(work: Work, level: Literal["organisation", "offering"], programme: str = "") -> tuple[type, ...]:
    """The dataclasses that the parts declare for this level; for an offering also those of its programme alone."""
    levels = work.catalogue.all(LevelSettings).values()
    return tuple(each.kind for each in levels if each.level == level and each.programme in ("", programme))


def stored_faults(work: Work) -> list[str]:
    """One sentence for everything stored that nobody reads or that cannot be, naming the organisation and the programme.

    The names of a programme that is not installed are not known, and are passed over. Two statements.
    """
    faults = [
        f"Organisation {organisation.key}: {fault.to('en')}"
        for organisation in work.session.scalars(select(Organisation).order_by(Organisation.key))
        for fault in faults_of_organisation(work, organisation.details)
    ]
    offerings = work.session.scalars(
        select(Offering)
        .options(joinedload(Offering.organisation))
        .order_by(Offering.organisation_id, Offering.programme)
    )
    return faults + [
        f"Organisation {offering.organisation.key}, programme {offering.programme}: {fault.to('en')}"
        for offering in offerings
        for fault in faults_of_offering(work, offering.programme, offering.settings)
    ]


def faults_of_organisation(work: Work, stored: Mapping[str, object]) -> list[Text]:
    """One sentence for everything an organisation has decided that nobody reads or that cannot be."""
    return faults_of(declared_for(work, "organisation"), stored)


def faults_of_offering(work: Work, key: str, stored: Mapping[str, object]) -> list[Text]:
    """The same of what is decided for an offering of this programme."""
    kinds = declared_for(work, "offering", key)
    programme = work.catalogue.all(Programme).get(key)
    if programme is None:
        return faults_of(kinds, stored, stored)
    facts = facts_decided(work, programme)
    own = {fact.key: stored[fact.key] for fact in facts if fact.key in stored}
    falling = [fault for series in _series_of(work, programme) for fault in limit_faults(series, stored)]
    return [*faults_of(kinds, stored, (fact.key for fact in facts)), *check_values(facts, own), *falling]


def facts_decided(work: Work, programme: Programme) -> list[Fact]:
    """What is decided for an offering of this programme beside its declared settings: what its eligibility asks of the
    organisation, and the limits of its series."""
    declared = declared_by(declared_for(work, "offering", programme.key))
    limits = (fact for series in _series_of(work, programme) for fact in limit_facts(series))
    return [fact for fact in (*programme.eligibility.settings, *limits) if fact.key not in declared]


def known_settings(work: Work, enrolment_ids: Collection[int], names: Collection[str]) -> dict[int, dict[str, object]]:
    """By enrolment what is decided where she is treated, as facts (:mod:`varde.programmes.setting_facts`). One statement."""
    rows = work.session.execute(
        select(Enrolment.id, Enrolment.programme, Organisation.details, Offering.settings)
        .join(Organisation, Organisation.id == Enrolment.organisation_id)
        .outerjoin(
            Offering,
            and_(Offering.organisation_id == Enrolment.organisation_id, Offering.programme == Enrolment.programme),
        )
        .where(Enrolment.id.in_(enrolment_ids))
    )
    return {each: _decided(work, programme, details, settings, names) for each, programme, details, settings in rows}


def decided_at(work: Work, organisation_id: int, programme: str, rules: Iterable[Rule]) -> dict[str, object]:
    """What these rules ask of settings, at an organisation where nobody is treated yet. One statement, and none where they ask
    nothing."""
    names = {key for rule in rules for key in facts_of(rule) if key.startswith(PREFIX)}
    if not names:
        return {}
    details, settings = work.session.execute(
        select(Organisation.details, Offering.settings)
        .outerjoin(Offering, and_(Offering.organisation_id == Organisation.id, Offering.programme == programme))
        .where(Organisation.id == organisation_id)
    ).one()
    return _decided(work, programme, details, settings, names)


def _decided(work: Work, programme: str, details: Any, settings: Any, names: Collection[str]) -> dict[str, object]:
    levels = work.catalogue.all(LevelSettings).values()
    return decided_by(levels, programme, {"organisation": details or {}, "offering": settings or {}}, names)


def _series_of(work: Work, programme: Programme) -> list[Series]:
    declared = work.catalogue.all(Series)
    return [declared[key] for key in programme.series if key in declared]
