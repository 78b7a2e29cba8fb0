"""The forms of a patient's appointments, and of calling her in from an alert, as staff fill them in by hand."""

from __future__ import annotations

from .forms_of_groups import Filled

HERS = "/pasient/{enrolment}/timer"
ALERTS = "/pasient/{sample}/varsler"
CALL = ALERTS + "/{silent}/innkalling"
ROW, RECORD = HERS + "/rekke", HERS + "/{met}/referat"


def filled_in_with_times(words: str) -> dict[str, Filled]:
    """Who, on which page, sent to where, what is typed, and what of it is looked for."""
    looked = ROW + "?kind=phone&day=2026-09-25&clock=10.00&number=3"
    times = {"take-0": "1", "day-1": "2026-10-05", "clock-1": "11.00"}
    moved = {"day": "2026-09-25", "clock": "10.00"}
    called = {"way": "video", "day": "2026-10-05", "clock": "11.00"}
    return {
        "alerts.call_in": ("maren", ALERTS, CALL, called, "2026-10-05"),
        "alerts.say_outcome": ("maren", ALERTS, CALL + "/utfall", {"outcome": "declined", "agreed": words}, words),
        "timebook.move": ("maren", HERS, HERS + "/{booked}/flytt", moved, "2026-09-25"),
        "timebook.keep_record": ("maren", RECORD, RECORD, {"risk": words}, words),
        "timebook.book_row": ("maren", looked, ROW + "/sett-opp", times, "2026-10-05"),
    }
