"""What can be wrong with an enrolment, a module or a record."""

from __future__ import annotations

from collections.abc import Mapping

from varde.audit.values import Access
from varde.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from varde.kernel.words import Text


class NoSuchEnrolment(NotFound):
    """There is none, or it is another organisation's: the two look the same from outside."""

    sentence = Text(
        nb="Vi finner ikke dette forløpet.", nn="Vi finn ikkje dette forløpet.", en="We cannot find this enrolment."
    )

    def __init__(self, access: Access | None = None) -> None:
        self.access = access
        super().__init__()


class NoSuchPerson(NotFound):
    """Nobody of hers waits at this clinic, or it is another clinic's: the two look the same from outside."""

    def __init__(self, access: Access | None = None) -> None:
        self.access = access
        super().__init__()


class RecordClosed(NotAllowed):
    """A gate closed. ``access`` is the refused attempt, which is logged."""

    def __init__(self, access: Access | None = None) -> None:
        self.access = access
        super().__init__()


class WrongRole(RecordClosed):
    sentence = Text(
        nb="Rollen din gir ikke tilgang til pasienters opplysninger.",
        nn="Rolla di gir ikkje tilgang til opplysningar om pasientar.",
        en="Your role gives no access to patients' records.",
    )


class NoRelation(RecordClosed):
    sentence = Text(
        nb="Du er ikke behandler for denne pasienten. Ta over forløpet først hvis du skal svare.",
        nn="Du er ikkje behandlar for denne pasienten. Ta over forløpet først om du skal svare.",
        en="You are not this patient's therapist. Take over the enrolment first if you are to answer.",
    )


class Blocked(RecordClosed):
    sentence = Text(
        nb="Pasienten har valgt at du ikke skal se opplysningene.",
        nn="Pasienten har valt at du ikkje skal sjå opplysningane.",
        en="The patient has chosen that you shall not see the record.",
    )


class WrongState(Conflict):
    """The enrolment is not in a state where this can be done."""

    sentence = Text(
        nb="Dette går ikke nå: forløpet er {state}.",
        nn="Dette går ikkje no: forløpet er {state}.",
        en="This cannot be done now: the enrolment is {state}.",
    )


class NotHerPause(Conflict):
    sentence = Text(
        "Pausen er avtalt med behandleren din. Skriv en melding når du vil i gang igjen.",
        "Pausen er avtalt med behandlaren din. Skriv ei melding når du vil i gang igjen.",
        "The break was agreed with your therapist. Write a message when you want to go on.",
    )


class StillUnderWay(Conflict):
    sentence = Text(
        "Personen har et forløp som er åpent, eller noe som venter på svar, og kan ikke slettes nå.",
        "Personen har eit forløp som er ope, eller noko som ventar på svar, og kan ikkje slettast no.",
        "The person has an enrolment that is open, or something that waits for an answer, and cannot be erased now.",
    )


class NotOffered(NotFound):
    sentence = Text(
        nb="Dette programmet tilbys ikke her.",
        nn="Dette programmet blir ikkje tilbode her.",
        en="This programme is not offered here.",
    )


class NoSuchEndReason(BadInput):
    sentence = Text(
        "Grunnen «{reason}» finnes ikke. Velg en av: {known}.",
        "Grunnen «{reason}» finst ikkje. Vel ein av: {known}.",
        "There is no reason “{reason}”. Choose one of: {known}.",
    )


class ContactStopped(Conflict):
    sentence = Text(
        "Det skal ikke være mer kontakt om dette forløpet. Ingenting blir sendt.",
        "Det skal ikkje vere meir kontakt om dette forløpet. Ingenting blir sendt.",
        "There is to be no more contact about this enrolment. Nothing is sent.",
    )


class AccessOver(Conflict):
    """Her time with access has passed, so that she can do no more in the programme, whatever its state says."""

    sentence = Text(
        "Tilgangen din til programmet gikk ut {day}, så dette går ikke nå. Alt du har skrevet, er tatt vare på.",
        "Tilgangen din til programmet gjekk ut {day}, så dette går ikkje no. Alt du har skrive, er teke vare på.",
        "Your access to the programme ended on {day}, so this cannot be done now. All that you have written is kept.",
    )


class AccessPast(BadInput):
    sentence = Text("Dagen må være frem i tid.", "Dagen må vere fram i tid.", "The day must be in the future.")


class AccessShorter(BadInput):
    sentence = Text(
        "Tilgangen varer lenger enn det allerede.",
        "Tilgangen varer lenger enn det allereie.",
        "Access lasts longer than that already.",
    )


class WhyExtended(BadInput):
    sentence = Text(
        "Skriv hvorfor, med noen ord. Det blir stående i historikken.",
        "Skriv kvifor, med nokre ord. Det blir ståande i historikken.",
        "Write why, in a few words. It stays in the history.",
    )


class NoExtension(Conflict):
    sentence = Text(
        "Det er ingen forlengelse å angre.", "Det er inga forlenging å angre.", "There is no extension to undo."
    )


class ExtensionUsed(Conflict):
    """She has been here since her access would have ended."""

    sentence = Text(
        "Pasienten har brukt den lengre tilgangen, så den kan ikke angres.",
        "Pasienten har brukt den lengre tilgangen, så han kan ikkje angrast.",
        "The patient has used the longer access, so it cannot be undone.",
    )


class AccessTooLong(BadInput):
    sentence = Text(
        "Forleng med høyst {days} dager om gangen.",
        "Forleng med høgst {days} dagar om gongen.",
        "Extend by at most {days} days at a time.",
    )


class NotUndone(Conflict):
    sentence = Text("Det kan ikke angres: {why}", "Det kan ikkje angrast: {why}", "It cannot be undone: {why}")


class NotReopened(Conflict):
    sentence = Text(
        "Forløpet kan ikke åpnes igjen. Det går når det er fullført eller avsluttet før tiden, pasienten ikke er i gang på"
        " nytt, og dere fortsatt kan ha kontakt.",
        "Forløpet kan ikkje opnast igjen. Det går når det er fullført eller avslutta før tida, pasienten ikkje er i gang på"
        " nytt, og de framleis kan ha kontakt.",
        "The enrolment cannot be opened again. It can when it was completed or left before the time, the patient has not"
        " begun anew, and you may still have contact.",
    )


class MeetingNeeded(Conflict):
    """The programme is begun after a meeting, and it has not been held, or has not let her begin."""

    sentence = Text(
        "Du kan ikke begynne ennå. Det som gjenstår av «{meeting}», står på siden din.",
        "Du kan ikkje begynne enno. Det som står att av «{meeting}», står på sida di.",
        "You cannot begin yet. What remains of “{meeting}” stands on your page.",
    )


class ExcuseNeeded(BadInput):
    sentence = Text(
        "Si hvorfor møtet ikke trengs. Det står i historikken.",
        "Sei kvifor møtet ikkje trengst. Det står i historikken.",
        "Say why the meeting is not needed. It stands in the history.",
    )


class MeetingNotHeld(Conflict):
    sentence = Text(
        "Før først at pasienten møtte. Referatet skrives etterpå.",
        "Før først at pasienten møtte. Referatet blir skrive etterpå.",
        "Record first that the patient came. What was found is written afterwards.",
    )


RISK_NEEDED = Text(
    "Skriv hva som er vurdert av risiko, også når det ikke er noen.",
    "Skriv kva som er vurdert av risiko, også når det ikkje er nokon.",
    "Write what was assessed of risk, also when there is none.",
)
CODE_AND_NAME = Text(
    "Skriv både koden og diagnosen, eller ingen av dem.",
    "Skriv både koden og diagnosen, eller ingen av dei.",
    "Write both the code and the diagnosis, or neither.",
)
CHOOSE_TRACK = Text(
    "Velg et spor som tilbys her.", "Vel eit spor som blir tilbode her.", "Choose a track that is offered here."
)
GROUNDS_NEEDED = Text(
    "Skriv hvorfor sporet blir et annet.", "Skriv kvifor sporet blir eit anna.", "Write why the track becomes another."
)
CHOOSE_DECISION = Text(
    "Velg om pasienten kan begynne, skal vente eller ikke skal begynne.",
    "Vel om pasienten kan byrje, skal vente eller ikkje skal byrje.",
    "Choose whether the patient may begin, is to wait or is not to begin.",
)


class RecordRefused(BadInput):
    """What was written of a meeting cannot stand; ``wrong`` says of each control why."""

    def __init__(self, wrong: Mapping[str, Text]) -> None:
        self.wrong = dict(wrong)
        super().__init__(*self.wrong.values())


class EndMeetingNeeded(BadInput):
    sentence = Text(
        "{meeting} er ikke holdt. Hold den, eller si hvorfor den ikke trengs, før behandlingen fullføres.",
        "{meeting} er ikkje halden. Hald den, eller sei kvifor den ikkje trengst, før behandlinga blir fullført.",
        "{meeting} has not been held. Hold it, or say why it is not needed, before the treatment is completed.",
    )


class TakeOverReasonNeeded(BadInput):
    sentence = Text(
        "Skriv hvorfor du tar over, med noen ord: hva har skjedd, eller hva skal du hjelpe med? Pasienten leser det.",
        "Skriv kvifor du tek over, med nokre ord: kva har hendt, eller kva skal du hjelpe med? Pasienten les det.",
        "Write why you take over, in a few words: what has happened, or what will you help with? The patient reads it.",
    )


class EndedElsewhere(RecordClosed):
    """Nobody takes over what has ended and waits for nobody."""

    sentence = Text(
        "Forløpet er avsluttet og kan ikke tas over.",
        "Forløpet er avslutta og kan ikkje takast over.",
        "The enrolment has ended and cannot be taken over.",
    )


class OwnRecord(RecordClosed):
    """She is the patient, signed in as staff."""

    sentence = Text(
        "Dette er ditt eget forløp, så du kan ikke gjøre noe i det som ansatt. En kollega tar seg av det. "
        "Logg inn som innbygger for å se det.",
        "Dette er ditt eige forløp, så du kan ikkje gjere noko i det som tilsett. Ein kollega tek seg av det. "
        "Logg inn som innbyggjar for å sjå det.",
        "This is your own enrolment, so you can do nothing in it as staff. A colleague takes care of it. "
        "Sign in as a citizen to see it.",
    )


class KinsRecord(RecordClosed):
    """The patient is somebody whom she has declared as kin."""

    sentence = Text(
        "Du har sagt at du er i nær familie med denne personen, så en kollega må gjøre dette.",
        "Du har sagt at du er i nær familie med denne personen, så ein kollega må gjere dette.",
        "You have said that this person is close family, so a colleague must do this.",
    )


class NotOnStaff(BadInput):
    sentence = Text(
        "Velg noen som behandler her eller hos en samarbeidspartner, og hva hun eller han skal være i teamet.",
        "Vel nokon som behandlar her eller hos ein samarbeidspartnar, og kva ho eller han skal vere i teamet.",
        "Choose somebody who treats here or at a cooperating organisation, and what she or he is in the team.",
    )


class AlreadyOnTeam(BadInput):
    sentence = Text(
        "Hun eller han er alt i teamet.", "Ho eller han er alt i teamet.", "She or he is in the team already."
    )


class NoSuchMember(NotFound):
    sentence = Text(
        "Vi finner ikke dette medlemmet av teamet.",
        "Vi finn ikkje denne medlemmen av teamet.",
        "We cannot find this member of the team.",
    )


class NoSuchOpinion(Conflict):
    sentence = Text(
        "Spørsmålet er besvart, tatt tilbake eller gått ut.",
        "Spørsmålet er svart på, teke tilbake eller gått ut.",
        "The question has been answered, taken back, or has run out.",
    )


class NoOpinionWords(BadInput):
    sentence = Text(
        "Skriv noe, høyst {most} tegn.",
        "Skriv noko, høgst {most} teikn.",
        "Write something, at most {most} characters.",
    )


class NotAColleague(BadInput):
    sentence = Text(
        "Velg en kollega fra listen, og hvor lenge hun eller han kan lese.",
        "Vel ein kollega frå lista, og kor lenge ho eller han kan lese.",
        "Choose a colleague from the list, and for how long she or he may read.",
    )


class AskedAlready(BadInput):
    sentence = Text(
        "Denne kollegaen er spurt allerede. Ta det spørsmålet tilbake, eller vent på svaret.",
        "Denne kollegaen er spurd alt. Ta det spørsmålet tilbake, eller vent på svaret.",
        "This colleague has been asked already. Take that question back, or wait for the answer.",
    )
