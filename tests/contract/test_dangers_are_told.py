"""Every question about safety that an installed programme asks: its heaviest answer is told, with the crisis text."""

from __future__ import annotations

import pytest

from varde.alerts.rules import raised_by
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
    raised = raised_by(mine, {ANSWER + item.key: item.high})
    assert any(alert.crisis for alert in raised)
    assert raised_by(mine, {ANSWER + item.key: item.low}) == []
