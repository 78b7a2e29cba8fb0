"""``varde db``: whether the database is at this version, and bringing it there."""

from __future__ import annotations

import os
import sys

import rich_click as click

from varde.kernel.console import say, show
from varde.kernel.db import make_engine
from varde.kernel.migrate import behind, upgrade
from varde.kernel.settings import read_settings
from varde.kernel.vault import Vault
from varde.platform import METADATA, histories


@click.command(name="upgrade")
def db_upgrade() -> None:
    """Bring the database to this version."""
    settings = read_settings(os.environ)
    vault = Vault(settings.data_keys, settings.current_key)
    done = upgrade(make_engine(settings.database_url), histories(), METADATA, vault)
    show({"upgraded": done})


@click.command(name="check")
def db_check() -> None:
    """Say whether the database is at this version."""
    faults = behind(make_engine(read_settings(os.environ).database_url), histories())
    show({"ok": not faults, "faults": faults})
    if faults:
        say("\n".join(faults))
        sys.exit(1)
