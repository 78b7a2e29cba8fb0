"""Care teams, kin, more roles, and reasons that are sealed.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

from varde.kernel.migrate import vault_of
from varde.kernel.sealed import place

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ROLES = (
    "patient",
    "referrer",
    "therapist",
    "care_team",
    "group_leader",
    "head",
    "manager",
    "trust_administrator",
    "content_editor",
    "operator",
    "researcher",
    "privacy_officer",
)
TEAM_ROLES = ("responsible", "therapist", "dietitian", "group_leader", "coach", "nurse")


def upgrade() -> None:
    with op.batch_alter_table("role_grant") as table:
        table.drop_constraint(op.f("ck_role_grant_role"), type_="check")
        table.create_check_constraint(op.f("ck_role_grant_role"), f"role IN {ROLES}")
    op.create_table(
        "kin",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("label_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_kin_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kin")),
        sa.UniqueConstraint("person_id", "fingerprint", name=op.f("uq_kin_person_id_fingerprint")),
    )
    op.create_index(op.f("ix_kin_person_id"), "kin", ["person_id"])
    op.create_table(
        "care_team_member",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("organisation_id", BIG, nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_id", BIG, nullable=True),
        sa.CheckConstraint(f"role IN {TEAM_ROLES}", name=op.f("ck_care_team_member_role")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_care_team_member_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_care_team_member_person_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_care_team_member_organisation_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_care_team_member_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_team_member")),
    )
    op.create_index(op.f("ix_care_team_member_enrolment_id"), "care_team_member", ["enrolment_id"])
    op.create_index(op.f("ix_care_team_member_person_id"), "care_team_member", ["person_id"])
    responsible = sa.text("role = 'responsible' AND until IS NULL")
    op.create_index(
        "ix_care_team_member_responsible",
        "care_team_member",
        ["enrolment_id"],
        unique=True,
        postgresql_where=responsible,
        sqlite_where=responsible,
    )
    # Whoever is the therapist has been responsible since the referral was decided.
    op.execute(
        "INSERT INTO care_team_member (enrolment_id, person_id, role, since) "
        "SELECT id, therapist_id, 'responsible', COALESCE(decided_at, referred_at) FROM enrolment "
        "WHERE therapist_id IS NOT NULL"
    )
    op.add_column("enrolment_event", sa.Column("note_sealed", sa.LargeBinary(), nullable=True))
    seal_reasons()


def seal_reasons() -> None:
    """Why somebody took over was kept as it was written; from now on it is sealed for its enrolment."""
    events = sa.table(
        "enrolment_event",
        sa.column("id"),
        sa.column("enrolment_id"),
        sa.column("kind"),
        sa.column("details", sa.JSON),
        sa.column("note_sealed", sa.LargeBinary),
    )
    connection = op.get_bind()
    for event in connection.execute(sa.select(events).where(events.c.kind == "taken_over")).mappings().all():
        details = dict(event["details"])
        reason = details.pop("reason", "")
        known = {"enrolment_id": event["enrolment_id"], "kind": event["kind"]}
        sealed = vault_of(op.get_context()).seal(place("enrolment_event", "note", known), reason) if reason else None
        connection.execute(
            sa.update(events).where(events.c.id == event["id"]).values(details=details, note_sealed=sealed)
        )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was done since would be lost.")
