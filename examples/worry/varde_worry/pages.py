"""The page where a patient chooses her worry time, and the panels that show it to her and to her therapist."""

from __future__ import annotations

import re

from varde.plugin import HOME, Faulty, Filled, Goes, Page, Panel, Visit
from varde.plugin.programmes import Text

TITLE = Text("Bekymringstiden din", "Urotida di", "Your worry time")
WRONG = Text(
    "Skriv et klokkeslett, for eksempel 17:30.",
    "Skriv eit klokkeslett, for eksempel 17:30.",
    "Write a time, such as 17:30.",
)
KEPT = Text("Bekymringstiden er lagret.", "Urotida er lagra.", "Your worry time is saved.")


def show(visit: Visit) -> Filled:
    """The form, with what she chose last."""
    return Filled("time.html", {"clock": _chosen(visit)})


def receive(visit: Visit) -> Goes | Faulty:
    """She has chosen a time."""
    from varde_worry.times import choose

    clock = visit.form.get("clock", "").strip().replace(".", ":")
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", clock):
        return Faulty({"clock": WRONG})
    assert visit.enrolment is not None
    choose(visit.work, visit.enrolment.id, clock)
    return Goes(HOME, KEPT)


def on_her_home(visit: Visit) -> Filled:
    """What she has chosen, and the way to the page."""
    return Filled("home.html", {"clock": _chosen(visit)})


def for_her_therapist(visit: Visit) -> Filled | None:
    """What she has chosen; nothing when she has not."""
    clock = _chosen(visit)
    return Filled("patient.html", {"clock": clock}) if clock else None


def _chosen(visit: Visit) -> str:
    from varde_worry.times import time_of

    assert visit.enrolment is not None
    return time_of(visit.work, visit.enrolment.id)


PAGES = (Page("time", TITLE, "patient", show, receive, of_enrolment=True, programme="worry", menu=TITLE, icon="clock"),)
PANELS = (
    Panel("worry.home", "home", TITLE, "patient", on_her_home, programme="worry"),
    Panel(
        "worry.patient",
        "patient",
        Text("Bekymringstid", "Urotid", "Worry time"),
        "therapist",
        for_her_therapist,
        "worry",
    ),
)
