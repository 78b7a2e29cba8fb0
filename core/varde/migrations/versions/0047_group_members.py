"""What a member's calendar has been told, and whether she is followed up digitally, as it was before each time.

Revision ID: 0047
Revises: 0046
"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WITHOUT = ("frisklivs-in-person", "ibs-course")
"""The programmes that said so of themselves when this was written: what was counted until now."""


def upgrade() -> None:
    op.add_column("group_member", sa.Column("sequence", BIG, nullable=False, server_default="0"))
    for table in ("group_member", "group_attendance"):
        op.add_column(table, sa.Column("digital", sa.Boolean(), nullable=False, server_default=sa.true()))
        of = sa.table(table, sa.column("enrolment_id"), sa.column("digital"))
        enrolment = sa.table("enrolment", sa.column("id"), sa.column("programme"))
        without = sa.select(enrolment.c.id).where(enrolment.c.programme.in_(WITHOUT))
        op.execute(of.update().where(of.c.enrolment_id.in_(without)).values(digital=sa.false()))


def downgrade() -> None:
    for table in ("group_attendance", "group_member"):
        op.drop_column(table, "digital")
    op.drop_column("group_member", "sequence")
