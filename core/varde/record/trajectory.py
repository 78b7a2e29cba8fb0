"""One instrument over time, for one patient: the points, what they say, and where a change may be chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from varde.assessments.models import Response
from varde.assessments.service import BASELINE
from varde.assessments.service import KIND as ASSESSMENT
from varde.enrolments.models import Enrolment
from varde.instruments.engine import bands_for
from varde.instruments.rules import band_of, half_up, meets, verdict
from varde.instruments.values import Context, Instrument
from varde.instruments.words import figure as said
from varde.instruments.words import range_in_words
from varde.kernel.speech import Speech
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.record import words
from varde.scheduling.models import AgendaItem

DARKEST = 5


@dataclass(frozen=True, slots=True)
class Point:
    """One measurement on the curve; ``at`` in days since the start."""

    label: str
    value: float | None
    at: float
    date: str = ""
    planned: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A severity band as an area of the curve; ``grade`` is how dark it is, 0 to 5, darker being worse."""

    label: str
    low: float
    high: float
    grade: int


@dataclass(frozen=True, slots=True)
class Trajectory:
    """An instrument over time. ``finding`` and ``meaning`` are the sentences above the curve; ``verdict`` is
    better, worse or nothing; ``band`` is where a change may be chance, or only under the programme's limit, as
    ``band_means`` says; ``levels`` are the severity bands."""

    instrument: Instrument
    points: tuple[Point, ...]
    finding: str
    meaning: str
    verdict: str
    low: float
    high: float
    band: tuple[float, float] | None
    band_means: str = ""
    levels: tuple[Level, ...] = ()

    @property
    def scaled(self) -> bool:
        """Whether the total is a scale with two ends, and not an amount such as steps or minutes."""
        return self.instrument.custom is None

    @property
    def answered(self) -> bool:
        return any(point.value is not None for point in self.points)

    @property
    def decimals(self) -> int:
        """How many decimals the totals need, one at most."""
        return 0 if all(float(p.value).is_integer() for p in self.points if p.value is not None) else 1


def trajectory_of(
    work: Work,
    speech: Speech,
    enrolment: Enrolment,
    programme: Programme,
    responses: Sequence[Response],
    agenda: Sequence[AgendaItem],
) -> Trajectory | None:
    """The curve of the programme's main instrument; None when it shows none."""
    key = programme.main_instrument(enrolment.track)
    if key is None:
        return None
    return instrument_over_time(
        work,
        speech,
        enrolment,
        programme,
        work.catalogue.one(Instrument, key),
        [response for response in responses if response.instrument == key],
        agenda,
    )


def instrument_over_time(
    work: Work,
    speech: Speech,
    enrolment: Enrolment,
    programme: Programme,
    instrument: Instrument,
    responses: Sequence[Response],
    agenda: Sequence[AgendaItem],
) -> Trajectory:
    """The curve of one instrument from its submitted responses, oldest first."""
    begun = enrolment.started_at or enrolment.referred_at
    points = [
        Point(
            occasion_mark(speech, programme, response.occasion),
            shown_total(instrument, response.total),
            _days(begun, response.submitted_at),
            speech.day(response.submitted_at),
        )
        for response in responses
        if response.submitted_at is not None
    ]
    values = [point.value for point in points if point.value is not None]
    coming = _next_planned(programme, enrolment.track, instrument.key, agenda, work.now)
    if coming is not None and points:
        mark = occasion_mark(speech, programme, coming.key)
        points.append(Point(mark, None, _days(begun, coming.due_at), planned=True, note=speech.say(words.NEXT_FORM)))
    low, high = instrument.total_range or (min([*values, 0.0]), max([*values, 1.0]))
    low = low if instrument.custom is None else min(low, 0.0)
    start, margin, band = start_of(responses), margin_of(instrument), None
    middle = shown_total(instrument, start.total) if start else None
    if margin is not None and middle is not None:
        band = (max(low, middle - margin), min(high, middle + margin))
    scored = [response for response in responses if response.total is not None]
    latest = responses[-1] if responses else None
    finding, meaning, way = _finding(speech, instrument, start, scored)
    chance = words.BAND_OF_PROGRAMME if instrument.reliable_change is None else words.BAND_OF_CHANCE
    return Trajectory(
        instrument,
        tuple(points),
        finding,
        meaning,
        way,
        low,
        high,
        band,
        speech.say(chance) if band else "",
        levels_of(speech, instrument, latest, low, high),
    )


def start_of(responses: Sequence[Response]) -> Response | None:
    """The scored response that change is counted from: the one at the start, else the first. None when none has a total."""
    scored = [response for response in responses if response.total is not None]
    return next((response for response in scored if response.occasion == BASELINE), scored[0] if scored else None)


def levels_of(
    speech: Speech, instrument: Instrument, latest: Response | None, low: float, high: float
) -> tuple[Level, ...]:
    """The severity bands as areas, for what was known about the person when she last answered."""
    if not instrument.direction:
        return ()
    bands = [b for b in bands_for(instrument, latest.context or {} if latest else {}) if b.low is not None]
    half = 0.5 if instrument.whole else 0.0
    found = []
    for place, band in enumerate(bands):
        worse = place if instrument.direction == "lower_better" else len(bands) - 1 - place
        grade = round(DARKEST * worse / max(1, len(bands) - 1))
        ends = range_in_words(band, low, high, speech.language, whole=instrument.whole)
        label = f"{speech.say(band.label)} ({ends})"
        found.append(Level(label, max(low, (band.low or 0) - half), min(high, (band.high or 0) + half), grade))
    return tuple(found)


def _days(begun: datetime, at: datetime | None) -> float:
    return round(((at or begun) - begun).total_seconds() / 86_400, 2)


def _next_planned(
    programme: Programme, track: str | None, key: str, agenda: Sequence[AgendaItem], now: datetime
) -> AgendaItem | None:
    for item in agenda:
        if item.kind == ASSESSMENT and item.state == "planned" and item.due_at > now:
            occasion = programme.find_occasion(item.key)
            if occasion is not None and key in occasion.asked(track):
                return item
    return None


def occasion_title(speech: Speech, programme: Programme, key: str) -> str:
    """The occasion's title; its key when the programme no longer has it."""
    found = programme.find_occasion(key)
    return speech.say(found.title) if found else key


def occasion_mark(speech: Speech, programme: Programme, key: str) -> str:
    """When the occasion is, short enough for an axis: “Start”, “Uke 4”, “3 md.”."""
    occasion = programme.find_occasion(key)
    if occasion is None:
        return key
    if occasion.on_demand or occasion.after_module:
        return speech.say(occasion.title)
    if occasion.months:
        return speech.say(words.MONTHS, n=occasion.months)
    return speech.say(words.WEEK, n=round(occasion.days / 7)) if occasion.days else speech.say(words.START)


def margin_of(instrument: Instrument) -> float | None:
    """Points within which a change may be chance: the reliable change, else the responder threshold in points."""
    if instrument.reliable_change is not None:
        return instrument.reliable_change.points
    if instrument.responder is not None and instrument.responder.measure == "points":
        return instrument.responder.amount
    return None


def shown_total(instrument: Instrument | None, total: float | None) -> float | None:
    """The total as it is shown: whole where the instrument's totals are, also when missing answers were made up for."""
    whole = instrument is not None and instrument.whole
    return total if total is None or not whole else half_up(total)


def moved_between(instrument: Instrument | None, before: float, after: float) -> float:
    """How far a total has moved, as it is shown: between the totals as they stand on the page, unless rounding both would
    turn the verdict, which looks at the exact totals."""
    ends = [round(shown_total(instrument, total) or 0, 1) for total in (before, after)]
    if instrument is not None and verdict(instrument, ends[0], ends[1]) != verdict(instrument, before, after):
        return after - before
    return round(ends[1] - ends[0], 1)


def _finding(
    speech: Speech, instrument: Instrument, start: Response | None, scored: Sequence[Response]
) -> tuple[str, str, str]:
    """What the curve says, what that means, and whether it is better or worse."""
    if start is None or start.total is None or not scored or scored[-1].total is None:
        return speech.say(words.NO_ANSWERS), "", ""
    last, at_start = scored[-1], start.occasion == BASELINE
    level = _level(speech, instrument, scored[-1].total, last.context or {})
    if last is start:
        total = figure(speech, shown_total(instrument, start.total) or 0)
        return speech.say(words.TOTAL_AT_START if at_start else words.TOTAL_FIRST_TIME, total=total), level, ""
    moved = moved_between(instrument, start.total, scored[-1].total)
    if not round(moved, 1):
        return speech.say(words.SAME_SCORE_AS_START if at_start else words.SAME_SCORE_AS_FIRST), level, ""
    meaning, way = _meaning(speech, instrument, start.total, scored[-1].total, abs(moved))
    return _movement(speech, moved, at_start), f"{meaning} {level}".strip(), way


def _movement(speech: Speech, moved: float, at_start: bool) -> str:
    n, shown = (1 if abs(moved) == 1 else 2), figure(speech, abs(moved))
    if at_start and moved > 0:
        return speech.count(words.UP_SINCE_START, n, n=shown)
    if at_start:
        return speech.count(words.DOWN_SINCE_START, n, n=shown)
    if moved > 0:
        return speech.count(words.UP_SINCE_FIRST, n, n=shown)
    return speech.count(words.DOWN_SINCE_FIRST, n, n=shown)


def _meaning(speech: Speech, instrument: Instrument, before: float, after: float, moved: float) -> tuple[str, str]:
    """Better or worse in words, beside the instrument's own limit; a way only when the limit is reached."""
    margin, found = margin_of(instrument), verdict(instrument, before, after)
    if margin is None or found is None:
        return "", ""
    better = (after < before) == (instrument.direction == "lower_better")
    way = {"improved": "better", "deteriorated": "worse"}.get(found, "")
    limit = limit_in_words(speech, margin, moved, reached=bool(way))
    n = 1 if moved == 1 else 2
    points = words.POINTS_BETTER if better else words.POINTS_WORSE
    meaning = speech.count(points, n, n=figure(speech, moved), limit=limit)
    if instrument.reliable_change is not None:
        meaning += " " + speech.say(words.MORE_THAN_CHANCE if way else words.MAY_BE_CHANCE)
    return meaning, way


def limit_in_words(speech: Speech, limit: float, moved: float, *, reached: bool) -> str:
    """Where a change of ``moved`` points stands beside a limit: “mer enn grensen på 50”."""
    said_limit = figure(speech, limit)
    if not reached:
        return speech.say(words.UNDER_LIMIT, limit=said_limit)
    if meets(moved, limit, ">") and figure(speech, moved) != said_limit:
        return speech.say(words.OVER_LIMIT, limit=said_limit)
    return speech.say(words.AT_LIMIT, limit=said_limit)


def _level(speech: Speech, instrument: Instrument, total: float, context: Context) -> str:
    key = band_of(instrument, total, context)
    band = next((band for band in bands_for(instrument, context) if band.key == key), None)
    if band is None:
        return ""
    return speech.say(words.LEVEL_NOW, band=speech.say(band.label).lower())


def figure(speech: Speech, value: float) -> str:
    """A total with the decimals it has, one at most."""
    return said(value, speech.language, 1)


def signed(speech: Speech, value: float) -> str:
    """A change, with its sign; 0 has none."""
    return f"+{figure(speech, value)}" if round(value, 1) > 0 else figure(speech, value)
