"""Organisations, people and sessions."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.exc import IntegrityError

from varde.identity.errors import NoSuchOrganisation
from varde.identity.models import Grant, Login, Organisation, Person, SignInAttempt, SpentLogoutToken, WebSession
from varde.identity.nin import NationalIdentityNumber
from varde.kernel.errors import BadInput
from varde.kernel.words import LANGUAGES
from varde.kernel.work import Work

NIN_PLACE = "person.nin"
PHONE_PLACE = "person.phone"
EMAIL_PLACE = "person.email"
ID_TOKEN_PLACE = "web_session.id_token"  # noqa: S105 - the name of a column
log = structlog.get_logger("varde.identity")
STAFF_ROLES = ("therapist", "manager", "trust_administrator", "researcher")


@dataclass(frozen=True, slots=True)
class RoleAt:
    """A role held at an organisation (and everything under it), for one programme or, when None, for all."""

    role: str
    organisation_id: int
    programme: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking: a person, how surely we know it, and the roles that this sign-in carries.

    Staff roles come only with a staff sign-in (HelseID); the same person signed in as a citizen is a patient.
    """

    person_id: int
    name: str
    given_name: str
    title: str
    language: str
    roles: tuple[RoleAt, ...] = ()
    staff_sign_in: bool = False
    acr: str | None = None
    session_ref: str = ""
    issuer_key: str = ""
    ends_at: datetime | None = None

    @property
    def is_patient(self) -> bool:
        return not self.staff_sign_in

    @property
    def is_staff(self) -> bool:
        return self.staff_sign_in

    def holds(self, *roles: str) -> bool:
        """Whether any of these roles is held anywhere."""
        return any(role.role in roles for role in self.roles)

    @property
    def is_manager(self) -> bool:
        return self.holds("manager")

    @property
    def is_therapist(self) -> bool:
        return self.holds("therapist")

    def places(self, role: str, programme: str | None = None) -> tuple[int, ...]:
        """Organisation ids where this role is held (for this programme, when given)."""
        return tuple(
            r.organisation_id
            for r in self.roles
            if r.role == role and (programme is None or r.programme in (None, programme))
        )


def hashed(secret: str) -> str:
    """SHA-256 of a random secret; 64 hex digits."""
    return hashlib.sha256(secret.encode()).hexdigest()


# --- organisations


def organisation_by_key(work: Work, key: str) -> Organisation:
    """:raises NoSuchOrganisation: naming the key."""
    found = work.session.scalar(select(Organisation).where(Organisation.key == key))
    if found is None:
        raise NoSuchOrganisation(key=key)
    return found


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
    start = select(Organisation.id, Organisation.parent_id).where(Organisation.id == organisation_id)
    line = start.cte("line", recursive=True)
    line = line.union_all(select(Organisation.id, Organisation.parent_id).where(Organisation.id == line.c.parent_id))
    return tuple(work.session.scalars(select(line.c.id)))


def under(work: Work, organisation_ids: Sequence[int]) -> tuple[int, ...]:
    """These organisations and all below them; one statement."""
    tree = select(Organisation.id).where(Organisation.id.in_(organisation_ids)).cte("tree", recursive=True)
    tree = tree.union_all(select(Organisation.id).where(Organisation.parent_id == tree.c.id))
    return tuple(sorted(set(work.session.scalars(select(tree.c.id)))))


SHORTEST_CRISIS_TEXT, LONGEST_CRISIS_TEXT = 20, 600


def set_crisis_text(organisation: Organisation, texts: Mapping[str, str]) -> None:
    """Keep what a patient in danger is told, in every language.

    :raises BadInput: with a sentence for each language whose text is missing, under 20 or over 600 characters.
    """
    said = {code: " ".join(texts.get(code, "").split()) for code in LANGUAGES}
    faults = [
        f"The crisis text in {code} has {len(words)} characters; it must have "
        f"{SHORTEST_CRISIS_TEXT} to {LONGEST_CRISIS_TEXT}."
        for code, words in said.items()
        if not SHORTEST_CRISIS_TEXT <= len(words) <= LONGEST_CRISIS_TEXT
    ]
    if faults:
        raise BadInput(faults=tuple(faults))
    organisation.details = {**organisation.details, "crisis": said}


def crisis_text_of(work: Work, organisation_id: int, language: str) -> str:
    """The crisis text of the organisation, or of the nearest above it that has one in every language; "" when none has."""
    line = line_of(work, organisation_id)
    rows = {row.id: row for row in work.session.scalars(select(Organisation).where(Organisation.id.in_(line)))}
    for each in line:
        texts = rows[each].settings.crisis or {}
        if all(texts.get(code, "").strip() for code in LANGUAGES):
            return texts[language]
    return ""


# --- people


def add_person(
    work: Work, given_name: str, family_name: str, nin: NationalIdentityNumber | None = None, **rest: Any
) -> Person:
    """A new person. ``phone`` and ``email`` in ``rest`` are sealed."""
    phone, email = rest.pop("phone", None), rest.pop("email", None)
    person = Person(
        given_name=given_name,
        family_name=family_name,
        nin_sealed=work.vault.seal(NIN_PLACE, nin.digits) if nin else None,
        nin_fingerprint=work.vault.fingerprint(NIN_PLACE, nin.digits) if nin else None,
        phone_sealed=work.vault.seal(PHONE_PLACE, phone) if phone else None,
        email_sealed=work.vault.seal(EMAIL_PLACE, email) if email else None,
        created_at=work.now,
        **rest,
    )
    work.add(person)
    work.session.flush()
    return person


def person_by_nin(work: Work, nin: NationalIdentityNumber) -> Person | None:
    """The person with this identity number, if we know one."""
    fingerprint = work.vault.fingerprint(NIN_PLACE, nin.digits)
    return work.session.scalar(select(Person).where(Person.nin_fingerprint == fingerprint))


def meet(work: Work, nin: NationalIdentityNumber, name: str, language: str) -> Person:
    """The person with this identity number; a new one, once, when we have not met before.

    ``name`` is what the sign-in calls her ("" when it does not say), and ``language`` is that of the page she came
    from; neither replaces what we already know.
    """
    given, _, family = name.strip().rpartition(" ")
    given, family = (given[:80], family[:80]) if given else (family[:80], "")
    person = person_by_nin(work, nin)
    if person is None:
        try:
            with work.session.begin_nested():
                return add_person(work, given, family, nin, language=language)
        except IntegrityError:
            # Another browser of hers was first, a moment ago.
            person = person_by_nin(work, nin)
            if person is None:
                raise
    if not person.name:
        person.given_name, person.family_name = given, family
    return person


def staff_roles_of(work: Work, person: Person) -> tuple[RoleAt, ...]:
    """The roles this person holds today; a patient has none."""
    held = select(Grant).where(Grant.person_id == person.id, Grant.role.in_(STAFF_ROLES), _still_held(work))
    return tuple(RoleAt(row.role, row.organisation_id, row.programme) for row in work.session.scalars(held))


def _still_held(work: Work) -> ColumnElement[bool]:
    return or_(Grant.ends_at.is_(None), Grant.ends_at > work.now)


def set_phone(work: Work, person: Person, phone: str) -> None:
    """Keep this mobile number, sealed."""
    person.phone_sealed = work.vault.seal(PHONE_PLACE, phone)


def phone_of(work: Work, person: Person) -> str | None:
    """The mobile number, or None."""
    return work.vault.open(PHONE_PLACE, person.phone_sealed) if person.phone_sealed else None


def masked_nin(work: Work, person: Person) -> str | None:
    """“010190 *****”, or None when no number is known."""
    return work.vault.open(NIN_PLACE, person.nin_sealed)[:6] + " *****" if person.nin_sealed else None


def grant(work: Work, person: Person, role: str, organisation: Organisation, programme: str | None = None) -> Grant:
    """Give a role at an organisation."""
    return work.add(Grant(person_id=person.id, role=role, organisation_id=organisation.id, programme=programme))


# --- sessions


def start_session(
    work: Work,
    person: Person,
    *,
    issuer: str,
    issuer_key: str,
    subject: str,
    sid: str | None,
    acr: str | None,
    id_token: str,
    browser: str = "",
) -> str:
    """Sign this browser in. Returns the random key for the cookie; only its hash is stored."""
    key = secrets.token_urlsafe(32)
    _remember_login(work, person, issuer, subject)
    work.add(
        WebSession(
            key_hash=hashed(key),
            person_id=person.id,
            issuer=issuer,
            issuer_key=issuer_key,
            subject=subject,
            sid=sid,
            acr=acr,
            id_token_sealed=work.vault.seal(ID_TOKEN_PLACE, id_token),
            created_at=work.now,
            seen_at=work.now,
            ends_at=work.now + timedelta(hours=work.settings.absolute_hours),
            browser=browser[:200],
        )
    )
    return key


def _remember_login(work: Work, person: Person, issuer: str, subject: str) -> None:
    query = select(Login.person_id).where(Login.issuer == issuer, Login.subject == subject)
    known = work.session.scalar(query)
    if known is None:
        try:
            with work.session.begin_nested():
                work.add(Login(person_id=person.id, issuer=issuer, subject=subject))
        except IntegrityError:
            # Two first sign-ins at once; the other one wrote it down.
            known = work.session.scalar(query)
    if known not in (None, person.id):
        # A new identity number for the same human being, perhaps; a person must look at it.
        log.warning("subject_is_another_person", issuer=issuer, known_person_id=known, person_id=person.id)


def actor_of(work: Work, key: str) -> Actor | None:
    """Who this cookie's session belongs to, or None when it has ended, been idle too long, or never was. One statement;
    a second, at most once a minute, to remember that the session is in use."""
    rows = work.session.execute(
        select(WebSession, Person, Grant)
        .join(Person, Person.id == WebSession.person_id)
        .outerjoin(Grant, (Grant.person_id == Person.id) & _still_held(work))
        .where(WebSession.key_hash == hashed(key))
    ).all()
    if not rows:
        return None
    session, person = rows[0][0], rows[0][1]
    idle = timedelta(minutes=work.settings.idle_minutes)
    if session.ended_at or session.ends_at <= work.now or session.seen_at + idle <= work.now:
        return None
    if session.seen_at + timedelta(minutes=1) <= work.now:
        session.seen_at = work.now
    staff = session.issuer_key == "helseid"
    held: list[Grant | None] = [row[2] for row in rows] if staff else []
    return Actor(
        person_id=person.id,
        name=person.name,
        given_name=person.given_name,
        title=person.title,
        language=person.language,
        roles=tuple(RoleAt(g.role, g.organisation_id, g.programme) for g in held if g and g.role in STAFF_ROLES),
        staff_sign_in=staff,
        acr=session.acr,
        session_ref=session.key_hash,
        issuer_key=session.issuer_key,
        ends_at=session.ends_at,
    )


def end_session(work: Work, session_ref: str) -> WebSession | None:
    """End this session on the server. Returns it, so that the provider can be told."""
    session = work.session.get(WebSession, session_ref)
    if session is not None and session.ended_at is None:
        session.ended_at = work.now
    return session


def end_sessions_of_issuer(work: Work, issuer: str, *, sid: str | None = None, subject: str | None = None) -> int:
    """End every open session with this provider-side session id (or, without one, of this subject); how many it was."""
    where = [WebSession.issuer == issuer, WebSession.ended_at.is_(None)]
    if sid is None and subject is None:
        return 0
    where.append(WebSession.sid == sid if sid is not None else WebSession.subject == subject)
    return len(
        work.session.scalars(
            update(WebSession).where(*where).values(ended_at=work.now).returning(WebSession.key_hash)
        ).all()
    )


def open_sessions(work: Work, person_id: int) -> list[WebSession]:
    """The browsers where this person is signed in now."""
    idle = work.now - timedelta(minutes=work.settings.idle_minutes)
    return list(
        work.session.scalars(
            select(WebSession)
            .where(
                WebSession.person_id == person_id,
                WebSession.ended_at.is_(None),
                WebSession.ends_at > work.now,
                WebSession.seen_at > idle,
            )
            .order_by(WebSession.created_at.desc())
        )
    )


def take_attempt(work: Work, state: str, browser: str) -> tuple[bytes, str] | None:
    """Use up the sign-in that this browser began with ``state``: the sealed attempt and where it was going.

    None when there is none: it was used, or another browser began it. One statement, so that of two answers with the
    same ``state`` at once only one finds it.
    """
    taken = (
        delete(SignInAttempt)
        .where(SignInAttempt.state_hash == hashed(state), SignInAttempt.browser_hash == hashed(browser))
        .returning(SignInAttempt.attempt_sealed, SignInAttempt.next_path)
    )
    row = work.session.execute(taken).one_or_none()
    return (row.attempt_sealed, row.next_path) if row else None


def forget_old_sessions(work: Work) -> None:
    """Remove what is more than a day old: sessions that ended (the access log keeps what they did), sign-ins that came
    to nothing, and logout messages that have long run out."""
    old = work.now - timedelta(days=1)
    work.session.execute(delete(WebSession).where(WebSession.ends_at < old))
    work.session.execute(delete(SignInAttempt).where(SignInAttempt.created_at < old))
    work.session.execute(delete(SpentLogoutToken).where(SpentLogoutToken.at < old))
