"""How often accounts and addresses do what is limited.

Revision ID: 0079
Revises: 0078
"""

import sqlalchemy as sa
from alembic import op

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "rate_count",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("minute", BIG, nullable=False),
        sa.Column("times", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", "minute", name=op.f("pk_rate_count")),
    )
    op.create_index(op.f("ix_rate_count_at"), "rate_count", ["at"])


def downgrade() -> None:
    op.drop_table("rate_count")
