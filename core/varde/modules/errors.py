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
