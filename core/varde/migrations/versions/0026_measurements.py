"""What is measured, its corrections, and the patient's own numbers.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "measurement",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("series", sa.String(length=60), nullable=False),
        sa.Column("measured_at", AT, nullable=False),
        sa.Column("figures", sa.String(length=80), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=True),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("taken_at", AT, nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("corrected_at", AT, nullable=True),
        sa.Column("struck_at", AT, nullable=True),
        sa.Column("edition", BIG, server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("way IN ('patient', 'staff', 'import', 'device')", name=op.f("ck_measurement_way")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_measurement_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_measurement_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement")),
    )
    op.create_index(
        "ix_measurement_course",
        "measurement",
        ["enrolment_id", "series", "measured_at", "figures"],
        unique=True,
        postgresql_where=sa.text("struck_at IS NULL"),
        sqlite_where=sa.text("struck_at IS NULL"),
    )
    op.create_table(
        "measurement_correction",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("measurement_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("by_patient", sa.Boolean(), nullable=False),
        sa.Column("measured_before", AT, nullable=False),
        sa.Column("measured_after", AT, nullable=False),
        sa.Column("figures_before", sa.String(length=80), nullable=False),
        sa.Column("figures_after", sa.String(length=80), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_measurement_correction_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["measurement_id"],
            ["measurement.id"],
            name=op.f("fk_measurement_correction_measurement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_measurement_correction_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement_correction")),
        sa.UniqueConstraint("measurement_id", "number", name=op.f("uq_measurement_correction_measurement_id_number")),
    )
    op.create_index(op.f("ix_measurement_correction_enrolment_id"), "measurement_correction", ["enrolment_id"])
    op.create_table(
        "series_base",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("series", sa.String(length=60), nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_series_base_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_series_base_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_base")),
        sa.UniqueConstraint("enrolment_id", "series", "number", name=op.f("uq_series_base_enrolment_id_series_number")),
    )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was measured would be lost.")
