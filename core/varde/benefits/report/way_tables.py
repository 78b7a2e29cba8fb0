"""The tables of the way through the programme: the flow, the ways out and the wait."""

from __future__ import annotations

from collections.abc import Sequence

from varde.benefits.figures import words as page_words
from varde.benefits.figures.exits import OPEN, ExitGroup, Exits
from varde.benefits.figures.figures import Report
from varde.benefits.figures.rules import FlowStep, Proportion, ResponderRate
from varde.benefits.figures.statistics import wilson
from varde.benefits.figures.voice import Voice, decimals_of_median, period_name
from varde.benefits.figures.waiting import MEDIAN_OF, WaitingPeriod
from varde.benefits.report import model_words, words
from varde.benefits.report.cells import average_cells, column, head, listed, number_cell, share_cell
from varde.benefits.report.values import ReportTable, TableCell
from varde.enrolments.words import END_REASON, WAY
from varde.kernel.words import Text


def flow_table(steps: Sequence[FlowStep], voice: Voice) -> ReportTable:
    """How many came to each step, and their share of those referred."""
    rows = []
    for step in steps:
        kind, _, occasion = step.milestone.partition(":")
        name = voice.say(page_words.MILESTONE[kind], occasion=voice.when(occasion))
        rows.append((head(name), number_cell(step.share.numerator, voice), share_cell(step.share, voice)))
    columns = (
        column("step", voice.say(page_words.STEP), numeric=False),
        column("people", voice.say(page_words.PEOPLE)),
        column("of_referred", voice.say(page_words.OF_REFERRED)),
    )
    return ReportTable("flow", voice.say(words.FLOW_TABLE), columns, tuple(rows))


def exits_table(figure: Exits, voice: Voice) -> ReportTable:
    """Every way out with its reasons: of everyone referred those who never started, of everyone who started the rest. What nobody
    did is left out."""
    rows: list[tuple[TableCell, ...]] = []
    for groups, still_open, of in (
        (figure.before, page_words.OPEN_BEFORE, page_words.POPULATION["referred"]),
        (figure.after, page_words.OPEN_AFTER, page_words.POPULATION["started"]),
    ):
        for group in groups:
            if group.share.numerator != 0:
                name = voice.say(still_open if group.way == OPEN else WAY[group.way])
                whom = TableCell(voice.say(of))
                rows.append(
                    (head(name), whom, number_cell(group.share.numerator, voice), share_cell(group.share, voice))
                )
                rows += _reasons(group, voice)
    note = voice.say(words.EXITS_NOTE)
    if figure.passed_on != 0:
        note = f"{note} {voice.say(page_words.PASSED_ON, n=number_cell(figure.passed_on, voice).text)}"
    columns = (
        column("way", voice.say(words.WAY), numeric=False),
        column("of_whom", voice.say(words.OF_WHOM), numeric=False),
        column("people", voice.say(page_words.PEOPLE)),
        column("share", voice.say(page_words.SHARE)),
    )
    return ReportTable("exits", voice.say(words.EXITS_TABLE), columns, tuple(rows), note)


def _reasons(group: ExitGroup, voice: Voice) -> list[tuple[TableCell, ...]]:
    """The reasons of a way that are shown; all of them hidden are left out, as on the page."""
    if not any(isinstance(n, int) for _, n in group.reasons):
        return []
    return [
        (TableCell(f"– {voice.say(END_REASON[reason])}"), TableCell(""), number_cell(n, voice), TableCell(""))
        for reason, n in group.reasons
        if n != 0
    ]


def waiting_table(periods: Sequence[WaitingPeriod], waited: WaitingPeriod | None, voice: Voice) -> ReportTable:
    """Days from the referral to the start, by when people started, and in all."""
    listed = [*periods, waited] if waited is not None and len(periods) > 1 else periods
    return _wait_table("waiting", words.WAIT_TABLE, listed, voice)


def answer_table(wait: WaitingPeriod, voice: Voice) -> ReportTable:
    """Days from the referral to the clinic's answer."""
    return _wait_table("answer", words.ANSWER_TABLE, [wait], voice)


def _wait_table(key: str, title: Text, periods: Sequence[WaitingPeriod], voice: Voice) -> ReportTable:
    rows = []
    for waiting in periods:
        n, mean, sd = average_cells(waiting.days, voice, 0)
        median = number_cell(waiting.median, voice, decimals_of_median(waiting.median))
        rows.append((head(period_name(waiting.period, voice)), n, mean, sd, median))
    columns = (
        column("period", voice.say(page_words.PERIOD), numeric=False),
        column("n", "n"),
        column("mean", voice.say(page_words.DAYS)),
        column("sd", "SD"),
        column("median", voice.say(page_words.MEDIAN)),
    )
    return ReportTable(key, voice.say(title), columns, tuple(rows), voice.say(words.MEDIAN_NOTE, n=MEDIAN_OF))


def dropout_table(report: Report, voice: Voice) -> ReportTable | None:
    """Who left the treatment before the time, and who has not answered the main questionnaire, apart: one may do either and not the
    other. Each of so many who started, which is those on its track where the questionnaire is asked on some tracks only. An
    occasion that some have not had time to answer is left out and named. None where neither is shown."""
    rows: list[tuple[str, Proportion]] = []
    for group in report.exits.after if report.exits is not None else ():
        if group.way == "discontinued":
            rows.append((voice.say(model_words.TREATMENT_DROPOUT), group.share))
    rates = report.main.rates if report.main is not None else ()
    undue = [voice.when(rate.occasion) for rate in rates if rate.occasion in report.selection.undue]
    for rate in rates:
        answered, started = rate.of_paired.denominator, rate.of_started.denominator
        if rate.occasion in report.selection.undue:
            continue
        if isinstance(answered, int) and isinstance(started, int) and started:
            lost = started - answered
            share = Proportion(lost, started, "started", lost / started, wilson(lost, started))
            rows.append((_silent_in_words(rate, voice), share))
    if not rows:
        return None
    columns = (
        column("dropout", voice.say(model_words.DROPOUT), numeric=False),
        column("people", voice.say(page_words.PEOPLE)),
        column("n", "n"),
        column("share", voice.say(page_words.SHARE)),
    )
    note = [voice.say(model_words.DROPOUT_NOTE)]
    whole = {share.denominator for _, share in rows}
    if len(rows) > 1 and len(whole) == 1 and all(isinstance(n, int) for n in whole):
        note.insert(0, voice.say(model_words.DROPOUT_OF_ALL))
    if undue:
        note.append(voice.say(model_words.DROPOUT_UNDUE, then=listed(undue, voice)))
    cells = tuple(
        (
            head(name),
            number_cell(share.numerator, voice),
            number_cell(share.denominator, voice),
            share_cell(share, voice),
        )
        for name, share in rows
    )
    return ReportTable("dropout", voice.say(model_words.DROPOUT_TABLE), columns, cells, " ".join(note))


def _silent_in_words(rate: ResponderRate, voice: Voice) -> str:
    tracks = [voice.track(track) for track in rate.measure.tracks]
    said = voice.say(model_words.ASSESSMENT_DROPOUT, measure=voice.title(rate.measure), then=voice.when(rate.occasion))
    return voice.say(model_words.ON_TRACKS, said=said, tracks=listed(tracks, voice)) if tracks else said
