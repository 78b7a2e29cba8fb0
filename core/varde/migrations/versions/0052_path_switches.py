"""What was switched on the way of a patient: what was opened before is a switch without a reason.

Revision ID: 0052
Revises: 0051
"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DEEDS = ("open", "close", "skip", "repeat", "hide", "show", "add", "choose", "decline")
KEPT = "enrolment_id, number, deed, at, by_id, by_patient, reason_sealed"


def upgrade() -> None:
    op.create_table(
        "path_switch",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("deed", sa.String(length=10), nullable=False),
        sa.Column("module", sa.String(length=60), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("steps_before", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("by_patient", sa.Boolean(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", BIG, nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(f"deed IN {DEEDS}", name=op.f("ck_path_switch_deed")),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by_id IS NULL)", name=op.f("ck_path_switch_undone_when_and_by_whom")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_path_switch_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_path_switch_by_id")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["person.id"], name=op.f("fk_path_switch_undone_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_path_switch")),
        sa.UniqueConstraint("enrolment_id", "number", name=op.f("uq_path_switch_enrolment_id_number")),
    )
    _carry_over()
    if op.get_bind().dialect.name == "sqlite":
        _without_opener()
        op.execute(
            f"CREATE TRIGGER path_switch_no_update BEFORE UPDATE OF {KEPT} ON path_switch "
            "BEGIN SELECT RAISE(ABORT, 'history is never edited'); END"
        )
        return
    op.execute("ALTER TABLE module_state DROP COLUMN opened_by_id")
    op.execute(
        f"CREATE TRIGGER path_switch_never_edited BEFORE UPDATE OF {KEPT} ON path_switch "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def _carry_over() -> None:
    """Each module that a therapist had opened is a switch, at the moment the history has of it."""
    connection = op.get_bind()
    opened = connection.execute(
        sa.text(
            "SELECT enrolment_id, module, opened_by_id FROM module_state WHERE opened_by_id IS NOT NULL "
            "ORDER BY enrolment_id, module"
        )
    ).all()
    numbers: dict[int, int] = {}
    for enrolment_id, module, by_id in opened:
        numbers[enrolment_id] = numbers.get(enrolment_id, 0) + 1
        connection.execute(
            SWITCH.insert().values(
                enrolment_id=enrolment_id,
                number=numbers[enrolment_id],
                deed="open",
                module=module,
                step="",
                steps_before=[],
                at=_opened_at(connection, enrolment_id, module),
                by_id=by_id,
                by_patient=False,
            )
        )


SWITCH = sa.table(
    "path_switch",
    *(sa.column(name) for name in ("enrolment_id", "number", "deed", "module", "step", "by_id", "by_patient")),
    sa.column("steps_before", sa.JSON),
    sa.column("at", sa.DateTime(timezone=True)),
)
EVENT = sa.table(
    "enrolment_event",
    sa.column("enrolment_id"),
    sa.column("kind"),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("details", sa.JSON),
)
ENROLMENT = sa.table("enrolment", sa.column("id"), sa.column("referred_at", sa.DateTime(timezone=True)))


def _opened_at(connection: sa.Connection, enrolment_id: int, module: str) -> object:
    events = connection.execute(
        sa.select(EVENT.c.at, EVENT.c.details).where(
            EVENT.c.enrolment_id == enrolment_id, EVENT.c.kind == "module_opened"
        )
    ).all()
    referred = connection.scalar(sa.select(ENROLMENT.c.referred_at).where(ENROLMENT.c.id == enrolment_id))
    return next((at for at, details in events if details.get("module") == module), referred)


def _without_opener() -> None:
    """SQLite drops no column that has a key, so the table is made anew; nothing points to it."""
    op.rename_table("module_state", "module_state_before")
    op.create_table(
        "module_state",
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("module", sa.String(length=60), nullable=False),
        sa.Column("steps_done", sa.JSON(), nullable=False),
        sa.Column("first_opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_step", sa.String(length=60), nullable=True),
        sa.Column("edition", BIG, nullable=False, server_default=sa.text("1")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_module_state_enrolment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "module", name=op.f("pk_module_state")),
    )
    op.execute(
        "INSERT INTO module_state (enrolment_id, module, steps_done, first_opened_at, completed_at, answered_step, edition) "
        "SELECT enrolment_id, module, steps_done, first_opened_at, completed_at, answered_step, edition FROM module_state_before"
    )
    op.drop_table("module_state_before")


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was switched since would be lost.")
