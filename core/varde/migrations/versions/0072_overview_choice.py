"""What each manager has chosen to leave out of her overview.

Revision ID: 0072
Revises: 0071
"""

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "overview_choice",
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("part", sa.String(length=12), nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_overview_choice_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "part", "programme", name=op.f("pk_overview_choice")),
    )


def downgrade() -> None:
    op.drop_table("overview_choice")
