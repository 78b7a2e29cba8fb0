"""What a score and a change say to the therapist, in words."""

from __future__ import annotations

from dataclasses import dataclass

from varde.assessments.models import Response
from varde.assessments.service import BASELINE
from varde.instruments.rules import change, meets
from varde.instruments.values import Change, Instrument, Responder
from varde.instruments.words import flag_in_words, plain
from varde.kernel.speech import Speech
from varde.record import words
from varde.record.trajectory import figure, limit_in_words, moved_between, shown_total, signed


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a change since the start means; ``kind`` is better, worse or nothing."""

    words: str
    kind: str = ""


def total_in_words(speech: Speech, instrument: Instrument | None, response: Response) -> str:
    """The total, or that the response is not scored and why; a dash for an instrument without a total."""
    if response.total is not None:
        total = figure(speech, shown_total(instrument, response.total) or 0)
        note = made_up(speech, instrument, response)
        return f"{total} ({note})" if note else total
    if response.status == "not_scored":
        n = response.n_missing
        if not n:
            return speech.say(words.NOT_SCORED)
        return speech.say(words.NOT_SCORED) + ", " + speech.count(words.ANSWERS_MISSING, n)
    if response.status == "excluded":
        reason = (response.flags or {}).get("reason")
        if instrument is None or reason is None:
            return speech.say(words.LEFT_OUT)
        return speech.say(words.LEFT_OUT) + ": " + flag_in_words(instrument, "reason", reason, speech.language)[1]
    return "–"


def made_up(speech: Speech, instrument: Instrument | None, response: Response) -> str:
    """“1 svar manglet, regnet opp” for a whole total that stands for answers nobody gave; else nothing."""
    if instrument is None or not instrument.whole or response.total is None or not response.n_missing:
        return ""
    return speech.count(words.ANSWERS_MADE_UP, response.n_missing)


def band_in_words(speech: Speech, instrument: Instrument | None, key: str | None) -> str:
    """The name of a band; its key when the instrument no longer has it."""
    if not key:
        return ""
    if instrument is not None:
        bands = [*instrument.bands, *(band for special in instrument.band_sets for band in special.bands)]
        found = next((band for band in bands if band.key == key), None)
        if found is not None:
            return speech.say(found.label)
    return plain(key)


def mode_in_words(speech: Speech, response: Response) -> str:
    """How it came: “På telefon”, “Importert”; nothing when the patient answered."""
    modes = {"therapist": words.BY_PHONE, "import": words.IMPORTED}
    return speech.say(modes[response.mode]) if response.mode in modes else ""


def verdict_of(speech: Speech, instrument: Instrument, start: Response | None, response: Response) -> Verdict:
    """What the change since the start means, by the instrument's own rules."""
    if start is None or response.total is None or start.total is None:
        return Verdict("")
    at_start = start.occasion == BASELINE
    if start.id == response.id:
        return Verdict(speech.say(words.COUNTS_AS_START if at_start else words.FIRST_TIME))
    if start.version != response.version:
        return Verdict(speech.say(words.OTHER_VERSION_THAN_START if at_start else words.OTHER_VERSION_THAN_FIRST))
    found = change(instrument, start.total, response.total)
    if found.gain is None:
        return Verdict(speech.say(words.RESPONSE) if found.responded else "")
    if found.reliable is not None:
        return _reliably(speech, found, at_start)
    moved = abs(moved_between(instrument, start.total, response.total))
    if instrument.responder is not None:
        return _by_response(speech, instrument.responder, found, moved, at_start)
    return Verdict(_direction(speech, found.gain, at_start))


def _reliably(speech: Speech, found: Change, at_start: bool) -> Verdict:
    response = ". " + speech.say(words.RESPONSE) if found.responded else ""
    if found.reliable == "improved":
        return Verdict(speech.say(words.BETTER_THAN_CHANCE) + response, "better")
    if found.reliable == "deteriorated":
        return Verdict(speech.say(words.WORSE_THAN_CHANCE), "worse")
    if not found.gain:
        return Verdict(_direction(speech, 0, at_start))
    return Verdict(speech.say(words.LITTLE_BETTER if found.gain > 0 else words.LITTLE_WORSE) + response)


def _by_response(speech: Speech, rule: Responder, found: Change, moved: float, at_start: bool) -> Verdict:
    gain = found.gain or 0
    if found.responded:
        return Verdict(speech.say(words.BETTER_BY_RESPONSE), "better")
    if gain and rule.measure == "points":
        reached = gain < 0 and meets(-gain, rule.amount, rule.operator)
        limit = limit_in_words(speech, rule.amount, moved, reached=reached)
        if reached:
            return Verdict(speech.say(words.WORSE_BESIDE_LIMIT, limit=limit), "worse")
        little = words.LITTLE_BETTER_BESIDE_LIMIT if gain > 0 else words.LITTLE_WORSE_BESIDE_LIMIT
        return Verdict(speech.say(little, limit=limit))
    below = f", {speech.say(words.UNDER_RESPONSE_LIMIT)}" if gain > 0 else ""
    return Verdict(_direction(speech, gain, at_start) + below)


def _direction(speech: Speech, gain: float, at_start: bool) -> str:
    if not gain:
        return speech.say(words.AS_START if at_start else words.AS_FIRST)
    if gain > 0:
        return speech.say(words.BETTER_THAN_START if at_start else words.BETTER_THAN_FIRST)
    return speech.say(words.WORSE_THAN_START if at_start else words.WORSE_THAN_FIRST)


def difference(speech: Speech, instrument: Instrument | None, before: Response | None, after: Response) -> str:
    """How many points from one response to another; a dash when one has no total or the versions differ."""
    if before is None or before.total is None or after.total is None or before.version != after.version:
        return "–"
    return signed(speech, moved_between(instrument, before.total, after.total))


def changed_answers(speech: Speech, before: Response | None, after: Response) -> str:
    """“3 svar høyere, 1 lavere” since the same instrument was last answered; unanswered ones are said apart."""
    if not after.answers:
        return speech.say(words.ONLY_TOTAL_KNOWN) if after.mode == "import" else ""
    if before is None:
        return speech.say(words.ANSWERED_FIRST_TIME)
    if before.version != after.version:
        return speech.say(words.OTHER_VERSION_BEFORE)
    if not before.answers:
        return speech.say(words.ONLY_TOTAL_KNOWN_BEFORE)
    earlier = {key: value for key, value in before.answers.items() if value is not None}
    now = {key: value for key, value in after.answers.items() if value is not None}
    both = earlier.keys() & now.keys()
    moves = [move_of(earlier[key], now[key]) for key in both]
    said = _moves(speech, moves.count("higher"), moves.count("lower"), moves.count("other"))
    if not said and both:
        said = [speech.say(words.SAME_ANSWERS)]
    gone, new = len(earlier.keys() - both), len(now.keys() - both)
    if gone:
        said.append(speech.say(words.NOT_ANSWERED_NOW, n=gone))
    if new:
        said.append(speech.say(words.NOT_ANSWERED_THEN, n=new))
    return ", ".join(said)


def _moves(speech: Speech, higher: int, lower: int, other: int) -> list[str]:
    """The counts in words; the first says what is counted."""
    said = []
    if higher:
        said.append(speech.count(words.ANSWERS_HIGHER, higher))
    if lower and higher:
        said.append(speech.say(words.ALSO_LOWER, n=lower))
    elif lower:
        said.append(speech.count(words.ANSWERS_LOWER, lower))
    if other and said:
        said.append(speech.say(words.ALSO_OTHERWISE, n=other))
    elif other:
        said.append(speech.count(words.ANSWERS_OTHERWISE, other))
    return said


def move_of(before: object, after: object) -> str:
    """higher, lower, same, or other (one is missing, or they are no numbers)."""
    if before == after:
        return "same"
    if isinstance(before, int | float) and isinstance(after, int | float):
        return "higher" if after > before else "lower"
    return "other"
