"""Each figure of the page as a card: the finding as heading, what it is, how many it is about, and words for the chart.

The words are in the page's language; the figure itself is untouched, so that nothing hidden can come back here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from varde.benefits.figures.card import Card
from varde.benefits.figures.figures import MeasureFigures, Report
from varde.benefits.figures.mean_cards import (
    pairs_card,
    satisfaction_card,
    subscales_card,
    trajectory_card,
    waiting_card,
)
from varde.benefits.figures.recovery_card import recovery_card
from varde.benefits.figures.share_cards import classes_card, exits_card, flow_card, rate_card, severity_card
from varde.benefits.figures.voice import Voice
from varde.benefits.values import Measure


def cards_of(report: Report, voice: Voice) -> tuple[list[Card], list[Card], list[Measure]]:
    """The cards of the flow, the main measure, what is asked afterwards and the wait; those of other measures; and the
    measures of which some figure has too few people to show anything."""
    lead = report.main
    # Of those who were only brought in nobody knows how they came.
    first = [flow_card(report, voice)] if report.flow[0].share.numerator != 0 else []
    second: list[Card] = []
    few: list[Measure] = []
    for figures in report.measures:
        cards = list(_measure(figures, voice, report.selection.undue))
        shown = [card for card in cards if card.says_something]
        if len(shown) < len(cards) and figures.measure not in report.kept_back:
            few.append(figures.measure)
        if figures is lead or figures.satisfaction is not None:
            first.extend(shown)
        else:
            named = voice.title(figures.measure)
            second.extend(replace(card, finding=f"{named}: {_lower(card.finding)}") for card in shown)
    if report.exits is not None and first:
        first.insert(1, exits_card(report.exits, voice))
    if report.waiting:
        first.append(waiting_card(report.waiting, voice, report.waited, report.answer))
    return first, second, [*few, *report.kept_back]


def columns(cards: Sequence[Card]) -> tuple[list[Card], list[Card]]:
    """The cards in two columns of about the same height, in order from the top of each."""
    left: list[Card] = []
    right: list[Card] = []
    for card in cards:
        shorter = left if sum(c.height for c in left) <= sum(c.height for c in right) else right
        shorter.append(card)
    return left, right


def _measure(figures: MeasureFigures, voice: Voice, undue: Collection[str]) -> Iterator[Card]:
    if figures.rates:
        yield rate_card(figures.rates, voice, undue)
    if figures.trajectory is not None and len(figures.trajectory.series) > 1:
        yield trajectory_card(figures.trajectory, voice)
    elif figures.changes:
        yield pairs_card(figures, voice)  # no line between different people
    for shift in figures.severity:
        yield severity_card(shift, voice)
    for parts in figures.subscales:
        yield subscales_card(parts, voice)
    if figures.classes is not None:
        yield classes_card(figures.classes, voice)
    if figures.recovery is not None:
        yield recovery_card(figures.recovery, voice)
    if figures.satisfaction is not None:
        yield satisfaction_card(figures.satisfaction, voice)


def _lower(sentence: str) -> str:
    """As it goes on after a colon; a name or a number keeps its first letter."""
    return sentence[0].lower() + sentence[1:] if sentence[1:2].islower() else sentence
