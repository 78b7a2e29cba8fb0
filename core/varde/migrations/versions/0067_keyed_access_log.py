"""Entries of the access log have a keyed digest of their own, and what was put elsewhere of the chain is known.

The links were made without a key: whoever owned the database could make them anew. They are taken away, and the clock chains every
entry again, 2,000 at a time, with the key. Verify the chain before the upgrade.

Revision ID: 0067
Revises: 0066
"""

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("access_entry", sa.Column("mac", sa.String(64), server_default="", nullable=False))
    op.create_table(
        "access_anchor",
        sa.Column("id", BIG, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("link", BIG, nullable=False),
        sa.Column("fault", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_anchor")),
    )
    _unlink()


def downgrade() -> None:
    _unlink()
    op.drop_table("access_anchor")
    op.drop_column("access_entry", "mac")


def _unlink() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER access_link_no_delete")
        op.execute("DELETE FROM access_link")
        op.execute(
            "CREATE TRIGGER access_link_no_delete BEFORE DELETE ON access_link "
            "BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END"
        )
    else:
        op.execute("ALTER TABLE access_link DISABLE TRIGGER access_link_append_only")
        op.execute("DELETE FROM access_link")
        op.execute("ALTER TABLE access_link ENABLE TRIGGER access_link_append_only")
    op.execute("DELETE FROM access_check")
