"""The tables of those who did not answer: where they began, and what the figures would be if they were counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from varde.benefits.figures import words as page_words
from varde.benefits.figures.course import CourseFigures
from varde.benefits.figures.figures import MeasureFigures
from varde.benefits.figures.statistics import Moments
from varde.benefits.figures.voice import Voice, decimals_of
from varde.benefits.report import model_words, words
from varde.benefits.report.cells import column, head, number_cell, share_cell, signed
from varde.benefits.report.lost import lost, unchanged_at, unchanged_without_answer
from varde.benefits.report.values import ReportTable, TableCell

Row = tuple[TableCell, ...]


def lost_table(figures: MeasureFigures, voice: Voice, fewest: int) -> ReportTable | None:
    """Where those with and without a later answer began; None where it cannot be shown or nobody was lost."""
    groups = lost(figures, fewest)
    if groups is None:
        return None
    measure, then = figures.measure, voice.when(figures.measure.follow_up[0])
    places = decimals_of(measure)

    def row(name: str, group: Moments) -> Row:
        return (
            head(name),
            TableCell(voice.number(group.n), group.n),
            *(number_cell(v, voice, places) for v in (group.mean, group.sd)),
        )

    rows = (row(voice.say(words.WITH_ANSWER), groups.kept), row(voice.say(words.WITHOUT_ANSWER), groups.lost))
    columns = (
        column("group", voice.say(page_words.GROUP_HEAD), numeric=False),
        column("n", "n"),
        column("mean", voice.say(page_words.MEAN)),
        column("sd", "SD"),
    )
    caption = voice.say(words.LOST_TABLE, measure=voice.title(measure), then=then)
    return ReportTable(f"lost:{measure.key}", caption, columns, rows)


def sensitivity_tables(
    figures: MeasureFigures, voice: Voice, fewest: int, courses: Mapping[str, CourseFigures]
) -> Iterator[ReportTable]:
    """Response and mean change at each follow-up, counted with and without those who did not answer; none where there is nothing to
    compare."""
    course = courses.get(figures.measure.key)
    for occasion in figures.measure.follow_up:
        rows = [*_response_rows(figures, occasion, voice)]
        changes = _change_rows(figures, occasion, voice, fewest, course.carried if course is not None else {})
        if rows or changes:
            yield _sensitivity_table(figures, occasion, (*rows, *changes), voice, is_trial=bool(changes))


def _response_rows(figures: MeasureFigures, occasion: str, voice: Voice) -> Iterator[Row]:
    for rate in figures.rates:
        if rate.occasion == occasion:
            for name, share in ((words.ONLY_ANSWERED, rate.of_paired), (words.MISSING_AS_NONE, rate.of_started)):
                yield head(voice.say(name)), number_cell(share.denominator, voice), share_cell(share, voice)


def _change_rows(
    figures: MeasureFigures, occasion: str, voice: Voice, fewest: int, carried: Mapping[str, tuple[float, int]]
) -> tuple[Row, ...]:
    """The change of those who answered both times, beside what it would be if nobody had changed since the start, or since her last
    answer; nothing where there is neither."""
    is_first = occasion == figures.measure.follow_up[0]
    unchanged = unchanged_without_answer(figures, fewest) if is_first else unchanged_at(figures, occasion, fewest)
    change = dict(figures.changes).get(occasion)
    if change is None or change.test is None or unchanged is None:
        return ()
    listed = [(words.CHANGE_OF_PAIRED, change.test.mean_difference, change.test.n), (words.CARRIED_FORWARD, *unchanged)]
    if occasion in carried:
        listed.append((model_words.LAST_ANSWER_HOLDS, *carried[occasion]))
    places = decimals_of(figures.measure)
    return tuple(
        (head(voice.say(name)), TableCell(voice.number(n), n), TableCell(signed(moved, voice, places), moved))
        for name, moved, n in listed
    )


def _sensitivity_table(
    figures: MeasureFigures, occasion: str, rows: tuple[Row, ...], voice: Voice, *, is_trial: bool
) -> ReportTable:
    columns = (
        column("counted_as", voice.say(words.COUNTED_AS), numeric=False),
        column("n", "n"),
        column("result", voice.say(words.RESULT)),
    )
    key = f"sensitivity:{figures.measure.key}"
    if occasion != figures.measure.follow_up[0]:
        key = f"{key}:{occasion}"
    caption = voice.say(words.SENSITIVITY_TABLE, measure=voice.title(figures.measure), then=voice.when(occasion))
    return ReportTable(key, caption, columns, rows, voice.say(words.SENSITIVITY_NOTE) if is_trial else "")
