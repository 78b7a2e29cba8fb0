"""When the sums of benefits were last compared, and what came of it.

Revision ID: 0070
Revises: 0069
"""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "cell_check",
        sa.Column("id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("enrolments", BIG, nullable=False),
        sa.Column("faults", BIG, nullable=False),
        sa.Column("first", sa.String(400), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cell_check")),
    )


def downgrade() -> None:
    op.drop_table("cell_check")
