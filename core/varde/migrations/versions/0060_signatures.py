"""Which clinical statements are signed, by whom, in which words.

Revision ID: 0060
Revises: 0059
"""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "content_signature",
        sa.Column("id", BIG, nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("step_id", BIG, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("edition", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_content_signature_organisation_id")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["content_step.id"], name=op.f("fk_content_signature_step_id")),
        sa.ForeignKeyConstraint(["edition"], ["content_edition.digest"], name=op.f("fk_content_signature_edition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_signature")),
    )
    op.create_index(op.f("ix_content_signature_organisation_id"), "content_signature", ["organisation_id"])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER content_signature_no_{verb.lower()} BEFORE {verb} ON content_signature "
                "BEGIN SELECT RAISE(ABORT, 'history is never edited'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER content_signature_never_edited BEFORE UPDATE OR DELETE OR TRUNCATE ON content_signature "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what clinical owners have signed would be lost.")
