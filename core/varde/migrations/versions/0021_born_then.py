"""People are found by the day they were born, so that a list knows the kin that somebody declared by name.

Revision ID: 0021
Revises: 0020
"""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_person_birth_date"), "person", ["birth_date"])


def downgrade() -> None:
    op.drop_index(op.f("ix_person_birth_date"), "person")
