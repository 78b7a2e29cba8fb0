"""Messages and drafts are sealed for their row: a text that is moved to another thread or author does not open.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from varde.kernel.migrate import vault_of
from varde.kernel.sealed import place

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOST = 500


def upgrade() -> None:
    bind("message_draft", ("enrolment_id", "author_id"), ("enrolment_id", "author_id"))
    bind("message", ("id",), ("enrolment_id", "author_id", "idempotency_key"))


def bind(name: str, key: tuple[str, ...], row: tuple[str, ...]) -> None:
    """Open every body of the table as it was sealed, for the table and column alone, and seal it for its row."""
    connection = op.get_bind()
    table = sa.table(name, *map(sa.column, dict.fromkeys((*key, *row))), sa.column("body_sealed", sa.LargeBinary))
    keys = [table.c[column] for column in key]
    rows = sa.select(table).order_by(*keys).limit(MOST)
    page = connection.execute(rows).mappings().all()
    while page:
        vault = vault_of(op.get_context())
        for old in page:
            text = vault.open(f"{name}.body", old["body_sealed"])
            sealed = vault.seal(place(name, "body", {column: old[column] for column in row}), text)
            same_row = [table.c[column] == old[column] for column in key]
            connection.execute(sa.update(table).where(*same_row).values(body_sealed=sealed))
        last = [sa.literal(page[-1][column]) for column in key]
        page = connection.execute(rows.where(sa.tuple_(*keys) > sa.tuple_(*last))).mappings().all()


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was written since would be lost.")
