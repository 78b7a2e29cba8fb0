"""Wording packs, what a response was scored with, and who answers for an alert.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    big = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.create_table(
        "wording_pack",
        sa.Column("id", BIG, nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("instrument", sa.String(length=60), nullable=False),
        sa.Column("instrument_version", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("licence_note", sa.String(length=500), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("source IN ('toml', 'fhir')", name=op.f("ck_wording_pack_source")),
        sa.CheckConstraint("language IN ('nb', 'nn', 'en')", name=op.f("ck_wording_pack_language")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_wording_pack_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording_pack")),
        sa.UniqueConstraint(
            "organisation_id",
            "instrument",
            "language",
            "version",
            name=op.f("uq_wording_pack_organisation_id_instrument_language_version"),
        ),
    )
    op.create_table(
        "alert_opt_out",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("alert", sa.String(length=80), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_alert_opt_out_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["person.id"], name=op.f("fk_alert_opt_out_ended_by_id")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_alert_opt_out_enrolment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_opt_out")),
    )
    op.create_index(op.f("ix_alert_opt_out_enrolment_id"), "alert_opt_out", ["enrolment_id"])
    # Written out: Alembic would copy the table on SQLite, and what points to it would go with the old one.
    for column in (
        f"alert ADD COLUMN owner_id {big} CONSTRAINT fk_alert_owner_id REFERENCES person (id)",
        "person ADD COLUMN sex VARCHAR(6) CONSTRAINT ck_person_sex CHECK (sex IN ('female', 'male'))",
        "response ADD COLUMN language VARCHAR(2)",
        f"response ADD COLUMN wording_id {big} CONSTRAINT fk_response_wording_id REFERENCES wording_pack (id)",
        "response ADD COLUMN context JSON NOT NULL DEFAULT '{}'",
    ):
        op.execute(f"ALTER TABLE {column}")
    op.execute(
        "UPDATE alert SET owner_id = (SELECT therapist_id FROM enrolment WHERE enrolment.id = alert.enrolment_id) "
        "WHERE state != 'closed'"
    )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was answered since would be lost.")
