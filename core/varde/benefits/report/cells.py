"""Figures as cells of a table: the words and the number, both hidden where the figure is."""

from __future__ import annotations

from collections.abc import Sequence

from varde.benefits.figures import words as page_words
from varde.benefits.figures.rules import Average, Proportion
from varde.benefits.figures.statistics import Interval, p_text
from varde.benefits.figures.voice import Voice
from varde.benefits.report.values import TableCell, TableColumn
from varde.charts.values import Hidden, Value, Why
from varde.kernel.words import Text


def column(key: str, label: str, *, numeric: bool = True) -> TableColumn:
    """A column; ``key`` is the same in every language."""
    return TableColumn(key, label, numeric)


def head(text: str) -> TableCell:
    """The heading of a row, or any other words."""
    return TableCell(text[:1].upper() + text[1:])


def number_cell(value: Value, voice: Voice, decimals: int = 0) -> TableCell:
    """A number, rounded in its words and whole in its value."""
    if isinstance(value, Hidden):
        return hidden_cell(value, voice)
    return TableCell("–") if value is None else TableCell(voice.number(value, decimals), float(value))


def hidden_cell(hidden: Hidden, voice: Voice) -> TableCell:
    """What may not be shown, in the language of the report."""
    return TableCell(str(hidden) if hidden.why is Why.SMALL else voice.say(page_words.HIDDEN), hidden=hidden.why)


def share_cell(share: Proportion, voice: Voice) -> TableCell:
    """“43 % (38–49)”, with the share from 0 to 1 and its interval."""
    if isinstance(share.share, Hidden):
        return hidden_cell(share.share, voice)
    if share.share is None:
        return TableCell("–")
    ends = share.interval
    if ends is None:
        return TableCell(voice.percent(share.share), share.share)
    said = f"{voice.percent(share.share)} ({voice.number(100 * ends.low)}–{voice.number(100 * ends.high)})"
    return TableCell(said, share.share, low=ends.low, high=ends.high)


def average_cells(average: Average, voice: Voice, decimals: int) -> tuple[TableCell, TableCell, TableCell]:
    """n, mean and SD."""
    return (
        number_cell(average.n, voice),
        number_cell(average.mean, voice, decimals),
        number_cell(average.sd, voice, decimals),
    )


def interval_cell(interval: Interval | None, voice: Voice, decimals: int) -> TableCell:
    """“257–273”; with a minus sign in it “−45 til −29”."""
    if interval is None:
        return TableCell("–")
    low, high = (voice.number(end, decimals) for end in (interval.low, interval.high))
    said = f"{low} {voice.say(TO)} {high}" if interval.low < 0 else f"{low}–{high}"
    return TableCell(said, low=interval.low, high=interval.high)


def listed(names: Sequence[str], voice: Voice) -> str:
    """“alder, kjønn og reisevei”."""
    *first, last = names
    return f"{', '.join(first)} {voice.say(AND)} {last}" if first else last


AND = Text("og", "og", "and")
TO = Text("til", "til", "to")


def signed(value: float, voice: Voice, decimals: int) -> str:
    """A change with its sign; what rounds to 0 has none."""
    sign = "+" if round(value, decimals) > 0 else ""
    return f"{sign}{voice.number(value, decimals)}"


def p_words(p: float, voice: Voice) -> str:
    """“p = 0,012”, with a point in English."""
    return p_text(p, "." if voice.language == "en" else ",")


def p_cell(p: float | None, voice: Voice) -> TableCell:
    """Only what stands after “p”: “0,012” or “< 0,001”."""
    return TableCell("–") if p is None else TableCell(p_words(p, voice).removeprefix("p ").removeprefix("= "), p)


def joined(sentences: Sequence[str]) -> str:
    """Sentences after one another; those that are empty are left out."""
    return " ".join(sentence for sentence in sentences if sentence)
