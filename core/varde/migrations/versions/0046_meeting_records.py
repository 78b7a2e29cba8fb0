"""What whoever held a meeting wrote down of it.

Revision ID: 0046
Revises: 0045
"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "meeting_record",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("appointment_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("meeting", sa.String(length=40), nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("track_before", sa.String(length=40), nullable=True),
        sa.Column("track", sa.String(length=40), nullable=True),
        sa.Column("decision", sa.String(length=8), nullable=True),
        sa.Column("risk_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("diagnosis_code_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("diagnosis_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("grounds_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("decision IN ('begin', 'wait', 'not')", name=op.f("ck_meeting_record_decision")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_meeting_record_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_meeting_record_appointment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_meeting_record_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_record")),
        sa.UniqueConstraint("appointment_id", "number", name=op.f("uq_meeting_record_appointment_id_number")),
    )
    op.create_index(op.f("ix_meeting_record_enrolment_id"), "meeting_record", ["enrolment_id"])


def downgrade() -> None:
    op.drop_table("meeting_record")
