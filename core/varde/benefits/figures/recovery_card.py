"""The card of recovery by two scales."""

from __future__ import annotations

from varde.benefits.figures import recovery_words, words
from varde.benefits.figures.card import Card, id_of, points_in_words, share_labels, share_row
from varde.benefits.figures.recovery import RecoveryFigure
from varde.benefits.figures.voice import Voice


def recovery_card(figure: RecoveryFigure, voice: Voice) -> Card:
    """How many recovered and recovered reliably, and the reliable changes by either scale."""
    names = named(figure, voice)
    labelled = (
        (recovery_words.RECOVERED, figure.recovered),
        (recovery_words.RELIABLY, figure.reliably),
        *((recovery_words.CHANGES[name], share) for name, share in figure.changes),
    )
    rows = [share_row(voice.say(label), share, voice) for label, share in labelled]
    title = voice.say(recovery_words.TITLE, **names)
    finding = title
    if isinstance(figure.recovered.numerator, int) and figure.recovered.denominator:
        k, n = (voice.number(number) for number in (figure.recovered.numerator, figure.recovered.denominator))
        finding = voice.say(recovery_words.SEEN, k=k, n=n, **names)
    return Card(
        f"recovery-{id_of(figure.measure)}",
        "classes",
        finding,
        definition_of(figure, voice),
        voice.number(figure.changes[0][1].denominator),
        f"{voice.say(words.POPULATION['paired'])}; {voice.say(words.POPULATION['unwell'])}",
        figure,
        share_labels(title, rows, voice),
        52 * len(rows) + 330,
        any(row["length"] is not None for row in rows),
    )


def named(figure: RecoveryFigure, voice: Voice) -> dict[str, str]:
    """The names of the two measures, and when."""
    return {
        "measure": voice.title(figure.measure),
        "beside": voice.title(figure.beside),
        "then": voice.when(figure.occasion),
    }


def definition_of(figure: RecoveryFigure, voice: Voice) -> str:
    """The limits, their source, and whom it is of."""
    limits = {}
    for prefix, measure in (("", figure.measure), ("other_", figure.beside)):
        assert measure.cutoff is not None
        assert measure.reliable_change is not None
        limits[f"{prefix}cutoff"] = points_in_words(measure.cutoff, voice)
        limits[f"{prefix}change"] = points_in_words(measure.reliable_change.points, voice)
    return voice.say(recovery_words.IS, **named(figure, voice), **limits)
