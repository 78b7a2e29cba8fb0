"""Second opinions of colleagues, and what messages quote.

Revision ID: 0054
Revises: 0053
"""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "second_opinion",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("asked_by_id", BIG, nullable=False),
        sa.Column("asked_id", BIG, nullable=False),
        sa.Column("once", sa.String(length=60), nullable=False),
        sa.Column("question_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_second_opinion_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_second_opinion_asked_by_id")),
        sa.ForeignKeyConstraint(["asked_id"], ["person.id"], name=op.f("fk_second_opinion_asked_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_opinion")),
        sa.UniqueConstraint(
            "enrolment_id", "asked_by_id", "once", name=op.f("uq_second_opinion_enrolment_id_asked_by_id_once")
        ),
    )
    for column in ("enrolment_id", "asked_id"):
        op.create_index(op.f(f"ix_second_opinion_{column}"), "second_opinion", [column])
    op.create_table(
        "message_quote",
        sa.Column("message_id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("said_sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('entry', 'score')", name=op.f("ck_message_quote_kind")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_quote_message_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_message_quote_enrolment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_message_quote")),
    )
    op.create_index(op.f("ix_message_quote_enrolment_id"), "message_quote", ["enrolment_id"])


def downgrade() -> None:
    op.drop_table("message_quote")
    op.drop_table("second_opinion")
