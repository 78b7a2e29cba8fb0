"""``varde admin offering``, ``hours`` and ``room``: what is offered, when somebody is there, and where."""

from __future__ import annotations

from typing import Any

import rich_click as click

from varde.identity.service import organisation_by_key
from varde.kernel.console import Console, show
from varde.kernel.errors import BadUsage
from varde.scheduling.models import Room
from varde.setup.changes import at_the_machine
from varde.setup.commands import PLACE, SEEN, decided_options, read_decided
from varde.setup.offerings import Offers, change_offering, offer, offered, offers_at, shown_of
from varde.setup.places import (
    RoomFacts,
    add_room,
    change_room,
    close_days,
    close_room,
    closed_days_of,
    hours_of,
    open_days,
    room_named,
    rooms_of,
    set_week,
    shown_of_room,
)
from varde.setup.reading import read_day, read_seats
from varde.setup.rules import seen_of, weekdays_in

# --- offerings


@click.command(name="list")
@click.pass_obj
def offering_list(console: Console) -> None:
    """What each organisation offers, whether it takes people in, and how many are in it."""
    with console.platform().work() as work:
        listed = [_offering(each) for each in offers_at(work)]
    show(listed)


def _offering(each: Offers) -> dict[str, Any]:
    shown = shown_of(each.offering)
    return {
        "organisation": each.offering.organisation.key,
        "programme": each.offering.programme,
        **shown,
        "installed": each.installed,
        "ongoing": each.ongoing,
        "seen": seen_of(shown),
    }


_STATE = click.option("--state", default=None, help="open, waiting (taken in to a waiting list) or closed.")


@click.command(name="add")
@PLACE
@click.argument("programme")
@_STATE
@decided_options
@click.pass_obj
def offering_add(
    console: Console,
    organisation: str,
    programme: str,
    state: str | None,
    decided: tuple[str, ...],
    unset: tuple[str, ...],
) -> None:
    """Offer a programme at an organisation, from now on."""
    settings = read_decided(decided, unset)
    with console.platform().work() as work:
        place = organisation_by_key(work, organisation)
        row = offer(work, at_the_machine(), place, programme, state or "open", settings)
        said = {"organisation": organisation, "programme": programme, **shown_of(row)}
    show(said)


@click.command(name="change")
@PLACE
@click.argument("programme")
@_STATE
@decided_options
@SEEN
@click.pass_obj
def offering_change(
    console: Console,
    organisation: str,
    programme: str,
    state: str | None,
    decided: tuple[str, ...],
    unset: tuple[str, ...],
    seen: str | None,
) -> None:
    """Say whether an organisation takes people in to a programme, and decide its settings; ``varde admin settings`` lists them.

    A value is ``true``, ``3``, or a text as it is.
    """
    settings = read_decided(decided, unset)
    with console.platform().work() as work:
        place = organisation_by_key(work, organisation)
        row = offered(work, place, programme)
        changed = change_offering(work, at_the_machine(), place, row, state=state, decided=settings, seen=seen)
        said = {"organisation": organisation, "programme": programme, **shown_of(row), "changed": changed}
    show(said)


@click.command(name="close")
@PLACE
@click.argument("programme")
@SEEN
@click.pass_obj
def offering_close(console: Console, organisation: str, programme: str, seen: str | None) -> None:
    """Take nobody in to a programme at an organisation any more; for those who are in it everything goes on."""
    with console.platform().work() as work:
        place = organisation_by_key(work, organisation)
        row = offered(work, place, programme)
        changed = change_offering(work, at_the_machine(), place, row, state="closed", seen=seen)
        said = {"organisation": organisation, "programme": programme, **shown_of(row), "changed": changed}
    show(said)


# --- opening hours


@click.command(name="list")
@PLACE
@click.pass_obj
def hours_list(console: Console, organisation: str) -> None:
    """When an organisation is open, by weekday (1 is Monday), and the days it is closed beside the public holidays."""
    with console.platform().work() as work:
        place = organisation_by_key(work, organisation)
        week = hours_of(work, place.id)
        closed = [
            {"first": row.first_day.isoformat(), "last": row.last_day.isoformat(), "why": row.why}
            for row in closed_days_of(work, place.id)
        ]
    hours = {str(weekday + 1): list(times) for weekday, times in week.items()}
    show({"organisation": organisation, "hours": hours, "closed": closed, "seen": seen_of(week)})


@click.command(name="change")
@PLACE
@click.option(
    "--day", "days", multiple=True, metavar="1-4=08.00-15.30", help="Weekdays and hours; a weekday without is closed."
)
@SEEN
@click.pass_obj
def hours_change(console: Console, organisation: str, days: tuple[str, ...], seen: str | None) -> None:
    """Set the opening hours of the whole week."""
    week: dict[int, tuple[str, str]] = {}
    for written in days:
        named, sign, times = written.partition("=")
        opens, dash, closes = times.replace("–", "-").partition("-")
        weekdays = weekdays_in(named)
        if not sign or not dash or not weekdays:
            raise BadUsage(f"--day {written} must be weekdays and hours, such as 1-4=08.00-15.30.")
        if again := [day + 1 for day in weekdays if day in week]:
            raise BadUsage(f"--day {written}: weekday {again[0]} stands twice.")
        week |= dict.fromkeys(weekdays, (opens, closes))
    with console.platform().work() as work:
        place = organisation_by_key(work, organisation)
        changed = set_week(work, at_the_machine(), place, week, seen=seen)
        hours = {str(weekday + 1): list(times) for weekday, times in hours_of(work, place.id).items()}
    show({"organisation": organisation, "hours": hours, "changed": changed})


@click.command(name="add")
@PLACE
@click.argument("first")
@click.argument("last")
@click.argument("why")
@click.pass_obj
def hours_add(console: Console, organisation: str, first: str, last: str, why: str) -> None:
    """Say that an organisation is closed from one day to another, both included."""
    with console.platform().work() as work:
        place = organisation_by_key(work, organisation)
        row = close_days(work, at_the_machine(), place, read_day(first), read_day(last), why)
        said = {"organisation": organisation, "first": row.first_day.isoformat(), "last": row.last_day.isoformat()}
    show(said)


@click.command(name="close")
@PLACE
@click.argument("first")
@click.pass_obj
def hours_close(console: Console, organisation: str, first: str) -> None:
    """Take back that an organisation is closed from this day."""
    day = read_day(first)
    with console.platform().work() as work:
        open_days(work, at_the_machine(), organisation_by_key(work, organisation), day)
    show({"organisation": organisation, "first": day.isoformat(), "closed": False})


# --- rooms


@click.command(name="list")
@PLACE
@click.pass_obj
def room_list(console: Console, organisation: str) -> None:
    """The rooms of an organisation."""
    with console.platform().work() as work:
        listed = [_room(row) for row in rooms_of(work, organisation_by_key(work, organisation).id)]
    show(listed)


def _room(row: Room) -> dict[str, Any]:
    shown = shown_of_room(row)
    return {**shown, "seen": seen_of(shown)}


_SEATS = click.option("--seats", default=None, metavar="INTEGER", help="1 to 500; a room for video has none.")


@click.command(name="add")
@PLACE
@click.argument("name")
@click.option("--purpose", default="talks", show_default=True, help="talks, groups or video.")
@_SEATS
@click.pass_obj
def room_add(console: Console, organisation: str, name: str, purpose: str, seats: str | None) -> None:
    """Add a room, or a fixed room for video."""
    with console.platform().work() as work:
        facts = RoomFacts(name, read_seats(seats or ""), purpose)
        row = add_room(work, at_the_machine(), organisation_by_key(work, organisation), facts)
        said = {"organisation": organisation, **_room(row)}
    show(said)


@click.command(name="change")
@PLACE
@click.argument("name")
@click.option("--name", "other", default=None, help="Another name.")
@click.option("--purpose", default=None, help="talks, groups or video.")
@_SEATS
@SEEN
@click.pass_obj
def room_change(
    console: Console,
    organisation: str,
    name: str,
    other: str | None,
    purpose: str | None,
    seats: str | None,
    seen: str | None,
) -> None:
    """Change the name, the seats or the use of a room."""
    with console.platform().work() as work:
        place = organisation_by_key(work, organisation)
        row = room_named(work, place, name)
        purpose = purpose or row.purpose
        some = read_seats(seats or "")
        facts = RoomFacts(other or row.name, some if some is not None or purpose == "video" else row.seats, purpose)
        changed = change_room(work, at_the_machine(), place, row, facts, seen=seen)
        said = {"organisation": organisation, **_room(row), "changed": changed}
    show(said)


@click.command(name="close")
@PLACE
@click.argument("name")
@click.pass_obj
def room_close(console: Console, organisation: str, name: str) -> None:
    """Take a room out of use."""
    with console.platform().work() as work:
        place = organisation_by_key(work, organisation)
        row = room_named(work, place, name)
        close_room(work, at_the_machine(), place, row)
    show({"organisation": organisation, "name": row.name, "closed": True})
