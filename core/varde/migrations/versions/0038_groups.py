"""Groups, with seats that the database gives out, times that claim as appointments do, and attendance.

Revision ID: 0038
Revises: 0037
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
MEMBER_STATES = ("waiting", "member", "left")
SESSION_STATES = ("planned", "cancelled")
ATTENDANCE = ("attended", "late", "missed", "excused")
CHANGES = (
    *("made", "changed", "leaders", "seats", "closed", "planned", "moved", "cancelled", "waits", "joined", "left"),
    *(*ATTENDANCE, "unsaid", "guests", "message"),
)


def _to(table: str, column: str, target: str, *, cascade: bool = False) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete="CASCADE" if cascade else None)


def _in(table: str, column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} IN {values}", name=op.f(f"ck_{table}_{column}"))


def upgrade() -> None:
    _groups()
    _people()
    op.create_table(
        "group_change",
        sa.Column("id", BIG, nullable=False),
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("session_id", BIG, nullable=True),
        sa.Column("enrolment_id", BIG, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("change", sa.String(length=10), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        _in("group_change", "change", CHANGES),
        _to("group_change", "group_id", "care_group", cascade=True),
        _to("group_change", "session_id", "group_session", cascade=True),
        _to("group_change", "enrolment_id", "enrolment", cascade=True),
        _to("group_change", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_change")),
    )
    op.create_index(op.f("ix_group_change_group_id"), "group_change", ["group_id"])
    op.create_index(op.f("ix_group_change_enrolment_id"), "group_change", ["enrolment_id"])
    with op.batch_alter_table("time_claim") as table:
        table.add_column(sa.Column("session_id", BIG, nullable=True))
        table.alter_column("appointment_id", existing_type=BIG, nullable=True)
        table.create_foreign_key(
            op.f("fk_time_claim_session_id"), "group_session", ["session_id"], ["id"], ondelete="CASCADE"
        )
        table.create_check_constraint(
            op.f("ck_time_claim_one_holder"), "(appointment_id IS NULL) <> (session_id IS NULL)"
        )
    op.create_index(op.f("ix_time_claim_session_id"), "time_claim", ["session_id"])


def _groups() -> None:
    op.create_table(
        "care_group",
        sa.Column("id", BIG, nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_nn", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("drop_in", sa.Boolean(), nullable=False),
        sa.Column("video", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("room_id", BIG, nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint("room_id IS NULL OR place = ''", name=op.f("ck_care_group_one_place")),
        _to("care_group", "organisation_id", "organisation"),
        _to("care_group", "room_id", "room"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_group")),
    )
    op.create_index("ix_care_group_organisation_id_programme", "care_group", ["organisation_id", "programme"])
    op.create_table(
        "group_seat",
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        _to("group_seat", "group_id", "care_group", cascade=True),
        sa.PrimaryKeyConstraint("group_id", "number", name=op.f("pk_group_seat")),
    )
    op.create_table(
        "group_leader",
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        _to("group_leader", "group_id", "care_group", cascade=True),
        _to("group_leader", "person_id", "person"),
        sa.PrimaryKeyConstraint("group_id", "person_id", name=op.f("pk_group_leader")),
    )
    op.create_index(op.f("ix_group_leader_person_id"), "group_leader", ["person_id"])
    op.create_table(
        "group_session",
        sa.Column("id", BIG, nullable=False),
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("minutes", BIG, nullable=False),
        sa.Column("theme", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("apart", sa.Boolean(), nullable=False),
        sa.Column("guests", BIG, nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("sequence", BIG, nullable=False),
        _in("group_session", "state", SESSION_STATES),
        sa.CheckConstraint("guests >= 0", name=op.f("ck_group_session_guests")),
        _to("group_session", "group_id", "care_group", cascade=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_session")),
        sa.UniqueConstraint("uid", name=op.f("uq_group_session_uid")),
    )
    op.create_index("ix_group_session_group_id_starts_at", "group_session", ["group_id", "starts_at"])
    op.create_index("ix_group_session_starts_at", "group_session", ["starts_at"])


def _people() -> None:
    op.create_table(
        "group_member",
        sa.Column("id", BIG, nullable=False),
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("seat", BIG, nullable=True),
        sa.Column("since", MOMENT, nullable=False),
        _in("group_member", "state", MEMBER_STATES),
        sa.CheckConstraint("(state = 'member') = (seat IS NOT NULL)", name=op.f("ck_group_member_member_has_seat")),
        _to("group_member", "group_id", "care_group", cascade=True),
        _to("group_member", "enrolment_id", "enrolment", cascade=True),
        sa.ForeignKeyConstraint(
            ["group_id", "seat"], ["group_seat.group_id", "group_seat.number"], name=op.f("fk_group_member_seat")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_member")),
        sa.UniqueConstraint("group_id", "enrolment_id", name=op.f("uq_group_member_group_id_enrolment_id")),
        sa.UniqueConstraint("group_id", "seat", name=op.f("uq_group_member_group_id_seat")),
    )
    op.create_index(op.f("ix_group_member_enrolment_id"), "group_member", ["enrolment_id"])
    op.create_table(
        "group_attendance",
        sa.Column("id", BIG, nullable=False),
        sa.Column("session_id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("drop_in", sa.Boolean(), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        _in("group_attendance", "state", ATTENDANCE),
        _to("group_attendance", "session_id", "group_session", cascade=True),
        _to("group_attendance", "enrolment_id", "enrolment", cascade=True),
        _to("group_attendance", "by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_attendance")),
        sa.UniqueConstraint("session_id", "enrolment_id", name=op.f("uq_group_attendance_session_id_enrolment_id")),
    )
    op.create_index(op.f("ix_group_attendance_enrolment_id"), "group_attendance", ["enrolment_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_time_claim_session_id"), table_name="time_claim")
    op.execute("DELETE FROM time_claim WHERE session_id IS NOT NULL")
    with op.batch_alter_table("time_claim") as table:
        table.drop_constraint(op.f("ck_time_claim_one_holder"), type_="check")
        table.drop_constraint(op.f("fk_time_claim_session_id"), type_="foreignkey")
        table.alter_column("appointment_id", existing_type=BIG, nullable=False)
        table.drop_column("session_id")
    for name in ("group_change", "group_attendance", "group_member", "group_session", "group_leader", "group_seat"):
        op.drop_table(name)
    op.drop_table("care_group")
