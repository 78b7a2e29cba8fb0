"""What can be wrong with an answer to a questionnaire."""

from __future__ import annotations

from varde.kernel.errors import BadInput, Conflict, NotFound
from varde.kernel.words import Text


class NoSuchQuestionnaire(NotFound):
    sentence = Text(
        nb="Vi finner ikke dette skjemaet.", nn="Vi finn ikkje dette skjemaet.", en="We cannot find this questionnaire."
    )


class NotOpenYet(Conflict):
    sentence = Text(
        nb="Skjemaet åpner {day}. Svarene er ikke lagret.",
        nn="Skjemaet opnar {day}. Svara er ikkje lagra.",
        en="The questionnaire opens on {day}. The answers are not saved.",
    )


class WindowClosed(Conflict):
    sentence = Text(
        nb="Fristen for å svare gikk ut {day}. Svarene er ikke lagret.",
        nn="Fristen for å svare gjekk ut {day}. Svara er ikkje lagra.",
        en="The time to answer ran out on {day}. The answers are not saved.",
    )


class AlreadyAnswered(Conflict):
    """The first submission stands."""

    sentence = Text(
        nb="Dette skjemaet er allerede levert {day}. De svarene står, og de nye er ikke lagret.",
        nn="Dette skjemaet er alt levert {day}. Dei svara står, og dei nye er ikkje lagra.",
        en="This questionnaire was already handed in on {day}. Those answers stand, and the new ones are not saved.",
    )


class CalledOff(Conflict):
    """The occasion was cancelled, or the programme no longer has it."""

    sentence = Text(
        nb="Dette skjemaet skal ikke besvares lenger. Svarene er ikke lagret.",
        nn="Dette skjemaet skal ikkje svarast på lenger. Svara er ikkje lagra.",
        en="This questionnaire is no longer to be answered. The answers are not saved.",
    )


class FilledInElsewhere(Conflict):
    """What the page would change was changed by somebody else, or in another window, after the page was made."""

    sentence = Text(
        nb="Skjemaet er også fylt ut et annet sted: trykk på knappen nederst for å se over svarene.",
        nn="Skjemaet er òg fylt ut ein annan stad: trykk på knappen nedst for å sjå over svara.",
        en="The questionnaire was also filled in elsewhere: press the button at the bottom to look over the answers.",
    )


class NotAnswering(Conflict):
    """The enrolment is paused or has been discontinued."""

    sentence = Text(
        nb="Forløpet er {state}, så skjemaet kan ikke leveres nå.",
        nn="Forløpet er {state}, så skjemaet kan ikkje leverast no.",
        en="The enrolment is {state}, so the questionnaire cannot be handed in now.",
    )


class OldVersion(Conflict):
    """The page was made from an earlier version of the instrument."""

    sentence = Text(
        nb="Skjemaet er endret siden du åpnet siden. Last siden på nytt; utkastet ditt er lagret.",
        nn="Skjemaet er endra sidan du opna sida. Last sida på nytt; utkastet ditt er lagra.",
        en="The questionnaire has changed since you opened the page. Reload it; your draft is saved.",
    )


class BadAnswers(BadInput):
    """Answers that break an item's rule. ``faults`` are the sentences; ``items`` the keys, in the same order."""

    def __init__(self, faults: tuple[Text, ...], items: tuple[str, ...]) -> None:
        self.items = items
        super().__init__(*faults)


class NotAsked(Conflict):
    """The instrument belongs to the occasion, but not for this person with these answers."""

    sentence = Text(
        nb="Dette skjemaet trengs ikke ut fra det som er svart så langt. Svarene er ikke lagret.",
        nn="Dette skjemaet trengst ikkje ut frå det som er svart så langt. Svara er ikkje lagra.",
        en="This questionnaire is not needed, given the answers so far. The answers are not saved.",
    )


class NoSuchSex(BadInput):
    """The field about sex holds something else than female or male."""

    sentence = Text(
        "Velg kvinne eller mann, eller la feltet stå tomt.",
        "Vel kvinne eller mann, eller lat feltet stå tomt.",
        "Choose female or male, or leave the field empty.",
    )


class NotYesOrNo(BadInput):
    """A field about what is known besides the answers holds something else than yes or no."""

    sentence = Text(
        "Velg ja eller nei, eller la feltet stå tomt.",
        "Vel ja eller nei, eller lat feltet stå tomt.",
        "Choose yes or no, or leave the field empty.",
    )


class CannotPostpone(Conflict):
    sentence = Text(
        nb="Dette skjemaet kan ikke utsettes nå. Det er åpent til {day}.",
        nn="Dette skjemaet kan ikkje utsetjast no. Det er ope til {day}.",
        en="This questionnaire cannot be put off now. It is open until {day}.",
    )


class BadPostponement(BadInput):
    """A day that is not among those to choose from."""

    sentence = Text(
        "Velg en dag fra {first} til {last}.",
        "Vel ein dag frå {first} til {last}.",
        "Choose a day from {first} to {last}.",
    )


class NotOnDemand(NotFound):
    sentence = Text(
        nb="Programmet har ikke noe slikt skjema å be om.",
        nn="Programmet har ikkje noko slikt skjema å be om.",
        en="The programme has no such questionnaire to ask for.",
    )


class WhyAsked(BadInput):
    sentence = Text(
        nb="Skriv hvorfor, med noen ord. Det blir stående i journalen.",
        nn="Skriv kvifor, med nokre ord. Det blir ståande i journalen.",
        en="Write why, in a few words. It stays in the record.",
    )


class NoSuchAsked(NotFound):
    sentence = Text(
        nb="Vi finner ikke dette skjemaet blant dem noen har bedt om.",
        nn="Vi finn ikkje dette skjemaet blant dei nokon har bede om.",
        en="We do not find this questionnaire among those that were asked for.",
    )


class AskedAnswered(Conflict):
    """She has answered, or has begun to: what she wrote is hers."""

    sentence = Text(
        nb="Pasienten har begynt å svare, så skjemaet kan ikke tas tilbake.",
        nn="Pasienten har begynt å svare, så skjemaet kan ikkje takast tilbake.",
        en="The patient has begun to answer, so the questionnaire cannot be taken back.",
    )


class AskedNoMore(Conflict):
    sentence = Text(
        nb="Skjemaet er ikke åpent lenger, så det er ingenting å ta tilbake.",
        nn="Skjemaet er ikkje ope lenger, så det er ingenting å ta tilbake.",
        en="The questionnaire is not open any more, so there is nothing to take back.",
    )


class AlreadyAsked(Conflict):
    sentence = Text(
        nb="Pasienten har alt dette skjemaet åpent, til {day}.",
        nn="Pasienten har alt dette skjemaet ope, til {day}.",
        en="The patient already has this questionnaire open, until {day}.",
    )


class NotCorrectable(Conflict):
    """An answer that was handed in cannot be corrected here."""


class OnlyTheTotal(NotCorrectable):
    sentence = Text(
        nb="Bare summen er overført fra et tidligere system. Den rettes der, og overføres på nytt.",
        nn="Berre summen er overført frå eit tidlegare system. Han blir retta der, og overført på nytt.",
        en="Only the total came from an earlier system. It is corrected there, and brought over again.",
    )


class NotAsItWasAnswered(NotCorrectable):
    """The instrument has another version than the answer, or is not installed any more."""

    sentence = Text(
        nb="Skjemaet er endret siden dette ble besvart, så svaret kan ikke rettes og regnes ut som det var. Skriv til "
        "pasienten om det, eller be om skjemaet på nytt.",
        nn="Skjemaet er endra sidan dette vart svart på, så svaret kan ikkje rettast og reknast ut som det var. Skriv til "
        "pasienten om det, eller be om skjemaet på nytt.",
        en="The questionnaire has changed since this was answered, so the answer cannot be corrected and scored as it was. "
        "Write to the patient about it, or ask for the questionnaire again.",
    )


class CorrectedElsewhere(Conflict):
    """Somebody corrected the answer after the page was made."""

    sentence = Text(
        nb="Svaret er rettet av en annen, eller i et annet vindu, siden du åpnet siden. Se hva som står nå, og lagre igjen "
        "hvis det fortsatt skal rettes.",
        nn="Svaret er retta av ein annan, eller i eit anna vindauge, sidan du opna sida. Sjå kva som står no, og lagre igjen "
        "om det framleis skal rettast.",
        en="The answer was corrected by somebody else, or in another window, since you opened the page. See what stands now, "
        "and save again if it is still to be corrected.",
    )


class CorrectionReasonNeeded(BadInput):
    sentence = Text(
        nb="Skriv hva pasienten sa, minst ti tegn. Pasienten kan lese det.",
        nn="Skriv kva pasienten sa, minst ti teikn. Pasienten kan lese det.",
        en="Write what the patient said, at least ten characters. The patient can read it.",
    )


class BadDayOfWord(BadInput):
    """The patient cannot have said so before she answered, nor tomorrow."""

    sentence = Text(
        nb="Velg dagen pasienten sa det, fra {first} til {last}.",
        nn="Vel dagen pasienten sa det, frå {first} til {last}.",
        en="Choose the day the patient said so, from {first} to {last}.",
    )


class NothingCorrected(BadInput):
    sentence = Text(
        nb="Ingen svar er endret. Endre det som skal rettes, eller gå tilbake.",
        nn="Ingen svar er endra. Endre det som skal rettast, eller gå tilbake.",
        en="No answer is changed. Change what is to be corrected, or go back.",
    )


class NoContactChoice(BadInput):
    sentence = Text("Velg ett av det som står her.", "Vel eitt av det som står her.", "Choose one of what stands here.")
