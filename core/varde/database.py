"""``varde db``: whether the database is at this version, and bringing it there: the core, then each plugin that has tables."""

from __future__ import annotations

import os
import sys
from typing import Any

import rich_click as click

from varde.kernel.catalogue import Catalogue
from varde.kernel.console import Console, say, show
from varde.kernel.db import make_engine
from varde.kernel.errors import BadUsage
from varde.kernel.histories import History, behind
from varde.kernel.migrate import upgrade
from varde.kernel.part import Part
from varde.kernel.revising import write_revision
from varde.kernel.settings import read_settings
from varde.kernel.table_faults import tables_of
from varde.kernel.vault import Vault
from varde.modules.dating import date_sheets
from varde.parts import build_catalogue, sound_catalogue
from varde.platform import histories, what_runs
from varde.plugin.registry import installed
from varde.plugin.renaming import rename, renamings
from varde.programmes.values import Programme


def installed_catalogue() -> Catalogue:
    """What the core and every plugin that works declare; what another is left out for is said."""
    catalogue, faults = sound_catalogue()
    for fault in faults:
        say(fault)
    return catalogue


def installed_histories(catalogue: Catalogue) -> list[History]:
    """The histories of the core and of every plugin in the catalogue.

    :raises StartRefused: the tables of a plugin are not what tables must be, and nothing of it may be run.
    """
    parts = catalogue.all(Part).values()
    what_runs(parts)
    return histories(parts)


@click.command(name="upgrade")
@click.pass_obj
def db_upgrade(console: Console) -> None:
    """Bring the database to this version, the core first and then each plugin; keys that are renamed are followed."""
    settings = read_settings(os.environ)
    vault = Vault(settings.data_keys, settings.current_key)
    catalogue = installed_catalogue()
    done = upgrade(make_engine(settings.database_url), installed_histories(catalogue), vault)
    renamed = _renamed(catalogue, console)
    dated = _dated(catalogue, console)
    show({"upgraded": done, **({"renamed": renamed} if renamed else {}), **({"dated": dated} if dated else {})})


def _renamed(catalogue: Catalogue, console: Console) -> list[dict[str, Any]]:
    if not renamings(catalogue):
        return []
    with console.platform().work() as work:
        return rename(work)


def _dated(catalogue: Catalogue, console: Console) -> int:
    programmes = catalogue.all(Programme).values()
    if not any(step.dated for programme in programmes for _, step in programme.exercises.values()):
        return 0
    with console.platform().work() as work:
        return date_sheets(work)


@click.command(name="migration")
@click.argument("name")
@click.option("-m", "--message", required=True, help="What is so afterwards, in a few words: it names the file.")
def plugin_migration(name: str, message: str) -> None:
    """Write the next migration of a plugin's tables: what its models say that its migrations so far do not."""
    plugins = installed()
    if name not in plugins:
        known = f"Plugins: {', '.join(sorted(plugins))}." if plugins else "There are none."
        raise BadUsage(f"There is no plugin named {name} that is installed. {known}")
    parts = build_catalogue({name: plugins[name]}).all(Part)
    part = parts[name]
    if part.tables is None:
        raise BadUsage(f"The plugin {name} has no tables: name its models in tables of its part, and ask again.")
    tables = tables_of(part, [])
    if tables and tables.versions and tables.versions.parent.parent.is_dir():
        tables.versions.mkdir(parents=True, exist_ok=True)  # before the first there is nothing
    what_runs(parts.values())
    of_these = histories(parts.values())
    history = next(each for each in of_these if each.key == name)
    written = write_revision(history, of_these, message)
    show({"plugin": name, "written": str(written.file) if written else None})
    if written is None:
        say(f"The tables of {name} are as its migrations make them. Nothing was written.")
        return
    say(f"Written to {written.file}. Read it, and run: varde db upgrade")
    if written.removes:
        say(
            f"It removes {', '.join(written.removes)} and what stands there. If it was renamed, write op.alter_column instead."
        )


@click.command(name="check")
def db_check() -> None:
    """Say whether the database is at this version, for the core and for each plugin."""
    faults = behind(make_engine(read_settings(os.environ).database_url), installed_histories(installed_catalogue()))
    show({"ok": not faults, "faults": faults})
    if faults:
        say("\n".join(faults))
        sys.exit(1)
