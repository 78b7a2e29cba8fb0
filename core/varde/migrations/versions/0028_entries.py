"""An exercise may have many entries, each with the day it is about and what it said before. A worksheet becomes the one entry of its
exercise, sealed for the row it is now.

Revision ID: 0028
Revises: 0027
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from varde.kernel.db import UtcTime
from varde.kernel.migrate import vault_of
from varde.kernel.sealed import place
from varde.kernel.vault import Vault

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOST = 500
ROW = ("enrolment_id", "module", "step")
SEALED = ("answers", "shared_answers", "feedback")
PLAIN = ("id", *ROW, "shared", "saved_at", "submitted_at", "shared_at", "feedback_at", "feedback_by_id", "edition")
TIMES = ("saved_at", "submitted_at", "shared_at", "feedback_at")


def _columns() -> list[Any]:
    plain = [sa.column(name, UtcTime if name in TIMES else None) for name in PLAIN]
    return [*plain, *(sa.column(f"{name}_sealed", sa.LargeBinary) for name in SEALED)]


SHEETS = sa.table("worksheet", *_columns())
ENTRIES = sa.table("entry", *_columns(), sa.column("occurrence", sa.String))


def upgrade() -> None:
    op.create_table(
        "entry",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("module", sa.String(length=60), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("occurrence", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("clock", sa.Time(), nullable=True),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shared_answers_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("shared_day", sa.Date(), nullable=True),
        sa.Column("shared_clock", sa.Time(), nullable=True),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("feedback_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("feedback_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("feedback_by_id", BIG, nullable=True),
        sa.Column("edition", BIG, server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("(occurrence = '') = (day IS NULL)", name=op.f("ck_entry_dated")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_entry_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["feedback_by_id"], ["person.id"], name=op.f("fk_entry_feedback_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint(
            "enrolment_id", "module", "step", "occurrence", name=op.f("uq_entry_enrolment_id_module_step_occurrence")
        ),
    )
    op.create_table(
        "entry_version",
        sa.Column("id", BIG, nullable=False),
        sa.Column("enrolment_id", BIG, nullable=False),
        sa.Column("entry_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("clock", sa.Time(), nullable=True),
        sa.Column("answers_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_entry_version_enrolment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_version_entry_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_version")),
        sa.UniqueConstraint("entry_id", "number", name=op.f("uq_entry_version_entry_id_number")),
    )
    op.create_index(op.f("ix_entry_version_enrolment_id"), "entry_version", ["enrolment_id"])
    _move()
    op.drop_table("worksheet")


def _move() -> None:
    connection = op.get_bind()
    rows = sa.select(SHEETS).order_by(SHEETS.c.id).limit(MOST)
    page = connection.execute(rows).mappings().all()
    if not page:
        return
    vault = vault_of(op.get_context())
    while page:
        connection.execute(sa.insert(ENTRIES), [_entry(vault, sheet) for sheet in page])
        page = connection.execute(rows.where(SHEETS.c.id > page[-1]["id"])).mappings().all()
    if connection.dialect.name == "postgresql":
        # The rows brought their numbers along, so the next one must come after them.
        op.execute("SELECT setval(pg_get_serial_sequence('entry', 'id'), (SELECT max(id) FROM entry))")


def _entry(vault: Vault, sheet: sa.RowMapping) -> dict[str, object]:
    row = {name: sheet[name] for name in ROW}
    entry = {name: sheet[name] for name in PLAIN} | {"occurrence": ""}
    for name in SEALED:
        sealed = sheet[f"{name}_sealed"]
        if sealed is not None:
            text = vault.open(place("worksheet", name, row), sealed)
            sealed = vault.seal(place("entry", name, row | {"occurrence": ""}), text)
        entry[f"{name}_sealed"] = sealed
    return entry


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was written since would be lost.")
