"""A migration written from the models: what they say of a plugin's tables that its migrations so far do not.

It is found on an empty SQLite database of its own, brought to the end of the history: what the developer's database holds decides
nothing.
"""

from __future__ import annotations

import io
import re
import tempfile
import textwrap
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.operations.ops import (
    AddColumnOp,
    CreateTableOp,
    DropColumnOp,
    DropTableOp,
    MigrateOperation,
    ModifyTableOps,
    UpgradeOps,
)
from alembic.runtime.migration import MigrationContext
from sqlalchemy.types import TypeDecorator

from varde.kernel.db import BigId, UtcTime, make_engine
from varde.kernel.errors import BadUsage
from varde.kernel.histories import History, script_of
from varde.kernel.migrate import configured_for, upgrade

LONGEST = 100
"""Characters of a message; it is the first line of the file and, shortened, its name."""
_LONGEST_NAME = 40
_MESSAGE = re.compile(r'[^\x00-\x1f\x7f"\\]+')
_LETTERS = str.maketrans("æøåäöéü", "aoaaoeu")
_FILE = Template(
    '"""$message"""\n\n$imports\n\nrevision = "$revision"\ndown_revision = $before\nbranch_labels = None\n'
    "depends_on = None\n$names\n\ndef upgrade() -> None:\n$upgrade\n\n\ndef downgrade() -> None:\n$downgrade\n"
)
_BIG = '\nBIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")\n'


@dataclass(frozen=True, slots=True)
class NewMigration:
    """The file that was written, and what its upgrade takes away with everything in it: ``table`` or ``table.column``."""

    file: Path
    removes: tuple[str, ...]


def write_revision(history: History, histories: Sequence[History], message: str) -> NewMigration | None:
    """Write the next migration of this history. None when its migrations make the tables as the models say already.

    What the database cannot be compared in is not seen: what a CHECK asks for, and a default.

    :param histories: all that it stands on, itself too.
    :raises BadUsage: the message cannot stand in a file, the history has several ends, a column that rows already there would
        lack must have a value, or the folder cannot be written to.
    :raises StartRefused: a migration that is there already fails.
    """
    message = message.strip()
    if not _MESSAGE.fullmatch(message) or len(message) > LONGEST:
        raise BadUsage(
            f"The message {message[:80]!r} cannot be used: it is one line of at most {LONGEST} characters without quotation "
            f'marks that says what is so afterwards, such as "Kits have a colour".'
        )
    heads = script_of(history).get_heads()
    if len(heads) > 1:
        raise BadUsage(
            f"The migrations of {history.key} end in {len(heads)} places ({', '.join(sorted(heads))}): let the "
            f"down_revision of one be the other, and ask again."
        )
    up, down = _differences(history, histories)
    steps = list(_steps(up.ops))
    if not steps:
        return None
    _refuse_what_rows_lack(steps)
    revision = _next_revision(history)
    text = _text(message, revision, heads[0] if heads else "", (up, down))
    file = history.versions / f"{revision}_{_name_of(message)}.py"
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise BadUsage(f"{file} cannot be written: {fault.strerror}.") from None
    return NewMigration(file, tuple(_removed(steps)))


def _differences(history: History, histories: Sequence[History]) -> tuple[UpgradeOps, Any]:
    with tempfile.TemporaryDirectory(prefix="varde-migration-") as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'empty.sqlite'}")
        upgrade(engine, histories)
        with engine.connect() as connection:
            options = configured_for(history, connection, histories) | {"compare_type": True}
            context = MigrationContext.configure(connection, opts=options)
            script = produce_migrations(context, options["target_metadata"])
        engine.dispose()
    assert script.upgrade_ops is not None
    return script.upgrade_ops, script.downgrade_ops


def _steps(operations: Sequence[MigrateOperation]) -> Iterator[MigrateOperation]:
    for operation in operations:
        if isinstance(operation, ModifyTableOps):
            yield from _steps(operation.ops)
        else:
            yield operation


def _refuse_what_rows_lack(steps: Sequence[MigrateOperation]) -> None:
    made = {step.table_name for step in steps if isinstance(step, CreateTableOp)}
    lacking = [
        f"{step.table_name}.{step.column.name}"
        for step in steps
        if isinstance(step, AddColumnOp)
        and step.table_name not in made
        and not step.column.nullable
        and step.column.server_default is None
    ]
    if lacking:
        raise BadUsage(
            f"{' and '.join(lacking)} must have a value, and rows that are there already have none: let the model allow None "
            f"(Mapped[… | None]), or give it a server_default."
        )


def _removed(steps: Sequence[MigrateOperation]) -> Iterator[str]:
    for step in steps:
        if isinstance(step, DropTableOp):
            yield step.table_name
        elif isinstance(step, DropColumnOp):
            yield f"{step.table_name}.{step.column_name}"


def _next_revision(history: History) -> str:
    """The number after the highest there is; a history with other names goes on with how many there are."""
    known = [step.revision for step in script_of(history).walk_revisions()]
    numbers = [int(revision) for revision in known if revision.isdecimal()]
    return f"{max([*numbers, 0] if numbers else [len(known)]) + 1:04}"


def _name_of(message: str) -> str:
    plain = message.lower().translate(_LETTERS)
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST_NAME].rstrip("_") or "changed"


def _text(message: str, revision: str, before: str, ways: tuple[Any, Any]) -> str:
    upgrade_code, downgrade_code = (_code(way) for way in ways)
    names = _BIG if re.search(r"\bBIG\b", upgrade_code + downgrade_code) else ""
    uses_types = re.search(r"\bsa\.", names + upgrade_code + downgrade_code)
    return _FILE.substitute(
        message=message if message.endswith((".", "!", "?")) else f"{message}.",
        imports="import sqlalchemy as sa\nfrom alembic import op" if uses_types else "from alembic import op",
        revision=revision,
        before=f'"{before}"' if before else "None",
        names=names,
        upgrade=upgrade_code,
        downgrade=downgrade_code,
    )


def _code(way: Any) -> str:
    """The body of a function, laid out as we lay out code."""
    rendered = render_python_code(way, render_as_batch=True, render_item=_plain).replace(", schema=None", "")
    lines = [line.rstrip() for line in rendered.splitlines() if not line.lstrip().startswith("# ###")]
    body = textwrap.dedent("\n".join(lines)).strip()
    body = re.sub(r"^(?=sa\.)", "    ", body, flags=re.M)
    return textwrap.indent(_double_quoted(body), "    ")


def _double_quoted(code: str) -> str:
    tokens = [
        token._replace(string=f'"{token.string[1:-1]}"')
        if token.type == tokenize.STRING and re.fullmatch(r"'[^'\"\\]*'", token.string)
        else token
        for token in tokenize.generate_tokens(io.StringIO(code).readline)
    ]
    return tokenize.untokenize(tokens)


def _plain(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Types of Varde's as SQLAlchemy has them: a migration must run when they have become others."""
    if kind != "type":
        return False
    if item is BigId or repr(item) == repr(BigId):
        return "BIG"
    if isinstance(item, UtcTime):
        return "sa.DateTime(timezone=True)"
    return f"sa.{item.impl_instance!r}" if isinstance(item, TypeDecorator) else False
