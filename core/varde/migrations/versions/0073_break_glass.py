"""Records opened by break-glass, their review, and when somebody last identified herself.

Revision ID: 0073
Revises: 0072
"""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("web_session", sa.Column("identified_at", MOMENT, nullable=True))
    op.create_table(
        "break_glass",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("once", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=True),
        sa.Column("ends_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("review_by", sa.Date(), nullable=True),
        sa.Column("tell_at", MOMENT, nullable=True),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("reviewed_at", MOMENT, nullable=True),
        sa.Column("reviewed_by_id", BIG, nullable=True),
        sa.Column("verdict", sa.String(10), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("delay_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_break_glass_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_break_glass_by_id")),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["person.id"], name=op.f("fk_break_glass_reviewed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_break_glass")),
        sa.UniqueConstraint("enrolment_id", "by_id", "once", name=op.f("uq_break_glass_enrolment_id_by_id_once")),
        sa.CheckConstraint("kind IN ('danger', 'call', 'service')", name=op.f("ck_break_glass_kind")),
        sa.CheckConstraint("verdict IN ('yes', 'more', 'no')", name=op.f("ck_break_glass_verdict")),
        sa.CheckConstraint(
            "(opened_at IS NULL) = (ends_at IS NULL) AND (opened_at IS NULL) = (review_by IS NULL)"
            " AND (opened_at IS NULL) = (tell_at IS NULL)",
            name=op.f("ck_break_glass_opened_with_what_follows"),
        ),
        sa.CheckConstraint(
            "(reviewed_at IS NULL) = (reviewed_by_id IS NULL) AND (reviewed_at IS NULL) = (verdict IS NULL)",
            name=op.f("ck_break_glass_reviewed_when_by_whom_and_how"),
        ),
    )
    for column in ("enrolment_id", "by_id", "review_by"):
        op.create_index(op.f(f"ix_break_glass_{column}"), "break_glass", [column])


def downgrade() -> None:
    op.drop_table("break_glass")
    op.drop_column("web_session", "identified_at")
