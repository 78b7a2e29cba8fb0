"""What a patient shares of a worksheet is apart from what she is writing, and every word of it is sealed for its row.

Revision ID: 0006
Revises: 0005
"""

import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from varde.kernel.db import UtcTime
from varde.kernel.migrate import vault_of
from varde.kernel.sealed import place
from varde.kernel.vault import Vault

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOST = 500
ROW = ("enrolment_id", "module", "step")
SHEETS = sa.table(
    "worksheet",
    sa.column("id"),
    *map(sa.column, ROW),
    sa.column("answers_sealed", sa.LargeBinary),
    sa.column("shared", sa.Boolean),
    sa.column("saved_at", UtcTime),
    sa.column("submitted_at", UtcTime),
    sa.column("shared_answers_sealed", sa.LargeBinary),
    sa.column("shared_at", UtcTime),
    sa.column("feedback_sealed", sa.LargeBinary),
    sa.column("feedback_at", UtcTime),
    sa.column("feedback_by_id"),
)


def upgrade() -> None:
    op.add_column("worksheet", sa.Column("shared_answers_sealed", sa.LargeBinary(), nullable=True))
    op.add_column("worksheet", sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("worksheet", sa.Column("edition", sa.BigInteger(), server_default="1", nullable=False))
    connection = op.get_bind()
    rows = sa.select(SHEETS).order_by(SHEETS.c.id).limit(MOST)
    page = connection.execute(rows).mappings().all()
    while page:
        vault = vault_of(op.get_context())
        for sheet in page:
            own_row = sa.update(SHEETS).where(SHEETS.c.id == sheet["id"])
            connection.execute(own_row.values(**_sealed_anew(vault, sheet)))
        page = connection.execute(rows.where(SHEETS.c.id > page[-1]["id"])).mappings().all()


def _sealed_anew(vault: Vault, sheet: sa.RowMapping) -> dict[str, object]:
    """The columns of one worksheet. What the therapist could read until now is what she has shared; whether she has written on
    since, nobody can tell."""
    row = {column: sheet[column] for column in ROW}
    answers = vault.open("worksheet.answers", sheet["answers_sealed"])
    anew: dict[str, object] = {"answers_sealed": vault.seal(place("worksheet", "answers", row), answers)}
    if sheet["shared"] and sheet["submitted_at"] is not None:
        anew["shared_answers_sealed"] = vault.seal(place("worksheet", "shared_answers", row), answers)
        anew["shared_at"] = min(sheet["saved_at"], sheet["feedback_at"] or sheet["saved_at"])
    if sheet["feedback_sealed"] is not None:
        text = vault.open("worksheet.feedback", sheet["feedback_sealed"])
        answered_at: datetime = sheet["feedback_at"] or datetime.now(UTC)
        each = [{"at": answered_at.isoformat(), "by": sheet["feedback_by_id"] or 0, "text": text}]
        words = json.dumps(each, ensure_ascii=False)
        anew["feedback_sealed"] = vault.seal(place("worksheet", "feedback", row), words)
    return anew


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was written since would be lost.")
