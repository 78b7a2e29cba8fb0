"""A referral can wait in line for a place.

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "waiting_place",
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("promised_by", sa.Date(), nullable=False),
        sa.Column("answer_was_by", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_waiting_place_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_waiting_place_by_id")),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("pk_waiting_place")),
    )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: who waits in line would be lost.")
