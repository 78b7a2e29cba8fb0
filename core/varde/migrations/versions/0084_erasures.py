"""Erasure by decision of two, legal holds, certificates, and who was erased as a digest that is kept elsewhere too.

Revision ID: 0084
Revises: 0083
"""

import sqlalchemy as sa
from alembic import op

revision = "0084"
down_revision = "0083"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WAITING, NOT_LISTED = sa.text("decided_at IS NULL"), sa.text("listed_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "legal_hold",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("why_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.Column("set_by_id", BIG, nullable=False),
        sa.Column("lifted_at", MOMENT, nullable=True),
        sa.Column("lifted_by_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_legal_hold_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_legal_hold_organisation_id")),
        sa.ForeignKeyConstraint(["set_by_id"], ["person.id"], name=op.f("fk_legal_hold_set_by_id")),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["person.id"], name=op.f("fk_legal_hold_lifted_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
        sa.CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by_id IS NULL)", name=op.f("ck_legal_hold_lifted_when_and_by_whom")
        ),
    )
    op.create_index(op.f("ix_legal_hold_person_id"), "legal_hold", ["person_id"])
    op.create_index("ix_legal_hold_organisation_id", "legal_hold", ["organisation_id"])
    op.create_table(
        "erasure_certificate",
        sa.Column("id", BIG, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("organisation_id", BIG, nullable=True),
        sa.Column("rule", sa.String(40), nullable=False),
        sa.Column("people", BIG, nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("signature", sa.String(128), nullable=False),
        sa.Column("signed_by", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_erasure_certificate_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_certificate")),
    )
    op.create_table(
        "erasure",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("ground_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by_id", BIG, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", BIG, nullable=True),
        sa.Column("outcome", sa.String(10), nullable=True),
        sa.Column("stopped_at", MOMENT, nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("certificate_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_erasure_organisation_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_erasure_asked_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_erasure_decided_by_id")),
        sa.ForeignKeyConstraint(["certificate_id"], ["erasure_certificate.id"], name=op.f("fk_erasure_certificate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.CheckConstraint("outcome IN ('confirmed', 'refused', 'withdrawn')", name=op.f("ck_erasure_outcome")),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (outcome IS NULL) AND (decided_at IS NULL) = (decided_by_id IS NULL)",
            name=op.f("ck_erasure_decided_when_how_and_by_whom"),
        ),
        sa.CheckConstraint(
            "outcome <> 'confirmed' OR decided_by_id <> asked_by_id", name=op.f("ck_erasure_two_persons")
        ),
        sa.CheckConstraint(
            "(done_at IS NULL) = (certificate_id IS NULL)", name=op.f("ck_erasure_done_with_a_certificate")
        ),
    )
    op.create_index(op.f("ix_erasure_person_id"), "erasure", ["person_id"])
    op.create_index("ix_erasure_organisation_id", "erasure", ["organisation_id"])
    op.create_index(
        "uq_erasure_waiting", "erasure", ["person_id"], unique=True, postgresql_where=WAITING, sqlite_where=WAITING
    )
    op.create_table(
        "erased_person",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("listed_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_erased_person")),
    )
    op.create_index(
        "ix_erased_person_not_listed", "erased_person", ["digest"], postgresql_where=NOT_LISTED, sqlite_where=NOT_LISTED
    )
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER erasure_certificate_no_{verb.lower()} BEFORE {verb} ON erasure_certificate "
                "BEGIN SELECT RAISE(ABORT, 'history is never edited'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER erasure_certificate_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON erasure_certificate "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: who was erased would no longer be known.")
