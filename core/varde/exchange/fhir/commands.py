"""``varde export`` and ``varde instruments export``: the command line's way out, as FHIR R4."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import rich_click as click

from varde.exchange.fhir.questionnaire_commands import instruments_group
from varde.exchange.fhir.questionnaires import questionnaire_of
from varde.instruments.values import Instrument
from varde.kernel.console import Console, show
from varde.kernel.errors import BadUsage
from varde.kernel.files import place_of_file, whole_file
from varde.kernel.words import LANGUAGES

# The tables take a second to import and a Questionnaire in our own words needs none, so the functions below import them.
__all__ = ["export_group", "instruments_group"]

DAY = click.DateTime(["%Y-%m-%d"])


@instruments_group.command(name="export")
@click.argument("instrument", required=False)
@click.option("--all", "everything", is_flag=True, help="Every instrument, each in a file of its own in --folder.")
@click.option(
    "--format",
    type=click.Choice(["fhir"]),
    default="fhir",
    show_default=True,
    expose_value=False,
    help="FHIR R4 (4.0.1), as JSON.",
)
@click.option("--language", type=click.Choice(LANGUAGES), default="nb", show_default=True)
@click.option("--organisation", metavar="KEY", help="In the official words that this organisation shows.")
@click.option("--folder", type=click.Path(path_type=Path), help="Where --all writes its files.")
@click.pass_obj
def export_instruments(
    console: Console,
    instrument: str | None,
    everything: bool,
    language: str,
    organisation: str | None,
    folder: Path | None,
) -> None:
    """Export an instrument as a FHIR Questionnaire on stdout, or all of them to a folder.

    The words are our own neutral ones; with --organisation, those of its wording packs. Only then is a database needed.
    """
    if (instrument is None) != everything:
        raise click.UsageError("Name one instrument, or say --all.")
    if (folder is not None) != everything:
        raise click.UsageError("--all and --folder go together.")
    catalogue = console.catalogue()
    chosen = [catalogue.one(Instrument, instrument.lower())] if instrument else [*catalogue.all(Instrument).values()]
    with _wording(console, organisation, language) as shown:
        questionnaires = [questionnaire_of(shown(each), language) for each in chosen]
    if folder is None:
        show(questionnaires[0])
        return
    _write(folder, questionnaires)
    show({"folder": str(folder), "instruments": [each.key for each in chosen]})


@contextmanager
def _wording(console: Console, organisation: str | None, language: str) -> Iterator[Callable[[Instrument], Instrument]]:
    """An instrument as it is shown by this organisation; as declared without one."""
    if organisation is None:
        yield lambda declared: declared
        return
    from varde.identity.service import organisation_by_key
    from varde.wording.service import shown_in

    with console.platform().work() as work:
        place = organisation_by_key(work, organisation).id
        yield lambda declared: shown_in(work, place, declared, language).instrument


def _write(folder: Path, questionnaires: list[dict[str, object]]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as fault:
        raise BadUsage(f"{folder} cannot be made: {getattr(fault, 'strerror', None) or fault}.") from None
    for questionnaire in questionnaires:
        with whole_file(folder / f"{questionnaire['id']}.json") as file:
            file.write(json.dumps(questionnaire, ensure_ascii=False, indent=2) + "\n")


@click.group(name="export")
def export_group() -> None:
    """Take out what was measured, for other systems."""


@export_group.command(name="responses")
@click.option("--organisation", required=True, metavar="KEY", help="Whose patients; everything under it counts too.")
@click.option("--programme", required=True, metavar="KEY", help="The programme they are in.")
@click.option("--instrument", metavar="KEY", help="Only responses to this instrument.")
@click.option("--from", "first", type=DAY, metavar="DATE", help="Only what was handed in on this day or later.")
@click.option("--to", "last", type=DAY, metavar="DATE", help="Only what was handed in on this day or earlier.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["fhir", "csv"]),
    default="fhir",
    show_default=True,
    help="FHIR R4 (4.0.1), one resource a line; or a table with a row for each answer.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.pass_obj
def export_responses(
    console: Console,
    organisation: str,
    programme: str,
    instrument: str | None,
    first: datetime | None,
    last: datetime | None,
    form: str,
    out: Path,
) -> None:
    """Export responses, without names or identity numbers: what varde import responses takes into another installation.

    In FHIR the file has a QuestionnaireResponse for everything that was handed in, and an Observation for its score. The access
    log gets an entry for the export before anything is read.
    """
    from varde.exchange.choosing import choose
    from varde.exchange.csv.exporting import write_answers
    from varde.exchange.fhir.exporting import write_responses

    # Nothing is entered in the log for a file that cannot be written.
    place_of_file(out)
    platform = console.platform()
    with platform.work() as work:
        choice = choose(
            work,
            organisation=organisation,
            programme=programme.lower(),
            instrument=instrument.lower() if instrument else None,
            first=first.date() if first else None,
            last=last.date() if last else None,
        )
    if form == "csv":
        written = write_answers(platform, choice, out)
        names = sorted(written.other_occasions)
        show({"file": str(out), "responses": written.responses, "other_occasions": names})
        return
    exported = write_responses(platform, choice, out)
    show({"file": str(out), "responses": exported.responses, "observations": exported.observations})


@export_group.command(name="measurements")
@click.option("--organisation", required=True, metavar="KEY", help="Whose patients; everything under it counts too.")
@click.option("--programme", required=True, metavar="KEY", help="The programme they are in.")
@click.option("--from", "first", type=DAY, metavar="DATE", help="Only what was measured on this day or later.")
@click.option("--to", "last", type=DAY, metavar="DATE", help="Only what was measured on this day or earlier.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.pass_obj
def export_measurements(
    console: Console, organisation: str, programme: str, first: datetime | None, last: datetime | None, out: Path
) -> None:
    """Export measurements as a table, without names or identity numbers: what varde import measurements takes in.

    The access log gets an entry for the export before anything is read.
    """
    from varde.exchange.choosing import choose
    from varde.exchange.csv.exporting_measurements import write_measurements

    # Nothing is entered in the log for a file that cannot be written.
    place_of_file(out)
    platform = console.platform()
    with platform.work() as work:
        choice = choose(
            work,
            organisation=organisation,
            programme=programme.lower(),
            first=first.date() if first else None,
            last=last.date() if last else None,
        )
    show({"file": str(out), "measurements": write_measurements(platform, choice, out)})
