"""``varde content``: the words of an organisation's steps as files, for whoever translates and reviews them."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

import rich_click as click

from varde.content.archive import editions_at
from varde.content.carrying import Editions, as_files, differences, judged, take_in_words, with_files
from varde.content.editing import PublishingPlan, editor_at_the_machine, standing_among
from varde.content.errors import ContentRefused
from varde.content.signing import StatementStanding, statements_at
from varde.content.texts import keys_of, shipped
from varde.content.values import StepEdition, StepKey
from varde.content.word_files import WordFile, read_folder
from varde.content.written import written_of
from varde.identity.models import Organisation
from varde.identity.service import organisation_by_key
from varde.kernel.console import Console, refuse, say, show
from varde.kernel.dates import as_date
from varde.kernel.errors import BadUsage
from varde.kernel.work import Work
from varde.programmes.values import Programme

of_organisation = click.option("--organisation", required=True, metavar="KEY", help="Whose words.")
of_programme = click.option("--programme", metavar="KEY", help="Only this programme.")
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group(name="content")
def content_group() -> None:
    """The words of steps at an organisation: written out, compared, and taken in as versions that wait for approval."""


@content_group.command(name="export")
@click.argument("folder", type=FOLDER)
@of_organisation
@of_programme
@click.option("--replace", is_flag=True, help="Write over the files that are there.")
@click.pass_obj
def export_command(console: Console, folder: Path, organisation: str, programme: str | None, replace: bool) -> None:
    """Write what whoever begins reads today into FOLDER, a Markdown file for each step and language.

    ``varde content import`` takes them in again, and a plugin can ship them as they are.
    """
    with console.platform().work() as work:
        place = organisation_by_key(work, organisation)
        written = list(as_files(standing_among(work, place.id, keys_of(_programmes(work, programme)))))
    if not replace and (there := [path for path, _ in written if (folder / path).exists()]):
        raise BadUsage(f"{folder / there[0]} is there already: write into an empty folder, or --replace what is there.")
    try:
        for path, source in written:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(source, encoding="utf-8")
    except OSError as fault:
        raise BadUsage(f"{folder} cannot be written: {fault.strerror or fault}.") from None
    show({"organisation": organisation, "folder": str(folder), "files": len(written)})


@content_group.command(name="diff")
@click.argument("folder", type=FOLDER, required=False)
@of_organisation
@of_programme
@click.option("--step", metavar="PROGRAMME/MODULE/STEP", help="Only this step.")
@click.option("--version", type=click.IntRange(1), help="What this version of the step says, instead of what stands.")
@click.pass_obj
def diff_command(
    console: Console,
    folder: Path | None,
    organisation: str,
    programme: str | None,
    step: str | None,
    version: int | None,
) -> None:
    """What an organisation says otherwise than the plugins, as a unified diff; or what an import of FOLDER would change."""
    if version is not None and (step is None or folder is not None):
        raise BadUsage("--version is of one step: say which with --step, and no folder.")
    files = _files(folder) if folder else []
    with console.platform().work() as work:
        place = organisation_by_key(work, organisation)
        keys = [_key(work, step)] if step else keys_of(_programmes(work, programme))
        standing: Editions = standing_among(work, place.id, keys)
        if folder is not None:
            after = with_files(standing, files)
            before: Editions = {key: standing[key] for key in after}
        else:
            before = {key: edition for key in keys if (edition := shipped(work.catalogue, key)) is not None}
            after = {keys[0]: _version(work, place, keys[0], version)} if version is not None else dict(standing)
        lines = list(differences(before, after))
    for line in lines:
        click.echo(line)
    if not lines:
        say("Nothing differs.")


@content_group.command(name="import")
@click.argument("folder", type=FOLDER)
@of_organisation
@click.option(
    "--from", "from_day", metavar="DATE", help="The day from which the words hold, as 2026-12-01; else today."
)
@click.option("--note", default="", metavar="WORDS", help="What is changed, for whoever approves.")
@click.option("--dry-run", is_flag=True, help="Check everything and store nothing.")
@click.pass_obj
def import_command(
    console: Console, folder: Path, organisation: str, from_day: str | None, note: str, dry_run: bool
) -> None:
    """Take in the files of FOLDER: each step that says something else gets a version that waits for approval.

    What no file changes stays as it is, and the same words once more change nothing. Exit 2 with a sentence for each fault, with
    the file and the line, when anything is wrong; then nothing is stored.
    """
    files = _files(folder)
    with console.platform().work() as work:
        place = organisation_by_key(work, organisation)
        steps, faults = judged(work, place, files)
        numbers = list[int]()
        if not faults and not dry_run:
            try:
                plan = PublishingPlan(_day(from_day, work.today))
                numbers = take_in_words(work, editor_at_the_machine(), place, steps, plan, note.strip())
            except ContentRefused as refused:
                raise BadUsage(*refused.each("en")) from None
    if faults:
        refuse([f"{folder}/{fault}" for fault in faults])
    shown: list[dict[str, Any]] = [
        {"step": str(step.key), "languages": list(step.languages), "version": number}
        for step, number in zip_longest(steps, numbers)
    ]
    show({"organisation": organisation, "steps": shown, "stored": bool(numbers)})
    if not steps:
        say("Nothing differs from what is shown.")


@content_group.command(name="statements")
@of_organisation
@of_programme
@click.option("--unsigned", is_flag=True, help="Only those that nobody has signed in the words that stand.")
@click.pass_obj
def statements_command(console: Console, organisation: str, programme: str | None, unsigned: bool) -> None:
    """List what the programmes state, where a patient reads it, and who has signed it at an organisation.

    They are signed at ``/innhold``, by somebody who is known.
    """
    with console.platform().work() as work:
        place = organisation_by_key(work, organisation)
        standing = statements_at(work, place, _programmes(work, programme))
        lines = [_statement(each) for each in standing if not unsigned or each.signature is None]
        waiting = sum(1 for each in standing if each.signature is None)
    show({"organisation": organisation, "unsigned": waiting, "statements": lines})


def _statement(standing: StatementStanding) -> dict[str, Any]:
    signature, statement = standing.signature, standing.statement
    return {
        "statement": statement.key,
        "step": str(statement.step),
        "says": statement.says.en,
        "ground": statement.ground.en,
        "digest": standing.digest,
        "signed_by": signature.by_name if signature else None,
        "signed_at": signature.at.isoformat() if signature else None,
    }


def _programmes(work: Work, programme: str | None) -> list[Programme]:
    known = work.catalogue.all(Programme)
    if programme is not None and programme not in known:
        raise BadUsage(f"There is no programme {programme}: choose one of {', '.join(sorted(known))}.")
    return [each for key, each in known.items() if programme in (None, key)]


def _key(work: Work, step: str) -> StepKey:
    parts = step.split("/")
    key = StepKey(*parts) if len(parts) == 3 else None
    if key is None or shipped(work.catalogue, key) is None:
        raise BadUsage(f"There is no step {step}: write it as programme/module/step, as in the folders of an export.")
    return key


def _version(work: Work, place: Organisation, key: StepKey, number: int) -> StepEdition:
    lines = written_of(work, place.id, key).lines
    digest = next((line.version.edition for line in lines if line.version.number == number), None)
    if digest is None:
        raise BadUsage(f"{place.key} has no version {number} of {key}.")
    return editions_at(work, [digest])[digest]


def _files(folder: Path) -> list[WordFile]:
    try:
        files, faults = read_folder(folder)
    except OSError as fault:
        raise BadUsage(f"{folder} cannot be read: {fault.strerror or fault}.") from None
    if faults:
        refuse([f"{folder}/{fault}" for fault in faults])
    return files


def _day(written: str | None, today: date) -> date:
    if written is None:
        return today
    day = as_date(written)
    if day is None:
        raise BadUsage(f"--from {written} is no day: write it as 2026-12-01.")
    return day
