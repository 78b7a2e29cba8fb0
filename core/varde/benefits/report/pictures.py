"""The drawings of the cards, on the page and in its report alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from varde.benefits.figures.card import Card
from varde.benefits.figures.voice import Voice
from varde.benefits.report import words
from varde.benefits.report.values import ReportPicture
from varde.charts import charts
from varde.charts.shapes import Chart


def picture_of(key: str, card: Card, voice: Voice) -> ReportPicture | None:
    """The drawing of a card in a report; None of one that is a table, and of one that can show nothing."""
    chart = chart_of(card)
    if chart is None or not card.says_something:
        return None
    people = f" n = {card.people}." if card.people else ""
    of = f" {voice.say(words.OF_WHOM)}: {card.rule}."
    definition = card.definition[:1].upper() + card.definition[1:]
    return ReportPicture(key, card.finding, chart, f"{definition}{people}{of}")


def chart_of(card: Card) -> Chart | None:
    """What is drawn of a card; None of one that is a table."""
    said, figure = card.labels, card.figure
    match card.kind:
        case "flow":
            return charts.flow(figure, **_of(said, "title", "names", "columns"))
        case "rate" | "classes":
            return charts.shares(said["rows"], **_of(said, "title", "columns"), key=said.get("key", ()))
        case "trajectory":
            named = _of(said, "title", "names", "occasions", "heading", "decimals", "height")
            return charts.trajectory(figure, **named)
        case "severity":
            return charts.severity(figure, **_of(said, "title", "language", "start", "later", "heading", "hidden"))
        case "pairs":
            return charts.dumbbell(figure, **_of(said, "title", "language", "columns", "low", "high", "decimals"))
        case "subscales":
            return charts.dumbbell(figure, **_of(said, "title", "language", "columns", "low", "high"))
        case "satisfaction":
            return charts.satisfaction(figure, **_of(said, "title", "names", "short", "columns"))
        case "waiting":
            bars = [charts.Bar(label, value, further) for label, value, further in said["bars"]]
            return charts.bars(bars, title=said["title"], columns=said["columns"])
        case "exits":
            return None


def _of(said: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: said[name] for name in names}
