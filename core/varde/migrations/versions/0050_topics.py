"""Topics of a conversation; which messages wait for an answer; what was done beside writing.

Revision ID: 0050
Revises: 0049
"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DEEDS = ("settled", "waits_again", "closed", "reopened")


def upgrade() -> None:
    op.create_table(
        "topic",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("title_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("begun_by_id", BIG, nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_topic_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["begun_by_id"], ["person.id"], name=op.f("fk_topic_begun_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("enrolment_id", "number", name=op.f("uq_topic_enrolment_id_number")),
    )
    _deeds()
    with op.batch_alter_table("message") as table:
        table.add_column(sa.Column("topic_id", BIG, nullable=True))
        table.add_column(sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True))
        table.create_foreign_key(op.f("fk_message_topic_id"), "topic", ["topic_id"], ["id"])
    op.create_index(op.f("ix_message_topic_id"), "message", ["topic_id"])
    _what_waits()
    _what_endings_settled()


def _deeds() -> None:
    op.create_table(
        "dialogue_deed",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("topic_id", BIG, nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("once", sa.String(length=32), nullable=False),
        sa.Column("messages", sa.JSON(), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undoes_id", BIG, nullable=True),
        sa.CheckConstraint(f"kind IN {DEEDS}", name=op.f("ck_dialogue_deed_kind")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_dialogue_deed_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_dialogue_deed_topic_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_dialogue_deed_by_id")),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["dialogue_deed.id"], name=op.f("fk_dialogue_deed_undoes_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_deed")),
    )
    for column in ("enrolment_id", "topic_id", "undoes_id"):
        op.create_index(op.f(f"ix_dialogue_deed_{column}"), "dialogue_deed", [column])


def _what_waits() -> None:
    """Of each conversation that waits: what she has written since, all of it until the same day."""
    message = sa.table("message", *map(sa.column, ("enrolment_id", "from_patient", "sent_at", "answer_by")))
    thread = sa.table("thread", *map(sa.column, ("enrolment_id", "waiting_since", "answer_by")))
    of_it = thread.c.enrolment_id == message.c.enrolment_id
    since = sa.select(thread.c.waiting_since).where(of_it).scalar_subquery()
    until = sa.select(thread.c.answer_by).where(of_it).scalar_subquery()
    waits = sa.and_(message.c.from_patient == sa.true(), since.is_not(None), message.c.sent_at >= since)
    op.execute(message.update().where(waits).values(answer_by=until))


def _what_endings_settled() -> None:
    """An ending that said of a message that it needs no answer names the deed, which its undoing takes back."""
    bind = op.get_bind()
    at, json = sa.DateTime(timezone=True), sa.JSON()
    ending = sa.table("ending", *map(sa.column, ("id", "enrolment_id", "by_id")))
    message = sa.table("message", *map(sa.column, ("id", "enrolment_id", "from_patient")))
    deed = sa.table("dialogue_deed", *map(sa.column, ("id", "enrolment_id", "kind", "reason", "once", "by_id")))
    for table, column in (
        (ending, sa.column("at", at)),
        (ending, sa.column("before", json)),
        (message, sa.column("sent_at", at)),
        (deed, sa.column("at", at)),
        (deed, sa.column("messages", json)),
    ):
        table.append_column(column)
    for row in bind.execute(sa.select(ending)).all():
        waited = (row.before or {}).get("thread") or {}
        if "since" not in waited:
            continue
        since = datetime.fromisoformat(waited["since"])
        hers = sa.select(message.c.id).where(
            message.c.enrolment_id == row.enrolment_id, message.c.from_patient == sa.true(), message.c.sent_at >= since
        )
        messages = {str(key): waited["by"] for key in bind.execute(hers.where(message.c.sent_at <= row.at)).scalars()}
        once = f"ending-{row.id}"
        values = {"enrolment_id": row.enrolment_id, "kind": "settled", "reason": "ended", "once": once}
        bind.execute(deed.insert().values(**values, by_id=row.by_id, at=row.at, messages=messages))
        made = bind.execute(sa.select(deed.c.id).where(deed.c.once == once)).scalar_one()
        before = {**row.before, "thread": {"deed": made}}
        bind.execute(ending.update().where(ending.c.id == row.id).values(before=before))


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what each topic is called and holds would be lost.")
