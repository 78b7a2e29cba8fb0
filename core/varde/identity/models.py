"""Who there is: organisations, people, what they may do, and who is signed in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, LargeBinary, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from varde.identity.rights import ROLES
from varde.identity.settings import OrganisationSettings
from varde.kernel.db import Base, Key
from varde.kernel.declared import read

ORGANISATION_KINDS = ("region", "trust", "clinic", "municipality", "district")
WAYS_TO_REACH = ("sms", "email", "phone")


class Organisation(Base):
    """A region, a trust under it, a clinic under that, or a municipality with its districts. ``details`` holds its settings;
    ``closed_at`` is since when nobody is treated there."""

    __tablename__ = "organisation"

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    details: Mapped[dict[str, Any]]
    closed_at: Mapped[datetime | None]

    parent: Mapped[Organisation | None] = relationship(remote_side="Organisation.id")

    @property
    def settings(self) -> OrganisationSettings:
        """What the organisation has decided about itself. :raises WrongSettings: it cannot be read."""
        return read(OrganisationSettings, self.details)

    __table_args__ = (CheckConstraint(f"kind IN {ORGANISATION_KINDS}", name="kind"),)


def full_name(given_name: str, family_name: str) -> str:
    """The two as one name; "" when both are."""
    return f"{given_name} {family_name}".strip()


class Person(Base):
    """A human being. The identity number is sealed; only its keyed fingerprint is searched.

    The telephone number is E.164, sealed. ``reach`` is how notices reach her: a text message, an e-mail, or somebody
    of the clinic who rings. ``interpreter`` is the language she needs one for, ``address_protected`` that her address
    must be shown nowhere; ``joined_into_id`` is who this person turned out to be, when two numbers were one human
    being's. ``hpr`` is the number of health personnel that the trust has written down. ``asked`` counts the questions
    about herself that wait for her own word. ``sex`` is what the person answered when a questionnaire's norms needed
    it, and None until then.
    """

    __tablename__ = "person"

    id: Mapped[Key]
    given_name: Mapped[str] = mapped_column(String(80), default="")
    family_name: Mapped[str] = mapped_column(String(80), default="")
    nin_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    nin_fingerprint: Mapped[str | None] = mapped_column(String(64), unique=True)
    birth_date: Mapped[date | None] = mapped_column(Date, index=True)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    reach: Mapped[str] = mapped_column(String(5), server_default=text("'sms'"), default="sms")
    interpreter: Mapped[str] = mapped_column(String(40), server_default=text("''"), default="")
    address_protected: Mapped[bool] = mapped_column(server_default=false(), default=False)
    guardian_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    asked: Mapped[int] = mapped_column(server_default=text("0"), default=0)
    sex: Mapped[str | None] = mapped_column(String(6))
    language: Mapped[str] = mapped_column(String(2), default="nb")
    title: Mapped[str] = mapped_column(String(80), default="")
    hpr: Mapped[str | None] = mapped_column(String(9), unique=True, index=True)
    created_at: Mapped[datetime]
    joined_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    @property
    def name(self) -> str:
        """Given and family name; "" when nobody has told us yet (ID-porten does not)."""
        return full_name(self.given_name, self.family_name)

    __table_args__ = (
        CheckConstraint("sex IN ('female', 'male')", name="sex"),
        CheckConstraint(f"reach IN {WAYS_TO_REACH}", name="reach"),
    )


class Login(Base):
    """That this person is known to an issuer under this subject."""

    __tablename__ = "login"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    issuer: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(200))

    __table_args__ = (UniqueConstraint("issuer", "subject"),)


class HealthProfessional(Base):
    """What the register of health personnel said of a person when she last signed in with HelseID: her HPR number, and those of
    :data:`varde.identity.hpr.PROFESSIONS` she is approved as."""

    __tablename__ = "health_professional"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[str] = mapped_column(String(9), unique=True)
    professions: Mapped[list[Any]]
    told_at: Mapped[datetime]


class Grant(Base):
    """A role a person holds at an organisation, for one programme or (None) for all of them there, from ``starts_at`` (None: from
    the day it was given) until ``ends_at``.

    ``settled_at`` is when the clock, after the end, had everything of hers handed on.
    """

    __tablename__ = "role_grant"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(30))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    programme: Mapped[str | None] = mapped_column(String(40))
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None] = mapped_column(index=True)
    settled_at: Mapped[datetime | None]

    def has_ended(self, now: datetime) -> bool:
        """Whether it has ended at ``now``; one that has not begun has not. In a statement:
        :func:`varde.identity.service.lasts`."""
        return self.ends_at is not None and self.ends_at <= now

    __table_args__ = (
        UniqueConstraint("person_id", "role", "organisation_id", "programme"),
        CheckConstraint(f"role IN {tuple(ROLES)}", name="role"),
    )


class SignInAttempt(Base):
    """A sign-in under way. Deleted when it is used, so the same ``state`` never works twice."""

    __tablename__ = "sign_in_attempt"

    state_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    browser_hash: Mapped[str] = mapped_column(String(64))
    attempt_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    next_path: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime]


class WebSession(Base):
    """A signed-in browser. The cookie holds a random key; the row holds its hash."""

    __tablename__ = "web_session"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    issuer: Mapped[str] = mapped_column(String(200))
    issuer_key: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(200))
    sid: Mapped[str | None] = mapped_column(String(200))
    acr: Mapped[str | None] = mapped_column(String(80))
    id_token_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    browser: Mapped[str] = mapped_column(String(200), default="")
    identified_at: Mapped[datetime | None]
    """When the issuer last saw her identify herself (``auth_time``); None where it does not say."""

    __table_args__ = (Index("ix_web_session_issuer_sid", "issuer", "sid"),)


class RateCount(Base):
    """How often one account or address did one thing within a minute (``minute`` since 1970). ``name`` is a hash of both, kept for
    an hour."""

    __tablename__ = "rate_count"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    minute: Mapped[int] = mapped_column(primary_key=True)
    times: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)


class SpentLogoutToken(Base):
    """A back-channel logout token that was used; its ``jti`` never works again."""

    __tablename__ = "spent_logout_token"

    jti: Mapped[str] = mapped_column(String(200), primary_key=True)
    at: Mapped[datetime]
