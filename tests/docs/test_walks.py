"""The walks of ``docs/architecture.md``: each is walked in the test house and traced, and is as the page says it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.assessments.models import Response
from varde.benefits.counting.models import CellDelta
from varde.dialogue.models import Message
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.kernel.db import Base
from varde.notifications.models import Delivery
from varde.parts import build_catalogue
from varde.plugin.registry import Plugin
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, everything_installed, make_house, sample_only, sqlite_url, token

from .documents import ROOT
from .walking import Arrow, Walk, levels, room_of, walked

PAGE = "docs/architecture.md"
CALLED_BACK = frozenset(
    {
        "kernel/work.py:publish",  # listeners, in the transaction of the news
        "kernel/jobs.py:run_row",  # jobs, from the outbox
        "kernel/jobs.py:run_outside",
        "scheduling/agenda.py:act_on",  # the handler of a kind of agenda item
        "kernel/assembly.py:_listed",  # what the parts hand over, at the start, and what their checks say
        "kernel/assembly.py:_with_derived",
        "programmes/fact_sources.py:declared_in",  # the source of a fact, which a part has handed in
    }
)
"""What calls upwards, and then only what a part has handed in."""
KEYED = ":key"
"""The kernel reads the key of any value: it is how a value says its name."""


@dataclass
class Visit:
    """A patient who has begun the sample programme, her therapist, and the house they meet in."""

    house: House
    patient: FlaskClient
    therapist: FlaskClient
    enrolment_id: int

    def rows(self, table: type[Base]) -> list[Base]:
        with self.house.work() as work:
            return list(work.session.scalars(select(table)))

    def asked(self) -> int:
        """The agenda item of the questionnaires at the start."""
        with self.house.work() as work:
            query = select(AgendaItem.id).where(AgendaItem.enrolment_id == self.enrolment_id)
            return work.session.scalars(query.where(AgendaItem.key == "start")).one()

    def clock(self) -> None:
        """What the clock and the worker do now."""
        tick(self.house.platform)
        self.house.platform.drain()


@pytest.fixture
def visit(tmp_path: Path) -> Visit:
    """All that is waiting at the start is done, and both have signed in and seen a page."""
    house = make_house(sqlite_url(tmp_path), catalogue=sample_only())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    ingrid = house.person("Ingrid", "Solheim")
    enrolment_id = house.enrolled(ingrid, maren)
    visit = Visit(house, house.browser(ingrid), house.browser(maren, staff=True), enrolment_id)
    visit.clock()
    for browser in (visit.patient, visit.therapist):
        token(browser)
    return visit


def an_answer(visit: Visit) -> Walk:
    """She hands in the two questionnaires of the start, and says in the second that she has dark thoughts."""
    address, csrf = f"/skjema/{visit.asked()}", token(visit.patient)
    forms = {
        key: {item.key: "1" for item in items_of(visit.house.platform.catalogue.one(Instrument, key))}
        for key in ("who-5", "phq-9")
    }
    page = visit.patient.get(address).text
    with walked() as walk:
        for answers in forms.values():
            handed_in = visit.patient.post(address, data={**hidden(page), **answers, "csrf_token": csrf})
            page = visit.patient.get(handed_in.headers["Location"]).text
        visit.house.platform.drain()
    assert len(visit.rows(Response)) == 2
    assert visit.rows(RaisedAlert)
    assert visit.rows(CellDelta)
    assert "Ring 113" in page
    return walk


def a_reminder(visit: Visit) -> Walk:
    """Nobody answers, and the third day comes."""
    before = len(visit.rows(Delivery))
    visit.house.clock.move(days=3)
    with walked() as walk:
        visit.clock()
    notices = visit.rows(Delivery)[before:]
    assert [(notice.notice, notice.state) for notice in notices if isinstance(notice, Delivery)] == [
        ("reminder", "sent")
    ]
    return walk


def a_message(visit: Visit) -> Walk:
    """She writes; her therapist sees it on the list, opens it and answers; she is told."""
    address, before = f"/meldinger/{visit.enrolment_id}", len(visit.rows(Delivery))
    once = once_in(visit.patient.get(address).text)
    with walked() as walk:
        write(visit.patient, address, "Kan jeg begynne på nytt?", once)
        visit.house.platform.drain()
        assert "Solheim" in visit.therapist.get("/arbeidsliste").text
        write(visit.therapist, address, "Ja, når du vil.", once_in(visit.therapist.get(address).text))
        visit.house.platform.drain()
    assert len(visit.rows(Message)) == 2
    assert [notice.notice for notice in visit.rows(Delivery)[before:] if isinstance(notice, Delivery)] == ["message"]
    return walk


def a_plugin(_visit: Visit) -> Walk:
    """Every installed plugin is found and asked, and its part is put together with the others."""
    everything_installed()  # importing a plugin is no part of the walk
    with walked() as walk:
        catalogue = build_catalogue()
    assert "ibs" in catalogue.all(Plugin)
    return walk


WALKS: dict[str, Callable[[Visit], Walk]] = {
    "An answer": an_answer,
    "A reminder": a_reminder,
    "A message": a_message,
    "A plugin": a_plugin,
}


def write(browser: FlaskClient, address: str, body: str, once: str) -> None:
    sent = browser.post(address, data={"csrf_token": token(browser), "once": once, "body": body})
    assert sent.status_code == 303


def once_in(page: str) -> str:
    return page.split('name="once" value="')[1].split('"')[0]


def hidden(page: str) -> dict[str, str]:
    """The fields of a questionnaire's page that say what page it is."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


def described(title: str) -> list[str]:
    """The files of one walk, as the page lists them."""
    text = (ROOT / PAGE).read_text(encoding="utf-8")
    section = re.search(rf"^### {title}\n(.*?)(?=^#)", text, re.M | re.S)
    assert section, f"{PAGE} has no walk named {title}"
    return re.findall(r"^\d+\. `([\w/]+\.py)`: \S", section[1], re.M)


def upward(arrows: set[Arrow], height: dict[str, int]) -> list[Arrow]:
    """The calls that lead to a room as high or higher, without anybody being called back."""
    return sorted(
        (
            arrow
            for arrow in arrows
            if height[arrow.rooms[1]] >= height[arrow.rooms[0]]
            and arrow.by not in CALLED_BACK
            and not (arrow.into.endswith(KEYED) and arrow.by.startswith("kernel/"))
        ),
        key=str,
    )


def back_and_forth(arrows: set[Arrow]) -> set[frozenset[str]]:
    """The pairs of rooms that call each other, calling back left out."""
    pairs = {arrow.rooms for arrow in arrows if arrow.by not in CALLED_BACK and not arrow.into.endswith(KEYED)}
    return {frozenset(pair) for pair in pairs if pair[::-1] in pairs}


@pytest.mark.parametrize("title", WALKS)
def test_a_walk_goes_as_the_page_says_and_never_back(title: str, visit: Visit) -> None:
    walk, listed = WALKS[title](visit), described(title)
    assert upward(walk.arrows, levels()) == []
    assert back_and_forth(walk.arrows) == set()
    assert set(listed) <= set(walk.files), f"not entered: {sorted(set(listed) - set(walk.files))}"
    assert listed == [file for file in walk.files if file in listed], "in the order of first entry"
    assert walk.rooms - {"kernel"} <= {room_of(file) for file in listed}, "a room that is entered and not named"


def test_the_page_has_these_walks_and_no_other() -> None:
    section = (ROOT / PAGE).read_text(encoding="utf-8").split("\n## Walks\n")[1].split("\n## ")[0]
    assert re.findall(r"^### (.+)$", section, re.M) == list(WALKS)


# --- the test would see it


def test_a_call_is_seen_through_what_lies_between(visit: Visit) -> None:
    """Flask and SQLAlchemy stand between rooms, and are no way around."""
    with walked() as walk:
        visit.patient.get("/min-sti")
    assert {("web", "enrolments"), ("enrolments", "audit")} <= {arrow.rooms for arrow in walk.arrows}
    assert walk.files.index("web/shell/http.py") < walk.files.index("enrolments/access.py")
    assert "testing" not in walk.rooms


def test_a_call_upwards_and_a_pair_that_calls_both_ways_are_told() -> None:
    down = Arrow("alerts/service.py:raise_alert", "enrolments/access.py:admit")
    up = Arrow("enrolments/service.py:start", "alerts/service.py:raise_alert")
    heard = Arrow("kernel/work.py:publish", "alerts/service.py:on_response")
    height = {"alerts": 2, "enrolments": 1, "kernel": 0}
    assert upward({down, up, heard}, height) == [up]
    assert back_and_forth({down, up, heard}) == {frozenset({"alerts", "enrolments"})}
    assert upward({down, heard}, height) == []
    assert back_and_forth({down, heard, Arrow("alerts/service.py:raise_alert", "kernel/work.py:publish")}) == set()


def test_every_room_has_a_height() -> None:
    core = ROOT / "core" / "varde"
    rooms = {path.parent.name for path in core.glob("*/__init__.py")} | {"app", "parts", "platform", "worker", "cli"}
    assert rooms <= set(levels())


@pytest.mark.parametrize("title", WALKS)
def test_a_walk_is_short(title: str) -> None:
    assert 5 <= len(described(title)) <= 23
