"""What the modules of Mage-tarmskolen hold: enough to help, little enough to finish, easy to read, in two languages."""

from __future__ import annotations

import re
from itertools import product

import pytest

from varde.plugin.programmes import Exercise
from varde.testing.texts import WrittenProgramme
from varde_ibs.programme import PROGRAMME

WRITTEN = WrittenProgramme.of(PROGRAMME)
WAY = PROGRAMME.modules_of(None)
URGENT = "## Når det hast"
"""What every module ends with is written once, and is not counted among the words of each."""
TWO_PARTS = {"calming-food"}
"""Ordinary advice for all, and low-FODMAP in three phases: of a module that is two, the second part is locked for some."""
PEOPLE = ("Nora", "Kjell", "Sunniva")
BOTH = ("nb", "nn")


@pytest.mark.parametrize(("key", "language"), list(product([module.key for module in WAY], BOTH)))
def test_each_module_is_whole_and_easy_to_read(key: str, language: str) -> None:
    module = PROGRAMME.module(key)
    whole = WRITTEN.of_module(module, language, URGENT)
    steps = [WRITTEN.of_step(module, step.key, language, URGENT) for step in module.steps]
    assert 700 <= whole.words <= (1150 if key in TWO_PARTS else 1000)
    assert whole.lix is not None
    assert whole.lix <= 30
    assert max(step.lix or 0 for step in steps) <= 40
    assert max(step.words for step in steps) <= 220, "a page that a tired person reads"
    assert len({figure.code for figure in WRITTEN.figures(module, language)}) >= 3
    assert 4 <= len(steps) <= 7
    assert any(isinstance(step, Exercise) for step in module.steps)


@pytest.mark.parametrize("language", BOTH)
def test_no_sentence_stands_twice(language: str) -> None:
    assert WRITTEN.repeated(PROGRAMME.modules, language, URGENT) == {}


def test_both_languages_say_the_same_with_the_same_figures() -> None:
    for module in WAY:
        bokmal, nynorsk = (WRITTEN.of_module(module, language) for language in BOTH)
        assert abs(bokmal.words - nynorsk.words) < 20
        assert len({tuple(figure.code for figure in WRITTEN.figures(module, language)) for language in BOTH}) == 1


def test_the_people_are_met_in_most_modules_and_every_module_ends_alike() -> None:
    met = dict.fromkeys(PEOPLE, 0)
    for module in WAY:
        said = WRITTEN.everything(module, "nb")
        for name in PEOPLE:
            met[name] += name in said
        last = WRITTEN.body(module, module.steps[-1].key, "nb")
        assert re.search("(?s)## Det viktigste.*## Ukens øving.*## Når det haster.*113.*116 123", last)
    assert met == {"Nora": 4, "Kjell": 4, "Sunniva": 4}


@pytest.mark.parametrize(
    "word", [r"bare\b", r"berre\b", r"enkelt\b", "selvfølgelig", "forbudt", "jukse", "tryggingsgrep", "dessverre", "!"]
)
def test_words_that_we_do_not_use(word: str) -> None:
    for module, language in product(PROGRAMME.modules, BOTH):
        said = WRITTEN.everything(module, language).lower()
        assert not re.search(word if word == "!" else rf"\b{word}", said), f"{module.key} ({language})"
