"""The time of the day that somebody has chosen for her worries."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "worry_chosen_time",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("clock", sa.String(length=5), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name="fk_worry_chosen_time_enrolment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_worry_chosen_time"),
        sa.UniqueConstraint("enrolment_id", name="uq_worry_chosen_time_enrolment_id"),
    )


def downgrade() -> None:
    op.drop_table("worry_chosen_time")
