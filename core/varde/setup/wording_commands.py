"""``varde wording``: the command line's way in for the official words of instruments."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import rich_click as click

from varde.identity.models import Organisation
from varde.identity.service import organisation_by_key
from varde.kernel.console import Console, read_bytes, refuse, say, show
from varde.kernel.errors import BadUsage
from varde.kernel.words import LANGUAGES
from varde.kernel.work import Work
from varde.setup.changes import Editor, at_the_machine
from varde.setup.wordings import publish, stop_showing, take_back, wording_of
from varde.wording.loading import packs
from varde.wording.reading import read_packs


@click.group(name="wording")
def wording_group() -> None:
    """The official words of instruments, for organisations that may show them."""


@wording_group.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--organisation", required=True, metavar="KEY", help="Who may show these words, with those under it.")
@click.option("--licence", default="", metavar="NOTE", help="What right the organisation has to show them.")
@click.option("--instrument", default="", metavar="KEY", help="The instrument, when the file does not say.")
@click.option("--language", type=click.Choice(LANGUAGES), help="The language, when the file does not say.")
@click.option(
    "--version", default="", metavar="VERSION", help="The instrument's version, when the file has the publisher's."
)
@click.option("--dry-run", is_flag=True, help="Check everything and store nothing.")
@click.pass_obj
def import_pack(
    console: Console,
    file: Path,
    organisation: str,
    licence: str,
    instrument: str,
    language: str | None,
    version: str,
    dry_run: bool,
) -> None:
    """Load a wording pack: a TOML file, a FHIR R4 Questionnaire in JSON, or a Bundle of those.

    Of a Bundle, each Questionnaire is a pack in its own language, and --language takes only those in one. The same words a
    second time change nothing. Exit 2 with a sentence for each fault when anything is wrong.
    """
    platform = console.platform()
    try:
        raw = read_bytes(file)
    except BadUsage as fault:
        refuse(fault.faults)
    try:
        from_file = read_packs(raw)
        with platform.work() as work:
            loaded = publish(
                work,
                at_the_machine(),
                organisation,
                from_file,
                licence=licence,
                instrument=instrument,
                language=language or "",
                version=version,
                dry_run=dry_run,
            )
    except BadUsage as fault:
        refuse([f"{file}: {sentence}" for sentence in fault.faults])
    said = [pack.as_json(changes=dry_run) for pack in loaded]
    show(said if len(from_file) > 1 else said[0])
    for pack in loaded:
        in_language = f" in {pack.language}" if len(loaded) > 1 else ""
        for text in pack.left_out:
            say(f"Left out{in_language}: {text.to('en')}.")
        if pack.known:
            say(
                f"{organisation} shows these words{in_language} already, as version {pack.version}. Nothing was changed."
            )


@wording_group.command(name="list")
@click.option("--organisation", metavar="KEY", help="Only the packs of this organisation and those above it.")
@click.pass_obj
def list_packs(console: Console, organisation: str | None) -> None:
    """Every version of every wording pack."""
    with console.platform().work() as work:
        show(packs(work, organisation))


@wording_group.command(name="waiting")
@click.option("--organisation", required=True, metavar="KEY", help="Whose patients.")
@click.pass_obj
def list_waiting(console: Console, organisation: str) -> None:
    """The instruments that are asked at an organisation and below, and whose official wording belongs to others: which pack is
    shown in each language, and which languages wait for one."""
    with console.platform().work() as work:
        said = [
            {
                "instrument": line.instrument.key,
                "licence": line.instrument.licence.mark,
                "holder": line.instrument.licence.holder,
                "programmes": [programme.key for programme in line.programmes],
                "shown": {language: pack.version if pack else None for language, pack in line.shown.items()},
                "waits": list(line.waits),
            }
            for line in wording_of(work, organisation_by_key(work, organisation))
        ]
    show(said)


@wording_group.command(name="back")
@click.argument("instrument")
@click.option("--organisation", required=True, metavar="KEY", help="Whose pack it is.")
@click.option("--language", required=True, type=click.Choice(LANGUAGES), help="Its language.")
@click.pass_obj
def back(console: Console, instrument: str, organisation: str, language: str) -> None:
    """Show the version before the one that is shown. Answers that were given with it keep its words."""
    _take(console, "version", take_back, instrument, organisation, language)


@wording_group.command(name="retire")
@click.argument("instrument")
@click.option("--organisation", required=True, metavar="KEY", help="Whose pack it is.")
@click.option("--language", required=True, type=click.Choice(LANGUAGES), help="Its language.")
@click.pass_obj
def retire_pack(console: Console, instrument: str, organisation: str, language: str) -> None:
    """Stop showing a wording pack, every version of it. Answers that were given with it keep its words."""
    _take(console, "retired", stop_showing, instrument, organisation, language)


def _take(
    console: Console,
    outcome: str,
    deed: Callable[[Work, Editor, Organisation, str, str], int | None],
    instrument: str,
    organisation: str,
    language: str,
) -> None:
    try:
        with console.platform().work() as work:
            number = deed(work, at_the_machine(), organisation_by_key(work, organisation), instrument, language)
    except BadUsage as fault:
        refuse(fault.faults, "Nothing was changed.")
    show({"instrument": instrument, "language": language, "organisation": organisation, outcome: number})
