"""``varde benefits export-cells``, ``import-cells`` and ``remove-cells``: trusts are put together without a patient's row."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from pathlib import Path

import rich_click as click

from varde.kernel.console import Console, read_bytes, say, show
from varde.kernel.errors import BadUsage
from varde.kernel.files import place_of_file, whole_file


@click.command(name="export-cells")
@click.argument("programme")
@click.option("--organisation", required=True, metavar="KEY", help="Where; everything under it counts too.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.pass_obj
def export_cells(console: Console, programme: str, organisation: str, out: Path) -> None:
    """Hand over the sums of a programme at an organisation, signed, with no few people in them.

    Months in which few started are put together with those after them, and what is still of few people is left out and named. The
    access log gets an entry. What is said as signed_by is how another installation knows the file as yours: let them have it
    another way than with the file.
    """
    from varde.benefits.pooling.file import written
    from varde.benefits.pooling.service import cells_to_hand_over

    place_of_file(out)
    with console.platform().work() as work:
        file = cells_to_hand_over(work, organisation, programme.lower())
        text, signed_by = written(file, work.vault), work.vault.signs_as
    with whole_file(out) as opened:
        opened.write(text)
    stretches = [f"{first}/{last}" for first, last in file.stretches]
    left_out = list(file.left_out)
    show(
        {"file": str(out), "signed_by": signed_by, "sums": len(file.sums), "stretches": stretches, "left_out": left_out}
    )


@click.command(name="import-cells")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--signed-by",
    required=True,
    metavar="HEX",
    help="The key of the installation that it is of, as they have told you.",
)
@click.option("--under", metavar="KEY", help="What a new organisation stands under here; without it, under nothing.")
@click.pass_obj
def import_cells(console: Console, file: Path, signed_by: str, under: str | None) -> None:
    """Let the sums that another installation has handed over stand here as a place of their own.

    The organisation is made when it is not here, and takes nobody in. A newer file of the same installation replaces the one
    before, and the same file twice is as once. The access log gets an entry.
    """
    from varde.benefits.pooling.file import read_content, read_signed
    from varde.benefits.pooling.service import take_in

    cells, signer = read_signed(read_bytes(file))
    if signer != signed_by.lower():
        raise BadUsage(f"The file is signed by {signer}, and not by the installation that --signed-by names.")
    read = read_content(cells)
    with console.platform().work() as work:
        result = take_in(work, read, cells, signer, under)
    show(asdict(result))


@click.command(name="remove-cells")
@click.argument("organisation")
@click.option("--programme", metavar="KEY", help="Of this programme alone; without it, of all that it has handed over.")
@click.option("--confirm", default="", help="What the look said, so that what is removed is what was seen.")
@click.pass_obj
def remove_cells(console: Console, organisation: str, programme: str | None, confirm: str) -> None:
    """Take away what an organisation of another installation has handed over; nothing is removed without --confirm.

    Every figure that it was part of is as if it had never come, and the organisation stays, empty. The access log gets an entry.
    """
    from varde.benefits.counting.roller import hold_cells
    from varde.benefits.pooling.service import handed_over_by, take_away

    with console.platform().work() as work:
        if confirm:
            hold_cells(work)
        stands = handed_over_by(work, organisation, programme and programme.lower())
        rows = [asdict(each) for each in stands]
        mark = hashlib.sha256(repr(rows).encode()).hexdigest()[:8]
        if confirm and confirm != mark:
            raise BadUsage("What would be removed is not what that --confirm saw: look again without it.")
        for each in stands if confirm else ():
            take_away(work, each.organisation, each.programme)
    shown: dict[str, object] = {"removed": bool(confirm), "cells": rows}
    show(shown if confirm else shown | {"confirm": mark})
    if not confirm:
        say("Nothing is removed. What is shown here goes when it is given as --confirm.")
