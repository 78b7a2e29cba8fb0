"""Appointments in a row: which of them was moved by itself.

Revision ID: 0042
Revises: 0041
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("appointment") as table:
        table.add_column(sa.Column("apart", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("appointment") as table:
        table.alter_column("apart", server_default=None)
    op.create_index(op.f("ix_appointment_series"), "appointment", ["series"])


def downgrade() -> None:
    op.drop_index(op.f("ix_appointment_series"), table_name="appointment")
    with op.batch_alter_table("appointment") as table:
        table.drop_column("apart")
