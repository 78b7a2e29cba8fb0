"""What a change since the start says, in words with a language."""

from __future__ import annotations

from dataclasses import dataclass

from varde.instruments.values import Instrument
from varde.instruments.words import figure as number
from varde.kernel.words import Text
from varde.standing.change import (
    Change,
    ChangeLimit,
    change,
    gain,
    limit_for,
    meets,
    moved_between,
    reliably,
    shown_total,
    verdict,
)
from varde.standing.deterioration import Deterioration
from varde.standing.start import Answered, comparable, is_start

DECIMALS = 1


@dataclass(frozen=True, slots=True)
class Said:
    """What a change since the start means; ``kind`` is better, worse or nothing."""

    words: str
    kind: str = ""


def figure(value: float, language: str) -> str:
    """A total with the decimals it has, one at most."""
    return number(value, language, DECIMALS)


def total_figure(instrument: Instrument | None, total: float, language: str) -> str:
    """A total as it is shown, with the instrument's unit where it has one: “52” or “150 minutter i uken”."""
    return _with_unit(figure(shown_total(instrument, total) or 0, language), instrument, language)


def _with_unit(said: str, instrument: Instrument | None, language: str) -> str:
    unit = instrument.unit if instrument else None
    return said if unit is None else f"{said} {unit.to(language)}"


def signed(value: float, language: str) -> str:
    """A change, with its sign; 0 has none."""
    return f"+{figure(value, language)}" if round(value, DECIMALS) > 0 else figure(value, language)


def change_figure(instrument: Instrument | None, moved: float, language: str) -> str:
    """A change as it is shown in a table: “+8”, or with the instrument's unit “-30 minutter i uken”."""
    return _with_unit(signed(moved, language), instrument, language)


def total_heading(said: str, instrument: Instrument | None, language: str) -> str:
    """What stands above totals without a unit of their own: “Skår”, or “Skår (minutter i uken)”."""
    return said if instrument is None or instrument.unit is None else f"{said} ({instrument.unit.to(language)})"


def difference(instrument: Instrument | None, before: Answered | None, after: Answered, language: str) -> str:
    """How far it is from one response to another, in the instrument's unit; a dash when one has no total or the versions differ."""
    if before is None or not comparable(before, after) or before.total is None or after.total is None:
        return "–"
    return change_figure(instrument, moved_between(instrument, before.total, after.total), language)


def movement(moved: float, language: str, *, at_start: bool, instrument: Instrument | None = None) -> str:
    """“Opp 80 poeng siden start.”; “Samme skår som ved start.” when it did not move."""
    if not round(moved, DECIMALS):
        return _pick(_UNMOVED, at_start).to(language)
    words = _pick(_UP if moved > 0 else _DOWN, at_start).to(language)
    return words.format(points=points_in_words(moved, language, instrument))


def meaning(instrument: Instrument, before: float, after: float, language: str) -> str:
    """Better or worse in words, beside the instrument's own limit; "" when it has none, or nothing moved."""
    gained, moved = gain(instrument.direction, before, after), abs(moved_between(instrument, before, after))
    limit = limit_for(instrument, gained) if gained is not None else None
    if gained is None or limit is None or not round(moved, DECIMALS):
        return ""
    reached = reliably(gained, limit) != "unchanged"
    beside = limit_in_words(limit.points, moved, language, reached=reached, proposed=limit.proposed)
    template = (_BETTER_BY if gained > 0 else _WORSE_BY).to(language)
    words = template.format(points=points_in_words(moved, language, instrument), limit=beside)
    if not limit.beyond_chance:
        return words
    return f"{words} {(_NO_CHANCE if reached else _MAY_BE_CHANCE).to(language)}"


def limit_in_words(limit: float, moved: float, language: str, *, reached: bool, proposed: bool = False) -> str:
    """Where a change of ``moved`` points stands beside a limit: “mer enn grensen på 50”, “mer enn grensen på 8
    (foreslått)”."""
    said = figure(limit, language)
    past = meets(moved, limit, ">") and figure(moved, language) != said
    words = (_UNDER if not reached else _OVER if past else _AT).to(language)
    return words.format(limit=f"{said} ({_PROPOSED.to(language)})" if proposed else said)


def worse_in_words(instrument: Instrument, worse: Deterioration, language: str) -> str:
    """How somebody is worse: “Opp 80 poeng siden start. Det er 80 poeng verre, mer enn grensen på 50.”"""
    words = (_UP if worse.moved > 0 else _DOWN)[_SINCE[worse.since]].to(language)
    said = words.format(points=points_in_words(worse.moved, language, instrument))
    return f"{said} {meaning(instrument, worse.before, worse.after, language)}"


def verdict_in_words(instrument: Instrument, start: Answered | None, response: Answered, language: str) -> Said:
    """What the change from the start to a response means, by the instrument's own rules; nothing without totals."""
    if start is None or response.total is None or start.total is None:
        return Said("")
    at_start = is_start(start)
    if response is start:
        return Said(_pick(_IS_START, at_start).to(language))
    if not comparable(start, response):
        return Said(_pick(_OTHER_VERSION, at_start).to(language))
    compared = change(instrument, start.total, response.total)
    if compared.gain is None:
        return Said(_RESPONSE.to(language) if compared.responded else "")
    limit, moved = limit_for(instrument, compared.gain), abs(moved_between(instrument, start.total, response.total))
    if compared.gain < 0 and limit is not None:
        reached = verdict(instrument, start.total, response.total) == "deteriorated"
        return _loss(limit, moved, language, reached=reached)
    if compared.gain > 0:
        below = f", {_BELOW_RESPONSE.to(language)}" if instrument.responder is not None else ""
        return _gain(compared, limit, moved, language) or Said(_direction(compared.gain, language, at_start) + below)
    return Said(_direction(compared.gain, language, at_start))


def _loss(limit: ChangeLimit, moved: float, language: str, *, reached: bool) -> Said:
    if limit.beyond_chance:
        mark = f" ({_PROPOSED_LIMIT.to(language)})" if limit.proposed else ""
        words = _RELIABLY_WORSE if reached else _CHANCE_WORSE
        return Said(words.to(language) + mark, "worse" if reached else "")
    said = limit_in_words(limit.points, moved, language, reached=reached, proposed=limit.proposed)
    words = _WORSE_LIMIT if reached else _A_LITTLE_WORSE
    return Said(words.to(language).format(limit=said), "worse" if reached else "")


def _gain(compared: Change, limit: ChangeLimit | None, moved: float, language: str) -> Said | None:
    if limit is not None and limit.beyond_chance:
        response = f". {_RESPONSE.to(language)}" if compared.responded else ""
        mark = f" ({_PROPOSED_LIMIT.to(language)})" if limit.proposed else ""
        improved = compared.reliable == "improved"
        words = _RELIABLY_BETTER if improved else _CHANCE_BETTER
        return Said(words.to(language) + mark + response, "better" if improved else "")
    if compared.responded:
        return Said(_RESPONDED.to(language), "better")
    if limit is not None:
        said = limit_in_words(limit.points, moved, language, reached=False, proposed=limit.proposed)
        return Said(_A_LITTLE_BETTER.to(language).format(limit=said))
    return None


def _direction(gained: float, language: str, at_start: bool) -> str:
    words = _AS if not gained else _BETTER if gained > 0 else _WORSE
    return _pick(words, at_start).to(language)


def points_in_words(moved: float, language: str, instrument: Instrument | None = None) -> str:
    """“80 poeng”, or in the instrument's own unit, whichever way it went."""
    if instrument is not None and instrument.unit is not None:
        return _with_unit(figure(abs(moved), language), instrument, language)
    unit = _POINT if abs(moved) == 1 else _POINTS
    return f"{figure(abs(moved), language)} {unit.to(language)}"


def _pick(words: tuple[Text, ...], at_start: bool) -> Text:
    return words[0] if at_start else words[1]


_POINT, _POINTS = Text("poeng", "poeng", "point"), Text("poeng", "poeng", "points")
_PROPOSED = Text("foreslått", "føreslått", "proposed")
_PROPOSED_LIMIT = Text("foreslått grense", "føreslått grense", "proposed limit")
_SINCE = {"start": 0, "first": 1, "last": 2}
# Counted from the start, only from the first time, and from the answer before.
_UP = (
    Text("Opp {points} siden start.", "Opp {points} sidan start.", "Up {points} since the start."),
    Text("Opp {points} siden første gang.", "Opp {points} sidan første gong.", "Up {points} since the first time."),
    Text("Opp {points} siden forrige svar.", "Opp {points} sidan førre svar.", "Up {points} since the answer before."),
)
_DOWN = (
    Text("Ned {points} siden start.", "Ned {points} sidan start.", "Down {points} since the start."),
    Text("Ned {points} siden første gang.", "Ned {points} sidan første gong.", "Down {points} since the first time."),
    Text(
        "Ned {points} siden forrige svar.", "Ned {points} sidan førre svar.", "Down {points} since the answer before."
    ),
)
# In pairs: counted from the start, and only from the first time.
_UNMOVED = (
    Text("Samme skår som ved start.", "Same skår som ved start.", "Same score as at the start."),
    Text("Samme skår som første gang.", "Same skår som første gong.", "Same score as the first time."),
)
_IS_START = (
    Text("Regnes som start", "Blir rekna som start", "Counts as the start"),
    Text("Første gang", "Første gong", "First time"),
)
_OTHER_VERSION = (
    Text("Annen versjon enn ved start", "Annan versjon enn ved start", "Another version than at the start"),
    Text("Annen versjon enn første gang", "Annan versjon enn første gong", "Another version than the first time"),
)
_AS = (
    Text("Som ved start", "Som ved start", "As at the start"),
    Text("Som første gang", "Som første gong", "As the first time"),
)
_BETTER = (
    Text("Bedre enn ved start", "Betre enn ved start", "Better than at the start"),
    Text("Bedre enn første gang", "Betre enn første gong", "Better than the first time"),
)
_WORSE = (
    Text("Verre enn ved start", "Verre enn ved start", "Worse than at the start"),
    Text("Verre enn første gang", "Verre enn første gong", "Worse than the first time"),
)
_BETTER_BY = Text(
    "Det er {points} bedre, {limit}.", "Det er {points} betre, {limit}.", "That is {points} better, {limit}."
)
_WORSE_BY = Text(
    "Det er {points} verre, {limit}.", "Det er {points} verre, {limit}.", "That is {points} worse, {limit}."
)
_NO_CHANCE = Text(
    "Det er mer enn det som kan være tilfeldig.",
    "Det er meir enn det som kan vere tilfeldig.",
    "That is more than chance can explain.",
)
_MAY_BE_CHANCE = Text("Det kan være tilfeldig.", "Det kan vere tilfeldig.", "It may be chance.")
_UNDER = Text("under grensen på {limit}", "under grensa på {limit}", "below the limit of {limit}")
_OVER = Text("mer enn grensen på {limit}", "meir enn grensa på {limit}", "more than the limit of {limit}")
_AT = Text(
    "akkurat på grensen, som er {limit}", "akkurat på grensa, som er {limit}", "exactly at the limit, which is {limit}"
)
_RESPONSE = Text("Respons", "Respons", "Response")
_RESPONDED = Text(
    "Bedring, nok til å regnes som respons",
    "Betring, nok til å reknast som respons",
    "Better, enough to count as a response",
)
_BELOW_RESPONSE = Text("under grensen for respons", "under grensa for respons", "below the limit of response")
_RELIABLY_BETTER = Text(
    "Bedring, mer enn det som kan være tilfeldig",
    "Betring, meir enn det som kan vere tilfeldig",
    "Better, by more than may be chance",
)
_RELIABLY_WORSE = Text(
    "Forverring, mer enn det som kan være tilfeldig",
    "Forverring, meir enn det som kan vere tilfeldig",
    "Worse, by more than may be chance",
)
_CHANCE_BETTER = Text(
    "Litt bedre, kan være tilfeldig", "Litt betre, kan vere tilfeldig", "A little better, may be chance"
)
_CHANCE_WORSE = Text(
    "Litt verre, kan være tilfeldig", "Litt verre, kan vere tilfeldig", "A little worse, may be chance"
)
_WORSE_LIMIT = Text("Forverring, {limit}", "Forverring, {limit}", "Worse, {limit}")
_A_LITTLE_BETTER = Text("Litt bedre, {limit}", "Litt betre, {limit}", "A little better, {limit}")
_A_LITTLE_WORSE = Text("Litt verre, {limit}", "Litt verre, {limit}", "A little worse, {limit}")
