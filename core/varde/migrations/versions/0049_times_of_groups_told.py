"""A notice that tells of a time of a group says which, so that what is held back is looked at again before it goes out.

Revision ID: 0049
Revises: 0048
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OF_SESSION = re.compile(r"(?:tomorrow:[\d-]+:group|group:\d+:session):(\d+):")


def upgrade() -> None:
    with op.batch_alter_table("delivery") as table:
        table.add_column(sa.Column("session_id", BIG, nullable=True))
        table.create_foreign_key(
            op.f("fk_delivery_session_id"), "group_session", ["session_id"], ["id"], ondelete="SET NULL"
        )
    where = sa.text("session_id IS NOT NULL")
    op.create_index("ix_delivery_session_id", "delivery", ["session_id"], postgresql_where=where, sqlite_where=where)
    _name_those_that_wait()


def _name_those_that_wait() -> None:
    """Which time of a group it is stood in the key of the notice alone."""
    delivery = sa.table("delivery", *(sa.column(name) for name in ("id", "key", "session_id", "next_at", "carrier_id")))
    connection = op.get_bind()
    waits = sa.or_(delivery.c.next_at.is_not(None), delivery.c.carrier_id.is_not(None))
    asked = sa.select(delivery.c.id, delivery.c.key).where(waits, delivery.c.key.like("%group:%"))
    sessions: set[int] = set(connection.scalars(sa.select(sa.column("id")).select_from(sa.table("group_session"))))
    for delivery_id, key in connection.execute(asked).all():
        named = OF_SESSION.match(key)
        if named and int(named[1]) in sessions:
            of_it = sa.update(delivery).where(delivery.c.id == delivery_id)
            connection.execute(of_it.values(session_id=int(named[1])))


def downgrade() -> None:
    op.drop_index("ix_delivery_session_id", table_name="delivery")
    with op.batch_alter_table("delivery") as table:
        table.drop_constraint(op.f("fk_delivery_session_id"), type_="foreignkey")
        table.drop_column("session_id")
