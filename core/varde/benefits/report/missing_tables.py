"""The tables of those who did not answer: where they began, and what the figures would be if they were counted."""

from __future__ import annotations

from varde.benefits.figures import words as page_words
from varde.benefits.figures.figures import MeasureFigures
from varde.benefits.figures.statistics import Moments
from varde.benefits.figures.voice import Voice, decimals_of
from varde.benefits.report import words
from varde.benefits.report.cells import column, head, number_cell, share_cell, signed
from varde.benefits.report.lost import lost, unchanged_without_answer
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


def sensitivity_table(figures: MeasureFigures, voice: Voice, fewest: int) -> ReportTable | None:
    """Response and mean change counted with and without those who did not answer; None where there is nothing to compare."""
    rows: list[Row] = []
    for rate in figures.rates[:1]:
        for name, share in ((words.ONLY_ANSWERED, rate.of_paired), (words.MISSING_AS_NONE, rate.of_started)):
            rows.append((head(voice.say(name)), number_cell(share.denominator, voice), share_cell(share, voice)))
    carried, places = unchanged_without_answer(figures, fewest), decimals_of(figures.measure)
    test = figures.change.test if figures.change is not None else None
    if carried is not None and test is not None:
        for name, change, n in (
            (words.CHANGE_OF_PAIRED, test.mean_difference, test.n),
            (words.CARRIED_FORWARD, *carried),
        ):
            moved = TableCell(signed(change, voice, places), change)
            rows.append((head(voice.say(name)), TableCell(voice.number(n), n), moved))
    if not rows:
        return None
    columns = (
        column("counted_as", voice.say(words.COUNTED_AS), numeric=False),
        column("n", "n"),
        column("result", voice.say(words.RESULT)),
    )
    then = voice.when(figures.measure.follow_up[0])
    caption = voice.say(words.SENSITIVITY_TABLE, measure=voice.title(figures.measure), then=then)
    note = voice.say(words.SENSITIVITY_NOTE) if carried is not None else ""
    return ReportTable(f"sensitivity:{figures.measure.key}", caption, columns, tuple(rows), note)
