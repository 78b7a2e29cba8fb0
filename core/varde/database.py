"""``varde db``: whether the database is at this version, and bringing it there."""

from __future__ import annotations

import os
import sys
from typing import Any

import rich_click as click

from varde.kernel.console import Console, say, show
from varde.kernel.db import make_engine
from varde.kernel.migrate import behind, upgrade
from varde.kernel.settings import read_settings
from varde.kernel.vault import Vault
from varde.platform import METADATA, histories
from varde.plugin.renaming import rename, renamings


@click.command(name="upgrade")
@click.pass_obj
def db_upgrade(console: Console) -> None:
    """Bring the database to this version, and let what is stored under keys that a plugin has renamed follow."""
    settings = read_settings(os.environ)
    vault = Vault(settings.data_keys, settings.current_key)
    done = upgrade(make_engine(settings.database_url), histories(), METADATA, vault)
    renamed = _renamed(console)
    show({"upgraded": done, **({"renamed": renamed} if renamed else {})})


def _renamed(console: Console) -> list[dict[str, Any]]:
    if not renamings(console.catalogue()):
        return []
    with console.platform().work() as work:
        return rename(work)


@click.command(name="check")
def db_check() -> None:
    """Say whether the database is at this version."""
    faults = behind(make_engine(read_settings(os.environ).database_url), histories())
    show({"ok": not faults, "faults": faults})
    if faults:
        say("\n".join(faults))
        sys.exit(1)
