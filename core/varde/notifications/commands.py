"""Messages from the command line, for whoever keeps Varde running: serial numbers and what machines answered."""

from __future__ import annotations

from typing import Any

import rich_click as click

from varde.kernel.console import Console, show
from varde.notifications.models import Delivery
from varde.notifications.operating import late_ids, listed, retry, stop
from varde.notifications.rules import STATES


@click.command(name="list")
@click.option("--state", type=click.Choice([*STATES, "late"]), help="Only these; late: due and not sent.")
@click.option("--most", type=click.IntRange(1, 1000), default=50, show_default=True)
@click.pass_obj
def list_messages(console: Console, state: str | None, most: int) -> None:
    """The newest messages, or those that are due and not sent: number, kind, channel, state, attempts and the last reason."""
    with console.platform().work() as work:
        show([_line(row) for row in listed(work, state, most)])


def _line(row: Delivery) -> dict[str, Any]:
    return {
        "number": row.id,
        "kind": row.notice,
        "channel": row.channel,
        "state": row.state,
        "attempts": row.attempts,
        "reason": row.reason,
        "planned_at": row.planned_at.isoformat(),
        "next_at": row.next_at.isoformat() if row.next_at else None,
    }


@click.command(name="retry")
@click.argument("numbers", type=int, nargs=-1)
@click.option("--late", is_flag=True, help="All that is due and not sent.")
@click.pass_obj
def retry_messages(console: Console, numbers: tuple[int, ...], *, late: bool) -> None:
    """Try messages again now. What has been sent never goes out again."""
    _needs_some(numbers, late=late)
    with console.platform().work() as work:
        ids = [*numbers, *(late_ids(work) if late else ())]
        show({"tried": retry(work, ids) if ids else 0})


@click.command(name="give-up")
@click.argument("numbers", type=int, nargs=-1)
@click.option("--late", is_flag=True, help="All that is due and not sent.")
@click.pass_obj
def give_up_messages(console: Console, numbers: tuple[int, ...], *, late: bool) -> None:
    """Stop trying messages. Whoever answers for each person is asked to ring."""
    _needs_some(numbers, late=late)
    with console.platform().work() as work:
        ids = [*numbers, *(late_ids(work) if late else ())]
        show({"given_up": stop(work, ids) if ids else 0})


def _needs_some(numbers: tuple[int, ...], *, late: bool) -> None:
    if not numbers and not late:
        raise click.UsageError("Give the numbers of the messages, or --late.")
