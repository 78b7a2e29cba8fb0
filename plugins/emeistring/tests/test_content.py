"""The texts of eMeistring: of a length, easily read, with drawings and something to do, and each in its own language."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from itertools import product

import pytest

from varde.content.blocks import without_media
from varde.content.rules import readability
from varde.content.texts import StepText, read_content
from varde.content.values import StepWords
from varde.plugin.programmes import Exercise, Module
from varde_emeistring.programme import PROGRAMME

WHOLE = ("panic",)
"""The tracks that are written in full."""
MODULES = [module for track in WHOLE for module in PROGRAMME.modules_of(track)]
EACH = list(product(MODULES, ("nb", "nn")))
OTHER = {
    "nb": "ikkje|eg|korleis|kva|kven|kvifor|berre|òg|noko|nokon|nokre|gjere|gjer|frå|saman|meir|mykje|dei|blei|vere|ein|eit",
    "nn": "ikke|jeg|hvordan|hva|hvem|hvorfor|bare|også|noe|noen|gjøre|gjør|fra|sammen|mer|mye|ble|være|en|et|hun|trygghetsgrep",
}
"""Words of the other language, which a text would hold where it was not written but changed word by word."""
AGAINST_THE_VOICE = {
    "nb": r"!|\b(overtenke|ruminere|hysteri|irrasjonell|mestre|prestere|bestå|begå selvmord|selvfølgelig)\b",
    "nn": r"!|\b(overtenkje|ruminere|hysteri|irrasjonell|meistre|prestere|bestå|begå sjølvmord|sjølvsagt)\b",
}


@cache
def texts() -> dict[str, StepText]:
    return {text.key: text for text in read_content(PROGRAMME)}


def words_of(module: Module, step: str, language: str) -> StepWords:
    return texts()[f"emeistring/{module.key}/{step}/{language}"].words


def running(module: Module, step: str, language: str) -> str:
    words = words_of(module, step, language)
    return without_media(f"{words.lede}\n\n{words.body}")


def whole(module: Module, language: str) -> StepWords:
    said = [words_of(module, step.key, language) for step in module.steps]
    return StepWords("", "\n\n".join(f"{each.lede}\n\n{each.body}" for each in said))


def test_each_track_has_its_modules_in_order() -> None:
    assert {track: [module.number for module in PROGRAMME.modules_of(track)] for track in WHOLE} == {
        "panic": [1, 2, 3, 4, 5, 6, 7, 8, 9]
    }


@pytest.mark.parametrize(("module", "language"), EACH, ids=lambda each: getattr(each, "key", each))
def test_a_module_is_of_a_length_and_easily_read(module: Module, language: str) -> None:
    measured = readability(whole(module, language))
    assert 600 <= measured.words <= 1000, measured
    assert measured.lix is not None
    assert measured.lix <= 30, measured
    for step in module.steps:
        measured = readability(words_of(module, step.key, language))
        assert measured.words <= 220, (step.key, measured)
        assert measured.lix is not None
        assert measured.lix <= 40, (step.key, measured)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.key)
def test_a_module_has_its_shape(module: Module) -> None:
    assert 4 <= len(module.steps) <= 7
    assert [step for step in module.steps if isinstance(step, Exercise)]
    assert all(step.minutes <= 3 for step in module.steps if not isinstance(step, Exercise))
    assert module.steps[-1].key == "summary"
    for language, headings in (
        ("nb", ("## Det viktigste", "## Ukens øving", "## Når det haster")),
        ("nn", ("## Det viktigaste", "## Øvinga for veka", "## Når det hastar")),
    ):
        said = words_of(module, "summary", language).body
        assert [heading for heading in headings if heading not in said] == []
        assert all(number in said for number in ("tel:113", "tel:116117", "tel:116123"))
        pieces = [p for step in module.steps for p in texts()[f"emeistring/{module.key}/{step.key}/{language}"].pieces]
        assert len([piece for piece in pieces if piece.kind == "figure"]) >= 3


@pytest.mark.parametrize(("module", "language"), EACH, ids=lambda each: getattr(each, "key", each))
def test_each_language_is_written_and_not_changed_word_by_word(module: Module, language: str) -> None:
    pieces = [p for step in module.steps for p in texts()[f"emeistring/{module.key}/{step.key}/{language}"].pieces]
    drawn = [piece.alt for piece in pieces] + [label for piece in pieces for label in piece.labels]
    said = "\n".join([*(running(module, step.key, language) for step in module.steps), *drawn])
    assert [each[0] for each in re.finditer(rf"\b({OTHER[language]})\b", said, re.IGNORECASE)] == []
    assert [each[0] for each in re.finditer(AGAINST_THE_VOICE[language], said, re.IGNORECASE)] == []


@pytest.mark.parametrize(("module", "language"), EACH, ids=lambda each: getattr(each, "key", each))
def test_both_languages_have_the_same_paragraphs(module: Module, language: str) -> None:
    for step in module.steps:
        shapes = [re.sub(r"[^\n#*-]", "", words_of(module, step.key, code).body) for code in ("nb", language)]
        assert [shape.count("\n\n") for shape in shapes] == [shapes[0].count("\n\n")] * 2, step.key


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_no_sentence_stands_in_two_modules(language: str) -> None:
    """But for what they share, which is written once."""
    places: dict[str, set[str]] = defaultdict(set)
    for module in MODULES:
        for step in module.steps:
            said = re.sub(r"## Når det hasta?r?.*", "", running(module, step.key, language), flags=re.S)
            for sentence in re.split(r"(?<=[.?:])\s+|\n+", said):
                if len(re.findall(r"\w+", sentence)) >= 6:
                    places[sentence.strip(" -*#")].add(module.key)
    assert {sentence: sorted(keys) for sentence, keys in places.items() if len(keys) > 1} == {}
