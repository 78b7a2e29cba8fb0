"""Which answer of a publisher's form is which: by code, by number, in value sets; what is not certain is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from varde.instruments.engine import counted
from varde.instruments.values import Item
from varde.wording.fitting import fitted
from varde.wording.reading import read_packs

from .forms import (
    INSTALLED,
    OFTEN,
    PHQ,
    STANDARD,
    display,
    form,
    in_english,
    options,
    ordinal,
    question,
    read,
    refusal,
    with_first,
)

if TYPE_CHECKING:
    pass


def value_set(**more: Any) -> dict[str, Any]:
    return {"resourceType": "ValueSet", "id": "a", "url": "http://x.no/vs", **more}


CONCEPTS = [{"code": code, "display": text} for code, text in OFTEN.items()]
COMPOSED = {"compose": {"include": [{"system": "urn:x", "concept": CONCEPTS}]}}
EXPANDED = {"expansion": {"contains": [{"system": "urn:x", **concept} for concept in CONCEPTS]}}
NESTED = {
    "expansion": {"contains": [{"abstract": True, "display": "Alle", "contains": EXPANDED["expansion"]["contains"]}]}
}
SYSTEM = {"resourceType": "CodeSystem", "id": "s", "url": "urn:x", "concept": CONCEPTS}
WHOLE_SYSTEM = {"compose": {"include": [{"system": "urn:x"}]}}
CODES_ONLY = {"compose": {"include": [{"system": "urn:x", "concept": [{"code": code} for code in OFTEN]}]}}


def by_set(reference: str, *contained: dict[str, Any]) -> dict[str, Any]:
    first = question(1, answerValueSet=reference)
    del first["answerOption"]
    return form(first, *(question(number) for number in range(2, 11)), contained=list(contained))


@pytest.mark.parametrize(
    ("reference", "contained"),
    [
        ("#a", [value_set(**COMPOSED)]),
        ("#a", [value_set(**EXPANDED)]),
        ("#a", [value_set(**NESTED)]),
        ("#a", [value_set(**COMPOSED, **EXPANDED)]),
        ("#a", [value_set(**WHOLE_SYSTEM, **EXPANDED)]),
        ("#a", [value_set(**WHOLE_SYSTEM), SYSTEM]),
        ("#a", [value_set(**CODES_ONLY), SYSTEM]),
        ("http://x.no/vs", [value_set(**COMPOSED)]),
        ("http://x.no/vs|2", [value_set(**COMPOSED)]),
    ],
)
def test_answers_in_a_value_set(reference: str, contained: list[dict[str, Any]]) -> None:
    fitting = read(by_set(reference, *contained))
    assert fitting.faults == ()
    assert dict(fitting.words.items[0].choices or ()) == OFTEN


def test_answers_in_a_value_set_beside_the_form_in_a_bundle() -> None:
    entries = [{"resource": by_set("http://x.no/vs")}, {"resource": value_set(**COMPOSED)}]
    (pack,) = read_packs(json.dumps({"resourceType": "Bundle", "entry": entries}).encode())
    assert dict(fitted(PHQ, pack, "nb").words.items[0].choices or ()) == OFTEN


OTHER_WORDS = {"expansion": {"contains": [{**EXPANDED["expansion"]["contains"][0], "display": "Alltid"}]}}


@pytest.mark.parametrize(
    ("reference", "contained", "sentence"),
    [
        (
            "http://x.no/other",
            [value_set(**COMPOSED)],
            "item q1: its answers are the value set http://x.no/other, which is not in the file: put it in “contained”, or "
            "beside the Questionnaire in a Bundle.",
        ),
        (
            "#a",
            [value_set()],
            "item q1: the value set #a cannot be read: it has neither “compose” with concepts nor “expansion”.",
        ),
        (
            "#a",
            [value_set(**WHOLE_SYSTEM)],
            "item q1: the value set #a cannot be read: it names the code system urn:x and none of its concepts.",
        ),
        (
            "#a",
            [value_set(compose={**COMPOSED["compose"], "exclude": [{}]})],
            "item q1: the value set #a cannot be read: it leaves out answers with “exclude”.",
        ),
        (
            "#a",
            [value_set(compose={"include": [{"system": "urn:x", "filter": [{}]}]})],
            "item q1: the value set #a cannot be read: it is put together with “filter” or “valueSet”.",
        ),
        (
            "#a",
            [value_set(**COMPOSED, **OTHER_WORDS)],
            "item q1: the value set #a cannot be read: “compose” and “expansion” have other words for 0.",
        ),
    ],
)
def test_a_value_set_that_cannot_be_read_is_a_fault(
    reference: str, contained: list[dict[str, Any]], sentence: str
) -> None:
    assert refusal(by_set(reference, *contained)) == [sentence]


def coded(code: str, number: float, words: str, system: str = "http://loinc.org") -> dict[str, Any]:
    return {"valueCoding": {"system": system, "code": code, "display": words}, "extension": [ordinal(number)]}


TERMS = {"LA6568-5": "Aldri", "LA6569-3": "Av og til", "LA6570-1": "Ofte", "LA6571-9": "Alltid"}
IN_TERMS = [coded(code, number, words) for number, (code, words) in enumerate(TERMS.items())]


@pytest.mark.parametrize(
    "answers",
    [
        IN_TERMS,
        IN_TERMS[::-1],
        [coded("1144665009", number, words, "http://snomed.info/sct") for number, words in enumerate(OFTEN.values())],
        [coded(code, int(code), words) for code, words in OFTEN.items()],
        [{"valueString": words, "extension": [ordinal(int(code))]} for code, words in OFTEN.items()],
        [{"valueString": words, "_valueString": {"extension": [ordinal(int(code))]}} for code, words in OFTEN.items()],
    ],
    ids=["terminology", "reversed", "snomed", "both", "strings", "strings with a number of their own"],
)
def test_which_answer_is_which(answers: list[dict[str, Any]]) -> None:
    fitting = read(with_first(answerOption=answers))
    assert fitting.faults == ()
    assert dict(fitting.words.items[0].choices or ()) == OFTEN


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            {"answerOption": [{"valueString": words} for words in OFTEN.values()]},
            "item q1: the answer “Aldri” has neither a code nor an ordinalValue, and order does not say which it is.",
        ),
        ({"answerOption": []}, "item q1: it has no answers, and must have 4: 0, 1, 2, 3."),
        ({"answerValueSet": "#a"}, "item q1: it has both answerOption and answerValueSet."),
        (
            {
                "answerOption": [
                    {**IN_TERMS[0], "valueCoding": {"code": "LA", "extension": [ordinal(3)]}},
                    *IN_TERMS[1:],
                ]
            },
            "item q1: an answer has two numbers beside it, 0 and 3.",
        ),
        ({"answerOption": options()[:3]}, "item q1: it has 3 choices and must have 4: 0, 1, 2, 3."),
        (
            {"answerOption": options({**OFTEN, "3": "ALDRI "})},
            "item q1: choices 0 and 3 have the same words, “ALDRI ”.",
        ),
        ({"code": [{"code": "44255-8"}]}, "item q1: its code says that it is q2, and not what its linkId says."),
        ({"code": [{"code": "44261-6"}]}, "item q1: its code says that it is the total, and not what its linkId says."),
        ({"text": None}, "item q1: it has no label."),
        ({"item": [display("Lite", "lower")]}, "item q1: it has a low_label, and in phq-9 it has none."),
        ({"linkId": "q11"}, "item q11 is not an item of phq-9 (did you mean q1?)."),
    ],
)
def test_what_cannot_be_known_for_certain_is_refused(more: dict[str, Any], sentence: str) -> None:
    assert sentence in refusal(with_first(**more))


def test_a_form_whose_items_are_not_recognised_at_all_is_one_sentence() -> None:
    items = [question(number, linkId=f"1.{number}") for number in range(1, 11)]
    assert in_english(read(form(*items)).faults) == [
        "none of its items (1.1, 1.2, 1.3, 1.4, 1.5 …) is an item of phq-9, neither by linkId nor by code: the linkIds must "
        "be q1, q2, q3, q4, q5, q6, q7, q8, q9, q10."
    ]


TRANSLATION = {
    "url": f"{STANDARD}/translation",
    "extension": [{"url": "lang", "valueCode": "nn"}, {"url": "content", "valueString": "x"}],
}
DESIGNATED = [{**concept, "designation": [{"language": "en-GB", "value": "x"}]} for concept in CONCEPTS]


@pytest.mark.parametrize(
    ("resource", "language"),
    [
        (with_first(_text={"extension": [TRANSLATION]}), "nn"),
        (form(_title={"extension": [TRANSLATION]}), "nn"),
        (by_set("#a", value_set(compose={"include": [{"concept": DESIGNATED}]})), "en-GB"),
    ],
)
def test_two_languages_in_one_form_are_refused(resource: dict[str, Any], language: str) -> None:
    assert refusal(resource) == [
        f"it holds words in more than one language ({language} as translations): give each language a Questionnaire of its "
        "own, alone or in a Bundle."
    ]


def form_with_numbers(key: str, number_of: Callable[[Item, int], float], *, our_codes: bool) -> dict[str, Any]:
    """A form with a number beside each answer; the codes are ours, or a terminology's."""
    items = [
        {
            "linkId": item.key,
            "type": "choice",
            "text": item.label.nb,
            "answerOption": [
                coded(str(code) if our_codes else f"LA-{code}", number_of(item, code), words.nb)
                for code, words in item.choices
            ],
        }
        for item in INSTALLED[key].items
    ]
    return form(*items, name=key, version=INSTALLED[key].version)


AMBIGUOUS = (
    "item {}: its answers have no code but an ordinalValue, and this item is turned when it is scored, so it is not certain "
    "which answer is which: give the codes 1, 2, 3, 4, 5."
)
TURNED = ("q1", "q3", "q8", "q10", "q11")


@pytest.mark.parametrize(
    ("key", "number_of", "our_codes", "refused"),
    [
        ("footing", lambda _item, code: code, True, []),
        ("footing", counted, True, []),
        ("footing", lambda _item, code: code, False, []),
        ("footing", counted, False, []),
        ("doubt", lambda _item, code: code, True, []),
        ("doubt", counted, True, []),
        ("doubt", lambda _item, code: code, False, [AMBIGUOUS.format(key) for key in TURNED]),
        ("doubt", counted, False, [AMBIGUOUS.format(key) for key in TURNED]),
    ],
)
def test_where_an_item_is_turned_a_number_is_the_code_or_the_points_it_gives(
    key: str, number_of: Callable[[Item, int], float], our_codes: bool, refused: list[str]
) -> None:
    """The first item of “footing” has the codes 1 to 5 and gives 4 to 0; that of “doubt” has 1 to 5 and gives 5 to 1."""
    resource = form_with_numbers(key, number_of, our_codes=our_codes)
    assert in_english(read(resource, INSTALLED[key]).faults) == refused
    if not refused:
        choices = read(resource, INSTALLED[key]).words.items[0].choices
        assert choices == tuple((str(code), words.nb) for code, words in INSTALLED[key].items[0].choices)


def test_a_turned_number_where_nothing_is_turned_is_refused() -> None:
    resource = form_with_numbers("footing", lambda _item, code: 6 - code, our_codes=True)
    assert (
        read(resource, INSTALLED["footing"])
        .faults[0]
        .to("en")
        .endswith("the code 1 and the ordinalValue 5, which do not agree.")
    )
