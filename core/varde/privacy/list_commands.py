"""``varde privacy retention``: what would go by rule. ``erasure-list`` and ``erase-again``: who was erased stays so when an older
backup is restored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import rich_click as click
from sqlalchemy import select

from varde.identity.models import Organisation
from varde.identity.service import organisation_by_key, under
from varde.kernel.console import Console, say, show
from varde.kernel.errors import BadUsage
from varde.privacy.certificates import as_document
from varde.privacy.erasure_list import erase_again, lines_of, read_file
from varde.privacy.erasure_models import ErasedPerson
from varde.privacy.keeping import first_of_january, going


@click.command(name="retention")
@click.option("--organisation", default="", help="The key of an organisation; it and those below. All when left out.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="A day; the next first of January when left out.")
@click.pass_obj
def privacy_retention(console: Console, organisation: str, day: datetime | None) -> None:
    """What would go on a day by the periods that organisations have set, and what is kept by a legal hold.

    Nothing is erased.
    """
    with console.platform().work() as work:
        on = day.date() if day else first_of_january(work.today)
        everywhere = work.session.scalars(select(Organisation.id)).all()
        places = under(work, [organisation_by_key(work, organisation).id]) if organisation else everywhere
        lines = [
            {"rule": each.rule.key, "people": len(each.people), "on_hold": each.on_hold}
            for each in going(work, places, on)
        ]
    show({"on": on.isoformat(), "rules": lines})


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
    """Erase whoever of the erasure list is here again, after an older backup was restored.

    Again is once. Nothing stands in the way of it: it was decided before. The list is a file with one line of JSON to each.
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
