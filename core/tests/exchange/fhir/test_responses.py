"""Responses and scores as FHIR: nothing is lost on the way, and nobody is named."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.exchange.fhir.questionnaires import questionnaire_of
from varde.exchange.fhir.responses import answers_of, observations_of, response_of
from varde.instruments.answers import check_answers, items_of
from varde.instruments.values import Instrument, Item, Licence
from varde.kernel.words import Text
from varde.testing.house import all_samples

from .conftest import WHO_5, as_stored

INSTRUMENTS = dict(all_samples().all(Instrument))
PLACE = "https://varde.example.no"


def an_answer(item: Item) -> st.SearchStrategy[Any]:
    match item.kind:
        case "choice":
            return st.sampled_from([code for code, _ in item.choices])
        case "boolean":
            return st.booleans()
        case "integer":
            step = item.step or 1
            return st.integers(int(item.low) // step, int(item.high) // step).map(lambda number: number * step)
        case "days":
            hours = st.none() | st.integers(0, 24) | st.sampled_from([11.5, 0.25])
            day = st.fixed_dictionaries(
                {"steps": st.none() | st.integers(0, 100_000), "wear_h": hours},
                optional={"date": st.dates().map(date.isoformat)},
            )
            return st.lists(day, max_size=7)
    low, high = max(item.low, -1000), min(item.high, 1000)
    return st.integers(int(low), int(high)) | st.floats(low, high, allow_nan=False)


@st.composite
def answers_to(draw: st.DrawFn) -> tuple[Instrument, dict[str, Any]]:
    """Any instrument, with any of its items answered."""
    instrument = draw(st.sampled_from(sorted(INSTRUMENTS.values(), key=lambda one: one.key)))
    items = items_of(instrument)
    asked = draw(st.sets(st.sampled_from(items), max_size=12)) if draw(st.booleans()) else set(items)
    return instrument, {item.key: draw(an_answer(item)) for item in items if item in asked}


@given(answers_to())
def test_answers_come_back_as_they_were_given(case: tuple[Instrument, dict[str, Any]]) -> None:
    instrument, answers = case
    assert check_answers(instrument, answers) == []
    found = response_of(as_stored(instrument, answers), instrument, place=PLACE)
    assert answers_of(json.loads(json.dumps(found, allow_nan=False))) == answers


@given(answers_to())
def test_answers_stand_where_the_questionnaire_asks_and_have_its_types(case: tuple[Instrument, dict[str, Any]]) -> None:
    instrument, answers = case
    asked = questionnaire_of(instrument, "nb")
    found = response_of(as_stored(instrument, answers), instrument, place=PLACE)
    assert found["questionnaire"] == f"{asked['url']}|{asked['version']}"
    fits(found, asked)


def fits(answered: dict[str, Any], asked: dict[str, Any]) -> None:
    """Every answer is below the item it answers, in the item's type and order, and a choice is one of its options."""
    by_link = {item["linkId"]: item for item in asked.get("item", [])}
    links = [item["linkId"] for item in answered.get("item", [])]
    assert links == [link for link in by_link for _ in range(links.count(link))]
    for item in answered.get("item", []):
        question = by_link[item["linkId"]]
        assert links.count(item["linkId"]) == 1 or question["repeats"]
        for answer in item.get("answer", []):
            kind = {"choice": "coding"}.get(question["type"], question["type"])
            assert list(answer) == [f"value{kind.capitalize()}"]
            if kind == "coding":
                options = [option["valueCoding"] for option in question["answerOption"]]
                plain = [{name: part for name, part in option.items() if name != "extension"} for option in options]
                assert answer["valueCoding"] in plain
        fits(item, question)


def test_a_day_keeps_its_date() -> None:
    days = [{"steps": 4000, "wear_h": 12, "date": "2026-09-21"}, {"steps": None, "wear_h": None, "date": "2026-09-22"}]
    found = response_of(as_stored(INSTRUMENTS["paces"], {"days": days}), INSTRUMENTS["paces"], place=PLACE)
    assert [day["item"][0] for day in found["item"]] == [
        {"linkId": "days.date", "answer": [{"valueDate": on}]} for on in ("2026-09-21", "2026-09-22")
    ]
    assert [len(day["item"]) for day in found["item"]] == [3, 1]
    assert answers_of(found) == {"days": days}


def observed(key: str, answers: dict[str, Any], **about: Any) -> list[dict[str, Any]]:
    return observations_of(as_stored(INSTRUMENTS[key], answers, **about), INSTRUMENTS[key], place=PLACE)


def components(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """By the end of the code: everything but the code."""
    return {
        one["code"]["coding"][0]["code"].partition(".")[2]: {name: v for name, v in one.items() if name != "code"}
        for one in found["component"]
    }


def test_the_score_is_the_value_with_subscores_band_and_flags_beside_it() -> None:
    [found] = observed("phq-9", {f"q{n}": 1 for n in range(1, 10)})
    assert found["valueQuantity"] == {"value": 9}
    assert found["code"]["coding"][0] == {"system": "http://loinc.org", "code": "44261-6"}
    assert found["derivedFrom"] == [{"reference": "QuestionnaireResponse/response-1"}]
    assert found["effectiveDateTime"] == "2026-10-05T08:30:00+00:00"
    parts = components(found)
    assert parts["band"]["valueCodeableConcept"]["coding"][0]["code"] == "mild"
    assert parts["flag.caseness"] == {"valueBoolean": False}
    assert parts["flag.item9_alert"] == {"valueString": "amber"}
    [audit] = observed("audit", {f"q{n}": 1 if n < 9 else 2 for n in range(1, 11)})
    scales = components(audit)
    assert {key: scales[key]["valueQuantity"]["value"] for key in ("consumption", "dependence", "harm")} == {
        "consumption": 3,
        "dependence": 3,
        "harm": 6,
    }


def test_a_total_that_is_no_points_has_its_unit() -> None:
    unit = Text("minutter i uken", "minutt i veka", "minutes a week")
    answers = {f"q{n}": 1 for n in range(1, 10)}
    for ucum, coded in (("min/wk", {"system": "http://unitsofmeasure.org", "code": "min/wk"}), ("", {})):
        instrument = replace(INSTRUMENTS["phq-9"], unit=unit, ucum=ucum)
        [found] = observations_of(as_stored(instrument, answers), instrument, place=PLACE)
        assert found["valueQuantity"] == {"value": 9, "unit": "minutter i uken", **coded}


def test_long_decimals_are_cut() -> None:
    [found] = observed("ease", {f"q{n}": 1 + n % 3 for n in range(1, 14)})
    assert len(str(found["valueQuantity"]["value"])) <= 6


@pytest.mark.parametrize(
    ("key", "answers", "status", "why"),
    [
        ("phq-9", {"q1": 2}, "not_scored", "unknown"),
        ("hike", {}, "excluded", "not-applicable"),
        ("phq-9", {"q1": 99}, "invalid", "error"),
    ],
)
def test_a_total_that_is_missing_says_why(key: str, answers: dict[str, Any], status: str, why: str) -> None:
    response = as_stored(INSTRUMENTS[key], answers)
    assert (response.status, response.total) == (status, None)
    [found] = observations_of(response, INSTRUMENTS[key], place=PLACE)
    assert "valueQuantity" not in found
    assert found["dataAbsentReason"]["coding"][0]["code"] == why


def test_a_subscore_that_is_missing_says_so_and_an_empty_list_is_nothing() -> None:
    [found] = observed("eq-5d-5l", {INSTRUMENTS["eq-5d-5l"].items[0].key: 1})
    assert "dataAbsentReason" in components(found)["level_sum"]
    [hike] = observed("hike", {"up_days": 1, "up_min": 20, "down_days": 0, "rest_min": 5})
    assert "dataAbsentReason" in components(hike)["flag.cut"]
    assert "dataAbsentReason" not in hike


def test_nothing_is_said_about_a_response_nobody_scored() -> None:
    assert observed("phq-9", {}, status=None) == []
    bare = as_stored(INSTRUMENTS["phq-9"], {}, status="scored", subscores={}, flags={})
    assert observations_of(bare, INSTRUMENTS["phq-9"], place=PLACE) == []


def test_a_draft_does_not_leave() -> None:
    draft = as_stored(INSTRUMENTS["who-5"], WHO_5, submitted_at=None)
    for build in (response_of, observations_of):
        with pytest.raises(ValueError, match="draft"):
            build(draft, INSTRUMENTS["who-5"], place=PLACE)


def test_who_answered_and_who_wrote_it_down() -> None:
    who5 = INSTRUMENTS["who-5"]
    patient = {"type": "Patient", "identifier": {"system": f"{PLACE}/fhir/enrolment", "value": "12"}}
    own = response_of(as_stored(who5, WHO_5, enrolment_id=12, by_id=3), who5, place=PLACE)
    assert (own["subject"], own["source"], own["author"]) == (patient, patient, patient)
    phone = response_of(as_stored(who5, WHO_5, enrolment_id=12, by_id=3, mode="therapist"), who5, place=PLACE)
    assert (phone["subject"], phone["source"]) == (patient, patient)
    assert phone["author"] == {"type": "Practitioner", "identifier": {"system": f"{PLACE}/fhir/person", "value": "3"}}
    brought = response_of(as_stored(who5, {}, enrolment_id=12, mode="import", language=None), who5, place=PLACE)
    assert brought["author"] == {"display": "Imported from an earlier system"}
    assert not brought.keys() & {"source", "item", "language"}


def test_answers_are_in_the_words_of_the_language() -> None:
    gad = INSTRUMENTS["gad-7"]
    for language in ("nb", "nn", "en"):
        found = response_of(as_stored(gad, {"q1": 3}, language=language), gad, place=PLACE)
        [answer] = found["item"][0]["answer"]
        assert found["language"] == language
        assert answer["valueCoding"]["display"] == gad.items[0].choices[3][1].to(language)


def test_answers_to_an_earlier_version_leave_as_they_are() -> None:
    """Items that are gone are typed by what was answered; choices that are gone keep their code."""
    bare = Instrument("gone", Text("gone", "gone"), Licence("own", ""))
    answers = {"a": 2.5, "b": True, "c": "tekst", "d": 3}
    found = response_of(as_stored(bare, answers, version="0"), bare, place=PLACE)
    assert [list(item["answer"][0]) for item in found["item"]] == [
        ["valueDecimal"],
        ["valueBoolean"],
        ["valueString"],
        ["valueDecimal"],
    ]
    assert found["questionnaire"].endswith("/gone|0")
    gad = INSTRUMENTS["gad-7"]
    old = response_of(as_stored(gad, {"q1": 7}), gad, place=PLACE)["item"][0]["answer"][0]["valueCoding"]
    assert (old["code"], "display" in old) == ("7", False)


@given(answers_to())
def test_scores_have_no_empty_parts(case: tuple[Instrument, dict[str, Any]]) -> None:
    instrument, answers = case
    for found in observations_of(as_stored(instrument, answers), instrument, place=PLACE):
        text = json.dumps(found, allow_nan=False)
        assert not re.search(r'(\[\]|\{\}|""|null)', text)
        assert ("valueQuantity" in found) + ("dataAbsentReason" in found) <= 1
