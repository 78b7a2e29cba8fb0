"""``varde admin import`` and ``export``: a whole trust in one file."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from varde.identity.models import Organisation
from varde.kernel.console import Console, read_bytes, refuse, show
from varde.kernel.errors import BadUsage
from varde.kernel.work import Work
from varde.setup.changes import at_the_machine
from varde.setup.document import NotToml, TrustDocument, read_document
from varde.setup.exporting import export_trust
from varde.setup.importing import take_in
from varde.setup.models import SetUpChange


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--apply", is_flag=True, help="Store it. Without, the difference is shown and nothing is stored.")
@click.pass_obj
def import_command(console: Console, file: Path, apply: bool) -> None:
    """Set up a whole trust from a TOML file: shows the difference, or stores it with ``--apply``.

    Every fault is listed at once with its line, and then nothing is stored. What the file does not name stays as it is, so a second
    run changes nothing.
    """
    document = _read(file)
    with console.platform().work() as work:
        savepoint = work.session.begin_nested()
        outcome = take_in(work, at_the_machine(), document)
        changes = [_shown(work, each) for each in outcome.changes]
        if outcome.faults or not apply:
            savepoint.rollback()
        else:
            savepoint.commit()
    if outcome.faults:
        refuse([f"{file}, line {line}: {sentence}" for line, sentence in outcome.faults])
    show({"changes": changes, "stored": apply and bool(changes)})


def _read(file: Path) -> TrustDocument:
    try:
        return read_document(read_bytes(file).decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise BadUsage(f"{file} is not UTF-8: byte {fault.start} cannot be read.") from None
    except NotToml as fault:
        raise BadUsage(f"{file} is not TOML: {fault}.") from None


def _shown(work: Work, change: SetUpChange) -> dict[str, object]:
    organisation = work.session.get_one(Organisation, change.organisation_id)
    return {
        "organisation": organisation.key,
        "person": change.person_id,
        "subject": change.subject,
        "name": change.name,
        "before": change.before,
        "after": change.after,
    }


@click.command(name="export")
@click.option("--identity-numbers", is_flag=True, help="With the national identity numbers of the staff.")
@click.pass_obj
def export_command(console: Console, identity_numbers: bool) -> None:
    """Write everything that is set up as TOML, which ``varde admin import`` takes in again.

    Without identity numbers somebody is known by her number in this installation.
    """
    with console.platform().work() as work:
        written = export_trust(work, at_the_machine(), identity_numbers=identity_numbers)
    click.echo(written, nl=False)
