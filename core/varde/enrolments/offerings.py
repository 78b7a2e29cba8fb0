"""What an organisation offers, and what it has decided: opened, closed and set by whoever operates Varde.

A closed offering takes nobody in. For those who are in it, and for referrals that wait, everything goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from varde.enrolments.models import Enrolment, Offering
from varde.enrolments.rules import OPEN
from varde.enrolments.stored_settings import faults_of_offering, faults_of_organisation, find_offering
from varde.identity.models import Organisation
from varde.identity.service import organisation_by_key
from varde.kernel.errors import BadUsage
from varde.kernel.work import Work
from varde.programmes.values import Programme

ELSEWHERE = {"crisis": "varde admin crisis-text"}
"""Settings with a command of their own, which asks more of them."""


@dataclass(frozen=True, slots=True)
class Offers:
    """One offering as a command lists it; ``ongoing`` is how many have not ended in it."""

    organisation: str
    programme: str
    open: bool
    installed: bool
    ongoing: int


def every_offering(work: Work) -> list[Offers]:
    """What is offered, open or closed, by organisation and programme. Two statements."""
    counted = select(Enrolment.organisation_id, Enrolment.programme, func.count()).where(Enrolment.state.in_(OPEN))
    ongoing = {
        (place, programme): number
        for place, programme, number in work.session.execute(
            counted.group_by(Enrolment.organisation_id, Enrolment.programme)
        )
    }
    rows = work.session.scalars(select(Offering).join(Offering.organisation).options(joinedload(Offering.organisation)))
    installed = work.catalogue.all(Programme)
    listed = [
        Offers(
            row.organisation.key,
            row.programme,
            row.open,
            row.programme in installed,
            ongoing.get((row.organisation_id, row.programme), 0),
        )
        for row in rows
    ]
    return sorted(listed, key=lambda each: (each.organisation, each.programme))


def open_offering(work: Work, organisation: str, programme: str) -> Offering:
    """Take people in to this programme here; it is offered from now, if it was not before.

    :raises NoSuchOrganisation, Unknown: nobody knows the one or the other.
    """
    place = organisation_by_key(work, organisation)
    work.catalogue.one(Programme, programme)
    offering = find_offering(work, place.id, programme)
    if offering is None:
        offering = work.add(Offering(organisation_id=place.id, programme=programme, settings={}))
    offering.open = True
    return offering


def close_offering(work: Work, organisation: str, programme: str) -> None:
    """Take nobody in to this programme here any more. :raises BadUsage: it was never offered there."""
    _offered(work, organisation_by_key(work, organisation), programme).open = False


def change_setting(
    work: Work, organisation: str, programme: str, name: str, value: object, *, unset: bool = False
) -> tuple[object, object]:
    """Decide one setting of an organisation, or of what it offers when ``programme`` is named. Returns what was stored before and
    what is now; None for nothing, so that the default holds.

    :raises BadUsage: nobody reads a setting of that name, the value cannot be what it is, or nothing is stored to take away.
    """
    if name in ELSEWHERE:
        raise BadUsage(f"{name} is set with {ELSEWHERE[name]}.")
    place = organisation_by_key(work, organisation)
    holder: Organisation | Offering = _offered(work, place, programme) if programme else place
    before = dict(holder.settings if isinstance(holder, Offering) else holder.details)
    if unset and name not in before:
        raise BadUsage(f"{name} is not set for {_said(organisation, programme)}.")
    after = {key: kept for key, kept in before.items() if key != name} | ({} if unset else {name: value})
    known = _faults(work, holder, before)
    if faults := [fault for fault in _faults(work, holder, after) if fault not in known]:
        raise BadUsage(*faults)
    if isinstance(holder, Offering):
        holder.settings = after
    else:
        holder.details = after
    return before.get(name), after.get(name)


def _offered(work: Work, place: Organisation, programme: str) -> Offering:
    offering = find_offering(work, place.id, programme)
    if offering is None:
        raise BadUsage(f"{place.key} does not offer {programme}.")
    return offering


def _faults(work: Work, holder: Organisation | Offering, stored: Mapping[str, object]) -> list[str]:
    if isinstance(holder, Offering):
        return faults_of_offering(work, holder.programme, stored)
    return faults_of_organisation(work, stored)


def _said(organisation: str, programme: str) -> str:
    return f"{programme} at {organisation}" if programme else organisation
