"""Indexes of the alerts that nobody opened in time and of the notices that did not arrive, so that a caseload finds those few.

Revision ID: 0063
Revises: 0062
"""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None


ESCALATED = sa.text("state = 'escalated'")
NOT_ARRIVED = sa.text(
    "(state = 'given_up' OR state = 'skipped' AND reason = 'a number that takes no texts')"
    " AND rung_at IS NULL AND carrier_id IS NULL"
)


def upgrade() -> None:
    for name, table, which in (
        ("alert_escalated", "alert", ESCALATED),
        ("delivery_not_arrived", "delivery", NOT_ARRIVED),
    ):
        op.create_index(f"ix_{name}", table, ["enrolment_id"], postgresql_where=which, sqlite_where=which)


def downgrade() -> None:
    op.drop_index("ix_delivery_not_arrived", "delivery")
    op.drop_index("ix_alert_escalated", "alert")
