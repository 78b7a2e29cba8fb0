"""``varde db``: whether the database is at this version, and bringing it there: the core, then each plugin that has tables."""

from __future__ import annotations

import os
import sys

import rich_click as click

from varde.kernel.console import say, show
from varde.kernel.db import make_engine
from varde.kernel.migrate import History, behind, upgrade
from varde.kernel.part import Part
from varde.kernel.settings import read_settings
from varde.kernel.vault import Vault
from varde.parts import sound_catalogue
from varde.platform import histories, what_runs


def installed_histories() -> list[History]:
    """The histories of the core and of every plugin that works; what another is left out for is said.

    :raises StartRefused: the tables of a plugin are not what tables must be, and nothing of it may be run.
    """
    catalogue, faults = sound_catalogue()
    for fault in faults:
        say(fault)
    parts = catalogue.all(Part).values()
    what_runs(parts)
    return histories(parts)


@click.command(name="upgrade")
def db_upgrade() -> None:
    """Bring the database to this version, the core first and then each plugin."""
    settings = read_settings(os.environ)
    vault = Vault(settings.data_keys, settings.current_key)
    done = upgrade(make_engine(settings.database_url), installed_histories(), vault)
    show({"upgraded": done})


@click.command(name="check")
def db_check() -> None:
    """Say whether the database is at this version, for the core and for each plugin."""
    faults = behind(make_engine(read_settings(os.environ).database_url), installed_histories())
    show({"ok": not faults, "faults": faults})
    if faults:
        say("\n".join(faults))
        sys.exit(1)
