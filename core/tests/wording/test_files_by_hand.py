"""Small packs written by hand, in TOML and in FHIR: what is read from each, and what is said of each that cannot be."""

from __future__ import annotations

import json
from typing import Any

import pytest

from varde.kernel.errors import BadUsage
from varde.wording.questionnaires import read_questionnaires
from varde.wording.values import FormItem, ItemWords, Option, Pack, PublishedForm, Words

from .conftest import read_pack


def refused(raw: bytes) -> tuple[str, ...]:
    with pytest.raises(BadUsage) as refusal:
        read_pack(raw)
    return refusal.value.faults


# --- TOML


def test_a_whole_pack() -> None:
    text = """
        instrument = "mood"
        version = "2"
        language = "nb-NO"
        licence = "Avtale 12"
        title = "Humør"
        recall = "Siste uke"
        question = "Hvordan?"
        [items.q1]
        label = "Glad"
        choices = { 1 = "ja", 0 = "nei" }
        low_label = "lavt"
        high_label = "høyt"
        heading = "I dag"
        [items.q2]
        choices = ["nei", "ja"]
        [items.q3]
        choices = {}
        [items.q4]
    """
    items = (
        ItemWords("q1", "Glad", (("1", "ja"), ("0", "nei")), "lavt", "høyt", "I dag"),
        ItemWords("q2", None, (("", "nei"), ("", "ja"))),
        ItemWords("q3", None, ()),
        ItemWords("q4"),
    )
    words = Words(items, "Humør", "Siste uke", "Hvordan?")
    assert read_pack(text.encode()) == Pack("toml", words, ("mood",), "2", "nb-NO", "Avtale 12")


@pytest.mark.parametrize("raw", [b"", b"\xef\xbb\xbf", b"items = {}"])
def test_a_pack_that_says_nothing(raw: bytes) -> None:
    assert read_pack(raw) == Pack("toml", Words(), (), "", "", "")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("instrument = 3", ("“instrument” must be text in quotes.",)),
        ("licence = 3", ("“licence” must be text in quotes.",)),
        ("language = []", ("“language” must be text in quotes.",)),
        ("version = true", ("“version” must be text in quotes.",)),
        (
            '[items.q1]\nchoices = { 0 = "nei", 1 = 1 }',
            ("item q1: “choices” must be a table from code to words, or a list of words in order.",),
        ),
        (
            '[items.q1]\nchoices = ["nei", 1]',
            ("item q1: “choices” must be a table from code to words, or a list of words in order.",),
        ),
        (
            '[items]\nq1 = "Glad"\nq2 = 3',
            (
                "item q1: it must be a table: [items.q1] with its label.",
                "item q2: it must be a table: [items.q2] with its label.",
            ),
        ),
        (
            "title = 1\nrecall = 2\n[items.q1]\nlabel = 3",
            (
                "“title” must be text in quotes.",
                "“recall” must be text in quotes.",
                "item q1: “label” must be text in quotes.",
            ),
        ),
    ],
)
def test_every_fault_of_a_pack_is_said_once(text: str, sentences: tuple[str, ...]) -> None:
    assert refused(text.encode()) == sentences


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf"])
def test_a_byte_that_is_no_text_is_counted_from_the_first_of_the_text(before: bytes) -> None:
    assert refused(before + b'title = "\xff"') == ("it is not UTF-8: byte 10 cannot be read.",)
    assert refused(before + b'{"title": "\xff"}') == ("it is not UTF-8: byte 12 cannot be read.",)


# --- FHIR


def questionnaire(*items: dict[str, Any], **top: Any) -> bytes:
    return json.dumps({"resourceType": "Questionnaire", **top, **({"item": items} if items else {})}).encode()


def form_of(*items: dict[str, Any], **top: Any) -> PublishedForm:
    form = read_pack(questionnaire(*items, **top)).form
    assert form
    return form


def item_of(**fields: Any) -> FormItem:
    (item,) = form_of({"linkId": "q1", **fields}).items
    return item


def test_a_whole_questionnaire() -> None:
    raw = questionnaire(
        {"linkId": "q1", "text": "Glad", "type": "choice", "answerOption": [{"valueInteger": -1}]},
        title="Humør",
        version="2",
        language="nb-NO",
        copyright="Avtale 12",
        url="https://x.no/fhir/Questionnaire/mood/#a",
        name="Mood",
        identifier=[{"value": "m-1"}, {"value": 7}, {"value": ""}, {"value": "Mood"}, {}],
    )
    form = PublishedForm((FormItem("q1", "Glad", (Option("-1", "-1"),)),))
    assert read_pack(raw) == Pack("fhir", Words((), "Humør"), ("mood", "Mood", "m-1"), "2", "nb-NO", "Avtale 12", form)


def test_a_questionnaire_that_says_nothing() -> None:
    assert read_pack(questionnaire()) == Pack("fhir", Words(), (), "", "", "", PublishedForm())


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"[]", "it must hold a JSON object with a Questionnaire, not list."),
        (b"{", "it is not JSON: Expecting property name enclosed in double quotes at line 1, column 2."),
    ],
)
def test_what_is_no_object(raw: bytes, sentence: str) -> None:
    with pytest.raises(BadUsage) as refusal:
        read_questionnaires(raw.decode())
    assert refusal.value.faults == (sentence,)


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        ({"linkId": 3, "type": "choice"}, "item number 1 of the Questionnaire has no linkId."),
        ({"linkId": "", "type": "choice"}, "item number 1 of the Questionnaire has no linkId."),
        (
            {"linkId": "g1", "type": "group", "item": [{"linkId": "q1"}, {"type": "choice"}]},
            "item number 2 of g1 has no linkId.",
        ),
        ({"linkId": "g1", "type": "group", "text": 4}, "item g1: “text” must be text in quotes."),
        ({"linkId": "q1", "answerOption": 4}, "item q1: “answerOption” must be a list of objects."),
        (
            {"linkId": "q1", "answerOption": [{"valueInteger": True}]},
            "item q1: an answerOption has neither valueCoding, valueInteger nor valueString.",
        ),
        (
            {"linkId": "q1", "answerOption": [{"valueCoding": {"code": 1, "display": "ja"}}]},
            "item q1: “code” must be text in quotes.",
        ),
    ],
)
def test_an_item_that_is_not_as_fhir_has_it(item: dict[str, Any], sentence: str) -> None:
    assert refused(questionnaire(item))[0] == sentence


def test_every_fault_of_a_questionnaire_is_said() -> None:
    options = [{"valueDate": "a"}, {"valueCoding": {"display": "b"}}, {"valueInteger": 1}]
    assert refused(questionnaire({"linkId": "q1", "answerOption": options}, title=1)) == (
        "“title” must be text in quotes.",
        "item q1: an answerOption has neither valueCoding, valueInteger nor valueString.",
        "item q1: the choice “b” has no code.",
    )


ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
WEIGHT = "http://hl7.org/fhir/StructureDefinition/itemWeight"


@pytest.mark.parametrize(
    ("extensions", "number"),
    [
        ([{"url": ORDINAL, "valueDecimal": 3}], 3),
        ([{"url": ORDINAL, "valueInteger": 3}], 3),
        ([{"url": WEIGHT, "valueDecimal": 3.0}], 3),
        ([{"url": ORDINAL, "valueDecimal": -1}], -1),
        ([{"url": "http://x.no/colour", "valueDecimal": 3}], None),
        ([{"url": "http://x.no/colour", "valueDecimal": 3}, {"url": WEIGHT, "valueDecimal": 2}], 2),
        ([{"url": ORDINAL, "valueDecimal": 0.5}], 0.5),
        ([{"url": ORDINAL, "valueDecimal": "3"}], None),
        ([{"url": ORDINAL, "valueDecimal": True}], None),
        ([{"url": ORDINAL, "valueDecimal": 0}], 0),
        ([{"url": ORDINAL}], None),
        ([{"valueDecimal": 3}], None),
    ],
)
@pytest.mark.parametrize("beside", ["option", "coding"])
def test_the_number_a_terminologys_code_stands_for(
    extensions: list[dict[str, Any]], number: float | None, beside: str
) -> None:
    coding = {"code": "LA-1", "display": "ja"}
    option: dict[str, Any] = {"valueCoding": coding}
    (option if beside == "option" else coding)["extension"] = extensions  # type: ignore[assignment]
    assert item_of(answerOption=[option]).options == (Option("LA-1", "ja", number),)


def test_a_number_beyond_all_is_no_code() -> None:
    option = {"valueCoding": {"code": "LA-1", "display": "ja"}, "extension": [{"url": ORDINAL, "valueDecimal": 12345}]}
    raw = questionnaire({"linkId": "q1", "answerOption": [option]}).replace(b"12345", b"1e400")
    form = read_pack(raw).form
    assert form
    assert form.items[0].options == (Option("LA-1", "ja", float("inf")),)


CONTROL = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"


def control(code: str, url: str | None = CONTROL) -> dict[str, Any]:
    return {"url": url, "valueCodeableConcept": {"coding": [{"code": code}]}}


@pytest.mark.parametrize(
    ("kind", "extensions", "low", "high"),
    [
        ("display", [control("lower")], "Ende", None),
        ("display", [control("upper")], None, "Ende"),
        ("display", [control("help")], None, None),
        ("display", [control("lower", "http://x.no/colour")], None, None),
        ("display", [control("lower", None)], None, None),
        ("display", [control("upper", "http://x.no/colour"), control("lower")], "Ende", None),
        ("display", [{"url": CONTROL}, control("lower")], "Ende", None),
        ("display", [{"url": CONTROL, "valueCodeableConcept": {}}], None, None),
        ("display", [], None, None),
        ("string", [control("lower")], None, None),
    ],
)
def test_a_text_at_an_end_of_the_answer(
    kind: str, extensions: list[dict[str, Any]], low: str | None, high: str | None
) -> None:
    shown = {"linkId": "q1a", "type": kind, "text": "Ende", "extension": extensions}
    items = form_of({"linkId": "q1", "type": "decimal", "item": [shown]}).items
    assert (items[0].low_label, items[0].high_label) == (low, high)
    # What is no end of the answer is shown with the question.
    assert (items[0].label is None) == (low is not None or high is not None or kind != "display")
    assert [item.key for item in items] == (["q1"] if kind == "display" else ["q1", "q1a"])


def test_a_group_that_repeats_is_an_item_and_its_own_items_are_not() -> None:
    inner = {"linkId": "steps", "type": "integer", "text": "Skritt"}
    for repeats, keys in ((True, ["day"]), (False, ["steps"]), ("true", ["steps"])):
        day = {"linkId": "day", "type": "group", "text": "Dag", "repeats": repeats, "item": [inner]}
        assert [item.key for item in form_of(day).items] == keys


def test_what_stands_over_a_question_is_its_heading() -> None:
    inner = {"linkId": "g2", "type": "group", "item": [{"linkId": "q1"}]}
    named = {"linkId": "g3", "type": "group", "text": "Indre", "item": [{"linkId": "q2"}]}
    outer = {"linkId": "g1", "type": "group", "text": "Ytre", "item": [inner, named, {"linkId": "q3"}]}
    items = form_of(outer, {"linkId": "q4"}).items
    assert [(item.key, item.heading) for item in items] == [
        ("q1", "Ytre"),
        ("q2", "Ytre\nIndre"),
        ("q3", "Ytre"),
        ("q4", None),
    ]
