"""``varde admin``: what an organisation must have said before patients come, and whoever leaves the staff."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import rich_click as click

from varde.identity.leaving import end_roles, roles_at
from varde.identity.service import organisation_by_key, set_crisis_text
from varde.kernel.console import Console, show


@click.command(name="crisis-text")
@click.argument("organisation")
@click.option("--nb", required=True, help="The text in bokmål.")
@click.option("--nn", required=True, help="The text in nynorsk.")
@click.option("--en", required=True, help="The text in English.")
@click.pass_obj
def crisis_text(console: Console, organisation: str, nb: str, nn: str, en: str) -> None:
    """Set what a patient in danger is told, for the organisation and those under it that have no text of their own.

    The numbers 113, 116 117 and 116 123 are always shown beside it. A programme that asks about safety opens only where
    there is a text in all three languages.
    """
    with console.platform().work() as work:
        place = organisation_by_key(work, organisation)
        set_crisis_text(place, {"nb": nb, "nn": nn, "en": en})
    show({"organisation": organisation, "languages": ["nb", "nn", "en"]})


@click.command(name="roles")
@click.argument("organisation")
@click.pass_obj
def roles(console: Console, organisation: str) -> None:
    """Who holds which staff role today at an organisation and under it, with the number that ending one takes."""
    with console.platform().work() as work:
        held = roles_at(work, organisation)
    show([row._asdict() | {"ends_at": row.ends_at.isoformat() if row.ends_at else None} for row in held])


@click.command(name="end-roles")
@click.argument("person", type=int)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The last day she has them; now, when it is not said.")
@click.pass_obj
def end_roles_command(console: Console, person: int, on: datetime | None) -> None:
    """End every staff role of a person: now, which signs her out too, or after the last day.

    From that moment the clock has everything she answers for in the clinic's queue.
    """
    with console.platform().work() as work:
        last = datetime.combine(on + timedelta(days=1), time(0), tzinfo=work.zone) if on else work.now
        ended = end_roles(work, person, last.astimezone(UTC))
    show({"person": person, "roles": ended, "ends_at": last.astimezone(UTC).isoformat()})
