"""``varde door``: the keys of machines."""

from __future__ import annotations

from datetime import datetime

import rich_click as click

from varde.doors.models import DoorToken
from varde.doors.tokens import make_token, revoke, tokens
from varde.kernel.console import Console, say, show


@click.command(name="token")
@click.argument("part")
@click.argument("door")
@click.argument("enrolment", type=click.IntRange(1))
@click.option("--name", required=True, help="What the machine is called, as the access log has it.")
@click.option(
    "--days", type=click.IntRange(1, 730), default=90, show_default=True, help="How long the key opens the door."
)
@click.pass_obj
def door_token(console: Console, part: str, door: str, enrolment: int, name: str, days: int) -> None:
    """Make a key for one door and one enrolment. It is shown now and never again: only its hash is stored."""
    with console.platform().work() as work:
        token, secret = make_token(work, part, door, enrolment, name, days)
    show(_shown(token) | {"token": secret})
    say("The key is shown this once. Put it into the machine now.")


@click.command(name="list")
@click.option("--enrolment", type=click.IntRange(1), help="Only the keys of this enrolment.")
@click.pass_obj
def door_list(console: Console, enrolment: int | None) -> None:
    """Every key of a machine, also those that have ended."""
    with console.platform().work() as work:
        show([_shown(token) for token in tokens(work, enrolment)])


@click.command(name="revoke")
@click.argument("number", type=click.IntRange(1))
@click.pass_obj
def door_revoke(console: Console, number: int) -> None:
    """Make a key open nothing from now on."""
    with console.platform().work() as work:
        show(_shown(revoke(work, number)))


def _shown(token: DoorToken) -> dict[str, object]:
    return {
        "number": token.id,
        "door": f"{token.part}/{token.door}",
        "enrolment": token.enrolment_id,
        "name": token.name,
        "made_at": token.made_at.isoformat(),
        "ends_at": token.ends_at.isoformat(),
        "revoked_at": _moment(token.revoked_at),
        "last_used_at": _moment(token.last_used_at),
        "last_from": token.last_from or None,
        "used_from_two_places_at": _moment(token.elsewhere_at),
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
