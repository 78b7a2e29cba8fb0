"""How long deeds took, and each correction.

Revision ID: 0057
Revises: 0056
"""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "spent_minutes",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", BIG, nullable=False),
        sa.CheckConstraint("kind IN ('message', 'feedback', 'meeting', 'call')", name=op.f("ck_spent_minutes_kind")),
        sa.CheckConstraint("minutes BETWEEN 0 AND 1440", name=op.f("ck_spent_minutes_within_a_day")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_spent_minutes_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_spent_minutes_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spent_minutes")),
        sa.UniqueConstraint("enrolment_id", "key", name=op.f("uq_spent_minutes_enrolment_id_key")),
    )
    op.create_index("ix_spent_minutes_by_id_at", "spent_minutes", ["by_id", "at"])
    op.create_table(
        "minutes_change",
        sa.Column("id", BIG, nullable=False),
        sa.Column("spent_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("before", BIG, nullable=False),
        sa.Column("after", BIG, nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["spent_id"], ["spent_minutes.id"], name=op.f("fk_minutes_change_spent_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_minutes_change_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_change")),
        sa.UniqueConstraint("spent_id", "number", name=op.f("uq_minutes_change_spent_id_number")),
    )
    op.create_index(op.f("ix_minutes_change_spent_id"), "minutes_change", ["spent_id"])


def downgrade() -> None:
    op.drop_table("minutes_change")
    op.drop_table("spent_minutes")
