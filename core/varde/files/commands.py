"""``varde files``: whether the store and the rows agree."""

from __future__ import annotations

import sys
from dataclasses import asdict

import rich_click as click

from varde.files.collecting import compare, remove_orphans
from varde.files.errors import NoFilesHere, StoreDown
from varde.kernel.console import Console, say, show
from varde.kernel.errors import BadUsage


@click.command(name="check")
@click.option("--remove-orphans", "remove", is_flag=True, help="Remove the blobs that nothing speaks of.")
@click.pass_obj
def files_check(console: Console, remove: bool) -> None:
    """Hold every file against the store, and every blob in the store against the files. Exit 1 when they disagree.

    A file without its whole blob (dangling) cannot be read: put the store back from its copy. A blob without a file (an orphan)
    is there when the database was put back from a copy, or the setting names another installation's store: look before you
    remove.
    """
    platform = console.platform()
    try:
        compared = compare(platform)
        if remove and compared.orphans:
            remove_orphans(platform, compared.orphans)
    except NoFilesHere:
        raise BadUsage("VARDE_FILES is not set, so there are no files.") from None
    except StoreDown:
        raise BadUsage("The store of files does not answer.") from None
    show(asdict(compared))
    if compared.dangling:
        say(f"{len(compared.dangling)} files cannot be read: the store does not have them whole.")
    if compared.orphans:
        say(f"{len(compared.orphans)} blobs belong to no file{' and were removed' if remove else ''}.")
    if compared.dangling or (compared.orphans and not remove):
        sys.exit(1)
