"""What a plugin shows stands where one of its programmes lives: offered, or followed by somebody; and nowhere else. A table over
what an offering can be, whether anybody is or was in it, and everybody who may see something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from sqlalchemy import delete, update
from structlog.testing import capture_logs

from varde.enrolments.living import lives_at
from varde.enrolments.models import Enrolment, Offering
from varde.web.plugins.faces import PluginFace, faces_of

from .conftest import Cabin

STATES = ("open", "waiting", "closed", "none")
FOLLOWED = ("", "active", "discontinued")
"""Whether somebody has an enrolment in it there, and in which state."""
SHOWN = {
    ("open", ""): True,
    ("open", "active"): True,
    ("open", "discontinued"): True,
    ("waiting", ""): True,
    ("waiting", "active"): True,
    ("waiting", "discontinued"): True,
    ("closed", ""): False,
    ("closed", "active"): True,
    ("closed", "discontinued"): True,
    ("none", ""): False,
    ("none", "active"): True,
    ("none", "discontinued"): True,
}
# Who opens which of our own pages or of the plugin's, and what of the plugin's stands on it. All about Ingrid, who is in another
# programme, or about nobody.
LOOKS: dict[str, tuple[str, str, str]] = {
    "nobody, a page": ("nobody", "/p/cabin/", "nb []"),
    "patient, a page": ("patient", "/p/cabin/", "nb []"),
    "patient, a page about her": ("patient", "/p/cabin/mine/{enrolment}", "mine (nb)"),
    "patient, a panel": ("patient", "/min-sti/{enrolment}", "På hytta (nb)"),
    "patient, the menu": ("patient", "/min-sti/{enrolment}", "Hytteboka (nb)"),
    "therapist, a page about her": ("therapist", "/p/cabin/theirs/{enrolment}", "theirs (nb)"),
    "therapist, a panel": ("therapist", "/pasient/{enrolment}", "Hos pasienten (nb)"),
    "manager, a page": ("manager", "/p/cabin/visits", "visits (nb)"),
    "manager, the menu": ("manager", "/gevinster/klinikken/sample", "Besøk (nb)"),
    "manager, a panel": ("manager", "/gevinster/klinikken/sample", "Hyttetall (nb)"),
}


@pytest.fixture(autouse=True)
def logged() -> Iterator[None]:
    with capture_logs():
        yield


@pytest.fixture
def of_lake(cabins: Cabin) -> Iterator[Cabin]:
    """The cabin as if the programme of the lake were its own."""
    known = faces_of(cabins.house.app)
    before = known["cabin"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(known, "cabin", PluginFace(replace(before.plugin, programmes=("lake",)), before.part))
        entries = cabins.house.app.extensions["varde_menu"]
        of_it = [replace(each, programmes=("lake",)) if "cabin" in each.endpoint else each for each in entries]
        patch.setitem(cabins.house.app.extensions, "varde_menu", tuple(of_it))
        yield cabins


def put(cabins: Cabin, state: str, followed: str) -> None:
    """The offering of the lake at every clinic, and Per, who follows it, or follows something else."""
    with cabins.house.work() as work:
        work.session.execute(delete(Offering).where(Offering.programme == "lake"))
        if state != "none":
            clinic = cabins.house.clinic.id
            work.add(Offering(organisation_id=clinic, programme="lake", state=state, settings={}))
        per = update(Enrolment).where(Enrolment.id == cabins.other)
        ended = {"state": "discontinued", "ended_at": work.now, "end_reason": "no_time"}
        under_way = {"state": "active", "ended_at": None, "end_reason": None}
        work.session.execute(
            per.values(
                programme="lake" if followed else "sample", **(ended if followed == "discontinued" else under_way)
            )
        )


def looked_at(cabins: Cabin, look: str) -> tuple[int, bool]:
    who, address, words = LOOKS[look]
    answer = cabins.browsers[who].get(address.format(enrolment=cabins.enrolment))
    return answer.status_code, words in answer.get_data(as_text=True)


def test_every_state_before_everybody(of_lake: Cabin) -> None:
    for state, followed in product(STATES, FOLLOWED):
        put(of_lake, state, followed)
        shown = SHOWN[state, followed]
        for look, (_who, address, _words) in LOOKS.items():
            status = 404 if not shown and address.startswith("/p/") else 200
            assert looked_at(of_lake, look) == (status, shown), (state, followed, look)
        if followed:  # of whoever is in it, it is hers whatever becomes of the offering
            page = of_lake.browsers["other patient"].get(f"/p/cabin/mine/{of_lake.other}")
            assert page.status_code == 200, (state, followed)
    put(of_lake, "open", "active")


def test_elsewhere_is_elsewhere_and_what_belongs_to_no_programme_lives_everywhere(of_lake: Cabin) -> None:
    put(of_lake, "open", "")
    house = of_lake.house
    with house.work() as work:
        at = {name: (place.id,) for name, place in (("here", house.clinic), ("there", house.elsewhere))}
        assert [lives_at(work, ("lake",), at[name]) for name in ("here", "there")] == [True, False]
        assert lives_at(work, ("lake",), None)
        assert not lives_at(work, ("no-such",), None)
        assert lives_at(work, ("no-such", "lake"), at["here"])
        assert lives_at(work, (), at["there"])
    put(of_lake, "open", "active")


def test_the_menu_and_the_page_of_an_enrolment_ask_the_same_place(of_lake: Cabin) -> None:
    """Somebody is treated at two organisations, and the lake lives at the other one."""
    house = of_lake.house
    siri, maren = house.person("Siri", "Vik"), house.person("Mari", "Lie", ("therapist", house.clinic))
    here, there = house.enrolled(siri, maren, "sample"), house.enrolled(siri, maren, "village")
    put(of_lake, "none", "")
    with house.work() as work:
        work.session.get_one(Enrolment, there).organisation_id = house.elsewhere.id
        work.add(Offering(organisation_id=house.elsewhere.id, programme="lake", state="open", settings={}))
    browser = house.browser(siri)
    for enrolment, lives in ((here, False), (there, True)):
        assert ("Hytteboka (nb)" in browser.get(f"/min-sti/{enrolment}").text) is lives
        assert browser.get(f"/p/cabin/mine/{enrolment}").status_code == (200 if lives else 404)
    put(of_lake, "open", "active")
