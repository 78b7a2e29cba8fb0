"""What a patient reads of a questionnaire she handed in: her answers in the words that she saw, beside those of the last time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from varde.assessments.models import Response
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.instruments.words import answer_in_words
from varde.kernel.speech import Speech
from varde.record.items import AnswerLine, before_of, sheet_of
from varde.record.own_words import PART_HEADS
from varde.standing.words import total_figure


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """One question. ``before`` is what she answered the last time, empty where there is nothing to set beside it."""

    question: str
    answer: str
    before: str
    same: bool
    unanswered: bool


@dataclass(frozen=True, slots=True)
class OwnPart:
    """One instrument of an occasion.

    ``title`` is what it is about, in plain words; ``called`` the scale's name, for a sentence. ``groups`` are the answers under
    the instrument's own headings. ``total`` and ``of`` are the total and the most it can be, empty where there is none; ``way``
    which way is better. ``before`` is when the same was handed in before, None the first time. ``wordless``: another version of
    the instrument is in use now, or none, so that the answers stand as they are stored. ``only_total``: no answers were carried
    over from an earlier system.
    """

    title: str
    called: str
    groups: tuple[tuple[str, tuple[OwnAnswer, ...]], ...]
    total: str
    of: str
    way: str
    before: datetime | None
    wordless: bool
    only_total: bool
    corrected: bool


def plain_title(title: str) -> tuple[str, str]:
    """“IBS-SSS: mageplager” as what it is about and what it is called; a title without a scale's name is no name."""
    called, colon, about = title.partition(": ")
    return (about[:1].upper() + about[1:], called) if colon else (title, "")


def own_parts(
    speech: Speech,
    shown: Callable[[Response], Instrument | None],
    handed_in: Sequence[Response],
    every: Sequence[Response],
) -> tuple[OwnPart, ...]:
    """The instruments of one occasion, in the order they were handed in.

    :param shown: the instrument in the words that were shown; None when it is no longer installed.
    :param every: all that was handed in of the enrolment, oldest first.
    """
    return tuple(_part(speech, shown(response), response, every) for response in handed_in)


def _part(speech: Speech, instrument: Instrument | None, response: Response, every: Sequence[Response]) -> OwnPart:
    alike = [each for each in every if each.instrument == response.instrument]
    _, before, _ = before_of(alike, response.id)
    comparable = before if before is not None and before.version == response.version and before.answers else None
    sheet = sheet_of(speech, instrument, response, comparable)
    title, called = plain_title(speech.say(instrument.title)) if instrument else (response.instrument, "")
    compared = comparable is not None and not sheet.outdated
    earlier = _answers_in_words(instrument, comparable, speech.language) if compared else {}
    groups = tuple(
        (heading, tuple(_answer(line, earlier.get(line.key, "")) for line in lines))
        for heading, lines in groupby(sheet.lines, key=lambda line: line.heading)
    )
    total = total_figure(instrument, response.total, speech.language) if response.total is not None else ""
    scaled = instrument is not None and instrument.custom is None and instrument.total_range is not None
    return OwnPart(
        title,
        called,
        groups,
        total,
        total_figure(None, instrument.total_range[1], speech.language)
        if total and scaled and instrument and instrument.total_range
        else "",
        instrument.direction if instrument and total else "",
        comparable.submitted_at if compared and comparable else None,
        sheet.outdated and not sheet.only_total,
        sheet.only_total,
        response.corrected_at is not None,
    )


def _answers_in_words(instrument: Instrument | None, response: Response | None, language: str) -> dict[str, str]:
    if instrument is None or response is None:
        return {}
    shown = response.words_in(language)
    return {
        item.key: answer_in_words(item, response.answers[item.key], shown)
        for item in items_of(instrument)
        if response.answers.get(item.key) is not None
    }


def _answer(line: AnswerLine, before: str) -> OwnAnswer:
    return OwnAnswer(line.label, line.answer, before, before == line.answer, line.missing)


def own_table(speech: Speech, parts: Sequence[OwnPart]) -> Iterator[tuple[str, ...]]:
    """The answers as rows for a spreadsheet, the heads first."""
    yield tuple(speech.say(head) for head in PART_HEADS)
    for part in parts:
        for heading, answers in part.groups:
            for answer in answers:
                yield part.title, heading, answer.question, answer.answer, answer.before
