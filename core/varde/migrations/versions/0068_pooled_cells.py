"""Sums of benefits that another installation has handed over.

Revision ID: 0068
Revises: 0067
"""

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pooled_cells",
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("programme", sa.String(40), nullable=False),
        sa.Column("installation", sa.String(200), nullable=False),
        sa.Column("signed_by", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_pooled_cells_organisation_id")),
        sa.PrimaryKeyConstraint("organisation_id", "programme", name=op.f("pk_pooled_cells")),
    )


def downgrade() -> None:
    op.drop_table("pooled_cells")
