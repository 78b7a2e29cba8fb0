"""What can be wrong with a yes or a no."""

from __future__ import annotations

from varde.kernel.errors import BadInput, Conflict, NotFound
from varde.kernel.words import Text


class NoSuchPurpose(NotFound):
    sentence = Text(
        "Vi spør ikke om samtykke til dette lenger.",
        "Vi spør ikkje om samtykke til dette lenger.",
        "We no longer ask for consent to this.",
    )


class WordsChanged(Conflict):
    """She has read other words than those that hold now."""

    sentence = Text(
        "Teksten ble endret mens du leste. Les den nye, og velg på nytt.",
        "Teksten vart endra medan du las. Les den nye, og vel på nytt.",
        "The text was changed while you were reading. Read the new one and choose again.",
    )


class SaidAlready(Conflict):
    """Yes to what has her yes, or no to what has her no: nothing is written twice."""

    sentence = Text(
        "Dette står allerede slik: {said} siden {day}.",
        "Dette står alt slik: {said} sidan {day}.",
        "It stands so already: {said} since {day}.",
    )


class HowNeeded(BadInput):
    """Staff write a yes or a no without how they have it."""

    sentence = Text(
        "Skriv hvordan pasienten sa det, for eksempel «på papir» eller «i samtale».",
        "Skriv korleis pasienten sa det, til dømes «på papir» eller «i samtale».",
        "Write how the patient said it, such as “on paper” or “in a talk”.",
    )
