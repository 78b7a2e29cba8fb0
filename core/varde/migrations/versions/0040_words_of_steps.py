"""The words of steps under their digests, which of them somebody reads, and which she has read.

Revision ID: 0040
Revises: 0039
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NEVER_CHANGED = ("content_text", "content_edition")


def upgrade() -> None:
    op.create_table(
        "content_step",
        sa.Column("id", BIG, nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("module", sa.String(length=60), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_step")),
        sa.UniqueConstraint("programme", "module", "step", name=op.f("uq_content_step_programme_module_step")),
    )
    op.create_table(
        "content_text",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("lede", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_content_text")),
    )
    op.create_table(
        "content_edition",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("nb", sa.String(length=64), nullable=False),
        sa.Column("nn", sa.String(length=64), nullable=False),
        sa.Column("en", sa.String(length=64), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["nb"], ["content_text.digest"], name=op.f("fk_content_edition_nb")),
        sa.ForeignKeyConstraint(["nn"], ["content_text.digest"], name=op.f("fk_content_edition_nn")),
        sa.ForeignKeyConstraint(["en"], ["content_text.digest"], name=op.f("fk_content_edition_en")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_content_edition")),
    )
    _of_enrolments()
    _kept_as_they_are()


def _of_enrolments() -> None:
    op.create_table(
        "step_pin",
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("step_id", BIG, nullable=False),
        sa.Column("edition", sa.String(length=64), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_step_pin_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["step_id"], ["content_step.id"], name=op.f("fk_step_pin_step_id")),
        sa.ForeignKeyConstraint(["edition"], ["content_edition.digest"], name=op.f("fk_step_pin_edition")),
        sa.PrimaryKeyConstraint("enrolment_id", "step_id", name=op.f("pk_step_pin")),
    )
    op.create_index("ix_step_pin_step_id_edition", "step_pin", ["step_id", "edition"])
    op.create_table(
        "step_seen",
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("step_id", BIG, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_step_seen_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["step_id"], ["content_step.id"], name=op.f("fk_step_seen_step_id")),
        sa.ForeignKeyConstraint(["digest"], ["content_text.digest"], name=op.f("fk_step_seen_digest")),
        sa.PrimaryKeyConstraint("enrolment_id", "step_id", "digest", name=op.f("pk_step_seen")),
    )
    op.create_table(
        "step_move",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("step_id", BIG, nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("after", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_step_move_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["step_id"], ["content_step.id"], name=op.f("fk_step_move_step_id")),
        sa.ForeignKeyConstraint(["before"], ["content_edition.digest"], name=op.f("fk_step_move_before")),
        sa.ForeignKeyConstraint(["after"], ["content_edition.digest"], name=op.f("fk_step_move_after")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_step_move_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_move")),
    )
    op.create_index(op.f("ix_step_move_enrolment_id"), "step_move", ["enrolment_id"])


def _kept_as_they_are() -> None:
    """Words that somebody has read stay; that she has read them goes only with her."""
    if op.get_bind().dialect.name == "sqlite":
        refusals = [(table, verb, f"no_{verb.lower()}") for table in NEVER_CHANGED for verb in ("UPDATE", "DELETE")]
        refusals += [("step_move", "UPDATE", "no_update")]
        refusals += [("step_seen", "UPDATE OF enrolment_id, step_id, digest, first_at", "no_update")]
        for table, verb, name in refusals:
            op.execute(
                f"CREATE TRIGGER {table}_{name} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'history is never edited'); END"
            )
        return
    changes = [(table, "UPDATE OR DELETE OR TRUNCATE") for table in NEVER_CHANGED]
    changes += [("step_move", "UPDATE"), ("step_seen", "UPDATE OF enrolment_id, step_id, digest, first_at")]
    for table, verbs in changes:
        op.execute(
            f"CREATE TRIGGER {table}_never_edited BEFORE {verbs} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: who has read what would be lost.")
