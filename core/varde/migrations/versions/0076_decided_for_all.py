"""Periods of a place are decided for every reader; and by which way of counting everybody was counted.

Revision ID: 0076
Revises: 0075
"""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = ("organisation_id", "programme", "cut")


def upgrade() -> None:
    """Of what readers were told apart, that which all of them were is what stays apart."""
    rows = op.get_bind().execute(sa.text("SELECT organisation_id, programme, cut, ends FROM decided_periods")).all()
    apart: dict[tuple[object, ...], set[str]] = {}
    last: dict[tuple[object, ...], str] = {}
    for row in rows:
        key, ends = tuple(row[:3]), row[3].split()
        apart[key] = apart.get(key, set(ends)) & set(ends)
        last[key] = max(last.get(key, ""), *ends)
    op.drop_table("decided_periods")
    decided = op.create_table(
        "decided_periods",
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("programme", sa.String(40), nullable=False),
        sa.Column("cut", sa.String(7), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_decided_periods_organisation_id")
        ),
        sa.PrimaryKeyConstraint(*KEY, name=op.f("pk_decided_periods")),
    )
    for key, ends in apart.items():
        values = {**dict(zip(KEY, key, strict=True)), "ends": " ".join(sorted({*ends, last[key]}))}
        op.execute(decided.insert().values(**values))
    op.create_table(
        "counted_way",
        sa.Column("programme", sa.String(40), nullable=False),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("programme", name=op.f("pk_counted_way")),
    )


def downgrade() -> None:
    op.drop_table("counted_way")
    op.drop_table("decided_periods")
    op.create_table(
        "decided_periods",
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("seen_from_id", BIG, nullable=False),
        sa.Column("programme", sa.String(40), nullable=False),
        sa.Column("cut", sa.String(7), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_decided_periods_organisation_id")
        ),
        sa.ForeignKeyConstraint(["seen_from_id"], ["organisation.id"], name=op.f("fk_decided_periods_seen_from_id")),
        sa.PrimaryKeyConstraint("organisation_id", "seen_from_id", "programme", "cut", name=op.f("pk_decided_periods")),
    )
