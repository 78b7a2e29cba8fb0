"""What the demo provider says on its pages."""

from __future__ import annotations

from varde.kernel.words import LANGUAGES, Text

WORDS = {
    "title": Text("Hvem vil du være?", "Kven vil du vere?", "Who would you like to be?"),
    "idporten": Text("Innlogging for pasienter", "Innlogging for pasientar", "Sign-in for patients"),
    "helseid": Text("Innlogging for helsepersonell", "Innlogging for helsepersonell", "Sign-in for health personnel"),
    "note": Text(
        "Dette er demoinnloggingen. Alle personene er oppdiktet, og du trenger verken BankID eller passord.",
        "Dette er demoinnlogginga. Alle personane er oppdikta, og du treng verken BankID eller passord.",
        "This is the demo sign-in. Everybody here is invented, and you need neither BankID nor a password.",
    ),
    "people": Text("Personer du kan logge inn som", "Personar du kan logge inn som", "People you can sign in as"),
    "nobody": Text(
        "Ingen personer er lagt inn ennå.", "Ingen personar er lagde inn enno.", "No people have been added yet."
    ),
    "cancel": Text("Avbryt", "Avbryt", "Cancel"),
    "out_title": Text("Du er logget ut", "Du er logga ut", "You are signed out"),
    "out_text": Text(
        "Innloggingen hos demotjenesten er avsluttet.",
        "Innlogginga hos demotenesta er avslutta.",
        "Your sign-in at the demo service has ended.",
    ),
    "go_on": Text("Gå videre", "Gå vidare", "Continue"),
    "frame": Text("Logger ut av tjenesten", "Loggar ut av tenesta", "Signing out of the service"),
    "fault_title": Text("Innloggingen stoppet her", "Innlogginga stoppa her", "The sign-in stopped here"),
    "fault_client": Text(
        "Tjenesten som sendte deg hit, er ikke registrert hos demoinnloggingen med denne adressen.",
        "Tenesta som sende deg hit, er ikkje registrert hos demoinnlogginga med denne adressa.",
        "The service that sent you here is not registered with the demo sign-in under this address.",
    ),
    "fault_gone": Text(
        "Innloggingen er utløpt eller brukt. Gå tilbake til tjenesten og logg inn på nytt.",
        "Innlogginga er utgått eller brukt. Gå tilbake til tenesta og logg inn på nytt.",
        "The sign-in has run out or been used. Go back to the service and sign in again.",
    ),
}


def words_in(ui_locales: str) -> tuple[str, dict[str, str]]:
    """The first language asked for that we speak (else bokmål), and all words in it."""
    language = next((asked for asked in ui_locales.split() if asked in LANGUAGES), "nb")
    return language, {key: text.to(language) for key, text in WORDS.items()}
