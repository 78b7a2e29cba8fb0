"""``varde programmes``: what is installed."""

from __future__ import annotations

import rich_click as click

from varde.kernel.console import Console, show
from varde.programmes.values import Programme


@click.command(name="programmes")
@click.pass_obj
def programmes_command(console: Console) -> None:
    """The programmes that are installed."""
    show(
        [
            {
                "key": programme.key,
                "title": programme.title.nb,
                "tracks": [track.key for track in programme.tracks],
                "modules": [module.key for module in programme.modules],
                "occasions": [occasion.key for occasion in programme.occasions],
            }
            for programme in console.catalogue().all(Programme).values()
        ]
    )
