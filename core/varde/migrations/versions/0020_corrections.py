"""A response that was handed in can be corrected, and every version of it is kept.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("response", sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "correction",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("response_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("before_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("after_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_correction_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_correction_response_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_correction_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("response_id", "number", name=op.f("uq_correction_response_id_number")),
    )
    op.create_index(op.f("ix_correction_enrolment_id"), "correction", ["enrolment_id"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER correction_no_update BEFORE UPDATE ON correction "
            "BEGIN SELECT RAISE(ABORT, 'history is never edited'); END"
        )
    else:
        op.execute(
            "CREATE TRIGGER correction_never_edited BEFORE UPDATE ON correction "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was corrected since would be lost.")
