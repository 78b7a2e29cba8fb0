"""An index along which a recount walks: the enrolments of a programme, organisation by organisation.

Revision ID: 0069
Revises: 0068
"""

from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None
_NAME = "ix_enrolment_programme_organisation_id_id"


def upgrade() -> None:
    op.create_index(_NAME, "enrolment", ["programme", "organisation_id", "id"])


def downgrade() -> None:
    op.drop_index(_NAME, "enrolment")
