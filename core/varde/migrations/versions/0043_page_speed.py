"""How long pages take, and each look at the chain of the access log.

Revision ID: 0043
Revises: 0042
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "page_speed",
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("up_to_ms", BIG, nullable=False),
        sa.Column("pages", BIG, nullable=False),
        sa.PrimaryKeyConstraint("began_at", "up_to_ms", name=op.f("pk_page_speed")),
    )
    op.create_table(
        "access_check",
        sa.Column("id", BIG, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("links", BIG, nullable=False),
        sa.Column("broken_at", BIG, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_check")),
    )


def downgrade() -> None:
    op.drop_table("access_check")
    op.drop_table("page_speed")
