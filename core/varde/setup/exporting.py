"""A whole trust as a document that :mod:`varde.setup.importing` takes in and changes nothing by."""

from __future__ import annotations

from collections.abc import Sequence

from varde.enrolments.models import Offering
from varde.identity.models import Organisation
from varde.identity.service import NIN_PLACE, organisation_by_id
from varde.kernel.work import Work
from varde.setup.care_roles import named_roles_of, shown_of_care_role
from varde.setup.changes import Editor
from varde.setup.document import write_table
from varde.setup.held import HeldRole, staff_of
from varde.setup.offerings import offers_at
from varde.setup.organisations import every_place
from varde.setup.places import closed_days_of, hours_of, rooms_of
from varde.setup.presence import shown_of_presence
from varde.setup.settings import TEXTS, texts_of
from varde.setup.staff import term_of
from varde.staffing.models import Presence
from varde.staffing.service import presence_of


def export_trust(work: Work, editor: Editor, *, identity_numbers: bool = False) -> str:
    """Everything this editor reaches. National identity numbers only when asked for; without one, somebody is known by her number
    here, and the document can be taken in by this installation alone."""
    places = [place for place in every_place(work, editor.places) if place.closed_at is None]
    offers: dict[int, list[Offering]] = {}
    for each in offers_at(work, [place.id for place in places]):
        offers.setdefault(each.offering.organisation_id, []).append(each.offering)
    parts = [part for place in places for part in _organisation(work, place, offers.get(place.id, ()))]
    by_person: dict[int, list[HeldRole]] = {}
    for held in staff_of(work, [place.id for place in places]):
        by_person.setdefault(held.person.id, []).append(held)
    presence = presence_of(work, list(by_person))
    for person_id, rows in by_person.items():
        parts += _member(work, rows, presence.get(person_id), identity_numbers=identity_numbers)
    return "\n".join(parts)


def _organisation(work: Work, place: Organisation, offers: Sequence[Offering]) -> list[str]:
    above = organisation_by_id(work, place.parent_id).key if place.parent_id else None
    settings = {name: value for name, value in place.details.items() if name not in TEXTS}
    week = {str(weekday + 1): "-".join(times) for weekday, times in hours_of(work, place.id).items()}
    texts = {name: texts for name in TEXTS if any((texts := texts_of(place, name)).values())}
    basics = {"key": place.key, "kind": place.kind, "name": place.name, "under": above}
    parts = [write_table("organisation", {**basics, "settings": settings, "hours": week, **texts})]
    for row in closed_days_of(work, place.id):
        parts.append(write_table("organisation.closed", {"first": row.first_day, "last": row.last_day, "why": row.why}))
    for room in rooms_of(work, place.id):
        parts.append(
            write_table("organisation.room", {"name": room.name, "seats": room.seats, "purpose": room.purpose})
        )
    for role in named_roles_of(work, place.id):
        parts.append(write_table("organisation.care_role", {"key": role.key, **shown_of_care_role(role)}))
    for offering in offers:
        stored = {"programme": offering.programme, "state": offering.state, "settings": dict(offering.settings)}
        parts.append(write_table("organisation.offering", stored))
    return parts


def _present(presence: Presence | None) -> dict[str, object]:
    """The weekdays, and who answers on the others: by HPR number, else by the number in this installation."""
    if presence is None:
        return {}
    days, substitute = shown_of_presence(presence)["days"], presence.substitute
    if substitute is None:
        return {"present": days}
    known = {"substitute": substitute.hpr} if substitute.hpr else {"substitute_person": substitute.id}
    return {"present": days, **known}


def _member(work: Work, rows: list[HeldRole], presence: Presence | None, *, identity_numbers: bool) -> list[str]:
    person = rows[0].person
    nin = work.vault.open(NIN_PLACE, person.nin_sealed) if identity_numbers and person.nin_sealed else None
    named = {
        "given_name": person.given_name,
        "family_name": person.family_name,
        "title": person.title,
        "hpr": person.hpr,
    }
    parts = [write_table("staff", {"person": None if nin else person.id, "nin": nin, **named, **_present(presence)})]
    for held in rows:
        term = term_of(work, held.grant)
        role = {"role": held.grant.role, "at": held.organisation.key, "programme": held.grant.programme}
        parts.append(write_table("staff.role", {**role, "from": term.first, "to": term.last}))
    return parts
