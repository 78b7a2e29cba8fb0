"""The cards of how much: means over time, of subscales, of satisfaction, and the wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

from varde.benefits.figures import words
from varde.benefits.figures.card import Card, id_of, listed, scale_in_words
from varde.benefits.figures.figures import MeasureFigures, Subscales
from varde.benefits.figures.rules import MeanTrajectory, Satisfaction
from varde.benefits.figures.voice import Voice, decimals_of, period_name
from varde.benefits.figures.waiting import WaitingPeriod
from varde.kernel.words import Text


def trajectory_card(figure: MeanTrajectory, voice: Voice) -> Card:
    """The mean at each occasion, for everyone or for each group."""
    measure, places = figure.measure, decimals_of(figure.measure)
    lines = {line.group: line.points for line in figure.series}
    first, then = (occasion for occasion, _ in next(iter(lines.values()))[:2])
    ends = {g: [voice.number(average.mean, places) for _, average in points[:2]] for g, points in lines.items()}
    drawn = all(isinstance(a.mean, float) for points in lines.values() for _, a in points[:2])
    if not drawn:
        finding = voice.say(words.TRAJECTORY, measure=voice.title(measure))
    elif "responder" in ends:
        (start, later), (other_start, other_later) = ends["responder"], ends["non_responder"]
        finding = voice.say(
            words.TRAJECTORY_SPLIT, start=start, later=later, other_start=other_start, other_later=other_later
        )
    else:
        start, later = ends["all"]
        finding = voice.say(
            words.TRAJECTORY_SEEN, start=start, later=later, first=voice.when(first), then=voice.when(then)
        )
    occasions = {o: voice.when(o).capitalize() for o, _ in next(iter(lines.values()))}
    height = 300 if len(lines) == 1 else 420
    people = [
        (f"{voice.say(words.GROUP[g])}: " if len(lines) > 1 else "") + listed([voice.number(a.n) for _, a in points])
        for g, points in lines.items()
    ]
    labels = {
        "title": voice.say(words.TRAJECTORY, measure=voice.title(measure)),
        "occasions": occasions,
        "names": {g: voice.say(words.GROUP[g]) for g in lines},
        "heading": voice.say(words.GROUP_HEAD),
        "decimals": places,
        "height": height,
    }
    return Card(
        f"trajectory-{id_of(measure)}",
        "trajectory",
        finding,
        scale_in_words(words.TRAJECTORY_IS, measure, voice, then),
        "; ".join(people),
        voice.say(words.OF_TRAJECTORY),
        figure,
        labels,
        height + 230,
        any(sum(isinstance(a.mean, float) for _, a in points) > 1 for points in lines.values()),
    )


def pairs_card(figures: MeasureFigures, voice: Voice) -> Card:
    """The mean at the start and at each follow-up, each time in the same people; where the change may be chance, the finding says
    so."""
    measure, places = figures.measure, decimals_of(figures.measure)
    title = voice.say(words.PAIRS, measure=voice.title(measure))
    rows, changes = [], []
    for occasion, change in figures.changes:
        named = voice.say(words.PAIRS_ROW, then=voice.when(occasion).capitalize(), n=voice.number(change.n))
        rows.append(replace(change, title=Text(named, named, named)))
        if change.test is not None:
            ends = {name: voice.number(value, places) for name, value in asdict(change.test.ci95).items()}
            value = voice.number(change.test.mean_difference, places)
            changes.append(voice.say(words.PAIRS_CHANGE, then=voice.when(occasion), value=value, **ends))
    finding, (first, change) = title, figures.changes[0]
    if change.test is not None:
        finding = voice.say(
            words.PAIRS_SEEN,
            start=voice.number(change.test.mean_start, places),
            later=voice.number(change.test.mean_later, places),
            then=voice.when(first),
            n=voice.number(change.n),
        )
        if change.test.ci95.low <= 0 <= change.test.ci95.high:
            finding = voice.say(words.PAIRS_BY_CHANCE, seen=finding)
    heads = (words.OCCASION_HEAD, words.START, words.AFTERWARDS, words.CHANGE_HEAD)
    labels = {
        "title": title,
        "language": voice.language,
        "low": measure.low,
        "high": measure.high,
        "decimals": places,
        "columns": [voice.say(head).capitalize() for head in heads],
    }
    return Card(
        f"pairs-{id_of(measure)}",
        "pairs",
        finding,
        " ".join((scale_in_words(words.PAIRS_IS, measure, voice, first), *changes)),
        listed([voice.number(change.n) for _, change in figures.changes]),
        voice.say(words.POPULATION["paired"]),
        tuple(rows),
        labels,
        54 * len(rows) + 250,
        any(change.test is not None for _, change in figures.changes),
    )


def subscales_card(figure: Subscales, voice: Voice) -> Card:
    """The mean of each subscale before and after."""
    measure, among = figure.measure, voice.say(words.AMONG[figure.group])
    pairs = [(row.start.mean, row.later.mean) for row in figure.rows]
    shown = [(a, b) for a, b in pairs if isinstance(a, float) and isinstance(b, float)]
    title = voice.say(words.SUBSCALES, measure=voice.title(measure), among=among)
    better = sum(b < a if measure.direction == "lower_better" else b > a for a, b in shown)
    finding = title
    if len(shown) == len(pairs):
        finding = voice.say(words.SUBSCALES_SEEN, better=better, n=len(pairs), among=among)
    heads = [voice.say(words.AREA), voice.say(words.START), voice.when(figure.occasion), voice.say(words.CHANGE_HEAD)]
    labels = {
        "title": title,
        "language": voice.language,
        "low": measure.low,
        "high": measure.high,
        "columns": [head.capitalize() for head in heads],
    }
    numbers = list(dict.fromkeys(voice.number(row.n) for row in figure.rows))
    people = numbers[0] if len(numbers) == 1 else listed([voice.number(row.n) for row in figure.rows])
    return Card(
        f"subscales-{figure.group}-{id_of(measure)}",
        "subscales",
        finding,
        scale_in_words(words.SUBSCALES_IS, measure, voice, figure.occasion),
        people,
        voice.say(words.POPULATION["paired"]) + among,
        figure.rows,
        labels,
        54 * len(pairs) + 220,
        bool(shown),
    )


def satisfaction_card(figure: Satisfaction, voice: Voice) -> Card:
    """What they said of the treatment afterwards."""
    measure = figure.measure
    high, means = voice.number(measure.high), [figure.responders.mean, figure.non_responders.mean]
    if all(isinstance(mean, float) for mean in means):
        yes, no = (voice.number(mean, 1) for mean in means)
        finding = voice.say(words.SATISFACTION_SPLIT, yes=yes, no=no, high=high)
    elif isinstance(figure.everyone.mean, float):
        finding = voice.say(words.SATISFACTION_SEEN, mean=voice.number(figure.everyone.mean, 1), high=high)
    else:
        finding = voice.title(measure)
    labels = {
        "title": voice.title(measure),
        "names": {g: voice.say(t) for g, t in words.GROUP.items()},
        "short": {g: voice.say(t) for g, t in words.GROUP_SHORT.items()},
        "columns": [voice.say(words.GROUP_HEAD), voice.say(words.MEAN), "n"],
    }
    return Card(
        f"satisfaction-{id_of(measure)}",
        "satisfaction",
        finding,
        scale_in_words(words.SATISFACTION_IS, measure, voice, figure.occasion),
        voice.number(figure.everyone.n),
        voice.say(words.POPULATION["answered"]),
        figure,
        labels,
        290,
        isinstance(figure.everyone.mean, float),
    )


def waiting_card(
    periods: Sequence[WaitingPeriod], voice: Voice, waited: WaitingPeriod | None, answer: WaitingPeriod | None
) -> Card:
    """The wait before the start, period by period, in all, and the wait for the answer."""
    shown = [(p, p.days.mean) for p in periods if isinstance(p.days.mean, float)]
    finding = voice.say(words.WAITING)
    if len(shown) > 1 and shown[0][0] is periods[0] and shown[-1][0] is periods[-1]:
        before, after = voice.number(shown[0][1]), voice.number(shown[-1][1])
        finding = voice.say(words.WAITING_SEEN, first=before, last=after)
        if before == after:
            finding = voice.say(words.WAITING_LIKE, days=after)
    elif len(shown) == 1 and len(periods) == 1:
        finding = voice.say(words.WAITING_ONE, days=voice.number(shown[0][1]))
    labels = {
        "title": voice.say(words.WAITING),
        "bars": [
            (period_name(p.period, voice), p.days.mean, (voice.median(p.median), voice.number(p.days.n)))
            for p in periods
        ],
        "columns": [voice.say(words.PERIOD), voice.say(words.DAYS), voice.say(words.MEDIAN), "n"],
    }
    people = listed([voice.number(p.days.n) for p in periods])
    return Card(
        "waiting",
        "waiting",
        finding,
        " ".join((voice.say(words.WAITING_IS), *_in_all(waited, answer, voice))),
        people,
        voice.say(words.POPULATION["started"]),
        tuple(periods),
        labels,
        340,
    )


def _in_all(waited: WaitingPeriod | None, answer: WaitingPeriod | None, voice: Voice) -> Iterator[str]:
    for wait, text in ((waited, words.WAITED_ALL), (answer, words.ANSWER_IN)):
        if wait is not None and isinstance(wait.median, float):
            shown = isinstance(wait.days.n, int)
            yield voice.say(
                text if shown else words.ANSWER_MEDIAN,
                median=voice.median(wait.median),
                mean=voice.number(wait.days.mean),
                n=voice.number(wait.days.n),
            )
