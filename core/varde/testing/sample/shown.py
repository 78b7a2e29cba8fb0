"""What the sample shows: a page where the patient says which kit she has and where it stands, and three panels about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from varde.plugin import HOME, Faulty, Filled, Goes, Page, Panel, Permission, Visit, shown_people
from varde.plugin.programmes import Text
from varde.testing.sample.programme import KEY

if TYPE_CHECKING:
    from varde.testing.sample.models import Kit

SERIAL = re.compile(r"[A-Z0-9]{4,20}")
LONGEST_PLACE = 60
WRONG_SERIAL = Text(
    "Nummeret har 4 til 20 store bokstaver og sifre. Det står under esken.",
    "Nummeret har 4 til 20 store bokstavar og siffer. Det står under eska.",
    "The number has 4 to 20 capital letters and digits. It stands under the box.",
)
HAVE_IT = Text(
    "Du har alt meldt fra om denne esken.", "Du har alt meldt frå om denne eska.", "You have told us of this box."
)
NO_PLACE = Text("Skriv hvor esken står.", "Skriv kvar eska står.", "Write where the box stands.")
LONG_PLACE = Text(
    f"Skriv stedet med høyst {LONGEST_PLACE} tegn.",
    f"Skriv staden med høgst {LONGEST_PLACE} teikn.",
    f"Write the place with at most {LONGEST_PLACE} characters.",
)
KEPT = Text(
    "Takk, nå vet vi hvor esken står.", "Takk, no veit vi kvar eska står.", "Thank you, we know where the box stands."
)


def box(visit: Visit) -> Filled:
    """Her boxes, and the form for one more."""
    return Filled("box.html", {"kits": _kits(visit), "longest": LONGEST_PLACE}, styles=("box.css",))


def have_box(visit: Visit) -> Goes | Faulty:
    """She says that she has one."""
    from varde.testing.sample.kits import lend

    assert visit.enrolment is not None
    serial, place = visit.form.get("serial", "").strip().upper(), visit.form.get("place", "").strip()
    faults = {}
    if not SERIAL.fullmatch(serial):
        faults["serial"] = WRONG_SERIAL
    elif serial in {kit.serial for kit in _kits(visit)}:
        faults["serial"] = HAVE_IT
    if not place or len(place) > LONGEST_PLACE:
        faults["place"] = LONG_PLACE if place else NO_PLACE
    if faults:
        return Faulty(faults)
    lend(visit.work, visit.enrolment.id, serial, place)
    return Goes(HOME, KEPT)


def _kits(visit: Visit) -> list[Kit]:
    from varde.testing.sample.kits import kits_of

    assert visit.enrolment is not None
    return kits_of(visit.work, visit.enrolment.id)


def on_her_home(visit: Visit) -> Filled:
    return Filled("on_her_home.html", {"kits": _kits(visit)})


def for_the_therapist(visit: Visit) -> Filled | None:
    """Nothing about whoever has no kit."""
    kits = _kits(visit)
    return Filled("for_the_therapist.html", {"kits": kits}) if kits else None


def in_the_figures(visit: Visit) -> Filled:
    """How many have one. Fewer than five are not counted out."""
    from varde.testing.sample.kits import people_with_kits

    return Filled(
        "in_the_figures.html", {"people": shown_people(people_with_kits(visit.work, visit.organisations), visit.fewest)}
    )


BOX = Text("Måleesken", "Måleeska", "The box")
PAGES = (
    Page(
        "box",
        BOX,
        "patient",
        box,
        have_box,
        of_enrolment=True,
        programme=KEY,
        menu=Text("Esken", "Eska", "Box"),
        icon="target",
    ),
)
SEES_BOXES = Permission(
    "sample.sees-boxes",
    Text("Se hvilke måleesker en pasient har.", "Sjå kva måleesker ein pasient har.", "See which boxes a patient has."),
    frozenset({"therapist", "care_team", "dietitian"}),
)
PERMISSIONS = (SEES_BOXES,)
PANELS = (
    Panel("sample.box", "home", BOX, "patient", on_her_home, programme=KEY),
    Panel("sample.boxes-of-patient", "patient", BOX, SEES_BOXES.key, for_the_therapist, programme=KEY),
    Panel("sample.boxes", "figures", Text("Måleesker", "Måleesker", "Boxes"), "manager", in_the_figures, programme=KEY),
)
