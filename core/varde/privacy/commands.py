"""``varde privacy``: what is held about people."""

from __future__ import annotations

from dataclasses import asdict

import rich_click as click

from varde.kernel.console import Console, show
from varde.kernel.part import Part
from varde.privacy.inventory import inventory


@click.command(name="tables")
@click.pass_obj
def privacy_tables(console: Console) -> None:
    """Whom each table is about, the way from it to the person, and what it holds about her."""
    show([asdict(holding) for holding in inventory(console.catalogue().all(Part).values())])
