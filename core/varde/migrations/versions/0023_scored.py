"""What change is counted from is found by an index, however much was answered before.

Revision ID: 0023
Revises: 0022
"""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

NAME = "ix_response_enrolment_id_instrument"


def upgrade() -> None:
    op.drop_index(NAME, table_name="response")
    op.create_index(NAME, "response", ["enrolment_id", "instrument", "submitted_at", "total"])


def downgrade() -> None:
    op.drop_index(NAME, table_name="response")
    op.create_index(NAME, "response", ["enrolment_id", "instrument"])
