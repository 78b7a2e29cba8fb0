"""Every installed instrument as a Questionnaire of FHIR: sound, in its own words, in its order, with what each answer adds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from varde.exchange.fhir.questionnaires import URL_BASE, questionnaire_of
from varde.instruments.rules import score
from varde.instruments.values import Instrument, Scale
from varde.testing.house import everything_installed

INSTRUMENTS = dict(everything_installed().all(Instrument))
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
