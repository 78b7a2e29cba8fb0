"""An index of the alerts that nobody opened in time, so that a caseload finds those few among all.

Revision ID: 0063
Revises: 0062
"""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None


def upgrade() -> None:
    escalated = sa.text("state = 'escalated'")
    op.create_index(
        "ix_alert_escalated", "alert", ["enrolment_id"], postgresql_where=escalated, sqlite_where=escalated
    )


def downgrade() -> None:
    op.drop_index("ix_alert_escalated", "alert")
