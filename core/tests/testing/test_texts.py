"""What is measured of the texts of a programme: each fault is made in a programme that is sound, and is found. By hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from varde.content.texts import as_text
from varde.content.values import StepKey, StepWords
from varde.programmes.values import Module
from varde.testing.sample import PROGRAMME
from varde.testing.texts import WrittenProgramme

URGENT = "## Når det hast"
MODULE = next(module for module in PROGRAMME.modules if module.key == "first-steps")
ENDS = {
    "nb": "## Det viktigste\n\nGå.\n\n## Ukens øving\n\nGå mer.\n\n## Når det haster\n\nRing 113 eller 116 123.",
    "nn": "## Det viktigaste\n\nGå.\n\n## Øvinga for veka\n\nGå meir.\n\n## Når det hastar\n\nRing 113 eller 116 123.",
}
Change = Callable[[str, str, str], str]


def sentences(step: str, many: int = 10) -> str:
    """So many sentences of four words, which no other step has. A figure is no word."""
    return " ".join(f"Vi går {step} {'b' * (number + 1)}." for number in range(many))


def written(change: Change = lambda _step, _language, words: words) -> tuple[WrittenProgramme, Module]:
    """A programme of one module of four steps, three of them with a drawing; ``change`` is made in each step."""
    steps = tuple(replace(MODULE.steps[0], key=key) for key in ("en", "to", "tre", "fire"))
    exercise = next(step for module in PROGRAMME.modules for step in module.steps if hasattr(step, "guide"))
    module = replace(MODULE, steps=(steps[0], replace(exercise, key="to"), *steps[2:]))
    texts = {}
    for step, drawing in zip(module.steps, ("circle", "curve", "fork", ""), strict=True):
        for language in ("nb", "nn"):
            drawn = f'\n\n![Et bilde som sier noe.](figur:{drawing} "a")' if drawing else f"\n\n{ENDS[language]}"
            body = change(step.key, language, sentences(step.key) + drawn)
            text = as_text(StepKey(PROGRAMME.key, module.key, step.key), language, StepWords("Kort.", body))
            texts[text.key] = text
    return WrittenProgramme(replace(PROGRAMME, modules=(module,)), texts), module


WORDS = {"nb": 4 * 41 + 7, "nn": 4 * 41 + 8}
"""How many words the module has that is sound, without "Når det haster"."""


def in_step(key: str, language: str, made: Callable[[str], str]) -> Change:
    return lambda step, code, words: made(words) if (step, code) == (key, language) else words


LONG = "Sammensatte ordsammensetninger vanskeliggjør lesbarheten betraktelig uavhengig av innhold"
FAULTS: dict[str, tuple[Change, str, str]] = {
    "a word too many": (in_step("en", "nb", lambda words: f"Ord {words}"), "nb", "172 words"),
    "a word too few": (
        in_step("en", "nn", lambda words: words.replace("Vi går en b.", "Vi går en.")),
        "nn",
        "171 words",
    ),
    "a step too long": (
        in_step("en", "nb", lambda words: f"{words}\n\n{sentences('lang', 60)}"),
        "nb",
        "a step of more than 220",
    ),
    "a step that is hard": (in_step("en", "nb", lambda _: f"{LONG}."), "nb", "a step of LIX over 40"),
    "a module that is hard": (in_step("en", "nn", lambda words: f"{words} {6 * f'{LONG} '}."), "nn", "LIX "),
    "a drawing that is missing": (in_step("to", "nn", lambda words: words.partition("\n\n")[0]), "nn", "2 drawings"),
    "the same drawing twice": (in_step("to", "nb", lambda words: words.replace("curve", "circle")), "nb", "2 drawings"),
}
"""What is changed, in which language it is looked for, and how the fault begins."""


def test_a_module_that_is_sound_has_no_fault_and_its_words_are_counted_by_hand() -> None:
    """Four steps of "Kort." and forty words, and of the ending seven words in bokmål and eight in nynorsk."""
    texts, module = written()
    for language, words in WORDS.items():
        assert texts.of_module(module, language, URGENT).words == words
        assert texts.faults_of_shape(module, language, words, words, URGENT) == []
        assert texts.faults_of_shape(module, language, words + 1, words + 1, URGENT)
        assert texts.faults_of_shape(module, language, words - 1, words - 1, URGENT)
    assert texts.repeated((module,), "nb", URGENT) == {}
    assert texts.unlike(URGENT) == texts.ends_otherwise() == []


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_of_shape_is_found_in_the_language_that_has_it(fault: str) -> None:
    change, language, begins = FAULTS[fault]
    texts, module = written(change)
    found = {code: texts.faults_of_shape(module, code, words, words, URGENT) for code, words in WORDS.items()}
    assert any(f": {begins}" in each for each in found.pop(language)), fault
    assert list(found.values()) == [[]], "the other language is as it was"


def test_too_many_steps_too_few_and_nothing_to_do() -> None:
    texts, module = written()
    for steps, fault in ((module.steps[:3], "3 steps"), (module.steps * 2, "8 steps")):
        assert any(fault in each for each in texts.faults_of_shape(replace(module, steps=steps), "nb", 1, 1000, URGENT))
    idle = replace(module, steps=tuple(step for step in module.steps if step.key != "to"))
    assert any("no exercise" in each for each in texts.faults_of_shape(idle, "nb", 1, 1000, URGENT))


TWICE = "Du trenger ikke bli rolig av det."


@pytest.mark.parametrize(
    "again",
    [TWICE, f"- {TWICE}", TWICE.replace("ikke", "**ikke**"), "Du trenger ikke, bli rolig av det", TWICE.upper()],
)
def test_a_sentence_that_stands_twice_is_found_however_it_is_written(again: str) -> None:
    def change(step: str, _language: str, words: str) -> str:
        return f"{TWICE}\n\n{words}" if step == "en" else f"{again}\n\n{words}" if step == "tre" else words

    texts, module = written(change)
    assert texts.repeated((module,), "nb", URGENT) == {
        "du trenger ikke bli rolig av det": ["first-steps/en", "first-steps/tre"]
    }
    within, module = written(in_step("en", "nb", lambda words: f"{TWICE} {TWICE} {words}"))
    assert list(within.repeated((module,), "nb", URGENT).values()) == [["first-steps/en", "first-steps/en"]]


def test_an_ending_is_looked_at_in_both_languages_and_so_are_length_and_drawings() -> None:
    texts, _ = written(in_step("fire", "nn", lambda words: words.replace("116 123", "116 117")))
    assert texts.ends_otherwise() == ["first-steps (nn)"]
    texts, _ = written(in_step("en", "nn", lambda words: f"{words}\n\n{sentences('meir', 5)}"))
    assert texts.unlike(URGENT) == ["first-steps"]
    texts, _ = written(in_step("en", "nn", lambda words: words.replace("circle", "week")))
    assert texts.unlike(URGENT) == ["first-steps"]
