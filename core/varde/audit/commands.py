"""``varde admin verify-access-log`` and ``anchor-access-log``."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import rich_click as click

from varde.audit.anchors import disagreements, line_of, newest_anchor, read_anchors
from varde.audit.standing import verify_and_note
from varde.kernel.console import Console, read_bytes, say, show


@click.command(name="verify-access-log")
@click.option("--anchor", "files", multiple=True, type=Path, help="A file of anchors that was kept elsewhere.")
@click.pass_obj
def verify_access_log(console: Console, files: Sequence[Path]) -> None:
    """Check the chain of the access log, and the anchors kept of it. Exit 1 when it does not hold."""
    kept = {file: read_anchors(read_bytes(file).decode(errors="replace"), str(file)) for file in files}
    platform = console.platform()
    with platform.work() as work:
        faults = [fault for file, anchors in kept.items() for fault in disagreements(work, anchors, str(file))]
    with platform.work() as work:
        check = verify_and_note(work)
    if check.broken_at is not None:
        faults.insert(0, f"The access log does not hold from link {check.broken_at}: an entry was changed or removed.")
    show({"ok": not faults, "links": check.links, "anchors": sum(map(len, kept.values()))})
    for fault in faults:
        say(fault)
    if faults:
        sys.exit(1)


@click.command(name="anchor-access-log")
@click.pass_obj
def anchor_access_log(console: Console) -> None:
    """Print the newest link of the access log as an anchor, to be kept elsewhere. Exit 1 when there is no link yet."""
    with console.platform().work() as work:
        anchor = newest_anchor(work)
    if anchor is None:
        say("The access log has no link yet.")
        sys.exit(1)
    show(json.loads(line_of(anchor)))
