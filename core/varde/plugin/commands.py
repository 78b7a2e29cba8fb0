"""``varde plugin``: what is installed, and a new one."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from varde.kernel.console import Console, say, show
from varde.plugin.registry import Plugin, installed
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


@click.command(name="list")
@click.pass_obj
def plugin_list(console: Console) -> None:
    """The plugins that are installed, and what each contributes."""
    show(
        [
            {
                "key": plugin.key,
                "distribution": plugin.distribution,
                "version": plugin.version,
                "programmes": list(plugin.programmes),
                "instruments": list(plugin.instruments),
                "measures": list(plugin.measures),
                "pages": [page.path for page in plugin.pages],
            }
            for plugin in console.catalogue().all(Plugin).values()
        ]
    )
