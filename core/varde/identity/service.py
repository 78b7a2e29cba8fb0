"""Organisations, people and sessions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import CTE, BigInteger, BindParameter, ColumnElement, bindparam, delete, literal, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute

from varde.identity.errors import NoSuchOrganisation
from varde.identity.grants import is_held
from varde.identity.hpr import PROFESSIONS, Professional
from varde.identity.models import Grant, HealthProfessional, Organisation, Person
from varde.identity.names import signed
from varde.identity.nin import NationalIdentityNumber
from varde.identity.phones import RefusedNumber, read_mobile, read_phone
from varde.identity.rights import STAFF_ROLES, roles_with
from varde.identity.settings import OrganisationSettings
from varde.kernel.characters import name as plain_name
from varde.kernel.words import LANGUAGES
from varde.kernel.work import Work

NIN_PLACE = "person.nin"
PHONE_PLACE = "person.phone"
EMAIL_PLACE = "person.email"
log = structlog.get_logger("varde.identity")


@dataclass(frozen=True, slots=True)
class RoleAt:
    """A role held at an organisation (and everything under it), for one programme or, when None, for all."""

    role: str
    organisation_id: int
    programme: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking: a person, how surely we know it, and the roles that this sign-in carries.

    Staff roles come only with a staff sign-in (HelseID); the same person signed in as a citizen is a patient. So does
    ``professional``, what the register of health personnel says: with a profession that refers she is a referrer without a role
    of any organisation. ``beside`` is what whoever asked wanted read with it, ``identified_at`` when she last identified herself.
    """

    person_id: int
    name: str
    given_name: str
    title: str
    language: str
    roles: tuple[RoleAt, ...] = ()
    staff_sign_in: bool = False
    professional: Professional | None = None
    acr: str | None = None
    session_ref: str = ""
    issuer_key: str = ""
    ends_at: datetime | None = None
    identified_at: datetime | None = None
    beside: int | None = None

    @property
    def is_patient(self) -> bool:
        return not self.staff_sign_in

    @property
    def is_staff(self) -> bool:
        return self.staff_sign_in

    @property
    def signature(self) -> str:
        """What is written under what she did: her name, with the title when she is there as staff."""
        return signed(self.name, self.title if self.staff_sign_in else "")

    @property
    def kinds(self) -> frozenset[str]:
        """What permissions go by: ``patient`` or ``staff``, and every role held anywhere."""
        by_register = ("referrer",) if self.is_health_professional else ()
        return frozenset(
            {"staff" if self.staff_sign_in else "patient", *(role.role for role in self.roles), *by_register}
        )

    @property
    def is_health_professional(self) -> bool:
        """Whether the register says that she has a profession that refers."""
        return self.staff_sign_in and self.professional is not None and bool(self.professional.professions)

    def holds(self, *roles: str) -> bool:
        """Whether any of these roles is held anywhere, or is given by the register."""
        return not self.kinds.isdisjoint(roles)

    @property
    def is_manager(self) -> bool:
        return self.holds("manager")

    @property
    def is_therapist(self) -> bool:
        return self.holds("therapist")

    def may(self, right: str) -> bool:
        """Whether any role held gives this right (:data:`varde.identity.rights.RIGHTS`)."""
        return self.holds(*roles_with(right))

    def places(self, *roles: str, programme: str | None = None) -> tuple[int, ...]:
        """Organisation ids where any of these roles is held (for this programme, when given)."""
        return tuple(
            r.organisation_id
            for r in self.roles
            if r.role in roles and (programme is None or r.programme in (None, programme))
        )


# --- organisations


def organisation_by_key(work: Work, key: str) -> Organisation:
    """:raises NoSuchOrganisation: naming the key."""
    organisation = work.session.scalar(select(Organisation).where(Organisation.key == key))
    if organisation is None:
        raise NoSuchOrganisation(key=key)
    return organisation


def organisation_by_id(work: Work, organisation_id: int) -> Organisation:
    """The organisation with this id, which must exist. No statement when it was read before."""
    return work.session.get_one(Organisation, organisation_id)


def add_organisation(
    work: Work, key: str, kind: str, name: str, parent: Organisation | None = None, **details: Any
) -> Organisation:
    """A new organisation; ``details`` are its settings
    (:class:`~varde.identity.settings.OrganisationSettings`)."""
    row = Organisation(key=key, kind=kind, name=name, parent_id=parent.id if parent else None, details=details)
    work.add(row)
    work.session.flush()
    return row


def line_of(work: Work, organisation_id: int) -> tuple[int, ...]:
    """The organisation and those above it, nearest first; one statement."""
    return tuple(row[0] for row in work.columns(LINE, {"of": organisation_id}))


def line_up(organisation_id: int | BindParameter[int]) -> CTE:
    """The organisation and those above it, inside a statement: ``id``, and how many ``steps`` up it is."""
    own = select(Organisation.id, Organisation.parent_id, literal(0).label("steps"))
    line = own.where(Organisation.id == organisation_id).cte("line", recursive=True)
    above = select(Organisation.id, Organisation.parent_id, line.c.steps + 1)
    return line.union_all(above.where(Organisation.id == line.c.parent_id))


_LINE = line_up(bindparam("of", type_=BigInteger))
LINE = select(_LINE.c.id).order_by(_LINE.c.steps)
"""Put together once, since every look at a patient's record asks it."""


def with_those_above(work: Work, organisation_ids: Collection[int]) -> list[Organisation]:
    """These organisations and all above them; one statement."""
    return list(work.session.scalars(ABOVE, {"these": list(organisation_ids)}))


_THESE = select(Organisation.id, Organisation.parent_id).where(Organisation.id.in_(bindparam("these", expanding=True)))
_UP = _THESE.cte("line", recursive=True)
_UP = _UP.union(select(Organisation.id, Organisation.parent_id).where(Organisation.id == _UP.c.parent_id))
ABOVE = select(Organisation).where(Organisation.id.in_(select(_UP.c.id)))
"""Put together once, since every notice that goes out asks it."""


def fewest_shown(organisations: Iterable[Organisation]) -> int:
    """The fewest people that may be shown of organisations together, those above them among them: the highest that any has set."""
    decided = (organisation.settings.fewest_shown for organisation in organisations)
    return max(decided, default=OrganisationSettings().fewest_shown)


_TOPS = select(Organisation.id).where(Organisation.id.in_(bindparam("above", expanding=True)))
_TREE = _TOPS.cte("tree", recursive=True)
_TREE = _TREE.union_all(select(Organisation.id).where(Organisation.parent_id == _TREE.c.id))
UNDER = select(_TREE.c.id)
"""Put together once, since every list of a staff member asks it."""


def under(work: Work, organisation_ids: Sequence[int]) -> tuple[int, ...]:
    """These organisations and all below them; one statement."""
    return tuple(sorted({row[0] for row in work.columns(UNDER, {"above": list(organisation_ids)})}))


def duty_number(work: Work, organisation: Organisation) -> str | None:
    """The duty telephone of the organisation, or of the nearest above it that has one, as E.164; None when none has a number that
    takes texts. Two statements."""
    for each in nearest_first(work, organisation.id):
        try:
            return read_mobile(each.settings.duty_phone).e164
        except RefusedNumber:
            continue
    return None


SHORTEST_CRISIS_TEXT, LONGEST_CRISIS_TEXT = 20, 600


def crisis_text_of(work: Work, organisation_id: int, language: str) -> str:
    """The crisis text of the organisation, or of the nearest above it that has one in every language; "" when none has."""
    for each in nearest_first(work, organisation_id):
        texts = each.settings.crisis or {}
        if all(texts.get(code, "").strip() for code in LANGUAGES):
            return texts[language]
    return ""


def nearest_first(work: Work, organisation_id: int) -> list[Organisation]:
    """The organisation and those above it, nearest first. Two statements."""
    line = line_of(work, organisation_id)
    rows = {row.id: row for row in work.session.scalars(select(Organisation).where(Organisation.id.in_(line)))}
    return [rows[each] for each in line]


# --- people


def add_person(
    work: Work, given_name: str, family_name: str, nin: NationalIdentityNumber | None = None, **fields: Any
) -> Person:
    """A new person. ``phone``, which must be a number that exists, and ``email`` in ``fields`` are sealed."""
    phone, email = fields.pop("phone", None), fields.pop("email", None)
    phone = read_phone(phone).e164 if phone else None
    person = Person(
        given_name=plain_name(given_name),
        family_name=plain_name(family_name),
        nin_sealed=work.vault.seal(NIN_PLACE, nin.digits) if nin else None,
        nin_fingerprint=work.vault.fingerprint(NIN_PLACE, nin.digits) if nin else None,
        phone_sealed=work.vault.seal(PHONE_PLACE, phone) if phone else None,
        email_sealed=work.vault.seal(EMAIL_PLACE, email) if email else None,
        created_at=work.now,
        **fields,
    )
    work.add(person)
    work.session.flush()
    return person


def person_by_id(work: Work, person_id: int) -> Person:
    """The person with this id, who must exist."""
    return work.session.get_one(Person, person_id)


def people_by_id(work: Work, ids: Collection[int]) -> list[Person]:
    """Those with these ids, by name. One statement."""
    rows = select(Person).where(Person.id.in_(ids)).order_by(Person.given_name, Person.family_name, Person.id)
    return list(work.session.scalars(rows))


def find_person(work: Work, person_id: int) -> Person | None:
    """The person with this id; None for one who is erased."""
    return work.session.get(Person, person_id)


def person_by_nin(work: Work, nin: NationalIdentityNumber) -> Person | None:
    """The person with this identity number, if we know one; of two numbers that are one person's, the one she goes by."""
    person = person_of_number(work, nin)
    return person if person is None or person.joined_into_id is None else person_by_id(work, person.joined_into_id)


def person_of_number(work: Work, nin: NationalIdentityNumber) -> Person | None:
    """The person who was added with this very number."""
    fingerprint = work.vault.fingerprint(NIN_PLACE, nin.digits)
    return work.session.scalar(select(Person).where(Person.nin_fingerprint == fingerprint))


def is_hers(column: InstrumentedAttribute[Any], person_id: int) -> ColumnElement[bool]:
    """Whether a column has this person's number, or that of one who was joined into her: the log of both is hers."""
    return or_(column == person_id, column.in_(select(Person.id).where(Person.joined_into_id == person_id)))


def numbers_of(work: Work, person_id: int) -> frozenset[int]:
    """This person's number, and those of whoever was joined into her."""
    joined = work.session.scalars(select(Person.id).where(Person.joined_into_id == person_id))
    return frozenset((person_id, *joined))


def meet(work: Work, nin: NationalIdentityNumber, said: str, language: str) -> Person:
    """The person with this identity number; a new one, once, when we have not met before.

    ``said`` is what the sign-in calls her ("" when it does not say), and ``language`` is that of the page she came
    from; neither replaces what we already know.
    """
    given_name, _, family_name = plain_name(said).rpartition(" ")
    given_name, family_name = (given_name[:80], family_name[:80]) if given_name else (family_name[:80], "")
    person = person_by_nin(work, nin)
    if person is None:
        try:
            with work.session.begin_nested():
                return add_person(work, given_name, family_name, nin, language=language)
        except IntegrityError:
            # Another browser of hers was first, a moment ago.
            person = person_by_nin(work, nin)
            if person is None:
                raise
    if not person.name:
        person.given_name, person.family_name = given_name, family_name
    return person


def keep_professional(work: Work, person: Person, professional: Professional | None) -> None:
    """Keep what the register says of her now; None: it says nothing any more. A number that another person had is hers from
    now on, as when two turn out to be one."""
    row = work.session.get(HealthProfessional, person.id)
    if professional is None:
        if row is not None:
            work.session.delete(row)
        return
    elsewhere = HealthProfessional.number == professional.number, HealthProfessional.person_id != person.id
    work.session.execute(delete(HealthProfessional).where(*elsewhere))
    if row is None:
        row = work.add(HealthProfessional(person_id=person.id))
    row.number, row.professions, row.told_at = professional.number, list(professional.professions), work.now
    if not person.title and professional.title is not None:
        person.title = professional.title.to(person.language)
    work.session.flush()


def professional_of(number: str | None, professions: Collection[str] | None) -> Professional | None:
    """What the two columns say; a profession that no longer refers is left out."""
    if number is None:
        return None
    return Professional(number, tuple(sorted(set(professions or ()) & PROFESSIONS.keys())))


def staff_roles_of(work: Work, person: Person) -> tuple[RoleAt, ...]:
    """The roles this person holds today; a patient has none."""
    held = select(Grant).where(Grant.person_id == person.id, Grant.role.in_(STAFF_ROLES), is_held(work.now))
    return tuple(RoleAt(row.role, row.organisation_id, row.programme) for row in work.session.scalars(held))


@dataclass(frozen=True, slots=True)
class Contact:
    """How a person is reached: ``reach`` is one of WAYS_TO_REACH, ``phone`` E.164; either of the two may be unknown."""

    reach: str
    phone: str | None = None
    email: str | None = None


def set_contact(work: Work, person: Person, contact: Contact) -> None:
    """Keep how this person is reached, sealed. What the contact does not say stays as it is known."""
    person.reach = contact.reach
    if contact.phone:
        person.phone_sealed = work.vault.seal(PHONE_PLACE, contact.phone)
    if contact.email:
        person.email_sealed = work.vault.seal(EMAIL_PLACE, contact.email)


def contact_of(work: Work, person: Person) -> Contact:
    """How this person is reached, as it is known."""
    return Contact(person.reach, phone_of(work, person), email_of(work, person))


def email_of(work: Work, person: Person) -> str | None:
    """The e-mail address, or None."""
    return work.vault.open(EMAIL_PLACE, person.email_sealed) if person.email_sealed else None


def phone_of(work: Work, person: Person) -> str | None:
    """The telephone number as E.164, or None."""
    return work.vault.open(PHONE_PLACE, person.phone_sealed) if person.phone_sealed else None


def nin_of(work: Work, person: Person) -> str:
    """The national identity number, which must be known: for asking a register about her, and for no page."""
    assert person.nin_sealed is not None
    return work.vault.open(NIN_PLACE, person.nin_sealed)


def masked_nin(work: Work, person: Person) -> str | None:
    """“010190 *****”, or None when no number is known."""
    return work.vault.open(NIN_PLACE, person.nin_sealed)[:6] + " *****" if person.nin_sealed else None


def grant(work: Work, person: Person, role: str, organisation: Organisation, programme: str | None = None) -> Grant:
    """Give a role at an organisation."""
    return work.add(Grant(person_id=person.id, role=role, organisation_id=organisation.id, programme=programme))


# --- sessions
