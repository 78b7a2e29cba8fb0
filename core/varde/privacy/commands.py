"""``varde privacy``: what is held about people."""

from __future__ import annotations

import sys
from dataclasses import asdict

import rich_click as click

from varde.audit.service import record
from varde.audit.values import Access
from varde.identity.nin import InvalidNationalIdentityNumber, parse
from varde.identity.service import find_person, person_by_nin
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
@click.pass_obj
def privacy_export(console: Console, person: str) -> None:
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
    show({"person": person_id, "tables": [asdict(table) for table in tables]})


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
