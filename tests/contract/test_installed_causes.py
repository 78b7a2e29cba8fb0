"""What the tag of each installed alert that is no danger says, and that no alert says only that a limit was crossed."""

from __future__ import annotations

import re

from varde.alerts.causes import cause_of
from varde.alerts.values import Alert
from varde.instruments.values import Instrument
from varde.kernel.words import LANGUAGES
from varde.testing.house import everything_installed

CAUSES = {
    "emeistring.audit-high": "Alkohol",
    "emeistring.gad7-worse": "Verre",
    "emeistring.inactive": "Stille",
    "emeistring.lsas-sr-worse": "Verre",
    "emeistring.madrs-s-worse": "Verre",
    "emeistring.madrs-severe": "Høy skår",
    "emeistring.madrs-thoughts-unknown": "Ikke svart",
    "emeistring.neq-no-hope": "Tapt håp",
    "emeistring.neq-thoughts-calm": "Tanker om døden",
    "emeistring.neq-thoughts-unknown": "Ikke svart",
    "emeistring.no-answer": "Skjema",
    "emeistring.pdss-sr-worse": "Verre",
    "emeistring.phq9-severe": "Høy skår",
    "emeistring.phq9-thoughts-unknown": "Ikke svart",
    "emeistring.phq9-worse": "Verre",
    "emeistring.who-5-worse": "Verre",
    "emeistring.wsas-worse": "Verre",
    "frisklivs.audit-high": "Alkohol",
    "frisklivs.inactive": "Stille",
    "frisklivs.missed-appointments": "Ikke møtt",
    "frisklivs.motivation": "Motivasjon",
    "frisklivs.no-answer": "Skjema",
    "frisklivs.not-done": "Ikke gjort",
    "frisklivs.who-5-very-low": "Lav trivsel",
    "frisklivs.who-5-worse": "Verre",
    "ibs.alarm-sign": "Alarmtegn",
    "ibs.inactive": "Stille",
    "ibs.missed-appointments": "Ikke møtt",
    "ibs.no-answer": "Skjema",
    "ibs.qol-worse": "Verre",
    "ibs.sss-worse": "Verre",
    "frisklivs-in-person.audit-high": "Alkohol",
    "frisklivs-in-person.missed-appointments": "Ikke møtt",
    "frisklivs-in-person.motivation": "Motivasjon",
    "frisklivs-in-person.no-answer": "Skjema",
    "frisklivs-in-person.not-done": "Ikke gjort",
    "frisklivs-in-person.who-5-very-low": "Lav trivsel",
    "frisklivs-in-person.who-5-worse": "Verre",
    "ibs-course.alarm-sign": "Alarmtegn",
    "ibs-course.missed-appointments": "Ikke møtt",
    "ibs-course.no-answer": "Skjema",
    "ibs-course.qol-worse": "Verre",
    "ibs-course.sss-worse": "Verre",
}
HABIT = re.compile(r"(varsel|alert)\b|(kryss(et|a)|crossed|passert|passed)\.?$", re.IGNORECASE)


def test_each_lesser_alert_is_named_by_its_cause() -> None:
    catalogue = everything_installed()
    lesser = [alert for alert in catalogue.all(Alert).values() if alert.severity == "amber" and not alert.crisis]
    assert {alert.key: cause_of(alert, catalogue.all(Instrument)).nb for alert in lesser} == CAUSES


def test_no_alert_says_by_habit_that_a_limit_was_crossed() -> None:
    catalogue = everything_installed()
    said = [
        (alert.key, words.to(language))
        for alert in catalogue.all(Alert).values()
        for words in (alert.title, cause_of(alert, catalogue.all(Instrument)))
        for language in LANGUAGES
    ]
    assert [(key, words) for key, words in said if HABIT.search(words)] == []
