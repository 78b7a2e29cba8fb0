"""``varde score``: one response, or a CSV file of them."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click

from varde.instruments.context import check_context
from varde.instruments.rules import check_answers, score
from varde.instruments.values import Instrument
from varde.kernel.console import BAD, Console, say, show
from varde.kernel.errors import BadUsage
from varde.kernel.files import place_of_file
from varde.kernel.json_input import as_object, read_object
from varde.kernel.table_commands import table_options
from varde.kernel.tables import TableOptions


@click.command(name="score")
@click.argument("instrument")
@click.argument("file", required=False)
@click.option(
    "--context", "context_json", default="{}", help="What a rule needs besides the answers, as a JSON object."
)
@click.option("--csv", "table", type=click.Path(path_type=Path), help="A CSV file with a row for each response.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the scores of --csv are written, as CSV.")
@click.option(
    "--errors",
    type=click.Path(path_type=Path),
    help="Where answers that are not taken are listed; without it, the name of --out with .errors.csv.",
)
@table_options
@click.pass_obj
def score_command(
    console: Console,
    instrument: str,
    file: str | None,
    context_json: str,
    table: Path | None,
    out: Path | None,
    errors: Path | None,
    options: TableOptions,
) -> None:
    """Score one response, a JSON object of answers on stdin or in FILE; or many, the rows of a CSV file.

    The context may hold sex (female or male), age, agoraphobia, baseline_metres and position_coded; others are refused.

    With --csv, columns are named by item, an empty cell is a missing answer, “context.NAME” is what a rule needs
    besides the answers, and “id” is kept. A row with an answer its item does not take gets status invalid, its reason
    goes to --errors, and the exit status is 2; the other rows are scored all the same. Rows that share an id are all invalid.
    """
    scored = console.catalogue().one(Instrument, instrument.lower())
    context = as_object(context_json, "--context", "values by name")
    if faults := check_context(scored, context):
        raise BadUsage(*(f"--context: {fault}" for fault in faults))
    if table is not None:
        _score_table(scored, table, file, out, errors, context, options)
        return
    if out is not None or errors is not None or options != TableOptions():
        raise click.UsageError("--out, --errors and what is said about a table go with --csv.")
    answers = read_object(file, "answers by item")
    result = score(scored, answers, context)
    show(result.as_json())
    if result.status == "invalid":
        for fault in check_answers(scored, answers, "en"):
            say(fault.sentence)
        sys.exit(BAD)


def _score_table(
    instrument: Instrument,
    table: Path,
    file: str | None,
    out: Path | None,
    errors: Path | None,
    context: dict[str, object],
    options: TableOptions,
) -> None:
    from varde.scoring_many.file import score_file  # numpy is slow to import, and one response does without

    if file is not None or out is None:
        raise click.UsageError("--csv needs --out, and no FILE.")
    place_of_file(out)
    report = errors or out.with_suffix(".errors.csv")
    summary = score_file(instrument, table, out, report, context, options)
    show(summary.as_json())
    if summary.invalid:
        say(f"{summary.invalid} of {summary.rows} rows have answers that {instrument.key} does not take; see {report}.")
        sys.exit(BAD)
