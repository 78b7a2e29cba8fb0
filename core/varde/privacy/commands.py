"""``varde privacy``: what is held about people."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import rich_click as click

from varde.audit.service import record
from varde.audit.values import Access
from varde.files.personal import write_files
from varde.identity.nin import InvalidNationalIdentityNumber, parse
from varde.identity.service import find_person, numbers_of, person_by_nin
from varde.kernel.console import Console, show
from varde.kernel.errors import BadUsage
from varde.kernel.part import Part
from varde.kernel.work import Work
from varde.privacy.export import export_of
from varde.privacy.inventory import inventory


@click.command(name="tables")
@click.pass_obj
def privacy_tables(console: Console) -> None:
    """Whom each table is about, the way from it to the person, what it holds about her, and what becomes of it."""
    show([asdict(holding) for holding in inventory(console.catalogue().all(Part).values())])


@click.command(name="export")
@click.argument("person")
@click.option(
    "--files",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder that is made, and that her pictures and other files are written into.",
)
@click.pass_obj
def privacy_export(console: Console, person: str, files: Path | None) -> None:
    """Everything that is held about one person, as she may ask to be given it.

    It is noted in the access log, which she reads. PERSON is the number that the access log has, or - to read her identity
    number from standard input, so that it stays out of the history of the command line.
    """
    with console.platform().work() as work:
        person_id = _person(work, person)
        record(
            work,
            Access(
                None, "varde privacy export", "operator", None, "read", "export", "admin", "access_request", person_id
            ),
        )
        tables = export_of(work, person_id)
        shown: dict[str, object] = {"person": person_id, "tables": [asdict(table) for table in tables]}
        if files is not None:
            shown["files"] = write_files(work, numbers_of(work, person_id), _new_folder(files))
    show(shown)


def _new_folder(folder: Path) -> Path:
    """:raises BadUsage: it is there already, or cannot be made."""
    try:
        folder.mkdir(mode=0o700)
    except OSError as fault:
        raise BadUsage(f"The folder {folder} cannot be made: {fault.strerror}.") from None
    return folder


def _person(work: Work, named: str) -> int:
    """:raises BadUsage: there is nobody with this number."""
    if named == "-":
        try:
            known = person_by_nin(
                work, parse(sys.stdin.readline().strip(), allow_synthetic=work.settings.synthetic_ids)
            )
        except InvalidNationalIdentityNumber as fault:
            raise BadUsage(str(fault)) from None
    else:
        number = int(named) if named.isascii() and named.isdigit() and len(named) < 19 else 0
        known = find_person(work, number)
    if known is None:
        raise BadUsage("There is nobody with this number.")
    return known.joined_into_id or known.id
