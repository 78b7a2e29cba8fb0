"""What an operator is told."""

from __future__ import annotations

from varde.kernel.words import Text

ALL_WELL = Text("Drift: alt går ut", "Drift: alt går ut", "Operation: everything goes out")
LATE = Text("Drift: {n} skulle vært sendt", "Drift: {n} skulle vore sende", "Operation: {n} should have been sent")
KIND: dict[str, Text] = {
    "questionnaire": Text("Skjema er åpent", "Skjema er ope", "Form is open"),
    "reminder": Text("Påminnelse om skjema", "Påminning om skjema", "Reminder of a form"),
    "message": Text("Ny melding", "Ny melding", "New message"),
    "feedback": Text("Svar på øvelse", "Svar på øving", "Answer to an exercise"),
    "alert": Text("Fare, til ansatte", "Fare, til tilsette", "Danger, to staff"),
    "duty": Text("Fare, til vakttelefon", "Fare, til vakttelefon", "Danger, to the duty telephone"),
    "list": Text("Nytt i arbeidslisten", "Nytt i arbeidslista", "New on the list"),
    "appointment": Text("Time er endret", "Time er endra", "Appointment changed"),
    "booked": Text("Ny time", "Ny time", "New appointment"),
    "news": Text("Noe nytt", "Noko nytt", "Something new"),
    "decision": Text("Svar på henvisning", "Svar på tilvising", "Answer to a referral"),
    "module": Text("Noe er åpnet", "Noko er opna", "Something opened"),
    "tomorrow": Text("Time i morgen", "Time i morgon", "Appointment tomorrow"),
    "digest": Text("Om morgenen, til behandler", "Om morgonen, til behandlar", "In the morning, to therapists"),
    "hand_over": Text("Noe må fordeles, til leder", "Noko må fordelast, til leiar", "To be shared out, to heads"),
    "digest_month": Text("Hver måned, til leder", "Kvar månad, til leiar", "Each month, to managers"),
    "trial": Text("Prøve", "Prøve", "Trial"),
}
STATES: tuple[tuple[str, Text, Text], ...] = (
    ("queued", Text("i kø", "i kø", "queued"), Text("venter på tur", "ventar på tur", "waiting their turn")),
    (
        "sending",
        Text("sendes nå", "blir sende no", "being sent"),
        Text("hos en arbeider", "hos ein arbeidar", "with a worker"),
    ),
    (
        "sent",
        Text("sendt", "sende", "sent"),
        Text("venter på kvittering", "ventar på kvittering", "waiting for a receipt"),
    ),
    ("delivered", Text("framme", "framme", "delivered"), Text("kvittert av porten", "kvittert av porten", "receipted")),
    (
        "failed",
        Text("feilet, prøves igjen", "feila, blir prøvde igjen", "failed, tried again"),
        Text("se under", "sjå under", "see below"),
    ),
    (
        "given_up",
        Text("oppgitt", "oppgitt", "given up"),
        Text("varslet på arbeidslisten", "varsla på arbeidslista", "on the caseload"),
    ),
)
"""The six states of today: key, label and what it means."""
TRIED = Text("{n} prøves nå.", "{n} blir prøvde no.", "{n} are tried now.")
CHOOSE = Text("Velg minst én melding.", "Vel minst éi melding.", "Choose at least one message.")
NO_ANSWER = Text("Ikke tatt opp", "Ikkje teke opp", "Not taken up")
