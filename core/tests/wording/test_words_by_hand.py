"""Words for one small invented instrument: what each of them changes, and what is said of each that cannot be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from varde.instruments.item_kinds import ItemKind
from varde.instruments.values import Instrument, Item, Licence
from varde.kernel.words import Text
from varde.kinds.moments import ClockTime
from varde.wording.fitting import fitted
from varde.wording.rules import check_note, check_words, introduction_of, meant, with_codes, worded
from varde.wording.values import Choice, FormItem, ItemWords, Pack, PublishedForm, Words

from .forms import in_english

ANSWERS = ((0, Text("nei", "nei", "no")), (1, Text("litt", "litt", "a little")), (2, Text("ja", "ja", "yes")))
ASKED = Item("q1", "choice", 0, 2, Text("Glad", "Glad"), choices=ANSWERS)
LINE = Item(
    "q2",
    "vas",
    0,
    100,
    Text("Ro", "Ro", "Calm"),
    low_label=Text("ingen", "ingen", "none"),
    high_label=Text("mye", "mykje", "much"),
    heading=Text("I dag", "I dag", "Today"),
)
MOOD = Instrument(
    "mood",
    Text("Humør", "Humør", "Mood"),
    Licence("own", "Varde"),
    items=(ASKED, LINE),
    recall=Text("Siste uke", "Siste veke", "Last week"),
)


# --- put in


def test_every_word_is_put_where_it_belongs() -> None:
    words = Words(
        (
            ItemWords("q1", "GLAD", (("2", "JA"), ("0", "NEI"))),
            ItemWords("q2", "RO", low_label="INGEN", high_label="MYE", heading="I DAG"),
        ),
        "HUMØR",
        "SISTE UKE",
        "HVORDAN?",
    )
    shown = worded(MOOD, words, "nb")
    assert (shown.title, shown.recall) == (Text("HUMØR", "Humør", "Mood"), Text("SISTE UKE", "Siste veke", "Last week"))
    assert shown.question == Text("HVORDAN?", "")
    first, second = shown.items
    assert first.label == Text("GLAD", "Glad", "Glad")
    assert first.choices == (
        (0, Text("NEI", "nei", "no")),
        (1, Text("litt", "litt", "a little")),
        (2, Text("JA", "ja", "yes")),
    )
    assert second == replace(
        LINE,
        label=Text("RO", "Ro", "Calm"),
        low_label=Text("INGEN", "ingen", "none"),
        high_label=Text("MYE", "mykje", "much"),
        heading=Text("I DAG", "I dag", "Today"),
    )
    assert (shown.key, shown.licence, shown.version) == (MOOD.key, MOOD.licence, MOOD.version)


@pytest.mark.parametrize("words", [Words(), Words((ItemWords("q1"), ItemWords("q2"))), Words((ItemWords("q9", "X"),))])
def test_where_there_are_no_words_everything_is_as_declared(words: Words) -> None:
    shown = worded(MOOD, words, "nb")
    assert (shown.title, shown.recall, shown.question, shown.items) == (MOOD.title, MOOD.recall, None, MOOD.items)


def test_the_same_words_change_nothing() -> None:
    """Not even what stands in for a language that lacks them."""
    words = Words((ItemWords("q1", "Glad", (("0", "nei"),)),), "Humør", "Siste uke")
    shown = worded(MOOD, words, "nb")
    assert (shown.title, shown.recall, shown.items[0]) == (MOOD.title, MOOD.recall, ASKED)


def test_an_introduction_stands_for_the_period_and_the_question_in_its_language() -> None:
    asked = replace(MOOD, question=Text("Hvordan har du det?", "Korleis har du det?", "How are you?"))
    shown = worded(asked, Words(introduction="LES DETTE."), "nn")
    assert (shown.recall, shown.question) == (
        None,
        Text("Siste uke. Hvordan har du det?", "LES DETTE.", "Last week. How are you?"),
    )


@pytest.mark.parametrize(
    ("recall", "question", "introduction"),
    [
        (None, None, ""),
        ("", " ", ""),
        ("Siste uke", None, "Siste uke"),
        (None, " Hvordan? ", "Hvordan?"),
        ("", "Hvordan?", "Hvordan?"),
        ("Siste uke", "hvordan", "Siste uke. hvordan"),
        ("Siste uke.", "hvordan", "Siste uke. hvordan"),
        ("Siste uke?", "hvordan", "Siste uke? hvordan"),
        ("Siste uke:", "hvordan", "Siste uke: hvordan"),
        ("Siste uke!", "hvordan", "Siste uke! hvordan"),
    ],
)
def test_what_is_said_before_the_first_item(recall: str | None, question: str | None, introduction: str) -> None:
    said = [None if words is None else Text(words, words) for words in (recall, question)]
    assert introduction_of(replace(MOOD, recall=said[0], question=said[1]), "nb") == introduction


def test_words_in_order_are_put_in_by_code() -> None:
    shown = worded(MOOD, Words((ItemWords("q1", choices=(("", "NEI"), ("", "LITT"), ("", "JA"))),)), "nn")
    assert [(code, text.nn) for code, text in shown.items[0].choices] == [(0, "NEI"), (1, "LITT"), (2, "JA")]


@pytest.mark.parametrize(
    ("choices", "coded"),
    [
        ((("", "a"), ("", "b"), ("", "c")), (("0", "a"), ("1", "b"), ("2", "c"))),
        ((("2", "a"), ("1", "b"), ("0", "c")), (("2", "a"), ("1", "b"), ("0", "c"))),
        ((("", "a"), ("1", "b"), ("", "c")), (("", "a"), ("1", "b"), ("", "c"))),
        ((("", "a"), ("", "b")), (("", "a"), ("", "b"))),
        ((("", "a"), ("", "b"), ("", "c"), ("", "d")), (("", "a"), ("", "b"), ("", "c"), ("", "d"))),
        ((), ()),
    ],
)
def test_codes_are_given_to_words_in_order_when_there_is_one_for_each(
    choices: tuple[Choice, ...], coded: tuple[Choice, ...]
) -> None:
    assert with_codes(ANSWERS, choices) == coded


def test_words_as_they_are_kept() -> None:
    words = Words(
        (
            ItemWords("q1", "a", (("", "x"), ("", "y"), ("", "z")), heading="Side 1"),
            ItemWords("q2", "b", heading="Side 2"),
            ItemWords("q9", "c", (("", "x"),), heading="Side 3"),
        ),
        "T",
        "R",
        "Q",
    )
    coded = ItemWords("q1", "a", (("0", "x"), ("1", "y"), ("2", "z")), heading="Side 1")
    assert fitted(MOOD, Pack("toml", words), "nb").words == replace(words, items=(coded, *words.items[1:]))


def test_the_total_is_an_item_of_a_questionnaire_alone() -> None:
    only_total = replace(MOOD, kind="score_only", items=(), total_range=(0, 60))
    words = Words((ItemWords("total", "Sum"), ItemWords("q9", "c")))
    assert fitted(only_total, Pack("toml", words), "nb").words == words
    form = PublishedForm((FormItem("total", "Sum"),))
    assert fitted(only_total, Pack("fhir", Words(), form=form), "nb").words == Words()


# --- compared


def faults(*items: ItemWords, instrument: Instrument = MOOD, **top: Any) -> list[str]:
    return in_english(check_words(instrument, Words(items, **top), "nb"))


def also(item: ItemWords, name: str, words: str) -> ItemWords:
    changed: dict[str, Any] = {name: words}
    return replace(item, **changed)


GOOD = (ItemWords("q1", "a"), ItemWords("q2", "b"))


def test_what_may_be_shown() -> None:
    assert faults(*GOOD) == []
    lines = "Flere\nlinjer,\r\nog\tmellomrom"
    assert faults(*(replace(item, label=lines) for item in GOOD), title=lines) == []


@pytest.mark.parametrize("name", ["title", "recall", "question"])
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (" \n", "is empty."),
        ("a\x00b\x01", "holds the character U+0000, which is no text."),
        ("a\x1b", "holds the character U+001B, which is no text."),
        ("\ud83d", "holds the character U+D83D, which is no text."),
    ],
)
def test_words_at_the_top_that_are_no_text(name: str, text: str, fault: str) -> None:
    top: dict[str, Any] = {name: text}
    assert faults(*GOOD, **top) == [f"the {name} {fault}"]


@pytest.mark.parametrize("name", ["label", "low_label", "high_label", "heading"])
def test_words_of_an_item_that_are_no_text(name: str) -> None:
    assert faults(GOOD[0], also(GOOD[1], name, "")) == [f"item q2: the {name} is empty."]


def test_an_item_that_is_not_asked_is_not_compared_further() -> None:
    unknown = ItemWords("q55", "x", (("7", "x"),), low_label="lavt")
    assert faults(*GOOD, unknown) == ["item q55 is not an item of mood."]


def test_only_a_name_that_is_missing_is_meant() -> None:
    assert faults(GOOD[0], ItemWords("q22", "x")) == [
        "item q2 is missing; a pack has words for every item of mood.",
        "item q22 is not an item of mood (did you mean q2?).",
    ]
    assert faults(*GOOD, ItemWords("q22", "x")) == ["item q22 is not an item of mood."]


def test_the_likest_name_is_meant() -> None:
    assert meant("labels", ("table", "label", "able")).to("en") == " (did you mean label?)"
    assert meant("x", ("label",)).to("en") == ""


def test_choices_in_order_are_named_by_their_number() -> None:
    assert faults(ItemWords("q1", "a", (("", "nei"), ("", " "))), GOOD[1]) == [
        "item q1: it has 2 choices and must have 3: 0, 1, 2.",
        "item q1: the choice number 2 is empty.",
    ]
    assert faults(ItemWords("q1", "a", (("0", "nei"), ("1", " "), ("2", "ja"))), GOOD[1]) == [
        "item q1: the choice 1 is empty."
    ]


@pytest.mark.parametrize(
    ("choices", "alike"),
    [
        ((("0", "nei"), ("1", "litt"), ("2", "ja")), []),
        ((("0", "nei"), ("1", " NEI "), ("2", "ja")), ["0 and 1 have the same words, “ NEI ”"]),
        ((("0", "ja  ja"), ("1", "nei"), ("2", "ja ja")), ["0 and 2 have the same words, “ja ja”"]),
        ((("0", "a"), ("1", "a"), ("2", "a")), [f"0 and {code} have the same words, “a”" for code in (1, 2)]),
    ],
)
def test_no_two_choices_have_the_same_words(choices: tuple[Choice, ...], alike: list[str]) -> None:
    assert faults(ItemWords("q1", "a", choices), GOOD[1]) == [f"item q1: choices {fault}." for fault in alike]


def test_choices_without_words_are_only_empty() -> None:
    assert faults(ItemWords("q1", "a", (("0", ""), ("1", ""), ("2", "ja"))), GOOD[1]) == [
        "item q1: the choice 0 is empty.",
        "item q1: the choice 1 is empty.",
    ]


@pytest.mark.parametrize(
    ("kind", "answered"),
    [
        ("vas", "a place on a line"),
        ("integer", "a whole number"),
        ("number", "a number"),
        ("boolean", "yes or no"),
        ("days", "steps for each day"),
        (ClockTime(), "what its own kind asks for"),
    ],
)
def test_how_an_item_without_choices_is_answered(kind: ItemKind | ClockTime, answered: str) -> None:
    instrument = replace(MOOD, items=(ASKED, replace(LINE, kind=kind)))
    item = ItemWords("q2", "b", (("0", "nei"), ("0", " ")))
    assert faults(GOOD[0], item, instrument=instrument) == [
        f"item q2: it has choices, and in mood it is answered with {answered}."
    ]


@pytest.mark.parametrize("name", ["low_label", "high_label"])
def test_words_that_the_instrument_has_no_place_for(name: str) -> None:
    assert faults(also(GOOD[0], name, "x"), GOOD[1]) == [f"item q1: it has a {name}, and in mood it has none."]


@pytest.mark.parametrize(
    ("note", "wrong"),
    [
        ("Avtale 12", []),
        ("123456789 ", []),
        (
            " \n",
            ["there is no licence note: “licence” (or --licence) says what right the organisation has to these words."],
        ),
        ("12345678901", ["the licence note has 11 characters and may have 10."]),
        ("a\x00", ["the licence note holds the character U+0000, which is no text."]),
    ],
)
def test_the_licence_note(note: str, wrong: list[str]) -> None:
    assert in_english(check_note(note, 10)) == wrong
