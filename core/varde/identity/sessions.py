"""Sign-in sessions: begun, used, ended; here or by the provider."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import structlog
from sqlalchemy import ColumnElement, ScalarSelect, bindparam, delete, null, select, update
from sqlalchemy.exc import IntegrityError

from varde.identity.events import SubjectIsAnotherPerson
from varde.identity.grants import is_held
from varde.identity.models import (
    Grant,
    HealthProfessional,
    Login,
    Person,
    SignInAttempt,
    SpentLogoutToken,
    WebSession,
    full_name,
)
from varde.identity.rights import STAFF_ROLES
from varde.identity.service import Actor, RoleAt, professional_of
from varde.kernel.db import UtcTime
from varde.kernel.work import Work

AT_WORK = "helseid"
"""The issuer through which staff sign in; what a person does through another is private to her."""
ID_TOKEN_PLACE = "web_session.id_token"  # noqa: S105 - the name of a column
log = structlog.get_logger("varde.identity")


def hashed(secret: str) -> str:
    """SHA-256 of a random secret; 64 hex digits."""
    return hashlib.sha256(secret.encode()).hexdigest()


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
    identified_at: datetime | None = None,
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
            identified_at=identified_at,
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
    if known is not None and known != person.id:
        # A new identity number for the same human being, perhaps; a person must look at it.
        log.warning("subject_is_another_person", issuer=issuer, known_person_id=known, person_id=person.id)
        work.publish(SubjectIsAnotherPerson(known, person.id))


Beside = ScalarSelect[int]


@cache
def _session_statement(beside: Beside | None) -> Any:
    """Every request asks this, so it is put together once, and as columns: the rows it reads are changed by nobody."""
    return (
        select(
            WebSession.issuer_key,
            WebSession.acr,
            WebSession.seen_at,
            WebSession.ends_at,
            WebSession.ended_at,
            WebSession.identified_at,
            Person.id,
            Person.given_name,
            Person.family_name,
            Person.title,
            Person.language,
            Grant.role,
            Grant.organisation_id,
            Grant.programme,
            HealthProfessional.number,
            HealthProfessional.professions,
            (null() if beside is None else beside).label("beside"),
        )
        .join(Person, Person.id == WebSession.person_id)
        .outerjoin(HealthProfessional, HealthProfessional.person_id == Person.id)
        .outerjoin(Grant, (Grant.person_id == Person.id) & is_held(bindparam("now", type_=UtcTime)))
        .where(WebSession.key_hash == bindparam("key_hash"))
    )


_SEEN = update(WebSession).where(WebSession.key_hash == bindparam("session")).values(seen_at=bindparam("now"))


def actor_of(work: Work, key: str, beside: Beside | None = None) -> Actor | None:
    """Who this cookie's session belongs to, or None when it has ended, been idle too long, or never was. One statement;
    a second, at most once a minute, to remember that the session is in use.

    ``beside`` is one number more to read about the person in the same statement, for what stands on every page.
    """
    session_ref = hashed(key)
    rows = work.columns(_session_statement(beside), {"key_hash": session_ref, "now": work.now})
    if not rows:
        return None
    session = rows[0]
    idle = timedelta(minutes=work.settings.idle_minutes)
    if session.ended_at or session.ends_at <= work.now or session.seen_at + idle <= work.now:
        return None
    if session.seen_at + timedelta(minutes=1) <= work.now:
        work.session.connection().execute(_SEEN, {"session": session_ref, "now": work.now})
    staff = session.issuer_key == AT_WORK
    return Actor(
        person_id=session.id,
        name=full_name(session.given_name, session.family_name),
        given_name=session.given_name,
        title=session.title,
        language=session.language,
        roles=tuple(
            RoleAt(row.role, row.organisation_id, row.programme) for row in rows if staff and row.role in STAFF_ROLES
        ),
        staff_sign_in=staff,
        professional=professional_of(session.number, session.professions) if staff else None,
        acr=session.acr,
        session_ref=session_ref,
        issuer_key=session.issuer_key,
        ends_at=session.ends_at,
        identified_at=session.identified_at,
        beside=session.beside,
    )


def end_session(work: Work, session_ref: str) -> WebSession | None:
    """End this session on the server. Returns it, so that the provider can be told."""
    session = work.session.get(WebSession, session_ref)
    if session is not None and session.ended_at is None:
        session.ended_at = work.now
    return session


def end_every_session(work: Work, person_id: int) -> int:
    """Sign a person out of every browser, this one too; how many it was."""
    return _end_all(work, WebSession.person_id == person_id)


def end_sessions_at_work(work: Work, person_id: int) -> int:
    """Sign a member of the staff out of every browser where she is at work; how many it was. Where she is a patient she stays."""
    return _end_all(work, WebSession.person_id == person_id, WebSession.issuer_key == AT_WORK)


def end_sessions_of_issuer(work: Work, issuer: str, *, sid: str | None = None, subject: str | None = None) -> int:
    """End every open session with this provider-side session id (or, without one, of this subject); how many it was."""
    if sid is None and subject is None:
        return 0
    hers = WebSession.sid == sid if sid is not None else WebSession.subject == subject
    return _end_all(work, WebSession.issuer == issuer, hers)


def _end_all(work: Work, *which: ColumnElement[bool]) -> int:
    ending = update(WebSession).where(*which, WebSession.ended_at.is_(None)).values(ended_at=work.now)
    return len(work.session.scalars(ending.returning(WebSession.key_hash)).all())


def spend_logout_token(work: Work, fingerprint: str) -> bool:
    """Note that a provider's logout token was used. False: it was used before, and must not count again."""
    if work.session.get(SpentLogoutToken, fingerprint) is not None:
        return False
    work.add(SpentLogoutToken(jti=fingerprint, at=work.now))
    return True


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
