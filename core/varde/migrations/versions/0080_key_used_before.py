"""From where the key of a machine was used before it was used from where it was used last.

Revision ID: 0080
Revises: 0079
"""

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0079"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("door_token") as table:
        table.add_column(sa.Column("before_from", sa.String(45), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("door_token") as table:
        table.drop_column("before_from")
