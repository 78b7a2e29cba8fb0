"""``varde import``: the command line's way in for what was measured elsewhere."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from varde.exchange.csv.importing import ImportReport, import_scores
from varde.exchange.csv.mapping import read_mapping, with_options
from varde.exchange.csv.measurements import MeasurementReport, import_measurements
from varde.exchange.csv.response_import import import_responses
from varde.kernel.console import Console, read_bytes, refuse, show
from varde.kernel.errors import BadUsage
from varde.kernel.table_commands import table_options
from varde.kernel.tables import TableOptions

CORRECT = click.option(
    "--correct",
    default="",
    metavar="WHY",
    help="Let the file replace what an earlier run brought, as corrections that keep both; WHY is kept with each.",
)


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
@CORRECT
@table_options
@click.pass_obj
def scores(
    console: Console,
    file: Path,
    organisation: str,
    programme: str,
    mapping_file: Path,
    dry_run: bool,
    correct: str,
    options: TableOptions,
) -> None:
    """Import total scores from a CSV file, all of it or nothing.

    A second run with the same file changes nothing, and one that says something else than the first says what. Exit 2 with
    a sentence for each fault when anything is wrong.
    """
    platform = console.platform()
    try:
        mapping = with_options(read_mapping(read_bytes(mapping_file)), options)
        source = read_bytes(file)
        with platform.work() as work:
            report = import_scores(
                work, source, mapping, organisation=organisation, programme=programme, dry_run=dry_run, correct=correct
            )
    except BadUsage as fault:
        _show(ImportReport(dry_run=dry_run), len(fault.faults))
        refuse(fault.faults)
    _show(report, len(report.faults))
    if report.faults:
        refuse([str(fault) for fault in report.faults])


@import_group.command(name="responses")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "fhir"]),
    default="csv",
    show_default=True,
    help="A table, or the lines of FHIR that varde export writes.",
)
@click.option("--organisation", required=True, metavar="KEY", help="The organisation that treated these people.")
@click.option("--programme", required=True, metavar="KEY", help="The programme the answers belong to.")
@click.option(
    "--other-occasion",
    "other_occasions",
    multiple=True,
    metavar="NAME",
    help="An occasion of the file that is none of the programme's; may be repeated.",
)
@click.option("--dry-run", is_flag=True, help="Check everything and store nothing.")
@CORRECT
@table_options
@click.pass_obj
def responses(
    console: Console,
    file: Path,
    form: str,
    organisation: str,
    programme: str,
    other_occasions: tuple[str, ...],
    dry_run: bool,
    correct: str,
    options: TableOptions,
) -> None:
    """Import answers from a CSV file with a row for each, or from an export in FHIR, all of it or nothing.

    The columns are person, started, occasion, date, instrument, item and answer; version, track, ended, running, sex,
    age_band, arm and context.NAME (what scoring reads besides the answers, such as context.sex) when they are needed. Dates
    are written 2024-11-30 or 30.11.2024, and an empty answer is a missing one. The responses are scored as the instruments
    are here. A second run with the same file changes nothing. Exit 2 with a sentence for each row that is wrong.
    """
    platform = console.platform()
    try:
        source = read_bytes(file)
        with platform.work() as work:
            report = import_responses(
                work,
                source,
                organisation=organisation,
                programme=programme,
                options=options,
                fhir=form == "fhir",
                dry_run=dry_run,
                other_occasions=other_occasions,
                correct=correct,
            )
    except BadUsage as fault:
        _show(ImportReport(dry_run=dry_run), len(fault.faults))
        refuse(fault.faults)
    _show(report, len(report.faults))
    for danger in report.dangers:
        click.echo(danger, err=True)
    if report.faults:
        refuse([str(fault) for fault in report.faults])


@import_group.command(name="measurements")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--organisation", required=True, metavar="KEY", help="The organisation that treats these people.")
@click.option("--programme", required=True, metavar="KEY", help="The programme they are in.")
@click.option("--likely", is_flag=True, help="Numbers outside what is usual are right.")
@click.option("--dry-run", is_flag=True, help="Check everything and store nothing.")
@table_options
@click.pass_obj
def measurements(
    console: Console, file: Path, organisation: str, programme: str, likely: bool, dry_run: bool, options: TableOptions
) -> None:
    """Import measurements from a CSV file into enrolments that are under way, all of it or nothing.

    The columns are person (a national identity number, or the id that an earlier import knew her by), series, date, time and
    numbers, such as 390, 72,5 or 146/90. The newest of each person and series is judged as if it had just been entered, and
    what the others call for is said. A second run with the same file changes nothing. Exit 2 with a sentence for each row
    that is wrong.
    """
    platform = console.platform()
    try:
        source = read_bytes(file)
        with platform.work() as work:
            report = import_measurements(
                work,
                source,
                organisation=organisation,
                programme=programme,
                options=options,
                dry_run=dry_run,
                likely=likely,
            )
    except BadUsage as fault:
        show(MeasurementReport(dry_run=dry_run).as_json() | {"stored": False, "faults": len(fault.faults)})
        refuse(fault.faults)
    show(report.as_json())
    for danger in report.dangers:
        click.echo(danger, err=True)
    if report.faults:
        refuse([str(fault) for fault in report.faults])


def _show(report: ImportReport, faults: int) -> None:
    show({**report.as_json(), "stored": report.stored and not faults, "faults": faults})
