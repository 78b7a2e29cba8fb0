"""What the modules of Mage-tarmskolen hold: enough to help, little enough to finish, easy to read, in two languages."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from varde.testing.module_texts import ModuleText, module_texts, own_words_of, said_twice
from varde_ibs.programme import PROGRAMME

TEXTS = module_texts(PROGRAMME)
TWO_PARTS = {"calming-food"}
"""Ordinary advice for all, and low-FODMAP in three phases: of a module that is two, the second part is locked for some."""
PEOPLE = ("Nora", "Kjell", "Sunniva")


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: f"{text.module}-{text.language}")
def test_each_module_is_whole_and_easy_to_read(text: ModuleText) -> None:
    assert 700 <= text.whole.words <= (1150 if text.module in TWO_PARTS else 1000)
    assert 4 <= len(text.steps) <= 7
    assert text.whole.lix is not None
    assert text.whole.lix <= 30
    assert max(step.lix or 0 for step in text.steps.values()) <= 40
    assert max(step.words for step in text.steps.values()) <= 220, "a page that a tired person reads"
    assert len(set(text.figures)) >= 3
    assert len(text.exercises) >= 1


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_no_sentence_stands_twice(language: str) -> None:
    assert said_twice(PROGRAMME, language) == {}


def test_both_languages_say_the_same_with_the_same_figures() -> None:
    by_language = {language: {t.module: t for t in TEXTS if t.language == language} for language in ("nb", "nn")}
    for module, bokmal in by_language["nb"].items():
        nynorsk = by_language["nn"][module]
        assert bokmal.figures == nynorsk.figures
        assert abs(bokmal.whole.words - nynorsk.whole.words) < 40


def test_the_people_are_met_in_most_modules_and_every_module_ends_alike() -> None:
    met = dict.fromkeys(PEOPLE, 0)
    for module in PROGRAMME.modules:
        said = " ".join(own_words_of(PROGRAMME, module.key, step.key, "nb").body for step in module.steps)
        for name in PEOPLE:
            met[name] += name in said
        assert "## Det viktigste" in said
        assert "## Ukens øving" in said
        last = files(PROGRAMME.package) / "content/nb" / module.key / f"{module.steps[-1].key}.md"
        assert last.read_text(encoding="utf-8").rstrip().endswith("[del: when-urgent]")
    assert met == {"Nora": 4, "Kjell": 4, "Sunniva": 4}


@pytest.mark.parametrize(
    "word", ["bare", "berre", "enkelt", "selvfølgelig", "forbudt", "jukse", "tryggingsgrep", "dessverre", "!"]
)
def test_words_that_we_do_not_use(word: str) -> None:
    for module in PROGRAMME.modules:
        for step in module.steps:
            for language in ("nb", "nn"):
                words = own_words_of(PROGRAMME, module.key, step.key, language)
                prose = re.sub(r"!\[", "[", f"{words.lede} {words.body}").lower()
                used = word in prose if word == "!" else re.search(rf"\b{word}\b", prose)
                assert not used, f"{module.key}/{step.key} ({language}): {word}"
