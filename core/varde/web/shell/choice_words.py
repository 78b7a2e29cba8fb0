"""What is said about choices of messages. A change of what a topic means is a new version (``notifications/choices.py``)."""

from __future__ import annotations

from varde.kernel.words import Text

TOPIC: dict[str, tuple[Text, Text]] = {
    "sms": (
        Text("SMS", "SMS", "Text messages"),
        Text(
            "Meldingen sier bare at det er noe nytt, aldri hva det gjelder.",
            "Meldinga seier berre at det er noko nytt, aldri kva det gjeld.",
            "A message says only that there is something new, never what it is about.",
        ),
    ),
    "email": (
        Text("E-post", "E-post", "E-mail"),
        Text(
            "Emnet er alltid «Varde». Uten SMS og e-post står alt bare her.",
            "Emnet er alltid «Varde». Utan SMS og e-post står alt berre her.",
            "The subject is always “Varde”. Without text messages and e-mail everything stands here alone.",
        ),
    ),
    "reminder": (
        Text("Påminnelser om skjema", "Påminningar om skjema", "Reminders of forms"),
        Text(
            "Når et skjema har ventet noen dager.",
            "Når eit skjema har venta nokre dagar.",
            "When a form has waited for some days.",
        ),
    ),
    "module": (
        Text("Nye moduler", "Nye modular", "New modules"),
        Text("Når en ny del åpner.", "Når ein ny del opnar.", "When a new part opens."),
    ),
}
TICK = Text(
    "Kryss av for det du vil ha, og la resten stå tomt.",
    "Kryss av for det du vil ha, og la resten stå tomt.",
    "Tick what you want, and leave the rest empty.",
)
YES = Text("Ja til {what}", "Ja til {what}", "Yes to {what}")
NO = Text("Nei til {what}", "Nei til {what}", "No to {what}")
KEPT = Text("Valgene er lagret.", "Vala er lagra.", "The choices are kept.")
AS_BEFORE = Text("Valgene er som før.", "Vala er som før.", "The choices are as they were.")
TRIAL_SENT = Text(
    "Prøven er på vei. Kommer den ikke, sjekk nummeret eller adressen.",
    "Prøva er på veg. Kjem ho ikkje, sjekk nummeret eller adressa.",
    "The trial is on its way. If it does not come, check the number or the address.",
)
TRIAL_SENT_BEFORE = Text(
    "Du har fått en prøve nettopp. Vent noen minutter før du ber om en ny.",
    "Du har fått ei prøve nettopp. Vent nokre minutt før du ber om ei ny.",
    "You were just sent a trial. Wait some minutes before you ask for another.",
)
STATE: dict[str, Text] = {
    "queued": Text("venter", "ventar", "waits"),
    "sending": Text("sendes nå", "blir send no", "being sent"),
    "sent": Text("sendt", "send", "sent"),
    "delivered": Text("kommet fram", "komen fram", "delivered"),
    "failed": Text("prøves igjen", "blir prøvd igjen", "tried again"),
    "given_up": Text("kom ikke fram", "kom ikkje fram", "did not arrive"),
    "skipped": Text("ikke sendt", "ikkje send", "not sent"),
    "page": Text("bare her", "berre her", "here alone"),
}
REGISTER: dict[str, tuple[Text, Text]] = {
    "unasked": (
        Text(
            "Registeret har ikke svart oss om deg ennå. Vi bruker det du har gitt oss selv.",
            "Registeret har ikkje svart oss om deg enno. Vi bruker det du har gitt oss sjølv.",
            "The register has not answered us about you yet. We use what you have given us yourself.",
        ),
        Text(
            "Registeret har ikke svart om pasienten ennå.",
            "Registeret har ikkje svart om pasienten enno.",
            "The register has not answered about the patient yet.",
        ),
    ),
    "missing": (
        Text(
            "Registeret har ikke noe mobilnummer eller noen e-postadresse for deg. Vi bruker det du har gitt oss selv.",
            "Registeret har ikkje noko mobilnummer eller noka e-postadresse for deg. Vi bruker det du har gitt oss sjølv.",
            "The register has no mobile number or e-mail address of yours. We use what you have given us yourself.",
        ),
        Text(
            "Registeret har ikke noe mobilnummer eller noen e-postadresse vi kan bruke.",
            "Registeret har ikkje noko mobilnummer eller noka e-postadresse vi kan bruke.",
            "The register has no mobile number or e-mail address that we can use.",
        ),
    ),
    "reserved": (
        Text(
            "Du har reservert deg der. Vi bruker bare det du har gitt oss selv.",
            "Du har reservert deg der. Vi bruker berre det du har gitt oss sjølv.",
            "You have reserved yourself there. We use only what you have given us yourself.",
        ),
        Text(
            "Pasienten har reservert seg der. Bare det hun eller han har gitt oss selv, brukes.",
            "Pasienten har reservert seg der. Berre det ho eller han har gitt oss sjølv, blir brukt.",
            "The patient is reserved there. Only what she or he has given us is used.",
        ),
    ),
    "stale": (
        Text(
            "Det er over 18 måneder siden du bekreftet det som står der. Vi bruker bare det du har gitt oss selv.",
            "Det er over 18 månader sidan du stadfesta det som står der. Vi bruker berre det du har gitt oss sjølv.",
            "You have not confirmed what stands there for over 18 months. We use only what you have given us yourself.",
        ),
        Text(
            "Det som står der, er ikke bekreftet på over 18 måneder, og brukes ikke.",
            "Det som står der, er ikkje stadfesta på over 18 månader, og blir ikkje brukt.",
            "What stands there has not been confirmed for over 18 months, and is not used.",
        ),
    ),
    "usable": (
        Text(
            "Det du har gitt oss selv, går foran det som står i registeret.",
            "Det du har gitt oss sjølv, går framfor det som står i registeret.",
            "What you have given us yourself goes before what stands in the register.",
        ),
        Text(
            "Det pasienten har gitt oss selv, går foran det som står i registeret.",
            "Det pasienten har gitt oss sjølv, går framfor det som står i registeret.",
            "What the patient has given us goes before what stands in the register.",
        ),
    ),
}
"""How she stands in the contact register: to herself, and to staff."""
IN_USE = Text("brukes", "blir brukt", "used")
NOT_IN_USE = Text("brukes ikke", "blir ikkje brukt", "not used")
