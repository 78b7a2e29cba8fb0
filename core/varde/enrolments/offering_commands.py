"""``varde admin``: what is offered where, and what is decided about it."""

from __future__ import annotations

import json
from dataclasses import asdict

import rich_click as click

from varde.enrolments.offerings import change_setting, close_offering, every_offering
from varde.kernel.console import Console, show

_PROGRAMME = click.option("--programme", default="", help="Of what the organisation offers; of itself when left out.")


@click.command(name="offerings")
@click.pass_obj
def offerings_command(console: Console) -> None:
    """What each organisation offers, whether it takes people in, and how many are in it."""
    with console.platform().work() as work:
        listed = [asdict(each) for each in every_offering(work)]
    show(listed)


@click.command(name="close-offering")
@click.argument("organisation")
@click.argument("programme")
@click.pass_obj
def close_offering_command(console: Console, organisation: str, programme: str) -> None:
    """Take nobody in to a programme at an organisation any more; for those who are in it everything goes on."""
    with console.platform().work() as work:
        close_offering(work, organisation, programme)
    show({"organisation": organisation, "programme": programme, "open": False})


@click.command(name="set")
@click.argument("organisation")
@click.argument("name")
@click.argument("value")
@_PROGRAMME
@click.pass_obj
def set_command(console: Console, organisation: str, name: str, value: str, programme: str) -> None:
    """Decide one setting of an organisation, or of a programme that it offers.

    A value is ``true``, ``3``, or a text as it is; ``varde admin settings`` lists them.
    """
    with console.platform().work() as work:
        before, now = change_setting(work, organisation, programme, name, _read(value))
    show({"organisation": organisation, "programme": programme, "name": name, "before": before, "now": now})


@click.command(name="unset")
@click.argument("organisation")
@click.argument("name")
@_PROGRAMME
@click.pass_obj
def unset_command(console: Console, organisation: str, name: str, programme: str) -> None:
    """Take back what was decided about one setting, so that its default holds."""
    with console.platform().work() as work:
        before, now = change_setting(work, organisation, programme, name, None, unset=True)
    show({"organisation": organisation, "programme": programme, "name": name, "before": before, "now": now})


def _read(value: str) -> object:
    """What was typed: JSON where it is, else a text."""
    try:
        return json.loads(value)
    except ValueError:
        return value
