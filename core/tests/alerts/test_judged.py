"""When the rule of an alert is judged."""

from __future__ import annotations

import pytest

from varde.alerts.rules import judged_when
from varde.alerts.values import Alert
from varde.assessments.score_facts import scored
from varde.kernel.words import Text
from varde.rules.language import Rule, all_of, when
from varde.series.facts import measured

SILENT = when(measured("sample-breath", "days_since"), ">=", 3)
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
