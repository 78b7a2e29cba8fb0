"""There is one way to keep a draft, whatever the form; the drafts of messages move there.

Revision ID: 0017
Revises: 0016
"""

import json
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from varde.kernel.db import UtcTime
from varde.kernel.migrate import vault_of
from varde.kernel.sealed import place

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT_FOR = timedelta(days=30)
MESSAGES = sa.table(
    "message_draft",
    sa.column("enrolment_id"),
    sa.column("author_id"),
    sa.column("body_sealed", sa.LargeBinary),
    sa.column("saved_at", UtcTime),
)


def upgrade() -> None:
    drafts = op.create_table(
        "draft",
        sa.Column("author_id", BIG, nullable=False),
        sa.Column("place", sa.String(120), nullable=False),
        sa.Column("enrolment_id", BIG, nullable=True),
        sa.Column("fields_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("window", sa.String(24), nullable=False),
        sa.Column("saved_at", UtcTime(), nullable=False),
        sa.Column("ends_at", UtcTime(), nullable=False),
        sa.Column("edition", BIG, server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_draft_author_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_draft_enrolment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("author_id", "place", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_enrolment_id"), "draft", ["enrolment_id"])
    op.create_index(op.f("ix_draft_ends_at"), "draft", ["ends_at"])
    connection = op.get_bind()
    for message in connection.execute(sa.select(MESSAGES)).mappings().all():
        connection.execute(sa.insert(drafts).values(**_moved(message)))
    op.drop_table("message_draft")


def _moved(message: sa.RowMapping) -> dict[str, object]:
    vault = vault_of(op.get_context())
    was = {"enrolment_id": message["enrolment_id"], "author_id": message["author_id"]}
    body = vault.open(place("message_draft", "body", was), message["body_sealed"])
    row = {"author_id": message["author_id"], "place": f"message/{message['enrolment_id']}"}
    fields = vault.seal(place("draft", "fields", row), json.dumps({"body": [body]}, ensure_ascii=False))
    return row | {
        "enrolment_id": message["enrolment_id"],
        "fields_sealed": fields,
        "window": "",
        "saved_at": message["saved_at"],
        "ends_at": datetime.now(UTC) + KEPT_FOR,
    }


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was written since would be lost.")
