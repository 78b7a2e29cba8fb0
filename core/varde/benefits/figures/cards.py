"""Each figure of the page as a card: the finding as heading, what it is, how many it is about, and words for the chart.

The words are in the page's language; the figure itself is untouched, so that nothing hidden can come back here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from varde.benefits.figures import words
from varde.benefits.figures.change import ChangeClass, class_rule
from varde.benefits.figures.figures import MeasureFigures, Report, Subscales
from varde.benefits.figures.rules import (
    ClinicalSignificance,
    MeanTrajectory,
    Proportion,
    ResponderRate,
    Satisfaction,
    SeverityShift,
    WaitingPeriod,
)
from varde.benefits.values import Measure
from varde.charts.values import Hidden
from varde.kernel.text import number
from varde.kernel.words import Text

Kind = Literal["flow", "rate", "severity", "trajectory", "subscales", "satisfaction", "waiting", "classes"]


@dataclass(frozen=True, slots=True)
class Card:
    """One figure. ``height`` is roughly how many pixels it takes, for laying out two columns of even length;
    ``says_something`` is False when every number in it is hidden."""

    id: str
    kind: Kind
    finding: str
    definition: str
    people: str
    rule: str
    figure: Any
    labels: Mapping[str, Any]
    height: int
    says_something: bool = True


@dataclass(frozen=True, slots=True)
class Voice:
    """A language, what each occasion is called in it, and the version of each instrument."""

    language: str
    occasions: Mapping[str, Text]
    versions: Mapping[str, str] = field(default_factory=dict)

    def say(self, text: Text, **values: object) -> str:
        return text.to(self.language).format(**values)

    def when(self, occasion: str) -> str:
        """“3 måneder”: the last part of the occasion's title."""
        title = self.occasions[occasion].to(self.language) if occasion in self.occasions else occasion
        return title.rsplit(", ", 1)[-1].lower()

    def number(self, value: float | Hidden | None, decimals: int = 0) -> str:
        if value is None:
            return "–"
        return str(value) if isinstance(value, Hidden) else number(value, decimals, self.language)

    def percent(self, share: float | Hidden | None) -> str:
        return f"{self.number(100 * share)}\u00a0%" if isinstance(share, float | int) else self.number(share)

    def title(self, measure: Measure) -> str:
        return measure.title.to(self.language)


def decimals_of(measure: Measure) -> int:
    """Whole points on a long scale, tenths on a short one."""
    return 0 if measure.high - measure.low >= 200 else 1


def cards_of(report: Report, voice: Voice) -> tuple[list[Card], list[Card], list[Measure]]:
    """The cards of the flow, the main measure, what is asked afterwards and the wait; those of other measures; and the
    measures of which some figure has too few people to show anything."""
    lead = report.main
    first = [_flow(report, voice)]
    second: list[Card] = []
    few: list[Measure] = []
    for figures in report.measures:
        cards = list(_measure(figures, voice))
        shown = [card for card in cards if card.says_something]
        if len(shown) < len(cards):
            few.append(figures.measure)
        if figures is lead or figures.satisfaction is not None:
            first.extend(shown)
        else:
            named = voice.title(figures.measure)
            second.extend(replace(card, finding=f"{named}: {_lower(card.finding)}") for card in shown)
    if report.waiting:
        first.append(_waiting(report.waiting, voice))
    return first, second, few


def columns(cards: Sequence[Card]) -> tuple[list[Card], list[Card]]:
    """The cards in two columns of about the same height, in order from the top of each."""
    left: list[Card] = []
    right: list[Card] = []
    for card in cards:
        shorter = left if sum(c.height for c in left) <= sum(c.height for c in right) else right
        shorter.append(card)
    return left, right


def _measure(figures: MeasureFigures, voice: Voice) -> Iterator[Card]:
    if figures.rates:
        yield _rate(figures.rates, voice)
    if figures.trajectory is not None:
        yield _trajectory(figures.trajectory, voice)
    for shift in figures.severity:
        yield _severity(shift, voice)
    for parts in figures.subscales:
        yield _subscales(parts, voice)
    if figures.classes is not None:
        yield _classes(figures.classes, voice)
    if figures.satisfaction is not None:
        yield _satisfaction(figures.satisfaction, voice)


def _flow(report: Report, voice: Voice) -> Card:
    names = {}
    for step in report.flow:
        kind, _, occasion = step.milestone.partition(":")
        names[step.milestone] = voice.say(words.MILESTONE[kind], occasion=voice.when(occasion))
    counts = {step.milestone: step.share.numerator for step in report.flow}
    seen = all(isinstance(counts[name], int) for name in ("referred", "started"))
    finding = voice.say(words.FLOW_SEEN, **counts) if seen else voice.say(words.FLOW)
    labels = {
        "title": voice.say(words.FLOW),
        "names": names,
        "columns": [voice.say(words.STEP), voice.say(words.PEOPLE), voice.say(words.OF_REFERRED)],
    }
    return Card(
        "flow",
        "flow",
        finding,
        voice.say(words.FLOW_IS),
        f"{voice.number(counts['referred'])}",
        voice.say(words.POPULATION["referred"]),
        report.flow,
        labels,
        52 * len(report.flow) + 190,
    )


def _rate(rates: Sequence[ResponderRate], voice: Voice) -> Card:
    measure, first = rates[0].measure, rates[0]
    rows = []
    for rate in rates:
        for name, share in ((words.OF_ANSWERED, rate.of_paired), (words.OF_STARTED, rate.of_started)):
            label = f"{voice.say(name)} ({voice.when(rate.occasion)})"
            rows.append(_share_row(label, share, voice))
    if isinstance(first.of_paired.share, float):
        seen = voice.percent(first.of_paired.share)
        finding = voice.say(words.RATE_SEEN, share=seen, occasion=voice.when(first.occasion))
    else:
        finding = voice.say(words.RATE_FEW)
    return Card(
        f"rate-{_id(measure)}",
        "rate",
        finding,
        _rate_definition(measure, voice),
        _and([voice.number(rate.of_paired.denominator) for rate in rates]),
        f"{voice.say(words.POPULATION['paired'])}; {voice.say(words.POPULATION['started'])}",
        tuple(rates),
        _share_labels(voice.say(words.RATE, measure=voice.title(measure)), rows, voice),
        52 * len(rows) + 240,
        any(row["length"] is not None for row in rows),
    )


def _rate_definition(measure: Measure, voice: Voice) -> str:
    rule = measure.responder
    assert rule is not None
    amount = _points(rule.amount, voice)
    said = voice.say(words.POINTS, n=amount) if rule.measure == "points" else f"{amount}\u00a0%"
    text = words.RATE_IS if rule.operator == ">=" else words.RATE_IS_MORE
    return f"{voice.say(text, rule=said, measure=voice.title(measure))} {_version(measure, voice)}"


def _share_row(label: str, share: Proportion, voice: Voice) -> dict[str, Any]:
    """A bar: its words, its length and its interval in per cent, or nothing to draw when it is hidden."""
    drawn = 100 * share.share if isinstance(share.share, float) else None
    of = f"{voice.number(share.numerator)} / {voice.number(share.denominator)}"
    interval = (
        f"{voice.number(100 * share.interval.low)}–{voice.number(100 * share.interval.high)}" if share.interval else "–"
    )
    return {
        "label": label,
        "words": f"{voice.percent(share.share)} ({of})" if drawn is not None else of,
        "length": drawn,
        "low": 100 * share.interval.low if share.interval else None,
        "high": 100 * share.interval.high if share.interval else None,
        "cells": (label, of, voice.percent(share.share), interval),
    }


def _share_labels(title: str, rows: Sequence[Mapping[str, Any]], voice: Voice) -> dict[str, Any]:
    heads = (words.GROUP_HEAD, words.PEOPLE, words.SHARE, words.INTERVAL)
    first, *numeric = (voice.say(head) for head in heads)
    return {"title": title, "rows": list(rows), "columns": [first, *(f">{head}" for head in numeric)]}


def _severity(shift: SeverityShift, voice: Voice) -> Card:
    measure, among = shift.measure, voice.say(words.AMONG[shift.group])
    heaviest, then = shift.levels[-1], voice.when(shift.occasion)
    if isinstance(heaviest.start.share, float) and isinstance(heaviest.later.share, float):
        finding = voice.say(
            words.SEVERITY_SEEN,
            level=heaviest.title.to(voice.language),
            start=voice.percent(heaviest.start.share),
            later=voice.percent(heaviest.later.share),
            among=among,
        )
    else:
        finding = voice.say(words.SEVERITY, among=among, measure=voice.title(measure))
    labels = {
        "title": voice.say(words.SEVERITY, among=among, measure=voice.title(measure)),
        "start": voice.say(words.START).capitalize(),
        "later": then.capitalize(),
        "language": voice.language,
        "heading": voice.say(words.LEVEL_HEAD),
        "hidden": voice.say(words.HIDDEN),
    }
    definition = f"{voice.say(words.SEVERITY_IS, measure=voice.title(measure), then=then)} {_version(measure, voice)}"
    return Card(
        f"severity-{shift.group}-{_id(measure)}",
        "severity",
        finding,
        definition,
        voice.number(shift.n),
        voice.say(words.POPULATION["paired"]) + among,
        shift,
        labels,
        370,
        any(isinstance(share.share, float) for level in shift.levels for share in (level.start, level.later)),
    )


def _trajectory(figure: MeanTrajectory, voice: Voice) -> Card:
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
        (f"{voice.say(words.GROUP[g])}: " if len(lines) > 1 else "") + _and([voice.number(a.n) for _, a in points])
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
        f"trajectory-{_id(measure)}",
        "trajectory",
        finding,
        _scale(words.TRAJECTORY_IS, measure, voice, then),
        "; ".join(people),
        voice.say(words.POPULATION["answered"]),
        figure,
        labels,
        height + 230,
        any(sum(isinstance(a.mean, float) for _, a in points) > 1 for points in lines.values()),
    )


def _subscales(figure: Subscales, voice: Voice) -> Card:
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
    people = numbers[0] if len(numbers) == 1 else _and([voice.number(row.n) for row in figure.rows])
    return Card(
        f"subscales-{figure.group}-{_id(measure)}",
        "subscales",
        finding,
        _scale(words.SUBSCALES_IS, measure, voice, figure.occasion),
        people,
        voice.say(words.POPULATION["paired"]) + among,
        figure.rows,
        labels,
        54 * len(pairs) + 220,
        bool(shown),
    )


def _classes(figure: ClinicalSignificance, voice: Voice) -> Card:
    measure = figure.measure
    rule = class_rule(measure)
    assert rule is not None
    limit, cutoff = rule
    rows = [row for row in figure.rows if cutoff is not None or row.change is not ChangeClass.RECOVERED]
    named = [_share_row(voice.say(words.CHANGE[row.change]), row.of_paired, voice) for row in rows]
    for row, drawn in zip(rows, named, strict=True):
        drawn["cells"] = (*drawn["cells"][:3], voice.percent(row.of_started.share))
    best = rows[0]
    title = voice.say(words.CLASSES, measure=voice.title(measure))
    finding = title
    if isinstance(best.of_paired.numerator, int) and isinstance(figure.n, int):
        change = voice.say(words.CHANGE[best.change]).lower()
        finding = voice.say(words.CLASSES_SEEN, k=best.of_paired.numerator, n=figure.n, change=change)
    labels = _share_labels(title, named, voice)
    labels["columns"][3] = f">{voice.say(words.OF_STARTED)}"
    amount = words.AT_LEAST if limit.operator == ">=" else words.MORE_THAN
    said = voice.say(
        words.CLASSES_IS,
        measure=voice.title(measure),
        then=voice.when(figure.occasion),
        limit=voice.say(amount, n=_points(limit.points, voice)),
        cutoff=voice.say(words.CUTOFF, n=_points(cutoff, voice)) if cutoff is not None else "",
        source=limit.basis,
    )
    rules = f"{voice.say(words.POPULATION['paired'])}; {voice.say(words.POPULATION['started'])}"
    return Card(
        f"classes-{_id(measure)}",
        "classes",
        finding,
        f"{said} {_version(measure, voice)}",
        voice.number(figure.n),
        rules,
        figure,
        labels,
        52 * len(named) + 270,
        any(row["length"] is not None for row in named),
    )


def _satisfaction(figure: Satisfaction, voice: Voice) -> Card:
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
        f"satisfaction-{_id(measure)}",
        "satisfaction",
        finding,
        _scale(words.SATISFACTION_IS, measure, voice, figure.occasion),
        voice.number(figure.everyone.n),
        voice.say(words.POPULATION["answered"]),
        figure,
        labels,
        290,
        isinstance(figure.everyone.mean, float),
    )


def _waiting(periods: Sequence[WaitingPeriod], voice: Voice) -> Card:
    shown = [(p, p.days.mean) for p in periods if isinstance(p.days.mean, float)]
    finding = voice.say(words.WAITING)
    if len(shown) > 1 and shown[0][0] is periods[0] and shown[-1][0] is periods[-1]:
        finding = voice.say(words.WAITING_SEEN, first=voice.number(shown[0][1]), last=voice.number(shown[-1][1]))
    elif len(shown) == 1 and len(periods) == 1:
        finding = voice.say(words.WAITING_ONE, days=voice.number(shown[0][1]))
    labels = {
        "title": voice.say(words.WAITING),
        "bars": [
            (period_name(p.period, voice), p.days.mean, (voice.number(p.median), voice.number(p.days.n)))
            for p in periods
        ],
        "columns": [voice.say(words.PERIOD), voice.say(words.DAYS), voice.say(words.MEDIAN), "n"],
    }
    people = _and([voice.number(p.days.n) for p in periods])
    return Card(
        "waiting",
        "waiting",
        finding,
        voice.say(words.WAITING_IS),
        people,
        voice.say(words.POPULATION["started"]),
        tuple(periods),
        labels,
        340,
    )


def period_name(period: str, voice: Voice) -> str:
    """``2026-Q1`` as “1. kv. 2026”; a year as it is."""
    year, _, quarter = period.partition("-Q")
    return voice.say(words.QUARTER, n=quarter, year=year) if quarter else year


def _scale(text: Text, measure: Measure, voice: Voice, then: str) -> str:
    direction = words.LOWER if measure.direction == "lower_better" else words.HIGHER
    said = voice.say(
        text,
        measure=voice.title(measure),
        low=voice.number(measure.low),
        high=voice.number(measure.high),
        direction=voice.say(direction),
        then=voice.when(then),
    )
    return f"{said} {_version(measure, voice)}"


def _version(measure: Measure, voice: Voice) -> str:
    return voice.say(words.VERSION, version=voice.versions.get(measure.instrument, "–"))


def _points(amount: float, voice: Voice) -> str:
    return voice.number(amount, 0 if float(amount).is_integer() else 1)


def _id(measure: Measure) -> str:
    return measure.key.replace(".", "-").replace("_", "-")


def _lower(sentence: str) -> str:
    """As it goes on after a colon; a name or a number keeps its first letter."""
    return sentence[0].lower() + sentence[1:] if sentence[1:2].islower() else sentence


def _and(parts: Sequence[str]) -> str:
    return ", ".join(parts)
