"""The kits that are lent to patients."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "sample_kit",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("serial", sa.String(length=20), nullable=False),
        sa.Column("place_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("lent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lent_by_id", BIG, nullable=True),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("battery", BIG, nullable=True),
        sa.Column("silent_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("batteries_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wanted_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edition", BIG, server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("battery BETWEEN 0 AND 100", name=op.f("ck_sample_kit_battery")),
        sa.CheckConstraint("(heard_at IS NULL) = (battery IS NULL)", name=op.f("ck_sample_kit_heard_when_and_what")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_sample_kit_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["lent_by_id"], ["person.id"], name=op.f("fk_sample_kit_lent_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_kit")),
        sa.UniqueConstraint("enrolment_id", "serial", name=op.f("uq_sample_kit_enrolment_id_serial")),
    )


def downgrade() -> None:
    op.drop_table("sample_kit")
