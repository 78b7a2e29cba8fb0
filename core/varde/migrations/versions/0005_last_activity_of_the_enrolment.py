"""When a patient was last active is a fact of the enrolment, not of the list.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "enrolment_activity",
        sa.Column("enrolment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("last_active_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_enrolment_activity_enrolment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("pk_enrolment_activity")),
    )
    # Whoever stands on no list, as somebody who has completed, was active when she began, as far as anybody knows.
    op.execute(
        "INSERT INTO enrolment_activity (enrolment_id, last_active_at) "
        "SELECT enrolment.id, COALESCE(caseload_row.last_active_at, enrolment.started_at) "
        "FROM enrolment LEFT JOIN caseload_row ON caseload_row.enrolment_id = enrolment.id "
        "WHERE COALESCE(caseload_row.last_active_at, enrolment.started_at) IS NOT NULL"
    )
    op.drop_column("caseload_row", "last_active_at")


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was done since would be lost.")
