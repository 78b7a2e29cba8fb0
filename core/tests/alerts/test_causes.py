"""The tag of an alert that is no danger: what was declared, else what its rule speaks of, and never that it is an alert."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from varde.alerts.causes import OTHER, cause_of
from varde.alerts.service import raise_alert
from varde.alerts.values import OF_THE_HOUSE, Alert
from varde.enrolments.models import Enrolment
from varde.instruments.values import Instrument
from varde.kernel.words import Text
from varde.rules.language import AnyOf, Rule, is_true, when
from varde.testing.house import all_samples, make_house, sqlite_url

TITLE = Text("Noe.", "Noko.", "Something.")
RULES: dict[str, tuple[Rule, str, tuple[str, str, str]]] = {
    "silence": (when("days_inactive", ">=", 14), "", ("Stille", "Stille", "Silent")),
    "a late form": (when("days_overdue", ">=", 7), "", ("Skjema", "Skjema", "Form")),
    "two forms": (when("unanswered_in_row", ">=", 2), "", ("Skjema", "Skjema", "Form")),
    "appointments": (when("missed_appointments", ">=", 2), "", ("Ikke møtt", "Ikkje møtt", "Not attended")),
    "worse": (is_true("worse"), "phq-9", ("Verre", "Verre", "Worse")),
    "not answered": (is_true("unanswered:q9"), "phq-9", ("Ikke svart", "Ikkje svart", "Not answered")),
    "a level": (when("band", "==", "severe"), "phq-9", ("PHQ-9", "PHQ-9", "PHQ-9")),
    "of an instrument that is gone": (when("band", "==", "severe"), "gone", (OTHER.nb, OTHER.nn, OTHER.en)),
    "of no rule": (AnyOf(()), "", (OTHER.nb, OTHER.nn, OTHER.en)),
}


@pytest.mark.parametrize("name", RULES)
def test_what_the_rule_speaks_of(name: str) -> None:
    rule, instrument, expected = RULES[name]
    alert = Alert("x.y", TITLE, rule, "amber", instrument)
    said = cause_of(alert, all_samples().all(Instrument))
    assert (said.nb, said.nn, said.en) == expected
    declared = Text("Vann", "Vatn", "Water")
    assert cause_of(replace(alert, cause=declared), {}) == declared


def test_what_the_house_raises_says_what_it_is() -> None:
    assert {key: cause_of(alert, {}).nb for key, alert in OF_THE_HOUSE.items() if not alert.crisis} == {
        "safety-changed": "Endret opplysning"
    }


TAGS = {
    "lake.hazard": "Farer på vannet",
    "lake.no-answer": "Skjema",
    "lake.inactive": "Stille",
    "lake.weather-worse": "Verre",
}


@pytest.mark.parametrize("key", TAGS)
def test_the_tag_of_a_lesser_alert_is_its_cause(tmp_path: Path, key: str) -> None:
    house = make_house(sqlite_url(tmp_path), catalogue=all_samples())
    maren = house.person("Maren", "Aas", ("therapist", house.clinic))
    enrolment_id = house.enrolled(house.person("Ingrid", "Solheim"), maren)
    with house.work() as work:
        raise_alert(work, work.session.get_one(Enrolment, enrolment_id), work.catalogue.one(Alert, key), "test", {})
    browser = house.browser(maren, staff=True)
    row = browser.get("/arbeidsliste").get_data(as_text=True).split("<tbody")[1]
    head = browser.get(f"/pasient/{enrolment_id}").get_data(as_text=True).split("<h1>")[1].split('class="filters"')[0]
    for shown in (row, head):
        tags = [tag.split("</span>")[0].rpartition(">")[2] for tag in shown.split('<span class="tag')[1:]]
        assert TAGS[key] in tags
        assert "Varsel" not in tags
