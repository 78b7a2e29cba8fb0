"""Measurements, how they were corrected, and the patient's own number that her zones follow from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from varde.kernel.db import Base, Key, edition
from varde.kernel.sealed import sealed_column

WAYS = ("patient", "staff", "import", "device")


class Measurement(Base):
    """One measurement of a series: the newest version, when it was corrected (:class:`MeasurementCorrection`).

    ``figures`` are its numbers as :func:`varde.series.rules.written` has them, and ``zone`` the key of the zone they were in
    when they came. ``way`` is who took it in; ``by_id`` is None of an import and a device. ``confirmed``: it was asked about,
    and said to be right. ``struck_at``: it was taken out as a mistake, and counts nowhere.
    """

    __tablename__ = "measurement"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    series: Mapped[str] = mapped_column(String(60))
    measured_at: Mapped[datetime]
    figures: Mapped[str] = mapped_column(String(80))
    zone: Mapped[str | None] = mapped_column(String(60))
    way: Mapped[str] = mapped_column(String(10))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_at: Mapped[datetime]
    confirmed: Mapped[bool] = mapped_column(default=False)
    corrected_at: Mapped[datetime | None]
    struck_at: Mapped[datetime | None]
    edition: Mapped[int] = edition()

    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012 - SQLAlchemy declares it per instance
    __table_args__ = (
        CheckConstraint(f"way IN {WAYS}", name="way"),
        # One measurement sent twice is one; and every course is read by it.
        Index(
            "ix_measurement_course",
            "enrolment_id",
            "series",
            "measured_at",
            "figures",
            unique=True,
            postgresql_where=text("struck_at IS NULL"),
            sqlite_where=text("struck_at IS NULL"),
        ),
    )


class MeasurementCorrection(Base):
    """That a measurement was corrected, or struck out (then ``figures_after`` is None). Never edited; ``number`` counts those of
    one measurement, so that of two writers at once the second is refused."""

    __tablename__ = "measurement_correction"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    measurement_id: Mapped[int] = mapped_column(ForeignKey("measurement.id", ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_patient: Mapped[bool]
    measured_before: Mapped[datetime]
    measured_after: Mapped[datetime]
    figures_before: Mapped[str] = mapped_column(String(80))
    figures_after: Mapped[str | None] = mapped_column(String(80))
    reason = sealed_column(row=("measurement_id", "number"), nullable=True)

    __table_args__ = (UniqueConstraint("measurement_id", "number"),)


class SeriesBase(Base):
    """The patient's own number of a series, from ``at`` on: the one with the highest ``number`` holds. Never edited."""

    __tablename__ = "series_base"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    series: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    value: Mapped[float]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (UniqueConstraint("enrolment_id", "series", "number"),)
