"""Captions of a film (WebVTT): whether they are whole and in order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from varde.content import words as said
from varde.kernel.words import Text

LONGEST = 200_000
"""Characters; an hour of talk has some 60,000."""
_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_CUE = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?", re.ASCII)


def fault_of_captions(source: str, language: str) -> Text | None:
    """The first thing that is wrong with a file of captions, in a sentence that names the language and the line; None when nothing
    is."""
    return next(
        _faults(source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), said.IN[language]), None
    )


def _faults(source: str, language: Text) -> Iterator[Text]:
    lines = source.split("\n")
    if len(source) > LONGEST:
        yield said.LONG_CAPTIONS.filled(language=language, most=LONGEST)
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        yield said.NO_CAPTIONS.filled(language=language)
    before, cues = (-1, ""), 0
    for number, line in enumerate(lines, start=1):
        if "-->" not in line:
            continue
        cue = _CUE.fullmatch(line.strip())
        if cue is None:
            yield said.BAD_CUE.filled(language=language, line=number)
            return
        start, end = _milliseconds(cue.groups()[:4]), _milliseconds(cue.groups()[4:])
        clock = line.split("-->")[0].strip()
        if end <= start:
            yield said.CUE_ENDS_FIRST.filled(language=language, line=number, at=clock)
        if start < before[0]:
            yield said.CUES_OUT_OF_ORDER.filled(language=language, line=number, at=clock, before=before[1])
        if number == len(lines) or not lines[number].strip():
            yield said.EMPTY_CUE.filled(language=language, line=number, at=clock)
        before, cues = (start, clock), cues + 1
    if not cues:
        yield said.NO_CUES.filled(language=language)


def end_of(source: str) -> int:
    """When the last words of sound captions are gone, in milliseconds from the beginning.

    >>> end_of("WEBVTT\n\n00:01.000 --> 00:04.500\nPust.\n")
    4500
    """
    cues = (_CUE.fullmatch(line.strip()) for line in source.splitlines())
    return max((_milliseconds(cue.groups()[4:]) for cue in cues if cue), default=0)


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
