"""What the modules of Frisk i hverdagen hold: a conversation, a plan, themes of one shape, easy to read, in two languages."""

from __future__ import annotations

import re
from itertools import product

import pytest

from varde.testing.texts import WrittenProgramme
from varde_frisklivs.programme import PROGRAMME

WRITTEN = WrittenProgramme.of(PROGRAMME)
WAY = PROGRAMME.modules_of(None)
URGENT = "## Når det hast"
"""What every module ends with is written once, and is not counted among the words of each."""
PEOPLE = ("Rune", "Fatima", "Terje")
THEMES = ("activity", "food", "sleep", "tobacco", "alcohol", "strain-and-mood", "pain-and-joints")
LENGTH = {"health-conversation": (700, 900), "maintenance": (340, 700)}
"""Words where it is no theme: the conversation holds plan and check-in too, and the end is a talk that is prepared."""
BOTH = ("nb", "nn")


@pytest.mark.parametrize(("key", "language"), list(product([module.key for module in WAY], BOTH)))
def test_each_module_is_whole_and_easy_to_read(key: str, language: str) -> None:
    assert not WRITTEN.faults_of_shape(PROGRAMME.module(key), language, *LENGTH.get(key, (400, 700)), URGENT)


@pytest.mark.parametrize("language", BOTH)
def test_no_sentence_stands_twice(language: str) -> None:
    assert WRITTEN.repeated(PROGRAMME.modules, language, URGENT) == {}


def test_both_languages_say_the_same_with_the_same_figures() -> None:
    assert WRITTEN.unlike(URGENT) == []


def test_a_theme_is_chosen_and_has_the_shape_of_the_others() -> None:
    assert tuple(module.key for module in WAY if module.optional) == THEMES
    for key in THEMES:
        module = PROGRAMME.module(key)
        steps = [step.key for step in module.steps]
        assert (steps[0], steps[1], steps[-1]) == ("for-you", "worth-knowing", "onward")
        assert "## Prøv denne uken" in WRITTEN.body(module, steps[2], "nb")
        assert re.search(
            "(?s)## Når det går trått.*## Når du (?:bør spørre|må til lege)", WRITTEN.body(module, "onward", "nb")
        )


def test_the_people_are_met_in_several_modules_and_every_module_ends_alike() -> None:
    assert WRITTEN.met(PEOPLE) == {"Rune": 4, "Fatima": 5, "Terje": 6}
    assert WRITTEN.ends_otherwise() == []


@pytest.mark.parametrize(
    "word", [r"bare\b", r"berre\b", "enkelt", "selvfølgelig", "må du", "forbudt", "kalori", "slanke", "!"]
)
def test_words_that_we_do_not_use(word: str) -> None:
    for module, language in product(PROGRAMME.modules, BOTH):
        said = WRITTEN.everything(module, language).lower()
        assert not re.search(word if word == "!" else rf"\b{word}", said), f"{module.key} ({language})"


@pytest.mark.parametrize(
    "uncertain", [r"\b90 g", r"\b350\b", "vareniklin", "cytisin", "bupropion", "800 400 85", "116 006"]
)
def test_what_no_owner_has_confirmed_is_not_printed(uncertain: str) -> None:
    for module, language in product(PROGRAMME.modules, BOTH):
        assert not re.search(uncertain, WRITTEN.everything(module, language).lower()), f"{module.key} ({language})"
