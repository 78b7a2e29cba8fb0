"""Recovery by two scales, as a table and as a finding."""

from __future__ import annotations

from collections.abc import Iterator

from varde.benefits.figures import recovery_words
from varde.benefits.figures import words as page_words
from varde.benefits.figures.recovery import RecoveryFigure
from varde.benefits.figures.recovery_card import definition_of, named
from varde.benefits.figures.voice import Voice
from varde.benefits.report import words
from varde.benefits.report.cells import column, head, number_cell, share_cell
from varde.benefits.report.values import ReportTable


def recovery_table(figure: RecoveryFigure, voice: Voice) -> ReportTable:
    """Who recovered, reliably and in all, of the cases at the start; and who changed reliably, of everybody with both scales."""
    shares = (
        (recovery_words.RECOVERED, figure.recovered),
        (recovery_words.RELIABLY, figure.reliably),
        *((recovery_words.CHANGES[name], share) for name, share in figure.changes),
    )
    rows = tuple(
        (
            head(voice.say(name)),
            number_cell(share.numerator, voice),
            number_cell(share.denominator, voice),
            share_cell(share, voice),
        )
        for name, share in shares
    )
    columns = (
        column("class", voice.say(words.CLASS), numeric=False),
        column("people", voice.say(page_words.PEOPLE)),
        column("n", "n"),
        column("share", voice.say(page_words.SHARE)),
    )
    caption = voice.say(recovery_words.TABLE, **named(figure, voice))
    return ReportTable(f"recovery:{figure.measure.key}", caption, columns, rows, definition_of(figure, voice))


def recovery_said(figure: RecoveryFigure | None, voice: Voice) -> Iterator[str]:
    """One sentence of how many recovered, where that is shown."""
    if figure is None or not isinstance(figure.recovered.share, float):
        return
    yield voice.say(
        recovery_words.RECOVERY_SAID,
        k=voice.number(figure.recovered.numerator),
        n=voice.number(figure.recovered.denominator),
        share=voice.percent(figure.recovered.share),
        reliable=voice.number(figure.reliably.numerator),
        **named(figure, voice),
    )
