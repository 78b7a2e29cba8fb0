"""A diary as the therapist reads it: one line, however many days it has."""

from __future__ import annotations

from varde.kernel.speech import Speech
from varde.record import words
from varde.standing.diary import Diary


def written_in_words(speech: Speech, diary: Diary) -> str:
    """“Skrevet 11 av 14 dager, sist 2. oktober”."""
    if not diary.asked:
        return speech.say(words.DIARY_NOT_YET)
    counts = {"written": len(diary.written), "asked": diary.asked}
    if not diary.written:
        return speech.say(words.DIARY_WRITTEN, **counts)
    return speech.say(words.DIARY_LAST_WRITTEN, **counts, day=speech.near_day(diary.written[-1].day))


def hours_in_words(speech: Speech, diary: Diary) -> str:
    """Until when it is open, or when it opens; that it is over when it never does again."""
    if diary.open is not None:
        until = diary.open.until
        return speech.say(words.DIARY_OPEN, day=speech.near_day(until), clock=speech.clock(until))
    if diary.ahead is not None:
        opens = diary.ahead.opens_at
        return speech.say(words.DIARY_OPENS, day=speech.near_day(opens), clock=speech.clock(opens))
    return speech.say(words.DIARY_OVER)
