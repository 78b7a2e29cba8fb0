"""Forms that came when nobody was signed in are held for whoever filled them in.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "held_form",
        sa.Column("browser_hash", sa.String(64), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("action", sa.String(500), nullable=False),
        sa.Column("page", sa.String(500), nullable=False),
        sa.Column("fields_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_held_form_owner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("browser_hash", "owner_id", "action", name=op.f("pk_held_form")),
    )
    op.create_index(op.f("ix_held_form_owner_id"), "held_form", ["owner_id"])
    op.create_index(op.f("ix_held_form_ends_at"), "held_form", ["ends_at"])


def downgrade() -> None:
    op.drop_table("held_form")
