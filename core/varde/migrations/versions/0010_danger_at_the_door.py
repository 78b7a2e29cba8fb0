"""Danger before, beside and after the course: an alert is about a person, and answers that were refused are kept.

Revision ID: 0010
Revises: 0009
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
KEPT = (
    "id, enrolment_id, alert, cause, severity, response_id, crisis, owner_id, state, raised_at, open_by, closed_at, "
    "crisis_shown_at"
)


def upgrade() -> None:
    op.create_table(
        "risk_note",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("programme", sa.String(length=40), nullable=False),
        sa.Column("enrolment_id", BIG, nullable=True),
        sa.Column("agenda_id", BIG, nullable=True),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("form", sa.String(length=60), nullable=False),
        sa.Column("refused", sa.String(length=30), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "source IN ('answer', 'draft', 'phone', 'referral', 'import')", name=op.f("ck_risk_note_source")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_risk_note_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_risk_note_organisation_id")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_risk_note_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["agenda_id"], ["agenda_item.id"], name=op.f("fk_risk_note_agenda_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_risk_note_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_note")),
    )
    op.create_index(op.f("ix_risk_note_person_id"), "risk_note", ["person_id"])
    op.create_index(op.f("ix_risk_note_enrolment_id"), "risk_note", ["enrolment_id"])
    if op.get_bind().dialect.name == "sqlite":
        _copied()
    else:
        _altered()
    op.create_index("ix_alert_person_id_state", "alert", ["person_id", "state"])
    _raise_for_referrals()
    op.execute("ALTER TABLE caseload_row ADD COLUMN urgency BIGINT DEFAULT 0 NOT NULL")
    for person in ("organisation_id", "therapist_id"):
        op.drop_index(f"ix_caseload_row_{person}_rank_since", "caseload_row")
        op.create_index(
            f"ix_caseload_row_{person}_rank_urgency_since", "caseload_row", [person, "rank", "urgency", "since"]
        )
    # The gravest open alert of each: crisis text before none, critical before red before amber.
    op.execute(
        "UPDATE caseload_row SET urgency = COALESCE((SELECT MIN("
        "CASE severity WHEN 'critical' THEN -3 WHEN 'red' THEN -2 ELSE -1 END - CASE WHEN crisis THEN 3 ELSE 0 END) "
        "FROM alert WHERE alert.enrolment_id = caseload_row.enrolment_id AND alert.state != 'closed' "
        "AND (crisis OR severity IN ('red', 'critical'))), 0)"
    )
    op.execute("ALTER TABLE enrolment ADD COLUMN in_danger BOOLEAN DEFAULT false NOT NULL")
    op.execute(
        "UPDATE enrolment SET in_danger = true WHERE id IN (SELECT enrolment_id FROM alert "
        "WHERE state != 'closed' AND (crisis OR severity IN ('red', 'critical')))"
    )


def _altered() -> None:
    for column in (
        "ADD COLUMN person_id BIGINT CONSTRAINT fk_alert_person_id REFERENCES person (id) ON DELETE CASCADE",
        "ADD COLUMN organisation_id BIGINT CONSTRAINT fk_alert_organisation_id REFERENCES organisation (id)",
        "ADD COLUMN note_id BIGINT CONSTRAINT fk_alert_note_id REFERENCES risk_note (id) ON DELETE CASCADE",
        "RENAME COLUMN crisis_shown_at TO crisis_read_at",
        "ALTER COLUMN enrolment_id DROP NOT NULL",
        "ADD CONSTRAINT ck_alert_about_what CHECK (enrolment_id IS NOT NULL OR note_id IS NOT NULL)",
    ):
        op.execute(f"ALTER TABLE alert {column}")
    op.execute(
        "UPDATE alert SET person_id = enrolment.person_id, organisation_id = enrolment.organisation_id "
        "FROM enrolment WHERE enrolment.id = alert.enrolment_id"
    )
    for column in ("person_id", "organisation_id"):
        op.alter_column("alert", column, nullable=False)


def _copied() -> None:
    """SQLite lets no column be without a value that had to have one, so the table is made anew, and its history with it:
    that would go with the old one."""
    op.create_table(
        "alert_next",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("organisation_id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=True),
        sa.Column("note_id", BIG, nullable=True),
        sa.Column("alert", sa.String(length=80), nullable=False),
        sa.Column("cause", sa.String(length=60), nullable=False),
        sa.Column("severity", sa.String(length=10), nullable=False),
        sa.Column("response_id", BIG, nullable=True),
        sa.Column("crisis", sa.Boolean(), nullable=False),
        sa.Column("crisis_read_at", MOMENT, nullable=True),
        sa.Column("owner_id", BIG, nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.Column("open_by", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_alert_closed_when")),
        sa.CheckConstraint("state IN ('raised', 'escalated', 'opened', 'closed')", name=op.f("ck_alert_state")),
        sa.CheckConstraint("enrolment_id IS NOT NULL OR note_id IS NOT NULL", name=op.f("ck_alert_about_what")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_alert_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_alert_organisation_id")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_alert_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["note_id"], ["risk_note.id"], name=op.f("fk_alert_note_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_alert_response_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_alert_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("enrolment_id", "alert", "cause", name=op.f("uq_alert_enrolment_id_alert_cause")),
    )
    op.create_table(
        "alert_event_next",
        sa.Column("id", BIG, nullable=False),
        sa.Column("alert_id", BIG, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["alert_next.id"], name=op.f("fk_alert_event_alert_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_alert_event_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_event")),
    )
    op.execute(
        f"INSERT INTO alert_next ({KEPT.replace('crisis_shown_at', 'crisis_read_at')}, person_id, organisation_id) "  # noqa: S608
        f"SELECT alert.{KEPT.replace(', ', ', alert.')}, enrolment.person_id, enrolment.organisation_id "
        "FROM alert JOIN enrolment ON enrolment.id = alert.enrolment_id"
    )
    op.execute("INSERT INTO alert_event_next SELECT id, alert_id, at, kind, by_id, note_sealed FROM alert_event")
    for table in ("alert_event", "alert"):
        op.drop_table(table)
        op.rename_table(f"{table}_next", table)
    op.create_index("ix_alert_enrolment_id_state", "alert", ["enrolment_id", "state"])
    op.create_index(op.f("ix_alert_event_alert_id"), "alert_event", ["alert_id"])
    op.execute(
        "CREATE TRIGGER alert_event_no_update BEFORE UPDATE ON alert_event "
        "BEGIN SELECT RAISE(ABORT, 'history is never edited'); END"
    )


def _raise_for_referrals() -> None:
    """A referral that nobody has decided and that says somebody is in danger stood on the caseload and nowhere else: now an
    alert is raised about it."""
    bind, now = op.get_bind(), datetime.now(UTC)
    open_by = now + timedelta(hours=2)
    rows = bind.execute(
        sa.text(
            "SELECT enrolment.id, enrolment.person_id, enrolment.organisation_id, enrolment.programme, referral.id "
            "FROM caseload_row JOIN enrolment ON enrolment.id = caseload_row.enrolment_id "
            "JOIN referral ON referral.enrolment_id = enrolment.id "
            "WHERE caseload_row.risk_since IS NOT NULL AND enrolment.state IN ('referred', 'screening') "
            "AND NOT EXISTS (SELECT 1 FROM alert WHERE alert.enrolment_id = enrolment.id AND alert.state != 'closed')"
        )
    ).all()
    metadata = sa.MetaData()
    alert = sa.Table(
        "alert",
        metadata,
        sa.Column("id", BIG, primary_key=True),
        *(sa.Column(name, BIG) for name in ("person_id", "organisation_id", "enrolment_id")),
        *(sa.Column(name, sa.String) for name in ("alert", "cause", "severity", "state")),
        sa.Column("crisis", sa.Boolean),
        *(sa.Column(name, MOMENT) for name in ("raised_at", "open_by")),
    )
    event = sa.table("alert_event", *(sa.column(name) for name in ("alert_id", "kind")), sa.column("at", MOMENT))
    item = sa.table(
        "agenda_item",
        *(sa.column(name) for name in ("enrolment_id", "kind", "key", "occurrence", "state")),
        *(sa.column(name, MOMENT) for name in ("opens_at", "due_at", "act_at")),
        sa.column("stands", sa.Boolean),
        sa.column("details", sa.JSON),
    )
    for enrolment_id, person_id, organisation_id, programme, referral_id in rows:
        bind.execute(
            sa.insert(alert).values(
                person_id=person_id,
                organisation_id=organisation_id,
                enrolment_id=enrolment_id,
                alert=f"{programme}.referral",
                cause=f"referral:{referral_id}",
                severity="red",
                crisis=True,
                state="raised",
                raised_at=now,
                open_by=open_by,
            )
        )
        alert_id = bind.scalar(sa.select(sa.func.max(alert.c.id)))
        bind.execute(sa.insert(event).values(alert_id=alert_id, kind="raised", at=now))
        planned = {"opens_at": now, "due_at": open_by, "act_at": open_by, "stands": True, "details": {}}
        bind.execute(
            sa.insert(item).values(
                enrolment_id=enrolment_id, kind="alert", key=str(alert_id), occurrence=0, state="planned", **planned
            )
        )


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was said since would be lost.")
