"""Words put into an instrument, compared with it, and read from both kinds of file."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.exchange.fhir.questionnaires import questionnaire_of
from varde.instruments.values import Instrument, Item
from varde.kernel.errors import BadUsage
from varde.kernel.words import LANGUAGES
from varde.testing.house import all_samples
from varde.wording.fitting import Fitted, fitted
from varde.wording.reading import read_toml
from varde.wording.rules import check_words, language_of, worded
from varde.wording.values import ItemWords, Words

from .conftest import as_questionnaire, every_item, read_pack, toml
from .forms import in_english

INSTALLED = all_samples().all(Instrument)
installed = st.sampled_from(sorted(INSTALLED))
languages = st.sampled_from(LANGUAGES)
FORMS = ("toml", "list", "fhir", "export")
CHOICES = tuple((str(code), f"svar {code}") for code in range(6))


def own_words(instrument: Instrument, language: str, form: str) -> bytes:
    """The instrument's own labels as a file."""
    if form == "export":
        return json.dumps(questionnaire_of(instrument, language)).encode()
    if form == "fhir":
        return json.dumps(as_questionnaire(instrument, language)).encode()
    items = {item.key: own_item(item, language, form) for item in instrument.items}
    said = {name: getattr(instrument, name) for name in ("recall", "question")}
    top = {name: text.to(language) if text else None for name, text in said.items()}
    text = toml(
        items or {"none": {}},
        instrument=instrument.key,
        version=instrument.version,
        language=language,
        title=instrument.title.to(language),
        **top,
    )
    return text.partition("[items" if not items else "\0")[0].encode()


def own_item(item: Item, language: str, form: str) -> dict[str, Any]:
    named = {name: getattr(item, name) for name in ("label", "low_label", "high_label", "heading")}
    found: dict[str, Any] = {name: text.to(language) for name, text in named.items() if text}
    words = {str(code): text.to(language) for code, text in item.choices}
    return {**found, **({"choices": list(words.values()) if form == "list" else words} if words else {})}


def said(instrument: Instrument, language: str) -> list[Any]:
    """Everything a person can read of it."""
    texts = [instrument.title, instrument.recall, instrument.question]
    for item in instrument.items:
        texts += [item.label, item.low_label, item.high_label, item.heading, *(words for _, words in item.choices)]
    return [text.to(language) if text else None for text in texts]


@pytest.mark.parametrize("key", INSTALLED)
@pytest.mark.parametrize("form", FORMS)
def test_every_instruments_own_labels_make_a_good_pack(key: str, form: str) -> None:
    instrument = INSTALLED[key]
    for language in LANGUAGES:
        pack = read_pack(own_words(instrument, language, form))
        fitting = fitted(instrument, pack, language)
        words = fitting.words
        assert (fitting.faults, fitting.left_out) == ((), ())
        source = "fhir" if form in ("fhir", "export") else "toml"
        assert (pack.source, pack.names[0], language_of(pack.language)) == (source, key, language)
        assert check_words(instrument, words, language) == []
        kept = Words.from_json(json.loads(json.dumps(words.as_json())))
        assert kept.digest() == words.digest()
        assert worded(instrument, kept, language).items == instrument.items
        assert [said(worded(instrument, kept, language), one) for one in LANGUAGES] == [
            said(instrument, one) for one in LANGUAGES
        ]


@given(data=st.data(), key=installed, language=languages, form=st.sampled_from(FORMS))
def test_what_lacks_an_item_or_a_choice_is_refused(data: st.DataObject, key: str, language: str, form: str) -> None:
    instrument = INSTALLED[key]
    words = fitted(instrument, read_pack(own_words(instrument, language, form)), language).words
    for place, item in enumerate(words.items):
        without = replace(words, items=(*words.items[:place], *words.items[place + 1 :]))
        assert in_english(check_words(instrument, without, language)) == [
            f"item {item.key} is missing; a pack has words for every item of {key}."
        ]
    asked = [place for place, item in enumerate(words.items) if item.choices]
    if asked:
        place = data.draw(st.sampled_from(asked))
        item = words.items[place]
        assert item.choices
        gone = data.draw(st.integers(0, len(item.choices) - 1))
        fewer = replace(item, choices=(*item.choices[:gone], *item.choices[gone + 1 :]))
        without = replace(words, items=(*words.items[:place], fewer, *words.items[place + 1 :]))
        faults = in_english(check_words(instrument, without, language))
        assert len(faults) == 1
        assert f"item {item.key}: it has {len(item.choices) - 1} choices and must have {len(item.choices)}" in faults[0]


@given(key=installed, language=languages, words=st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_one_language_is_replaced_and_the_others_stand(key: str, language: str, words: str) -> None:
    instrument = INSTALLED[key]
    new = Words(tuple(ItemWords(item.key, f"{item.key} {words}") for item in instrument.items), title=words)
    shown = worded(instrument, new, language)
    assert shown.title.to(language) == words
    for before, after in zip(instrument.items, shown.items, strict=True):
        assert after.label.to(language) == f"{before.key} {words}"
        assert replace(after, label=before.label) == before
        for other in set(LANGUAGES) - {language}:
            assert after.label.to(other) == before.label.to(other)


def test_bokmål_words_do_not_stand_in_for_english() -> None:
    instrument = INSTALLED["who-5"]
    first = replace(instrument.items[0], label=replace(instrument.items[0].label, en=""))
    shown = worded(replace(instrument, items=(first,)), Words((ItemWords("q1", "Bare på bokmål"),)), "nb")
    assert shown.items[0].label.to("nb") == "Bare på bokmål"
    assert shown.items[0].label.to("en") == first.label.nb


def test_a_question_where_the_instrument_has_none() -> None:
    audit = INSTALLED["audit"]
    assert audit.question is None
    shown = worded(audit, Words(question="Hvor ofte?"), "nb")
    assert shown.question
    assert [shown.question.to(language) for language in ("nb", "nn")] == ["Hvor ofte?", "Hvor ofte?"]


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("nb", "nb"),
        ("nb-NO", "nb"),
        ("NB_no", "nb"),
        ("no", "nb"),
        ("nn-NO", "nn"),
        ("en-GB", "en"),
        ("en", "en"),
        ("sv", None),
        ("nor", None),
        ("", None),
        ("english", None),
    ],
)
def test_language_tags(tag: str, language: str | None) -> None:
    assert language_of(tag) == language


# --- FHIR


def read(**changed: Any) -> Any:
    return read_pack(json.dumps(as_questionnaire(INSTALLED["who-5"], "nb", **changed)).encode())


def read_for(key: str, form: dict[str, Any], language: str = "nb") -> Fitted:
    """A Questionnaire, as its words are kept for this instrument."""
    return fitted(INSTALLED[key], read_pack(json.dumps(form).encode()), language)


def test_groups_are_opened_and_what_stands_before_everything_is_the_introduction() -> None:
    first, *rest = as_questionnaire(INSTALLED["who-5"], "nb")["item"]
    inner = {"linkId": "g2", "type": "group", "item": rest[:2]}
    outer = {"linkId": "g1", "type": "group", "text": "Side 1", "item": [first, inner]}
    nested = {**rest[2], "item": rest[3:]}
    hello = {"linkId": "d", "type": "display", "text": "Hei"}
    form = as_questionnaire(INSTALLED["who-5"], "nb", item=[hello, outer, nested])
    words = read_for("who-5", form).words
    assert [item.key for item in words.items] == ["q1", "q2", "q3", "q4", "q5"]
    assert [item.heading for item in words.items] == ["Side 1"] * 3 + [None] * 2
    assert words.introduction == "Hei"


def test_what_several_items_have_in_common_is_the_groups_text() -> None:
    lsas = INSTALLED["heights"]
    form = as_questionnaire(lsas, "nb")
    groups = [{"type": "group", "text": f"Stykke {n}", "item": form["item"][n : n + 2]} for n in range(0, 48, 2)]
    words = read_for(lsas.key, {**form, "item": groups}).words
    assert check_words(lsas, words, "nb") == []
    heading = worded(lsas, words, "nb").items[3].heading
    assert heading
    assert heading.nb == "Stykke 2"


def test_the_ends_of_a_line_are_read_from_an_export() -> None:
    lake = INSTALLED["weather"]
    found = read_for("weather", questionnaire_of(lake, "nn"), "nn").words
    lines = [item for item in lake.items if item.low_label]
    assert lines
    read_ends = {item.key: (item.low_label, item.high_label) for item in found.items if item.low_label}
    assert read_ends == {
        item.key: (item.low_label.nn, item.high_label.nn) for item in lines if item.low_label and item.high_label
    }


def test_codes_of_a_terminology_have_their_number_beside_them() -> None:
    item = {"linkId": "q1", "type": "choice", "text": "Linje"}
    ordinal = {"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue"}
    options = [
        {"valueCoding": {"code": "LA-x", "display": "null"}, "extension": [{**ordinal, "valueDecimal": 0}]},
        {"valueCoding": {"code": "LA-y", "display": "én", "extension": [{**ordinal, "valueDecimal": 1.0}]}},
        {"valueCoding": {"code": "2", "display": "to"}, "extension": [{**ordinal, "valueDecimal": 2}]},
        {"valueInteger": 3},
        {"valueCoding": {"code": "LA-z", "display": "halv"}, "extension": [{**ordinal, "valueDecimal": 0.5}]},
    ]
    form = as_questionnaire(INSTALLED["who-5"], "nb", item=[{**item, "answerOption": options}])
    (worded_item,) = read_for("who-5", form).words.items
    assert worded_item.choices == (("0", "null"), ("1", "én"), ("2", "to"), ("3", "3"), ("0.5", "halv"))


def test_what_a_questionnaire_calls_its_instrument() -> None:
    assert read(url="https://x.no/Questionnaire/who-5|1").names == ("who-5",)
    assert read(url=None, name="WHO5", identifier=[{"value": "who-5"}, {"system": "x"}]).names == ("WHO5", "who-5")
    assert read(url=None).names == ()
    assert (read().licence, read().version, read().language) == ("Våre egne ord", "1", "nb")


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ({"resourceType": "Patient"}, "it is not a Questionnaire: its resourceType is 'Patient'."),
        ({}, "it is not a Questionnaire: its resourceType is None."),
        ({"item": 3}, "“item” must be a list of objects."),
        ({"item": ["q1"]}, "“item” must be a list of objects."),
        ({"item": [{"type": "choice"}]}, "item number 1 of the Questionnaire has no linkId."),
        ({"item": [{"linkId": "q1", "text": 4}]}, "item q1: “text” must be text in quotes."),
        (
            {"item": [{"linkId": "q1", "answerOption": [{"valueString": "a"}]}]},
            "item q1: the answer “a” has neither a code nor an ordinalValue, and order does not say which it is.",
        ),
        (
            {"item": [{"linkId": "q1", "answerOption": [{"valueDate": "2024-01-01"}]}]},
            "item q1: an answerOption has neither valueCoding, valueInteger nor valueString.",
        ),
        (
            {"item": [{"linkId": "q1", "answerOption": [{"valueCoding": {"display": "a"}}]}]},
            "item q1: the choice “a” has no code.",
        ),
        ({"version": 1}, "“version” must be text in quotes."),
    ],
)
def test_what_is_not_as_fhir_has_it(file: dict[str, Any], sentence: str) -> None:
    whole = file if not file or "resourceType" in file else {"resourceType": "Questionnaire", **file}
    with pytest.raises(BadUsage) as refusal:
        read_pack(json.dumps(whole).encode())
    assert refusal.value.faults[0] == sentence


# --- TOML


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("version = 1.5", "“version” must be text in quotes."),
        ("title = 3", "“title” must be text in quotes."),
        (
            'licens = "x"',
            "“licens” is not known here (did you mean licence?); known are instrument, version, language, "
            "licence, title, recall, question, introduction, items.",
        ),
        ("items = 3", "“items” must be tables: [items.KEY] for each item."),
        ('[items]\nq1 = "x"', "item q1: it must be a table: [items.q1] with its label."),
        (
            '[items.q1]\nlable = "x"',
            "item q1: “lable” is not known here (did you mean label?); known are label, choices, "
            "low_label, high_label, heading.",
        ),
        (
            "[items.q1]\nchoices = [1, 2]",
            "item q1: “choices” must be a table from code to words, or a list of words in order.",
        ),
        (
            "[items.q1]\nchoices = { 0 = 1 }",
            "item q1: “choices” must be a table from code to words, or a list of words in order.",
        ),
    ],
)
def test_what_is_not_as_a_pack_has_it(text: str, sentence: str) -> None:
    with pytest.raises(BadUsage) as refusal:
        read_toml(text.encode())
    assert refusal.value.faults == (sentence,)


def test_a_byte_order_mark_and_a_version_in_figures_do_no_harm() -> None:
    assert read_pack(b"\xef\xbb\xbfversion = 1").version == "1"
    assert read_pack(b'\xef\xbb\xbf \n{"resourceType": "Questionnaire"}').source == "fhir"


@given(
    raw=st.binary(max_size=60)
    | st.text(max_size=60).map(str.encode)
    | st.just(b"{" * 100_000)
    | st.just(b"a=" + b"[" * 9999)
)
def test_anything_at_all_is_read_or_refused_with_a_sentence(raw: bytes) -> None:
    faults: tuple[str, ...] = ()
    try:
        read_pack(raw)
    except BadUsage as refusal:
        faults = refusal.faults
    assert all(fault.endswith(".") for fault in faults)


def broken(data: st.DataObject, value: Any, junk: Any) -> Any:
    """The value with something in it, or all of it, replaced by junk."""
    if isinstance(value, dict | list) and value and data.draw(st.integers(0, 5)):
        places = sorted(value) if isinstance(value, dict) else range(len(value))
        place = data.draw(st.sampled_from(places))
        copy = value.copy()
        copy[place] = broken(data, value[place], junk)
        return copy
    return junk


JUNK: st.SearchStrategy[Any] = st.sampled_from(
    ["", "x", 0, 1.5, True, None, [], {}, [1], [[]], ["x"], [{}], {"x": 1}, 10**400, [None]]
)


@given(data=st.data(), junk=JUNK, key=st.sampled_from(["weather", "heights", "paces", "who-5"]))
def test_a_questionnaire_with_anything_in_it_is_read_or_refused(data: st.DataObject, junk: Any, key: str) -> None:
    instrument, faults = INSTALLED[key], []
    form = broken(data, questionnaire_of(instrument, "nb"), junk)
    try:
        fitting = fitted(instrument, read_pack(json.dumps(form).encode()), "nb")
        words = fitting.words
        faults = in_english([*fitting.faults, *check_words(instrument, words, "nb")])
        if not faults:
            worded(instrument, Words.from_json(words.as_json()), "nb")
    except BadUsage as refusal:
        faults = list(refusal.faults)
    assert all(fault.endswith(".") for fault in faults)


def test_groups_inside_groups() -> None:
    deep = '{"type": "group", "item": [' * 5000 + "]}" * 5000
    with pytest.raises(BadUsage):
        read_pack(f'{{"resourceType": "Questionnaire", "item": [{deep}]}}'.encode())


def test_every_kind_of_fault_in_the_words() -> None:
    items = every_item(
        q1={"label": " ", "choices": {"0": "a", "1": "", "2": "c", "3": "d", "4": "e", "9": "f"}},
        q2={"label": "x", "choices": ["a", "b"]},
        q3={"label": "x\0", "low_label": "lavt"},
        q4={},
        q55={"label": "x"},
    )
    del items["q5"]
    words = read_toml(toml(items, title="").encode()).words
    assert in_english(check_words(INSTALLED["who-5"], words, "sv")) == [
        "the language is 'sv' and must be one of nb, nn, en.",
        "the title is empty.",
        "item q5 is missing; a pack has words for every item of who-5.",
        "item q55 is not an item of who-5 (did you mean q5?).",
        "item q3: its choices are missing, and other items have theirs.",
        "item q4: its choices are missing, and other items have theirs.",
        "item q1: the label is empty.",
        "item q1: choice 9 does not exist; the choices are 0, 1, 2, 3, 4, 5.",
        "item q1: the choice 1 is empty.",
        "item q2: it has 2 choices and must have 6: 0, 1, 2, 3, 4, 5.",
        "item q3: the label holds the character U+0000, which is no text.",
        "item q3: it has a low_label, and in who-5 it has none.",
        "item q4: it has no label.",
    ]


def test_what_stands_twice() -> None:
    answers = tuple(zip("012344", "abcdef", strict=True))
    twice = Words((*(ItemWords(f"q{n}", "x", CHOICES) for n in range(1, 6)), ItemWords("q5", "x", answers)))
    assert in_english(check_words(INSTALLED["who-5"], twice, "nb")) == [
        "item q5 stands 2 times.",
        "item q5: choice 4 stands 2 times.",
    ]


def test_choices_where_there_are_none() -> None:
    flags = INSTALLED["hazards"]
    words = Words(tuple(ItemWords(item.key, "x", (("0", "nei"), ("1", "ja"))) for item in flags.items[:1]))
    assert check_words(flags, words, "nb")[-1].to("en") == (
        "item thin_ice: it has choices, and in hazards it is answered with yes or no."
    )
