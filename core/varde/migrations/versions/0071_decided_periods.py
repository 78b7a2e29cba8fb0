"""Which periods of a place are told apart in figures, decided once a month.

Revision ID: 0071
Revises: 0070
"""

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "decided_periods",
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("seen_from_id", BIG, nullable=False),
        sa.Column("programme", sa.String(40), nullable=False),
        sa.Column("cut", sa.String(7), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_decided_periods_organisation_id")
        ),
        sa.ForeignKeyConstraint(["seen_from_id"], ["organisation.id"], name=op.f("fk_decided_periods_seen_from_id")),
        sa.PrimaryKeyConstraint("organisation_id", "seen_from_id", "programme", "cut", name=op.f("pk_decided_periods")),
    )


def downgrade() -> None:
    op.drop_table("decided_periods")
