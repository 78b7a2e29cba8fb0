"""``varde score``: one response."""

from __future__ import annotations

import sys

import rich_click as click

from varde.instruments.rules import check_answers, score
from varde.instruments.values import Instrument
from varde.kernel.console import BAD, Console, say, show
from varde.kernel.json_input import as_object, read_object


@click.command(name="score")
@click.argument("instrument")
@click.argument("file", required=False)
@click.option(
    "--context", "context_json", default="{}", help="What a rule needs besides the answers, as a JSON object."
)
@click.pass_obj
def score_command(console: Console, instrument: str, file: str | None, context_json: str) -> None:
    """Score one response: a JSON object of answers on stdin or in FILE."""
    found = console.catalogue().one(Instrument, instrument.lower())
    context = as_object(context_json, "--context", "values by name")
    answers = read_object(file, "answers by item")
    result = score(found, answers, context)
    show(result.as_json())
    if result.status == "invalid":
        for fault in check_answers(found, answers, "en"):
            say(fault.sentence)
        sys.exit(BAD)
