"""Periods are decided anew: only settled months are told apart for good, and not as they looked while they grew.

Revision ID: 0077
Revises: 0076
"""

from alembic import op

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM decided_periods")


def downgrade() -> None:
    """What was decided before is not known any more: the next who looks decides."""
