"""What organisations call the roles of a care team.

Revision ID: 0037
Revises: 0036
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ROLES = ("responsible", "therapist", "dietitian", "group_leader", "coach", "nurse")


def upgrade() -> None:
    op.create_table(
        "care_role",
        sa.Column("id", BIG, nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("counts_as", sa.String(length=20), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"counts_as IN {ROLES}", name=op.f("ck_care_role_counts_as")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_care_role_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_role")),
        sa.UniqueConstraint("organisation_id", "key", name=op.f("uq_care_role_organisation_id_key")),
    )
    with op.batch_alter_table("care_team_member") as table:
        table.add_column(sa.Column("care_role_id", BIG, nullable=True))
        table.create_foreign_key(op.f("fk_care_team_member_care_role_id"), "care_role", ["care_role_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("care_team_member") as table:
        table.drop_constraint(op.f("fk_care_team_member_care_role_id"), type_="foreignkey")
        table.drop_column("care_role_id")
    op.drop_table("care_role")
