"""What an organisation makes of the words of a step: drafts, versions, and what became of each.

Revision ID: 0048
Revises: 0047
"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DEEDS = ("sent", "withdrawn", "refused", "published", "kept", "moved")


def upgrade() -> None:
    op.create_table(
        "content_draft",
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("step_id", BIG, nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("shipped", sa.String(length=64), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", BIG, nullable=True),
        sa.Column("saved_by_name", sa.String(length=200), nullable=False),
        sa.Column("edition", BIG, nullable=False, server_default=sa.text("1")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_content_draft_organisation_id")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["content_step.id"], name=op.f("fk_content_draft_step_id")),
        sa.ForeignKeyConstraint(["shipped"], ["content_edition.digest"], name=op.f("fk_content_draft_shipped")),
        sa.PrimaryKeyConstraint("organisation_id", "step_id", name=op.f("pk_content_draft")),
    )
    _versions()
    _deeds()
    _media()
    if op.get_bind().dialect.name == "sqlite":
        for table in ("content_version", "content_deed", "content_medium"):
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'history is never edited'); END"
                )
        return
    for table in ("content_version", "content_deed", "content_medium"):
        op.execute(
            f"CREATE TRIGGER {table}_never_edited BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _versions() -> None:
    op.create_table(
        "content_version",
        sa.Column("id", BIG, nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("step_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("edition", sa.String(length=64), nullable=False),
        sa.Column("shipped", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", BIG, nullable=True),
        sa.Column("written_by_name", sa.String(length=200), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("for_all", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_content_version_organisation_id")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["content_step.id"], name=op.f("fk_content_version_step_id")),
        sa.ForeignKeyConstraint(["edition"], ["content_edition.digest"], name=op.f("fk_content_version_edition")),
        sa.ForeignKeyConstraint(["shipped"], ["content_edition.digest"], name=op.f("fk_content_version_shipped")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_version")),
        sa.UniqueConstraint(
            "organisation_id", "step_id", "number", name=op.f("uq_content_version_organisation_id_step_id_number")
        ),
    )


def _deeds() -> None:
    op.create_table(
        "content_deed",
        sa.Column("id", BIG, nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("step_id", BIG, nullable=False),
        sa.Column("version_id", BIG, nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=True),
        sa.Column("for_all", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("shipped", sa.String(length=64), nullable=True),
        sa.CheckConstraint(f"kind IN {DEEDS}", name=op.f("ck_content_deed_kind")),
        sa.CheckConstraint(
            "(kind = 'published') = (from_day IS NOT NULL)", name=op.f("ck_content_deed_published_from")
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_content_deed_organisation_id")),
        sa.ForeignKeyConstraint(["step_id"], ["content_step.id"], name=op.f("fk_content_deed_step_id")),
        sa.ForeignKeyConstraint(["version_id"], ["content_version.id"], name=op.f("fk_content_deed_version_id")),
        sa.ForeignKeyConstraint(["shipped"], ["content_edition.digest"], name=op.f("fk_content_deed_shipped")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_deed")),
    )
    op.create_index(op.f("ix_content_deed_version_id"), "content_deed", ["version_id"])
    op.create_index("ix_content_deed_organisation_id_step_id", "content_deed", ["organisation_id", "step_id"])
    op.create_index("ix_content_deed_step_id_kind", "content_deed", ["step_id", "kind"])


def _media() -> None:
    op.create_table(
        "shared_file",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("medium", sa.String(length=10), nullable=False),
        sa.Column("type", sa.String(length=10), nullable=False),
        sa.Column("size", BIG, nullable=False),
        sa.Column("small", BIG, nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("medium IN ('picture', 'film')", name=op.f("ck_shared_file_medium")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_shared_file_organisation_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_shared_file")),
    )
    op.create_index(op.f("ix_shared_file_organisation_id"), "shared_file", ["organisation_id"])
    op.create_table(
        "content_medium",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("file_key", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("captions", sa.JSON(), nullable=False),
        sa.Column("transcript", sa.JSON(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", BIG, nullable=True),
        sa.Column("added_by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_content_medium_organisation_id")
        ),
        sa.ForeignKeyConstraint(["file_key"], ["shared_file.key"], name=op.f("fk_content_medium_file_key")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_content_medium")),
    )
    op.create_index(op.f("ix_content_medium_organisation_id"), "content_medium", ["organisation_id"])


def downgrade() -> None:
    raise NotImplementedError(
        "Restore the backup from before: the words that organisations have written would be lost."
    )
