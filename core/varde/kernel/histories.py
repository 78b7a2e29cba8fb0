"""The migrations of each owner, and whether the database has been through all of them: read from the files alone, since the web
server asks it at each start and needs nothing else of Alembic, nor any revision's own code."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, Table, column, inspect, select, table

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

_SAID = re.compile(r"^(revision|down_revision)(?:\s*:[^=\n]*)?\s*=\s*([^\n#]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class History:
    """The migrations of one owner, and the tables they make. ``versions`` is the folder of revision files; the core's
    ``prefix`` is empty and a plugin's is ``<key>_``, which every table of it must begin with."""

    key: str
    versions: Path
    prefix: str = ""
    tables: tuple[Table, ...] = ()

    @property
    def version_table(self) -> str:
        return f"alembic_version_{self.key}"

    def owns(self, table: str, plugin_prefixes: Sequence[str]) -> bool:
        """Whether a table of the database is this owner's."""
        if table.startswith("alembic_version"):
            return False
        if self.prefix:
            return table.startswith(self.prefix)
        return not table.startswith(tuple(plugin_prefixes)) if plugin_prefixes else True


@dataclass(frozen=True, slots=True)
class Revisions:
    """Every revision of one owner, and those that no other comes after."""

    known: frozenset[str]
    heads: frozenset[str]


def revisions_of(history: History) -> Revisions:
    """What the files of its folder say of themselves; where one says it in its own way, what Alembic reads of them."""
    known, passed = set[str](), set[str]()
    for file in sorted(history.versions.glob("[!_.]*.py")):
        said = dict(_SAID.findall(file.read_text(encoding="utf-8")))
        try:
            own, before = (ast.literal_eval(said[name].strip()) for name in ("revision", "down_revision"))
        except (KeyError, ValueError, SyntaxError):
            return _read_by_alembic(history)
        known.add(own)
        passed |= {before} if isinstance(before, str) else set(before or ())
    return Revisions(frozenset(known), frozenset(known - passed))


def script_of(history: History) -> ScriptDirectory:
    """The revision files of this owner, as Alembic reads them, which is loaded for it."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    # A per cent sign in a path is an interpolation to the configuration's parser.
    config.set_main_option("script_location", str(history.versions.parent).replace("%", "%%"))
    config.set_main_option("version_locations", str(history.versions).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    return ScriptDirectory.from_config(config)


def _read_by_alembic(history: History) -> Revisions:
    script = script_of(history)
    return Revisions(frozenset(step.revision for step in script.walk_revisions()), frozenset(script.get_heads()))


def behind(engine: Engine, histories: Sequence[History]) -> list[str]:
    """One sentence for each history that is not at its head; empty when all are."""
    faults = []
    with engine.connect() as connection:
        stands = {history.key: _stands(connection, history) for history in histories}
    for history in histories:
        revisions, at = revisions_of(history), stands[history.key]
        if at - revisions.known:
            faults.append(
                f"The database is ahead for {history.key}: it is at {', '.join(sorted(at))}, which this version of Varde "
                f"does not know. Install the version that made it, or restore the backup from before."
            )
        elif at != revisions.heads:
            faults.append(
                f"The database is behind for {history.key}: it is at {', '.join(sorted(at)) or 'nothing'} and must be at "
                f"{', '.join(sorted(revisions.heads))}. Run: varde db upgrade"
            )
    return faults


def _stands(connection: Connection, history: History) -> frozenset[str]:
    if not inspect(connection).has_table(history.version_table):
        return frozenset()
    return frozenset(connection.scalars(select(column("version_num")).select_from(table(history.version_table))))
