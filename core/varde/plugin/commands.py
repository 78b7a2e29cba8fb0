"""The commands of plugin authors that are more than a question to the catalogue."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from varde.kernel.console import say, show
from varde.plugin.registry import installed
from varde.plugin.scaffold import new_plugin


@click.command(name="new")
@click.argument("name")
@click.option("--title", default="", help="What patients call the programme; NAME with a capital when left out.")
@click.option("--folder", type=click.Path(path_type=Path), help="Where to write it; a new folder NAME when left out.")
def plugin_new(name: str, title: str, folder: Path | None) -> None:
    """Write a working plugin with tests, to begin from. Needs no network."""
    where = folder or Path(name)
    written = new_plugin(name, title or name.capitalize(), where, installed())
    show({"plugin": name, "folder": str(where), "files": [str(file) for file in written]})
    say(f"Written to {where}. Try its tests: cd {where} && python -m pytest -q")
