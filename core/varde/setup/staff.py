"""Staff: who works where, as what, from when until when. Whoever is added is known from then on by her national identity number,
which HelseID says at sign-in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select

from varde.identity.grants import is_held, lasts
from varde.identity.models import Grant, Organisation, Person
from varde.identity.names import LONGEST, may_be_the_same
from varde.identity.nin import InvalidNationalIdentityNumber, NationalIdentityNumber, parse
from varde.identity.rights import ROLES, STAFF_ROLES, roles_with
from varde.identity.service import add_person, line_of, organisation_by_id, person_by_nin
from varde.identity.sessions import end_sessions_at_work
from varde.kernel.characters import name as plain_name
from varde.kernel.words import Text
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.setup import words
from varde.setup.changes import Editor, hold_place, must_be_open, must_stand, note
from varde.setup.errors import NoSuchStaff, SetUpRefused
from varde.setup.models import RoleRequest
from varde.setup.rules import read_hpr

ADMINISTRATOR = "trust_administrator"
WAITS = timedelta(days=7)
"""How long a request for an administrator's rights waits for another administrator."""


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """What is said of somebody who is to work here; ``hpr`` as it was typed, "" for none."""

    given_name: str
    family_name: str
    title: str = ""
    hpr: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """From the beginning of the first day to the end of the last, on the wall; None is from now on, and until further notice."""

    first: date | None = None
    last: date | None = None

    def begins(self, work: Work) -> datetime | None:
        return _midnight(work, self.first) if self.first else None

    def ends(self, work: Work) -> datetime | None:
        return _midnight(work, self.last + timedelta(days=1)) if self.last else None


def _midnight(work: Work, day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=work.zone).astimezone(UTC)


def term_of(work: Work, grant: Grant) -> Term:
    """The days of a role that is held. A role that ended within a day ended on that day."""
    first = grant.starts_at.astimezone(work.zone).date() if grant.starts_at else None
    return Term(first, last_day(work, grant.ends_at))


def last_day(work: Work, ends_at: datetime | None) -> date | None:
    """The last day of what ends at this moment: the day before, when it ends at midnight."""
    return (ends_at.astimezone(work.zone) - timedelta(seconds=1)).date() if ends_at else None


def read_number(work: Work, text: str) -> NationalIdentityNumber:
    """The national identity number that was typed. :raises SetUpRefused: it is none, or invented where those are not taken."""
    try:
        return parse(text, allow_synthetic=work.settings.synthetic_ids)
    except InvalidNationalIdentityNumber as fault:
        raise SetUpRefused(fault.sentence) from None


def meet_staff(work: Work, facts: StaffFacts, nin: NationalIdentityNumber) -> Person:
    """The person with this number, who becomes staff with her first role; a new one when Varde has not met her.

    :raises SetUpRefused: there is no name, it is not hers, or the HPR number is none or another's. Nothing is stored.
    """
    given, family = plain_name(facts.given_name), plain_name(facts.family_name)
    faults: list[Text] = []
    if not (given or family) or max(len(given), len(family)) > LONGEST:
        faults.append(words.NAME_NEEDED.filled(most=LONGEST))
    person = person_by_nin(work, nin)
    if (
        person is not None
        and person.name
        and not may_be_the_same((person.given_name, person.family_name), (given, family))
    ):
        faults.append(words.ANOTHER_NAME)
    faults += faults_of_facts(work, facts, person)
    if faults:
        raise SetUpRefused(*faults)
    if person is None:
        person = add_person(work, given, family, nin)
    elif not person.name:
        person.given_name, person.family_name = given, family
    return person


def add_staff(
    work: Work,
    editor: Editor,
    organisation: Organisation,
    facts: StaffFacts,
    nin: NationalIdentityNumber,
    role: str,
    programme: str | None,
    term: Term,
) -> tuple[Person, Grant | RoleRequest]:
    """Somebody works here from now on, or from a day to come; whoever Varde has met already gets the role, and keeps her name.

    :raises SetUpRefused: with a sentence for everything that is wrong. Nothing is stored.
    """
    hold_place(work, editor, organisation)
    with work.apart():
        person = meet_staff(work, facts, nin)
        title, hpr = plain_name(facts.title) or person.title, facts.hpr.strip() or person.hpr or ""
        change_facts(work, editor, organisation, person, title, hpr)
        return person, give_role(work, editor, person, role, organisation, programme, term)


def faults_of_facts(work: Work, facts: StaffFacts, person: Person | None) -> list[Text]:
    """What is wrong with a title and an HPR number. One statement."""
    faults = [words.TITLE_RULE.filled(most=LONGEST)] if len(plain_name(facts.title)) > LONGEST else []
    if not facts.hpr.strip():
        return faults
    number = read_hpr(facts.hpr)
    if number is None:
        return [*faults, words.HPR_RULE.filled(number=facts.hpr.strip()[:20])]
    holder = work.session.scalar(select(Person.id).where(Person.hpr == number))
    if holder is not None and (person is None or holder != person.id):
        faults.append(words.HPR_TAKEN.filled(number=number))
    return faults


def change_facts(
    work: Work,
    editor: Editor,
    organisation: Organisation,
    person: Person,
    title: str,
    hpr: str,
    *,
    seen: str | None = None,
) -> bool:
    """What she signs as, and her HPR number; "" takes it away. Returns whether anything changed.

    :raises SetUpRefused, OvertakenBy: nothing is stored.
    """
    hold_place(work, editor, organisation)
    work.session.refresh(person)
    must_stand(work, organisation.id, ("staff",), shown_of_person(person), seen)
    facts = StaffFacts(person.given_name, person.family_name, title, hpr)
    if faults := faults_of_facts(work, facts, person):
        raise SetUpRefused(*faults)
    number, title = read_hpr(hpr) if hpr.strip() else None, plain_name(title)
    changed = note(work, editor, organisation.id, "staff", "title", person.title or None, title or None, person.id)
    changed |= note(work, editor, organisation.id, "staff", "hpr", person.hpr, number, person.id)
    person.title, person.hpr = title, number
    return changed


def shown_of_person(person: Person) -> dict[str, object]:
    """What a form, or a command, about a person was made from."""
    return {"title": person.title, "hpr": person.hpr}


def shown_of_grant(grant: Grant) -> dict[str, object]:
    """What a form, or a command, about a role was made from."""
    return {
        "from": grant.starts_at.isoformat() if grant.starts_at else None,
        "to": grant.ends_at.isoformat() if grant.ends_at else None,
    }


def give_role(
    work: Work, editor: Editor, person: Person, role: str, organisation: Organisation, programme: str | None, term: Term
) -> Grant | RoleRequest:
    """Somebody works here as this, for one programme or all; an administrator's rights are asked for, and another administrator
    must confirm them within seven days.

    :raises SetUpRefused: with a sentence for everything that is wrong. Nothing is stored.
    """
    hold_place(work, editor, organisation)
    must_be_open(organisation)
    if faults := _faults_of_role(work, editor, person, role, programme, term):
        raise SetUpRefused(*faults)
    before = find_grant(work, person.id, role, organisation.id, programme)
    if before is not None and not before.has_ended(work.now):
        raise SetUpRefused(words.HELD_ALREADY.filled(name=person.name, role=ROLES[role], place=organisation.name))
    if role == ADMINISTRATOR:
        return _ask(work, editor, person, role, organisation, term)
    return put_grant(work, editor, person, role, organisation, programme, term.begins(work), term.ends(work))


def find_grant(work: Work, person_id: int, role: str, organisation_id: int, programme: str | None) -> Grant | None:
    """The role as she holds it, held it or will hold it. One statement."""
    same = Grant.programme.is_(None) if programme is None else Grant.programme == programme
    return work.session.scalar(
        select(Grant).where(
            Grant.person_id == person_id, Grant.role == role, Grant.organisation_id == organisation_id, same
        )
    )


def put_grant(
    work: Work,
    editor: Editor,
    person: Person,
    role: str,
    organisation: Organisation,
    programme: str | None,
    begins: datetime | None,
    ends: datetime | None,
) -> Grant:
    """She holds the role, from now or from a day to come; one that has ended begins anew, and the history has what it was."""
    grant = find_grant(work, person.id, role, organisation.id, programme)
    before = shown_of_grant(grant) if grant else None
    if grant is None:
        grant = Grant(person_id=person.id, role=role, organisation_id=organisation.id, programme=programme)
        work.add(grant)
    grant.starts_at, grant.ends_at, grant.settled_at = begins or work.now, ends, None
    work.session.flush()
    note(work, editor, organisation.id, "staff", _name_of(grant), before, shown_of_grant(grant), person.id)
    return grant


def _name_of(grant: Grant) -> str:
    """What the history calls a role: ``therapist``, or ``therapist ibs`` where it is for one programme."""
    return f"{grant.role} {grant.programme}" if grant.programme else grant.role


def change_term(work: Work, editor: Editor, grant: Grant, term: Term, *, seen: str | None = None) -> bool:
    """Other days for a role that is held or will be. Returns whether anything changed.

    :raises SetUpRefused: it has ended, the days are over or reversed, or nobody would be administrator.
    :raises OvertakenBy, NotYours: nothing is stored.
    """
    organisation = organisation_by_id(work, grant.organisation_id)
    hold_place(work, editor, organisation)
    work.session.refresh(grant)
    must_stand(work, organisation.id, ("staff",), shown_of_grant(grant), seen)
    if term == term_of(work, grant):
        return False
    if grant.has_ended(work.now):
        raise SetUpRefused(words.ENDED_ALREADY.filled(role=ROLES[grant.role]))
    if faults := _faults_of_term(work, grant.role, term):
        raise SetUpRefused(*faults)
    if editor.person_id == grant.person_id and _longer(term, term_of(work, grant)):
        raise SetUpRefused(words.NOT_ONESELF)
    return set_days(work, editor, organisation, grant, term.begins(work) or grant.starts_at, term.ends(work))


def end_role(work: Work, editor: Editor, grant: Grant) -> None:
    """The role ends now. Whoever holds no other is signed out. :raises SetUpRefused, NotYours"""
    organisation = organisation_by_id(work, grant.organisation_id)
    hold_place(work, editor, organisation)
    if grant.has_ended(work.now):
        raise SetUpRefused(words.ENDED_ALREADY.filled(role=ROLES[grant.role]))
    set_days(work, editor, organisation, grant, grant.starts_at, work.now)


def end_every_role(work: Work, editor: Editor, person_id: int, last: date | None) -> int:
    """Every staff role this person holds where the editor reaches ends now, or after the last day; one that ends before that keeps
    its end. Returns how many. :raises NoSuchStaff: she holds none that lasts longer."""
    ends = Term(last=last).ends(work) or work.now
    held = work.session.scalars(
        select(Grant).where(Grant.person_id == person_id, Grant.role.in_(STAFF_ROLES), lasts(max(ends, work.now)))
    ).all()
    grants = [grant for grant in held if editor.reaches(grant.organisation_id)]
    if not grants:
        raise NoSuchStaff()
    for grant in grants:
        organisation = organisation_by_id(work, grant.organisation_id)
        hold_place(work, editor, organisation)
        set_days(work, editor, organisation, grant, grant.starts_at, max(ends, grant.starts_at or ends))
    return len(grants)


def set_days(
    work: Work, editor: Editor, organisation: Organisation, grant: Grant, begins: datetime | None, ends: datetime | None
) -> bool:
    """The role is from the one moment until the other, and whoever holds no other now is signed out. The caller holds the place.
    Returns whether anything changed. :raises SetUpRefused: an open place would be without an administrator."""
    if grant.role == ADMINISTRATOR and ends is not None and organisation.closed_at is None:
        _leave_no_place_alone(work, organisation, grant.person_id)
    before = shown_of_grant(grant)
    grant.starts_at, grant.ends_at = begins, ends
    if ends is not None and ends > work.now:
        grant.settled_at = None
    work.session.flush()
    sign_out_if_nothing_is_left(work, grant.person_id)
    return note(work, editor, organisation.id, "staff", _name_of(grant), before, shown_of_grant(grant), grant.person_id)


def sign_out_if_nothing_is_left(work: Work, person_id: int) -> None:
    """Whoever holds no staff role any more is signed out as staff at once."""
    left = select(func.count()).where(Grant.person_id == person_id, Grant.role.in_(STAFF_ROLES), is_held(work.now))
    if not work.session.scalar(left):
        end_sessions_at_work(work, person_id)


def _leave_no_place_alone(work: Work, organisation: Organisation, person_id: int) -> None:
    others = select(func.count()).where(
        Grant.role.in_(roles_with("set_up")),
        Grant.organisation_id.in_(line_of(work, organisation.id)),
        Grant.person_id != person_id,
        is_held(work.now),
        Grant.ends_at.is_(None),
    )
    if not work.session.scalar(others):
        raise SetUpRefused(words.LAST_ADMINISTRATOR.filled(place=organisation.name))


def _longer(now: Term, before: Term) -> bool:
    return before.last is not None and (now.last is None or now.last > before.last)


def _faults_of_role(
    work: Work, editor: Editor, person: Person, role: str, programme: str | None, term: Term
) -> list[Text]:
    faults: list[Text] = []
    if editor.person_id == person.id:
        faults.append(words.NOT_ONESELF)
    if role not in STAFF_ROLES:
        return [*faults, words.ROLE_RULE.filled(role=role[:40])]
    if programme is not None and programme not in work.catalogue.all(Programme):
        faults.append(words.NOT_INSTALLED.filled(programme=programme[:60]))
    if programme is not None and role == ADMINISTRATOR:
        faults.append(words.PROGRAMME_ROLE)
    return faults + _faults_of_term(work, role, term)


def _faults_of_term(work: Work, role: str, term: Term) -> list[Text]:
    if term.last is None:
        return []
    if term.first is not None and term.last < term.first:
        return [
            words.ROLE_REVERSED.filled(role=ROLES[role], first=f"{term.first:%d.%m.%Y}", last=f"{term.last:%d.%m.%Y}")
        ]
    if term.last < work.today:
        return [words.ROLE_PAST.filled(role=ROLES[role], last=f"{term.last:%d.%m.%Y}")]
    return []


def is_asked_for(work: Work, person: Person, organisation: Organisation) -> bool:
    """Whether an administrator's rights here are asked for already, and wait for another. One statement."""
    waiting = select(RoleRequest.id).where(
        RoleRequest.person_id == person.id,
        RoleRequest.organisation_id == organisation.id,
        RoleRequest.outcome.is_(None),
        RoleRequest.expires_at > work.now,
    )
    return work.session.scalar(waiting.limit(1)) is not None


def _ask(work: Work, editor: Editor, person: Person, role: str, organisation: Organisation, term: Term) -> RoleRequest:
    if is_asked_for(work, person, organisation):
        raise SetUpRefused(words.ASKED_ALREADY.filled(name=person.name, role=ROLES[role], place=organisation.name))
    request = work.add(
        RoleRequest(
            person_id=person.id,
            organisation_id=organisation.id,
            role=role,
            starts_at=term.begins(work),
            ends_at=term.ends(work),
            asked_at=work.now,
            asked_by_id=editor.person_id,
            asked_by_name=editor.name,
            expires_at=work.now + WAITS,
        )
    )
    work.session.flush()
    note(work, editor, organisation.id, "request", role, None, "asked", person.id)
    return request
