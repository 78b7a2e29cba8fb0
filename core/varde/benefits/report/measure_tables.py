"""The tables of one measure. Where there are figures of the two groups they stand under those of everyone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from varde.benefits.figures import words as page_words
from varde.benefits.figures.figures import MeasureFigures, Subscales
from varde.benefits.figures.rules import (
    Average,
    ClinicalSignificance,
    MeanTrajectory,
    PairedChange,
    ResponderRate,
    Satisfaction,
    SeverityShift,
)
from varde.benefits.figures.share_cards import response_rule
from varde.benefits.figures.voice import Voice, decimals_of
from varde.benefits.report import words
from varde.benefits.report.cells import (
    average_cells,
    column,
    head,
    interval_cell,
    joined,
    number_cell,
    p_cell,
    share_cell,
    signed,
)
from varde.benefits.report.values import ReportTable, TableCell, TableColumn
from varde.benefits.values import Measure
from varde.kernel.words import Text

Row = tuple[TableCell, ...]


def response_table(rates: Sequence[ResponderRate], voice: Voice) -> ReportTable:
    """How many responded at each follow-up, of those who answered and of all who started, always groups."""
    rows = [
        (
            head(voice.when(rate.occasion)),
            number_cell(rate.of_paired.numerator, voice),
            number_cell(rate.of_paired.denominator, voice),
            share_cell(rate.of_paired, voice),
            number_cell(rate.of_started.denominator, voice),
            share_cell(rate.of_started, voice),
        )
        for rate in rates
    ]
    columns = (
        column("occasion", voice.say(words.WHEN), numeric=False),
        column("responders", voice.say(words.RESPONDERS)),
        column("answered", voice.say(words.ANSWERED)),
        column("of_answered", voice.say(words.OF_ANSWERED)),
        column("started", voice.say(words.STARTED)),
        column("of_started", voice.say(words.OF_STARTED)),
    )
    measure = rates[0].measure
    table = _table("response", words.RESPONSE_TABLE, measure, columns, rows, voice)
    return replace(table, note=voice.say(words.RESPONSE_NOTE, rule=response_rule(measure, voice)))


def classes_table(figure: ClinicalSignificance, voice: Voice) -> ReportTable:
    """How many recovered, improved, stayed and became worse, of those who answered and of all who started."""
    rows = [
        (
            head(voice.say(page_words.CHANGE[row.change])),
            number_cell(row.of_paired.numerator, voice),
            share_cell(row.of_paired, voice),
            share_cell(row.of_started, voice),
        )
        for row in figure.rows
    ]
    columns = (
        column("class", voice.say(words.CLASS), numeric=False),
        column("people", voice.say(page_words.PEOPLE)),
        column("of_answered", voice.say(words.OF_ANSWERED)),
        column("of_started", voice.say(words.OF_STARTED)),
    )
    caption = voice.say(words.CLASSES_TABLE, measure=voice.title(figure.measure), then=voice.when(figure.occasion))
    return ReportTable(f"classes:{figure.measure.key}", caption, columns, tuple(rows))


def course_table(figures: Iterable[MeanTrajectory], voice: Voice) -> ReportTable:
    """Mean, SD, n and interval of each group at each occasion: of everyone who answered then."""
    listed = list(figures)
    measure, rows, seen = listed[0].measure, [], set[str]()
    places = decimals_of(measure)
    for line in (line for figure in listed for line in figure.series):
        if line.group in seen:
            continue
        seen.add(line.group)
        for occasion, average in line.points:
            group = head(voice.say(page_words.GROUP[line.group]))
            interval = interval_cell(average.interval, voice, places)
            rows.append((group, head(voice.when(occasion)), *average_cells(average, voice, places), interval))
    columns = (
        column("group", voice.say(page_words.GROUP_HEAD), numeric=False),
        column("occasion", voice.say(words.WHEN), numeric=False),
        column("n", "n"),
        column("mean", voice.say(page_words.MEAN)),
        column("sd", "SD"),
        column("interval", voice.say(page_words.INTERVAL)),
    )
    return _table("course", words.COURSE_TABLE, measure, columns, rows, voice)


def change_table(named: Sequence[MeasureFigures], voice: Voice) -> Iterator[ReportTable]:
    """The change from the start to each follow-up in the same people, one table for all measures of one follow-up."""
    for occasion in dict.fromkeys(occasion for figures in named for occasion, _ in figures.changes):
        listed = [(figures.measure, dict(figures.changes).get(occasion)) for figures in named]
        rows = [
            (
                *_change_row(voice.title(measure), change, voice, decimals_of(measure)),
                _percent_cell(measure, change, voice),
            )
            for measure, change in listed
            if change is not None
        ]
        caption = voice.say(words.CHANGE_TABLE, then=voice.when(occasion))
        columns = (
            *_change_columns(voice.say(page_words.AREA), voice),
            column("percent_of_start_mean", voice.say(words.PERCENT_OF_START)),
        )
        yield ReportTable(f"change:{occasion}", caption, columns, tuple(rows), voice.say(words.PERCENT_NOTE))


def _percent_cell(measure: Measure, change: PairedChange, voice: Voice) -> TableCell:
    """The change of the mean in per cent of the mean at the start; none of a scale that does not begin at 0, where it would mean
    nothing."""
    test = change.test
    if test is None or measure.low != 0 or test.mean_start <= 0:
        return TableCell("–")
    share = test.mean_difference / test.mean_start
    return TableCell(f"{signed(100 * share, voice, 0)}\u00a0%", share)


def _change_columns(heading: str, voice: Voice) -> tuple[TableColumn, ...]:
    return (
        column("name", heading, numeric=False),
        column("n", "n"),
        column("start", voice.say(words.START_MEAN)),
        column("later", voice.say(words.LATER_MEAN)),
        column("change", voice.say(words.CHANGE)),
        column("d_av", voice.say(words.D_AV)),
    )


def _change_row(name: str, change: PairedChange, voice: Voice, places: int, *, selected: bool = False) -> Row:
    """``selected``: they were chosen by how they fared, so neither interval nor size of the change would mean anything."""
    test = change.test
    moved, size = TableCell("–"), TableCell("–")
    if test is not None and selected:
        moved = TableCell(signed(test.mean_difference, voice, places), test.mean_difference)
    elif test is not None:
        ends = test.ci95
        said = f"{signed(test.mean_difference, voice, places)} ({interval_cell(ends, voice, places).text})"
        moved = TableCell(said, test.mean_difference, low=ends.low, high=ends.high)
        size = number_cell(test.d_av, voice, 2)
    return (
        head(name),
        number_cell(change.n, voice),
        _mean_and_sd(change.start, voice, places),
        _mean_and_sd(change.later, voice, places),
        moved,
        size,
    )


def _mean_and_sd(average: Average, voice: Voice, places: int) -> TableCell:
    mean = number_cell(average.mean, voice, places)
    if mean.value is None or not isinstance(average.sd, float):
        return mean
    return TableCell(f"{mean.text} ({voice.number(average.sd, places)})", mean.value, sd=average.sd)


def severity_table(shifts: Sequence[SeverityShift], voice: Voice) -> ReportTable:
    """Each step of severity before and after, of the same people, for everyone and then for the groups."""
    rows = [
        (
            head(voice.say(page_words.GROUP[shift.group])),
            head(voice.say(level.title)),
            number_cell(level.start.numerator, voice),
            share_cell(level.start, voice),
            number_cell(level.later.numerator, voice),
            share_cell(level.later, voice),
            number_cell(shift.n, voice),
        )
        for shift in shifts
        for level in shift.levels
    ]
    columns = (
        column("group", voice.say(page_words.GROUP_HEAD), numeric=False),
        column("level", voice.say(page_words.LEVEL_HEAD), numeric=False),
        column("people_start", voice.say(words.N_START)),
        column("share_start", voice.say(words.SHARE_START)),
        column("people_later", voice.say(words.N_LATER)),
        column("share_later", voice.say(words.SHARE_LATER)),
        column("n", "n"),
    )
    measure = shifts[0].measure
    merged = [step for step in measure.severity if len(step.bands) > 1]
    note = joined(
        [voice.say(words.MERGED, level=voice.say(step.title), n=voice.number(len(step.bands))) for step in merged]
    )
    return replace(_table("severity", words.SEVERITY_TABLE, measure, columns, rows, voice), note=note)


def areas_table(parts: Sequence[Subscales], voice: Voice) -> ReportTable:
    """Each part of a measure before and after, of the same people, for everyone and then for the groups. Points, not per cent."""
    measure = parts[0].measure
    rows = []
    for figure in parts:
        among = voice.say(page_words.AMONG[figure.group])
        selected = figure.group != "all"
        rows += [_change_row(f"{voice.say(row.title)}{among}", row, voice, 1, selected=selected) for row in figure.rows]
    columns = _change_columns(voice.say(page_words.AREA), voice)
    absent = [voice.say(row.title) for row in parts[0].rows if row.n == 0]
    note = voice.say(words.AREAS_ABSENT, areas=", ".join(absent)) if absent else ""
    return replace(_table("areas", words.AREAS_TABLE, measure, columns, rows, voice), note=note)


def satisfaction_table(figure: Satisfaction, voice: Voice) -> ReportTable:
    """What was said afterwards, by everyone and by each group."""
    groups = (("all", figure.everyone), ("responder", figure.responders), ("non_responder", figure.non_responders))
    rows = [
        (
            head(voice.say(page_words.GROUP[group])),
            *average_cells(average, voice, 1),
            interval_cell(average.interval, voice, 1),
        )
        for group, average in groups
    ]
    columns = (
        column("group", voice.say(page_words.GROUP_HEAD), numeric=False),
        column("n", "n"),
        column("mean", voice.say(page_words.MEAN)),
        column("sd", "SD"),
        column("interval", voice.say(page_words.INTERVAL)),
    )
    measure = figure.measure
    return _table("satisfaction", words.SATISFACTION_TABLE, measure, columns, rows, voice)


def test_table(measures: Sequence[MeasureFigures], voice: Voice) -> ReportTable:
    """Every test of a measure and of its parts, among everyone: t, degrees of freedom, p with three decimals, and a size of the
    difference."""
    rows = [row for figures in measures for row in _tests_of(figures, voice)]
    columns = (
        column("test", voice.say(words.TEST), numeric=False),
        column("t", "t"),
        column("df", "df"),
        column("p", "p"),
        column("d", "d"),
    )
    return ReportTable("tests", voice.say(words.TEST_TABLE), columns, tuple(rows), voice.say(words.EFFECT_NOTE))


def _tests_of(figures: MeasureFigures, voice: Voice) -> Iterator[Row]:
    measure = voice.title(figures.measure)
    changes = [(measure, occasion, change) for occasion, change in figures.changes]
    changes += [
        (f"{measure}, {voice.say(row.title)}", parts.occasion, row)
        for parts in figures.subscales
        if parts.group == "all"
        for row in parts.rows
    ]
    for name, occasion, test in ((name, occasion, change.test) for name, occasion, change in changes):
        if test is not None and test.t is not None:
            said = voice.say(words.PAIRED_TEST, measure=name, then=voice.when(occasion))
            yield _test_row(said, test.t, test.df, test.p, test.d_av, voice)
    between = figures.satisfaction.test if figures.satisfaction is not None else None
    if between is not None:
        said = voice.say(words.WELCH_TEST, measure=measure)
        yield _test_row(said, between.t, between.df, between.p, between.d, voice)


def _test_row(name: str, t: float, df: float, p: float | None, d: float | None, voice: Voice) -> Row:
    places = 0 if float(df).is_integer() else 1
    return (
        head(name),
        number_cell(t, voice, 2),
        number_cell(df, voice, places),
        p_cell(p, voice),
        number_cell(d, voice, 2),
    )


def _table(
    kind: str, caption: Text, measure: Measure, columns: tuple[TableColumn, ...], rows: Sequence[Row], voice: Voice
) -> ReportTable:
    said = voice.say(caption, measure=voice.title(measure))
    return ReportTable(f"{kind}:{measure.key}", said, columns, tuple(rows))
