"""What is known of a person, what was changed and what is asked; referrals that are posted first and received afterwards.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SOURCES = "source IN ('own', 'staff', 'referral', 'doubt', 'join')"


def pointer(table: str, column: str, target: str, *, cascade: bool = False) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE" if cascade else None)


def upgrade() -> None:
    op.add_column("person", sa.Column("interpreter", sa.String(40), server_default=sa.text("''"), nullable=False))
    op.add_column("person", sa.Column("address_protected", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("person", sa.Column("guardian_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("person", sa.Column("asked", BIG, server_default=sa.text("0"), nullable=False))
    op.add_column("delivery", sa.Column("rung_at", sa.DateTime(timezone=True), nullable=True))
    # By hand, as SQLite adds a column with its foreign key; a batch would build the table again.
    big = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE delivery ADD COLUMN rung_by_id {big} CONSTRAINT fk_delivery_rung_by_id REFERENCES person (id)"
    )
    changes()
    questions()
    referrals()


def changes() -> None:
    op.create_table(
        "person_change",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("fact", sa.String(20), nullable=False),
        sa.Column("source", sa.String(10), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("after_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(SOURCES, name=op.f("ck_person_change_source")),
        pointer("person_change", "person_id", "person", cascade=True),
        pointer("person_change", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_change")),
    )
    op.create_index(op.f("ix_person_change_person_id"), "person_change", ["person_id"])


def questions() -> None:
    op.create_table(
        "person_question",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("fact", sa.String(20), nullable=False),
        sa.Column("source", sa.String(10), nullable=False),
        sa.Column("said_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("enrolment_id", BIG, nullable=True),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", BIG, nullable=True),
        sa.Column("taken", sa.Boolean(), nullable=True),
        sa.Column("edition", BIG, server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint(SOURCES, name=op.f("ck_person_question_source")),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (taken IS NULL)", name=op.f("ck_person_question_answered_when_and_how")
        ),
        pointer("person_question", "person_id", "person", cascade=True),
        pointer("person_question", "enrolment_id", "enrolment", cascade=True),
        pointer("person_question", "by_id", "person"),
        pointer("person_question", "answered_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_question")),
    )
    op.create_index(op.f("ix_person_question_enrolment_id"), "person_question", ["enrolment_id"])
    op.create_index("ix_person_question_person_id_answered_at", "person_question", ["person_id", "answered_at"])


def referrals() -> None:
    op.create_table(
        "posted_referral",
        sa.Column("id", BIG, nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("programme", sa.String(40), nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("enrolment_id", BIG, nullable=True),
        pointer("posted_referral", "organisation_id", "organisation"),
        pointer("posted_referral", "by_id", "person"),
        pointer("posted_referral", "enrolment_id", "enrolment", cascade=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posted_referral")),
    )
    op.create_index(op.f("ix_posted_referral_enrolment_id"), "posted_referral", ["enrolment_id"])
    op.create_index("ix_posted_referral_by_id_posted_at", "posted_referral", ["by_id", "posted_at"])
    op.create_table(
        "further_referral",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("referred_by_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("hope_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("outcome", sa.String(14), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by_id", BIG, nullable=True),
        pointer("further_referral", "enrolment_id", "enrolment", cascade=True),
        pointer("further_referral", "referred_by_id", "person"),
        pointer("further_referral", "seen_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_further_referral")),
    )
    op.create_index(op.f("ix_further_referral_enrolment_id"), "further_referral", ["enrolment_id"])


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was written since would be lost.")
