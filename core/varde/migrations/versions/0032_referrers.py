"""Health personnel refer by what the register says of them, and see what became of what they sent.

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "health_professional",
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("number", sa.String(length=9), nullable=False),
        sa.Column("professions", sa.JSON(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_health_professional_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_health_professional")),
        sa.UniqueConstraint("number", name=op.f("uq_health_professional_number")),
    )
    op.add_column("posted_referral", sa.Column("about_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("posted_referral", sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "more_asked",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("of", sa.String(length=8), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("question_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", BIG, nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("filled", sa.JSON(), nullable=False),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("of IN ('referrer', 'patient')", name=op.f("ck_more_asked_of")),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by_id IS NULL)", name=op.f("ck_more_asked_answered_when_and_by_whom")
        ),
        sa.CheckConstraint(
            "answered_at IS NULL OR ended_at IS NOT NULL", name=op.f("ck_more_asked_ended_when_answered")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_more_asked_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_more_asked_by_id")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_more_asked_answered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_more_asked")),
        sa.UniqueConstraint("enrolment_id", "number", name=op.f("uq_more_asked_enrolment_id_number")),
    )
    op.create_index(
        "ix_more_asked_open",
        "more_asked",
        ["enrolment_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
        sqlite_where=sa.text("ended_at IS NULL"),
    )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what each referrer may see would be lost.")
