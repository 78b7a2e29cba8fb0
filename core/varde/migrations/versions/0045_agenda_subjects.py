"""The agenda is of enrolments, persons, groups and organisations, counts what fails, and has what clock tasks looked for.

Revision ID: 0045
Revises: 0044
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
SUBJECTS = ("enrolment", "person", "group", "organisation")
TABLES = {"person": "person", "group": "care_group", "organisation": "organisation"}
WALL = ZoneInfo("Europe/Oslo")
"""Whoever has set another zone has what was planned before reminded of by this one."""
BATCH = 1000


def upgrade() -> None:
    with op.batch_alter_table("agenda_item") as table:
        for subject in TABLES:
            table.add_column(sa.Column(f"{subject}_id", BIG, nullable=True))
        table.add_column(sa.Column("failures", BIG, nullable=False, server_default="0"))
        table.add_column(sa.Column("fault", sa.String(length=60), nullable=True))
        table.add_column(sa.Column("failing_since", MOMENT, nullable=True))
        table.alter_column("enrolment_id", existing_type=BIG, nullable=True)
        for subject, target in TABLES.items():
            cascade = "CASCADE" if subject != "organisation" else None
            name = op.f(f"fk_agenda_item_{subject}_id")
            table.create_foreign_key(name, target, [f"{subject}_id"], ["id"], ondelete=cascade)
        exactly = " + ".join(f"CASE WHEN {subject}_id IS NULL THEN 0 ELSE 1 END" for subject in SUBJECTS) + " = 1"
        table.create_check_constraint(op.f("ck_agenda_item_one_subject"), exactly)
    for subject in TABLES:
        columns = [f"{subject}_id", "kind", "key", "occurrence"]
        _index(f"uq_agenda_item_{subject}", columns, f"{subject}_id IS NOT NULL", unique=True)
    _index("ix_agenda_item_act_at_no_enrolment", ["act_at"], "act_at IS NOT NULL AND enrolment_id IS NULL")
    op.execute("UPDATE agenda_item SET failures = 1 WHERE state = 'failed'")
    _index("ix_agenda_item_failures", ["id"], "failures > 0")
    op.drop_index("ix_absence_begun_at_first_day", table_name="absence")
    _plan()
    _times_of_notices()


def _index(name: str, columns: list[str], where: str, *, unique: bool = False, table: str = "agenda_item") -> None:
    op.create_index(name, table, columns, unique=unique, postgresql_where=sa.text(where), sqlite_where=sa.text(where))


def _times_of_notices() -> None:
    """The number of the appointment, or the name of the row of them, stood in the key of the notice alone."""
    with op.batch_alter_table("delivery") as table:
        table.add_column(sa.Column("appointment_id", BIG, nullable=True))
        table.add_column(sa.Column("series", sa.String(length=36), nullable=True))
        table.create_foreign_key(
            op.f("fk_delivery_appointment_id"), "appointment", ["appointment_id"], ["id"], ondelete="SET NULL"
        )
    after = "substr(key, 13)" if op.get_bind().dialect.name == "sqlite" else "split_part(key, chr(58), 2)"
    delivery = sa.table(
        "delivery", sa.column("key"), *(sa.column(name) for name in ("notice", "appointment_id", "series"))
    )
    number: sa.Select[Any] = sa.select(sa.column("id")).select_from(sa.table("appointment", sa.column("id")))
    named = number.where(sa.column("id") == sa.cast(sa.literal_column(after), BIG)).scalar_subquery()
    about = delivery.c.key.like("appointment:%"), delivery.c.notice.in_(("booked", "appointment"))
    op.execute(sa.update(delivery).where(*about).values(appointment_id=named))
    op.execute(
        sa.update(delivery).where(delivery.c.key.like("series:%")).values(series=sa.func.substr(delivery.c.key, 8, 36))
    )
    _index("ix_delivery_appointment_id", ["appointment_id"], "appointment_id IS NOT NULL", table="delivery")


def _plan() -> None:
    """What is to come of appointments, sessions of groups and absences, and the mornings of every place that was referred to."""
    connection, now = op.get_bind(), datetime.now(UTC)
    item = sa.table(
        "agenda_item",
        *(sa.column(f"{subject}_id") for subject in SUBJECTS),
        *(sa.column(name, MOMENT) for name in ("opens_at", "due_at", "closes_at", "act_at")),
        *(sa.column(name) for name in ("kind", "key", "occurrence", "state")),
        sa.column("stands", sa.Boolean()),
        sa.column("details", sa.JSON()),
    )
    rows = [*_reminders(connection, now), *_absences(connection, now), *_mornings(connection, now)]
    for first in range(0, len(rows), BATCH):
        connection.execute(sa.insert(item), rows[first : first + BATCH])


def _row(subject: str, whose: int, kind: str, key: str, at: datetime, now: datetime, **known: Any) -> dict[str, Any]:
    row: dict[str, Any] = {f"{each}_id": whose if each == subject else None for each in SUBJECTS}
    row |= {"kind": kind, "key": key, "occurrence": 0, "opens_at": at, "due_at": at, "closes_at": None, "details": {}}
    return {**row, "act_at": max(at, now), "state": "planned", "stands": False, **known}


def _on_wall(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=WALL).astimezone(UTC)


def _reminders(connection: sa.Connection, now: datetime) -> Iterator[dict[str, Any]]:
    for table, subject, kind, state in (
        ("appointment", "enrolment", "appointment-tomorrow", "booked"),
        ("group_session", "group", "session-tomorrow", "planned"),
    ):
        columns: tuple[sa.ColumnClause[Any], ...] = (
            sa.column("id"),
            sa.column(f"{subject}_id"),
            sa.column("starts_at", MOMENT),
            sa.column("state"),
        )
        times = sa.table(table, *columns)
        coming = sa.select(*columns[:3]).where(times.c.state == state, times.c.starts_at > now).order_by(times.c.id)
        for number, whose, starts_at in connection.execute(coming.select_from(times)).all():
            starts = starts_at if starts_at.tzinfo else starts_at.replace(tzinfo=UTC)
            day = starts.astimezone(WALL).date()
            if day > now.astimezone(WALL).date():
                at = _on_wall(day - timedelta(days=1), time(12))
                yield _row(subject, whose, kind, str(number), at, now, closes_at=starts, stands=True)


def _absences(connection: sa.Connection, now: datetime) -> Iterator[dict[str, Any]]:
    columns: tuple[sa.ColumnClause[Any], ...] = (
        *(sa.column(name) for name in ("id", "person_id")),
        *(sa.column(name, sa.Date()) for name in ("first_day", "last_day")),
        *(sa.column(name, MOMENT) for name in ("begun_at", "cancelled_at")),
    )
    absence = sa.table("absence", *columns)
    ahead = sa.select(*columns[:4]).where(absence.c.begun_at.is_(None), absence.c.cancelled_at.is_(None))
    for number, whose, first, last in connection.execute(ahead.order_by(absence.c.id).select_from(absence)).all():
        closes = _on_wall(last + timedelta(days=1), time(0)) - timedelta(seconds=1)
        yield _row("person", whose, "absence", str(number), _on_wall(first, time(0)), now, closes_at=closes)


def _mornings(connection: sa.Connection, now: datetime) -> Iterator[dict[str, Any]]:
    enrolment = sa.table("enrolment", sa.column("id"), sa.column("organisation_id"))
    referral = sa.table("referral", sa.column("enrolment_id"))
    places = sa.select(enrolment.c.organisation_id).join(referral, referral.c.enrolment_id == enrolment.c.id).distinct()
    morning = _on_wall(now.astimezone(WALL).date() + timedelta(days=1), time(8))
    for (whose,) in connection.execute(places).all():
        yield _row("organisation", whose, "referrals-due", "", morning, now)


def downgrade() -> None:
    op.drop_index("ix_delivery_appointment_id", table_name="delivery")
    with op.batch_alter_table("delivery") as table:
        table.drop_constraint(op.f("fk_delivery_appointment_id"), type_="foreignkey")
        table.drop_column("appointment_id")
        table.drop_column("series")
    op.create_index("ix_absence_begun_at_first_day", "absence", ["begun_at", "first_day"])
    op.execute("DELETE FROM agenda_item WHERE enrolment_id IS NULL OR kind = 'appointment-tomorrow'")
    for name in (
        "ix_agenda_item_failures",
        "ix_agenda_item_act_at_no_enrolment",
        *(f"uq_agenda_item_{each}" for each in TABLES),
    ):
        op.drop_index(name, table_name="agenda_item")
    with op.batch_alter_table("agenda_item") as table:
        table.drop_constraint(op.f("ck_agenda_item_one_subject"), type_="check")
        for subject in TABLES:
            table.drop_constraint(op.f(f"fk_agenda_item_{subject}_id"), type_="foreignkey")
            table.drop_column(f"{subject}_id")
        for name in ("failures", "fault", "failing_since"):
            table.drop_column(name)
        table.alter_column("enrolment_id", existing_type=BIG, nullable=False)
