"""Dangers that wait are found before all other notices.

Revision ID: 0041
Revises: 0040
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

WAITING_DANGER = sa.text("notice IN ('alert', 'duty') AND next_at IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_delivery_danger", "delivery", ["next_at"], postgresql_where=WAITING_DANGER, sqlite_where=WAITING_DANGER
    )


def downgrade() -> None:
    op.drop_index("ix_delivery_danger", table_name="delivery")
