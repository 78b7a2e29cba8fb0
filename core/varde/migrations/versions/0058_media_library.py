"""Sound in the library, a picture before a film or a sound is played, and what is withdrawn from it.

Revision ID: 0058
Revises: 0057
"""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("shared_file") as table:
        table.drop_constraint(op.f("ck_shared_file_medium"), type_="check")
        table.create_check_constraint(op.f("ck_shared_file_medium"), "medium IN ('picture', 'sound', 'film')")
    op.create_table(
        "content_poster",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("picture", sa.String(length=60), nullable=False),
        sa.Column("alt", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["content_medium.code"], name=op.f("fk_content_poster_code")),
        sa.ForeignKeyConstraint(["picture"], ["content_medium.code"], name=op.f("fk_content_poster_picture")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_content_poster")),
    )
    op.create_table(
        "content_withdrawal",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["content_medium.code"], name=op.f("fk_content_withdrawal_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_content_withdrawal")),
    )
    never_edited("content_poster", "content_withdrawal")


def never_edited(*tables: str) -> None:
    """Rows of these tables are added, and nothing else."""
    for table in tables:
        if op.get_bind().dialect.name == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'history is never edited'); END"
                )
        else:
            op.execute(
                f"CREATE TRIGGER {table}_never_edited BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: sounds of organisations would be lost.")
