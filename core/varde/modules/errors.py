"""What can be wrong with a module, a step or what is written in an exercise."""

from __future__ import annotations

from collections.abc import Mapping

from varde.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from varde.kernel.words import Text
from varde.standing.locks import Held


class ModuleLocked(NotAllowed):
    """The module is not open yet; ``why`` says what it waits for."""

    sentence = Text(
        nb="Denne modulen er ikke åpen ennå. {why}.",
        nn="Denne modulen er ikkje open enno. {why}.",
        en="This module is not open yet. {why}.",
    )


class StepLocked(NotAllowed):
    """The step may harm this patient, so it is locked for her; ``held`` is what keeps it back."""

    sentence = Text(
        nb="Dette steget er låst for deg nå, for å passe på deg.",
        nn="Dette steget er låst for deg no, for å passe på deg.",
        en="This step is locked for you now, to look after you.",
    )

    def __init__(self, held: tuple[Held, ...] = ()) -> None:
        self.held = held
        super().__init__()


class NoSuchStep(NotFound):
    sentence = Text(
        nb="Dette steget finnes ikke i programmet.",
        nn="Dette steget finst ikkje i programmet.",
        en="There is no such step in the programme.",
    )


class WrittenElsewhere(Conflict):
    """Something that the page would change was changed in another window after the page was made."""

    sentence = Text(
        nb="Du har også skrevet i et annet vindu: trykk på knappen nederst for å se over begge.",
        nn="Du har òg skrive i eit anna vindauge: trykk på knappen nedst for å sjå over begge.",
        en="You have also written in another window: press the button at the bottom to look over both.",
    )


class BadEntry(BadInput):
    """What is written in an exercise breaks its field's rule. ``of`` has the sentence of each control that is wrong."""

    def __init__(self, *faults: Text, of: Mapping[str, Text] | None = None) -> None:
        self.of: Mapping[str, Text] = dict(of or {})
        super().__init__(*faults, *self.of.values())


class NoSuchEntry(NotFound):
    """None of this exercise's in this enrolment."""

    sentence = Text(
        "Vi finner ikke denne innføringen.", "Vi finn ikkje denne innføringa.", "We cannot find this entry."
    )


class BadDay(BadInput):
    """An entry cannot be about this day."""


class DayAhead(BadDay):
    sentence = Text(
        "Tidspunktet er fram i tid. Velg når det var.",
        "Tidspunktet er fram i tid. Vel når det var.",
        "That time has not come yet. Choose when it was.",
    )


class DayBeforeStart(BadDay):
    sentence = Text(
        "Dagen er før du begynte. Velg {day} eller senere.",
        "Dagen er før du begynte. Vel {day} eller seinare.",
        "The day is before you began. Choose {day} or later.",
    )


class UnreadableDay(BadDay):
    sentence = Text(
        "Skriv dagen som 17.11.2026 og tiden som 20.15.",
        "Skriv dagen som 17.11.2026 og tida som 20.15.",
        "Write the day as 17.11.2026 and the time as 20.15.",
    )


class DayTaken(BadDay):
    """There is one entry a day, and ``entry_id`` is that of this day."""

    sentence = Text(
        "Du har alt skrevet om {day}. Det du skrev nå, står her: rett innføringen for den dagen, eller velg en annen dag.",
        "Du har alt skrive om {day}. Det du skreiv no, står her: rett innføringa for den dagen, eller vel ein annan dag.",
        "You have written about {day} already. What you wrote stands here: correct that day's entry, or choose another day.",
    )

    def __init__(self, entry_id: int, **values: object) -> None:
        self.entry_id = entry_id
        super().__init__(**values)


class MoveRefused(BadInput):
    """An enrolment is not moved to other words of a step. Nothing is stored."""
