"""What a person has said yes or no to beside treatment.

Revision ID: 0082
Revises: 0081
"""

import sqlalchemy as sa
from alembic import op

revision = "0082"
down_revision = "0081"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "consent",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("purpose", sa.String(60), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("source", sa.String(10), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("source IN ('own', 'staff')", name=op.f("ck_consent_source")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_consent_by_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index("ix_consent_person_id_purpose", "consent", ["person_id", "purpose"])
    with op.batch_alter_table("plan_voice") as table:
        table.add_column(sa.Column("consent_number", BIG, nullable=True))
        table.create_index(op.f("ix_plan_voice_consent_number"), ["consent_number"])


def downgrade() -> None:
    with op.batch_alter_table("plan_voice") as table:
        table.drop_index(op.f("ix_plan_voice_consent_number"))
        table.drop_column("consent_number")
    op.drop_table("consent")
