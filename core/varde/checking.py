"""``varde plugin check``: everything that the start looks at, without a database."""

from __future__ import annotations

import os

import rich_click as click

from varde.kernel.console import show
from varde.kernel.part import Part
from varde.kernel.settings import rules_file
from varde.parts import CORE, build_catalogue, decided
from varde.platform import what_runs


@click.command(name="check")
def plugin_check() -> None:
    """Check every installed plugin: rules, modules, scoring, text. Exit 1 when anything is wrong."""
    parts = decided(build_catalogue(), rules_file(os.environ)).all(Part)
    what_runs(parts.values())
    show({"ok": True, "plugins": [key for key in parts if key not in CORE], "faults": []})
