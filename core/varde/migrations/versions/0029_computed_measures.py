"""When what an enrolment adds to the benefits is another by time alone.

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("contribution") as batch:
        batch.add_column(sa.Column("next_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_contribution_next_at"), "contribution", ["next_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_contribution_next_at"), "contribution")
    with op.batch_alter_table("contribution") as batch:
        batch.drop_column("next_at")
