"""What can be wrong with a message."""

from __future__ import annotations

from varde.kernel.errors import BadInput, Conflict, NotFound
from varde.kernel.words import Text


class EmptyMessage(BadInput):
    sentence = Text(
        "Skriv en melding før du sender.", "Skriv ei melding før du sender.", "Write a message before you send."
    )


class TooLongMessage(BadInput):
    sentence = Text(
        "Meldingen har {length} tegn og kan ha høyst {most}. Del den i to.",
        "Meldinga har {length} teikn og kan ha høgst {most}. Del henne i to.",
        "The message has {length} characters and may have at most {most}. Split it in two.",
    )


class TooManyInMessage(BadInput):
    sentence = Text(
        "En melding kan ha høyst {most} filer. Send resten i en til.",
        "Ei melding kan ha høgst {most} filer. Send resten i ei til.",
        "A message may have at most {most} files. Send the rest in another.",
    )


class DialogueClosed(Conflict):
    sentence = Text(
        "Det er ikke mulig å skrive her nå, fordi forløpet er {state}.",
        "Det går ikkje å skrive her no, fordi forløpet er {state}.",
        "You cannot write here now, because the enrolment is {state}.",
    )


class NamesAMember(BadInput):
    sentence = Text(
        "Meldingen nevner {name}, som er med i gruppen. De andre skal ikke få vite hvem som er med. Ta bort navnet.",
        "Meldinga nemner {name}, som er med i gruppa. Dei andre skal ikkje få vite kven som er med. Ta bort namnet.",
        "The message names {name}, who is in the group. The others are not to learn who is in it. Take the name out.",
    )


class NoSuchTopic(NotFound):
    sentence = Text(
        "Emnet finnes ikke i denne samtalen.", "Emnet finst ikkje i denne samtalen.", "There is no such topic here."
    )


class TopicName(BadInput):
    sentence = Text(
        "Emnet må ha fra 2 til {most} tegn.",
        "Emnet må ha frå 2 til {most} teikn.",
        "The topic needs 2 to {most} characters.",
    )


class TooManyTopics(BadInput):
    sentence = Text(
        "Samtalen har {most} åpne emner. Avslutt ett før du lager et nytt.",
        "Samtalen har {most} opne emne. Avslutt eitt før du lagar eit nytt.",
        "The conversation has {most} open topics. Close one before you begin another.",
    )


class DangerUnanswered(Conflict):
    sentence = Text(
        "Det er et åpent varsel om fare. Lukk varselet først, med hva som er gjort.",
        "Det er eit ope varsel om fare. Lukk varselet først, med kva som er gjort.",
        "An alert about danger is open. Close the alert first, and say what was done.",
    )


class TopicWaits(Conflict):
    sentence = Text(
        "En melding i emnet venter på svar. Svar først, eller si hvorfor den ikke trenger det.",
        "Ei melding i emnet ventar på svar. Svar først, eller sei kvifor ho ikkje treng det.",
        "A message in the topic waits for an answer. Answer first, or say why it needs none.",
    )


class WhyNoAnswer(BadInput):
    sentence = Text(
        "Velg hvorfor meldingen ikke trenger svar. En annen grunn må sies med noen ord.",
        "Vel kvifor meldinga ikkje treng svar. Ein annan grunn må seiast med nokre ord.",
        "Choose why the message needs no answer. Another reason must be said in a few words.",
    )


class NothingToUndo(Conflict):
    sentence = Text(
        "Det er ikke noe å angre her lenger.",
        "Det er ikkje noko å angre her lenger.",
        "There is nothing to undo here now.",
    )


class NoSuchTemplate(NotFound):
    sentence = Text("Malen finnes ikke.", "Malen finst ikkje.", "There is no such template.")


class TemplateInBoth(BadInput):
    sentence = Text(
        "Malen må ha en tittel og tekst på både bokmål og nynorsk, med de samme feltene i begge.",
        "Malen må ha ein tittel og tekst på både bokmål og nynorsk, med dei same felta i begge.",
        "The template needs a title, and words in bokmål and nynorsk with the same fields in both.",
    )


class TemplateField(BadInput):
    sentence = Text(
        "{field} er ikke et felt. Bruk et av dem som står under.",
        "{field} er ikkje eit felt. Bruk eitt av dei som står under.",
        "{field} is no field. Use one of those below.",
    )


class TemplateTooLong(BadInput):
    sentence = Text(
        "Tittelen kan ha høyst {title} tegn, og teksten {body}.",
        "Tittelen kan ha høgst {title} teikn, og teksten {body}.",
        "The title may have at most {title} characters, and the words {body}.",
    )


class TooManyTemplates(BadInput):
    sentence = Text(
        "Du har {most} maler. Slett en før du lager en ny.",
        "Du har {most} malar. Slett ein før du lagar ein ny.",
        "You have {most} templates. Delete one before you make another.",
    )


class FieldLeftOpen(BadInput):
    sentence = Text(
        "Meldingen har {field}, som ikke er fylt ut. Skriv det som skal stå der.",
        "Meldinga har {field}, som ikkje er fylt ut. Skriv det som skal stå der.",
        "The message has {field}, which is not filled in. Write what is to stand there.",
    )
