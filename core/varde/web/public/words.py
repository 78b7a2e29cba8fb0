"""Words of the pages before an enrolment begins."""

from __future__ import annotations

from varde.kernel.words import Text

ACCEPTED = Text(
    "{name} har fått plass, og du er behandler. SMS er på vei.",
    "{name} har fått plass, og du er behandlar. SMS er på veg.",
    "{name} has a place, and you are the therapist. A text message is on its way.",
)
ALREADY_REFERRED = Text(
    "Pasienten er allerede meldt på her.",
    "Pasienten er allereie meld på her.",
    "The patient has already been referred here.",
)
BIRTH_DATE_DIFFERS = Text(
    "Fødselsdatoen stemmer ikke med den vi har fra før. Sjekk den, og fødselsnummeret.",
    "Fødselsdatoen stemmer ikkje med den vi har frå før. Sjekk han, og fødselsnummeret.",
    "The date of birth does not match the one we already have. Check it, and the national identity number.",
)
CHOOSE_DECISION = Text(
    "Velg om pasienten får plass eller et annet svar.",
    "Vel om pasienten får plass eller eit anna svar.",
    "Choose whether the patient gets a place or another answer.",
)
DECLINED = Text(
    "Svaret er sendt. {name} får SMS om at det ligger klart.",
    "Svaret er sendt. {name} får SMS om at det ligg klart.",
    "The answer has been sent. {name} gets a text message that it is ready.",
)
LIFE_IN_DANGER = Text(
    "Svarene tyder på fare for liv. Snakk med pasienten i dag. Ring 113 hvis det haster.",
    "Svara tyder på fare for liv. Snakk med pasienten i dag. Ring 113 om det hastar.",
    "The answers suggest that life is in danger. Talk with the patient today. Call 113 if it is urgent.",
)
NAME_DIFFERS = Text(
    "Fødselsnummeret hører til en annen enn den du har skrevet navnet på. Sjekk begge deler.",
    "Fødselsnummeret høyrer til ein annan enn den du har skrive namnet på. Sjekk begge delar.",
    "The national identity number belongs to someone other than the person you have named. Check both.",
)
REFERRAL_SENT = Text(
    "Henvisningen er sendt. Pasienten får svar senest {day}.",
    "Tilvisinga er send. Pasienten får svar seinast {day}.",
    "The referral has been sent. The patient will have an answer by {day}.",
)
WRITE_WHY = Text(
    "Skriv til pasienten hvorfor, og hva hun eller han kan gjøre nå.",
    "Skriv til pasienten kvifor, og kva ho eller han kan gjere no.",
    "Write to the patient why, and what she or he can do now.",
)
