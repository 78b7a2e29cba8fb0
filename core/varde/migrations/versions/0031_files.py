"""Files of an enrolment, what uses them, and what must leave the store.

Revision ID: 0031
Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "stored_file",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("from_patient", sa.Boolean(), nullable=False),
        sa.Column("medium", sa.String(length=10), nullable=False),
        sa.Column("type", sa.String(length=10), nullable=False),
        sa.Column("size", BIG, nullable=False),
        sa.Column("small", BIG, nullable=False),
        sa.Column("title_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("medium IN ('picture', 'sound', 'film', 'document')", name=op.f("ck_stored_file_medium")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_stored_file_by_id")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_stored_file_enrolment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_stored_file")),
    )
    op.create_index(op.f("ix_stored_file_enrolment_id"), "stored_file", ["enrolment_id"])
    op.create_index(op.f("ix_stored_file_ends_at"), "stored_file", ["ends_at"])
    op.create_table(
        "file_use",
        sa.Column("file_key", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_key"], ["stored_file.key"], name=op.f("fk_file_use_file_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("file_key", "place", name=op.f("pk_file_use")),
    )
    op.create_table(
        "leaving_blob",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leaving_blob")),
    )
    op.create_index(op.f("ix_leaving_blob_leaves_at"), "leaving_blob", ["leaves_at"])
    op.add_column("message", sa.Column("files", BIG, server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("message") as message:
        message.drop_column("files")
    op.drop_table("leaving_blob")
    op.drop_table("file_use")
    op.drop_table("stored_file")
