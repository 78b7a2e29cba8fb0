"""The forms of the caseload: a view that is kept, the same done for several, and the time that is spent on one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SEVERAL, TIME = "/arbeidsliste/flere", "/pasient/{enrolment}/tid"


def filled_in_on_the_list(words: str) -> Mapping[str, tuple[Any, ...]]:
    """By endpoint: on which page, where it is sent to, what is typed, and what is shown of it when that is not ``words``."""

    def several(deed: str, address: str, typed: Mapping[str, str]) -> tuple[Any, ...]:
        return f"{SEVERAL}?gjor={deed}&velg={{enrolment}}", f"{SEVERAL}/{address}", typed, words

    view = ("/arbeidsliste?hvorfor=inactive", "/arbeidsliste/visninger", {"name": "Mandagsdytt"}, "Mandagsdytt")
    booked = {"kind": "phone", "day": "2026-09-25", "clock": "10.00", "minutes": "45", "place": words}
    return {
        "caseload.save_view": view,
        "several.nudge": several("nudge", "hilsen", {"body": words}),
        "several.hand_over": several("hand_over", "videre", {"receiver": "{stranger}", "reason": words}),
        "several.book": several("book", "timer", booked),
        "time_spent.call": (TIME, TIME, {"day": "2026-09-21", "minutes": "12", "about": words}),
        "time_spent.correct": (TIME, TIME + "/{spent}", {"minutes": "20", "reason": words}),
    }
