"""Every way out of an enrolment that was taken, what it cancelled, and since when there is no more contact.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("enrolment", sa.Column("contact_stopped_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "ending",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("enrolment_id", _KEY, nullable=False),
        sa.Column("number", _KEY, nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", _KEY, nullable=True),
        sa.Column("by_patient", sa.Boolean(), nullable=False),
        sa.Column("willing", sa.Boolean(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("became", sa.JSON(), nullable=False),
        sa.Column("cause_id", _KEY, nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", _KEY, nullable=True),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by_id IS NULL)", name=op.f("ck_ending_undone_when_and_by_whom")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_ending_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_ending_by_id")),
        sa.ForeignKeyConstraint(["cause_id"], ["ending.id"], name=op.f("fk_ending_cause_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["undone_by_id"], ["person.id"], name=op.f("fk_ending_undone_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ending")),
        sa.UniqueConstraint("enrolment_id", "number", name=op.f("uq_ending_enrolment_id_number")),
    )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was done since would be lost.")
