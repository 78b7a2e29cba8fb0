"""How an answer was corrected, in words: what it said and what it says, by whom, when and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from varde.assessments.correcting import CorrectionView, Version
from varde.instruments.answers import items_of
from varde.instruments.values import Instrument
from varde.instruments.words import UNANSWERED, answer_in_words, context_in_words
from varde.kernel.speech import Speech
from varde.record import words
from varde.standing.words import total_figure


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """One item that says something else now, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction as it is read. ``totals`` are the total before and after, when either is scored; ``imported``: nobody made
    it here, it came with an import."""

    at: datetime
    by: str
    said_on: date
    reason: str
    changes: tuple[ChangedAnswer, ...]
    totals: tuple[str, str] | None
    imported: bool


def correction_lines(
    speech: Speech, instrument: Instrument | None, corrections: Sequence[CorrectionView], language: str = ""
) -> tuple[CorrectionLine, ...]:
    """The corrections of a response, newest first. ``instrument`` has the words that were shown, in ``language`` when that is
    another than the reader's; None, or another version of it, is shown by the codes."""
    return tuple(_line(speech, instrument, view, language or speech.language) for view in reversed(corrections))


def _line(speech: Speech, instrument: Instrument | None, view: CorrectionView, language: str) -> CorrectionLine:
    totals = (view.before.total, view.after.total)
    shown = tuple("–" if total is None else total_figure(instrument, total, speech.language) for total in totals)
    return CorrectionLine(
        view.at,
        view.by or speech.say(words.BY_IMPORT),
        view.said_on,
        view.reason,
        (*_dates(speech, view), *_changes(instrument, view, language), *_besides(speech, view)),
        (shown[0], shown[1]) if totals != (None, None) else None,
        not view.by,
    )


def _dates(speech: Speech, view: CorrectionView) -> list[ChangedAnswer]:
    before, after = (speech.day(version.submitted_at, year=True) for version in (view.before, view.after))
    return [ChangedAnswer(speech.say(words.HANDED_IN_ON), before, after)] if before != after else []


def _besides(speech: Speech, view: CorrectionView) -> list[ChangedAnswer]:
    """What the page asked besides the items, as it asked it; what else was known, by its name."""

    def said(version: Version, name: str) -> tuple[str, str]:
        title, value = context_in_words(name, version.context.get(name), speech.language)
        return title, value if name in version.context else speech.say(UNANSWERED)

    return [
        ChangedAnswer(
            speech.say(words.ASKED_BESIDES[name]) if name in words.ASKED_BESIDES else said(view.after, name)[0],
            said(view.before, name)[1],
            said(view.after, name)[1],
        )
        for name in view.changed_besides
    ]


def _changes(instrument: Instrument | None, view: CorrectionView, language: str) -> list[ChangedAnswer]:
    items = {item.key: item for item in items_of(instrument)} if instrument else {}

    def said(version: Version, key: str) -> str:
        answers: Mapping[str, Any] = version.answers
        if instrument is None or key not in items or version.version != instrument.version:
            return "–" if answers.get(key) is None else str(answers[key])
        return answer_in_words(items[key], answers.get(key), language)

    return [
        ChangedAnswer(
            items[key].label.to(language) if key in items else key, said(view.before, key), said(view.after, key)
        )
        for key in view.changed
    ]
