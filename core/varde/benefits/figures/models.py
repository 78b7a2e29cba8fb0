"""What was decided about which figures are shown."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base


class DecidedPeriods(Base):
    """Which settled months of a programme at an organisation are told together, whoever reads them: ``ends`` are the last months of
    the stretches (``YYYY-MM``, with spaces between). ``cut`` is the month of the decision; earlier ones stay."""

    __tablename__ = "decided_periods"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    programme: Mapped[str] = mapped_column(String(40), primary_key=True)
    cut: Mapped[str] = mapped_column(String(7), primary_key=True)
    ends: Mapped[str] = mapped_column(Text)


class OverviewChoice(Base):
    """What somebody has chosen to leave out of her overview: a part of the page, and of the part ``programme`` which one ("" of all
    others). Whoever has chosen nothing sees everything."""

    __tablename__ = "overview_choice"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    part: Mapped[str] = mapped_column(String(12), primary_key=True)
    programme: Mapped[str] = mapped_column(String(40), primary_key=True, default="")
