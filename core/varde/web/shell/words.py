"""Words of every page: what is wrong with a form."""

from __future__ import annotations

from varde.kernel.words import Text

ANSWER_QUESTION = Text("Svar på «{question}»", "Svar på «{question}»", "Answer to “{question}”")
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
MOBILE_DIGITS_ONLY = Text(
    "Skriv mobilnummeret med bare siffer, for eksempel 912 34 567.",
    "Skriv mobilnummeret med berre siffer, for eksempel 912 34 567.",
    "Write the mobile number with digits only, for example 912 34 567.",
)
MOBILE_LENGTH = Text(
    "Nummeret har {n} siffer. Skriv åtte, for eksempel 912 34 567.",
    "Nummeret har {n} siffer. Skriv åtte, for eksempel 912 34 567.",
    "The number has {n} digits. Write eight, for example 912 34 567.",
)
NONE_AND_MORE = Text(
    "Du har krysset av både for «Ingen av disse» og noe annet. Ta bort det som ikke stemmer.",
    "Du har kryssa av både for «Ingen av desse» og noko anna. Ta bort det som ikkje stemmer.",
    "You have ticked both “None of these” and something else. Remove what is not right.",
)
NOT_A_MOBILE_NUMBER = Text(
    "Nummeret er ikke et norsk mobilnummer. De begynner med 4 eller 9.",
    "Nummeret er ikkje eit norsk mobilnummer. Dei byrjar med 4 eller 9.",
    "The number is not a Norwegian mobile number. They begin with 4 or 9.",
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
WRITE_FAMILY_NAME = Text("Skriv etternavnet.", "Skriv etternamnet.", "Write the last name.")
WRITE_GIVEN_NAME = Text("Skriv fornavnet.", "Skriv fornamnet.", "Write the first name.")
WRITE_IDENTITY_NUMBER = Text(
    "Skriv fødselsnummeret med elleve siffer.",
    "Skriv fødselsnummeret med elleve siffer.",
    "Write the national identity number with eleven digits.",
)
WRITE_MOBILE = Text(
    "Skriv mobilnummeret med åtte siffer.",
    "Skriv mobilnummeret med åtte siffer.",
    "Write the mobile number with eight digits.",
)
