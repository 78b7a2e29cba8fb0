"""What is a reason, and what is not, decided by hand."""

from __future__ import annotations

import pytest

from varde.enrolments.reason_rules import says_why


@pytest.mark.parametrize(
    "reason",
    [
        "Maren er i permisjon.",
        "Lars er syk",
        "Ho er sjuk",
        "Maren har ferie",
        "Vikar i uke 50",
        "Ukjent – spør Elin",
        "abc de",  # two words, five letters: nobody but a reader can judge
    ],
)
def test_words_that_can_be_a_reason(reason: str) -> None:
    assert says_why(reason)


@pytest.mark.parametrize(
    "reason",
    [
        "",
        "   ",
        "xxxxx",
        "xxxxx xxxxx",
        "xxxxx yyyyy",
        "asdf asdf ASDF",
        "Permisjon",
        ".....",
        "12345 67890",
        "a b c d e f",
        "ab cd",  # four letters
        "ho ho hoho",
        "syk",
    ],
)
def test_words_that_are_none(reason: str) -> None:
    assert not says_why(reason)
