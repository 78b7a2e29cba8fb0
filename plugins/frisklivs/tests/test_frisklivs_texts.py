"""What the modules of Frisk i hverdagen hold: a conversation, a plan, themes of one shape, easy to read, in two languages."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from varde.testing.module_texts import ModuleText, module_texts, own_words_of, said_twice
from varde_frisklivs.programme import PROGRAMME

TEXTS = module_texts(PROGRAMME)
PEOPLE = ("Rune", "Fatima", "Terje")
THEMES = ("activity", "food", "sleep", "tobacco", "alcohol", "strain-and-mood", "pain-and-joints")
LENGTH = {"health-conversation": (700, 900), "maintenance": (340, 700)}
"""Words where it is no theme: the conversation holds plan and check-in too, and the end is a talk that is prepared."""


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: f"{text.module}-{text.language}")
def test_each_module_is_whole_and_easy_to_read(text: ModuleText) -> None:
    least, most = LENGTH.get(text.module, (400, 700))
    assert least <= text.whole.words <= most
    assert 4 <= len(text.steps) <= 7
    assert text.whole.lix is not None
    assert text.whole.lix <= 30
    assert max(step.lix or 0 for step in text.steps.values()) <= 40
    assert max(step.words for step in text.steps.values()) <= 220
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
        assert abs(bokmal.whole.words - nynorsk.whole.words) < 20


def test_a_theme_is_chosen_and_has_the_shape_of_the_others() -> None:
    assert tuple(module.key for module in PROGRAMME.modules if module.optional) == THEMES
    for key in THEMES:
        steps = [step.key for step in PROGRAMME.module(key).steps]
        assert (steps[0], steps[1], steps[-1]) == ("for-you", "worth-knowing", "onward")
        said = [own_words_of(PROGRAMME, key, step, "nb").body for step in steps]
        assert "## Prøv denne uken" in said[2]
        assert "## Når det går trått" in said[-1]
        assert re.search("## Når du (?:bør spørre|må til lege)", said[-1])


def test_the_people_are_met_in_several_modules_and_every_module_ends_alike() -> None:
    met = dict.fromkeys(PEOPLE, 0)
    for module in PROGRAMME.modules:
        said = " ".join(own_words_of(PROGRAMME, module.key, step.key, "nb").body for step in module.steps)
        for name in PEOPLE:
            met[name] += name in said
        assert "## Det viktigste" in said
        assert "## Ukens øving" in said
        last = files(PROGRAMME.package) / "content/nb" / module.key / f"{module.steps[-1].key}.md"
        assert last.read_text(encoding="utf-8").rstrip().endswith("[del: when-urgent]")
    assert met == {"Rune": 4, "Fatima": 5, "Terje": 6}


@pytest.mark.parametrize(
    "word", ["bare", "berre", "enkelt", "selvfølgelig", "må du", "forbudt", "kalori", "slanke", "!"]
)
def test_words_that_we_do_not_use(word: str) -> None:
    for module in PROGRAMME.modules:
        for step in module.steps:
            for language in ("nb", "nn"):
                words = own_words_of(PROGRAMME, module.key, step.key, language)
                prose = re.sub(r"!\[", "[", f"{words.lede} {words.body}").lower()
                used = word in prose if word == "!" else re.search(rf"\b{word}", prose)
                assert not used, f"{module.key}/{step.key} ({language}): {word}"


@pytest.mark.parametrize(
    "uncertain", [r"\b90 g", r"\b350\b", "vareniklin", "cytisin", "bupropion", "800 400 85", "116 006"]
)
def test_what_no_owner_has_confirmed_is_not_printed(uncertain: str) -> None:
    for text in (files(PROGRAMME.package) / "content").rglob("*.md"):  # type: ignore[attr-defined]
        assert not re.search(uncertain, text.read_text(encoding="utf-8").lower()), text.name
