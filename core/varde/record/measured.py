"""A course of measurements as a page shows it: numbers and zones in words, the finding, and the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from varde.charts.courses import Area, CourseChart, CoursePoint, course
from varde.enrolments.models import Enrolment
from varde.kernel.speech import Speech
from varde.kernel.work import Work
from varde.measurements.correcting import Amended
from varde.measurements.courses import MeasuredLine, bases_of, courses_of, first_moment, newest_of, zones_now
from varde.measurements.models import SeriesBase
from varde.measurements.service import ASKED_FOR, series_of
from varde.record import words
from varde.series.rules import Span, in_unit, percent_of_base, reach_in_words, read_written, said
from varde.series.values import Series, Zone

FRESH = timedelta(hours=12)
"""How long after a measurement the patient is told what to do now. Our own, proposed."""


@dataclass(frozen=True, slots=True)
class MeasuredView:
    """One measurement in words. ``percent`` is what it is of the patient's own number, "" when that says nothing; ``by`` is who
    wrote it, and ``fresh`` whether it is so new that what to do now still holds."""

    line: MeasuredLine
    number: str
    whole: str
    zone: Zone | None
    percent: str
    by: str
    fresh: bool


def measured_view(
    work: Work, speech: Speech, series: Series, line: MeasuredLine, base: float | None = None
) -> MeasuredView:
    figures = read_written(line.figures)
    percent = percent_of_base(series, base, figures)
    own = ""
    if percent is not None and base is not None and series.base is not None:
        name = speech.say(series.base)
        own = speech.say(
            words.PERCENT_OF, n=percent, base=name[:1].lower() + name[1:], value=speech.say(in_unit(series, (base,)))
        )
    return MeasuredView(
        line,
        speech.say(said(series, figures)),
        speech.say(in_unit(series, figures)),
        series.zone(line.zone),
        own,
        who_wrote(speech, line),
        work.now - line.measured_at <= FRESH,
    )


def who_wrote(speech: Speech, line: MeasuredLine) -> str:
    """The name of who wrote it, or by what it came."""
    if line.by is not None:
        return line.by
    return speech.say(words.BY_DEVICE if line.way == "device" else words.BY_FILE)


@dataclass(frozen=True, slots=True)
class ZoneLine:
    """A zone of one patient: “Følg med: 250 til 399”, what to do in it, and how dark it is."""

    zone: Zone
    reach: str


def zone_lines(speech: Speech, series: Series, spans: Sequence[Span]) -> list[ZoneLine]:
    """The zones, the lightest first."""
    lines = [ZoneLine(span.zone, speech.say(reach_in_words(series, span))) for span in spans]
    return sorted(lines, key=lambda line: line.zone.grade)


def finding_of(speech: Speech, series: Series, lines: Sequence[MeasuredLine]) -> str:
    """What one measurement or more show, in one sentence: “Fra 470 til 390 liter i minuttet siden 4. november”."""
    first, last = lines[0], lines[-1]
    newest = speech.say(in_unit(series, read_written(last.figures)))
    if len(lines) == 1:
        return speech.say(words.MEASURED_ONCE, number=newest)
    since = speech.near_day(first.measured_at)
    if read_written(first.figures) == read_written(last.figures):
        return speech.say(words.SAME_NUMBER, number=newest, day=since)
    return speech.say(
        words.FROM_TO, first=speech.say(said(series, read_written(first.figures))), last=newest, day=since
    )


@dataclass(frozen=True, slots=True)
class CoursePicture:
    """The picture of a window, and what it shows in one sentence."""

    drawn: CourseChart
    finding: str


def picture_of(
    work: Work, speech: Speech, series: Series, lines: Sequence[MeasuredLine], spans: Sequence[Span], days: int
) -> CoursePicture | None:
    """The measurements of the last so many days in their zones; None when there are none."""
    begins = first_moment(work, work.today, days)
    inside = [line for line in lines if line.measured_at >= begins]
    if not inside:
        return None
    points = [_point(speech, series, line, (line.measured_at - begins) / timedelta(days=1)) for line in inside]
    middle = days // 2
    marks = [(0.0, speech.day(begins)), (float(middle), speech.day(begins + timedelta(days=middle, hours=12)))]
    marks.append((float(days) - 0.5, speech.say(words.TODAY)))
    columns = [speech.say(words.WHEN), f"{speech.say(series.quantity)}, {speech.say(series.unit)}"]
    columns += [speech.say(words.ZONE)] if series.zones else []
    columns.append(speech.say(words.WHO_WROTE))
    finding = finding_of(speech, series, inside)
    drawn = course(
        points,
        title=speech.say(words.LAST_DAYS, name=speech.say(series.title), days=days),
        columns=columns,
        ends=(0.0, float(days)),
        marks=marks,
        areas=[Area(speech.say(span.zone.label), span.low, span.high, span.zone.grade) for span in spans]
        if series.zoned_at == 0
        else (),
        decimals=series.decimals,
        description=f"{finding}. {_ends(speech, series, points)}",
    )
    return CoursePicture(drawn, finding)


def _ends(speech: Speech, series: Series, points: Sequence[CoursePoint]) -> str:
    """The highest and the lowest, by the first component."""
    in_order = sorted((point.figures for point in points), key=lambda figures: figures[0])
    most, least = speech.say(said(series, in_order[-1])), speech.say(in_unit(series, in_order[0]))
    return speech.say(words.HIGHEST_AND_LOWEST, most=most, least=least)


def _point(speech: Speech, series: Series, line: MeasuredLine, at: float) -> CoursePoint:
    zone = series.zone(line.zone)
    cells = (speech.say(zone.label) if zone else "–",) if series.zones else ()
    label = f"{speech.near_day(line.measured_at)} {speech.clock(line.measured_at)}"
    return CoursePoint(at, read_written(line.figures), label, (*cells, who_wrote(speech, line)))


def seen_in_words(speech: Speech, enrolment: Enrolment, zone: Zone | None) -> str:
    """Who sees a measurement in this zone and when, as the programme says it; without a zone, that somebody can see it."""
    clinic = enrolment.organisation.name
    therapist = enrolment.therapist.given_name if enrolment.therapist else clinic
    return speech.say(zone.seen if zone else words.CAN_BE_SEEN, therapist=therapist, clinic=clinic)


def base_in_words(speech: Speech, series: Series, newest: tuple[SeriesBase, str]) -> str:
    """The patient's own number, who set it and when: “Ditt beste er 500. Satt av Hanne Moen 2. november.”"""
    row, name = newest
    said_number = speech.say(in_unit(series, (row.value,)))
    base = speech.say(series.base) if series.base else ""
    return speech.say(words.BASE_IS, base=base, value=said_number, who=name, day=speech.near_day(row.at))


@dataclass(frozen=True, slots=True)
class AmendedLine:
    """A correction in words; ``after`` is "" when the measurement was taken out."""

    at: datetime
    before: str
    after: str
    by: str
    why: str


def amended_in_words(speech: Speech, series: Series, history: Sequence[Amended]) -> list[AmendedLine]:
    """What was corrected, oldest first; the time is said where that was what changed."""

    def one(figures: str, at: datetime, moved: bool) -> str:
        number = speech.say(in_unit(series, read_written(figures)))
        return f"{number}, {speech.near_day(at)} {speech.clock(at)}" if moved else number

    return [
        AmendedLine(
            each.at,
            one(each.figures_before, each.measured_before, each.measured_before != each.measured_after),
            ""
            if each.figures_after is None
            else one(each.figures_after, each.measured_after, each.measured_before != each.measured_after),
            each.by,
            each.reason,
        )
        for each in history
    ]


def table_of(speech: Speech, series: Series, lines: Sequence[MeasuredLine]) -> list[list[str]]:
    """Every measurement as a table: day, time, each component, zone and who wrote it, below their names."""
    head = [speech.say(words.DAY), speech.say(words.CLOCK)]
    head += [f"{speech.say(component.label)} ({speech.say(series.unit)})" for component in series.components]
    rows = [[*head, *([speech.say(words.ZONE)] if series.zones else []), speech.say(words.WHO_WROTE)]]
    for line in lines:
        local, zone = speech.local(line.measured_at), series.zone(line.zone)
        figures = [speech.number(each, series.decimals) for each in read_written(line.figures)]
        cells = ([speech.say(zone.label) if zone else ""]) if series.zones else []
        rows.append([local.date().isoformat(), local.strftime("%H:%M"), *figures, *cells, who_wrote(speech, line)])
    return rows


@dataclass(frozen=True, slots=True)
class MeasuredPanel:
    """One series on the patient's page for staff. ``without_base``: her zones wait for her own number."""

    series: Series
    latest: MeasuredView | None
    picture: CoursePicture | None
    without_base: bool


PANEL_DAYS = 14


def panels_of(work: Work, speech: Speech, enrolment: Enrolment) -> list[MeasuredPanel]:
    """What a patient of this programme measures. Two statements at most, three where the organisation has its own limits, and
    none where nothing is measured."""
    declared = series_of(work, enrolment)
    courses = courses_of(work, enrolment.id, {series.key: PANEL_DAYS for series in declared})
    bases = bases_of(work, enrolment.id) if any(series.of_patient for series in declared) else {}
    panels = []
    for series in declared:
        lines, base = courses[series.key], bases.get(series.key)
        spans = zones_now(work, enrolment, series, bases)
        view = measured_view(work, speech, series, lines[-1], base.value if base else None) if lines else None
        picture = picture_of(work, speech, series, lines, spans, PANEL_DAYS)
        panels.append(MeasuredPanel(series, view, picture, series.of_patient and base is None))
    return panels


@dataclass(frozen=True, slots=True)
class MeasuredAtHome:
    """One line of the patient's home: a series, and its newest measurement."""

    series: Series
    latest: MeasuredView | None


def at_home(work: Work, speech: Speech, enrolment: Enrolment) -> tuple[MeasuredAtHome, ...]:
    """What she may measure, or has measured. One statement, and none where nothing is measured."""
    declared = series_of(work, enrolment)
    newest = newest_of(work, enrolment.id, [series.key for series in declared])
    return tuple(
        MeasuredAtHome(
            series, measured_view(work, speech, series, newest[series.key]) if series.key in newest else None
        )
        for series in declared
        if enrolment.state in ASKED_FOR or series.key in newest
    )
