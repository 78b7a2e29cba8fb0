"""Words of every page: what is wrong with a form."""

from __future__ import annotations

from varde.kernel.words import Text

ANSWER_QUESTION = Text("Svar på «{question}»", "Svar på «{question}»", "Answer to “{question}”")
DRAFT_SAVED = Text("Utkast lagret {when}", "Utkast lagra {when}", "Draft saved {when}")
HELD_FOR_ANOTHER = Text(
    "Det som ble skrevet, er tatt vare på for den som skrev det. Det står i skjemaet når hun eller han logger inn i denne "
    "nettleseren, og ingen andre ser det.",
    "Det som vart skrive, er teke vare på for den som skreiv det. Det står i skjemaet når ho eller han loggar inn i denne "
    "nettlesaren, og ingen andre ser det.",
    "What was written is kept for whoever wrote it. It stands in the form when she or he signs in in this browser, and nobody "
    "else sees it.",
)
THROWN_AWAY = Text("Det er forkastet.", "Det er forkasta.", "It has been thrown away.")
BORN_IN_FUTURE = Text(
    "Fødselsdatoen er i fremtiden. Sjekk årstallet.",
    "Fødselsdatoen er i framtida. Sjekk årstalet.",
    "The date of birth is in the future. Check the year.",
)
BORN_TOO_EARLY = Text(
    "Fødselsdatoen er mer enn 120 år siden. Sjekk årstallet.",
    "Fødselsdatoen er meir enn 120 år sidan. Sjekk årstalet.",
    "The date of birth is more than 120 years ago. Check the year.",
)
CHOOSE_ANSWER = Text(
    "Velg ett av svarene. «Vet ikke» er også et svar.",
    "Vel eitt av svara. «Veit ikkje» er òg eit svar.",
    "Choose one of the answers. “Do not know” is an answer too.",
)
CHOOSE_REACH = Text(
    "Velg hvordan vi kan nå deg: SMS, e-post eller at klinikken ringer.",
    "Vel korleis vi kan nå deg: SMS, e-post eller at klinikken ringjer.",
    "Choose how we can reach you: a text message, an e-mail, or the clinic rings.",
)
NONE_AND_MORE = Text(
    "Du har krysset av både for «Ingen av disse» og noe annet. Ta bort det som ikke stemmer.",
    "Du har kryssa av både for «Ingen av desse» og noko anna. Ta bort det som ikkje stemmer.",
    "You have ticked both “None of these” and something else. Remove what is not right.",
)
NOT_AN_EMAIL = Text(
    "E-postadressen ser ikke riktig ut. Skriv den slik: navn@eksempel.no.",
    "E-postadressa ser ikkje rett ut. Skriv henne slik: namn@eksempel.no.",
    "The e-mail address does not look right. Write it like this: name@example.com.",
)
NOT_GIVEN = Text("Ikke oppgitt", "Ikkje oppgitt", "Not given")
NO_SUCH_BIRTH_DATE = Text(
    "Fødselsdatoen finnes ikke. Skriv dag, måned og år, for eksempel 03.03.1992.",
    "Fødselsdatoen finst ikkje. Skriv dag, månad og år, for eksempel 03.03.1992.",
    "There is no such date of birth. Write day, month and year, for example 03.03.1992.",
)
NUMBER_WITHIN = Text(
    "Skriv et tall fra {low} til {high}, eller la feltet stå tomt.",
    "Skriv eit tal frå {low} til {high}, eller lat feltet stå tomt.",
    "Write a number from {low} to {high}, or leave the field empty.",
)
TEXT_TOO_LONG = Text(
    "Teksten har {length} tegn og kan ha høyst {most}.",
    "Teksten har {length} teikn og kan ha høgst {most}.",
    "The text has {length} characters and can have at most {most}.",
)
TICK_AS_LISTED = Text(
    "Kryss av i listen slik den står på siden.",
    "Kryss av i lista slik ho står på sida.",
    "Tick the list as it stands on the page.",
)
TICK_SOMETHING = Text(
    "Kryss av for det som stemmer, eller for «Ingen av disse».",
    "Kryss av for det som stemmer, eller for «Ingen av desse».",
    "Tick what is right for you, or “None of these”.",
)
UNKNOWN = Text("Vet ikke", "Veit ikkje", "Do not know")
UNKNOWN_FIELD = Text(
    "Feltet «{key}» hører ikke til skjemaet. Last siden på nytt.",
    "Feltet «{key}» høyrer ikkje til skjemaet. Last sida på nytt.",
    "The field “{key}” does not belong to the form. Reload the page.",
)
WHOLE_NUMBER_WITHIN = Text(
    "Skriv et helt tall fra {low} til {high}, eller la feltet stå tomt.",
    "Skriv eit heilt tal frå {low} til {high}, eller lat feltet stå tomt.",
    "Write a whole number from {low} to {high}, or leave the field empty.",
)
WRITE_BIRTH_DATE = Text("Skriv fødselsdatoen.", "Skriv fødselsdatoen.", "Write the date of birth.")
WRITE_IDENTITY_NUMBER = Text(
    "Skriv fødselsnummeret med elleve siffer.",
    "Skriv fødselsnummeret med elleve siffer.",
    "Write the national identity number with eleven digits.",
)
WRITE_EMAIL = Text("Skriv e-postadressen.", "Skriv e-postadressa.", "Write the e-mail address.")
WRITE_MOBILE = Text(
    "Skriv mobilnummeret, eller velg en annen måte vi kan nå deg på.",
    "Skriv mobilnummeret, eller vel ein annan måte vi kan nå deg på.",
    "Write the mobile number, or choose another way for us to reach you.",
)
WRITE_NAME = Text(
    "Skriv navnet. Ett navn er nok.", "Skriv namnet. Eitt namn er nok.", "Write the name. One name is enough."
)
WRITE_TELEPHONE = Text(
    "Skriv et telefonnummer klinikken kan ringe.",
    "Skriv eit telefonnummer klinikken kan ringje.",
    "Write a telephone number that the clinic can ring.",
)
RISK_KEPT = {
    (True, True): Text(
        "Svaret om at det er tungt, har vi tatt vare på, og klinikken har fått beskjed.",
        "Svaret om at det er tungt, har vi teke vare på, og klinikken har fått beskjed.",
        "Your answer that it is hard has been kept, and the clinic has been told.",
    ),
    (True, False): Text(
        "Svaret om at det er tungt, hadde vi fra før, og klinikken har fått beskjed.",
        "Svaret om at det er tungt, hadde vi frå før, og klinikken har fått beskjed.",
        "We had your answer that it is hard already, and the clinic has been told.",
    ),
    (False, True): Text(
        "Svaret om fare er skrevet ned, og det er varslet. Snakk med pasienten nå. Ring 113 hvis det haster.",
        "Svaret om fare er skrive ned, og det er varsla. Snakk med pasienten no. Ring 113 om det hastar.",
        "The answer about danger is written down, and an alert is raised. Talk with the patient now. Call 113 if it is urgent.",
    ),
    (False, False): Text(
        "Svaret om fare var skrevet ned fra før, og det er varslet. Snakk med pasienten nå. Ring 113 hvis det haster.",
        "Svaret om fare var skrive ned frå før, og det er varsla. Snakk med pasienten no. Ring 113 om det hastar.",
        "The answer about danger was written down before, and an alert is raised. Talk with the patient now. Call 113 if it "
        "is urgent.",
    ),
}
"""What became of the danger in something that was refused: by whether the patient sent it, and whether it was told now."""
ANSWER_KEPT = {
    True: Text(
        "Svaret om hvordan du har det, har vi tatt vare på, og klinikken har fått beskjed.",
        "Svaret om korleis du har det, har vi teke vare på, og klinikken har fått beskjed.",
        "Your answer about how you are has been kept, and the clinic has been told.",
    ),
    False: Text(
        "Svaret om hvordan du har det, hadde vi fra før, og klinikken har fått beskjed.",
        "Svaret om korleis du har det, hadde vi frå før, og klinikken har fått beskjed.",
        "We had your answer about how you are already, and the clinic has been told.",
    ),
}
"""The same of a danger of another kind than to harm herself, to the patient."""
REST_NOT_SAVED = {
    True: Text(
        "Resten av det du sendte, er ikke lagret.",
        "Resten av det du sende, er ikkje lagra.",
        "The rest of what you sent is not saved.",
    ),
    False: Text(
        "Det du sendte nå, er ikke lagret på nytt.",
        "Det du sende no, er ikkje lagra på nytt.",
        "What you sent now is not saved again.",
    ),
}
"""And of the rest of it."""
CLOCK_OUT_OF_RANGE = Text(
    "Klokkeslettet må være fra 00.00 til 23.59.",
    "Klokkeslettet må vere frå 00.00 til 23.59.",
    "The time must be from 00.00 to 23.59.",
)
NO_SUCH_CLOCK = Text(
    "Klokkeslettet må se slik ut: 14.30.",
    "Klokkeslettet må sjå slik ut: 14.30.",
    "The time must look like this: 14.30.",
)
NO_SUCH_DAY = Text(
    "Datoen finnes ikke. Skriv dag, måned og år, for eksempel 19.11.2026.",
    "Datoen finst ikkje. Skriv dag, månad og år, for eksempel 19.11.2026.",
    "There is no such date. Write day, month and year, for example 19.11.2026.",
)
NOT_A_NUMBER = Text(
    "Skriv et tall, som 72 eller 72,5.", "Skriv eit tal, som 72 eller 72,5.", "Write a number, such as 72 or 72.5."
)
WRITE_NUMBER = Text("{name}: skriv tallet.", "{name}: skriv talet.", "{name}: write the number.")
WRITE_WHEN = Text("Skriv klokkeslettet du målte.", "Skriv klokkeslettet du målte.", "Write what time you measured.")
