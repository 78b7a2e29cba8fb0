"""What a response says to the therapist, in words; what a change says is in :mod:`varde.standing.words`."""

from __future__ import annotations

from varde.assessments.models import Response
from varde.instruments.values import Instrument
from varde.instruments.words import flag_in_words, plain
from varde.kernel.speech import Speech
from varde.record import words
from varde.standing.words import total_figure


def total_in_words(speech: Speech, instrument: Instrument | None, response: Response) -> str:
    """The total, or that the response is not scored and why; a dash for an instrument without a total."""
    if response.total is not None:
        total = total_figure(instrument, response.total, speech.language)
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
        named = next((band for band in bands if band.key == key), None)
        if named is not None:
            return speech.say(named.label)
    return plain(key)


def mode_in_words(speech: Speech, response: Response) -> str:
    """How it came: “På telefon”, “Importert”, “Rettet”, “På telefon, rettet”; nothing when the patient answered and it stands."""
    modes = {"therapist": words.BY_PHONE, "import": words.IMPORTED}
    mode = speech.say(modes[response.mode]) if response.mode in modes else ""
    if response.corrected_at is None:
        return mode
    corrected = speech.say(words.CORRECTED)
    return f"{mode}, {corrected.lower()}" if mode else corrected


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
    in_both = earlier.keys() & now.keys()
    moves = [move_of(earlier[key], now[key]) for key in in_both]
    said = _moves(speech, moves.count("higher"), moves.count("lower"), moves.count("other"))
    if not said and in_both:
        said = [speech.say(words.SAME_ANSWERS)]
    gone, new = len(earlier.keys() - in_both), len(now.keys() - in_both)
    if gone:
        said.append(speech.say(words.NOT_ANSWERED_NOW, n=gone))
    if new:
        said.append(speech.say(words.NOT_ANSWERED_THEN, n=new))
    return ", ".join(said)


def _moves(speech: Speech, higher: int, lower: int, otherwise: int) -> list[str]:
    """The counts in words; the first says what is counted."""
    said = []
    if higher:
        said.append(speech.count(words.ANSWERS_HIGHER, higher))
    if lower and higher:
        said.append(speech.say(words.ALSO_LOWER, n=lower))
    elif lower:
        said.append(speech.count(words.ANSWERS_LOWER, lower))
    if otherwise and said:
        said.append(speech.say(words.ALSO_OTHERWISE, n=otherwise))
    elif otherwise:
        said.append(speech.count(words.ANSWERS_OTHERWISE, otherwise))
    return said


def move_of(before: object, after: object) -> str:
    """higher, lower, same, or other (one is missing, or they are no numbers)."""
    if before == after:
        return "same"
    if isinstance(before, int | float) and isinstance(after, int | float):
        return "higher" if after > before else "lower"
    return "other"
