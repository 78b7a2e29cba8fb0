"""``varde screen``: whether a programme is for somebody."""

from __future__ import annotations

import rich_click as click

from varde.kernel.console import Console, show
from varde.kernel.errors import BadInput
from varde.kernel.json_input import as_object, read_object
from varde.programmes.values import Programme
from varde.referrals.screening import screen
from varde.rules.language import check_facts


@click.command(name="screen")
@click.argument("programme")
@click.argument("file", required=False)
@click.option("--settings", "settings_json", default="{}", help="The organisation's settings, as a JSON object.")
@click.option("--language", type=click.Choice(["nb", "nn", "en"]), default="nb", help="The language of the sentences.")
@click.pass_obj
def screen_command(console: Console, programme: str, file: str | None, settings_json: str, language: str) -> None:
    """Screen one person: a JSON object of facts on stdin or in FILE."""
    declared = console.catalogue().one(Programme, programme.lower())
    settings = as_object(settings_json, "--settings", "settings by name")
    facts = read_object(file, "facts")
    faults = check_facts(declared.eligibility, facts)
    if faults:
        raise BadInput(*faults)
    show(screen(declared, facts, settings, language).as_json())
