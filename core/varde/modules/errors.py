"""What can be wrong with a module, a step or what is written in an exercise."""

from __future__ import annotations

from collections.abc import Mapping

from varde.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from varde.kernel.words import Text
from varde.standing.locks import Held


class NotOpenNow(NotAllowed):
    """It is hers, and is not open now; everything else is as before."""

    advice = Text(
        "Det som er åpent for deg, står på stien din.",
        "Det som er ope for deg, står på stien din.",
        "What is open to you stands on your path.",
    )


class ModuleLocked(NotOpenNow):
    """The module is not open yet; ``why`` says what it waits for."""

    sentence = Text(
        nb="Denne modulen er ikke åpen ennå. {why}.",
        nn="Denne modulen er ikkje open enno. {why}.",
        en="This module is not open yet. {why}.",
    )


class ModuleClosed(NotOpenNow):
    """Somebody who treats her has closed the module; ``why`` says who."""

    sentence = Text(
        "{why}. Det du har skrevet, er tatt vare på.",
        "{why}. Det du har skrive, er teke vare på.",
        "{why}. What you have written is kept.",
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


class StepClosed(NotOpenNow):
    """Somebody who treats her has closed the step."""

    sentence = Text(
        "Behandleren din har lukket dette steget inntil videre. Det du har skrevet, er tatt vare på.",
        "Behandlaren din har lukka dette steget inntil vidare. Det du har skrive, er teke vare på.",
        "Your therapist has closed this step for the time being. What you have written is kept.",
    )


class StepHidden(NotOpenNow):
    """Somebody who treats her has taken the step off her way."""

    sentence = Text(
        "Dette steget er ikke på veien din nå. Det du har skrevet, er tatt vare på.",
        "Dette steget er ikkje på vegen din no. Det du har skrive, er teke vare på.",
        "This step is not on your way now. What you have written is kept.",
    )


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


class NotSwitched(Conflict):
    """How it stands, nothing of the kind can be done about it."""

    sentence = Text(
        "«{title}» er {standing}, så dette går ikke nå: {deed}.",
        "«{title}» er {standing}, så dette går ikkje no: {deed}.",
        "“{title}” is {standing}, so this cannot be done now: {deed}.",
    )


class SwitchedSince(Conflict):
    """Somebody else was there first."""

    sentence = Text(
        "{name} har endret dette etter at du åpnet siden: {deed}, {when}. Se over, og gjør det igjen om det fortsatt trengs.",
        "{name} har endra dette etter at du opna sida: {deed}, {when}. Sjå over, og gjer det igjen om det framleis trengst.",
        "{name} has changed this since you opened the page: {deed}, {when}. Look over, and do it again if it is needed still.",
    )


class UndoneBefore(Conflict):
    sentence = Text(
        "Dette ble angret {when}, av {name}.",
        "Dette vart angra {when}, av {name}.",
        "This was undone {when}, by {name}.",
    )


class UndoNewestFirst(Conflict):
    sentence = Text(
        "Det er gjort noe nyere med dette siden. Angre det nyeste først.",
        "Det er gjort noko nyare med dette sidan. Angre det nyaste først.",
        "Something newer has been done about this since. Undo the newest first.",
    )


class LastStepShown(Conflict):
    sentence = Text(
        "Dette er det siste steget som vises i modulen. Skjul hele modulen i stedet.",
        "Dette er det siste steget som blir vist i modulen. Skjul heile modulen i staden.",
        "This is the last step of the module that is shown. Hide the whole module instead.",
    )


class NoSuchSwitch(NotFound):
    sentence = Text("Vi finner ikke denne endringen.", "Vi finn ikkje denne endringa.", "We cannot find this change.")


class PaceNotOffered(BadInput):
    sentence = Text(
        "Velg et tempo som programmet har.",
        "Vel eit tempo som programmet har.",
        "Choose a pace that the programme has.",
    )


class PaceIsSo(BadInput):
    sentence = Text("Dette er tempoet nå.", "Dette er tempoet no.", "This is the pace already.")


class WhySwitched(BadInput):
    sentence = Text(
        "Skriv hvorfor, med noen ord. Det blir stående i journalen.",
        "Skriv kvifor, med nokre ord. Det blir ståande i journalen.",
        "Write why, in a few words. It stays in the record.",
    )
