"""Sums are compressed by lz4, which costs a fifth of the time, where the server has it.

Revision ID: 0075
Revises: 0074
"""

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None

COLUMNS = (("cell", "sums"), ("contribution", "added"), ("cell_delta", "added"))


def upgrade() -> None:
    _compress("lz4")


def downgrade() -> None:
    _compress("pglz")


def _compress(method: str) -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        return
    known = sa.text("SELECT :method = ANY (enumvals) FROM pg_settings WHERE name = 'default_toast_compression'")
    if connection.scalar(known, {"method": method}):
        for table, column in COLUMNS:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET COMPRESSION {method}")
