"""Where a manager may look: organisations with everything under them, and the programmes offered there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from varde.benefits.figures.equity import line_to
from varde.benefits.figures.equity import under as everything_under
from varde.enrolments.models import Offering
from varde.identity.errors import NoSuchOrganisation
from varde.identity.lines import line_among
from varde.identity.models import Organisation
from varde.identity.service import Actor, organisation_by_key, under, with_those_above
from varde.identity.settings import OrganisationSettings
from varde.kernel.work import Work
from varde.programmes.values import Programme


@dataclass(frozen=True, slots=True)
class ProgrammePlace:
    """A programme at an organisation. ``inside`` are the ids of the organisation and all under it. ``above`` has everything the
    manager sees of the programme: by id the one above it, None at the top of what is seen. ``around`` has the same of everything
    under the topmost above it, seen or not: what is hidden is hidden from every reader alike, or two of them would lay what
    they see together. ``fewest`` is the fewest people that may be shown: the highest that any of these has set."""

    organisation: Organisation
    programme: Programme
    inside: tuple[int, ...]
    above: Mapping[int, int | None]
    fewest: int
    around: Mapping[int, int | None]


def places_of(work: Work, actor: Actor) -> list[tuple[Programme, list[Organisation]]]:
    """The programmes a manager can look at, each with its organisations, widest first. Three statements at most.

    An organisation that offers just what one above it does is left out: the two show the same.
    """
    reach = under(work, actor.places("manager"))
    organisations = {
        row.id: row for row in work.session.scalars(select(Organisation).where(Organisation.id.in_(reach)))
    }
    offers: dict[str, set[int]] = {}
    for organisation_id, key in work.session.execute(
        select(Offering.organisation_id, Offering.programme).where(Offering.organisation_id.in_(reach))
    ):
        offers.setdefault(key, set()).add(organisation_id)
    places: list[tuple[Programme, list[Organisation]]] = []
    for programme in work.catalogue.all(Programme).values():
        roots = actor.places("manager", programme=programme.key)
        seen = {i for i in organisations if any(each.id in roots for each in line_among(organisations, i))}
        at = _widest(offers.get(programme.key, set()) & seen, organisations, seen)
        if at:
            places.append((programme, at))
    return places


def _widest(offering: set[int], organisations: dict[int, Organisation], seen: set[int]) -> list[Organisation]:
    """The organisations at or above one that offers it, but for those that show the same as one above them."""
    parts: dict[int, set[int]] = {}
    for organisation_id in offering:
        for above in line_among(organisations, organisation_id):
            if above.id in seen:
                parts.setdefault(above.id, set()).add(organisation_id)
    kept = [
        organisations[i]
        for i, part in parts.items()
        if not any(parts.get(above.id) == part for above in line_among(organisations, i)[1:])
    ]
    return sorted(kept, key=lambda o: (len(line_among(organisations, o.id)), o.name))


def place_of(work: Work, actor: Actor, organisation_key: str, programme_key: str) -> ProgrammePlace:
    """One place. Three statements.

    :raises NoSuchOrganisation: there is none, or the manager does not see it; the two look the same.
    :raises Unknown: there is no such programme.
    """
    programme = work.catalogue.one(Programme, programme_key)
    return _place(work, programme, under(work, actor.places("manager", programme=programme.key)), organisation_key)


def place_seen_from(work: Work, organisation_key: str, programme_key: str, seen_from: str) -> ProgrammePlace:
    """One place as a manager of the organisation ``seen_from`` sees it, without one. Four statements.

    :raises NoSuchOrganisation: there is none, or it is not at or under that one.
    :raises Unknown: there is no such programme.
    """
    programme = work.catalogue.one(Programme, programme_key)
    return _place(work, programme, under(work, [organisation_by_key(work, seen_from).id]), organisation_key)


def _place(work: Work, programme: Programme, reach: Collection[int], organisation_key: str) -> ProgrammePlace:
    every = with_those_above(work, reach)
    seen = {row.id: row for row in every if row.id in reach}
    organisation = next((row for row in seen.values() if row.key == organisation_key), None)
    if organisation is None:
        raise NoSuchOrganisation(key=organisation_key)
    inside = tuple(id_ for id_ in sorted(seen) if organisation in line_among(seen, id_))
    above = {id_: row.parent_id if row.parent_id in seen else None for id_, row in sorted(seen.items())}
    around, fewest = _around(work, organisation.id)
    return ProgrammePlace(organisation, programme, inside, above, fewest, around)


def _around(work: Work, organisation_id: int) -> tuple[Mapping[int, int | None], int]:
    """Everything under the topmost above the organisation, and the fewest people that all of them let be shown. One statement."""
    columns = (Organisation.id, Organisation.parent_id, Organisation.details["fewest_shown"].as_integer())
    rows = {row[0]: row for row in work.session.execute(select(*columns).order_by(Organisation.id))}
    over = {id_: row[1] for id_, row in rows.items()}
    around = everything_under(over, line_to(over, organisation_id)[0])
    usual = OrganisationSettings().fewest_shown
    fewest = max((rows[id_][2] or usual for id_ in around), default=usual)
    return {id_: over[id_] for id_ in sorted(around)}, max(fewest, usual)


def single(places: Iterable[tuple[Programme, list[Organisation]]]) -> tuple[Programme, Organisation] | None:
    """The only place there is; None when there are none or several."""
    pairs = [(programme, organisation) for programme, at in places for organisation in at]
    return pairs[0] if len(pairs) == 1 else None
