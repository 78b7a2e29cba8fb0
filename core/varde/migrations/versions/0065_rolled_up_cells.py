"""Sums of benefits are kept as one wide row for each place, programme, part, group and period, and added up by one writer.

What was counted before is dropped: whoever has no contribution is counted again, by the clock or by ``varde benefits rebuild``.

Revision ID: 0065
Revises: 0064
"""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.drop_table("contribution")
    op.drop_table("cell")
    op.create_table(
        "cell_slot",
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("first", BIG, autoincrement=False, nullable=False),
        sa.Column("words", sa.SmallInteger(), nullable=False),
        sa.Column("scale", sa.String(length=80), nullable=False),
        sa.Column("occasion", sa.String(length=60), nullable=False),
        sa.Column("category", sa.String(length=80), nullable=False),
        sa.Column("resolution", BIG, nullable=False),
        sa.PrimaryKeyConstraint("programme", "part", "first", name=op.f("pk_cell_slot")),
        sa.UniqueConstraint(
            "programme",
            "part",
            "scale",
            "occasion",
            "category",
            "resolution",
            name=op.f("uq_cell_slot_programme_part_scale_occasion_category_resolution"),
        ),
    )
    op.create_table(
        "cell_group",
        sa.Column("id", BIG, nullable=False),
        sa.Column("dimension", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("track", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cell_group")),
        sa.UniqueConstraint("dimension", "value", "track", name=op.f("uq_cell_group_dimension_value_track")),
    )
    op.create_table(
        "cell",
        sa.Column("place_id", BIG, autoincrement=False, nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("group_id", BIG, autoincrement=False, nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("sums", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("place_id", "programme", "part", "group_id", "period", name=op.f("pk_cell")),
        postgresql_with={"fillfactor": 80},
    )
    op.create_table(
        "contribution",
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("groups", sa.LargeBinary(), nullable=False),
        sa.Column("added", sa.LargeBinary(), nullable=False),
        sa.Column("counted_with", sa.String(length=16), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_contribution_enrolment_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_contribution_organisation_id")),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("pk_contribution")),
    )
    op.create_index(op.f("ix_contribution_next_at"), "contribution", ["next_at"])
    op.create_index("ix_contribution_organisation_id_programme", "contribution", ["organisation_id", "programme"])
    op.create_table(
        "cell_delta",
        sa.Column("id", BIG, nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("groups", sa.LargeBinary(), nullable=False),
        sa.Column("added", sa.LargeBinary(), nullable=False),
        sa.Column("sign", sa.SmallInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_cell_delta_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cell_delta")),
    )
    op.create_index(op.f("ix_cell_delta_at"), "cell_delta", ["at"])
    op.create_index("ix_cell_delta_late_id", "cell_delta", ["late", "id"])


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was counted then was dropped.")
