"""Opening hours, closed days and rooms of a place."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from varde.kernel.dates import as_date
from varde.setup.errors import NoSuchSetUp
from varde.setup.places import RoomFacts, add_room, change_room, close_days, close_room, open_days, room_by_id, set_week
from varde.setup.reading import read_day, read_seats
from varde.web.admin.organisation import again, attempt, editor, place_of_page, to_page
from varde.web.shell import http
from varde.web.shell.confirming import confirm_first
from varde.web.shell.forms import typed
from varde.web.shell.pages import audience

bp = Blueprint("set_up_places", __name__, url_prefix="/oppsett/<key>")
bp.before_request(confirm_first)


@bp.post("/tider")
@audience("set_up")
def week(key: str) -> Any:
    """The opening hours of the whole week; a weekday with nothing in it is closed."""
    organisation, form = place_of_page(key), typed()
    hours = {
        day: (form.get(f"opens-{day}", ""), form.get(f"closes-{day}", ""))
        for day in range(7)
        if form.get(f"opens-{day}", "").strip() or form.get(f"closes-{day}", "").strip()
    }
    return attempt(
        lambda: set_week(http.work(), editor(), organisation, hours, seen=form.get("seen_hours")),
        f"opens-{min(hours, default=0)}",
        again(organisation),
        to_page(organisation, "tider"),
    )


@bp.post("/stengt")
@audience("set_up")
def closed(key: str) -> Any:
    """The days on which nobody is there."""
    organisation, form = place_of_page(key), typed()

    def deed() -> bool:
        first, last = read_day(form.get("first", "")), read_day(form.get("last", "") or form.get("first", ""))
        close_days(http.work(), editor(), organisation, first, last, form.get("why", ""))
        return True

    return attempt(deed, "first", again(organisation), to_page(organisation, "tider"))


@bp.post("/stengt/apne")
@audience("set_up")
def reopened(key: str) -> Any:
    """The days are not closed after all."""
    organisation = place_of_page(key)
    first = as_date(typed().get("closed", ""))
    if first is None:
        raise NoSuchSetUp(what=typed().get("closed", "")[:20])

    def deed() -> bool:
        open_days(http.work(), editor(), organisation, first)
        return True

    return attempt(deed, "first", again(organisation), to_page(organisation, "tider"))


def _facts(number: str = "") -> RoomFacts:
    form = typed()
    seats = read_seats(form.get(f"seats{number}", ""))
    return RoomFacts(form.get(f"room{number}", ""), seats, form.get(f"purpose{number}", ""))


@bp.post("/rom")
@audience("set_up")
def room(key: str) -> Any:
    """One more room."""
    organisation = place_of_page(key)

    def deed() -> bool:
        add_room(http.work(), editor(), organisation, _facts())
        return True

    return attempt(deed, "room", again(organisation), to_page(organisation, "rom"))


@bp.post("/rom/<int:room_id>")
@audience("set_up")
def room_changed(key: str, room_id: int) -> Any:
    """Another name, number of seats or use; or out of use."""
    work, organisation, form = http.work(), place_of_page(key), typed()
    row = room_by_id(work, organisation, room_id)

    def deed() -> bool:
        if form.get("gjor") == "steng":
            close_room(work, editor(), organisation, row)
            return True
        return change_room(work, editor(), organisation, row, _facts(f"-{room_id}"), seen=form.get("seen_room"))

    return attempt(deed, f"room-{room_id}", again(organisation), to_page(organisation, "rom"))
