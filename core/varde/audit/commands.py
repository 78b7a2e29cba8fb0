"""``varde admin verify-access-log``."""

from __future__ import annotations

import sys

import rich_click as click

from varde.audit.service import verify
from varde.kernel.console import Console, say, show


@click.command(name="verify-access-log")
@click.pass_obj
def verify_access_log(console: Console) -> None:
    """Check the chain of the access log. Exit 1 when it does not hold."""
    with console.platform().work() as work:
        broken = verify(work)
    show({"ok": broken is None})
    if broken:
        say(broken)
        sys.exit(1)
