"""``varde import``: the command line's way in for what was measured elsewhere."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from varde.exchange.csv.importing import ImportReport, import_scores
from varde.exchange.csv.mapping import read_mapping
from varde.exchange.csv.response_import import import_responses
from varde.kernel.console import Console, read_bytes, refuse, show
from varde.kernel.errors import BadUsage


@click.group(name="import")
def import_group() -> None:
    """Bring in what was measured elsewhere."""


@import_group.command(name="scores")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--organisation", required=True, metavar="KEY", help="The organisation that treated these people.")
@click.option("--programme", required=True, metavar="KEY", help="The programme the scores belong to.")
@click.option(
    "--mapping", "mapping_file", required=True, type=click.Path(path_type=Path), help="What the columns are (TOML)."
)
@click.option("--dry-run", is_flag=True, help="Check everything and store nothing.")
@click.pass_obj
def scores(console: Console, file: Path, organisation: str, programme: str, mapping_file: Path, dry_run: bool) -> None:
    """Import total scores from a CSV file, all of it or nothing.

    A second run with the same file changes nothing. Exit 2 with a sentence for each fault when anything is wrong.
    """
    platform = console.platform()
    try:
        mapping = read_mapping(read_bytes(mapping_file))
        source = read_bytes(file)
    except BadUsage as fault:
        _show(ImportReport(dry_run=dry_run), len(fault.faults))
        refuse(fault.faults)
    with platform.work() as work:
        report = import_scores(work, source, mapping, organisation=organisation, programme=programme, dry_run=dry_run)
    _show(report, len(report.faults))
    if report.faults:
        refuse([str(fault) for fault in report.faults])


@import_group.command(name="responses")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--organisation", required=True, metavar="KEY", help="The organisation that treated these people.")
@click.option("--programme", required=True, metavar="KEY", help="The programme the answers belong to.")
@click.option("--dry-run", is_flag=True, help="Check everything and store nothing.")
@click.pass_obj
def responses(console: Console, file: Path, organisation: str, programme: str, dry_run: bool) -> None:
    """Import answers from a CSV file with a row for each, all of it or nothing.

    The columns are person, started, occasion, date, instrument, item and answer; version, track, ended and context.NAME
    (what scoring reads besides the answers, such as context.sex) when they are needed. Dates are written 2024-11-30, and an
    empty answer is a missing one. The responses are scored as the instruments are here. A second run with the same file
    changes nothing. Exit 2 with a sentence for each row that is wrong.
    """
    platform = console.platform()
    try:
        source = read_bytes(file)
    except BadUsage as fault:
        _show(ImportReport(dry_run=dry_run), len(fault.faults))
        refuse(fault.faults)
    with platform.work() as work:
        report = import_responses(work, source, organisation=organisation, programme=programme, dry_run=dry_run)
    _show(report, len(report.faults))
    if report.faults:
        refuse([str(fault) for fault in report.faults])


def _show(report: ImportReport, faults: int) -> None:
    show({**report.as_json(), "stored": report.stored and not faults, "faults": faults})
