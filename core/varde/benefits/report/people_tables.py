"""The tables of who began."""

from __future__ import annotations

from varde.benefits.figures.people import UNKNOWN, PeopleFigure
from varde.benefits.figures.voice import Voice
from varde.benefits.report import people_words, words
from varde.benefits.report.cells import column, head, joined, number_cell, share_cell
from varde.benefits.report.values import ReportTable, TableCell


def people_table(figure: PeopleFigure, voice: Voice) -> ReportTable:
    """How many began of each value, and how many of these responded, where that can be shown of every value."""
    dimension = voice.say(people_words.DIMENSION[figure.dimension])
    rows: list[tuple[TableCell, ...]] = []
    for row in figure.rows:
        cells = [head(value_in_words(figure.dimension, row.value, voice)), number_cell(row.started.numerator, voice)]
        cells.append(share_cell(row.started, voice))
        if (responded := row.responded) is not None:
            numbers = (responded.numerator, responded.denominator)
            cells += [*(number_cell(n, voice) for n in numbers), share_cell(responded, voice)]
        rows.append(tuple(cells))
    columns = [
        column("value", dimension.partition(",")[0], numeric=False),
        column("started", voice.say(words.STARTED)),
        column("share_of_started", voice.say(words.OF_STARTED)),
    ]
    said = [voice.say(people_words.NOTE)]
    if (measure := figure.measure) is not None:
        columns += [
            column("responders", voice.say(words.RESPONDERS)),
            column("answered", voice.say(words.ANSWERED)),
            column("of_answered", voice.say(words.OF_ANSWERED)),
        ]
        then = voice.when(measure.follow_up[0])
        said.append(voice.say(people_words.RESPONSE_IS, measure=voice.title(measure), then=then))
    caption = voice.say(people_words.TABLE, dimension=dimension)
    return ReportTable(f"people:{figure.dimension}", caption, tuple(columns), tuple(rows), joined(said))


def value_in_words(dimension: str, value: str, voice: Voice) -> str:
    """“18–29 år”, “kvinne”, “helsepersonell”; what nobody knows says so."""
    if value == UNKNOWN:
        return voice.say(people_words.UNKNOWN)
    if dimension == "age":
        first, _, last = value.partition("-")
        if not last:
            return voice.say(people_words.FROM_YEARS, age=first)
        return voice.say(people_words.YEARS, band=f"{first}–{last}")
    return voice.say(people_words.VALUE[value]) if value in people_words.VALUE else value
