"""Why there is no report, one sentence each."""

from __future__ import annotations

from varde.kernel.errors import BadInput, Conflict, NotFound, Unavailable
from varde.kernel.words import Text


class NobodyToReport(NotFound):
    """404: nobody has been referred there."""

    sentence = Text(
        "Ingen er henvist til {programme} ved {place} ennå, så det er ingenting å lage en rapport av.",
        "Ingen er tilvist til {programme} ved {place} enno, så det er ingenting å lage ein rapport av.",
        "Nobody has been referred to {programme} at {place} yet, so there is nothing to report.",
    )


class BeingCounted(Conflict):
    """409: whoever is there is being counted again, and nobody is counted yet."""

    sentence = Text(
        "Tallene for {programme} ved {place} telles på nytt nå. Prøv igjen om litt.",
        "Tala for {programme} ved {place} blir talde på nytt no. Prøv igjen om litt.",
        "The figures of {programme} at {place} are being counted again. Try again in a while.",
    )


class TooEarlyToReport(NotFound):
    """404: of those who have been referred there, nobody is told of yet."""

    sentence = Text(
        "Det er for tidlig å rapportere fra {programme} ved {place}: tallene vises når mange nok har hatt tid til å svare på alle "
        "oppfølginger.",
        "Det er for tidleg å rapportere frå {programme} ved {place}: tala blir viste når mange nok har hatt tid til å svare på "
        "alle oppfølgingar.",
        "It is too early to report from {programme} at {place}: the figures are shown when enough people have had time to answer "
        "every follow-up.",
    )


class TooFewToReport(BadInput):
    """422: fewer people than may be shown, or so many that another place would be given away."""

    sentence = Text(
        "Det er for få personer i {programme} ved {place}, eller på et annet sted som kan ses, "
        "til en rapport: tall om færre enn {n} vises ikke.",
        "Det er for få personar i {programme} ved {place}, eller på ein annan stad som kan sjåast, "
        "til ein rapport: tal om færre enn {n} blir ikkje viste.",
        "There are too few people in {programme} at {place}, or at another place that can be seen, "
        "for a report: figures of fewer than {n} are not shown.",
    )

    def __init__(self, **about: object) -> None:
        super().__init__(**about)


class NoPaper(Unavailable):
    """503: what writes PDF is not installed."""

    sentence = Text(
        "Rapporten kan ikke lages som PDF her, fordi «varde[pdf]» ikke er installert. Nettsiden kan skrives ut i stedet.",
        "Rapporten kan ikkje lagast som PDF her, fordi «varde[pdf]» ikkje er installert. Nettsida kan skrivast ut i staden.",
        "The report cannot be made as PDF here, because “varde[pdf]” is not installed. The page can be printed instead.",
    )
