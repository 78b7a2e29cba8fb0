"""Whether a step helped: that she has answered, sums, and words without a way to anybody.

Revision ID: 0062
Revises: 0061
"""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "helped_answered",
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("step_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_helped_answered_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["step_id"], ["content_step.id"], name=op.f("fk_helped_answered_step_id")),
        sa.PrimaryKeyConstraint("enrolment_id", "step_id", name=op.f("pk_helped_answered")),
    )
    op.create_table(
        "helped_count",
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("step_id", BIG, nullable=False),
        sa.Column("edition", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(length=4), nullable=False),
        sa.Column("n", BIG, nullable=False),
        sa.CheckConstraint("answer IN ('yes', 'some', 'no')", name=op.f("ck_helped_count_answer")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_helped_count_organisation_id")),
        sa.ForeignKeyConstraint(["step_id"], ["content_step.id"], name=op.f("fk_helped_count_step_id")),
        sa.ForeignKeyConstraint(["edition"], ["content_edition.digest"], name=op.f("fk_helped_count_edition")),
        sa.PrimaryKeyConstraint(
            "organisation_id", "step_id", "edition", "language", "month", "answer", name=op.f("pk_helped_count")
        ),
    )
    op.create_table(
        "helped_words",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("step_id", BIG, nullable=False),
        sa.Column("edition", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_helped_words_organisation_id")),
        sa.ForeignKeyConstraint(["step_id"], ["content_step.id"], name=op.f("fk_helped_words_step_id")),
        sa.ForeignKeyConstraint(["edition"], ["content_edition.digest"], name=op.f("fk_helped_words_edition")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_helped_words")),
    )
    op.create_index("ix_helped_words_organisation_id_step_id", "helped_words", ["organisation_id", "step_id"])


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was answered since would be lost.")
