"""What the installed programmes state, in the three languages: each is written, with the same figures, for whoever signs."""

from __future__ import annotations

import re

from varde.content.statements import Statement
from varde.kernel.words import Text
from varde.testing.house import everything_installed

STATEMENTS = everything_installed().all(Statement)
OTHER = {
    "nb": "ikkje|ein|eit|korleis|kva|kven|berre|òg|frå|meir|mykje|medan|gonger|veker",
    "nn": "ikke|en|hvordan|hva|hvem|bare|også|fra|mer|mye|mens|ganger|uker|tas|prøves",
    "en": "ikke|ikkje|eller|blir|uten|utan",
}
"""Words of another language, which a statement would hold that was not written in its own."""


def figures(words: str) -> list[str]:
    return sorted(re.findall(r"\d+", words))


def test_every_statement_says_the_same_in_three_languages() -> None:
    assert len(STATEMENTS) > 100
    wrong = []
    for key, statement in STATEMENTS.items():
        if statement.says.nb == statement.says.en:
            wrong.append(f"{key}: is not in bokmål")
        for part in (statement.says, statement.ground):
            if len({tuple(figures(words)) for words in (part.nb, part.nn, part.en)}) > 1:
                wrong.append(f"{key}: other figures: {part}")
            wrong += [f"{key}: {language}: {fault}" for language, fault in others_in(part)]
    assert wrong == []


def others_in(part: Text) -> list[tuple[str, str]]:
    said = ((language, part.to(language)) for language in OTHER)
    return [(code, found) for code, words in said for found in re.findall(rf"\b(?:{OTHER[code]})\b", words)]


def test_the_test_sees_what_is_not_written() -> None:
    assert others_in(Text("Ikkje brått.", "Ikke brått, ikke nå.", "Not eller.")) == [("nn", "ikke"), ("en", "eller")]
    assert figures("5 timer og 30 minutter") == figures("5 h 30") == ["30", "5"]
