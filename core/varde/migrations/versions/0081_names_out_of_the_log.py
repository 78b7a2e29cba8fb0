"""The name of a patient can be taken out of the access log, what follow-up wrote is bound to its day, and more histories are kept.

The clock takes the names out of what is there, 2,000 entries at a time: the triggers let nothing else of an entry be changed.

Revision ID: 0081
Revises: 0080
"""

import sqlalchemy as sa
from alembic import op

from varde.kernel.migrate import vault_of
from varde.kernel.sealed import place

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None

NAMED = sa.text("role = 'patient' AND actor_name <> ''")
KEPT = (
    "id", "at", "patient_id", "enrolment_id", "actor_id", "role", "organisation_id", "action", "what", "purpose", "basis", "outcome",
    "request_id", "mac",
)  # fmt: skip
NEVER_REMOVED = ("access_check", "access_anchor")
NEVER_EDITED = ("appointment_change", "dialogue_deed", "group_change", "minutes_change")  # rows go with the person
SEALED_BY = ("actor_id", "patient_id", "organisation_id")


def upgrade() -> None:
    op.add_column("access_entry", sa.Column("unnamed", sa.String(64), server_default="", nullable=False))
    op.create_index("ix_access_entry_named_patient", "access_entry", ["id"], postgresql_where=NAMED, sqlite_where=NAMED)
    _bind_words()
    if op.get_bind().dialect.name == "sqlite":
        _keep_in_sqlite()
    else:
        _keep_in_postgresql()


def _bind_words() -> None:
    connection = op.get_bind()
    columns = (sa.column("id"), sa.column("day", sa.Date), *map(sa.column, SEALED_BY))
    flag = sa.table("access_flag", *columns, sa.column("words_sealed", sa.LargeBinary))
    for row in connection.execute(sa.select(flag).where(flag.c.words_sealed.is_not(None))).mappings().all():
        vault, before = vault_of(op.get_context()), {name: row[name] for name in SEALED_BY}
        words = vault.open(place("access_flag", "words", before), row["words_sealed"])
        sealed = vault.seal(place("access_flag", "words", {"day": row["day"], **before}), words)
        connection.execute(sa.update(flag).where(flag.c.id == row["id"]).values(words_sealed=sealed))


def _only_unnamed(is_same: str) -> str:
    kept = " AND ".join(f"OLD.{name} {is_same} NEW.{name}" for name in KEPT)
    taken_out = "OLD.role = 'patient' AND OLD.actor_name <> '' AND NEW.actor_name = ''"
    return f"{taken_out} AND OLD.unnamed = '' AND length(NEW.unnamed) = 64 AND {kept}"


def _keep_in_sqlite() -> None:
    def refuse(name: str, at: str, table: str, sentence: str) -> None:
        op.execute(f"CREATE TRIGGER {table}_{name} {at} BEGIN SELECT RAISE(ABORT, '{sentence}'); END")

    op.execute("DROP TRIGGER access_entry_no_update")
    unless = f"BEFORE UPDATE ON access_entry WHEN NOT ({_only_unnamed('IS')})"
    refuse("no_update", unless, "access_entry", "the access log is append-only")
    for table in NEVER_REMOVED:
        for verb in ("UPDATE", "DELETE"):
            refuse(f"no_{verb.lower()}", f"BEFORE {verb} ON {table}", table, "the access log is append-only")
    for table in NEVER_EDITED:
        refuse("no_update", f"BEFORE UPDATE ON {table}", table, "history is never edited")
    # A join moves whose it is and by whom, and erasure empties before and after.
    after = "AFTER UPDATE OF fact, source, at ON person_change"
    refuse("keeps", after, "person_change", "history is never edited")


def _keep_in_postgresql() -> None:
    op.execute("DROP TRIGGER access_entry_append_only ON access_entry")
    refuse = "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    op.execute(f"CREATE TRIGGER access_entry_append_only BEFORE DELETE OR TRUNCATE ON access_entry {refuse}")
    op.execute(
        "CREATE TRIGGER access_entry_no_update BEFORE UPDATE ON access_entry FOR EACH ROW "
        f"WHEN (NOT ({_only_unnamed('IS NOT DISTINCT FROM')})) EXECUTE FUNCTION refuse_change()"
    )
    for table in NEVER_REMOVED:
        op.execute(f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} {refuse}")
    for table in NEVER_EDITED:
        op.execute(f"CREATE TRIGGER {table}_never_edited BEFORE UPDATE OR TRUNCATE ON {table} {refuse}")
    op.execute(f"CREATE TRIGGER person_change_keeps AFTER UPDATE OF fact, source, at ON person_change {refuse}")


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: names that are taken out of the access log are gone.")
