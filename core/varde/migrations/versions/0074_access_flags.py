"""What in the access log is worth a question, by day.

Revision ID: 0074
Revises: 0073
"""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_index("ix_access_entry_at", "access_entry", ["at"])
    op.create_table(
        "access_flag",
        sa.Column("id", BIG, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("actor_id", BIG, nullable=False),
        sa.Column("patient_id", BIG, nullable=False),
        sa.Column("flags", sa.String(120), nullable=False),
        sa.Column("looks", BIG, nullable=False),
        sa.Column("first_at", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column("answer", sa.String(10), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answered_by_id", BIG, nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_access_flag_organisation_id")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_access_flag_actor_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["person.id"], name=op.f("fk_access_flag_patient_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_access_flag_answered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_flag")),
        sa.UniqueConstraint(
            "day",
            "actor_id",
            "patient_id",
            "organisation_id",
            name=op.f("uq_access_flag_day_actor_id_patient_id_organisation_id"),
        ),
        sa.CheckConstraint("answer IN ('fine', 'asked', 'reported')", name=op.f("ck_access_flag_answer")),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answer IS NULL) AND (answered_at IS NULL) = (answered_by_id IS NULL)",
            name=op.f("ck_access_flag_answered_when_by_whom_and_how"),
        ),
    )
    for column in ("actor_id", "patient_id"):
        op.create_index(op.f(f"ix_access_flag_{column}"), "access_flag", [column])
    op.create_index("ix_access_flag_organisation_id_answered_at", "access_flag", ["organisation_id", "answered_at"])
    op.create_table(
        "flagged_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_flagged_day")),
    )


def downgrade() -> None:
    op.drop_table("flagged_day")
    op.drop_table("access_flag")
    op.drop_index("ix_access_entry_at", table_name="access_entry")
