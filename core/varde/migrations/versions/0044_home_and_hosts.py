"""Visits at home, who takes part beside the two, and the PINs of those who host video rooms.

Revision ID: 0044
Revises: 0043
"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BEFORE = ("video", "phone", "physical", "group")
KINDS = ("video", "phone", "physical", "home", "group")


def upgrade() -> None:
    with op.batch_alter_table("appointment") as table:
        table.add_column(sa.Column("party", sa.String(length=12), nullable=False, server_default=""))
        table.add_column(sa.Column("party_words_sealed", sa.LargeBinary(), nullable=True))
        table.drop_constraint(op.f("ck_appointment_kind"), type_="check")
        table.create_check_constraint(op.f("ck_appointment_kind"), f"kind IN {KINDS}")
    with op.batch_alter_table("appointment") as table:
        table.alter_column("party", server_default=None)
    op.create_table(
        "host_pin",
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pin_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_host_pin_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "address", name=op.f("pk_host_pin")),
    )


def downgrade() -> None:
    op.drop_table("host_pin")
    op.execute("UPDATE appointment SET kind = 'physical' WHERE kind = 'home'")
    with op.batch_alter_table("appointment") as table:
        table.drop_constraint(op.f("ck_appointment_kind"), type_="check")
        table.create_check_constraint(op.f("ck_appointment_kind"), f"kind IN {BEFORE}")
        table.drop_column("party_words_sealed")
        table.drop_column("party")
