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
