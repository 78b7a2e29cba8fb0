"""What organisations put in the slots of steps.

Revision ID: 0061
Revises: 0060
"""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DEEDS = ("sent", "withdrawn", "refused", "shown", "emptied")
ANSWERS = ("withdrawn", "refused", "shown")
TABLE = "content_slot_deed"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", BIG, nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("step_id", BIG, nullable=False),
        sa.Column("slot", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("answers", BIG, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint(f"kind IN {DEEDS}", name=op.f("ck_content_slot_deed_kind")),
        sa.CheckConstraint(
            f"(kind IN {ANSWERS}) = (answers IS NOT NULL)", name=op.f("ck_content_slot_deed_answers_what_was_sent")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_content_slot_deed_organisation_id")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["content_step.id"], name=op.f("fk_content_slot_deed_step_id")),
        sa.ForeignKeyConstraint(["code"], ["content_medium.code"], name=op.f("fk_content_slot_deed_code")),
        sa.ForeignKeyConstraint(["answers"], ["content_slot_deed.id"], name=op.f("fk_content_slot_deed_answers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_slot_deed")),
        sa.UniqueConstraint("answers", name=op.f("uq_content_slot_deed_answers")),
    )
    op.create_index("ix_content_slot_deed_step_id_organisation_id", TABLE, ["step_id", "organisation_id"])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
                "BEGIN SELECT RAISE(ABORT, 'history is never edited'); END"
            )
    else:
        op.execute(
            f"CREATE TRIGGER {TABLE}_never_edited BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what organisations show in the slots would be lost.")
