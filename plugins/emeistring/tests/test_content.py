"""The texts of eMeistring: of a length, easily read, with drawings and something to do, and each in its own language."""

from __future__ import annotations

import re
from functools import cache
from itertools import product

import pytest

from varde.plugin.programmes import Exercise, Module
from varde.testing.texts import WrittenProgramme
from varde_emeistring.programme import PROGRAMME

URGENT = "## Når det hast"
"""What every module ends with is written once, and is not counted among the words of each."""
WHOLE = {"panic": 9, "social_anxiety": 9, "depression": 8}
"""Each track, and how many modules it has."""
MODULES = [module for track in WHOLE for module in PROGRAMME.modules_of(track)]
LIBRARY = [module for module in PROGRAMME.modules if module.library]
EACH = pytest.mark.parametrize(
    ("module", "language"), list(product(MODULES, ("nb", "nn"))), ids=lambda value: getattr(value, "key", value)
)
OTHER = {
    "nb": "ikkje|eg|korleis|kva|kven|kvifor|berre|òg|noko|nokon|nokre|gjere|gjer|frå|saman|meir|mykje|dei|blei|vere|ein|eit",
    "nn": "ikke|jeg|hvordan|hva|hvem|hvorfor|bare|også|noe|noen|gjøre|gjør|fra|sammen|mer|mye|ble|være|en|hun|trygghetsgrep",
}
"""Words of the other language, which a text would hold where it was not written but changed word by word."""
AGAINST_THE_VOICE = "!|hysteri|irrasjonell|overtenk|ruminer|mestre|meistre|prestere|bestå|begå s|selvfølgelig|sjølvsagt"


@cache
def written() -> WrittenProgramme:
    return WrittenProgramme.of(PROGRAMME)


def test_each_track_has_its_modules_in_order() -> None:
    for track, count in WHOLE.items():
        assert [module.number for module in PROGRAMME.modules_of(track)] == [*range(1, count + 1)]


@EACH
def test_a_module_has_its_shape_and_length_and_is_easily_read(module: Module, language: str) -> None:
    assert not written().faults_of_shape(module, language, 600, 1000, URGENT)
    assert all(step.minutes <= 3 for step in module.steps if not isinstance(step, Exercise))
    assert module.steps[-1].key == "summary"
    said = written().body(module, "summary", language)
    assert (
        re.findall(r"^## (.*)$", said, re.M)
        == {
            "nb": ["Det viktigste", "Ukens øving", "Når det haster"],
            "nn": ["Det viktigaste", "Øvinga for veka", "Når det hastar"],
        }[language]
    )
    assert all(f"(tel:{number})" in said for number in (113, 116117, 116123))


@pytest.mark.parametrize(("module", "language"), list(product((*MODULES, *LIBRARY), ("nb", "nn"))))
def test_each_language_is_written_and_in_the_voice_of_the_house(module: Module, language: str) -> None:
    said = written().everything(module, language)
    assert re.findall(rf"\b(?:{OTHER[language]})\b", said, re.IGNORECASE) == []
    assert re.findall(AGAINST_THE_VOICE, said, re.IGNORECASE) == []


@pytest.mark.parametrize("module", [*MODULES, *LIBRARY], ids=lambda module: module.key)
def test_both_languages_have_the_same_paragraphs(module: Module) -> None:
    for step in module.steps:
        nb, nn = (re.split(r"\n{2,}", written().body(module, step.key, language)) for language in ("nb", "nn"))
        assert [part[:2] == "##" for part in nb] == [part[:2] == "##" for part in nn], step.key


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_no_sentence_stands_twice(language: str) -> None:
    assert written().repeated((*MODULES, *LIBRARY), language, URGENT) == {}


def test_both_languages_say_the_same_with_the_same_figures_and_every_module_ends_alike() -> None:
    assert written().unlike(URGENT) == []
    assert written().ends_otherwise() == []
