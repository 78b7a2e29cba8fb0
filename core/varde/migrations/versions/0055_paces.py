"""At whose pace a patient goes through the modules.

Revision ID: 0055
Revises: 0054
"""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "path_pace",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("pace", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("pace IN ('programme', 'therapist', 'own')", name=op.f("ck_path_pace_pace")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_path_pace_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_path_pace_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_path_pace")),
        sa.UniqueConstraint("enrolment_id", "number", name=op.f("uq_path_pace_enrolment_id_number")),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER path_pace_no_update BEFORE UPDATE ON path_pace "
            "BEGIN SELECT RAISE(ABORT, 'history is never edited'); END"
        )
        return
    op.execute(
        "CREATE TRIGGER path_pace_never_edited BEFORE UPDATE ON path_pace "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was decided since would be lost.")
