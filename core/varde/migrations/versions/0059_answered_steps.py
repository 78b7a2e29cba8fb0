"""Every exercise of a module with feedback that is not read, and not the last of them alone.

Revision ID: 0059
Revises: 0058
"""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("answered_steps", sa.JSON(), nullable=False, server_default="[]")
    op.add_column("module_state", column)
    state = sa.table(
        "module_state",
        sa.column("enrolment_id", sa.BigInteger()),
        sa.column("module", sa.String()),
        sa.column("answered_step", sa.String()),
        sa.column("answered_steps", sa.JSON()),
    )
    connection = op.get_bind()
    unread = sa.select(state.c.enrolment_id, state.c.module, state.c.answered_step).where(
        state.c.answered_step.is_not(None)
    )
    for enrolment_id, module, step in connection.execute(unread).all():
        of_module = (state.c.enrolment_id == enrolment_id) & (state.c.module == module)
        connection.execute(sa.update(state).where(of_module).values(answered_steps=[step]))
    with op.batch_alter_table("module_state") as table:
        table.alter_column("answered_steps", server_default=None)
        table.drop_column("answered_step")


def downgrade() -> None:
    with op.batch_alter_table("module_state") as table:
        table.add_column(sa.Column("answered_step", sa.String(length=60), nullable=True))
        table.drop_column("answered_steps")
