"""What can be wrong with a measurement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from varde.kernel.errors import BadInput, Conflict, NotFound
from varde.kernel.words import Text
from varde.series.rules import Doubt


class NoSuchSeries(NotFound):
    sentence = Text(
        "Vi finner ikke denne målingen.", "Vi finn ikkje denne målinga.", "We cannot find this measurement."
    )


class NoSuchMeasurement(NoSuchSeries):
    """None of this enrolment's, or it was struck out."""


class NotMeasuring(Conflict):
    """Treatment has not begun, so nobody looks at what is measured."""

    sentence = Text(
        "Målingen er ikke lagret: forløpet er {state}. Er det akutt, ring 113.",
        "Målinga er ikkje lagra: forløpet er {state}. Er det akutt, ring 113.",
        "The measurement is not saved: the enrolment is {state}. If it is urgent, ring 113.",
    )


class BadFigures(BadInput):
    """Numbers that cannot be; ``by_component`` has the sentence of each."""

    def __init__(self, by_component: Mapping[str, Text]) -> None:
        self.by_component = dict(by_component)
        super().__init__(*self.by_component.values())


class BadMoment(BadInput):
    """The time it was measured is not one that it can be."""


class InTheFuture(BadMoment):
    sentence = Text(
        "Tidspunktet er fram i tid. Skriv når du målte.",
        "Tidspunktet er fram i tid. Skriv når du målte.",
        "That time has not come yet. Write when you measured.",
    )


class TooLongAgo(BadMoment):
    sentence = Text(
        "Tidspunktet er mer enn ett år siden. Se over datoen.",
        "Tidspunktet er meir enn eitt år sidan. Sjå over datoen.",
        "That time is more than a year ago. Look over the date.",
    )


class IsItRight(BadInput):
    """Not stored: somebody must say that the numbers are right. ``doubts`` says which, and why."""

    sentence = Text(
        "Målingen er ikke lagret ennå. Se over tallet.",
        "Målinga er ikkje lagra enno. Sjå over talet.",
        "The measurement is not saved yet. Look over the number.",
    )

    def __init__(self, doubts: Sequence[Doubt]) -> None:
        self.doubts = tuple(doubts)
        super().__init__()


class NotHers(Conflict):
    sentence = Text(
        "Denne målingen er skrevet inn av noen andre. Skriv til oss hvis den er feil.",
        "Denne målinga er skriven inn av nokon andre. Skriv til oss om ho er feil.",
        "Somebody else wrote this measurement. Write to us if it is wrong.",
    )


class ChangedElsewhere(Conflict):
    sentence = Text(
        "Målingen er endret et annet sted etter at du åpnet siden. Se over den og prøv igjen.",
        "Målinga er endra ein annan stad etter at du opna sida. Sjå over ho og prøv igjen.",
        "The measurement was changed elsewhere after you opened the page. Look it over and try again.",
    )


class NothingChanged(BadInput):
    sentence = Text(
        "Målingen sier det samme som før. Rett tallet eller tidspunktet.",
        "Målinga seier det same som før. Rett talet eller tidspunktet.",
        "The measurement says the same as before. Correct the number or the time.",
    )


class AlreadyMeasured(BadInput):
    sentence = Text(
        "Det finnes allerede en lik måling på det tidspunktet.",
        "Det finst alt ei lik måling på det tidspunktet.",
        "There is already such a measurement at that time.",
    )


class WhyNeeded(BadInput):
    sentence = Text(
        "Skriv hvorfor målingen rettes, med minst 10 tegn.",
        "Skriv kvifor målinga blir retta, med minst 10 teikn.",
        "Write why the measurement is corrected, with at least 10 characters.",
    )


class BadBase(BadInput):
    sentence = Text(
        "Tallet må være fra {low} til {high} {unit}.",
        "Talet må vere frå {low} til {high} {unit}.",
        "The number must be from {low} to {high} {unit}.",
    )
