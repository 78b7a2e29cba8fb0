"""What can be written of a meeting: tables by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from varde.enrolments.meeting_records import Recorded, faults_of
from varde.kernel.words import Text
from varde.programmes.values import Meeting

INTAKE = Meeting("intake", Text("Startsamtale", "Startsamtale", "Intake meeting"), 45, gate="start", decides=True)
END = Meeting("end", Text("Sluttsamtale", "Sluttsamtale", "End meeting"), 45, gate="end", closes=True)
WHOLE = Recorded("Ingen tanker om å dø.", "F40.1", "Sosial angst", "sun", "", "begin")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, []),
        ({"diagnosis_code": "", "diagnosis": ""}, []),
        ({"decision": "wait"}, []),
        ({"risk": ""}, ["risk"]),
        ({"risk": "xxxxx"}, ["risk"]),
        ({"diagnosis": ""}, ["diagnosis"]),
        ({"diagnosis_code": ""}, ["diagnosis"]),
        ({"track": "moon"}, ["grounds"]),
        ({"track": "moon", "grounds": "Panikken er verst."}, []),
        ({"track": "mars", "grounds": "Panikken er verst."}, ["track"]),
        ({"track": "", "decision": "yes"}, ["track", "decision"]),
    ],
)
def test_what_can_stand(changes: dict[str, str], wrong: list[str]) -> None:
    assert list(faults_of(replace(WHOLE, **changes), INTAKE, "sun", {"moon"})) == wrong


def test_where_nothing_is_decided_neither_track_nor_decision_is_asked() -> None:
    assert faults_of(Recorded("Ingen tanker om å dø."), END, "sun", {"moon"}) == {}
