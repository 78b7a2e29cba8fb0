"""Every sentence of the page exists in each language and takes the same values."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from varde.benefits.figures import words
from varde.kernel.words import Text


def sentences() -> Iterator[tuple[str, Text]]:
    for name, value in vars(words).items():
        if isinstance(value, Text):
            yield name, value
        elif isinstance(value, dict) and name.isupper():
            yield from ((f"{name}[{key}]", text) for key, text in value.items())


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_all_languages_say_the_same() -> None:
    found = list(sentences())
    assert len(found) > 60
    for name, text in found:
        if name != "AMONG[all]":
            assert all((text.nb.strip(), text.nn.strip(), text.en.strip())), name
        assert fields(text.nb) == fields(text.nn) == fields(text.en), name


def test_no_sentence_claims_an_effect() -> None:
    assert not [name for name, text in sentences() if "effekt" in (text.nb + text.nn).lower() or "effect" in text.en]
