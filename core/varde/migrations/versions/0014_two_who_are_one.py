"""Two persons who are one: which, when, by whom, and what was moved.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def pointer(column: str, *, cascade: bool = False) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_person_join_{column}")
    return sa.ForeignKeyConstraint([column], ["person.id"], name=name, ondelete="CASCADE" if cascade else None)


def upgrade() -> None:
    # By hand, as SQLite adds a column with its foreign key; a batch would build the table again and lose what points to it.
    big = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE person ADD COLUMN joined_into_id {big} CONSTRAINT fk_person_joined_into_id REFERENCES person (id)"
    )
    op.create_index(op.f("ix_person_joined_into_id"), "person", ["joined_into_id"])
    op.create_table(
        "person_join",
        sa.Column("id", BIG, nullable=False),
        sa.Column("kept_id", BIG, nullable=False),
        sa.Column("joined_id", BIG, nullable=False),
        sa.Column("offered_by", sa.String(10), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", BIG, nullable=True),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("filled", sa.JSON(), nullable=False),
        sa.Column("edition", BIG, server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("offered_by IN ('sign_in', 'staff', 'own')", name=op.f("ck_person_join_offered_by")),
        sa.CheckConstraint("kept_id <> joined_id", name=op.f("ck_person_join_two_persons")),
        pointer("kept_id", cascade=True),
        pointer("joined_id", cascade=True),
        pointer("by_id"),
        pointer("undone_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_join")),
    )
    op.create_index(op.f("ix_person_join_kept_id"), "person_join", ["kept_id"])
    op.create_index(op.f("ix_person_join_joined_id"), "person_join", ["joined_id"])


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was written since would be lost.")
