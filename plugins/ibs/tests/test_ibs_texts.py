"""What the modules of Mage-tarmskolen hold: enough to help, little enough to finish, easy to read, in two languages."""

from __future__ import annotations

import re
from itertools import product

import pytest

from varde.testing.texts import WrittenProgramme
from varde_ibs.programme import PROGRAMME

WRITTEN = WrittenProgramme.of(PROGRAMME)
WAY = PROGRAMME.modules_of(None)
URGENT = "## Når det hast"
"""What every module ends with is written once, and is not counted among the words of each."""
PEOPLE = ("Nora", "Kjell", "Sunniva")
BOTH = ("nb", "nn")


@pytest.mark.parametrize(("key", "language"), list(product([module.key for module in WAY], BOTH)))
def test_each_module_is_whole_and_easy_to_read(key: str, language: str) -> None:
    assert not WRITTEN.faults_of_shape(PROGRAMME.module(key), language, 700, 1000, URGENT)


@pytest.mark.parametrize("language", BOTH)
def test_no_sentence_stands_twice(language: str) -> None:
    assert WRITTEN.repeated(PROGRAMME.modules, language, URGENT) == {}


def test_both_languages_say_the_same_with_the_same_figures() -> None:
    assert WRITTEN.unlike(URGENT) == []


def test_the_people_are_met_in_most_modules_and_every_module_ends_alike() -> None:
    assert WRITTEN.met(PEOPLE) == {"Nora": 4, "Kjell": 4, "Sunniva": 4}
    assert WRITTEN.ends_otherwise() == []


@pytest.mark.parametrize(
    "word", [r"bare\b", r"berre\b", r"enkelt\b", "selvfølgelig", "forbudt", "jukse", "tryggingsgrep", "dessverre", "!"]
)
def test_words_that_we_do_not_use(word: str) -> None:
    for module, language in product(PROGRAMME.modules, BOTH):
        said = WRITTEN.everything(module, language).lower()
        assert not re.search(word if word == "!" else rf"\b{word}", said), f"{module.key} ({language})"
