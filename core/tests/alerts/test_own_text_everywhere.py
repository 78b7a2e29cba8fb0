"""What an alert says of its own to the patient is on the very next page: over an answer, a level, a measurement and a setting, in
every state an enrolment can be in, in every language, begun, taken in or refused. Without scripts, as all of this is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from varde.alerts.models import RaisedAlert
from varde.alerts.values import Alert
from varde.enrolments.exits import end
from varde.enrolments.models import Enrolment
from varde.enrolments.service import pause
from varde.identity.service import organisation_by_key
from varde.kernel.words import Text
from varde.measurements.service import set_base
from varde.programmes.setting_facts import decided
from varde.programmes.values import Programme
from varde.rules.language import Rule, all_of, is_true, when
from varde.scheduling.models import AgendaItem
from varde.series.facts import measured
from varde.setup.changes import at_the_machine
from varde.setup.offerings import change_offering, offered
from varde.testing.house import House, make_house, sample_only, sqlite_url, token
from varde.testing.sample.series import BREATH

BREATHE = Text(
    "Ta medisinen for anfall, og sitt oppreist.",
    "Ta medisinen for anfall, og sit oppreist.",
    "Take the medicine for attacks, and sit upright.",
)
CRISIS_TEXT, HELPLINE = "Du skal slippe å være alene med dette", "tel:116123"
HEAVY = when("answer:q4", ">=", 3)
RULES: dict[str, Rule] = {
    "an answer": HEAVY,
    "a level": all_of(HEAVY, when("total", ">=", 3)),
    "a setting": all_of(HEAVY, is_true(decided("detour_for_all"))),
    "a measurement besides": all_of(HEAVY, when(measured(BREATH.key, "count", days=7), "==", 0)),
}
STATES = ("active", "paused", "completed", "discontinued")
LANGUAGES = ("nb", "nn", "en")
ANSWERS = {f"q{number}": "0" for number in range(1, 10)} | {"q4": "3", "anyway": "1"}


class Trail:
    """Per on the sample's trail, whose enrolment is brought to a state."""

    def __init__(self, folder: Path, rule: Rule, state: str) -> None:
        alert = Alert(
            "sample.breathing", Text("Tungpust", "Tungpust", "Breathless"), rule, "red", "phq-9", "sample", crisis=True
        )
        alert = replace(alert, patient_text=BREATHE)
        self.house: House = make_house(sqlite_url(folder), catalogue=sample_only().with_values(Alert, [alert]))
        self.hanne = self.house.person("Hanne", "Lie", ("therapist", self.house.clinic))
        self.per = self.house.person("Per", "Moe")
        self.id = self.house.enrolled(self.per, self.hanne, "sample", started=state != "waiting")
        therapist = self.house.actor(self.hanne, ("therapist", self.house.clinic))
        with self.house.work() as work:
            enrolment = work.session.get_one(Enrolment, self.id)
            clinic = organisation_by_key(work, self.house.clinic.key)
            offering = offered(work, clinic, "sample")
            change_offering(work, at_the_machine(), clinic, offering, decided={"detour_for_all": True})
            if state != "waiting":
                set_base(work, therapist, enrolment, BREATH, 500)
                asked = select(AgendaItem.id).where(AgendaItem.enrolment_id == self.id, AgendaItem.key == "start")
                self.form = f"/skjema/{work.session.scalars(asked).one()}"
            if state == "paused":
                pause(work, therapist, enrolment)
            if state in ("completed", "discontinued"):
                end(work, self.hanne.id, enrolment, "completed" if state == "completed" else "no_time")
        self.house.platform.drain()
        self.browser = self.house.browser(self.per)

    def sends(self, address: str, **form: str) -> str:
        """The page that comes next."""
        data = {"csrf_token": token(self.browser), **form}
        return self.browser.post(address, data=data, follow_redirects=True).get_data(as_text=True)

    def raised(self) -> set[str]:
        with self.house.work() as work:
            return set(work.session.scalars(select(RaisedAlert.alert).where(RaisedAlert.crisis.is_(True))))


def says(page: str, own: str) -> None:
    assert page.count(own) >= 1, page
    assert CRISIS_TEXT not in page
    assert not any(words in page for words in ("svaret ditt", "your answer", "Blir det verre"))
    assert HELPLINE not in page
    assert "tel:113" in page


def of_breath(language: str) -> str:
    words = sample_only().one(Alert, "sample.breath-low").patient_text
    assert words is not None
    return words.to(language)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("over", list(RULES))
def test_over_answers(over: str, state: str, tmp_path: Path) -> None:
    trail = Trail(tmp_path, RULES[over], state)
    says(trail.sends(trail.form, instrument="phq-9", **ANSWERS), BREATHE.nb)
    for language in LANGUAGES:
        says(
            trail.browser.get(f"/min-sti?lang={language}", follow_redirects=True).get_data(as_text=True),
            BREATHE.to(language),
        )
    assert trail.raised() == {"sample.breathing"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_over_a_measurement(state: str, language: str, tmp_path: Path) -> None:
    trail = Trail(tmp_path, HEAVY, state)
    trail.browser.get(f"/min-sti?lang={language}", follow_redirects=True)
    address = f"/min-sti/{trail.id}/maaling/sample-breath"
    says(trail.sends(address, **{"figure-flow": "200", "right": "1"}), of_breath(language))
    assert trail.raised() == {"sample.breath-low"}


def test_while_she_waits_for_a_place_nothing_is_asked_and_nothing_measured_and_danger_is_told(tmp_path: Path) -> None:
    trail = Trail(tmp_path, HEAVY, "waiting")
    with trail.house.work() as work:
        programme = work.catalogue.one(Programme, "sample")
        assert BREATH.key in programme.series
        asked = select(AgendaItem.id).where(AgendaItem.enrolment_id == trail.id, AgendaItem.kind == "assessment")
        assert work.session.scalars(asked).all() == []
        set_base(
            work,
            trail.house.actor(trail.hanne, ("therapist", trail.house.clinic)),
            work.session.get_one(Enrolment, trail.id),
            BREATH,
            500,
        )
    says(
        trail.sends(f"/min-sti/{trail.id}/maaling/sample-breath", **{"figure-flow": "200", "right": "1"}),
        of_breath("nb"),
    )
    assert trail.raised() == {"sample.breath-low"}


@pytest.mark.parametrize("over", ["an answer", "a setting", "a measurement besides"])
def test_begun_and_not_handed_in(over: str, tmp_path: Path) -> None:
    trail = Trail(tmp_path, RULES[over], "active")
    page = trail.sends(trail.form, instrument="phq-9", q4="3")
    says(page, BREATHE.nb)
    assert trail.raised() == {"sample.breathing"}


@pytest.mark.parametrize("over", ["an answer", "a setting", "a measurement besides"])
def test_refused(over: str, tmp_path: Path) -> None:
    """The window has closed: the answers are not taken in, and she is told all the same."""
    trail = Trail(tmp_path, RULES[over], "active")
    with trail.house.work() as work:
        work.session.execute(update(AgendaItem).where(AgendaItem.enrolment_id == trail.id).values(closes_at=work.now))
    trail.house.clock.move(minutes=5)
    says(trail.sends(trail.form, instrument="phq-9", **ANSWERS), BREATHE.nb)
    assert trail.raised() == {"sample.breathing"}


def test_what_the_zone_says_and_what_the_alert_says_are_one_thing(tmp_path: Path) -> None:
    """Two sentences on one page about the same danger: whoever is told not to wait is not told to wait and see."""
    zone = BREATH.zone("act")
    assert zone is not None
    for language in LANGUAGES:
        assert of_breath(language).endswith(zone.do.to(language).partition(". ")[2])
        assert zone.do.to(language).partition(". ")[0] in of_breath(language)
