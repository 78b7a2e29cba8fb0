"""Every question about safety that an installed programme asks: its heaviest answer is told, with the crisis text."""

from __future__ import annotations

import pytest

from varde.alerts.rules import facts_about, raised_by
from varde.alerts.values import Alert
from varde.assessments.facts import ANSWER
from varde.instruments.values import Instrument, Item
from varde.programmes.values import Programme
from varde.testing.house import everything_installed

CATALOGUE = everything_installed()
INSTRUMENTS = CATALOGUE.all(Instrument)
ALERTS = tuple(CATALOGUE.all(Alert).values())
ASKED = [
    pytest.param(programme, INSTRUMENTS[key], item, id=f"{programme.key} {key} {item.key}")
    for programme in CATALOGUE.all(Programme).values()
    for key in dict.fromkeys(key for occasion in programme.occasions for key in occasion.every_instrument)
    for item in INSTRUMENTS[key].safety_items
]


def test_there_is_danger_to_ask_about() -> None:
    assert {str(parameters.id).split()[0] for parameters in ASKED} == {"emeistring"}


@pytest.mark.parametrize(("programme", "instrument", "item"), ASKED)
def test_the_heaviest_answer_to_a_question_about_safety_is_told(
    programme: Programme, instrument: Instrument, item: Item
) -> None:
    mine = [alert for alert in ALERTS if alert.instrument == instrument.key and alert.programme in ("", programme.key)]
    for draft in (False, True):
        raised = raised_by(mine, facts(instrument, {item.key: item.high}, draft=draft))
        assert any(alert.crisis for alert in raised)
        assert raised_by(mine, facts(instrument, {item.key: item.low}, draft=True)) == []


def facts(instrument: Instrument, answers: dict[str, float], *, draft: bool) -> dict[str, object]:
    return {ANSWER + key: answer for key, answer in answers.items()} | facts_about(instrument, answers, draft=draft)


@pytest.mark.parametrize(
    ("answers", "severity", "crisis"),
    [
        ({"o15": 1, "i15": 4}, "red", True),
        ({"o15": 1, "i15": 3}, "red", True),
        ({"o15": 1, "i15": 2}, "amber", True),
        ({"o15": 1, "i15": 1}, "amber", True),
        ({"o15": 1, "i15": 0}, "amber", False),  # looked at, and no crisis
        ({"o15": 1}, "amber", True),  # nobody knows how much
        ({"o15": 0, "i15": 4}, None, None),  # said no: how much says nothing
        ({"o15": 0}, None, None),
        ({"o15": 0, "o6": 1, "i6": 4}, "amber", False),
        ({"o15": 0, "o17": 1, "i17": 4}, "amber", False),
        ({"o15": 0, "o18": 1, "i18": 4}, "amber", False),
        ({"o15": 0, "o19": 1, "i19": 4}, "amber", False),
        ({"o15": 0, "o19": 1, "i19": 3}, None, None),
        ({"o15": 0, "o1": 1, "i1": 4}, None, None),
        ({"o15": 1, "i15": 0, "o19": 1, "i19": 4}, "amber", False),
    ],
)
@pytest.mark.parametrize("draft", [False, True])
def test_thoughts_of_not_living_weigh_what_they_troubled(
    answers: dict[str, float], severity: str | None, crisis: bool | None, draft: bool
) -> None:
    mine = [alert for alert in ALERTS if alert.instrument == "neq"]
    raised = raised_by(mine, facts(INSTRUMENTS["neq"], answers, draft=draft))
    assert (raised[0].severity if raised else None) == severity
    assert (any(alert.crisis for alert in raised) if raised else None) == crisis
