"""Appointments claim the time of those they need, have a history and a name in calendars.

Revision ID: 0035
Revises: 0034
"""

import uuid
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STATES = ("offered", "booked", "attended", "late", "missed", "cancelled", "cancelled_late", "withdrawn")
CHANGES = ("offered", "booked", "moved", "given", "left", *STATES[2:])
BEFORE = "Booked before Varde kept anybody from being booked twice."


def upgrade() -> None:
    op.drop_index(op.f("ix_appointment_therapist_id"), table_name="appointment")
    with op.batch_alter_table("appointment") as table:
        table.add_column(sa.Column("room_id", BIG, nullable=True))
        table.add_column(sa.Column("meeting", sa.String(length=40), nullable=False, server_default=""))
        table.add_column(sa.Column("buffer", BIG, nullable=False, server_default="0"))
        table.add_column(sa.Column("uid", sa.String(length=36), nullable=True))
        table.add_column(sa.Column("sequence", BIG, nullable=False, server_default="0"))
        table.add_column(sa.Column("series", sa.String(length=36), nullable=True))
        table.add_column(sa.Column("offered_until", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("overbooked", sa.String(length=200), nullable=False, server_default=""))
        table.alter_column("state", type_=sa.String(length=14), existing_type=sa.String(length=12))
        table.drop_constraint(op.f("ck_appointment_state"), type_="check")
        table.create_check_constraint(op.f("ck_appointment_state"), f"state IN {STATES}")
        table.create_foreign_key(op.f("fk_appointment_room_id"), "room", ["room_id"], ["id"])
    _history()
    _claims()
    _name_and_claim()
    with op.batch_alter_table("appointment") as table:
        for name in ("meeting", "buffer", "sequence", "overbooked"):
            table.alter_column(name, server_default=None)
        table.alter_column("uid", nullable=False, existing_type=sa.String(length=36))
        table.create_unique_constraint(op.f("uq_appointment_uid"), ["uid"])
    op.create_index(op.f("ix_appointment_room_id"), "appointment", ["room_id"])
    op.create_index("ix_appointment_therapist_id_starts_at", "appointment", ["therapist_id", "starts_at"])
    op.create_index("ix_appointment_starts_at", "appointment", ["starts_at"])


def _history() -> None:
    op.create_table(
        "appointment_change",
        sa.Column("id", BIG, nullable=False),
        sa.Column("appointment_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("change", sa.String(length=14), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("therapist_id", BIG, nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(f"change IN {CHANGES}", name=op.f("ck_appointment_change_change")),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_appointment_change_appointment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_appointment_change_by_id")),
        sa.ForeignKeyConstraint(["therapist_id"], ["person.id"], name=op.f("fk_appointment_change_therapist_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment_change")),
    )
    op.create_index(op.f("ix_appointment_change_appointment_id"), "appointment_change", ["appointment_id"])


def _claims() -> None:
    op.create_table(
        "time_claim",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("room_id", BIG, nullable=True),
        sa.Column("slot", BIG, nullable=False),
        sa.Column("appointment_id", BIG, nullable=False),
        sa.CheckConstraint("(person_id IS NULL) <> (room_id IS NULL)", name=op.f("ck_time_claim_one_resource")),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_time_claim_appointment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_time_claim_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_time_claim_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_claim")),
        sa.UniqueConstraint("person_id", "slot", name=op.f("uq_time_claim_person_id_slot")),
        sa.UniqueConstraint("room_id", "slot", name=op.f("uq_time_claim_room_id_slot")),
    )
    op.create_index(op.f("ix_time_claim_appointment_id"), "time_claim", ["appointment_id"])
    op.create_index("ix_time_claim_slot", "time_claim", ["slot"])


def _name_and_claim() -> None:
    """Every appointment gets its name; what is still to come claims its time, the older booking first."""
    appointment = sa.table(
        "appointment",
        *(sa.column(name) for name in ("id", "enrolment_id", "therapist_id", "state", "minutes", "uid", "overbooked")),
        sa.column("starts_at", sa.DateTime(timezone=True)),
    )
    enrolment = sa.table("enrolment", sa.column("id"), sa.column("person_id"))
    claim = sa.table("time_claim", *(sa.column(name) for name in ("person_id", "slot", "appointment_id")))
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(appointment, enrolment.c.person_id)
        .join_from(appointment, enrolment, enrolment.c.id == appointment.c.enrolment_id)
        .order_by(appointment.c.id)
    ).all()
    taken: set[tuple[int, int]] = set()
    for row in rows:
        values = {"uid": str(uuid.uuid4())}
        starts_at = row.starts_at if row.starts_at.tzinfo else row.starts_at.replace(tzinfo=UTC)
        ends = starts_at + timedelta(minutes=row.minutes)
        if row.state == "booked" and ends > datetime.now(UTC):
            slots = range(int(starts_at.timestamp() // 300), -int(-ends.timestamp() // 300))
            people = {row.person_id, row.therapist_id} - {None}
            wanted = {(person, slot) for person in people for slot in slots}
            if wanted & taken:
                values["overbooked"] = BEFORE
            else:
                taken |= wanted
                connection.execute(
                    sa.insert(claim), [{"person_id": p, "slot": s, "appointment_id": row.id} for p, s in sorted(wanted)]
                )
        connection.execute(sa.update(appointment).where(appointment.c.id == row.id).values(**values))


def downgrade() -> None:
    op.drop_table("time_claim")
    op.drop_table("appointment_change")
    op.drop_index("ix_appointment_starts_at", table_name="appointment")
    op.drop_index("ix_appointment_therapist_id_starts_at", table_name="appointment")
    op.drop_index(op.f("ix_appointment_room_id"), table_name="appointment")
    op.execute("UPDATE appointment SET state = 'attended' WHERE state = 'late'")
    op.execute("UPDATE appointment SET state = 'cancelled' WHERE state IN ('offered', 'cancelled_late', 'withdrawn')")
    with op.batch_alter_table("appointment") as table:
        table.drop_constraint(op.f("uq_appointment_uid"), type_="unique")
        table.drop_constraint(op.f("fk_appointment_room_id"), type_="foreignkey")
        table.drop_constraint(op.f("ck_appointment_state"), type_="check")
        table.create_check_constraint(
            op.f("ck_appointment_state"), "state IN ('booked', 'attended', 'missed', 'cancelled')"
        )
        table.alter_column("state", type_=sa.String(length=12), existing_type=sa.String(length=14))
        for name in ("room_id", "meeting", "buffer", "uid", "sequence", "series", "offered_until", "overbooked"):
            table.drop_column(name)
    op.create_index(op.f("ix_appointment_therapist_id"), "appointment", ["therapist_id"], unique=False)
