"""One instrument over time, for one patient: the points, what they say, and where a change may be chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from varde.assessments.models import Response
from varde.assessments.service import KIND as ASSESSMENT
from varde.assessments.sheet import own_name
from varde.charts.phases import CommonTime, Phase
from varde.enrolments.models import Enrolment
from varde.instruments.engine import bands_for
from varde.instruments.rules import band_of
from varde.instruments.values import Context, Instrument
from varde.instruments.words import range_in_words
from varde.kernel.speech import Speech
from varde.kernel.work import Work
from varde.programmes.values import Programme
from varde.record import words
from varde.scheduling.models import AgendaItem
from varde.standing.change import limit_of, shown_total, worse_limit_of
from varde.standing.deterioration import Deterioration, deterioration_of
from varde.standing.start import SinceStart, since_start, start_of
from varde.standing.words import meaning, movement, total_figure, total_heading, worse_in_words

DARKEST = 5


@dataclass(frozen=True, slots=True)
class Point:
    """One measurement on the curve; ``at`` in days since the start, below 0 before it."""

    label: str
    value: float | None
    at: float
    date: str = ""
    planned: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class SeverityArea:
    """A severity band as an area of the curve; ``grade`` is how dark it is, 0 to 5, darker being worse."""

    label: str
    low: float
    high: float
    grade: int


@dataclass(frozen=True, slots=True)
class Trajectory:
    """An instrument over time. ``since`` is how far it has come, None before the first total; ``finding`` and ``meaning``
    are the sentences about that above the curve; ``band`` is where a change may be chance, or only under the programme's
    limit, as ``band_means`` says; ``levels`` are the severity bands."""

    instrument: Instrument
    points: tuple[Point, ...]
    finding: str
    meaning: str
    since: SinceStart | None
    low: float
    high: float
    band: tuple[float, float] | None
    band_means: str = ""
    levels: tuple[SeverityArea, ...] = ()
    start: int = 0
    """The place among the points that change is counted from."""
    worse: Deterioration | None = None
    """How the person is worse by it now; ``worse_means`` says so where it is against another answer than the start."""
    worse_means: str = ""
    both_ways: bool = True
    """Whether the band goes to both sides of the start."""
    total_heading: str = ""
    """What stands above the totals in the table of the curve, with the unit."""

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


def others_over_time(
    work: Work,
    speech: Speech,
    enrolment: Enrolment,
    programme: Programme,
    responses: Sequence[Response],
    agenda: Sequence[AgendaItem],
) -> list[Trajectory]:
    """The curves of every instrument but the main one that has a total and is installed, as they were first answered."""
    main, known = programme.main_instrument(enrolment.track), work.catalogue.all(Instrument)
    answered: dict[str, list[Response]] = {}
    for response in responses:
        if response.instrument != main and response.instrument in known:
            answered.setdefault(response.instrument, []).append(response)
    return [
        instrument_over_time(work, speech, enrolment, programme, known[key], each, agenda)
        for key, each in answered.items()
        if any(response.total is not None for response in each)
    ]


def course_of(speech: Speech, enrolment: Enrolment, shown: Sequence[Trajectory]) -> CommonTime | None:
    """The time that these curves have in common, and in it what was before the start, in treatment and after the end; None when
    they show no point."""
    times = [point.at for each in shown for point in each.points]
    if not times:
        return None
    ended = _days(_begun(enrolment), enrolment.ended_at) if enrolment.ended_at is not None else None
    first, last = min([*times, 0.0]), max([*times, 0.0, *([ended] if ended is not None else [])])
    edges = [(words.BEFORE_START, first)]
    if enrolment.started_at is not None:
        edges = [*(edges if first < 0 else []), (words.IN_TREATMENT, 0.0)]
    if ended is not None and ended < last:
        edges.append((words.AFTER_END, ended))
    return CommonTime(first, max(last, first + 1), tuple(Phase(speech.say(label), begins) for label, begins in edges))


def _begun(enrolment: Enrolment) -> datetime:
    """The moment that days are counted from."""
    return enrolment.started_at or enrolment.referred_at


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
    begun = _begun(enrolment)
    points = [
        Point(
            occasion_mark(speech, programme, response.occasion, response.submitted_at),
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
    since = since_start(instrument, responses)
    band, band_means = _band(speech, instrument, since.first, low, high) if since is not None else (None, "")
    start, latest = start_of(responses), responses[-1] if responses else None
    worse = deterioration_of(instrument, [answer for answer in responses if answer.submitted_at is not None])
    finding, means = _finding(speech, instrument, since, responses)
    return Trajectory(
        instrument,
        tuple(points),
        finding,
        means,
        since,
        low,
        high,
        band,
        band_means,
        levels_of(speech, instrument, latest, low, high),
        [response for response in responses if response.submitted_at is not None].index(start) if start else 0,
        worse,
        worse_in_words(instrument, worse, speech.language) if worse and worse.since == "last" else "",
        limit_of(instrument) is not None,
        total_heading(speech.say(words.SCORE), instrument, speech.language),
    )


def _band(
    speech: Speech, instrument: Instrument, first: float, low: float, high: float
) -> tuple[tuple[float, float] | None, str]:
    """The totals round the first that are no change, and what the band means; to one side only where nothing says what is
    better."""
    better, worse = limit_of(instrument), worse_limit_of(instrument)
    if worse is None or not instrument.direction:
        return None, ""
    gains, losses = better.points if better else 0, worse.points
    below, above = (gains, losses) if instrument.direction == "lower_better" else (losses, gains)
    means = words.BAND_OF_CHANCE if worse.beyond_chance else words.BAND_OF_PROGRAMME if better else words.BAND_OF_LOSS
    said = speech.say(means) + (f" ({speech.say(words.PROPOSED_LIMIT)})" if worse.proposed else "")
    return (max(low, first - below), min(high, first + above)), said


def levels_of(
    speech: Speech, instrument: Instrument, latest: Response | None, low: float, high: float
) -> tuple[SeverityArea, ...]:
    """The severity bands as areas, for what was known about the person when she last answered."""
    if not instrument.direction:
        return ()
    bands = [b for b in bands_for(instrument, latest.context or {} if latest else {}) if b.low is not None]
    half = 0.5 if instrument.whole else 0.0
    levels = []
    for place, band in enumerate(bands):
        worse = place if instrument.direction == "lower_better" else len(bands) - 1 - place
        grade = round(DARKEST * worse / max(1, len(bands) - 1))
        ends = range_in_words(band, low, high, speech.language, whole=instrument.whole)
        label = f"{speech.say(band.label)} ({ends})"
        levels.append(SeverityArea(label, max(low, (band.low or 0) - half), min(high, (band.high or 0) + half), grade))
    return tuple(levels)


def _days(begun: datetime, at: datetime | None) -> float:
    return round(((at or begun) - begun).total_seconds() / 86_400, 2)


def _next_planned(
    programme: Programme, track: str | None, key: str, agenda: Sequence[AgendaItem], now: datetime
) -> AgendaItem | None:
    for item in agenda:
        if item.kind == ASSESSMENT and item.state == "planned" and item.due_at > now:
            occasion = programme.find_occasion(item.key)
            if occasion is not None and occasion.rhythm is None and key in occasion.asked(track):
                return item
    return None


def occasion_title(speech: Speech, programme: Programme, key: str) -> str:
    """The occasion's title, or its own name; its key when the programme no longer has it."""
    occasion = programme.find_occasion(key)
    title = occasion.title if occasion else own_name(key)
    return speech.say(title) if title else key


def occasion_mark(speech: Speech, programme: Programme, key: str, at: datetime | None = None) -> str:
    """When the occasion is, short enough for an axis: “Start”, “Uke 4”, “3 md.”; one in a rhythm is the day ``at`` falls on."""
    occasion = programme.find_occasion(key)
    if occasion is None:
        return occasion_title(speech, programme, key)
    if occasion.rhythm is not None and at is not None:
        return speech.day(at)
    if not occasion.from_start:
        return speech.say(occasion.title)
    if occasion.months:
        return speech.say(words.MONTHS, n=occasion.months)
    return speech.say(words.WEEK, n=round(occasion.days / 7)) if occasion.days else speech.say(words.START)


def _finding(
    speech: Speech, instrument: Instrument, since: SinceStart | None, responses: Sequence[Response]
) -> tuple[str, str]:
    """What the curve says, and what that means."""
    start = start_of(responses)
    scored = [response for response in responses if response.total is not None]
    if since is None or start is None or start.total is None or scored[-1].total is None:
        return speech.say(words.NO_ANSWERS), ""
    level = _level(speech, instrument, scored[-1].total, scored[-1].context or {})
    if since.moved is None:
        total = total_figure(instrument, since.last, speech.language)
        if scored[-1] is not start:
            return speech.say(words.LATEST_OTHER_VERSION, total=total), level
        return speech.say(words.TOTAL_AT_START if since.at_start else words.TOTAL_FIRST_TIME, total=total), level
    means = meaning(instrument, start.total, scored[-1].total, speech.language)
    return movement(
        since.moved, speech.language, at_start=since.at_start, instrument=instrument
    ), f"{means} {level}".strip()


def _level(speech: Speech, instrument: Instrument, total: float, context: Context) -> str:
    key = band_of(instrument, total, context)
    band = next((band for band in bands_for(instrument, context) if band.key == key), None)
    if band is None:
        return ""
    return speech.say(words.LEVEL_NOW, band=speech.say(band.label).lower())
