"""What was said about a patient's safety and which locks were opened, in order. Database triggers refuse to change a row."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from varde.identity.models import Person
from varde.kernel.db import Base, Key
from varde.kernel.sealed import sealed_column

KINDS = ("stated", "opened", "closed")


class SafetyEntry(Base):
    """One thing that was said or done: a fact ``stated``, a lock ``opened`` or ``closed``. ``subject`` is the key of the fact
    or the lock, and ``number`` counts the entries of an enrolment, so that of two writers at once the second is refused.

    ``details`` is JSON: ``{"before": value, "after": value}`` of a fact (null: not known), ``{"against": {fact: value}}`` of
    an opening, ``{}`` of a closing. ``note`` is where a clinician has it from, or why she opened or closed.
    ``by_patient``: she said it herself.
    """

    __tablename__ = "safety_entry"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(String(60))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_patient: Mapped[bool]
    details = sealed_column(row=("enrolment_id", "number", "kind", "subject"))
    note = sealed_column(row=("enrolment_id", "number", "kind", "subject"), nullable=True)

    by: Mapped[Person] = relationship(viewonly=True)

    __table_args__ = (
        UniqueConstraint("enrolment_id", "number"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("kind != 'stated' OR by_patient OR note_sealed IS NOT NULL", name="stated_with_a_source"),
        CheckConstraint("kind = 'stated' OR note_sealed IS NOT NULL", name="opened_with_a_reason"),
    )
