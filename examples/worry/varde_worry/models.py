"""The time of the day that somebody has chosen for her worries."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from varde.plugin.tables import Base, Key


class ChosenTime(Base):
    """What one patient chose last: a time of day, as 17:30."""

    __tablename__ = "worry_chosen_time"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), unique=True)
    clock: Mapped[str] = mapped_column(String(5))
    chosen_at: Mapped[datetime]
