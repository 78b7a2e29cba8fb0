"""What the page says first: up to four numbers, and what a reader must know before using any of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from varde.benefits.figures import words
from varde.benefits.figures.cards import cards_of
from varde.benefits.figures.figures import MeasureFigures, Report
from varde.benefits.figures.rules import FlowStep
from varde.benefits.figures.voice import Voice, decimals_of, month_in_words, period_name
from varde.charts.values import THRESHOLD

MOST = 4


@dataclass(frozen=True, slots=True)
class Headline:
    """One number with its unit, and what it is of."""

    title: str
    value: str
    unit: str
    text: str


def main_finding(report: Report, voice: Voice) -> str:
    """The one sentence of a programme: how it went with everyone who started, else how many did. Of a measure of some tracks its
    name is said: there are others who started."""
    first, _, _ = cards_of(report, voice)
    by_kind = {card.kind: card.finding for card in reversed(first)}
    if "rate" in by_kind and report.main is not None and report.main.measure.tracks:
        return f"{voice.title(report.main.measure)}: {by_kind['rate']}"
    return by_kind.get("rate") or by_kind.get("flow") or ""


def headlines(report: Report, voice: Voice) -> tuple[Headline, ...]:
    """The first four that can be shown of: response, change, satisfaction, wait, answered, started."""
    return tuple(headline for headline, _ in zip(_candidates(report, voice), range(MOST), strict=False))


def _candidates(report: Report, voice: Voice) -> Iterator[Headline]:
    if report.main is not None:
        yield from _responders(report.main, voice)
        yield from _changed(report.main, voice)
    for figures in report.measures:
        yield from _satisfied(figures, voice)
    yield from _waited(report, voice)
    yield from _answered(report.flow, voice)
    yield from _began(report.flow, voice)


def _responders(figures: MeasureFigures, voice: Voice) -> Iterator[Headline]:
    for rate in figures.rates[:1]:
        share, interval = rate.of_paired.share, rate.of_paired.interval
        if isinstance(share, float) and interval is not None:
            text = voice.say(
                words.RESPONDERS_TEXT,
                measure=voice.title(figures.measure),
                then=voice.when(rate.occasion),
                n=voice.number(rate.of_paired.denominator),
                low=voice.number(100 * interval.low),
                high=voice.number(100 * interval.high),
                of_started=voice.percent(rate.of_started.share).capitalize(),
            )
            yield Headline(voice.say(words.RESPONDERS), voice.number(100 * share), "%", text)


def _changed(figures: MeasureFigures, voice: Voice) -> Iterator[Headline]:
    test = figures.change.test if figures.change is not None else None
    if test is None:
        return
    places = decimals_of(figures.measure)
    text = voice.say(
        words.CHANGED_TEXT,
        measure=voice.title(figures.measure),
        then=voice.when(figures.measure.follow_up[0]),
        start=voice.number(test.mean_start, places),
        later=voice.number(test.mean_later, places),
        low=voice.number(test.ci95.low, places),
        high=voice.number(test.ci95.high, places),
        n=voice.number(test.n),
        d=voice.number(test.d_av, 2),
    )
    sign = "+" if round(test.mean_difference, places) > 0 else ""
    value = f"{sign}{voice.number(test.mean_difference, places)}"
    yield Headline(voice.say(words.CHANGED), value, voice.unit(figures.measure), text)


def _satisfied(figures: MeasureFigures, voice: Voice) -> Iterator[Headline]:
    figure = figures.satisfaction
    if figure is None or not isinstance(figure.everyone.mean, float):
        return
    low, high = voice.number(figures.measure.low), voice.number(figures.measure.high)
    sd = voice.number(figure.everyone.sd, 1)
    text = voice.say(
        words.SATISFACTION_TEXT,
        measure=voice.title(figures.measure),
        low=low,
        high=high,
        sd=sd,
        n=voice.number(figure.everyone.n),
    )
    title = voice.title(figures.measure).rsplit(" (", 1)[0]
    yield Headline(title, voice.number(figure.everyone.mean, 1), voice.say(words.SATISFACTION_UNIT, high=high), text)


def _waited(report: Report, voice: Voice) -> Iterator[Headline]:
    """The latest period that is shown."""
    for last in reversed(report.waiting):
        if isinstance(last.days.mean, float):
            text = voice.say(words.WAITED_TEXT, period=period_name(last.period, voice), n=voice.number(last.days.n))
            yield Headline(voice.say(words.WAITED), voice.number(last.days.mean), voice.say(words.UNIT_DAYS), text)
            return


def _answered(flow: tuple[FlowStep, ...], voice: Voice) -> Iterator[Headline]:
    counts = {step.milestone: step.share.numerator for step in flow}
    started = counts.get("started")
    for milestone, k in counts.items():
        if milestone.startswith("answered:") and isinstance(k, int) and isinstance(started, int) and started:
            then = voice.when(milestone.partition(":")[2]).capitalize()
            text = voice.say(words.ANSWERED_TEXT, then=then, k=voice.number(k), n=voice.number(started))
            yield Headline(voice.say(words.ANSWERED), voice.number(100 * k / started), "%", text)
            return


def _began(flow: tuple[FlowStep, ...], voice: Voice) -> Iterator[Headline]:
    counts = {step.milestone: step.share.numerator for step in flow}
    started, referred = counts.get("started"), counts.get("referred")
    if isinstance(started, int) and isinstance(referred, int) and referred:
        yield Headline(
            voice.say(words.BEGAN), voice.number(started), "", voice.say(words.BEGAN_TEXT, n=voice.number(referred))
        )


def cautions(report: Report, voice: Voice, *, threshold: int = THRESHOLD) -> tuple[str, ...]:
    """The sentences of “read this before you use the numbers”: only those that are true of this report."""
    return tuple(_cautions(report, voice, threshold))


def _cautions(report: Report, voice: Voice, threshold: int) -> Iterator[str]:
    if report.main is not None:
        yield from _missing(report.main, report.flow, voice)
    if report.selection.undue:
        yield voice.say(words.UNDUE, then="», «".join(map(voice.when, report.selection.undue)))
    if report.selection.told_to is not None:
        told_to = month_in_words(report.selection.told_to, voice.speech)
        yield voice.say(words.TOLD_TO, month=told_to)
    if report.grouped:
        yield voice.say(words.SELECTED)
    if report.selection.split and not report.parted:
        yield voice.say(words.NOT_PARTED, threshold=threshold)
    yield voice.say(words.NO_CONTROL)


def _missing(figures: MeasureFigures, flow: tuple[FlowStep, ...], voice: Voice) -> Iterator[str]:
    """How many of those who started are not among those with both scores."""
    if figures.change is None:
        return
    paired = figures.change.n
    started = next((step.share.numerator for step in flow if step.milestone == "started"), None)
    if figures.rates:
        started = figures.rates[0].of_started.denominator
    elif figures.classes is not None:
        started = figures.classes.rows[0].of_started.denominator
    measure, then = voice.title(figures.measure), voice.when(figures.measure.follow_up[0])
    if not isinstance(paired, int) or not isinstance(started, int):
        yield voice.say(words.MISSING_HIDDEN, measure=measure)
    elif paired < started:
        yield voice.say(words.MISSING, share=voice.percent(1 - paired / started), then=then, measure=measure)
