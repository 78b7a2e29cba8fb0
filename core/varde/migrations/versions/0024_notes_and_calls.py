"""Those who treat a patient write notes for each other, and ring first when a referral cannot be answered yet.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "inner_note",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("once", sa.String(length=80), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_inner_note_by_id")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_inner_note_enrolment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inner_note")),
        sa.UniqueConstraint("enrolment_id", "by_id", "once", name=op.f("uq_inner_note_enrolment_id_by_id_once")),
    )
    op.create_table(
        "first_call",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("set_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("caller_id", BIG, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("after", sa.String(length=5), nullable=True),
        sa.Column("question_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", BIG, nullable=True),
        sa.Column("outcome_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by_id IS NULL)", name=op.f("ck_first_call_ended_when_and_by_whom")
        ),
        sa.CheckConstraint(
            "outcome_sealed IS NULL OR ended_at IS NOT NULL", name=op.f("ck_first_call_outcome_when_ended")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_first_call_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_first_call_by_id")),
        sa.ForeignKeyConstraint(["caller_id"], ["person.id"], name=op.f("fk_first_call_caller_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["person.id"], name=op.f("fk_first_call_ended_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_first_call")),
        sa.UniqueConstraint("enrolment_id", "number", name=op.f("uq_first_call_enrolment_id_number")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER inner_note_no_update BEFORE UPDATE ON inner_note "
            "BEGIN SELECT RAISE(ABORT, 'history is never edited'); END"
        )
    else:
        op.execute(
            "CREATE TRIGGER inner_note_never_edited BEFORE UPDATE ON inner_note "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: notes that were written since would be lost.")
