"""Presence and absence of staff, and which ended roles have been settled.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("role_grant", sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_role_grant_ends_at"), "role_grant", ["ends_at"])
    op.create_table(
        "presence",
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("weekdays", sa.String(length=5), nullable=False),
        sa.Column("substitute_id", BIG, nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_presence_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["substitute_id"], ["person.id"], name=op.f("fk_presence_substitute_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_presence")),
    )
    op.create_table(
        "absence",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("substitute_id", BIG, nullable=True),
        sa.Column("reported_by_id", BIG, nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("reason IN ('course', 'holiday', 'illness', 'leave')", name=op.f("ck_absence_reason")),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_absence_first_before_last")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["substitute_id"], ["person.id"], name=op.f("fk_absence_substitute_id")),
        sa.ForeignKeyConstraint(["reported_by_id"], ["person.id"], name=op.f("fk_absence_reported_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_person_id_last_day", "absence", ["person_id", "last_day"])
    op.create_index("ix_absence_begun_at_first_day", "absence", ["begun_at", "first_day"])
    op.create_index(op.f("ix_absence_substitute_id"), "absence", ["substitute_id"])
    op.create_index(
        "ix_access_entry_denied",
        "access_entry",
        ["organisation_id", "at"],
        postgresql_where=sa.text("outcome = 'denied'"),
        sqlite_where=sa.text("outcome = 'denied'"),
    )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was reported since would be lost.")
