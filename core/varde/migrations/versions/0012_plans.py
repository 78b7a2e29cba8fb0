"""A plan closes a deterioration, a shared exercise waits for its answer, and everybody on the list is judged again.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REASONS = ("risk", "referral", "unanswered", "deterioration", "worse", "exercise", "overdue", "inactive", "plan")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "deterioration_plan",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_deterioration_plan_by_id")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_deterioration_plan_enrolment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deterioration_plan")),
        sa.UniqueConstraint("enrolment_id", "number", name=op.f("uq_deterioration_plan_enrolment_id_number")),
    )
    _never_edited()
    ranked = " ".join(f"WHEN {reason}_since IS NOT NULL THEN {rank}" for rank, reason in enumerate(REASONS, 1))
    rank = f"CASE {ranked} ELSE {len(REASONS) + 1} END"
    since = "COALESCE(" + ", ".join(f"{reason}_since" for reason in REASONS) + ")"
    indexes = sa.inspect(op.get_bind()).get_indexes("caseload_row")
    for index in indexes:
        op.drop_index(str(index["name"]), table_name="caseload_row")
    if op.get_bind().dialect.name == "sqlite":
        _copied(rank, since)
    else:
        _altered(rank, since)
    for index in indexes:
        op.create_index(index["name"], "caseload_row", [str(name) for name in index["column_names"]])
    # Who is worse is judged anew by the clock, from all answers: nobody here has been judged by today's limits.
    op.execute(
        "UPDATE caseload_row SET exercise_since = (SELECT MIN(shared_at) FROM worksheet "
        "WHERE worksheet.enrolment_id = caseload_row.enrolment_id AND shared_at IS NOT NULL "
        "AND (feedback_at IS NULL OR feedback_at < shared_at))"
    )


def _never_edited() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER deterioration_plan_no_update BEFORE UPDATE ON deterioration_plan "
            "BEGIN SELECT RAISE(ABORT, 'history is never edited'); END"
        )
    else:
        op.execute(
            "CREATE TRIGGER deterioration_plan_never_edited BEFORE UPDATE ON deterioration_plan "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _altered(rank: str, since: str) -> None:
    for column in (
        "ADD COLUMN exercise_since TIMESTAMP WITH TIME ZONE",
        "ADD COLUMN plan_since TIMESTAMP WITH TIME ZONE",
        "ADD COLUMN plan_until DATE",
        "ADD COLUMN judged_by VARCHAR(16) DEFAULT '' NOT NULL",
        "DROP COLUMN rank",
        "DROP COLUMN since",
        f"ADD COLUMN rank INTEGER GENERATED ALWAYS AS ({rank}) STORED NOT NULL",
        f"ADD COLUMN since TIMESTAMP WITH TIME ZONE GENERATED ALWAYS AS ({since}) STORED",
    ):
        op.execute(f"ALTER TABLE caseload_row {column}")


def _copied(rank: str, since: str) -> None:
    """SQLite adds no stored column, so the table is made anew; nothing points to it."""
    columns = [
        column
        for column in sa.inspect(op.get_bind()).get_columns("caseload_row")
        if column["name"] not in ("rank", "since")
    ]
    kept = ", ".join(column["name"] for column in columns)
    op.rename_table("caseload_row", "caseload_row_before")
    op.create_table(
        "caseload_row",
        *(
            sa.Column(
                column["name"],
                column["type"],
                server_default=sa.text(column["default"]) if column["default"] is not None else None,
                nullable=column["nullable"],
            )
            for column in columns
        ),
        sa.Column("exercise_since", MOMENT, nullable=True),
        sa.Column("plan_since", MOMENT, nullable=True),
        sa.Column("plan_until", sa.Date(), nullable=True),
        sa.Column("judged_by", sa.String(length=16), server_default="", nullable=False),
        sa.Column("rank", sa.Integer(), sa.Computed(rank, persisted=True), nullable=False),
        sa.Column("since", MOMENT, sa.Computed(since, persisted=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_caseload_row_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_caseload_row_organisation_id")),
        sa.ForeignKeyConstraint(["therapist_id"], ["person.id"], name=op.f("fk_caseload_row_therapist_id")),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("pk_caseload_row")),
    )
    op.execute(f"INSERT INTO caseload_row ({kept}) SELECT {kept} FROM caseload_row_before")  # noqa: S608
    op.drop_table("caseload_row_before")


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: plans that were written since would be lost.")
