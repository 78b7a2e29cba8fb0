"""What must be known about a patient's safety has a history of its own, and a role says who is a dietitian.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ROLES = (
    "patient",
    "referrer",
    "therapist",
    "care_team",
    "dietitian",
    "group_leader",
    "head",
    "manager",
    "trust_administrator",
    "content_editor",
    "operator",
    "researcher",
    "privacy_officer",
)


def upgrade() -> None:
    with op.batch_alter_table("role_grant") as table:
        table.drop_constraint(op.f("ck_role_grant_role"), type_="check")
        table.create_check_constraint(op.f("ck_role_grant_role"), f"role IN {ROLES}")
    op.create_table(
        "safety_entry",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("by_patient", sa.Boolean(), nullable=False),
        sa.Column("details_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("kind IN ('stated', 'opened', 'closed')", name=op.f("ck_safety_entry_kind")),
        sa.CheckConstraint(
            "kind != 'stated' OR by_patient OR note_sealed IS NOT NULL",
            name=op.f("ck_safety_entry_stated_with_a_source"),
        ),
        sa.CheckConstraint(
            "kind = 'stated' OR note_sealed IS NOT NULL", name=op.f("ck_safety_entry_opened_with_a_reason")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_safety_entry_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_safety_entry_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_entry")),
        sa.UniqueConstraint("enrolment_id", "number", name=op.f("uq_safety_entry_enrolment_id_number")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER safety_entry_no_update BEFORE UPDATE ON safety_entry "
            "BEGIN SELECT RAISE(ABORT, 'history is never edited'); END"
        )
    else:
        op.execute(
            "CREATE TRIGGER safety_entry_never_edited BEFORE UPDATE ON safety_entry "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was said since would be lost.")
