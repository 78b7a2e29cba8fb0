"""An alert about a danger of another kind says its own words to the patient: red breathing speaks of breathing.

It is told on the very next page, on every page until it is closed, when it is refused and when it is begun; beside the crisis
text when she is in both kinds of danger, and never in its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from varde.alerts.models import RaisedAlert
from varde.alerts.service import close_alert, raise_alert
from varde.alerts.values import Alert
from varde.enrolments.models import Enrolment
from varde.identity.models import Person
from varde.kernel.words import Text
from varde.rules.language import when
from varde.scheduling.agenda import tick
from varde.scheduling.models import AgendaItem
from varde.testing.house import House, all_samples, make_house, sqlite_url, token

BREATHE = Text(
    "Ta to doser til av medisinen som virker fort, og sitt oppreist.",
    "Ta to dosar til av medisinen som verkar fort, og sit oppreist.",
    "Take two more puffs of the quick medicine, and sit upright.",
)
BREATHING = Alert(
    "ridge.breathing",
    Text("Tungpust over grensen.", "Tungpust over grensa.", "Breathing beyond the limit."),
    when("answer:q4", ">=", 3),
    "red",
    "phq-9",
    "ridge",
    crisis=True,
    patient_text=BREATHE,
)
CRISIS, HELPLINE = "Du skal slippe å være alene med dette", "tel:116123"
ASKED = {"instrument": "phq-9", **{f"q{number}": "0" for number in range(1, 10)}, "anyway": "1"}


class Course:
    """Tor on the ridge, who answers its first questionnaire."""

    def __init__(self, folder: Path) -> None:
        catalogue = all_samples().with_values(Alert, [BREATHING])
        self.house: House = make_house(sqlite_url(folder), catalogue=catalogue)
        self.maren: Person = self.house.person("Maren", "Aas", ("therapist", self.house.clinic))
        self.tor: Person = self.house.person("Tor", "Vik")
        self.enrolment = self.house.enrolled(self.tor, self.maren, "ridge", "north")
        with self.house.work() as work:
            asked = select(AgendaItem.id).where(AgendaItem.enrolment_id == self.enrolment, AgendaItem.key == "start")
            self.form = f"/skjema/{work.session.scalars(asked).one()}"
        self.browser = self.house.browser(self.tor)

    def answers(self, path: str = "", **answers: str) -> str:
        """Send the form; the page that comes next."""
        sent = {"csrf_token": token(self.browser), **ASKED, **answers}
        return self.browser.post(self.form + path, data=sent, follow_redirects=True).get_data(as_text=True)

    def page(self, path: str = "/min-sti") -> str:
        return self.browser.get(path).get_data(as_text=True)

    def open_alerts(self) -> list[str]:
        with self.house.work() as work:
            rows = select(RaisedAlert.alert).where(RaisedAlert.crisis.is_(True)).order_by(RaisedAlert.id)
            return list(work.session.scalars(rows))


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Course]:
    made = Course(tmp_path)
    yield made
    made.house.platform.engine.dispose()


def says_breathing_alone(page: str) -> None:
    assert page.count(BREATHE.nb) == 1
    assert CRISIS not in page
    assert HELPLINE not in page
    assert page.count("tel:113") == 1
    assert "tel:116117" in page


def test_the_very_next_page_and_every_page_say_it(course: Course) -> None:
    says_breathing_alone(course.answers(q4="3"))
    for path in ("/min-sti", f"/meldinger/{course.enrolment}", f"/skjema/forlop/{course.enrolment}"):
        says_breathing_alone(course.page(path))
    assert course.open_alerts() == ["ridge.breathing"]
    assert BREATHE.nn in course.page("/min-sti?lang=nn")
    assert BREATHE.en in course.page("/min-sti?lang=en")


def test_read_it_is_folded_and_stands_until_the_alert_is_closed(course: Course) -> None:
    course.answers(q4="3")
    course.browser.post("/krise/lest", data={"csrf_token": token(course.browser)})
    folded = course.page()
    says_breathing_alone(folded)
    assert "Jeg har lest dette" not in folded
    with course.house.work() as work:
        row = work.session.scalars(select(RaisedAlert)).one()
        maren = course.house.actor(course.maren, ("therapist", course.house.clinic))
        close_alert(work, maren, row, "Ringte Tor. Han puster lett igjen.")
    assert BREATHE.nb not in course.page()


def test_both_kinds_of_danger_are_told(course: Course) -> None:
    page = course.answers(q4="3", q9="3")
    assert page.count(BREATHE.nb) == 1
    assert CRISIS in page
    assert page.count(HELPLINE) == 1
    assert set(course.open_alerts()) == {"ridge.breathing", "ridge.phq9-thoughts"}


@pytest.mark.parametrize("first", ["ridge.breathing", "ridge.phq9-thoughts"])
def test_what_she_has_not_read_is_told_whichever_came_first(course: Course, first: str) -> None:
    second = {"ridge.breathing": "ridge.phq9-thoughts", "ridge.phq9-thoughts": "ridge.breathing"}[first]
    for key in (first, second):
        with course.house.work() as work:
            enrolment = work.session.get_one(Enrolment, course.enrolment)
            raise_alert(work, enrolment, work.catalogue.one(Alert, key), key, {})
        if key == first:
            course.browser.post("/krise/lest", data={"csrf_token": token(course.browser)})
    page = course.page()
    assert (BREATHE.nb in page) == (second == "ridge.breathing")
    assert (CRISIS in page) == (second == "ridge.phq9-thoughts")
    course.browser.post("/krise/lest", data={"csrf_token": token(course.browser)})
    folded = course.page()
    assert BREATHE.nb in folded, "both stand, folded"
    assert HELPLINE in folded


def test_refused_it_is_told_of_breathing(course: Course) -> None:
    page = course.answers(q4="3", q1="77")
    says_breathing_alone(page)
    assert "Svaret om hvordan du har det, har vi tatt vare på" in page
    assert "tungt" not in page
    assert course.open_alerts() == ["ridge.breathing"]


def test_begun_it_is_judged_too(course: Course) -> None:
    sent = {"csrf_token": token(course.browser), "instrument": "phq-9", "q4": "3"}
    saved = course.browser.post(f"{course.form}/utkast", data=sent, headers={"Accept": "application/json"})
    assert saved.status_code == 200
    course.house.clock.move(minutes=61)
    while tick(course.house.platform):
        pass
    course.house.platform.drain()
    assert course.open_alerts() == ["ridge.breathing"]
    course.browser = course.house.browser(course.tor)
    says_breathing_alone(course.page())
