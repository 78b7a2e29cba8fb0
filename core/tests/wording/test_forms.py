"""Publishers' forms: what each way of writing a Questionnaire is read as, and where each text of it is shown.

The files in ``data`` hold invented words. What they are read as stands here by hand.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from .forms import (
    DATA,
    MUCH,
    NINE,
    OFTEN,
    STANDARD,
    Command,
    brought,
    display,
    form,
    group,
    kept,
    question,
    read,
    refusal,
    sentences,
    with_first,
)

if TYPE_CHECKING:
    from varde.testing.house import House

USUAL = {f"q{n}": (f"Testord nummer {n}", MUCH if n == 10 else OFTEN) for n in range(1, 11)}
MARKUP = {**USUAL, "q1": ("Har du **lite** lyst &amp; glede?<br/>Siste uke", OFTEN)}


@pytest.mark.parametrize(
    ("name", "languages", "items"),
    [
        ("fhir-contained-valueset", ["nb"], USUAL),
        ("fhir-structor-bundle", ["nb", "nn"], USUAL),
        ("fhir-loinc-linkids", ["nb"], USUAL),
        ("fhir-items-reversed", ["nb"], USUAL),
        ("fhir-options-reversed-order", ["nb"], USUAL),
        ("fhir-html-in-text", ["nb"], MARKUP),
    ],
)
def test_each_file_is_read(
    house: House, command: Command, name: str, languages: list[str], items: dict[str, Any]
) -> None:
    result = brought(command, (DATA / f"{name}.json").read_bytes())
    assert (result.exit_code, result.stderr) == (0, "")
    assert kept(house) == dict.fromkeys(languages, items)


def test_a_bundle_is_said_as_a_list_and_a_language_chooses_of_it(house: House, command: Command) -> None:
    bundle = (DATA / "fhir-structor-bundle.json").read_bytes()
    only = brought(command, bundle, "--language", "nn")
    assert [pack["language"] for pack in json.loads(only.stdout)] == ["nn"]
    assert only.stderr == "Left out: the Questionnaire in nb-NO (--language is nn).\n"
    whole = brought(command, bundle)
    assert [(pack["language"], pack["stored"]) for pack in json.loads(whole.stdout)] == [("nb", True), ("nn", False)]
    assert whole.stderr == "fjordvest shows these words in nn already, as version 1. Nothing was changed.\n"
    assert sentences(brought(command, bundle, "--language", "en")) == [
        "its languages are nb-NO, nn-NO, and --language says en."
    ]
    assert sorted(kept(house)) == ["nb", "nn"]


def test_a_bundle_is_taken_whole_or_not(house: House, command: Command) -> None:
    bundle = json.loads((DATA / "fhir-structor-bundle.json").read_bytes())
    second = bundle["entry"][1]["resource"]
    bundle["entry"][1]["resource"] = {**second, "item": second["item"][:9]}
    assert sentences(brought(command, bundle)) == [
        "the Questionnaire phq-9 in nn-NO: item q10 is missing; a pack has words for every item of phq-9."
    ]
    bundle["entry"][1]["resource"] = {**second, "language": "nb"}
    assert sentences(brought(command, bundle)) == ["the Questionnaire phq-9 in nb: it is the second of phq-9 in nb."]
    assert kept(house) == {}


def test_a_code_that_its_number_contradicts_is_refused(house: House, command: Command) -> None:
    said = sentences(brought(command, (DATA / "fhir-code-against-ordinal.json").read_bytes()))
    assert len(said) == 40
    assert said[0] == "item q1: the choice “Alltid” has the code 0 and the ordinalValue 3, which do not agree."
    assert said[-1] == "item q10: the choice “Ingen” has the code 3 and the ordinalValue 0, which do not agree."
    assert kept(house) == {}


def test_two_answers_with_the_same_words_are_refused(house: House, command: Command) -> None:
    said = sentences(brought(command, (DATA / "fhir-same-words-twice.json").read_bytes()))
    assert said[0] == "item q1: choices 0 and 1 have the same words, “Aldri”."
    assert len(said) == 9
    assert kept(house) == {}


MARKDOWN = {"extension": [{"url": f"{STANDARD}/rendering-markdown", "valueMarkdown": "Har du **lite** lyst?"}]}


@pytest.mark.parametrize(
    ("more", "label"),
    [
        ({"prefix": "1."}, "1. Testord 1"),
        ({"item": [display("Tenk på siste uke.", "help")]}, "Testord 1\nTenk på siste uke."),
        ({"item": [display("Tenk på siste uke.")]}, "Testord 1\nTenk på siste uke."),
        ({"item": [display("Én.", "flyover"), display("To.", "instructions")]}, "Testord 1\nÉn.\nTo."),
        ({"text": None, "_text": MARKDOWN}, "Har du **lite** lyst?"),
        ({"_text": MARKDOWN}, "Testord 1"),
        ({"text": "<b>Lyst</b> & *glede*"}, "<b>Lyst</b> & *glede*"),
    ],
)
def test_what_is_said_in_a_question_is_in_its_label(more: dict[str, Any], label: str) -> None:
    fitting = read(with_first(**more))
    assert (fitting.faults, fitting.left_out) == ((), ())
    assert fitting.words.items[0].label == label


STEM = "Hvor ofte har du vært plaget?"


@pytest.mark.parametrize(
    ("items", "introduction", "headings"),
    [
        ([display(STEM), *NINE, question(10)], STEM, [None, None]),
        ([display("Hei."), display(STEM), *NINE, question(10)], f"Hei.\n{STEM}", [None, None]),
        ([group(STEM, *NINE, question(10))], STEM, [None, None]),
        ([group("Del 1", group(STEM, *NINE, question(10)))], f"Del 1\n{STEM}", [None, None]),
        ([group(None, display(STEM), *NINE), question(10)], STEM, [None, None]),
        ([group("Til deg", display("Hei.")), *NINE, question(10)], "Til deg\nHei.", [None, None]),
        ([group(STEM, *NINE), question(10)], None, [STEM, None]),
        ([group("A", *NINE), group("B", question(10))], None, ["A", "B"]),
        ([group("A", group("B", *NINE), question(10))], "A", ["B", None]),
        ([*NINE, display("Til slutt:"), question(10)], None, [None, "Til slutt:"]),
        ([*NINE, group("Om alt", display("Til slutt:")), question(10)], None, [None, "Om alt\nTil slutt:"]),
        ([group("A", *NINE, display("Til slutt:"), question(10))], "A", [None, "Til slutt:"]),
        ([display("Hei."), group(STEM, *NINE, question(10))], f"Hei.\n{STEM}", [None, None]),
        ([display("Overskrift", "header"), *NINE, question(10)], "Overskrift", [None, None]),
    ],
)
def test_where_a_text_between_the_questions_is_shown(
    items: list[dict[str, Any]], introduction: str | None, headings: list[str | None]
) -> None:
    fitting = read(form(*items))
    assert (fitting.faults, fitting.left_out, refusal(form(*items))) == ((), (), [])
    assert fitting.words.introduction == introduction
    assert [item.heading for item in fitting.words.items] == [headings[0]] * 9 + [headings[1]]


SUM = {"linkId": "sum", "type": "integer", "text": "Sum"}


@pytest.mark.parametrize(
    ("resource", "left_out"),
    [
        (form(*NINE, question(10), display("Takk!")), "“Takk!” stands after the last item it could be shown before"),
        (form(*NINE, question(10), display("© Oss", "legal")), "“© Oss” stands at the foot of the form"),
        (form(*NINE, question(10), {**SUM, "readOnly": True}), "item sum, which nobody is asked"),
        (form(*NINE, question(10), {**SUM, "code": [{"code": "44261-6"}]}), "item sum, which nobody is asked"),
        (
            form(
                *NINE,
                question(10),
                {**SUM, "extension": [{"url": f"{STANDARD}/questionnaire-hidden", "valueBoolean": True}]},
            ),
            "item sum, which nobody is asked",
        ),
        (form(description="Til klinikere"), "the description is not shown to patients"),
        (form(purpose="Til klinikere"), "the purpose is not shown to patients"),
    ],
)
def test_what_is_not_shown_is_said(resource: dict[str, Any], left_out: str, command: Command) -> None:
    result = brought(command, resource)
    assert (result.exit_code, result.stderr) == (0, f"Left out: {left_out}.\n")
