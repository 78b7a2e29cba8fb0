"""``varde admin staff present``, ``away`` and ``back``: the weekdays of somebody of the staff, and her absences."""

from __future__ import annotations

import rich_click as click

from varde.identity.service import organisation_by_key
from varde.kernel.console import Console, show
from varde.setup.changes import at_the_machine
from varde.setup.commands import PLACE
from varde.setup.held import staff_member
from varde.setup.presence import absence_on, set_absence, set_presence, shown_of_presence, take_absence_back
from varde.setup.reading import read_day, read_days_present
from varde.staffing.models import REASONS
from varde.staffing.service import presence_of

_PERSON = click.argument("person", type=int)
_SUBSTITUTE = click.option(
    "--substitute", type=int, default=None, help="The number of who answers; the clinic's queue when it is left out."
)
_FIRST = click.argument("first")


@click.command(name="present")
@PLACE
@_PERSON
@click.option("--days", required=True, metavar="1-4", help="The weekdays she is there, from 1 (Monday) to 5.")
@_SUBSTITUTE
@click.pass_obj
def staff_present(console: Console, organisation: str, person: int, days: str, substitute: int | None) -> None:
    """Say which weekdays somebody is there, and who answers on the others."""
    weekdays = read_days_present(days)
    with console.platform().work() as work:
        place, editor = organisation_by_key(work, organisation), at_the_machine()
        whom = staff_member(work, editor, person)
        changed = set_presence(work, editor, place, whom, weekdays, substitute)
        said = shown_of_presence(presence_of(work, [person]).get(person))
    show({"person": person, **said, "changed": changed})


@click.command(name="away")
@PLACE
@_PERSON
@_FIRST
@click.argument("last")
@click.option("--reason", type=click.Choice(REASONS), required=True, help="For heads alone.")
@_SUBSTITUTE
@click.pass_obj
def staff_away(
    console: Console, organisation: str, person: int, first: str, last: str, reason: str, substitute: int | None
) -> None:
    """Say that somebody is away from one day to another, both included. Her appointments stay as they are: the page has them."""
    days = read_day(first), read_day(last)
    with console.platform().work() as work:
        place, editor = organisation_by_key(work, organisation), at_the_machine()
        whom = staff_member(work, editor, person)
        set_absence(work, editor, place, whom, days, reason, substitute)
    begins, ends = (day.isoformat() for day in days)
    show({"person": person, "first": begins, "last": ends, "substitute": substitute})


@click.command(name="back")
@PLACE
@_PERSON
@_FIRST
@click.pass_obj
def staff_back(console: Console, organisation: str, person: int, first: str) -> None:
    """Take back the absence that begins on this day."""
    day = read_day(first)
    with console.platform().work() as work:
        place, editor = organisation_by_key(work, organisation), at_the_machine()
        take_absence_back(work, editor, place, absence_on(work, staff_member(work, editor, person), day))
    show({"person": person, "first": day.isoformat(), "away": False})
