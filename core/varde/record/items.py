"""One response, item by item, beside the one before it. Plain values; the words are those that were shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from varde.assessments.models import Response
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument, Item
from varde.instruments.words import (
    NOT_ASKED,
    answer_in_words,
    context_in_words,
    figure,
    flag_in_words,
    label_of_scale,
    plain,
    points_of,
    subscore_in_words,
)
from varde.kernel.speech import Speech
from varde.record import words
from varde.record.score_words import move_of

MOVE = {"higher": "up", "lower": "down", "same": "", "other": "", "": ""}
"""The icon beside the words that say how an answer moved."""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One item. ``code`` is the stored answer when the words are not that already; ``move`` as in
    :func:`varde.record.score_words.move_of`, or empty when there is nothing to compare with. ``missing`` is an answer
    that was wanted, ``empty`` any that is not there, also to a question that was not asked."""

    key: str
    heading: str
    label: str
    answer: str
    code: str
    points: str
    reverse: bool
    safety: bool
    missing: bool
    previous: str
    move: str
    said: str
    empty: bool = False


@dataclass(frozen=True, slots=True)
class OpenedResponse:
    """A response opened. ``outdated``: the instrument has another version now, so codes are shown and not words."""

    lines: tuple[AnswerLine, ...]
    subscores: tuple[tuple[str, str], ...]
    flags: tuple[tuple[str, str], ...]
    context: tuple[tuple[str, str], ...]
    outdated: bool
    only_total: bool

    @property
    def safety(self) -> tuple[AnswerLine, ...]:
        return tuple(line for line in self.lines if line.safety)

    @property
    def blank(self) -> bool:
        """Whether nothing at all was answered."""
        return bool(self.lines) and all(line.empty for line in self.lines)

    @property
    def answered(self) -> tuple[AnswerLine, ...]:
        return tuple(line for line in self.lines if not line.safety and not line.empty)

    @property
    def unanswered(self) -> tuple[AnswerLine, ...]:
        return tuple(line for line in self.lines if not line.safety and line.empty)


def sheet_of(
    speech: Speech, instrument: Instrument | None, response: Response, before: Response | None
) -> OpenedResponse:
    """The response as it is read. ``instrument`` has the words that were shown; None when it is no longer installed."""
    language = speech.language
    outdated = instrument is None or instrument.version != response.version
    comparable = before if before is not None and before.version == response.version else None
    if instrument is None or outdated:
        lines = [_coded(speech, key, value, comparable) for key, value in response.answers.items()]
    else:
        shown = response.words_in(language)
        lines = [_line(speech, item, response, comparable, shown) for item in items_of(instrument)]
    if not response.answers and response.mode == "import":
        lines = []
    subscores = response.subscores or {}
    return OpenedResponse(
        tuple(lines),
        tuple(
            (
                label_of_scale(instrument, key, language) if instrument else plain(key),
                _value(speech, instrument, key, value),
            )
            for key, value in subscores.items()
        ),
        tuple(
            flag_in_words(instrument, key, value, language) if instrument else (plain(key), str(value))
            for key, value in (response.flags or {}).items()
        ),
        tuple(context_in_words(key, value, language) for key, value in (response.context or {}).items()),
        outdated,
        not lines,
    )


def _line(speech: Speech, item: Item, response: Response, before: Response | None, language: str) -> AnswerLine:
    answer = response.answers.get(item.key)
    closed = answer is None and bool(item.gate) and response.answers.get(item.gate) in (0, False)
    answered = NOT_ASKED.to(language) if closed else answer_in_words(item, answer, language)
    changed = item.reverse or item.multiplier != 1 or item.offset
    points = ""
    if changed and item.scored and isinstance(answer, int | float):
        points = points_of(item, float(answer), language)
    label = item.label.to(language)
    return AnswerLine(
        item.key,
        item.heading.to(language) if item.heading else "",
        label,
        answered,
        _code(item, answer),
        points,
        item.reverse,
        item.safety,
        answer is None and not closed,
        *_compared(speech, item, answer, before, language),
        answer is None,
    )


def _code(item: Item, answer: Any) -> str:
    """The number behind words; nothing where the answer is a number already."""
    if answer is None or item.own or not item.takes.coded:
        return ""
    return str(int(answer)) if isinstance(answer, int | float) else str(answer)


def _compared(speech: Speech, item: Item, answer: Any, before: Response | None, language: str) -> tuple[str, str, str]:
    if before is None or not before.answers:
        return "", "", ""
    earlier = before.answers.get(item.key)
    previous = answer_in_words(item, earlier, language)
    code = _code(item, earlier)
    move = move_of(earlier, answer)
    return f"{previous} ({code})" if code else previous, move, _moved(speech, move, earlier, answer)


def _moved(speech: Speech, move: str, earlier: Any, answer: Any) -> str:
    if move == "other":
        if earlier is None:
            return speech.say(words.NOT_ANSWERED_BEFORE)
        return speech.say(words.ANSWERED_BEFORE if answer is None else words.CHANGED)
    moved = {"higher": words.HIGHER, "lower": words.LOWER, "same": words.SAME}
    return speech.say(moved[move]) if move in moved else ""


def _coded(speech: Speech, key: str, value: Any, before: Response | None) -> AnswerLine:
    earlier = before.answers.get(key) if before else None
    move = move_of(earlier, value) if before else ""
    said = _moved(speech, move, earlier, value) if before else ""
    return AnswerLine(
        key,
        "",
        key,
        str(value),
        "",
        "",
        False,
        False,
        value is None,
        "" if earlier is None else str(earlier),
        move,
        said,
        value is None,
    )


def _value(speech: Speech, instrument: Instrument | None, key: str, value: Any) -> str:
    if instrument is not None:
        return subscore_in_words(instrument, key, value, speech.language, most=2)
    if value is None:
        return "–"
    return figure(value, speech.language) if isinstance(value, int | float) else str(value)


def before_of(
    responses: Sequence[Response], response_id: int
) -> tuple[Response | None, Response | None, Response | None]:
    """The response with this id, the one before it and the one after it; all None when it is not among these."""
    for place, response in enumerate(responses):
        if response.id == response_id:
            earlier = responses[place - 1] if place else None
            return response, earlier, responses[place + 1] if place + 1 < len(responses) else None
    return None, None, None


def unanswered_in(sheet: OpenedResponse) -> int:
    """How many items were left unanswered."""
    return sum(1 for line in sheet.lines if line.missing)
