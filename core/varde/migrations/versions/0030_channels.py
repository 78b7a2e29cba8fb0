"""Notices have attempts, a next moment and receipts; a person's choices have a history.

Revision ID: 0030
Revises: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STATES = "state IN ('queued', 'sending', 'sent', 'delivered', 'failed', 'given_up', 'skipped')"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("delivery") as table:
        table.drop_constraint(op.f("ck_delivery_state"), type_="check")
        table.drop_constraint(op.f("ck_delivery_channel"), type_="check")
        table.alter_column("person_id", existing_type=BIG, nullable=True)
        table.add_column(sa.Column("organisation_id", BIG, nullable=True))
        table.add_column(sa.Column("next_at", MOMENT, nullable=True))
        table.add_column(sa.Column("claimed_at", MOMENT, nullable=True))
        table.add_column(sa.Column("attempts", BIG, server_default=sa.text("0"), nullable=False))
        table.add_column(sa.Column("asked", sa.Boolean(), server_default=sa.false(), nullable=False))
        table.add_column(sa.Column("unsure", sa.Boolean(), server_default=sa.false(), nullable=False))
        table.add_column(sa.Column("carrier_id", BIG, nullable=True))
        table.create_foreign_key(op.f("fk_delivery_organisation_id"), "organisation", ["organisation_id"], ["id"])
        table.create_foreign_key(
            op.f("fk_delivery_carrier_id"), "delivery", ["carrier_id"], ["id"], ondelete="SET NULL"
        )
        table.create_check_constraint(op.f("ck_delivery_state"), STATES)
        table.create_check_constraint(op.f("ck_delivery_channel"), "channel IN ('sms', 'email', 'page', 'none')")
        table.create_check_constraint(
            op.f("ck_delivery_to_whom"), "person_id IS NOT NULL OR organisation_id IS NOT NULL"
        )
    op.create_index(
        "ix_delivery_next_at",
        "delivery",
        ["next_at"],
        postgresql_where=sa.text("next_at IS NOT NULL"),
        sqlite_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index("ix_delivery_claimed_at", "delivery", ["claimed_at"])
    op.create_index(op.f("ix_delivery_carrier_id"), "delivery", ["carrier_id"])
    # What waits, and what could not go out for want of a gateway, is looked at again.
    op.execute("UPDATE delivery SET next_at = planned_at WHERE state = 'queued'")
    op.create_table(
        "delivery_attempt",
        sa.Column("id", BIG, nullable=False),
        sa.Column("delivery_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("provider_id", sa.String(length=80), nullable=False),
        sa.Column("said", sa.String(length=80), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("receipt_at", MOMENT, nullable=True),
        sa.CheckConstraint(STATES, name=op.f("ck_delivery_attempt_state")),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_delivery_attempt_delivery_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_attempt")),
    )
    op.create_index("uq_delivery_attempt_number", "delivery_attempt", ["delivery_id", "number"], unique=True)
    op.create_index("ix_delivery_attempt_began_at", "delivery_attempt", ["began_at"])
    op.create_table(
        "contact_choice",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("topic", sa.String(length=10), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("topic IN ('sms', 'email', 'reminder', 'module')", name=op.f("ck_contact_choice_topic")),
        sa.CheckConstraint("source IN ('own', 'staff')", name=op.f("ck_contact_choice_source")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_contact_choice_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_contact_choice_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_choice")),
    )
    op.create_index(op.f("ix_contact_choice_person_id"), "contact_choice", ["person_id"])


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was sent since would be lost.")
