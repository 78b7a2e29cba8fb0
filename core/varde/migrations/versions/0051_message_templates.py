"""Templates of messages, of one member of staff or of an organisation.

Revision ID: 0051
Revises: 0050
"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "written_template",
        sa.Column("id", BIG, nullable=False),
        sa.Column("owner_id", BIG, nullable=True),
        sa.Column("organisation_id", BIG, nullable=True),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("nb", sa.String(length=3000), nullable=False),
        sa.Column("nn", sa.String(length=3000), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", BIG, nullable=True),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(owner_id IS NULL) <> (organisation_id IS NULL)", name=op.f("ck_written_template_whose")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_written_template_owner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_written_template_organisation_id")
        ),
        sa.ForeignKeyConstraint(["changed_by_id"], ["person.id"], name=op.f("fk_written_template_changed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_template")),
    )
    for column in ("owner_id", "organisation_id"):
        op.create_index(op.f(f"ix_written_template_{column}"), "written_template", [column])


def downgrade() -> None:
    op.drop_table("written_template")
