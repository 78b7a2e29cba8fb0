"""``varde instruments``: what is installed."""

from __future__ import annotations

import rich_click as click

from varde.instruments.values import Instrument
from varde.kernel.console import Console, show


@click.group(name="instruments", invoke_without_command=True)
@click.pass_context
def instruments_group(context: click.Context) -> None:
    """The instruments that are installed."""
    if context.invoked_subcommand is not None:
        return
    console: Console = context.obj
    show(
        [
            {
                "key": instrument.key,
                "title": instrument.title.en or instrument.title.nb,
                "version": instrument.version,
                "items": len(instrument.items),
                "kind": instrument.kind,
                "licence": instrument.licence.mark,
            }
            for instrument in console.catalogue().all(Instrument).values()
        ]
    )
