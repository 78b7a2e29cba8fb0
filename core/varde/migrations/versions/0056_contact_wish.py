"""How much contact a participant chose, and when.

Revision ID: 0056
Revises: 0055
"""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "contact_wish",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("choice", sa.String(length=40), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_contact_wish_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_contact_wish_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_wish")),
    )
    op.create_index(op.f("ix_contact_wish_enrolment_id"), "contact_wish", ["enrolment_id"])


def downgrade() -> None:
    op.drop_table("contact_wish")
