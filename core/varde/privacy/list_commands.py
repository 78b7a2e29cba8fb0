"""``varde privacy erasure-list`` and ``erase-again``: who was erased stays so when an older backup is restored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import rich_click as click
from sqlalchemy import select

from varde.kernel.console import Console, say, show
from varde.kernel.errors import BadUsage
from varde.privacy.certificates import as_document
from varde.privacy.erasure_list import erase_again, lines_of, read_file
from varde.privacy.erasure_models import ErasedPerson


@click.command(name="erasure-list")
@click.pass_obj
def privacy_erasure_list(console: Console) -> None:
    """Everybody who was erased, as keyed digests without a name, to be kept where no backup brings them back."""
    with console.platform().work() as work:
        rows = work.session.scalars(select(ErasedPerson).order_by(ErasedPerson.at, ErasedPerson.digest)).all()
        lines = lines_of(rows)
    show([json.loads(line) for line in lines.splitlines()])


@click.command(name="erase-again")
@click.option(
    "--list", "files", multiple=True, type=Path, help="A list that was kept elsewhere; else that of the settings."
)
@click.pass_obj
def privacy_erase_again(console: Console, files: Sequence[Path]) -> None:
    """Erase whoever of the erasure list is here again, after an older backup was restored. Again is once.

    Nothing stands in the way of it: it was decided before. The list is a file with one line of JSON to each.
    """
    platform = console.platform()
    place = platform.settings.erasure_list
    lists = files or ([Path(place)] if place else [])
    if not lists:
        raise BadUsage("VARDE_ERASURE_LIST is not set: give the list with --list FILE.")
    for file in lists:
        if not file.is_file():
            raise BadUsage(f"There is no erasure list {file}.")
    erased = {digest: at for file in lists for digest, at in read_file(file).items()}
    with platform.work() as work:
        certificate = erase_again(work, erased)
        document = as_document(certificate) if certificate else None
        people = certificate.people if certificate else 0
    show({"listed": len(erased), "erased_again": people, "certificate": document})
    say("Nobody of the list was here again." if not people else f"{people} were erased again.")
