"""What an organisation is made of, each change of it, and what two must agree on.

Revision ID: 0033
Revises: 0032
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = ("region", "trust", "clinic", "municipality", "district")
ROLES = (
    "patient",
    "referrer",
    "therapist",
    "care_team",
    "dietitian",
    "group_leader",
    "head",
    "manager",
    "trust_administrator",
    "content_editor",
    "operator",
    "researcher",
    "privacy_officer",
)
STATES = ("open", "waiting", "closed")


def upgrade() -> None:
    with op.batch_alter_table("organisation") as table:
        table.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
        table.drop_constraint(op.f("ck_organisation_kind"), type_="check")
        table.create_check_constraint(op.f("ck_organisation_kind"), f"kind IN {KINDS}")
    op.add_column("person", sa.Column("hpr", sa.String(length=9), nullable=True))
    op.create_index(op.f("ix_person_hpr"), "person", ["hpr"], unique=True)
    op.add_column("role_grant", sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("offering", sa.Column("state", sa.String(length=8), nullable=False, server_default="closed"))
    op.execute("UPDATE offering SET state = 'open' WHERE open")
    with op.batch_alter_table("offering") as table:
        table.drop_column("open")
        table.alter_column("state", server_default=None)
        table.create_check_constraint(op.f("ck_offering_state"), f"state IN {STATES}")
    _places()
    _changes()
    _requests()


def _places() -> None:
    op.create_table(
        "opening_hours",
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("weekday", BIG, nullable=False),
        sa.Column("opens", sa.String(length=5), nullable=False),
        sa.Column("closes", sa.String(length=5), nullable=False),
        sa.CheckConstraint("opens < closes", name=op.f("ck_opening_hours_opens_before_it_closes")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_opening_hours_weekday")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_opening_hours_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "weekday", name=op.f("pk_opening_hours")),
    )
    op.create_table(
        "closed_days",
        sa.Column("id", BIG, nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("why", sa.String(length=80), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_closed_days_first_before_last")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_closed_days_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_days")),
        sa.UniqueConstraint("organisation_id", "first_day", name=op.f("uq_closed_days_organisation_id_first_day")),
    )
    op.create_table(
        "room",
        sa.Column("id", BIG, nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("seats", BIG, nullable=True),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("purpose IN ('talks', 'groups', 'video')", name=op.f("ck_room_purpose")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_room_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("organisation_id", "name", name=op.f("uq_room_organisation_id_name")),
    )


def _changes() -> None:
    op.create_table(
        "set_up_change",
        sa.Column("id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_set_up_change_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_up_change")),
    )
    op.create_index(op.f("ix_set_up_change_organisation_id_id"), "set_up_change", ["organisation_id", "id"])
    op.create_index(op.f("ix_set_up_change_person_id"), "set_up_change", ["person_id"])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER set_up_change_no_{verb.lower()} BEFORE {verb} ON set_up_change "
                "BEGIN SELECT RAISE(ABORT, 'history is never edited'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER set_up_change_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON set_up_change "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _requests() -> None:
    op.create_table(
        "role_request",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", BIG, nullable=True),
        sa.Column("asked_by_name", sa.String(length=200), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", BIG, nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (outcome IS NULL)", name=op.f("ck_role_request_decided_when_and_how")
        ),
        sa.CheckConstraint(f"role IN {ROLES}", name=op.f("ck_role_request_role")),
        sa.CheckConstraint("outcome IN ('given', 'refused', 'withdrawn')", name=op.f("ck_role_request_outcome")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_role_request_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_role_request_organisation_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_role_request_asked_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_role_request_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_request")),
    )
    op.create_index(op.f("ix_role_request_person_id"), "role_request", ["person_id"])
    op.create_index(op.f("ix_role_request_organisation_id"), "role_request", ["organisation_id"])


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: who changed what would be lost.")
