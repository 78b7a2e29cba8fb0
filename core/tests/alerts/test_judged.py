"""When the rule of an alert is judged, and of what it may then hold."""

from __future__ import annotations

import pytest

from varde.alerts.rules import check_alert, facts_since, judged_when
from varde.alerts.values import Alert
from varde.assessments.score_facts import scored
from varde.instruments.authoring import asked
from varde.instruments.values import Instrument, Licence
from varde.kernel.words import Text
from varde.kinds.numbers import WholeNumber
from varde.kinds.texts import LongText
from varde.rules.language import Rule, all_of, any_of, when
from varde.series.facts import measured
from varde.testing.house import sample_only

SILENT = when(measured("sample-breath", "days_since"), ">=", 3)
TITLE = Text("Krysset", "Kryssa", "Crossed")
LAST = when(measured("sample-breath", "last"), "<", 99)


@pytest.mark.parametrize(
    ("rule", "instrument", "judged"),
    [
        (when("total", ">=", 3), "form", "answer"),
        (all_of(when("total", ">=", 3), LAST), "form", "answer"),
        (LAST, "", "measurement"),
        (all_of(LAST, when(scored("who-5", "total"), "<", 50)), "", "measurement"),
        (all_of(LAST, SILENT), "", "clock"),
        (all_of(LAST, when("days_overdue", ">=", 3)), "", "clock"),
        (SILENT, "", "clock"),
        (when("missed_appointments", ">=", 3), "", "clock"),
        (when(scored("who-5", "total"), "<", 50), "", "clock"),
    ],
)
def test_every_alert_is_judged_at_one_of_three(rule: Rule, instrument: str, judged: str) -> None:
    assert judged_when(Alert("x", Text("", "", ""), rule, "red", instrument)) == judged


SCORE = when(scored("who-5", "total"), "<", 50)


@pytest.mark.parametrize(
    ("rule", "alone"),
    [
        (any_of(SILENT, LAST), "series:sample-breath:last"),
        (any_of(LAST, SCORE, when("days_inactive", ">=", 3)), "score:who-5:total"),
        (
            all_of(when("days_inactive", "<", 1), when(measured("sample-breath", "last"), ">", 99)),
            "series:sample-breath:last",
        ),
        (all_of(when("days_inactive", ">=", 0), LAST), "series:sample-breath:last"),
        (all_of(when("days_inactive", ">=", 1), LAST), ""),
        (when("days_inactive", ">=", 0), ""),
    ],
)
def test_what_the_clock_judges_holds_of_nothing_that_no_time_brings(rule: Rule, alone: str) -> None:
    fault = f"the clock judges it, so that it may hold of {alone} only together with something the clock watches"
    assert check_alert(Alert("x", TITLE, rule, "red"), sample_only()) == ([fault] if alone else [])


def test_words_of_her_own_are_compared_with_none() -> None:
    items = (asked("words", LongText(), TITLE), asked("cups", WholeNumber(0, 9), TITLE))
    form = Instrument("form", TITLE, Licence("own", "Varde"), items=items)
    before = {"words": "a", "cups": 3}
    assert facts_since(form, {"words": "b"}, None, (before, None)) == {"before:cups": 3}
