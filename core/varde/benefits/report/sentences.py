"""What a report says in words: findings first, then what the figures cannot say. Each sentence is made from figures that are shown.

A change is called better or worse only when its 95 % interval has one sign; else it may be chance. Nothing is called an effect,
since nobody is compared with. Whoever did not answer is said to be unknown, never unchanged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from varde.benefits.figures import words as page_words
from varde.benefits.figures.change import ChangeClass
from varde.benefits.figures.figures import MeasureFigures, Report
from varde.benefits.figures.headline import cautions
from varde.benefits.figures.rules import ResponderRate, Satisfaction
from varde.benefits.figures.statistics import Interval
from varde.benefits.figures.voice import Voice, decimals_of, period_name, unit_of
from varde.benefits.report import people_words, words
from varde.benefits.report.cells import joined, listed, p_words, signed
from varde.benefits.report.lost import lost
from varde.benefits.report.recovery_tables import recovery_said
from varde.benefits.values import Measure
from varde.charts.values import THRESHOLD

SURE = 0.05
"""Below this p a difference between two groups is said to be hardly chance."""


MUCH_WIDER = 1.2
"""From so many times the SD at the start the scores are said to lie further apart."""


def findings(report: Report, voice: Voice, fewest: int = THRESHOLD) -> tuple[str, ...]:
    """One sentence or a few for each finding: response, change, deterioration, those who left, the wait, satisfaction. That there
    are too few answers is said once, and only when nothing else can be."""
    said = tuple(_findings(report, voice, fewest))
    return said or (voice.say(words.TOO_FEW),)


def _findings(report: Report, voice: Voice, fewest: int) -> Iterator[str]:
    if report.main is not None:
        for rate in report.main.rates[:1]:
            yield from _responded(rate, voice, fewest)
        yield from _changed(report.main, voice)
        yield from _changed_later(report.main, voice)
        yield from _deteriorated(report.main, voice)
    for figures in report.measures:
        yield from recovery_said(figures.recovery, voice)
    yield from _left(report, voice)
    yield from _waited(report, voice)
    for figures in report.measures:
        if figures.satisfaction is not None:
            yield from _satisfied(figures.satisfaction, voice)


def _responded(rate: ResponderRate, voice: Voice, fewest: int) -> Iterator[str]:
    """Both denominators in one sentence, and how many it says nothing about."""
    paired, started = rate.of_paired, rate.of_started
    if not isinstance(paired.share, float) or paired.interval is None:
        return
    said = {
        "k": voice.number(paired.numerator),
        "measure": voice.title(rate.measure),
        "then": voice.when(rate.occasion),
        "of_paired": voice.percent(paired.share),
        "paired": voice.number(paired.denominator),
        "paired_low": voice.number(100 * paired.interval.low),
        "paired_high": voice.number(100 * paired.interval.high),
    }
    if not isinstance(started.share, float) or started.interval is None:
        yield voice.say(words.RESPONDED_OF_ANSWERED, **said)
        return
    first = voice.say(
        words.RESPONDED,
        started=voice.number(started.denominator),
        of_started=voice.percent(started.share),
        low=voice.number(100 * started.interval.low),
        high=voice.number(100 * started.interval.high),
        **said,
    )
    yield joined((first, _not_known(started.denominator, paired.denominator, voice, fewest)))


def _not_known(started: object, paired: object, voice: Voice, fewest: int) -> str:
    if not isinstance(started, int) or not isinstance(paired, int) or started - paired < fewest:
        return ""
    return voice.say(words.NOT_KNOWN, n=voice.number(started - paired))


def _changed(figures: MeasureFigures, voice: Voice) -> Iterator[str]:
    test = figures.change.test if figures.change is not None else None
    if test is None:
        return
    measure, places = figures.measure, decimals_of(figures.measure)
    first = voice.say(
        words.CHANGED,
        measure=voice.title(measure),
        then=voice.when(measure.follow_up[0]),
        n=voice.number(test.n),
        start=voice.number(test.mean_start, places),
        later=voice.number(test.mean_later, places),
        change=signed(test.mean_difference, voice, places),
        unit=voice.unit(measure),
        low=voice.number(test.ci95.low, places),
        high=voice.number(test.ci95.high, places),
    )
    yield joined((first, _which_way(measure, test.ci95, voice), _beside_response(measure, test.mean_difference, voice)))


def _changed_later(figures: MeasureFigures, voice: Voice) -> Iterator[str]:
    """The change at the other follow-ups, each in those who answered then. What lies between two follow-ups is not told: it is not
    of the same people."""
    measure, places = figures.measure, decimals_of(figures.measure)
    for occasion, change in figures.later_changes:
        if (test := change.test) is not None:
            said = voice.say(
                words.CHANGED_LATER,
                then=voice.when(occasion),
                n=voice.number(test.n),
                change=signed(test.mean_difference, voice, places),
                unit=voice.unit(measure),
                low=voice.number(test.ci95.low, places),
                high=voice.number(test.ci95.high, places),
            )
            yield joined((said, _which_way(measure, test.ci95, voice)))


def _which_way(measure: Measure, change: Interval, voice: Voice) -> str:
    if change.low <= 0 <= change.high:
        return voice.say(words.MAY_BE_CHANCE)
    better = (change.high < 0) == (measure.direction == "lower_better")
    return voice.say(words.BETTER if better else words.WORSE)


def _beside_response(measure: Measure, change: float, voice: Voice) -> str:
    """A mean that improved by less than a response is told apart from one."""
    gain = -change if measure.direction == "lower_better" else change
    rule = measure.responder
    if rule is None or rule.measure != "points" or not 0 < gain < rule.amount:
        return ""
    whole = 0 if float(rule.amount).is_integer() else 1
    said = words.LESS_THAN_RESPONSE_IN if unit_of(measure, voice.units) else words.LESS_THAN_RESPONSE
    return voice.say(said, amount=voice.number(rule.amount, whole), unit=voice.unit(measure))


def _deteriorated(figures: MeasureFigures, voice: Voice) -> Iterator[str]:
    if figures.classes is None or not isinstance(figures.classes.n, int):
        return
    for row in figures.classes.rows:
        if row.change is ChangeClass.DETERIORATED and isinstance(row.of_paired.numerator, int):
            yield voice.say(
                words.DETERIORATED,
                k=voice.number(row.of_paired.numerator),
                n=voice.number(figures.classes.n),
                measure=voice.title(figures.measure),
                then=voice.when(figures.classes.occasion),
            )


def _left(report: Report, voice: Voice) -> Iterator[str]:
    for group in report.exits.after if report.exits is not None else ():
        numbers = (group.share.numerator, group.share.denominator)
        if group.way == "discontinued" and all(isinstance(n, int) for n in numbers) and numbers[1]:
            left, started = (voice.number(n) for n in numbers)
            yield f"{voice.say(page_words.EXITS_SEEN, left=left, started=started)}."


def _waited(report: Report, voice: Voice) -> Iterator[str]:
    shown = [(w.period, w.days.mean) for w in report.waiting if isinstance(w.days.mean, float)]
    if not shown:
        return
    (period, first), (last_period, last) = shown[0], shown[-1]
    said = {"period": period_name(period, voice), "first": voice.number(first)}
    if len(shown) == 1:
        yield voice.say(words.WAITED_ONCE, **said)
    else:
        yield voice.say(words.WAITED, last=voice.number(last), last_period=period_name(last_period, voice), **said)


def _satisfied(figure: Satisfaction, voice: Voice) -> Iterator[str]:
    everyone = figure.everyone
    if not isinstance(everyone.mean, float):
        return
    first = voice.say(
        words.SATISFIED,
        measure=voice.title(figure.measure),
        mean=voice.number(everyone.mean, 1),
        n=voice.number(everyone.n),
        low=voice.number(figure.measure.low),
        high=voice.number(figure.measure.high),
    )
    yield joined((first, _between_groups(figure, voice)))


def _between_groups(figure: Satisfaction, voice: Voice) -> str:
    yes, no, test = figure.responders.mean, figure.non_responders.mean, figure.test
    if test is None or not isinstance(yes, float) or not isinstance(no, float):
        return ""
    said = words.GROUPS_APART if test.p < SURE else words.GROUPS_ALIKE
    return voice.say(said, yes=voice.number(yes, 1), no=voice.number(no, 1), p=p_words(test.p, voice))


def limits(
    plain: Report,
    parted: Report,
    few: Sequence[Measure],
    voice: Voice,
    *,
    tests: int,
    fewest: int = THRESHOLD,
    dimensions: Collection[str] = (),
) -> tuple[str, ...]:
    """What a reader must know of these figures, one sentence each: the cautions of the page, who is not
    known, what has too few answers, and how many ``tests`` were made. ``dimensions`` are those of which the report says
    who they were."""
    return tuple(_limits(plain, parted, few, voice, tests, fewest, dimensions))


def _limits(
    plain: Report,
    parted: Report,
    few: Sequence[Measure],
    voice: Voice,
    tests: int,
    fewest: int,
    dimensions: Collection[str],
) -> Iterator[str]:
    seen = parted if parted.grouped else plain
    yield from reversed(cautions(seen, voice, threshold=fewest))
    if any(figures.trajectory is not None for figures in plain.measures):
        yield voice.say(words.OTHERS_EACH_TIME)
    yield from _spread(parted, voice)
    untold = [voice.say(name) for dimension, name in people_words.NAMED.items() if dimension not in dimensions]
    yield voice.say(words.WHO, untold=listed(untold, voice))
    if tests > 1:
        yield voice.say(words.MANY_TESTS, n=voice.number(tests))
    if few:
        yield voice.say(words.FEW, measures=_named(few, voice))
    if plain.unanswered:
        yield voice.say(words.UNANSWERED, measures=_named(plain.unanswered, voice))
    yield voice.say(words.SMALL, n=fewest)


def _spread(report: Report, voice: Voice) -> Iterator[str]:
    """Where the scores of a group lie much further apart at the first follow-up than at the start: one mean then tells less."""
    figure = report.main.trajectory if report.main is not None else None
    if figure is None or len(figure.series[0].points) < 2:
        return
    for line in figure.series:
        before, after = (average.sd for _, average in line.points[:2])
        if isinstance(before, float) and isinstance(after, float) and after >= MUCH_WIDER * before > 0:
            measure = figure.measure
            yield voice.say(
                words.SPREAD,
                measure=voice.title(measure),
                among=voice.say(page_words.AMONG[line.group]),
                before=voice.number(before, decimals_of(measure)),
                after=voice.number(after, decimals_of(measure)),
                then=voice.when(line.points[1][0]),
            )


def lost_sentence(figures: MeasureFigures, voice: Voice, fewest: int) -> Iterator[str]:
    """Where those who were lost began, and where those who answered did."""
    groups = lost(figures, fewest)
    if groups is None or groups.lost.mean is None or groups.kept.mean is None:
        return
    places = decimals_of(figures.measure)
    yield voice.say(
        words.LOST,
        n=voice.number(groups.lost.n),
        paired=voice.number(groups.kept.n),
        lost=voice.number(groups.lost.mean, places),
        kept=voice.number(groups.kept.mean, places),
        measure=voice.title(figures.measure),
        then=voice.when(figures.measure.follow_up[0]),
    )


def _named(measures: Sequence[Measure], voice: Voice) -> str:
    return ", ".join(voice.title(measure) for measure in measures)
