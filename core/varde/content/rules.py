"""What words of a step must be before anybody reads them; and how easily they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from varde.content import words as said
from varde.content.blocks import CLINIC, Piece, media_lines, without_media
from varde.content.drawings import fault_of_use
from varde.content.values import StepWords
from varde.kernel.text import not_shown
from varde.kernel.words import LANGUAGES, PATIENT_LANGUAGES, Text

LONGEST_LEDE, LONGEST_BODY = 300, 20_000
PLAYED = ("film", "sound")
"""What is played, and so is written out for whoever does not hear or see it."""
COPY = 60
"""Characters from which the same words in both languages are a copy, and no chance."""
MOST_NAMED = 8
"""Faults of one language that are named at once."""
_TAG = re.compile(r"</?[A-Za-z][^<>@:]*>")
_DIALLED = re.compile(r"\]\(tel:([^)\n]*)\)")
_MARKS = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)|\[(?:film|lyd|bilde|telefon):[^\]\n]*\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture, film or sound that an organisation has, or a figure that the plugin ships, as far as its use is judged.
    ``complete`` are the languages in which a film or sound has captions and a transcript, ``labels`` how many words a figure has
    places for."""

    kind: str
    complete: frozenset[str] = frozenset()
    labels: int = 0


class PlacedFault(NamedTuple):
    """What is wrong with the words in one language, and on which line; 0 is about them as a whole."""

    line: int
    sentence: Text


def faults_of(
    texts: Mapping[str, StepWords], media: Mapping[str, Medium], *, has_number: bool
) -> dict[str, list[Text]]:
    """What keeps a step from being published: by language the sentences, each naming the language, the line and the rule. Empty
    when nothing does.

    :param media: by code what the organisation has.
    :param has_number: whether it has a telephone number of its own to put in.
    """
    placed = placed_faults(texts, media, has_number=has_number)
    return {language: [fault.sentence for fault in faults] for language, faults in placed.items()}


def placed_faults(
    texts: Mapping[str, StepWords],
    media: Mapping[str, Medium],
    *,
    has_number: bool,
    lines: Mapping[str, Sequence[int]] | None = None,
) -> dict[str, list[PlacedFault]]:
    """The same with the line of each.

    :param lines: by language what each line of the body is called, where that is not its number, as in a file.
    """
    faulty: dict[str, list[PlacedFault]] = {}
    for language in LANGUAGES:
        words = texts.get(language, StepWords())
        if language not in PATIENT_LANGUAGES and not (words.lede or words.body):
            continue
        called = (lines or {}).get(language) or range(1, words.body.count("\n") + 2)
        judge = _Judge(language, words, media, called, has_number=has_number)
        faults = [*judge.faults()][:MOST_NAMED]
        if faults:
            faulty[language] = faults
    return faulty or _compared(texts)


@dataclass(frozen=True)
class _Judge:
    """What is judged of one language."""

    language: str
    words: StepWords
    media: Mapping[str, Medium]
    called: Sequence[int]
    has_number: bool = field(kw_only=True)

    def faults(self) -> Iterator[PlacedFault]:
        words = self.words
        if not words.body and not words.lede:
            yield self._whole(said.LACKS_LANGUAGE)
            return
        if not words.lede:
            yield self._whole(said.LACKS_LEDE)
        if not words.body:
            yield self._whole(said.LACKS_BODY)
        if len(words.lede) > LONGEST_LEDE:
            yield self._whole(said.LONG_LEDE, length=len(words.lede), most=LONGEST_LEDE)
        if len(words.body) > LONGEST_BODY:
            yield self._whole(said.LONG_BODY, length=len(words.body), most=LONGEST_BODY)
            return
        yield from self._of_lines()
        for number, piece in media_lines(words.body):
            yield from self._of_medium(number, piece)

    def _whole(self, rule: Text, **values: object) -> PlacedFault:
        return PlacedFault(0, rule.filled(language=said.IN[self.language], **values))

    def _at(self, number: int, rule: Text, **values: object) -> PlacedFault:
        line = self.called[number - 1]
        return PlacedFault(line, rule.filled(language=said.IN[self.language], line=line, **values))

    def _of_lines(self) -> Iterator[PlacedFault]:
        lines, running = self.words.body.split("\n"), without_media(self.words.body).split("\n")
        lost = {line for line, _ in not_shown("\n".join(_MARKS.sub("", line) for line in running))}
        for number, line in enumerate(running, start=1):
            cut = _cut(lines[number - 1])
            marks = [mark for mark in _MARKS.findall(line) if mark != CLINIC]
            if any(not mark.lower().startswith("[telefon") for mark in marks):
                yield self._at(number, said.MEDIUM_IN_LINE, words=cut)
            elif number in lost or _TAG.search(line):
                yield self._at(number, said.NOT_SHOWN, words=cut)
            calls = any(mark.lower().startswith("[telefon") for mark in marks)
            if calls or (CLINIC in line and not self.has_number):
                yield self._at(number, said.NO_NUMBER, words=cut)
            for dialled in _DIALLED.findall(line):
                if not re.fullmatch(r"\+?[0-9]{3,15}", dialled, re.ASCII):
                    yield self._at(number, said.BAD_NUMBER, words=cut)

    def _of_medium(self, number: int, piece: Piece) -> Iterator[PlacedFault]:
        medium, code = self.media.get(piece.code), piece.code
        if medium is None or medium.kind != piece.kind:
            yield self._at(number, said.NO_SUCH_MEDIUM, code=code)
        elif piece.kind in PLAYED:
            if self.language not in medium.complete:
                yield self._at(number, said.MEDIUM_WITHOUT_WORDS, code=code)
        elif fault := fault_of_use(piece, medium.labels):
            yield self._at(number, fault[0], **fault[1])


def _compared(texts: Mapping[str, StepWords]) -> dict[str, list[PlacedFault]]:
    """That nynorsk has as many paragraphs as bokmål, and is no copy of it."""
    bokmal, nynorsk = texts["nb"].body, texts["nn"].body
    surplus = len(paragraphs(bokmal)) - len(paragraphs(nynorsk))
    if surplus:
        fewer = "nn" if surplus > 0 else "nb"
        fuller = "nb" if surplus > 0 else "nn"
        sentence = said.PARAGRAPHS.filled(language=said.NAMED[fewer], n=abs(surplus), other=said.IN[fuller])
        return {fewer: [PlacedFault(0, sentence)]}
    if bokmal == nynorsk and len(without_media(bokmal).strip()) >= COPY:
        return {"nn": [PlacedFault(0, said.COPIED)]}
    return {}


def paragraphs(body: str) -> list[str]:
    """What stands between empty lines: paragraphs, headings, lists, pictures."""
    return [part.strip("\n") for part in re.split(r"\n{2,}", body) if part.strip()]


def _cut(line: str) -> str:
    return line.strip() if len(line.strip()) <= 40 else line.strip()[:39] + "…"


@dataclass(frozen=True, slots=True)
class Readability:
    """How many words there are, and LIX; None when there is no sentence."""

    words: int
    lix: int | None


EASY = 40
"""Texts below this LIX are easy to read. Source: C.-H. Björnsson, Läsbarhet (1968): 30 to 40 is easy, fiction."""


def readability(words: StepWords) -> Readability:
    """LIX of the running text: words to a sentence, and the share of words with more than six letters in per cent; rounded.
    Source: C.-H. Björnsson, Läsbarhet (1968). A heading or the point of a list ends a sentence.

    >>> readability(StepWords("Du puster.", "## Rolig\\n\\nLegg en hånd på magen. Kjenn etter."))
    Readability(words=10, lix=2)
    """
    running = re.sub(r"\]\([^)]*\)", "]", without_media(f"{words.lede}\n\n{words.body}"))
    sentences = [
        re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", part)
        for part in re.split(r"[.!?:]+|\n+(?=\s*(?:[-*]|\d+\.|#))|\n{2,}", running)
    ]
    counted = [each for each in sentences if each]
    total = sum(map(len, counted))
    if not total:
        return Readability(0, None)
    long = sum(len(word) > 6 for each in counted for word in each)
    return Readability(total, round(total / len(counted) + 100 * long / total))
