"""The labels of every installed instrument make a good pack of words, in each language and each kind of file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from varde.exchange.fhir.questionnaires import questionnaire_of
from varde.instruments.values import Instrument, Item
from varde.kernel.words import LANGUAGES
from varde.testing.house import everything_installed
from varde.wording.fitting import fitted
from varde.wording.reading import read_packs
from varde.wording.rules import check_words, language_of, worded
from varde.wording.values import Words

INSTALLED = everything_installed().all(Instrument)
FORMS = ("toml", "list", "fhir", "export")


def as_questionnaire(instrument: Instrument, language: str, **top: Any) -> dict[str, Any]:
    """The instrument's own labels as a FHIR Questionnaire."""
    types = {"choice": "choice", "boolean": "boolean", "integer": "integer"}
    return {
        "resourceType": "Questionnaire",
        "status": "draft",
        "version": instrument.version,
        "language": language,
        "url": f"https://varde.example.no/fhir/Questionnaire/{instrument.key}",
        "copyright": "Våre egne ord",
        "title": instrument.title.to(language),
        "item": [
            {
                "linkId": item.key,
                "type": types.get(str(item.kind), "decimal"),
                "text": item.label.to(language),
                **(
                    {
                        "answerOption": [
                            {"valueCoding": {"code": str(code), "display": words.to(language)}}
                            for code, words in item.choices
                        ]
                    }
                    if item.choices
                    else {}
                ),
            }
            for item in instrument.items
        ],
        **top,
    }


def toml(items: Mapping[str, Mapping[str, Any]], **top: str | None) -> str:
    """A pack for who-5 in TOML, with words nobody would take for the real ones; None leaves a line out."""
    lines = {
        "instrument": "who-5",
        "version": "1",
        "language": "nb",
        "licence": "Avtale 12 med oss selv",
        "title": "Trivsel",
        "recall": "Nå og da",
        "question": "Hvor ofte?",
        **top,
    }
    text = "".join(f"{name} = {json.dumps(words)}\n" for name, words in lines.items() if words is not None)
    for key, item in items.items():
        text += f"[items.{json.dumps(key)}]\n"
        for name, value in item.items():
            if isinstance(value, dict):
                pairs = ", ".join(f"{json.dumps(code)} = {json.dumps(words)}" for code, words in value.items())
                text += f"{name} = {{ {pairs} }}\n"
            else:
                text += f"{name} = {json.dumps(value)}\n"
    return text


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
        (pack,) = read_packs(own_words(instrument, language, form))
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
