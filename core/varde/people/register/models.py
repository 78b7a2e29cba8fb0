"""The last answer of the contact register about each person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, false, true
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base


class RegisterContact(Base):
    """What the register last said of a person. ``answered_at`` is None until it has; ``tried_at`` is when it was last asked, and
    ``failed`` what went wrong then (None: it answered). The number and the address are sealed."""

    __tablename__ = "register_contact"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    registered: Mapped[bool] = mapped_column(server_default=false(), default=False)
    reserved: Mapped[bool] = mapped_column(server_default=false(), default=False)
    fresh: Mapped[bool] = mapped_column(server_default=true(), default=True)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    verified_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None] = mapped_column(index=True)
    tried_at: Mapped[datetime] = mapped_column(index=True)
    failed: Mapped[str | None] = mapped_column(String(60))
