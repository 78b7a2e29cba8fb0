"""When and from where the key of a machine was used last, and when from two places at once.

Revision ID: 0078
Revises: 0077
"""

import sqlalchemy as sa
from alembic import op

revision = "0078"
down_revision = "0077"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("door_token") as table:
        table.add_column(sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("last_from", sa.String(45), server_default="", nullable=False))
        table.add_column(sa.Column("elsewhere_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("door_token") as table:
        table.drop_column("elsewhere_at")
        table.drop_column("last_from")
        table.drop_column("last_used_at")
