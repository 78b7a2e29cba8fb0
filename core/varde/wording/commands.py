"""``varde wording``: the command line's way in for the official words of instruments."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from varde.kernel.console import Console, read_bytes, refuse, say, show
from varde.kernel.errors import BadUsage
from varde.kernel.words import LANGUAGES
from varde.wording.loading import load_all, packs, retire
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
            loaded = load_all(
                work,
                from_file,
                organisation=organisation,
                licence=licence,
                instrument=instrument,
                language=language or "",
                version=version,
                dry_run=dry_run,
            )
    except BadUsage as fault:
        refuse([f"{file}: {sentence}" for sentence in fault.faults])
    show([pack.as_json() for pack in loaded] if len(from_file) > 1 else loaded[0].as_json())
    for pack in loaded:
        in_language = f" in {pack.language}" if len(loaded) > 1 else ""
        for text in pack.left_out:
            say(f"Left out{in_language}: {text}.")
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


@wording_group.command(name="retire")
@click.argument("instrument")
@click.option("--organisation", required=True, metavar="KEY", help="Whose pack it is.")
@click.option("--language", required=True, type=click.Choice(LANGUAGES), help="Its language.")
@click.pass_obj
def retire_pack(console: Console, instrument: str, organisation: str, language: str) -> None:
    """Stop showing a wording pack. Answers that were given with it keep its words."""
    try:
        with console.platform().work() as work:
            retired = retire(work, instrument, organisation, language)
    except BadUsage as fault:
        refuse(fault.faults, "Nothing was changed.")
    show({"instrument": instrument, "language": language, "organisation": organisation, "retired": retired})
