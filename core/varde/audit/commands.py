"""``varde admin verify-access-log``."""

from __future__ import annotations

import sys

import rich_click as click

from varde.audit.standing import verify_and_note
from varde.kernel.console import Console, say, show


@click.command(name="verify-access-log")
@click.pass_obj
def verify_access_log(console: Console) -> None:
    """Check the chain of the access log, and keep what came of it. Exit 1 when it does not hold."""
    with console.platform().work() as work:
        broken_at = verify_and_note(work).broken_at
    show({"ok": broken_at is None})
    if broken_at is not None:
        say(f"The access log does not hold from link {broken_at}: an entry was changed or removed.")
        sys.exit(1)
