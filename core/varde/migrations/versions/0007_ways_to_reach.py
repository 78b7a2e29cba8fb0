"""How a person is reached, and telephone numbers as E.164.

Revision ID: 0007
Revises: 0006
"""

import phonenumbers
import sqlalchemy as sa
from alembic import op

from varde.kernel.migrate import vault_of

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

PLACE = "person.phone"
MOST = 500


def upgrade() -> None:
    # By hand, as SQLite adds a column with its check; a batch would build the table again and lose what points to it.
    op.execute(
        "ALTER TABLE person ADD COLUMN reach VARCHAR(5) DEFAULT 'sms' NOT NULL "
        "CONSTRAINT ck_person_reach CHECK (reach IN ('sms', 'email', 'phone'))"
    )
    write_whole()


def write_whole() -> None:
    """Seal every number again with its country; one that is no number stays as it is."""
    connection = op.get_bind()
    table = sa.table("person", sa.column("id"), sa.column("phone_sealed", sa.LargeBinary))
    rows = sa.select(table).where(table.c.phone_sealed.is_not(None)).order_by(table.c.id).limit(MOST)
    page = connection.execute(rows).mappings().all()
    while page:
        vault = vault_of(op.get_context())
        for old in page:
            number = with_country(vault.open(PLACE, old["phone_sealed"]))
            if number is not None:
                sealed = vault.seal(PLACE, number)
                connection.execute(sa.update(table).where(table.c.id == old["id"]).values(phone_sealed=sealed))
        page = connection.execute(rows.where(table.c.id > page[-1]["id"])).mappings().all()


def with_country(number: str) -> str | None:
    try:
        parsed = phonenumbers.parse(number, "NO")
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def downgrade() -> None:
    raise NotImplementedError("Restore the backup from before: what was written since would be lost.")
