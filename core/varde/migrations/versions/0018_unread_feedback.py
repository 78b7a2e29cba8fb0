"""That an answer on an exercise is not read yet stands with the module.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("module_state", sa.Column("answered_step", sa.String(60), nullable=True))


def downgrade() -> None:
    op.drop_column("module_state", "answered_step")
