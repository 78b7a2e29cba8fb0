"""``varde admin open-offering``: it stands above enrolments, because whoever opens a programme must have a crisis text for it."""

from __future__ import annotations

import rich_click as click

from varde.alerts.service import may_open
from varde.enrolments.offerings import open_offering
from varde.kernel.console import Console, show


@click.command(name="open-offering")
@click.argument("organisation")
@click.argument("programme")
@click.pass_obj
def open_offering_command(console: Console, organisation: str, programme: str) -> None:
    """Take people in to a programme at an organisation, from now on."""
    with console.platform().work() as work:
        offering = open_offering(work, organisation, programme)
        may_open(work, offering.organisation_id, programme)
    show({"organisation": organisation, "programme": programme, "open": True})
