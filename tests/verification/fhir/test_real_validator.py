"""What Varde exports, before a validator that others wrote."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from varde.assessments.models import Response
from varde.exchange.fhir.questionnaires import questionnaire_of
from varde.exchange.fhir.responses import observations_of, response_of
from varde.instruments.rules import score
from varde.instruments.values import Instrument
from varde.plugin.simulated_answers import simulated_answers
from varde.testing.house import everything_installed

from .conftest import Validate

pytestmark = pytest.mark.verification

PLACE = "https://varde.example.no"
AT = datetime(2026, 9, 21, 8, 0, 0, 250_000, tzinfo=UTC)
Resource = dict[str, Any]


def instruments() -> list[Instrument]:
    return list(everything_installed().all(Instrument).values())


def answered(instrument: Instrument, answers: dict[str, Any], **about: Any) -> Response:
    """A response as it is stored when it is handed in."""
    found = score(instrument, answers)
    values = {
        "id": 7,
        "enrolment_id": 12,
        "agenda_id": 1,
        "occasion": "start",
        "instrument": instrument.key,
        "version": instrument.version,
        "answers": answers,
        "submitted_at": AT,
        "mode": "patient",
        "by_id": 3,
        "language": "nb",
        "status": found.status,
        "total": found.total,
        "band": found.band,
        "subscores": dict(found.subscores),
        "flags": dict(found.flags),
        "n_missing": found.n_missing,
    }
    return Response(**{**values, **about})


def samples() -> list[Resource]:
    """For every instrument: all answered at three burdens, by phone and half answered, nothing answered, and imported."""
    chance, found = random.Random(4), []
    for instrument in instruments():
        filled = [dict(simulated_answers(instrument, burden, chance)) for burden in (0.0, 0.5, 1.0)]
        half = dict(list(filled[1].items())[::2])
        responses = [
            *(answered(instrument, answers) for answers in filled),
            answered(instrument, half, mode="therapist", language="nn"),
            answered(instrument, {}, language=None),
            answered(instrument, {}, mode="import", by_id=None, language=None, status="scored", total=7.25),
        ]
        for response in responses:
            found.append(response_of(response, instrument, place=PLACE))
            found.extend(observations_of(response, instrument, place=PLACE))
    return found


def test_every_questionnaire_is_valid(validate: Validate) -> None:
    found = [questionnaire_of(instrument, language) for language in ("nb", "nn", "en") for instrument in instruments()]
    assert [(one["id"], faults) for one, faults in zip(found, validate(found), strict=True) if faults] == []


def test_responses_and_scores_are_valid(validate: Validate) -> None:
    found = samples()
    kinds = {one["resourceType"] for one in found}
    assert kinds == {"QuestionnaireResponse", "Observation"}
    wrong = [(one, faults) for one, faults in zip(found, validate(found), strict=True) if faults]
    assert wrong == []


def without(*path: str | int) -> Callable[[Resource], None]:
    def change(resource: Any) -> None:
        for step in path[:-1]:
            resource = resource[step]
        del resource[path[-1]]

    return change


def with_value(value: object, *path: str | int) -> Callable[[Resource], None]:
    def change(resource: Any) -> None:
        for step in path[:-1]:
            resource = resource[step]
        resource[path[-1]] = value

    return change


BROKEN: list[tuple[str, Callable[[Resource], None]]] = [
    ("Questionnaire", without("status")),
    ("Questionnaire", with_value("running", "status")),
    ("Questionnaire", with_value("Patient", "subjectType")),
    ("Questionnaire", with_value("yes", "experimental")),
    ("Questionnaire", with_value([], "score")),
    ("Questionnaire", without("item", 1, "linkId")),
    ("Questionnaire", with_value("vas", "item", 1, "type")),
    ("Questionnaire", without("item", 1, "item", 0, "linkId")),
    ("Questionnaire", with_value("vas", "item", 1, "item", 1, "type")),
    ("Questionnaire", without("item", 1, "item", 1, "enableWhen", 0, "answerCoding")),
    ("Questionnaire", with_value("7", "extension", 0, "extension", 0, "valueInteger")),
    ("QuestionnaireResponse", with_value("handed in", "status")),
    ("QuestionnaireResponse", with_value("Organisation", "source", "type")),
    ("QuestionnaireResponse", with_value("4", "item", 0, "item", 0, "answer", 0, "valueDecimal")),
    ("Observation", without("code")),
    ("Observation", without("component", 0, "code")),
    ("Observation", with_value(3, "valueScore")),
]


def test_the_validator_sees_what_is_wrong(validate: Validate) -> None:
    """The effects questionnaire has groups, so this also shows that what is inside them is looked at."""
    neq = everything_installed().one(Instrument, "neq")
    response = answered(neq, dict(simulated_answers(neq, 0.9, random.Random(4))))
    good = {
        "Questionnaire": questionnaire_of(neq, "nb"),
        "QuestionnaireResponse": response_of(response, neq, place=PLACE),
        "Observation": observations_of(response, neq, place=PLACE)[0],
    }
    broken = []
    for kind, change in BROKEN:
        one = copy.deepcopy(good[kind])
        change(one)
        broken.append(one)
    found = validate([*good.values(), *broken])
    assert found[: len(good)] == [[]] * len(good)
    assert [place for place, faults in enumerate(found[len(good) :]) if not faults] == []
