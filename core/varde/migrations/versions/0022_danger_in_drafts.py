"""A draft says when somebody must look at the danger in it, and what of it was told.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("draft", sa.Column("look_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("draft", sa.Column("told_of", sa.String(length=64), server_default="", nullable=False))
    op.create_index(op.f("ix_draft_look_at"), "draft", ["look_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_draft_look_at"), "draft")
    op.drop_column("draft", "told_of")
    op.drop_column("draft", "look_at")
