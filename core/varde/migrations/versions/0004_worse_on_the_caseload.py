"""Whoever is worse stands on the caseload, also when the alert about it is closed.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

REASONS = ("risk", "referral", "unanswered", "deterioration", "worse", "overdue", "inactive")
KEPT = (
    "enrolment_id, organisation_id, therapist_id, programme, track, state, name, birth_year, module, steps_done, "
    "last_active_at, inactive_at, risk_since, referral_since, unanswered_since, deterioration_since, overdue_since, "
    "inactive_since"
)


def upgrade() -> None:
    ranked = " ".join(f"WHEN {reason}_since IS NOT NULL THEN {rank}" for rank, reason in enumerate(REASONS, 1))
    rank = f"CASE {ranked} ELSE {len(REASONS) + 1} END"
    since = "COALESCE(" + ", ".join(f"{reason}_since" for reason in REASONS) + ")"
    if op.get_bind().dialect.name == "sqlite":
        _copied(rank, since)
    else:
        _altered(rank, since)
    # What was listed without an open alert was listed because she is worse.
    op.execute(
        "UPDATE caseload_row SET worse_since = deterioration_since, deterioration_since = NULL "
        "WHERE deterioration_since IS NOT NULL AND NOT EXISTS (SELECT 1 FROM alert "
        "WHERE alert.enrolment_id = caseload_row.enrolment_id AND alert.state != 'closed')"
    )
    for person in ("organisation_id", "therapist_id"):
        op.create_index(f"ix_caseload_row_{person}_rank_since", "caseload_row", [person, "rank", "since"])


def _altered(rank: str, since: str) -> None:
    for column in (
        "ADD COLUMN worse_since TIMESTAMP WITH TIME ZONE",
        "ADD COLUMN worse VARCHAR(400) DEFAULT '' NOT NULL",
        "DROP COLUMN rank",  # the indexes on it go with it
        "DROP COLUMN since",
        f"ADD COLUMN rank INTEGER GENERATED ALWAYS AS ({rank}) STORED NOT NULL",
        f"ADD COLUMN since TIMESTAMP WITH TIME ZONE GENERATED ALWAYS AS ({since}) STORED",
    ):
        op.execute(f"ALTER TABLE caseload_row {column}")


def _copied(rank: str, since: str) -> None:
    """SQLite adds no stored column, so the table is made anew; nothing points to it."""
    for index in ("inactive_at", "organisation_id_rank_since", "therapist_id_rank_since"):
        op.drop_index(f"ix_caseload_row_{index}", table_name="caseload_row")
    op.rename_table("caseload_row", "caseload_row_before")
    op.create_table(
        "caseload_row",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("therapist_id", sa.Integer(), nullable=True),
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("track", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("module", sa.String(length=60), nullable=True),
        sa.Column("steps_done", sa.Integer(), nullable=False),
        sa.Column("last_active_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("inactive_at", sa.DateTime(timezone=True), nullable=True),
        *(sa.Column(f"{reason}_since", sa.DateTime(timezone=True), nullable=True) for reason in REASONS),
        sa.Column("worse", sa.String(length=400), server_default="", nullable=False),
        sa.Column("rank", sa.Integer(), sa.Computed(rank, persisted=True), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), sa.Computed(since, persisted=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_caseload_row_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_caseload_row_organisation_id")),
        sa.ForeignKeyConstraint(["therapist_id"], ["person.id"], name=op.f("fk_caseload_row_therapist_id")),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("pk_caseload_row")),
    )
    op.execute(f"INSERT INTO caseload_row ({KEPT}) SELECT {KEPT} FROM caseload_row_before")  # noqa: S608
    op.drop_table("caseload_row_before")
    op.create_index("ix_caseload_row_inactive_at", "caseload_row", ["inactive_at"])


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was answered since would be lost.")
