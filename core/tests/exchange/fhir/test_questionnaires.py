"""An instrument as a Questionnaire: every item once, every answer with the score it adds, nothing empty."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from varde.exchange.fhir.questionnaires import URL_BASE, questionnaire_of
from varde.instruments.rules import score
from varde.instruments.values import Instrument, Item, Licence, Scale
from varde.kernel.words import Text
from varde.testing.house import all_samples

INSTRUMENTS = dict(all_samples().all(Instrument))
EVERY = pytest.mark.parametrize("key", INSTRUMENTS)
LANGUAGES = ("nb", "nn", "en")
MIN, MAX = (f"http://hl7.org/fhir/StructureDefinition/{name}Value" for name in ("min", "max"))
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
Resource = dict[str, Any]


def items_in(found: Resource) -> Iterator[Resource]:
    """Every item, however deep."""
    for item in found.get("item", []):
        yield item
        yield from items_in(item)


def by_link(found: Resource) -> dict[str, Resource]:
    return {item["linkId"]: item for item in items_in(found)}


def extended(found: Resource, url: str) -> Any:
    """The value of the one extension with this address; None without it."""
    for one in found.get("extension", []):
        if one["url"] == url:
            [value] = (value for name, value in one.items() if name.startswith("value"))
            return value
    return None


def scores(item: Resource) -> dict[int, float]:
    """What each answer adds, by its code."""
    options = [option["valueCoding"] for option in item["answerOption"]]
    return {int(coding["code"]): extended(coding, ORDINAL) for coding in options}


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list) and value:
        for one in value.values() if isinstance(value, dict) else value:
            yield from leaves(one)
    else:
        yield value


@EVERY
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_is_sound(key: str, language: str) -> None:
    found = questionnaire_of(INSTRUMENTS[key], language)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert not [leaf for leaf in leaves(found) if leaf in ("", None) or leaf == [] or leaf == {}]
    assert re.fullmatch(r"[A-Za-z0-9.-]{1,64}", found["id"])
    assert re.fullmatch(r"[A-Z][A-Za-z0-9_]{0,254}", found["name"])
    assert found["url"] == f"{URL_BASE}/Questionnaire/{key}"
    assert (found["language"], found["version"]) == (language, INSTRUMENTS[key].version)
    links = [item["linkId"] for item in items_in(found)]
    assert len(links) == len(set(links))
    for item in items_in(found):
        # R4's own rules (que-1, que-3, que-4, que-6) that the shape alone does not hold.
        assert item["type"] != "group" or item["item"]
        if item["type"] == "display":
            assert not item.keys() & {"item", "code", "required", "repeats"}
        assert ("answerOption" in item) == (item["type"] == "choice")
        assert item.get("required", False) is False


@EVERY
def test_every_item_is_asked_in_its_own_words(key: str) -> None:
    instrument = INSTRUMENTS[key]
    for language in LANGUAGES:
        found = by_link(questionnaire_of(instrument, language))
        for item in instrument.items:
            asked = found[item.key]
            assert asked["text"] == item.label.to(language)
            shown = [option["valueCoding"]["display"] for option in asked.get("answerOption", [])]
            assert shown == [words.to(language) for _, words in item.choices]
        headings = {item.heading.to(language) for item in instrument.items if item.heading}
        assert {one["text"] for link, one in found.items() if link.startswith("heading-")} == headings


@EVERY
def test_the_order_is_the_instruments(key: str) -> None:
    keys = [item.key for item in INSTRUMENTS[key].items]
    assert [
        one["linkId"] for one in items_in(questionnaire_of(INSTRUMENTS[key], "nb")) if one["linkId"] in keys
    ] == keys


@EVERY
def test_the_range_is_the_items(key: str) -> None:
    found = by_link(questionnaire_of(INSTRUMENTS[key], "nb"))
    for item in INSTRUMENTS[key].items:
        if item.kind in ("integer", "vas", "number"):
            assert found[item.key]["type"] == ("integer" if item.kind == "integer" else "decimal")
            assert (extended(found[item.key], MIN), extended(found[item.key], MAX)) == (item.low, item.high)


def factor_of(instrument: Instrument, key: str) -> float:
    """How much one more point on this item moves a total of which nothing is missing."""
    if instrument.total is not None:
        return moved(instrument.total, key)
    return sum(moved(scale, key) for scale in instrument.subscales if scale.key in instrument.sum_of)


def moved(scale: Scale, key: str) -> float:
    if key not in scale.items:
        return 0
    match scale.method:
        case "sum":
            return scale.factor
        case "mean":
            return 1 / len(scale.items)
    zero, hundred = scale.ends
    return 100 / ((hundred - zero) * len(scale.items))


SUMMED = [key for key, one in INSTRUMENTS.items() if one.custom is None and (one.total or one.sum_of)]


@pytest.mark.parametrize("key", SUMMED)
def test_an_answer_has_the_score_that_it_adds(key: str) -> None:
    """Each choice in turn, all else alike: the total moves as the exported scores do."""
    instrument = INSTRUMENTS[key]
    found = by_link(questionnaire_of(instrument, "nb"))
    # The highest answers: no gate is closed, and nothing is skipped.
    answers: dict[str, object] = {item.key: True if item.kind == "boolean" else item.high for item in instrument.items}
    before = score(instrument, answers).total
    assert before is not None or instrument.kind == "score_only"
    gates = {item.gate for item in instrument.items} | ({"q1", "q2", "q3"} if key.startswith("audit") else set())
    for item in instrument.items:
        if item.kind != "choice" or item.key in gates:
            continue
        added = scores(found[item.key])
        if not item.scored:
            assert set(added.values()) == {None}
            continue
        for code in added:
            after = score(instrument, {**answers, item.key: code}).total
            assert before is not None
            assert after is not None
            difference = (added[code] - added[int(item.high)]) * factor_of(instrument, item.key)
            assert after - before == pytest.approx(difference), (item.key, code)


def test_reversed_answers_have_the_score_they_add_and_not_their_number() -> None:
    doubt = by_link(questionnaire_of(INSTRUMENTS["doubt"], "nb"))
    backwards = next(item for item in INSTRUMENTS["doubt"].items if item.reverse)
    assert scores(doubt[backwards.key]) == {1: 5, 2: 4, 3: 3, 4: 2, 5: 1}
    footing = by_link(questionnaire_of(INSTRUMENTS["footing"], "nb"))
    assert scores(footing["q1"]) == {1: 4, 2: 3, 3: 2, 4: 1, 5: 0}


def test_codes_of_the_panel_of_items_and_of_the_total() -> None:
    found = questionnaire_of(INSTRUMENTS["phq-9"], "nb")
    assert found["code"] == [{"system": "http://loinc.org", "code": "44249-1"}]
    assert by_link(found)["q9"]["code"] == [{"system": "http://loinc.org", "code": "44260-8"}]
    [scoring] = found["extension"]
    total = next(part for part in scoring["extension"] if part["url"] == "total")
    codes = [part["valueCoding"] for part in total["extension"] if part["url"] == "code"]
    assert codes == [
        {"system": "http://loinc.org", "code": "44261-6"},
        {"system": "http://snomed.info/sct", "code": "720433000"},
    ]
    bands = [part["extension"] for part in scoring["extension"] if part["url"] == "band"]
    assert [band[0]["valueCode"] for band in bands] == [band.key for band in INSTRUMENTS["phq-9"].bands]
    assert bands[1][2]["valueRange"] == {"low": {"value": 5}, "high": {"value": 9}}


@pytest.mark.parametrize(
    ("key", "item", "no"),
    [
        ("weather", "rain_sev", {"system": f"{URL_BASE}/CodeSystem/weather/rain_now", "code": "0"}),
        ("hike", "up_min", 0),
        ("stones", "helpers", False),
    ],
)
def test_what_a_gate_closes_is_asked_unless_it_was_answered_with_no(key: str, item: str, no: object) -> None:
    [when] = by_link(questionnaire_of(INSTRUMENTS[key], "nb"))[item]["enableWhen"]
    assert when.pop("operator") == "!="
    assert when.pop("question") == INSTRUMENTS[key].item(item).gate
    assert list(when.values()) == [no]


def test_items_with_a_heading_stand_in_its_group() -> None:
    found = questionnaire_of(INSTRUMENTS["heights"], "nb")
    groups = [item for item in found["item"] if item["type"] == "group"]
    assert [group["linkId"] for group in groups] == [f"heading-{number}" for number in range(1, 25)]
    assert all(len(group["item"]) == 2 for group in groups)


def test_a_day_is_a_group_that_repeats() -> None:
    days = by_link(questionnaire_of(INSTRUMENTS["paces"], "nb"))["days"]
    assert (days["type"], days["repeats"]) == ("group", True)
    assert [(part["linkId"], part["type"]) for part in days["item"]] == [
        ("days.date", "date"),
        ("days.steps", "integer"),
        ("days.wear_h", "decimal"),
    ]
    assert [extended(part, MAX) for part in days["item"][1:]] == [100_000, 24]
    assert "extension" not in days["item"][0]


def test_an_instrument_with_only_a_total_asks_for_it() -> None:
    found = by_link(questionnaire_of(INSTRUMENTS["guide-total"], "en"))
    assert found.keys() == {"total"}
    assert (found["total"]["type"], found["total"]["text"]) == ("decimal", "Total")
    assert extended(found["total"], MAX) == INSTRUMENTS["guide-total"].total_range[1]  # type: ignore[index]


def test_an_end_without_a_limit_has_none() -> None:
    """JSON has no infinity."""
    open_ended = Instrument("x", Text("x", "x"), Licence("own", ""), kind="score_only")
    assert "extension" not in by_link(questionnaire_of(open_ended, "nb"))["total"]


def test_a_number_that_is_multiplied_says_so() -> None:
    days = by_link(questionnaire_of(INSTRUMENTS["weather"], "nb"))["rain_days"]
    counted = next(one for one in days["extension"] if one["url"] == f"{URL_BASE}/StructureDefinition/counted")
    assert {"url": "multiplier", "valueInteger": 10} in counted["extension"]


def test_a_line_has_its_ends_and_another_base_is_used_throughout() -> None:
    line = Item("a", "vas", 0, 100, Text("A", "A"), low_label=Text("lite", "lite"), high_label=Text("mye", "mykje"))
    instrument = Instrument("x", Text("x", "x"), Licence("own", "Us"), items=(line,))
    found = questionnaire_of(instrument, "nn", url_base="https://fhir.example.no")
    assert [end["text"] for end in by_link(found)["a"]["item"]] == ["lite", "mykje"]
    assert found["url"] == "https://fhir.example.no/Questionnaire/x"
    assert "urn:varde" not in json.dumps(found)
    assert found["copyright"] == "Us."
