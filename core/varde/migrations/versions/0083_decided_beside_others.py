"""Which months are told is decided anew: with the places beside each other, and never of those who can still answer.

Revision ID: 0083
Revises: 0082
"""

from alembic import op

revision = "0083"
down_revision = "0082"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM decided_periods")


def downgrade() -> None:
    """What was decided before is not known any more: the next night decides."""
