"""What can be wrong with a view that is kept, and with what is done for several at once."""

from __future__ import annotations

from varde.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from varde.kernel.words import Text


class ViewNameNeeded(BadInput):
    sentence = Text(
        "Skriv hva visningen skal hete.", "Skriv kva visninga skal heite.", "Write what the view is to be called."
    )


class ViewNamed(BadInput):
    sentence = Text(
        "Du har alt en visning som heter «{name}». Gi den nye et annet navn.",
        "Du har alt ei visning som heiter «{name}». Gi den nye eit anna namn.",
        "You have a view called “{name}” already. Give the new one another name.",
    )


class ViewsFull(BadInput):
    sentence = Text(
        "Du kan ha høyst {most} visninger. Slett en først.",
        "Du kan ha høgst {most} visningar. Slett ei først.",
        "You can have at most {most} views. Delete one first.",
    )


class NoSuchView(NotFound):
    sentence = Text("Visningen er slettet.", "Visninga er sletta.", "The view has been deleted.")


class NobodyTicked(BadInput):
    sentence = Text(
        "Kryss av hvem det gjelder i listen først.",
        "Kryss av kven det gjeld i lista først.",
        "Tick whom it is about in the list first.",
    )


class TooManyChosen(BadInput):
    sentence = Text("Velg høyst {most} om gangen.", "Vel høgst {most} om gongen.", "Choose at most {most} at a time.")


class NotResponsible(NotAllowed):
    sentence = Text(
        "Du har ikke ansvaret for henne eller ham.",
        "Du har ikkje ansvaret for henne eller han.",
        "You are not responsible for her or him.",
    )


class InDanger(Conflict):
    sentence = Text(
        "Et varsel om fare er åpent. Ring i stedet.",
        "Eit varsel om fare er ope. Ring i staden.",
        "An alert about danger is open. Call instead.",
    )


class AnswerFirst(Conflict):
    sentence = Text(
        "Venter på svar på en melding. Les den og svar.",
        "Ventar på svar på ei melding. Les henne og svar.",
        "Waits for an answer to a message. Read it and answer.",
    )


class AlreadyHanded(Conflict):
    sentence = Text(
        "Har fått en annen ansvarlig mens du holdt på. Ingenting er endret.",
        "Har fått ein annan ansvarleg medan du heldt på. Ingenting er endra.",
        "Was given to somebody else meanwhile. Nothing is changed.",
    )


class HandReason(BadInput):
    sentence = Text(
        "Skriv hvorfor du gir videre. Pasienten ser det.",
        "Skriv kvifor du gir vidare. Pasienten ser det.",
        "Write why you hand over. The patient sees it.",
    )


class NamesSomebody(BadInput):
    sentence = Text(
        "Hilsenen nevner {name}, og alle får den samme. Ta bort navnet.",
        "Helsinga nemner {name}, og alle får den same. Ta bort namnet.",
        "The greeting names {name}, and all get the same. Take the name out.",
    )


class ReceiverNeeded(BadInput):
    sentence = Text("Velg hvem som skal ta over.", "Vel kven som skal ta over.", "Choose who is to take over.")


class CannotReceive(Conflict):
    sentence = Text(
        "Den du valgte, kan ikke ta over akkurat dette forløpet: behandler ikke i programmet, eller skal ikke ha pasienten.",
        "Den du valde, kan ikkje ta over akkurat dette forløpet: behandlar ikkje i programmet, eller skal ikkje ha pasienten.",
        "Whoever you chose cannot take over this one: does not treat in the programme, or is not to have the patient.",
    )
